//! Literals that begin with `%`.

use super::Layout;
use super::literal::{Content, Literal, Product};
use super::state::State;
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ruby::token::Token;

impl Layout<'_, '_> {
    /// `%w[…]`, `%(…)` and their kin; the lexer stands somewhere after the `%`.
    pub(super) fn percent_literal(&mut self, percent: Span) {
        let consumed = self.position() - percent.end as usize;
        let rest = &self.text[percent.end as usize..];
        let mut letters = rest.chars();
        let first = letters.next();
        let (kind, delimiter) = match first {
            Some(letter) if letter.is_ascii_alphabetic() => (letter, letters.next()),
            other => ('Q', other),
        };
        let taken = first.map_or(0, char::len_utf8)
            + if first.is_some_and(|letter| letter.is_ascii_alphabetic()) {
                delimiter.map_or(0, char::len_utf8)
            } else {
                0
            };
        self.lexer.bump(taken.saturating_sub(consumed));
        let (content, product) = match kind {
            'Q' => (Content::Double, Product::Str),
            'q' => (Content::Single, Product::Str),
            'W' => (Content::Double, Product::Words),
            'w' => (Content::Single, Product::Words),
            'I' => (Content::Double, Product::Symbols),
            'i' => (Content::Single, Product::Symbols),
            's' => (Content::Single, Product::Symbol),
            'r' => (Content::Regex, Product::Regex),
            'x' => {
                self.unsupported(percent, "a command of the system", "A rule cannot start processes.");
                (Content::Double, Product::Str)
            }
            _ => return self.unknown_percent(percent),
        };
        let (open, close) = match delimiter {
            Some('(') => (Some('('), ')'),
            Some('[') => (Some('['), ']'),
            Some('{') => (Some('{'), '}'),
            Some('<') => (Some('<'), '>'),
            Some(blank) if blank.is_ascii_whitespace() => {
                self.unsupported(percent, "a literal in blanks", "Use `%(…)` or quotes.");
                self.push_value(Token::Error, percent);
                self.state = State::END;
                return;
            }
            Some(other) if other.is_ascii_punctuation() => (None, other),
            _ => return self.unknown_percent(percent),
        };
        self.begin_literal(Literal {
            start: percent.start,
            open,
            close,
            depth: 0,
            content,
            product,
            label: false,
            begun: false,
        });
    }

    fn unknown_percent(&mut self, percent: Span) {
        self.report(
            Diagnostic::new(Code::E0102, percent, "unknown kind of `%` literal")
                .label("Ruby reads `%` after a blank and before a name as the start of a literal")
                .help("For the remainder of a division, write a blank after `%` too.")
                .help("For a list of words, write `%w[…]`."),
        );
        self.push_value(Token::Error, percent);
        self.state = State::END;
    }
}
