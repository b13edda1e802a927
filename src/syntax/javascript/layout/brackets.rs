//! Brackets: what each one was opened for, what follows its closer, and what is wrong when they do not match.

use super::Pass;
use super::frame::{BodyEnd, Frame, FrameKind, Paren, State};
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::javascript::raw::Raw;
use crate::syntax::javascript::token::Tok;

impl Pass<'_, '_> {
    pub(super) fn push_frame(&mut self, kind: FrameKind) {
        if self.frames.len() > self.nesting && !self.stopped {
            self.stopped = true;
            let span = self.tokens.last().map_or(Span::default(), |token| token.span);
            self.spoil(
                Diagnostic::new(
                    Code::E0602,
                    span,
                    format!("brackets are nested more than {} deep", self.nesting),
                )
                .help("Give inner parts names with `var`, or split the rule into functions."),
            );
        }
        self.frames.push(Frame {
            kind,
            opener: self.tokens.len().saturating_sub(1),
            statement: self.statement,
            ternaries: 0,
            dos: 0,
            class: None,
            declares: false,
            binding: self.state == State::Binding,
        });
    }

    /// Removes the innermost frame, but never the script's; tokens belong to the statement around it again.
    pub(super) fn pop_frame(&mut self) -> Option<Frame> {
        let frame = if self.frames.len() > 1 {
            self.frames.pop()?
        } else {
            return None;
        };
        self.statement = frame.statement;
        Some(frame)
    }

    pub(super) fn bracket(&mut self, raw: Raw, span: Span) {
        match raw {
            Raw::OpenBrace => self.open_brace(span),
            Raw::OpenParen => self.open_paren(span),
            Raw::OpenBracket => {
                let key = self.state == State::Key;
                self.push(Tok::OpenBracket, span);
                self.push_frame(FrameKind::Bracket(key));
                self.state = State::Operand;
            }
            Raw::CloseParen => self.close(")", span),
            Raw::CloseBracket => self.close("]", span),
            _ => self.close_brace(span),
        }
    }

    fn open_block(&mut self, kind: FrameKind, span: Span) {
        self.push(Tok::OpenBlock, span);
        self.push_frame(kind);
        self.state = State::Statement;
        self.fresh = true;
    }

    fn open_brace(&mut self, span: Span) {
        if let Some(statement) = self.frame().class
            && matches!(self.state, State::Operator | State::FunctionName(_))
        {
            self.frame().class = None;
            self.push(Tok::OpenBlock, span);
            self.push_frame(FrameKind::Class(statement));
            self.state = State::Operand;
            return;
        }
        match self.state {
            State::Statement => self.open_block(FrameKind::Block, span),
            State::Header(Paren::Catch) => self.open_block(FrameKind::Block, span),
            State::Brace(kind) => self.open_block(kind, span),
            State::Body(end) => self.open_block(FrameKind::Body(end), span),
            State::ArrowBody => self.open_block(FrameKind::Body(BodyEnd::Arrow), span),
            State::Operator if matches!(self.kind(), FrameKind::Class(_)) => {
                self.open_block(FrameKind::Body(BodyEnd::Method), span);
            }
            State::Operator if matches!(self.kind(), FrameKind::Paren(Paren::Condition | Paren::For(_))) => {
                // `if (a {`: the header is taken as closed here.
                self.report_open(self.frames.len() - 1, "before this block");
                self.pop_frame();
                self.open_block(FrameKind::Block, span);
            }
            _ => {
                self.push(Tok::OpenObject, span);
                self.push_frame(FrameKind::Object);
                self.state = State::Key;
            }
        }
    }

    fn open_paren(&mut self, span: Span) {
        let paren = match self.state {
            State::Header(paren) => paren,
            State::FunctionName(end) => Paren::Params(end),
            State::KeyEnd => Paren::Params(BodyEnd::Method),
            _ => Paren::Group,
        };
        self.push(Tok::OpenParen, span);
        self.push_frame(FrameKind::Paren(paren));
        self.state = State::Operand;
    }

