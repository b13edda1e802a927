//! Reads on after a syntax error: the statement that holds it is replaced by an `Error` token and the rest is parsed
//! again, so that several errors of one text are found and none is invented.
//!
//! Each round leaves out one more statement, and the number of rounds is bounded, so parsing stays linear.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use lalrpop_util::ParseError;

use super::message;
use super::token::{Tok, Token};
use super::tree::Tree;
use super::{empty, grammar};
use crate::diag::Diagnostic;
use crate::limits::Limits;
use crate::syntax::ast::Ast;

/// Rounds of one text: people mend a few errors at a time.
const ROUNDS: usize = 10;

/// The tree of classified tokens without the spoiled statements, and the syntax errors; `ast` is a tree that holds the
/// texts of the tokens.
pub fn parse_tokens(
    text: &str,
    mut ast: Ast,
    tokens: Vec<Token>,
    mut spoiled: BTreeSet<u32>,
    limits: &Limits,
) -> (Ast, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    for _ in 0..ROUNDS {
        let tokens = without(&tokens, &spoiled);
        let mut tree = Tree::new(text, ast, &tokens, limits);
        // Tokens are fewer than bytes, whose number fits.
        let located = tokens
            .iter()
            .enumerate()
            .map(|(at, token)| (at as u32, token.tok, at as u32 + 1));
        let error = match grammar::ScriptParser::new().parse(&mut tree, located) {
            Ok(root) => {
                tree.report_defaults();
                diagnostics.append(&mut tree.diagnostics);
                tree.ast.root = Some(root);
                return (tree.ast, diagnostics);
            }
            Err(error) => error,
        };
        ast = tree.ast;
        ast.clear();
        let (at, expected) = match error {
            ParseError::UnrecognizedToken { token, expected } => (token.0 as usize, expected),
            ParseError::UnrecognizedEof { expected, .. } => (tokens.len(), expected),
            ParseError::ExtraToken { token } => (token.0 as usize, Vec::new()),
            ParseError::InvalidToken { location } => (location as usize, Vec::new()),
            ParseError::User { error: () } => (tokens.len(), Vec::new()),
        };
        let Some(blamed) = blamed(&tokens, at) else { break };
        if !spoiled.insert(blamed) {
            // The error follows from one that is reported already.
            break;
        }
        diagnostics.push(message::unexpected(text, &tokens, at, &expected));
    }
    (empty(ast), diagnostics)
}

/// The tokens with each spoiled statement replaced by one `Error` token.
fn without<'t>(tokens: &'t [Token], spoiled: &BTreeSet<u32>) -> Cow<'t, [Token]> {
    if spoiled.is_empty() {
        return Cow::Borrowed(tokens);
    }
    let mut last = BTreeMap::new();
    for (at, token) in tokens.iter().enumerate() {
        if spoiled.contains(&token.statement) {
            last.insert(token.statement, at);
        }
    }
    let mut kept = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(&token) = tokens.get(at) {
        if let Some(&end) = last.get(&token.statement) {
            let end = end.max(at);
            let span = token.span.to(tokens[end].span);
            kept.push(Token {
                tok: Tok::Error,
                span,
                ..token
            });
            at = end + 1;
        } else {
            kept.push(token);
            at += 1;
        }
    }
    Cow::Owned(kept)
}

/// The statement to leave out for an error at a token: its own, or the one before where the token ends or starts one.
fn blamed(tokens: &[Token], at: usize) -> Option<u32> {
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    let Some(token) = tokens.get(at) else {
        return before.map(|token| token.statement);
    };
    let starts = before.is_none_or(|before| before.statement != token.statement);
    match before {
        Some(before)
            if (starts || token.tok == Tok::CloseBlock)
                && !matches!(before.tok, Tok::OpenBlock | Tok::CloseBlock | Tok::Error) =>
        {
            Some(before.statement)
        }
        _ => Some(token.statement),
    }
}
