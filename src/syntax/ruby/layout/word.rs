//! Names: local variables, calls, constants, labels, parameters, variables with a sign.

use super::Layout;
use super::frame::FrameKind;
use super::state::State;
use crate::source::Span;
use crate::syntax::ruby::raw::Raw;
use crate::syntax::ruby::token::Token;

impl Layout<'_, '_> {
    /// A name or a keyword.
    pub(super) fn word(&mut self, command_state: bool) {
        let mut span = self.span();
        let mut text = self.lexer.slice();
        // A final `?` or `!` belongs to the name unless `=` follows.
        if let Some(sign @ ('?' | '!')) = self.peek()
            && !self.rest()[1..].starts_with('=')
        {
            let _ = sign;
            self.lexer.bump(1);
            span.end += 1;
            text = &self.text[span.start as usize..span.end as usize];
        } else if self.state.any(State::NAME) && self.setter_follows() {
            self.lexer.bump(1);
            span.end += 1;
            text = &self.text[span.start as usize..span.end as usize];
        }
        let last_state = self.state;
        let label_possible =
            (last_state.any(State::LABEL.with(State::END_FN)) && !command_state) || last_state.argument();
        if label_possible && self.label_follows() {
            self.label(text, span);
            return;
        }
        if !last_state.any(State::DOT) && self.keyword(text, span, last_state) {
            return;
        }
        if last_state.any(State::NAME) {
            self.def_name(text, span);
            return;
        }
        self.state = if last_state.any(State::BEG.with(State::MID).with(State::DOT)) || last_state.argument() {
            if command_state { State::CMD_ARG } else { State::ARG }
        } else {
            State::END
        };
        if last_state.any(State::DOT) {
            self.method_name(text, span);
            return;
        }
        let constant = text.chars().next().is_some_and(char::is_uppercase);
        let name = self.ast.str(text);
        if self.at_parameter() && !constant && !text.ends_with(['?', '!']) {
            self.declare_param(name);
            self.push(Token::Param(name), span);
            return;
        }
        if text.ends_with(['?', '!']) {
            self.push_value(Token::Ident(name), span);
        } else if constant {
            self.push_value(Token::Const(name), span);
        } else if self.is_local(name) || self.numbered_parameter(text) {
            self.state = State::END.with(State::LABEL);
            self.push_value(Token::Local(name), span);
        } else {
            if self.last() == Some(Token::Arrow) && self.in_rescue_clause() {
                self.declare(name);
            }
            self.push_value(Token::Ident(name), span);
        }
    }

    /// Whether the current statement is what stands between `rescue` and `then`.
    pub(super) fn in_rescue_clause(&self) -> bool {
        self.top()
            .statement
            .checked_sub(1)
            .and_then(|before| self.out.get(before))
            .is_some_and(|&(_, token, _)| token == Token::Rescue)
    }

    /// Whether the `=` that follows a name after `def` belongs to it (`def name=(value)`).
    fn setter_follows(&self) -> bool {
        let rest = self.rest();
        rest.starts_with('=')
            && !rest.starts_with("=~")
            && !rest.starts_with("=>")
            && (!rest.starts_with("==") || rest.starts_with("==>"))
    }

    /// Whether a single `:` follows directly.
    fn label_follows(&self) -> bool {
        self.peek_is(":") && !self.peek_is("::")
    }

    fn label(&mut self, text: &str, mut span: Span) {
        let name = self.ast.str(text);
        self.lexer.bump(1);
        span.end += 1;
        self.state = State::ARG.with(State::LABELED);
        if self.at_parameter() {
            self.declare_param(name);
            self.push(Token::ParamLabel(name), span);
        } else {
            let local = self.is_local(name);
            self.push_value(Token::Label(name, local), span);
        }
    }

    /// Whether a name here is that of a parameter.
    pub(super) fn at_parameter(&self) -> bool {
        self.top().kind.is_params()
            && matches!(
                self.last(),
                Some(
                    Token::ParamsOpen
                        | Token::PatternOpen
                        | Token::PipeOpen
                        | Token::Comma
                        | Token::Star
                        | Token::DoubleStar
                        | Token::Amper
                        | Token::BlockLocals
                        | Token::DefName(_)
                        | Token::Lambda
                )
            )
    }

