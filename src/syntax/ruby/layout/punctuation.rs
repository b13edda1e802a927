//! Signs whose meaning depends on where they stand: `|`, `?`, `:`, `::`, `.`, `..`, `=>`.

use super::Layout;
use super::frame::FrameKind;
use super::state::State;
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{BinaryOp, LogicalOp};
use crate::syntax::ruby::raw::Raw;
use crate::syntax::ruby::token::{Infix, Prefix, Token};

impl Layout<'_, '_> {
    pub(super) fn pipe(&mut self, raw: Raw, span: Span) {
        let opens = matches!(
            self.last(),
            Some(Token::BlockOpen | Token::CommandBlockOpen | Token::Do | Token::DoCommand)
        );
        if opens {
            if raw == Raw::PipePipe {
                let middle = span.start + 1;
                self.push(Token::PipeOpen, Span::new(span.start, middle));
                self.push(Token::PipeClose, Span::new(middle, span.end));
                self.begin_body();
            } else {
                self.push(Token::PipeOpen, span);
                self.open(FrameKind::Pipe, span);
                self.state = State::BEG.with(State::LABEL);
            }
            return;
        }
        if raw == Raw::Pipe && self.top().kind == FrameKind::Pipe {
            self.pop_keeping_scopes();
            self.push(Token::PipeClose, span);
            self.begin_body();
            return;
        }
        if raw == Raw::PipePipe && self.state.any(State::BEG) {
            // Ruby reads two single bars where no operand precedes.
            self.report(
                Diagnostic::new(Code::E0201, span, "unexpected `||`")
                    .label("an operand must stand before it")
                    .help("Put what stands before it into parentheses."),
            );
            self.push(Token::Error, span);
            self.state = State::END;
        } else if raw == Raw::Pipe {
            self.push(Token::Infix(Infix::Binary(BinaryOp::BitOr)), span);
            self.state = State::BEG.with(State::LABEL);
        } else {
            self.infix_token(Token::Infix(Infix::Logical(LogicalOp::Or)), span);
        }
    }

    /// The body of a block begins after its parameters.
    pub(super) fn begin_body(&mut self) {
        self.state = State::BEG.with(State::LABEL);
        self.command_start = true;
        self.begin_statement();
    }

    /// `?`: the middle of a conditional, or a character literal (`parse_qmark` of CRuby).
    pub(super) fn question(&mut self, span: Span) {
        let rest = self.rest();
        let mut following = rest.chars();
        let first = following.next();
        let second = following.next();
        let is_name = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii());
        let ternary = self.state.ends()
            || first.is_none_or(|c| c.is_ascii_whitespace() || c == '\u{b}')
            || (is_name(first) && first.is_some_and(|c| c.is_ascii()) && is_name(second));
        if ternary {
            self.push(Token::Question, span);
            self.open(FrameKind::Conditional, span);
            self.state = State::BEG;
        } else {
            self.character(span);
        }
    }

    /// `:`: the middle of a conditional, or a symbol.
    pub(super) fn colon(&mut self, span: Span) {
        if self.state.ends() || self.space_follows() || self.peek_is("#") {
            while self.top().kind.is_implicit() && self.top().kind != FrameKind::Conditional {
                self.pop();
            }
            if self.top().kind == FrameKind::Conditional {
                self.pop();
            }
            self.infix_token(Token::Colon, span);
        } else {
            self.symbol(span);
        }
    }

    pub(super) fn scope(&mut self, span: Span) {
        if self.state.begins() || (self.state.argument() && self.space) {
            self.top_constant(span);
            return;
        }
        self.push(Token::Scope, span);
        self.state = State::DOT;
        if self.peek_is("(")
            && let Some(last) = self.out.last_mut()
        {
            last.1 = Token::Dot;
        }
    }

    /// `::Name` is `Name` of Object: the same constant where no modules can be defined.
    pub(super) fn top_constant(&mut self, span: Span) {
        let rest = self.rest();
        let blanks = rest.len() - rest.trim_start().len();
        let word = &rest[blanks..];
        let length = word
            .find(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(word.len());
        if !word.starts_with(char::is_uppercase) || word[length..].starts_with(['?', '!']) {
            self.report(
                Diagnostic::new(Code::E0201, span, "unexpected `::`").help("Write the constant's name after it."),
            );
            self.push_value(Token::Error, span);
            self.state = State::BEG;
            return;
        }
        let name = self.ast.str(&word[..length]);
        self.lexer.bump(blanks + length);
        let span = span.to(self.span());
        self.push_value(Token::TopConst(name), span);
        self.state = State::ARG;
    }

    pub(super) fn dot(&mut self, token: Token, span: Span) {
        if token == Token::Dot && self.peek().is_some_and(|next| next.is_ascii_digit()) {
            self.report(
                Diagnostic::new(Code::E0104, span, "a number cannot begin with `.`")
                    .help("Write a `0` before the point."),
            );
        }
        if matches!(self.last(), Some(Token::DefName(_))) {
            self.refuse_singleton(span);
        }
        if self.rest().trim().is_empty() {
            self.unsupported(
                span,
                "a point at the end of the text",
                "Remove it, or write a method's name after it.",
            );
        }
        self.push(token, span);
        self.state = State::DOT;
    }

    pub(super) fn range(&mut self, exclusive: bool, span: Span) {
        if self.state.begins() {
            if self.at_parameter() {
                self.unsupported(span, "forwarding of all arguments", "Name the parameters.");
                self.push(Token::Error, span);
                self.state = State::END;
                return;
            }
            self.push_value(Token::Prefix(Prefix::Range { exclusive }), span);
        } else {
            self.push(Token::Range(exclusive), span);
        }
        self.state = State::BEG;
    }

    /// `=>` of a pair or of a `rescue` clause; elsewhere it would match a pattern.
    pub(super) fn arrow(&mut self, span: Span) {
        let frame = self.top();
        let pairs = matches!(
            frame.kind,
            FrameKind::Call | FrameKind::Index | FrameKind::Array | FrameKind::Hash
        );
        let clause = self.in_rescue_clause();
        let jump = matches!(
            self.out.get(frame.statement),
            Some((_, Token::Return | Token::Break | Token::Next, _))
        );
        if !pairs && !clause && !jump && !frame.command {
            self.unsupported(
                span,
                "pattern matching with `=>`",
                "Take the value apart with `[]`, `fetch` or a multiple assignment.",
            );
        }
        self.infix_token(Token::Arrow, span);
    }
}
