//! Keywords: which begin a part that `end` closes, which follow a statement, and what they open and close.

use super::Layout;
use super::frame::{FrameKind, Scope};
use super::state::State;
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ruby::token::Token;

impl Layout<'_, '_> {
    /// Reads a keyword; false where the text is none.
    pub(super) fn keyword(&mut self, text: &str, span: Span, last_state: State) -> bool {
        if !is_keyword(text) {
            return false;
        }
        if last_state.any(State::NAME) {
            self.def_name(text, span);
            return true;
        }
        // `BEG` or directly after a label: the keyword begins a value, otherwise it follows a statement.
        let prefix = last_state.any(State::BEG.with(State::LABELED));
        match text {
            "nil" => self.value_word(Token::Nil, span),
            "true" => self.value_word(Token::True, span),
            "false" => self.value_word(Token::False, span),
            "self" => self.value_word(Token::SelfWord, span),
            "if" | "unless" | "while" | "until" => self.conditional(text, span, prefix),
            "rescue" => self.rescue(span, prefix),
            "do" => self.do_word(span, last_state),
            "end" => self.end_word(span),
            "def" => {
                self.push_value(Token::Def, span);
                self.state = State::NAME;
                let scopes = self.scopes.len();
                self.open_with(FrameKind::Def, span, scopes);
                self.scopes.push(Scope {
                    opaque: true,
                    ..Scope::default()
                });
            }
            "class" | "module" => self.class_word(text, span),
            "begin" | "case" | "for" => self.opener(text, span),
            "else" => self.clause(Token::Else, span, State::BEG),
            "elsif" => self.clause(Token::Elsif, span, State::BEG),
            "ensure" => self.clause(Token::Ensure, span, State::BEG),
            "when" => self.clause(Token::When, span, State::BEG),
            "then" => self.clause(Token::Then, span, State::BEG),
            "in" => self.in_word(span),
            "and" => self.junction(Token::And, span),
            "or" => self.junction(Token::Or, span),
            "not" => {
                self.push(Token::Not, span);
                self.state = State::ARG;
            }
            "defined?" => {
                self.push_value(Token::Defined, span);
                self.state = State::ARG;
            }
            "return" => self.jump(Token::Return, span),
            "break" => self.jump(Token::Break, span),
            "next" => self.jump(Token::Next, span),
            "retry" => {
                self.push_value(Token::Retry, span);
                self.state = State::END;
            }
            "yield" => {
                self.push_value(Token::Yield, span);
                self.state = State::ARG;
            }
            _ => self.refused_word(text, span),
        }
        if self.state.any(State::BEG) && !matches!(self.last(), Some(Token::Def)) {
            self.command_start = true;
        }
        true
    }

    fn value_word(&mut self, token: Token, span: Span) {
        self.push_value(token, span);
        self.state = State::END;
    }

    fn jump(&mut self, token: Token, span: Span) {
        self.push(token, span);
        self.state = State::MID;
    }

    fn opener(&mut self, text: &str, span: Span) {
        let (token, kind) = match text {
            "case" => (Token::Case, FrameKind::Case),
            "for" => (Token::For, FrameKind::ForTargets),
            _ => (Token::Begin, FrameKind::Begin),
        };
        self.push_value(token, span);
        self.state = State::BEG;
        self.open(kind, span);
    }

    /// `if`, `unless`, `while`, `until`.
    fn conditional(&mut self, text: &str, span: Span, prefix: bool) {
        if prefix {
            let (token, kind) = match text {
                "if" => (Token::If, FrameKind::If),
                "unless" => (Token::Unless, FrameKind::If),
                "while" => (Token::While, FrameKind::Loop),
                _ => (Token::Until, FrameKind::Loop),
            };
            self.push_value(token, span);
            self.state = State::BEG;
            self.open(kind, span);
            self.top_mut().condition = kind == FrameKind::Loop;
        } else {
            let token = match text {
                "if" => Token::IfModifier,
                "unless" => Token::UnlessModifier,
                "while" => Token::WhileModifier,
                _ => Token::UntilModifier,
            };
            self.clause(token, span, State::BEG.with(State::LABEL));
        }
    }

    /// A word after which a new statement or condition begins.
    fn clause(&mut self, token: Token, span: Span, state: State) {
        while self.top().kind.is_implicit() {
            self.pop();
        }
        self.push(token, span);
        self.state = state;
        self.begin_statement();
    }

    /// `and`, `or`: a new expression begins, still in the same condition.
    fn junction(&mut self, token: Token, span: Span) {
        let condition = self.top().condition;
        self.clause(token, span, State::BEG);
        self.top_mut().condition = condition;
    }

    fn rescue(&mut self, span: Span, prefix: bool) {
        if prefix {
            self.clause(Token::Rescue, span, State::MID);
            return;
        }
        while matches!(self.top().kind, FrameKind::Conditional) {
            self.pop();
        }
        let in_def = self.top().kind == FrameKind::EndlessDef;
        let frame = self.top_mut();
        if frame.assigns > 0 || in_def {
            frame.assigns = frame.assigns.saturating_sub(1);
            let token = if frame.command_value {
                Token::RescueCommand
            } else {
                Token::RescueValue
            };
            self.push(token, span);
        } else if frame.multiple {
            self.push(Token::RescueMultiple, span);
            self.begin_statement();
        } else {
            self.clause(Token::RescueModifier, span, State::BEG);
        }
        self.state = State::BEG.with(State::LABEL);
    }

