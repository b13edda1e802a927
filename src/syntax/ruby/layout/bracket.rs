//! Brackets: what an opening one means by what stands before it, and which frame a closing one closes.

use super::Layout;
use super::frame::FrameKind;
use super::state::State;
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ruby::raw::Raw;
use crate::syntax::ruby::token::Token;

impl Layout<'_, '_> {
    pub(super) fn open_bracket(&mut self, raw: Raw) {
        let span = self.span();
        match raw {
            Raw::ParenOpen => self.open_paren(span),
            Raw::BracketOpen => self.open_square(span),
            _ => self.open_brace(span),
        }
    }

    fn open_paren(&mut self, span: Span) {
        if self.state.any(State::NAME) {
            self.refuse_singleton(span);
        }
        let last = self.last();
        let header = self.top().kind == FrameKind::Def && self.top().header;
        if (header && matches!(last, Some(Token::DefName(_)))) || (self.top().lambda && last == Some(Token::Lambda)) {
            self.push(Token::ParamsOpen, span);
            self.open(FrameKind::Params, span);
        } else if self.at_parameter() {
            self.push(Token::PatternOpen, span);
            self.open(FrameKind::Params, span);
        } else if self.state.begins() {
            self.push_value(Token::GroupOpen, span);
            self.open(FrameKind::Group, span);
        } else if self.space && (self.state.argument() || self.state.all(State::END.with(State::LABEL))) {
            self.push_value(Token::ArgumentOpen, span);
            self.open(FrameKind::ArgumentGroup, span);
        } else {
            if let Some(last) = self.out.last_mut()
                && last.1 == Token::Scope
            {
                last.1 = Token::Dot;
            }
            self.push(Token::CallOpen, span);
            self.open(FrameKind::Call, span);
        }
        self.state = State::BEG.with(State::LABEL);
    }

    fn open_square(&mut self, span: Span) {
        if self.state.names() {
            self.bracket_method(span);
            return;
        }
        let spaced = self.space || self.state.any(State::LABELED);
        if self.state.begins() || (self.state.argument() && spaced) {
            self.push_value(Token::ArrayOpen, span);
            self.open(FrameKind::Array, span);
        } else {
            self.push(Token::IndexOpen, span);
            self.open(FrameKind::Index, span);
        }
        self.state = State::BEG.with(State::LABEL);
    }

    /// `[]` and `[]=` as the names of methods, after `.` or `def`.
    fn bracket_method(&mut self, mut span: Span) {
        let name = if self.peek_is("]=") && !self.peek_is("]==") && !self.peek_is("]=~") {
            "[]="
        } else if self.peek_is("]") {
            "[]"
        } else {
            self.push(Token::IndexOpen, span);
            self.open(FrameKind::Index, span);
            self.state = State::BEG.with(State::LABEL);
            return;
        };
        self.lexer.bump(name.len() - 1);
        span.end += if name == "[]" { 1 } else { 2 };
        self.operator_name(name, span);
    }

    fn open_brace(&mut self, span: Span) {
        if self.top().kind == FrameKind::LambdaParams {
            self.pop_keeping_scopes();
        }
        if self.top().lambda {
            self.top_mut().lambda = false;
            self.push(Token::LambdaOpen, span);
            let scopes = self.scopes.len() - 1;
            self.open_with(FrameKind::Block, span, scopes);
            self.state = State::BEG;
            self.command_start = true;
            return;
        }
        let hash = self.state.any(State::LABELED) || !(self.state.argument() || self.state.ends());
        if hash {
            self.push_value(Token::HashOpen, span);
            self.open(FrameKind::Hash, span);
            self.state = State::BEG.with(State::LABEL);
            return;
        }
        let token = if self.state.any(State::END_ARG) {
            Token::CommandBlockOpen
        } else {
            Token::BlockOpen
        };
        if let Some(last) = self.out.last_mut()
            && let Token::Local(name) = last.1
        {
            // A block follows only a call.
            last.1 = Token::Ident(name);
        }
        self.push(token, span);
        self.open_block(FrameKind::Block, span);
        self.state = State::BEG;
        self.command_start = true;
    }

    pub(super) fn close_bracket(&mut self, raw: Raw) {
        let span = self.span();
        let matches: fn(FrameKind) -> bool = match raw {
            Raw::ParenClose => |kind| {
                matches!(
                    kind,
                    FrameKind::Call | FrameKind::Group | FrameKind::ArgumentGroup | FrameKind::Params
                )
            },
            Raw::BracketClose => |kind| matches!(kind, FrameKind::Index | FrameKind::Array),
            _ => |kind| matches!(kind, FrameKind::Hash | FrameKind::Block | FrameKind::Interpolation(_)),
        };
        while self.top().kind.is_implicit() {
            self.pop();
        }
        if !matches(self.top().kind) {
            let close = self.lexer.slice();
            if !self.frames.iter().any(|frame| matches(frame.kind)) {
                self.broken = true;
                self.report(
                    Diagnostic::new(Code::E0201, span, format!("unexpected `{close}`"))
                        .label("nothing is open that it could close")
                        .help("Remove it, or add the bracket that it belongs to."),
                );
                return;
            }
            self.unclosed(close, span);
            while !matches(self.top().kind) {
                self.pop();
            }
        }
        let Some(kind) = self.close_frame() else { return };
        match kind {
            FrameKind::Interpolation(literal) => {
                self.push(Token::InterpolationClose, span);
                self.resume(literal);
            }
            FrameKind::Hash | FrameKind::Block => {
                self.push(Token::BraceClose, span);
                self.state = State::END;
            }
            FrameKind::Index | FrameKind::Array => {
                self.push(Token::BracketClose, span);
                self.state = State::END;
            }
            kind => {
                self.push(Token::ParenClose, span);
                self.state = match kind {
                    FrameKind::ArgumentGroup => State::END_ARG,
                    FrameKind::Params if self.top().kind == FrameKind::Def && self.top().header => {
                        self.command_start = true;
                        State::BEG
                    }
                    _ => State::END_FN,
                };
            }
        }
    }

    /// Closes the innermost frame; the names of a parameter list live on.
    fn close_frame(&mut self) -> Option<FrameKind> {
        let kind = self.top().kind;
        if kind == FrameKind::Params {
            self.pop_keeping_scopes();
            Some(kind)
        } else {
            self.pop().map(|frame| frame.kind)
        }
    }

    /// Reports the innermost frame as unclosed where something else closes.
    pub(super) fn unclosed(&mut self, close: &str, span: Span) {
        self.broken = true;
        let open = self.top().open;
        let word = self.text.get(open.start as usize..open.end as usize).unwrap_or("");
        let diagnostic = Diagnostic::new(Code::E0202, open, format!("`{word}` is not closed before `{close}`"))
            .label("opened here")
            .note(format!(
                "The `{close}` on line {} closes something around it.",
                self.line_of(span.start)
            ));
        let diagnostic = if self.top().kind.closes_with_end() {
            diagnostic.help(format!("Add `end` before `{close}`."))
        } else {
            diagnostic.help(format!("Close `{word}` before `{close}`."))
        };
        self.report(diagnostic);
    }
}