    /// `_1` to `_9` inside a block.
    fn numbered_parameter(&self, text: &str) -> bool {
        matches!(text.as_bytes(), [b'_', b'1'..=b'9'])
            && self
                .scopes
                .iter()
                .rev()
                .take_while(|scope| !scope.opaque)
                .any(|scope| scope.block)
    }

    /// A name after `.` or `::`.
    fn method_name(&mut self, text: &str, span: Span) {
        let name = self.ast.str(text);
        let constant = text.chars().next().is_some_and(char::is_uppercase) && !text.ends_with(['?', '!']);
        if let Some(last) = self.out.last_mut()
            && last.1 == Token::Scope
        {
            if constant && !self.lexer.remainder().starts_with('(') {
                self.push(Token::Const(name), span);
                return;
            }
            last.1 = Token::Dot;
        }
        self.push(Token::Method(name), span);
    }

    /// The name after `def`; opens the definition's frame and scope.
    pub(super) fn def_name(&mut self, text: &str, span: Span) {
        let name = self.ast.str(text);
        if self.peek_is(".") || (self.peek_is("::")) {
            self.refuse_singleton(span);
        }
        self.push(Token::DefName(name), span);
        self.state = State::END_FN.with(State::LABEL);
    }

    /// `def receiver.name`.
    pub(super) fn refuse_singleton(&mut self, span: Span) {
        self.unsupported(
            span,
            "a method of one object",
            "Define it with `def name`, without a receiver, and call it by its name.",
        );
    }

    /// `@name`, `@@name`, `$name`.
    pub(super) fn sigil(&mut self, raw: Raw) {
        let span = self.span();
        let text = self.lexer.slice();
        if self.state.any(State::NAME) {
            self.refuse_singleton(span);
        }
        self.state = State::END;
        let token = match raw {
            Raw::InstanceVar => Token::InstanceVar(self.ast.str(&text[1..])),
            Raw::GlobalVar => Token::GlobalVar(self.ast.str(text)),
            _ => {
                self.unsupported(
                    span,
                    "a class variable",
                    "Use a local variable, or `@name` where methods of the rule must see it.",
                );
                Token::Error
            }
        };
        self.push_value(token, span);
    }

    /// Registers the names between the start of the statement and here as targets of an assignment or a `for`.
    pub(super) fn declare_targets(&mut self) {
        let start = self.top().statement.min(self.out.len());
        let mut others = 0_u32;
        let mut names = Vec::new();
        let tokens = &self.out[start..];
        for (at, &(_, token, _)) in tokens.iter().enumerate() {
            match token {
                Token::CallOpen | Token::IndexOpen | Token::ArrayOpen | Token::HashOpen | Token::BlockOpen => {
                    others += 1;
                }
                Token::BracketClose | Token::BraceClose => others = others.saturating_sub(1),
                Token::ParenClose if others > 0 => others -= 1,
                Token::Ident(name) | Token::Local(name) if others == 0 => {
                    let before = at.checked_sub(1).map(|before| tokens[before].1);
                    let after = tokens.get(at + 1).map(|&(_, token, _)| token);
                    let begins = matches!(before, None | Some(Token::Comma | Token::Star | Token::GroupOpen));
                    let ends = matches!(after, None | Some(Token::Comma | Token::ParenClose));
                    if begins && ends {
                        names.push(name);
                    }
                }
                _ => {}
            }
        }
        for name in names {
            self.declare(name);
        }
    }

    /// Looks at the token before any other one, where frames begin or end without a token of their own.
    pub(super) fn before_token(&mut self, raw: Raw) {
        let last = self.last();
        if self.top().kind == FrameKind::Def && self.top().header {
            match last {
                Some(Token::DefName(_)) if !matches!(raw, Raw::ParenOpen | Raw::Equal | Raw::Semicolon) => {
                    self.top_mut().header = false;
                    let span = self.span();
                    self.open(FrameKind::DefParams, span);
                }
                Some(Token::ParenClose) if raw != Raw::Equal => {
                    self.top_mut().header = false;
                    self.begin_statement();
                }
                _ => {}
            }
        }
        if last == Some(Token::Lambda)
            && self.top().lambda
            && !matches!(raw, Raw::ParenOpen | Raw::BraceOpen)
            && !(raw == Raw::Word && self.lexer.slice() == "do")
        {
            let span = self.span();
            self.open(FrameKind::LambdaParams, span);
        }
    }
}
