//! The JavaScript front end: text → tokens → classified tokens → tree.
//!
//! `raw.rs` and `scan.rs` read tokens, `layout/` classifies them with a bracket stack, `grammar/javascript.lalrpop` is the
//! grammar, `tree.rs` and its neighbours build the shared tree, `recover.rs` reads on after an error.
//! A script that Node refuses gets a lexical or syntax code; one that Node takes and this front end does not gets `E03xx`.
//! Where the two cannot be told apart, it is `E03xx`.

mod build;
mod early;
mod layout;
mod message;
mod operators;
mod pattern;
mod raw;
mod recover;
mod scan;
mod token;
mod tree;
mod word;

use crate::diag::{Code, Diagnostic};
use crate::limits::Limits;
use crate::source::{Source, Span};
use crate::syntax::ast::{Ast, Kind};

#[allow(
    clippy::all,
    clippy::pedantic,
    missing_docs,
    unused,
    reason = "the generator wrote it"
)]
mod grammar {
    include!(concat!(env!("OUT_DIR"), "/javascript.rs"));
}

/// Parses a JavaScript rule.
pub fn parse(source: &Source, limits: &Limits) -> (Ast, Vec<Diagnostic>) {
    let mut ast = Ast::default();
    if source.text.len() > limits.source_bytes {
        let span = Span::new(0, 0);
        let message = format!("the rule is longer than {} bytes", limits.source_bytes);
        let diagnostic = Diagnostic::new(Code::E0601, span, message)
            .label("was not read")
            .help("Split it into several rules, or pass its data as bindings.");
        return (empty(ast), vec![diagnostic]);
    }
    let layout = layout::layout(&source.text, &mut ast, limits);
    let mut diagnostics = layout.diagnostics;
    let mut ast = if layout.complete {
        let (ast, found) = recover::parse_tokens(&source.text, ast, layout.tokens, layout.spoiled, limits);
        // What the scanner reports is not reported again as a token that does not fit.
        let known: Vec<Span> = diagnostics.iter().map(|diagnostic| diagnostic.span).collect();
        diagnostics.extend(found.into_iter().filter(|found| !known.contains(&found.span)));
        // Where a bracket is missing, nothing stands where it seems to stand.
        if !diagnostics.iter().any(|diagnostic| diagnostic.code == Code::E0202) {
            diagnostics.extend(early::check(&source.text, &ast, limits));
        }
        ast
    } else {
        empty(ast)
    };
    if ast.root.is_none() {
        ast = empty(ast);
    }
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.span.end));
    diagnostics.dedup();
    for diagnostic in &mut diagnostics {
        if diagnostic.label.is_empty() {
            // A label makes the report draw the place.
            diagnostic.label.push_str("here");
        }
    }
    diagnostics.truncate(limits.diagnostics.max(1));
    (ast, diagnostics)
}

/// A tree without statements, for texts that could not be read at all.
fn empty(mut ast: Ast) -> Ast {
    let list = ast.add_list(&[]);
    ast.root = Some(ast.add(Kind::Block(list), Span::default()));
    ast
}
