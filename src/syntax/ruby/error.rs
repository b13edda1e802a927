//! Turns an error of the grammar into a report.

use lalrpop_util::ParseError;

use super::layout::Spanned;
use super::token::Token;
use crate::diag::{Code, Diagnostic};
use crate::source::{Source, Span};

/// The report of a token that cannot stand where it stands.
pub fn describe(source: &Source, tokens: &[Spanned], error: &ParseError<u32, Token, ()>) -> Diagnostic {
    let (token, span) = match *error {
        ParseError::UnrecognizedToken {
            token: (start, token, end),
            ..
        }
        | ParseError::ExtraToken {
            token: (start, token, end),
        } => (Some(token), Span::new(start, end)),
        ParseError::UnrecognizedEof { location, .. } | ParseError::InvalidToken { location } => {
            (None, Span::new(location, location))
        }
        ParseError::User { error: () } => (None, Span::default()),
    };
    let text = source.text.get(span.start as usize..span.end as usize).unwrap_or("");
    let before = tokens
        .iter()
        .rev()
        .find(|&&(_, _, end)| end <= span.start)
        .map(|&(start, _, end)| source.text.get(start as usize..end as usize).unwrap_or(""));
    let message = match token {
        None => String::from("unexpected end of the text"),
        Some(Token::Terminator) => String::from("unexpected end of the line"),
        Some(_) => format!("unexpected `{text}`"),
    };
    let diagnostic = Diagnostic::new(Code::E0201, span, message);
    match before {
        Some(before) if !before.trim().is_empty() => diagnostic.label(format!("it cannot follow `{}`", before.trim())),
        _ => diagnostic.label("nothing can begin with it here"),
    }
}
