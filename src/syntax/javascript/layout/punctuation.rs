//! Operators and separators.

use super::Pass;
use super::frame::{FrameKind, Paren, State};
use crate::diag::{Code, Diagnostic};
use crate::syntax::ast::{AssignOp, BinaryOp, LogicalOp, UnaryOp};
use crate::syntax::javascript::raw::Raw;
use crate::syntax::javascript::scan::Lexeme;
use crate::syntax::javascript::token::{Infix, Tok};

impl Pass<'_, '_> {
    pub(super) fn punctuation(&mut self, raw: Raw, lexeme: &Lexeme) {
        let span = lexeme.span;
        match raw {
            Raw::Semicolon => self.semicolon(lexeme),
            Raw::Comma => {
                self.push(Tok::Comma, span);
                self.state = match self.kind() {
                    FrameKind::Object => State::Key,
                    _ if self.frame().declares => State::Binding,
                    _ => State::Operand,
                };
            }
            Raw::Colon => self.colon(lexeme),
            Raw::Question => {
                self.frame().ternaries += 1;
                self.operator(Tok::Question, lexeme);
            }
            Raw::OptionalDot if self.scanner.digit_follows() => {
                // ECMA-262 12.8: `?.` before a digit is `?` and a number.
                self.scanner.cut(span.start + 1);
                self.frame().ternaries += 1;
                self.operator(Tok::Question, lexeme);
            }
            Raw::OptionalDot => {
                self.push(Tok::OptionalDot, span);
                self.state = State::Name;
            }
            Raw::Dot => {
                self.push(Tok::Dot, span);
                self.state = State::Name;
            }
            Raw::Increment | Raw::Decrement => self.update(raw == Raw::Increment, lexeme),
            Raw::Arrow => self.arrow(lexeme),
            Raw::Star if matches!(self.state, State::FunctionName(_)) => {
                self.refuse(
                    span,
                    "generator functions are not supported",
                    "Return an array instead.",
                );
            }
            Raw::Star if self.state == State::Key => {
                self.refuse(span, "generator methods are not supported", "Return an array instead.");
            }
            _ => self.operator(operator(raw), lexeme),
        }
    }

    fn operator(&mut self, tok: Tok, lexeme: &Lexeme) {
        self.push(tok, lexeme.span);
        self.state = State::Operand;
    }

    fn semicolon(&mut self, lexeme: &Lexeme) {
        if let FrameKind::Paren(Paren::For(_)) = self.kind() {
            self.frame().kind = FrameKind::Paren(Paren::For(true));
            self.frame().ternaries = 0;
            return self.operator(Tok::Semicolon, lexeme);
        }
        if let FrameKind::Class(_) = self.kind() {
            return;
        }
        self.semicolon_in_brackets();
        self.push(Tok::Semicolon, lexeme.span);
        self.end_statement();
    }

    fn colon(&mut self, lexeme: &Lexeme) {
        self.push(Tok::Colon, lexeme.span);
        let kind = self.kind();
        if self.frame().ternaries > 0 {
            self.frame().ternaries -= 1;
            self.state = State::Operand;
        } else if kind.holds_statements() {
            self.state = State::Statement;
            self.fresh = kind == FrameKind::Switch;
        } else {
            self.state = State::Operand;
        }
    }

    /// `++` and `--`: postfix after a value on the same line, else prefix (ECMA-262 12.10.1).
    fn update(&mut self, increment: bool, lexeme: &Lexeme) {
        if self.state == State::Operator && !lexeme.newline {
            self.push(Tok::PostUpdate(increment), lexeme.span);
        } else {
            self.push(Tok::PreUpdate(increment), lexeme.span);
            self.state = State::Operand;
        }
    }

    fn arrow(&mut self, lexeme: &Lexeme) {
        if lexeme.newline {
            self.spoil(
                Diagnostic::new(
                    Code::E0201,
                    lexeme.span,
                    "`=>` stands on another line than its parameters",
                )
                .help("Write `=>` directly after the parameters."),
            );
        }
        if self.last() == Some(Tok::CloseParen)
            && let Some(opener) = self.group
        {
            self.tokens[opener].tok = Tok::OpenArrow;
            if let Some(before) = opener.checked_sub(1).map(|at| self.tokens[at])
                && self.scanner.slice(before.span) == "async"
                && matches!(before.tok, Tok::Name(_))
            {
                self.refuse_async(before.span);
            }
        }
        self.push(Tok::Arrow, lexeme.span);
        self.state = State::ArrowBody;
    }
}

/// The token of an operator that means the same everywhere.
fn operator(raw: Raw) -> Tok {
    use BinaryOp as B;
    let binary = |op| Tok::Infix(Infix::Binary(op));
    let logical = |op| Tok::Infix(Infix::Logical(op));
    let assign = |op| Tok::AssignOp(AssignOp::Binary(op));
    match raw {
        Raw::Ellipsis => Tok::Ellipsis,
        Raw::Equals => Tok::Equals,
        Raw::Plus => Tok::Plus,
        Raw::Minus => Tok::Minus,
        Raw::Not => Tok::Prefix(UnaryOp::Not),
        Raw::BitNot => Tok::Prefix(UnaryOp::BitNot),
        Raw::Star => binary(B::Mul),
        Raw::Slash => binary(B::Div),
        Raw::Percent => binary(B::Mod),
        Raw::StarStar => binary(B::Pow),
        Raw::And => binary(B::BitAnd),
        Raw::Or => binary(B::BitOr),
        Raw::Xor => binary(B::BitXor),
        Raw::ShiftLeft => binary(B::Shl),
        Raw::ShiftRight => binary(B::Shr),
        Raw::ShiftRightZero => binary(B::UShr),
        Raw::Equal => binary(B::Eq),
        Raw::NotEqual => binary(B::Ne),
        Raw::StrictEqual => binary(B::EqEqEq),
        Raw::StrictNotEqual => binary(B::NeEqEq),
        Raw::Less => binary(B::Lt),
        Raw::LessEqual => binary(B::Le),
        Raw::Greater => binary(B::Gt),
        Raw::GreaterEqual => binary(B::Ge),
        Raw::AndAnd => logical(LogicalOp::And),
        Raw::OrOr => logical(LogicalOp::Or),
        Raw::QuestionQuestion => logical(LogicalOp::Nullish),
        Raw::PlusEquals => assign(B::Add),
        Raw::MinusEquals => assign(B::Sub),
        Raw::StarEquals => assign(B::Mul),
        Raw::SlashEquals => assign(B::Div),
        Raw::PercentEquals => assign(B::Mod),
        Raw::StarStarEquals => assign(B::Pow),
        Raw::AndEquals => assign(B::BitAnd),
        Raw::OrEquals => assign(B::BitOr),
        Raw::XorEquals => assign(B::BitXor),
        Raw::ShiftLeftEquals => assign(B::Shl),
        Raw::ShiftRightEquals => assign(B::Shr),
        Raw::ShiftRightZeroEquals => assign(B::UShr),
        Raw::AndAndEquals => Tok::AssignOp(AssignOp::Logical(LogicalOp::And)),
        Raw::OrOrEquals => Tok::AssignOp(AssignOp::Logical(LogicalOp::Or)),
        Raw::QuestionQuestionEquals => Tok::AssignOp(AssignOp::Logical(LogicalOp::Nullish)),
        // Everything else is classified by the callers.
        _ => Tok::Error,
    }
}
