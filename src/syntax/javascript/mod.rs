//! The JavaScript front end: lexer → layout → grammar → tree.

use crate::diag::Diagnostic;
use crate::limits::Limits;
use crate::source::Source;
use crate::syntax::ast::Ast;

/// Parses a JavaScript rule.
pub fn parse(source: &Source, limits: &Limits) -> (Ast, Vec<Diagnostic>) {
    let _ = (source, limits);
    (Ast::default(), Vec::new())
}
