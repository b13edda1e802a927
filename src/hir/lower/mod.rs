//! From syntax tree to HIR: resolves names and takes the sugar away, one folder for each language.

mod javascript;
mod ruby;

use crate::diag::Diagnostic;
use crate::hir::Hir;
use crate::schema::Schema;
use crate::source::{Dialect, Source};
use crate::syntax::ast::Ast;

/// The tree of `source`, lowered, with what was found on the way; where an error was found the HIR must not be run.
pub fn lower(source: &Source, ast: &Ast, schema: &Schema) -> (Hir, Vec<Diagnostic>) {
    match source.dialect {
        Dialect::JavaScript => javascript::lower(source, ast, schema),
        Dialect::Ruby => ruby::lower(source, ast, schema),
    }
}

/// Whether Ruby rules can call this without a receiver.
pub fn is_ruby_function(name: &str) -> bool {
    ruby::is_function(name)
}
