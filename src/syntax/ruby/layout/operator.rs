//! Operators and punctuation: before or between operands, or the name of a method.

use super::Layout;
use super::frame::{FrameKind, Scope};
use super::state::State;
use crate::source::Span;
use crate::syntax::ast::{AssignOp, BinaryOp, LogicalOp};
use crate::syntax::ruby::groups::named_groups;
use crate::syntax::ruby::raw::Raw;
use crate::syntax::ruby::token::{Infix, Prefix, Token};

impl Layout<'_, '_> {
    pub(super) fn operator(&mut self, raw: Raw) {
        let span = self.span();
        if self.state.names() && self.method_operator(raw, span) {
            return;
        }
        match raw {
            Raw::Plus | Raw::Minus => self.sign(raw, span),
            Raw::Star | Raw::StarStar | Raw::Amper => self.splat(raw, span),
            Raw::Slash | Raw::SlashEqual => self.slash(raw, span),
            Raw::Percent | Raw::PercentEqual => self.percent(raw, span),
            Raw::ShiftLeft | Raw::ShiftLeftEqual => self.shift_left(raw, span),
            Raw::Pipe | Raw::PipePipe => self.pipe(raw, span),
            Raw::Question => self.question(span),
            Raw::Colon => self.colon(span),
            Raw::Colon2 => self.scope(span),
            Raw::Dot => self.dot(Token::Dot, span),
            Raw::SafeDot => self.dot(Token::SafeDot, span),
            Raw::Dot2 | Raw::Dot3 => self.range(raw == Raw::Dot3, span),
            Raw::Bang => self.prefix(Token::Bang, span),
            Raw::Tilde => self.prefix(Token::Prefix(Prefix::BitNot), span),
            Raw::Lambda => {
                self.push_value(Token::Lambda, span);
                self.top_mut().lambda = true;
                self.scopes.push(Scope {
                    block: true,
                    ..Scope::default()
                });
                self.state = State::END_FN;
            }
            Raw::Arrow => self.arrow(span),
            Raw::Equal => self.assign(AssignOp::Plain, span),
            Raw::Match => {
                self.declare_groups();
                self.infix(BinaryOp::Match, span);
            }
            _ => match (assign_operator(raw), infix_operator(raw)) {
                (Some(operator), _) => self.assign(operator, span),
                (None, Some(operator)) => self.infix_token(Token::Infix(operator), span),
                (None, None) => self.infix_token(Token::Error, span),
            },
        }
    }

    pub(super) fn infix_token(&mut self, token: Token, span: Span) {
        self.push(token, span);
        self.state = State::BEG;
    }

    pub(super) fn prefix(&mut self, token: Token, span: Span) {
        self.push_value(token, span);
        self.state = State::BEG;
    }

    pub(super) fn infix(&mut self, operator: BinaryOp, span: Span) {
        self.infix_token(Token::Infix(Infix::Binary(operator)), span);
    }

    /// An operator after `.` or `def` is a method's name.
    fn method_operator(&mut self, raw: Raw, mut span: Span) -> bool {
        let slice = self.lexer.slice();
        let name = match raw {
            Raw::Plus | Raw::Minus | Raw::Bang | Raw::Tilde if self.peek_is("@") => {
                self.lexer.bump(1);
                span.end += 1;
                match raw {
                    Raw::Plus => "+@",
                    Raw::Minus => "-@",
                    Raw::Bang => "!",
                    _ => "~",
                }
            }
            Raw::Lambda => {
                // `-` is the method; `>` compares with what it gives.
                let middle = span.start + 1;
                self.operator_name("-", Span::new(span.start, middle));
                self.infix(BinaryOp::Gt, Span::new(middle, span.end));
                return true;
            }
            _ if matches!(assign_operator(raw), Some(AssignOp::Binary(_)))
                || matches!(raw, Raw::SlashEqual | Raw::PercentEqual | Raw::ShiftLeftEqual) =>
            {
                self.unsupported(
                    span,
                    "an operator with `=` as a name",
                    "Write the operator between its operands.",
                );
                return false;
            }
            _ if infix_operator(raw).is_some_and(|operator| matches!(operator, Infix::Binary(_))) => slice,
            Raw::Plus
            | Raw::Minus
            | Raw::Star
            | Raw::StarStar
            | Raw::Slash
            | Raw::Percent
            | Raw::Amper
            | Raw::Pipe
            | Raw::ShiftLeft
            | Raw::Bang
            | Raw::Tilde => slice,
            _ => return false,
        };
        self.operator_name(name, span);
        true
    }

