//! Finds the comments of a rule, and hands them out in the order of the text.
//!
//! Input: a text and its tree; output: comments with their places. Whatever looks like a comment inside a string, a
//! template, a regular expression or a word list is none: those are nodes of the tree, and their places are passed over.

use crate::source::{Dialect, Span};
use crate::syntax::ast::{Ast, Kind, NodeId};

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Where it stands, its line end not counted.
    pub span: Span,
    /// Whether it runs to the end of its line.
    pub line: bool,
    /// Whether nothing stands before it on its line.
    pub own_line: bool,
    /// Whether its line ends after it.
    pub ends_line: bool,
}

/// The comments of a text, in their order.
pub fn find(text: &str, dialect: Dialect, ast: &Ast) -> Vec<Comment> {
    let closed = closed_places(text, dialect, ast);
    let bytes = text.as_bytes();
    let mut closed = closed.iter().peekable();
    let mut comments = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        while closed.peek().is_some_and(|span| (span.end as usize) <= at) {
            closed.next();
        }
        if let Some(span) = closed.peek()
            && (span.start as usize) <= at
        {
            at = span.end as usize;
            continue;
        }
        let Some((length, line)) = comment_at(text, at, dialect) else {
            at += 1;
            continue;
        };
        let before = text[..at].rsplit(['\n', '\u{2028}', '\u{2029}']).next().unwrap_or("");
        let after = &text[at + length..];
        let rest = after.trim_start_matches([' ', '\t', '\r']);
        comments.push(Comment {
            span: Span::new(offset(at), offset(at + length)),
            line,
            own_line: before.trim().is_empty(),
            ends_line: line || rest.is_empty() || rest.starts_with('\n'),
        });
        at += length;
    }
    comments
}

/// Offsets fit, since the length of a rule is bounded.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The length of the comment that starts at a byte outside literals, and whether it runs to the end of its line.
fn comment_at(text: &str, at: usize, dialect: Dialect) -> Option<(usize, bool)> {
    let rest = text.get(at..)?;
    let to_line_end = |ends: &[char]| rest.find(ends).unwrap_or(rest.len());
    match dialect {
        Dialect::JavaScript if rest.starts_with("//") || (at == 0 && rest.starts_with("#!")) => {
            Some((to_line_end(&['\n', '\r', '\u{2028}', '\u{2029}']), true))
        }
        Dialect::JavaScript if rest.starts_with("/*") => {
            Some((rest[2..].find("*/").map_or(rest.len(), |end| end + 4), false))
        }
        Dialect::JavaScript => None,
        Dialect::Ruby if rest.starts_with('#') => {
            let length = to_line_end(&['\n']);
            Some((rest[..length].trim_end_matches('\r').len(), true))
        }
        Dialect::Ruby if rest.starts_with("=begin") && (at == 0 || text.as_bytes()[at - 1] == b'\n') => {
            let end = rest.find("\n=end").map_or(rest.len(), |end| end + 1);
            let length = rest[end..].find('\n').map_or(rest.len(), |line| end + line);
            Some((length, false))
        }
        Dialect::Ruby => None,
    }
}

/// The places of literals, in order and apart.
fn closed_places(text: &str, dialect: Dialect, ast: &Ast) -> Vec<Span> {
    let mut places = Vec::new();
    let mut pending: Vec<NodeId> = ast.root.into_iter().collect();
    while let Some(node) = pending.pop() {
        let span = ast.span(node);
        match ast.kind(node) {
            Kind::Str(_) | Kind::Symbol(_) | Kind::Interpolation(..) | Kind::Regex { .. } => places.push(span),
            Kind::Array(_) if dialect == Dialect::Ruby && is_word_list(text, span) => places.push(span),
            _ => ast.children(node, &mut |child| pending.push(child)),
        }
    }
    places.sort_by_key(|span| span.start);
    places
}

/// Whether an array is written as `%w[…]` or `%i[…]`.
pub fn is_word_list(text: &str, span: Span) -> bool {
    text.get(span.start as usize..)
        .is_some_and(|rest| rest.starts_with('%'))
}
