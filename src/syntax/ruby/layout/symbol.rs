//! Symbols and character literals.

use super::escape;
use super::literal::{Content, Literal, Product, name_length, variable_length};
use super::state::State;
use super::{Layout, offset};
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ruby::token::Token;

impl Layout<'_, '_> {
    /// `:name`, `:"…"`, `:+`; the colon was read.
    pub(super) fn symbol(&mut self, colon: Span) {
        let rest = self.rest();
        if let Some(quote @ ('"' | '\'')) = self.peek() {
            self.lexer.bump(1);
            self.begin_literal(Literal {
                start: colon.start,
                open: None,
                close: quote,
                depth: 0,
                content: if quote == '"' { Content::Double } else { Content::Single },
                product: Product::Symbol,
                label: false,
                begun: false,
            });
            return;
        }
        let length = symbol_length(rest);
        let heredoc = rest.strip_prefix("<<").is_some_and(|after| {
            after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '~' | '"' | '\'' | '`'))
        });
        if heredoc {
            self.unsupported(colon, "a heredoc behind `:`", "Write a blank after `:<<`.");
        }
        if length == 0 {
            self.report(
                Diagnostic::new(Code::E0201, colon, "unexpected `:`")
                    .label("no symbol begins here")
                    .help("Write a name directly after `:`, or a blank before and after the `:` of `a ? b : c`."),
            );
            self.push_value(Token::Error, colon);
            self.state = State::BEG;
            return;
        }
        let name = self.ast.str(&rest[..length]);
        self.lexer.bump(length);
        let span = Span::new(colon.start, offset(self.position()));
        self.push_value(Token::Symbol(name), span);
        self.state = State::END;
    }

    /// `?x`.
    pub(super) fn character(&mut self, question: Span) {
        let rest = self.rest();
        let mut bytes = Vec::new();
        let taken = match rest.strip_prefix('\\') {
            Some(escape) => match escape::read(escape, &mut bytes) {
                Ok(taken) => 1 + taken,
                Err(problem) => {
                    self.bad_escape(problem, question);
                    1 + escape.chars().next().map_or(0, char::len_utf8)
                }
            },
            None => {
                let width = rest.chars().next().map_or(0, char::len_utf8);
                bytes.extend_from_slice(&rest.as_bytes()[..width]);
                width
            }
        };
        self.lexer.bump(taken);
        let span = Span::new(question.start, offset(self.position()));
        let text = self.decoded(bytes, span);
        let text = self.ast.str(&text);
        self.push_value(Token::Str(text), span);
        self.state = State::END;
    }
}

/// The length of a symbol's name.
fn symbol_length(text: &str) -> usize {
    const OPERATORS: [&str; 30] = [
        "[]=", "[]", "**", "<=>", "===", "==", "=~", "!~", "!=", "!@", "!", "<<", ">>", "<=", ">=", "<", ">", "+@",
        "-@", "~@", "+", "-", "*", "/", "%", "&", "|", "^", "~", "`",
    ];
    let sign = if text.starts_with("@@") {
        2
    } else {
        usize::from(text.starts_with(['@', '$']))
    };
    if sign > 0 {
        let length = name_length(&text[sign..]);
        return match length {
            0 if text.starts_with('$') => variable_length(text).unwrap_or(0),
            0 => 0,
            _ => sign + length,
        };
    }
    let length = name_length(text);
    if length == 0 && (text.starts_with("||") || text.starts_with("&&") || text.starts_with("&.")) {
        return 0;
    }
    if length == 0 {
        return OPERATORS
            .iter()
            .find(|operator| text.starts_with(**operator))
            .map_or(0, |operator| operator.len());
    }
    let rest = &text[length..];
    let suffix = match rest.chars().next() {
        Some('?' | '!') if !rest[1..].starts_with('=') => 1,
        Some('=') => {
            let next = &rest[1..];
            usize::from(!next.starts_with(['~', '>']) && (!next.starts_with('=') || next.starts_with("=>")))
        }
        _ => 0,
    };
    length + suffix
}
