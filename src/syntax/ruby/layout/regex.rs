//! Regular expression literals: `/…/` and `%r{…}`, with their flags.

use super::literal::{Content, Literal, Product};
use super::state::State;
use super::{Layout, offset};
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ruby::token::Token;

impl Layout<'_, '_> {
    /// `/…/` whose body begins at `start`, at or before the place where the lexer stands.
    pub(super) fn regex(&mut self, start: usize, close: char) {
        let span = self.span();
        let literal = Literal {
            start: span.start,
            open: None,
            close,
            depth: 0,
            content: Content::Regex,
            product: Product::Regex,
            label: false,
            begun: false,
        };
        if start < self.position() {
            // `/=…/`: the lexer took the `=` for a part of an operator.
            self.begin_argument();
            let begun = Literal { begun: true, ..literal };
            self.push(Token::RegexOpen, Span::new(span.start, span.start + 1));
            let equal = self.ast.str("=");
            self.push(Token::Part(equal), Span::new(offset(start), span.end));
            self.resume(begun);
        } else {
            self.begin_literal(literal);
        }
    }

    /// The flags after the closing delimiter.
    pub(super) fn close_regex(&mut self, mut close: Span) {
        let flags: String = self.rest().chars().take_while(char::is_ascii_alphabetic).collect();
        self.lexer.bump(flags.len());
        close.end = offset(self.position());
        if let Some(unknown) = flags.chars().find(|flag| !"imxonesu".contains(*flag)) {
            self.report(
                Diagnostic::new(
                    Code::E0206,
                    close,
                    format!("unknown regular expression flag `{unknown}`"),
                )
                .help("The flags are `i` (any case), `m` (`.` takes newlines) and `x` (blanks mean nothing)."),
            );
        } else if let Some(other) = flags.chars().find(|flag| "ones".contains(*flag)) {
            self.unsupported(
                close,
                &format!("the regular expression flag `{other}`"),
                "Use only the flags `i`, `m` and `x`.",
            );
        }
        let flags = self.ast.str(&flags);
        self.push(Token::RegexClose(flags), close);
        self.state = State::END;
    }
}

/// What follows a backslash in a regular expression: kept for its own reader, but for an escaped delimiter that means
/// nothing there, and a line continuation. Gives how many bytes it took.
pub(super) fn escaped(literal: Literal, rest: &str, out: &mut Vec<u8>) -> usize {
    let Some(next) = rest.chars().next() else { return 0 };
    if next == '\n' {
        return 1;
    }
    if rest.starts_with("\r\n") {
        return 2;
    }
    let means_something = matches!(next, '$' | '*' | '+' | '.' | '?' | '^' | '|' | ')' | ']' | '}' | '>');
    if next != literal.close || means_something {
        out.push(b'\\');
    }
    out.extend_from_slice(&rest.as_bytes()[..next.len_utf8()]);
    next.len_utf8()
}
