//! Parses Ruby: text → raw tokens → classified tokens (`layout`) → the grammar → tree (`build`).
//!
//! Texts that Ruby refuses give `E01xx` and `E02xx`, constructs outside the subset `E03xx`. Where the layout pass refused
//! a construct, the grammar's errors after it are dropped: they could be about text that Ruby understands.

mod build;
mod error;
mod groups;
mod layout;
mod raw;
mod token;

pub use groups::named_groups;

use lalrpop_util::lalrpop_mod;

use self::build::Builder;
use self::layout::Spanned;
use crate::diag::{Code, Diagnostic};
use crate::limits::Limits;
use crate::source::{Source, Span};
use crate::syntax::ast::{Ast, Kind, NodeId};

lalrpop_mod!(
    #[allow(clippy::all, clippy::pedantic, missing_docs, unused, unreachable_pub)]
    grammar,
    "/ruby.rs"
);

/// The tree of a Ruby source.
pub fn parse(source: &Source, limits: &Limits) -> (Ast, Vec<Diagnostic>) {
    let mut ast = Ast::default();
    let text = source.text.as_str();
    if text.len() > limits.source_bytes || u32::try_from(text.len()).is_err() {
        let message = format!("the rule is longer than {} bytes", limits.source_bytes);
        let diagnostic = Diagnostic::new(Code::E0601, Span::default(), message)
            .label("was not read")
            .help("Split it into several rules, or pass its data as bindings.");
        empty(&mut ast);
        return (ast, vec![diagnostic]);
    }
    let classified = layout::classify(text, &mut ast, limits);
    let mut diagnostics = classified.diagnostics;
    let (root, found) = grammatical(&mut ast, &classified.tokens, text, limits);
    let mut from_grammar = found;
    if root.is_none() {
        // The statements after the one that could not be read are read for what is wrong in them.
        further(
            &mut ast,
            &classified.tokens,
            &classified.statements,
            text,
            limits,
            &mut from_grammar,
        );
    }
    ast.root = root;
    if root.is_none() {
        empty(&mut ast);
    }
    // Where the layout pass found the cause, the grammar could only repeat it in other words.
    let first_known = diagnostics.iter().map(|known| known.span.start).min();
    let first_known = if classified.broken { Some(0) } else { first_known };
    diagnostics.extend(
        from_grammar
            .into_iter()
            .filter(|found| found.code != Code::E0201 || first_known.is_none_or(|known| found.span.start < known)),
    );
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
    diagnostics.truncate(limits.diagnostics);
    (ast, diagnostics)
}

/// What the grammar makes of tokens: a root, if it accepts them, and what was found wrong.
fn grammatical(ast: &mut Ast, tokens: &[Spanned], text: &str, limits: &Limits) -> (Option<NodeId>, Vec<Diagnostic>) {
    let mut builder = Builder::new(ast, limits);
    let result = grammar::ProgramParser::new().parse(&mut builder, tokens.iter().map(|&token| Ok(token)));
    let mut found = builder.diagnostics;
    match result {
        Ok(root) => (Some(root), found),
        Err(error) => {
            found.push(error::describe(text, tokens, &error));
            (None, found)
        }
    }
}

/// Reads on after an error at the next statement of the script; each turn begins behind the error before.
fn further(
    ast: &mut Ast,
    tokens: &[Spanned],
    statements: &[usize],
    text: &str,
    limits: &Limits,
    found: &mut Vec<Diagnostic>,
) {
    while let Some(place) = found.iter().map(|found| found.span.start).max()
        && found.len() < limits.diagnostics
    {
        let next = statements.partition_point(|&start| tokens.get(start).is_some_and(|token| token.0 <= place));
        let Some(rest) = statements.get(next).and_then(|&start| tokens.get(start..)) else {
            return;
        };
        let (root, more) = grammatical(ast, rest, text, limits);
        let error = more.iter().map(|found| found.span.start).max();
        found.extend(more);
        if root.is_some() || error.is_none_or(|error| error <= place) {
            return;
        }
    }
}

/// Gives the tree a root without statements.
fn empty(ast: &mut Ast) {
    let list = ast.add_list(&[]);
    ast.root = Some(ast.add(Kind::Block(list), Span::default()));
}