    /// The name of a method that is spelled with signs.
    pub(super) fn operator_name(&mut self, name: &str, span: Span) {
        if self.state.any(State::NAME) {
            self.def_name(name, span);
        } else {
            if let Some(last) = self.out.last_mut()
                && last.1 == Token::Scope
            {
                last.1 = Token::Dot;
            }
            let name = self.ast.str(name);
            self.push(Token::Method(name), span);
            self.state = State::ARG;
        }
    }

    fn sign(&mut self, raw: Raw, span: Span) {
        let spaced = self.begins_spaced_argument();
        if !self.state.begins() && !spaced {
            let operator = if raw == Raw::Plus { BinaryOp::Add } else { BinaryOp::Sub };
            self.infix(operator, span);
            return;
        }
        if spaced && !self.state.begins() {
            self.refuse_ambiguous(if raw == Raw::Plus { "+" } else { "-" }, span);
        }
        let digit = self.peek().is_some_and(|next| next.is_ascii_digit());
        match raw {
            _ if digit => self.number(Some(raw)),
            Raw::Minus => self.prefix(Token::Prefix(Prefix::Minus), span),
            _ => self.prefix(Token::Prefix(Prefix::Plus), span),
        }
    }

    fn splat(&mut self, raw: Raw, span: Span) {
        let (token, operator, sign) = match raw {
            Raw::Star => (Token::Star, BinaryOp::Mul, "*"),
            Raw::StarStar => (Token::DoubleStar, BinaryOp::Pow, "**"),
            _ => (Token::Amper, BinaryOp::BitAnd, "&"),
        };
        let spaced = self.begins_spaced_argument();
        if !self.state.begins() && !spaced && !self.at_parameter() {
            self.infix(operator, span);
            return;
        }
        if spaced && !self.state.begins() && raw != Raw::Amper {
            self.refuse_ambiguous(sign, span);
        }
        if raw == Raw::Star && matches!(self.last(), Some(Token::Assign(_))) {
            // A list is assigned: a `rescue` after it belongs to the statement.
            self.top_mut().assigns = 0;
        }
        self.push_value(token, span);
        self.state = State::BEG;
    }

    fn slash(&mut self, raw: Raw, span: Span) {
        let begins = self.state.begins();
        let spaced = raw == Raw::Slash && self.begins_spaced_argument();
        if begins || spaced {
            if raw == Raw::SlashEqual {
                // The `=` is the first character of the pattern.
                self.regex(span.start as usize + 1, '/');
            } else {
                self.regex(span.end as usize, '/');
            }
        } else if raw == Raw::SlashEqual {
            self.assign(AssignOp::Binary(BinaryOp::Div), span);
        } else {
            self.infix(BinaryOp::Div, span);
        }
    }

    fn percent(&mut self, raw: Raw, span: Span) {
        let begins = self.state.begins();
        let spaced = raw == Raw::Percent && self.begins_spaced_argument();
        if begins || spaced {
            self.percent_literal(Span::new(span.start, span.start + 1));
        } else if raw == Raw::PercentEqual {
            self.assign(AssignOp::Binary(BinaryOp::Mod), span);
        } else {
            self.infix(BinaryOp::Mod, span);
        }
    }

    fn shift_left(&mut self, raw: Raw, span: Span) {
        let may_begin = !self.state.any(State::DOT)
            && !self.state.ends()
            && (!self.state.argument() || self.state.any(State::LABELED) || self.space);
        if raw == Raw::ShiftLeft && may_begin && self.heredoc(span) {
            return;
        }
        match raw {
            Raw::ShiftLeft => self.infix(BinaryOp::Shl, span),
            _ => self.assign(AssignOp::Binary(BinaryOp::Shl), span),
        }
    }