    fn close_brace(&mut self, span: Span) {
        if self.kind().holds_statements()
            && matches!(
                self.state,
                State::Operator | State::ArrowEnd | State::Jump | State::Return
            )
        {
            self.insert_semicolon();
        }
        self.fresh = false;
        self.close("}", span);
    }

    fn close(&mut self, sign: &str, span: Span) {
        let open = self
            .frames
            .iter()
            .rposition(|frame| frame.kind.closer() == sign && frame.kind != FrameKind::Script);
        let Some(open) = open else {
            if !self.broken {
                self.broken = true;
                self.spoil(
                    Diagnostic::new(Code::E0201, span, format!("`{sign}` closes nothing"))
                        .help("Remove it, or add the bracket that it should close."),
                );
            }
            return;
        };
        while self.frames.len() > open + 1 {
            self.report_open(self.frames.len() - 1, &format!("before `{sign}`"));
            self.pop_frame();
        }
        if self.kind() == FrameKind::Template {
            self.scanner.cut(span.end);
            return self.template(span.start);
        }
        let Some(frame) = self.pop_frame() else { return };
        let tok = match frame.kind {
            FrameKind::Object => Tok::CloseObject,
            FrameKind::Paren(_) => Tok::CloseParen,
            FrameKind::Bracket(_) => Tok::CloseBracket,
            _ => Tok::CloseBlock,
        };
        self.push(tok, span);
        self.state = match frame.kind {
            FrameKind::Script | FrameKind::Block | FrameKind::Switch => State::Statement,
            FrameKind::Body(BodyEnd::Statement) | FrameKind::Class(true) => State::Statement,
            FrameKind::Body(BodyEnd::Arrow) => State::ArrowEnd,
            FrameKind::Body(BodyEnd::Value | BodyEnd::Method) | FrameKind::Class(false) => State::Operator,
            FrameKind::Bracket(true) => State::KeyEnd,
            FrameKind::Object | FrameKind::Bracket(false) | FrameKind::Template => State::Operator,
            FrameKind::Paren(Paren::Group) => {
                self.group = Some(frame.opener);
                State::Operator
            }
            FrameKind::Paren(Paren::Condition | Paren::For(_)) => State::Statement,
            FrameKind::Paren(Paren::DoWhile) => State::DoEnd,
            FrameKind::Paren(Paren::Switch) => State::Brace(FrameKind::Switch),
            FrameKind::Paren(Paren::Catch) => State::Brace(FrameKind::Block),
            FrameKind::Paren(Paren::Params(end)) => State::Body(end),
        };
        if matches!(self.kind(), FrameKind::Class(_)) {
            self.state = State::Operator;
        }
        if frame.binding {
            self.bound = self.tokens.len();
        }
        self.fresh = self.state == State::Statement && tok == Tok::CloseBlock;
    }

    /// Reports that the bracket of a frame is not closed; the statements inside are left out.
    fn report_open(&mut self, index: usize, place: &str) {
        let frame = self.frames[index];
        self.spoiled.insert(frame.statement);
        if self.broken {
            return;
        }
        self.broken = true;
        let span = self
            .tokens
            .get(frame.opener)
            .map_or(Span::default(), |token| token.span);
        let (opener, closer) = (frame.kind.opener(), frame.kind.closer());
        self.scanner.diagnostics.push(
            Diagnostic::new(Code::E0202, span, format!("`{opener}` is not closed {place}"))
                .label("opened here")
                .help(format!("Add the missing `{closer}`.")),
        );
    }

    /// `;` inside brackets that hold no statements: they are taken as closed.
    pub(super) fn semicolon_in_brackets(&mut self) {
        while !self.kind().holds_statements() && self.frames.len() > 1 {
            self.report_open(self.frames.len() - 1, "before `;`");
            self.pop_frame();
        }
    }

    pub(super) fn report_open_brackets(&mut self) {
        while self.frames.len() > 1 {
            self.report_open(self.frames.len() - 1, "before the end");
            self.pop_frame();
        }
    }
}