    /// `do`: of a lambda, of a loop, of a command, or of any other call, in this order (`keyword_do_*` of CRuby).
    fn do_word(&mut self, span: Span, last_state: State) {
        while matches!(
            self.top().kind,
            FrameKind::LambdaParams | FrameKind::Conditional | FrameKind::EndlessDef
        ) {
            if self.top().kind != FrameKind::LambdaParams && self.top().lambda {
                break;
            }
            self.pop_keeping_scopes();
        }
        self.state = State::BEG;
        if self.top().lambda {
            self.top_mut().lambda = false;
            self.push(Token::DoLambda, span);
            let scopes = self.scopes.len() - 1;
            self.open_with(FrameKind::Do, span, scopes);
            return;
        }
        if self.top().condition {
            self.push(Token::DoLoop, span);
            self.begin_statement();
            return;
        }
        let token = if self.top().command && last_state != State::CMD_ARG {
            self.top_mut().command = false;
            Token::DoCommand
        } else {
            if let Some(last) = self.out.last_mut()
                && let Token::Local(name) = last.1
            {
                // A block follows only a call.
                last.1 = Token::Ident(name);
            }
            Token::Do
        };
        self.push(token, span);
        self.open_block(FrameKind::Do, span);
    }

    /// Opens a block's frame and its scope.
    pub(super) fn open_block(&mut self, kind: FrameKind, span: Span) {
        self.open(kind, span);
        self.scopes.push(Scope {
            block: true,
            ..Scope::default()
        });
    }

    /// Ends a parameter list whose names live on in the body.
    pub(super) fn pop_keeping_scopes(&mut self) {
        if self.frames.len() > 1 {
            self.frames.pop();
        }
    }

    fn end_word(&mut self, span: Span) {
        while self.top().kind.is_implicit() {
            self.pop();
        }
        self.state = State::END;
        if self.top().kind.closes_with_end() {
            self.pop();
            self.push(Token::End, span);
        } else if self.frames.iter().any(|frame| frame.kind.closes_with_end()) {
            self.unclosed("end", span);
            while !self.top().kind.closes_with_end() {
                self.pop();
            }
            self.pop();
            self.push(Token::End, span);
        } else {
            self.broken = true;
            self.report(
                Diagnostic::new(Code::E0201, span, "unexpected `end`")
                    .label("nothing is open that it could close")
                    .help("Remove it, or add the `if`, `do`, `def` or `begin` that it belongs to."),
            );
        }
    }

    fn in_word(&mut self, span: Span) {
        while matches!(self.top().kind, FrameKind::Conditional | FrameKind::EndlessDef) {
            self.pop();
        }
        if self.top().kind == FrameKind::ForTargets {
            self.declare_targets();
            let frame = self.top_mut();
            frame.kind = FrameKind::For;
            self.push(Token::In, span);
            self.state = State::BEG;
            self.begin_statement();
            self.top_mut().condition = true;
            return;
        }
        self.unsupported(
            span,
            "pattern matching with `in`",
            "Use `case … when`, or compare the parts with `==`, `[]` and `is_a?`.",
        );
        self.push(Token::In, span);
        self.state = State::BEG;
        self.begin_statement();
    }

    fn class_word(&mut self, text: &str, span: Span) {
        self.unsupported(
            span,
            if text == "class" { "a class" } else { "a module" },
            "Write methods with `def`, and keep data in hashes and arrays.",
        );
        self.push_value(Token::Begin, span);
        self.state = State::BEG;
        let scopes = self.scopes.len();
        self.open_with(FrameKind::Class, span, scopes);
        self.scopes.push(Scope {
            opaque: true,
            ..Scope::default()
        });
    }

    fn refused_word(&mut self, text: &str, span: Span) {
        let (what, help) = match text {
            "alias" => (
                "`alias`",
                "define the second method with `def` and call the first in it",
            ),
            "undef" => ("`undef`", "remove it; a rule cannot undo a definition"),
            "redo" => ("`redo`", "use a `while` loop that repeats the turn"),
            "super" => ("`super`", "call the method by its own name"),
            "BEGIN" | "END" => (
                "`BEGIN` and `END` blocks",
                "write the statements in the order in which they run",
            ),
            "__FILE__" | "__LINE__" | "__ENCODING__" => ("the place of the text", "write the value that you need"),
            _ => ("this word", "remove it"),
        };
        self.unsupported(span, what, help);
        self.push_value(Token::Nil, span);
        self.state = State::END;
        if matches!(text, "alias" | "undef") {
            // The names that follow are no expressions.
            let line = self.rest().split(['\n', ';']).next().unwrap_or("").len();
            self.lexer.bump(line);
        }
    }
}

fn is_keyword(text: &str) -> bool {
    matches!(
        text,
        "alias"
            | "and"
            | "begin"
            | "BEGIN"
            | "break"
            | "case"
            | "class"
            | "def"
            | "defined?"
            | "do"
            | "else"
            | "elsif"
            | "end"
            | "END"
            | "ensure"
            | "false"
            | "for"
            | "if"
            | "in"
            | "module"
            | "next"
            | "nil"
            | "not"
            | "or"
            | "redo"
            | "rescue"
            | "retry"
            | "return"
            | "self"
            | "super"
            | "then"
            | "true"
            | "undef"
            | "unless"
            | "until"
            | "when"
            | "while"
            | "yield"
            | "__FILE__"
            | "__LINE__"
            | "__ENCODING__"
    )
}
