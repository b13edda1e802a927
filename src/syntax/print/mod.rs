//! Writes a tree back as text: what `print` gives parses to the same tree, places apart.
//!
//! Input: a tree without `Error` nodes. Output: text in one style; comments are not in the tree and are lost.
//! Parentheses are nodes of the tree, so nothing here decides where they are needed.

mod javascript;
mod ruby;

use super::ast::Ast;
use crate::source::Dialect;

/// The text of a tree.
pub fn print(ast: &Ast, dialect: Dialect) -> String {
    match dialect {
        Dialect::JavaScript => javascript::print(ast),
        Dialect::Ruby => ruby::print(ast),
    }
}
