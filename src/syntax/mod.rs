//! From text to tree: `parse(&Source, &Limits) → (Ast, diagnostics)`.
//!
//! Parsing never fails: it gives a tree, in which `Error` nodes stand for what could not be read, and a list of
//! diagnostics. Each language has a folder: lexer → layout (tokens classified with a bracket stack) → the LALRPOP grammar
//! under `grammar/` → the shared arena tree of `ast.rs`. Nothing here knows what a name means.

pub mod ast;
