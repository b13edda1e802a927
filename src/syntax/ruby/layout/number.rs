//! Numeric literals: integers in four bases, floats; rational and imaginary ones are refused.

use num_bigint::BigUint;

use super::state::State;
use super::{Layout, offset};
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ruby::raw::Raw;
use crate::syntax::ruby::token::{Prefix, Token};

impl Layout<'_, '_> {
    /// A number. The lexer took its first digit, or the sign before it.
    pub(super) fn number(&mut self, signed: Option<Raw>) {
        let sign = self.span();
        let negative = signed == Some(Raw::Minus);
        let start = if signed.is_some() { sign.end } else { sign.start };
        let text = &self.text[start as usize..];
        let literal = read(text);
        let consumed = self.position() - start as usize;
        self.lexer.bump(literal.length.saturating_sub(consumed));
        let span = Span::new(start, offset(self.position()));
        if let Some(problem) = literal.problem {
            self.report(
                Diagnostic::new(Code::E0104, span, "invalid number")
                    .label(problem)
                    .help("Write digits, with single `_` between them where you like."),
            );
        }
        if matches!(self.peek(), Some('r' | 'i'))
            && !self.rest()[1..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
        {
            self.lexer.bump(1);
            self.unsupported(span, "a rational or imaginary number", "Use integers or floats.");
        }
        let power = negative && self.rest().trim_start_matches([' ', '\t']).starts_with("**");
        if power {
            self.push_value(Token::Prefix(Prefix::MinusNumber), sign);
        } else {
            self.begin_argument();
        }
        let minus = negative && !power;
        let place = if minus || signed == Some(Raw::Plus) {
            sign.to(span)
        } else {
            span
        };
        let token = match literal.value {
            Value::Integer(digits) => {
                let digits = if minus { format!("-{digits}") } else { digits };
                Token::Integer(self.ast.str(&digits))
            }
            Value::Float(value) => Token::Float(if minus { -value } else { value }),
        };
        self.push(token, place);
        self.state = State::END;
    }
}

enum Value {
    Integer(String),
    Float(f64),
}

struct Number {
    value: Value,
    length: usize,
    problem: Option<&'static str>,
}

/// Reads the number at the start of a text that begins with a digit.
fn read(text: &str) -> Number {
    let bytes = text.as_bytes();
    if bytes.first() == Some(&b'0') {
        let (base, prefix) = match bytes.get(1) {
            Some(b'x' | b'X') => (16, 2),
            Some(b'b' | b'B') => (2, 2),
            Some(b'o' | b'O') => (8, 2),
            Some(b'd' | b'D') => (10, 2),
            Some(b'0'..=b'9' | b'_') => (8, 1),
            _ => (10, 0),
        };
        if prefix > 0 {
            return based(text, base, prefix);
        }
    }
    decimal(text)
}

/// The digits at the start of a text, without underscores, and how far they reach; a problem with underscores.
fn digits(text: &str, base: u32) -> (String, usize, Option<&'static str>) {
    let mut out = String::new();
    let mut length = 0;
    let mut underscore = false;
    let mut problem = None;
    for c in text.chars() {
        if c == '_' {
            if underscore || out.is_empty() {
                problem = Some("two `_` stand side by side, or one in front");
            }
            underscore = true;
        } else if c.is_digit(base) {
            underscore = false;
            out.push(c);
        } else {
            break;
        }
        length += 1;
    }
    if underscore {
        problem = Some("it ends in `_`");
    }
    (out, length, problem)
}

fn based(text: &str, base: u32, prefix: usize) -> Number {
    let rest = &text[prefix..];
    // An octal number that only begins with `0` may have `_` directly after it.
    let skip = usize::from(prefix == 1 && rest.starts_with('_'));
    let (found, length, mut problem) = digits(&rest[skip..], base);
    if found.is_empty() {
        problem = Some("digits are missing");
    }
    if rest[skip + length..].starts_with(|c: char| c.is_ascii_digit()) {
        problem = Some(match base {
            2 => "binary numbers have the digits `0` and `1` only",
            _ => "octal numbers have no digits `8` and `9`",
        });
    }
    let value = BigUint::parse_bytes(found.as_bytes(), base).unwrap_or_default();
    let all = rest.len()
        - rest[skip + length..]
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .len();
    Number {
        value: Value::Integer(value.to_string()),
        length: prefix + all,
        problem,
    }
}

fn decimal(text: &str) -> Number {
    let (whole, mut length, mut problem) = digits(text, 10);
    let mut float = String::new();
    let rest = &text[length..];
    if rest.starts_with('.') && rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
        let (fraction, more, wrong) = digits(&rest[1..], 10);
        float = format!("{whole}.{fraction}");
        length += 1 + more;
        problem = problem.or(wrong);
    }
    let rest = &text[length..];
    if rest.starts_with(['e', 'E']) {
        let sign = usize::from(rest[1..].starts_with(['+', '-']));
        if rest[1 + sign..].starts_with(|c: char| c.is_ascii_digit()) {
            let (exponent, more, wrong) = digits(&rest[1 + sign..], 10);
            if float.is_empty() {
                float = whole.clone();
            }
            float = format!("{float}e{}{exponent}", &rest[1..=sign]);
            length += 1 + sign + more;
            problem = problem.or(wrong);
        }
    }
    let value = if float.is_empty() {
        let trimmed = whole.trim_start_matches('0');
        Value::Integer(String::from(if trimmed.is_empty() { "0" } else { trimmed }))
    } else {
        // A float too large for the format is infinite, in Ruby as here.
        Value::Float(float.parse().unwrap_or(f64::NAN))
    };
    Number { value, length, problem }
}
