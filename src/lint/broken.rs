//! Lints for texts that could not be read: what another language's word or sign was meant to be.
//!
//! Input: a text that the parser has errors about; output: a finding for each word or sign that only another language has,
//! where an error stands on the same line or the one after it. Comments and quoted texts are left out.

use super::comments::comments;
use super::dialect::{foreign_operator, javascript_syntax, ruby_syntax};
use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::source::{Dialect, Source, Span};

/// A word or a sign of a text.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'a> {
    /// What it is.
    pub text: &'a str,
    /// Where it stands.
    pub span: Span,
}

/// What a piece was meant to be.
#[derive(Clone, Debug)]
pub struct Meant {
    diagnostic: Diagnostic,
}

impl Meant {
    /// A finding about a piece, with what stands in its place after the fix.
    pub fn new(code: Code, span: Span, what: &str, help: &str, text: Option<&str>) -> Meant {
        let mut diagnostic = Diagnostic::new(code, span, what)
            .label("of another language")
            .note("the rule does not compile, and denies where it is assigned")
            .help(help);
        if let Some(text) = text {
            diagnostic = diagnostic.fix(Fix::risky(format!("write `{text}`"), [Edit::replace(span, text)]));
        }
        Meant { diagnostic }
    }
}

/// Adds what the errors are probably about.
pub fn check(source: &Source, found: &mut Vec<Diagnostic>) {
    let line = |at: u32| source.line_column(at).0;
    let errors: Vec<u32> = found.iter().map(|diagnostic| line(diagnostic.span.start)).collect();
    let pieces = pieces(source);
    for at in 0..pieces.len() {
        let here = line(pieces[at].span.start);
        if !errors.iter().any(|&error| error == here || error == here + 1) {
            continue;
        }
        let meant = match source.dialect {
            Dialect::JavaScript => ruby_syntax::meant(&pieces, at),
            Dialect::Ruby => javascript_syntax::meant(&pieces, at),
        };
        let meant = meant.or_else(|| foreign_operator::meant(source.dialect, &pieces, at));
        found.extend(meant.map(|meant| meant.diagnostic));
    }
}

/// The words and signs of a text, comments and quoted texts left out.
fn pieces(source: &Source) -> Vec<Piece<'_>> {
    let text = source.text.as_str();
    let comments = comments(source, None);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if let Some(comment) = comments.iter().find(|comment| comment.start as usize == at) {
            at = comment.end as usize;
            continue;
        }
        let length = match first {
            _ if first.is_whitespace() => {
                at += first.len_utf8();
                continue;
            }
            '\'' | '"' | '`' => {
                at = quoted_end(text, at, first);
                continue;
            }
            _ if is_word(first) => text[at..].find(|char| !is_word(char)).unwrap_or(text.len() - at),
            _ => SIGNS
                .iter()
                .find(|sign| text[at..].starts_with(**sign))
                .map_or(first.len_utf8(), |sign| sign.len()),
        };
        // The text is within the limit on sources, which fits.
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        found.push(Piece {
            text: &text[at..at + length],
            span: Span::new(narrow(at), narrow(at + length)),
        });
        at += length;
    }
    found
}

/// Signs of more than one character that must not be taken apart, longer ones first.
const SIGNS: &[&str] = &[
    "===", "!==", "**=", "&&=", "||=", "==", "!=", "<=", ">=", "=>", "=~", "=<", "<>", "&&", "||", "??", "?.", "//",
    "/*", "+=", "-=", "*=", "/=", "&.",
];

fn is_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_' || char == '$'
}

/// The byte after a quoted text; one without an end is taken to end with its line.
fn quoted_end(text: &str, start: usize, quote: char) -> usize {
    let mut escaped = false;
    for (at, char) in text[start + 1..].char_indices() {
        let at = start + 1 + at;
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' if quote != '`' => return at,
            _ if char == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}
