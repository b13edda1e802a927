//! Numeric literals of Ruby source text.
//!
//! Input is the whole text of one literal without its sign, as a lexer cut it out.

use super::decimal::strtod;
use crate::number::ruby::Int;
use num_bigint::{BigInt, Sign};

/// The value of a literal.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// An Integer.
    Integer(Int),
    /// A Float.
    Float(f64),
}

/// Why a text is no literal of the subset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiteralError {
    /// A Rational (suffix `r`), which is outside the subset.
    Rational,
    /// A Complex (suffix `i` or `ri`), which is outside the subset.
    Imaginary,
    /// Not a literal; the real language reports a SyntaxError.
    Malformed,
}

/// The value of a numeric literal.
///
/// # Errors
/// See [`LiteralError`].
pub fn numeric_literal(text: &str) -> Result<Literal, LiteralError> {
    let hexadecimal = matches!(text.as_bytes(), [b'0', b'x' | b'X', ..]);
    let (body, suffix) = match text.strip_suffix("ri") {
        Some(body) => (body, Some(LiteralError::Imaginary)),
        None => match text.as_bytes().last() {
            Some(b'i') => (&text[..text.len() - 1], Some(LiteralError::Imaginary)),
            Some(b'r') => (&text[..text.len() - 1], Some(LiteralError::Rational)),
            _ => (text, None),
        },
    };
    let exponent = !hexadecimal && body.contains(['e', 'E']);
    let value = if exponent || body.contains('.') {
        Literal::Float(float(body)?)
    } else {
        Literal::Integer(integer(body)?)
    };
    match suffix {
        // An exponent takes no `r`.
        Some(_) if exponent && text.trim_end_matches('i').ends_with('r') => Err(LiteralError::Malformed),
        Some(error) => Err(error),
        None => Ok(value),
    }
}

/// Digits with single underscores between them.
fn digits(text: &str, radix: u32) -> Result<String, LiteralError> {
    let well_placed = text
        .split('_')
        .all(|part| !part.is_empty() && part.chars().all(|c| c.is_digit(radix)));
    if well_placed {
        Ok(text.replace('_', ""))
    } else {
        Err(LiteralError::Malformed)
    }
}

fn integer(text: &str) -> Result<Int, LiteralError> {
    let (radix, rest) = match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, &text[2..]),
        [b'0', b'b' | b'B', ..] => (2, &text[2..]),
        [b'0', b'o' | b'O', ..] => (8, &text[2..]),
        [b'0', b'd' | b'D', ..] => (10, &text[2..]),
        [b'0', _, ..] => (8, text),
        _ => (10, text),
    };
    let values: Vec<u8> = digits(rest, radix)?
        .chars()
        .filter_map(|c| c.to_digit(radix))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    BigInt::from_radix_be(Sign::Plus, &values, radix)
        .map(Int::from)
        .ok_or(LiteralError::Malformed)
}

fn float(text: &str) -> Result<f64, LiteralError> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let mut plain = digits(whole, 10)?;
    // A leading zero stands alone.
    if whole.len() > 1 && whole.starts_with('0') {
        return Err(LiteralError::Malformed);
    }
    if let Some(fraction) = fraction {
        plain.push('.');
        plain.push_str(&digits(fraction, 10)?);
    }
    if let Some(exponent) = exponent {
        let (sign, rest) = match exponent.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", exponent.strip_prefix('+').unwrap_or(exponent)),
        };
        plain.push('e');
        plain.push_str(sign);
        plain.push_str(&digits(rest, 10)?);
    }
    Ok(strtod(plain.as_bytes()).0)
}
