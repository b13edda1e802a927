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
use crate::diag::{Code, Diagnostic};
use crate::limits::Limits;
use crate::source::{Source, Span};
use crate::syntax::ast::{Ast, Kind};

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
        let diagnostic = Diagnostic::new(Code::E0601, Span::default(), "the text is too long")
            .label(format!("a rule may have {} bytes", limits.source_bytes))
            .help("split the rule, or keep long lists in the data that the rule is asked about");
        empty(&mut ast);
        return (ast, vec![diagnostic]);
    }
    let classified = layout::classify(text, &mut ast, limits);
    let mut diagnostics = classified.diagnostics;
    let first_refusal = diagnostics
        .iter()
        .filter(|diagnostic| !diagnostic.code.is_language_syntax_error())
        .map(|diagnostic| diagnostic.span.start)
        .min();
    let mut builder = Builder::new(&mut ast, limits);
    let tokens = classified.tokens.iter().map(|&token| Ok(token));
    let result = grammar::ProgramParser::new().parse(&mut builder, tokens);
    let found = std::mem::take(&mut builder.diagnostics);
    let root = match result {
        Ok(root) => Some(root),
        Err(error) => {
            let diagnostic = error::describe(source, &classified.tokens, &error);
            let repeated = classified.broken
                || first_refusal.is_some_and(|first| first <= diagnostic.span.start)
                || diagnostics
                    .iter()
                    .any(|known| known.span.start <= diagnostic.span.start);
            if !repeated {
                diagnostics.push(diagnostic);
            }
            None
        }
    };
    if !classified.broken {
        diagnostics.extend(found);
    }
    ast.root = root;
    if root.is_none() {
        empty(&mut ast);
    }
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
    diagnostics.truncate(limits.diagnostics);
    (ast, diagnostics)
}

/// Gives the tree a root without statements.
fn empty(ast: &mut Ast) {
    let list = ast.add_list(&[]);
    ast.root = Some(ast.add(Kind::Block(list), Span::default()));
}
