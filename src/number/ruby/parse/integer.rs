//! Text to Integer.

use super::{ParseError, is_space};
use crate::number::ruby::Int;
use num_bigint::{BigInt, Sign};

/// `String#to_i(base)`: the number at the beginning, or 0. Base 0 reads a prefix.
///
/// # Errors
/// ArgumentError for a base that is negative, 1 or above 36.
pub fn to_i(text: &str, radix: i64) -> Result<Int, ParseError> {
    if radix < 0 {
        return Err(ParseError::Radix(radix));
    }
    Ok(parse(text.as_bytes(), radix, false)?.unwrap_or(Int::Small(0)))
}

/// `String#hex`.
pub fn hex(text: &str) -> Int {
    prefix_of(text, 16)
}

/// `String#oct`, which also reads the prefixes of other bases.
pub fn oct(text: &str) -> Int {
    prefix_of(text, -8)
}

fn prefix_of(text: &str, radix: i64) -> Int {
    // The radix is one of the valid ones, and a text without digits is 0.
    parse(text.as_bytes(), radix, false)
        .ok()
        .flatten()
        .unwrap_or(Int::Small(0))
}

/// `Integer(text, base)`: the whole text has to be a number. Base 0, the default, reads a prefix,
/// and so does a negative base, which is the base without one.
///
/// # Errors
/// ArgumentError for a text that is no number, and for a bad base.
pub fn integer(text: &str, radix: i64) -> Result<Int, ParseError> {
    parse(text.as_bytes(), radix, true)?.ok_or(ParseError::Integer)
}

/// The base and how long its prefix is; none where the prefix is all there is.
fn base(rest: &[u8], radix: i64) -> Option<(i64, usize)> {
    let marked = match rest {
        [b'0', mark, ..] => match mark.to_ascii_lowercase() {
            b'x' => Some(16),
            b'b' => Some(2),
            b'o' => Some(8),
            b'd' => Some(10),
            _ => None,
        },
        _ => None,
    };
    let (radix, prefix) = match (radix, marked) {
        (..=0, Some(marked)) => (marked, 2),
        (..=0, None) if rest.len() > 1 && rest[0] == b'0' => (8, 0),
        (-1..=0, None) => (10, 0),
        (..=-2, None) => (radix.saturating_neg(), 0),
        (_, Some(marked)) if marked == radix => (radix, 2),
        _ => (radix, 0),
    };
    (prefix == 0 || rest.len() > prefix).then_some((radix, prefix))
}

fn parse(bytes: &[u8], radix: i64, strict: bool) -> Result<Option<Int>, ParseError> {
    let start = bytes.iter().position(|b| !is_space(*b));
    let mut rest = match start {
        Some(start) => &bytes[start..],
        None if bytes.is_empty() => bytes,
        None => return Ok(None),
    };
    let negative = rest.first() == Some(&b'-');
    if matches!(rest.first(), Some(b'+' | b'-')) {
        rest = &rest[1..];
        if rest.is_empty() {
            return Ok(None);
        }
    }
    let Some((radix, prefix)) = base(rest, radix) else {
        return Ok(None);
    };
    let Some(radix) = u32::try_from(radix).ok().filter(|r| (2..=36).contains(r)) else {
        return Err(ParseError::Radix(radix));
    };
    Ok(digits(&rest[prefix..], radix, strict).map(|digits| {
        let sign = if negative { Sign::Minus } else { Sign::Plus };
        // Every digit is below the radix, so there is a value.
        BigInt::from_radix_be(sign, &digits, radix).unwrap_or_default().into()
    }))
}

/// Digits with single underscores between them; in a strict text only space may follow.
fn digits(text: &[u8], radix: u32, strict: bool) -> Option<Vec<u8>> {
    let mut digits = Vec::new();
    let mut separated = false;
    let mut rest = text;
    loop {
        let underscore = usize::from(!digits.is_empty() && rest.first() == Some(&b'_'));
        let digit = rest
            .get(underscore)
            .and_then(|b| char::from(*b).to_digit(radix))
            .and_then(|digit| u8::try_from(digit).ok());
        let Some(digit) = digit else { break };
        // Leading zeros and their underscores are skipped before the digits are read.
        separated |= underscore > 0 && digits.iter().any(|digit| *digit > 0);
        digits.push(digit);
        rest = &rest[underscore + 1..];
    }
    if digits.is_empty() || (strict && !ends(rest, separated || !fits(&digits, radix))) {
        return None;
    }
    Some(digits)
}

/// Whether a machine word holds the digits.
fn fits(digits: &[u8], radix: u32) -> bool {
    let value = digits.iter().try_fold(0_u64, |value, digit| {
        value.checked_mul(u64::from(radix))?.checked_add(u64::from(*digit))
    });
    value.is_some()
}

/// Whether nothing but space follows; CRuby's reader of big integers stops at a null byte, too.
fn ends(rest: &[u8], big: bool) -> bool {
    let end = rest.iter().find(|b| !is_space(**b));
    end.is_none() || (big && end == Some(&0))
}