    /// `=` and its kin: registers the names that it assigns.
    fn assign(&mut self, operator: AssignOp, span: Span) {
        if operator == AssignOp::Plain
            && self.top().kind == FrameKind::Def
            && self.top().header
            && matches!(self.last(), Some(Token::DefName(_) | Token::ParenClose))
        {
            let scopes = self.top().scopes;
            self.pop_keeping_scopes();
            self.push(Token::Assign(operator), span);
            self.open_with(FrameKind::EndlessDef, span, scopes);
            self.state = State::BEG;
            self.command_start = false;
            return;
        }
        let frame = self.top();
        let statements = !matches!(
            frame.kind,
            FrameKind::Call | FrameKind::Index | FrameKind::Array | FrameKind::Hash | FrameKind::Conditional
        ) && !frame.kind.is_params();
        let first = self.out.get(frame.statement).map(|&(_, token, _)| token);
        let multiple = operator == AssignOp::Plain
            && statements
            && !frame.command
            && (frame.comma || first == Some(Token::Star) || self.last() == Some(Token::ParenClose))
            && !frame.multiple
            && frame.assigns == 0;
        if multiple {
            self.declare_targets();
            self.top_mut().multiple = true;
        } else {
            if let Some(Token::Ident(name)) = self.last() {
                self.declare(name);
            }
            let frame = self.top_mut();
            if !frame.kind.is_params() {
                frame.assigns += 1;
                frame.command_value = false;
            }
        }
        self.push(Token::Assign(operator), span);
        self.state = State::BEG;
    }

    /// `/(?<name>…)/ =~ text` assigns local variables.
    fn declare_groups(&mut self) {
        let [.., open, part, close] = &self.out[..] else { return };
        if let (Token::RegexOpen, Token::Part(pattern), Token::RegexClose(_)) = (open.1, part.1, close.1) {
            for name in named_groups(&self.ast.name(pattern)) {
                let name = self.ast.str(&name);
                self.declare(name);
            }
        }
    }

    /// Refuses a heredoc; false where `<<` shifts.
    fn heredoc(&mut self, span: Span) -> bool {
        let rest = self.rest();
        let indented = rest.starts_with(['~', '-']);
        let label = rest.strip_prefix(['~', '-']).unwrap_or(rest);
        let name = match label.chars().next() {
            Some(quote @ ('"' | '\'' | '`')) => match label[1..].split_once(quote) {
                Some((name, _)) if !name.contains('\n') => name,
                _ => return false,
            },
            Some(first) if first.is_alphanumeric() || first == '_' => {
                let end = label
                    .find(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && c != '_')
                    .unwrap_or(label.len());
                &label[..end]
            }
            _ => return false,
        };
        let quotes = if label.starts_with(['"', '\'', '`']) { 2 } else { 0 };
        let length = rest.len() - label.len() + name.len() + quotes;
        self.heredocs.push((name.to_owned(), indented));
        self.lexer.bump(length);
        let span = span.to(self.span());
        self.unsupported(
            span,
            "a heredoc",
            "Write the text in quotes, with `\\n` for its line breaks.",
        );
        let empty = self.ast.str("");
        self.push_value(Token::Str(empty), span);
        self.state = State::END;
        true
    }
}

fn infix_operator(raw: Raw) -> Option<Infix> {
    let operator = match raw {
        Raw::EqualEqual => BinaryOp::Eq,
        Raw::EqualEqualEqual => BinaryOp::EqEqEq,
        Raw::Match => BinaryOp::Match,
        Raw::NotEqual => BinaryOp::Ne,
        Raw::NotMatch => BinaryOp::NotMatch,
        Raw::Less => BinaryOp::Lt,
        Raw::LessEqual => BinaryOp::Le,
        Raw::Spaceship => BinaryOp::Spaceship,
        Raw::Greater => BinaryOp::Gt,
        Raw::GreaterEqual => BinaryOp::Ge,
        Raw::ShiftRight => BinaryOp::Shr,
        Raw::Caret => BinaryOp::BitXor,
        Raw::AmperAmper => return Some(Infix::Logical(LogicalOp::And)),
        _ => return None,
    };
    Some(Infix::Binary(operator))
}

fn assign_operator(raw: Raw) -> Option<AssignOp> {
    let operator = match raw {
        Raw::PlusEqual => BinaryOp::Add,
        Raw::MinusEqual => BinaryOp::Sub,
        Raw::StarEqual => BinaryOp::Mul,
        Raw::StarStarEqual => BinaryOp::Pow,
        Raw::AmperEqual => BinaryOp::BitAnd,
        Raw::PipeEqual => BinaryOp::BitOr,
        Raw::CaretEqual => BinaryOp::BitXor,
        Raw::ShiftRightEqual => BinaryOp::Shr,
        Raw::AmperAmperEqual => return Some(AssignOp::Logical(LogicalOp::And)),
        Raw::PipePipeEqual => return Some(AssignOp::Logical(LogicalOp::Or)),
        _ => return None,
    };
    Some(AssignOp::Binary(operator))
}
