//! Calls without parentheses: the name becomes a command when an argument begins after it.

use super::Layout;
use super::state::State;
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ruby::token::Token;

impl Layout<'_, '_> {
    /// A value begins: the name directly before it, if there is one, is a command.
    pub(super) fn begin_argument(&mut self) {
        let length = self.out.len();
        let Some(&(_, last, _)) = self.out.last() else { return };
        let command = match last {
            Token::Ident(name) | Token::Local(name) | Token::Const(name) => {
                if length >= 2 && self.out[length - 2].1 == Token::Scope {
                    self.out[length - 2].1 = Token::Dot;
                    Token::MethodCommand(name)
                } else {
                    Token::Command(name)
                }
            }
            Token::Method(name) => Token::MethodCommand(name),
            Token::Yield => Token::YieldCommand,
            _ => return,
        };
        self.out[length - 1].1 = command;
        let frame = self.top_mut();
        frame.command = true;
        frame.command_value = true;
    }

    /// Whether an operator that may also begin a value begins an argument here: a blank before it and none after
    /// (`IS_SPCARG` of CRuby).
    pub(super) fn begins_spaced_argument(&self) -> bool {
        self.state.argument() && self.space && !self.space_follows()
    }

    /// Refuses `name -x`, which people read as a difference and Ruby as a call.
    pub(super) fn refuse_ambiguous(&mut self, sign: &str, span: Span) {
        if self.state.any(State::LABELED) {
            return;
        }
        let Some(&(start, last, end)) = self.out.last() else {
            return;
        };
        let (Token::Ident(name) | Token::Method(name) | Token::Const(name)) = last else {
            return;
        };
        let name = self.ast.name(name).into_owned();
        if last_is_function(last, &name) {
            return;
        }
        let place = Span::new(start, end).to(span);
        self.report(
            Diagnostic::new(Code::E0305, place, format!("`{name} {sign}…` can be read in two ways"))
                .label(format!("Ruby takes `{sign}` as the start of an argument of `{name}`"))
                .help(format!("To pass an argument, write `{name}({sign}…)`."))
                .help(format!(
                    "To compute with the result of `{name}`, write a blank on both sides: `{name} {sign} …`."
                )),
        );
    }
}

/// Functions of `Kernel` that take their arguments so in everyday code, and questions.
fn last_is_function(token: Token, name: &str) -> bool {
    name.ends_with('?')
        || (!matches!(token, Token::Method(_))
            && matches!(
                name,
                "Integer" | "Float" | "String" | "Array" | "format" | "sprintf" | "raise" | "fail" | "lambda" | "proc"
            ))
}
