//! From text to tree: `parse(&Source, &Limits) → (Ast, diagnostics)`.
//!
//! Parsing never fails: it gives a tree, in which `Error` nodes stand for what could not be read, and a list of
//! diagnostics. Each language has a folder: lexer → layout (tokens classified with a bracket stack) → the LALRPOP grammar
//! under `grammar/` → the shared arena tree of `ast.rs`. Nothing here knows what a name means.

pub mod ast;
mod children;
mod javascript;
pub mod print;
mod ruby;

use crate::diag::{Code, Diagnostic};
use crate::limits::Limits;
use crate::source::{Dialect, Source};
use ast::Ast;
pub use ruby::named_groups;

/// The tree of a source and what was found wrong with it. Never fails and never panics, whatever the text is.
pub fn parse(source: &Source, limits: &Limits) -> (Ast, Vec<Diagnostic>) {
    let (ast, mut found) = match source.dialect {
        Dialect::JavaScript => javascript::parse(source, limits),
        Dialect::Ruby => ruby::parse(source, limits),
    };
    // A text that is never closed swallows what would close the brackets before it.
    let unclosed = found
        .iter()
        .filter(|one| one.code == Code::E0102)
        .map(|one| one.span.start)
        .max();
    if let Some(unclosed) = unclosed {
        let bracket = |one: &Diagnostic| {
            let text = source.text.get(one.span.start as usize..).unwrap_or("");
            one.code == Code::E0202 && one.span.start < unclosed && text.starts_with(['(', '[', '{'])
        };
        found.retain(|one| !bracket(one));
    }
    (ast, found)
}
