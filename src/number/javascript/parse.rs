//! Text to number: StringToNumber, `parseFloat`, `parseInt`
//! (ECMA-262 §7.1.4.1.1, §19.2.4, §19.2.5).
//!
//! Decimal text of any length is rounded once, as V8 does.

use crate::number::magnitude;
use num_bigint::BigUint;

/// A JavaScript text, in the encoding that the caller has.
#[derive(Clone, Copy, Debug)]
pub enum Text<'a> {
    /// Code units, well-formed or not.
    Utf16(&'a [u16]),
    /// Well-formed text.
    Utf8(&'a str),
}

impl<'a> From<&'a [u16]> for Text<'a> {
    fn from(units: &'a [u16]) -> Self {
        Text::Utf16(units)
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Text::Utf8(text)
    }
}

/// WhiteSpace and LineTerminator (ECMA-262 §12.2, §12.3); all lie in the basic plane.
pub fn is_white_space(unit: u16) -> bool {
    matches!(
        unit,
        0x09..=0x0d
            | 0x20
            | 0xa0
            | 0x1680
            | 0x2000..=0x200a
            | 0x2028
            | 0x2029
            | 0x202f
            | 0x205f
            | 0x3000
            | 0xfeff
    )
}

fn is_white_space_char(c: char) -> bool {
    u16::try_from(u32::from(c)).is_ok_and(is_white_space)
}

impl Text<'_> {
    /// The text without leading and trailing white space, if it is ASCII.
    fn trimmed_ascii(self) -> Option<String> {
        match self {
            Self::Utf8(text) => {
                let text = text.trim_matches(is_white_space_char);
                text.is_ascii().then(|| text.to_owned())
            }
            Self::Utf16(units) => {
                let start = units.iter().position(|u| !is_white_space(*u));
                let end = units.iter().rposition(|u| !is_white_space(*u));
                let inner = match (start, end) {
                    (Some(start), Some(end)) => &units[start..=end],
                    _ => &[],
                };
                inner.iter().map(|u| ascii(*u)).collect()
            }
        }
    }

    /// The ASCII characters that follow leading white space.
    fn ascii_prefix(self) -> String {
        match self {
            Self::Utf8(text) => text
                .trim_start_matches(is_white_space_char)
                .chars()
                .take_while(char::is_ascii)
                .collect(),
            Self::Utf16(units) => units
                .iter()
                .skip_while(|u| is_white_space(**u))
                .map_while(|u| ascii(*u))
                .collect(),
        }
    }
}

fn ascii(unit: u16) -> Option<char> {
    u8::try_from(unit).ok().filter(u8::is_ascii).map(char::from)
}

/// StringToNumber, which is what `Number(text)` and the operators use.
pub fn string_to_number<'a>(text: impl Into<Text<'a>>) -> f64 {
    let Some(text) = text.into().trimmed_ascii() else {
        return f64::NAN;
    };
    if text.is_empty() {
        return 0.0;
    }
    let radix = match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => Some(16),
        [b'0', b'o' | b'O', ..] => Some(8),
        [b'0', b'b' | b'B', ..] => Some(2),
        _ => None,
    };
    if let Some(radix) = radix {
        let digits = &text[2..];
        return if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
            f64::NAN
        } else {
            digits_to_number(digits, radix)
        };
    }
    match decimal_prefix(&text) {
        Some((value, length)) if length == text.len() => value,
        _ => f64::NAN,
    }
}

/// `parseFloat`: the longest prefix that is a decimal number.
pub fn parse_float<'a>(text: impl Into<Text<'a>>) -> f64 {
    let text = text.into().ascii_prefix();
    decimal_prefix(&text).map_or(f64::NAN, |(value, _)| value)
}

/// The longest prefix that is a StrDecimalLiteral: its value and length in bytes.
fn decimal_prefix(text: &str) -> Option<(f64, usize)> {
    let bytes = text.as_bytes();
    let signed = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let negative = bytes.first() == Some(&b'-');
    let sign = |value: f64| if negative { -value } else { value };
    if text[signed..].starts_with("Infinity") {
        return Some((sign(f64::INFINITY), signed + "Infinity".len()));
    }
    let whole_end = skip_digits(bytes, signed);
    let mut end = whole_end;
    let mut digits = whole_end - signed;
    if bytes.get(end) == Some(&b'.') {
        let fraction_end = skip_digits(bytes, end + 1);
        digits += fraction_end - end - 1;
        end = fraction_end;
    }
    if digits == 0 {
        return None;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let signed = end + 1 + usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let exponent_end = skip_digits(bytes, signed);
        if exponent_end > signed {
            end = exponent_end;
        }
    }
    // The grammar just checked is within what the parser of the standard library takes.
    let value = text[signed..end].parse().unwrap_or(f64::NAN);
    Some((sign(value), end))
}

fn skip_digits(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().take_while(|b| b.is_ascii_digit()).count()
}

/// `parseInt`, the radix being ToInt32 of the second argument (0 for `undefined`).
pub fn parse_int<'a>(text: impl Into<Text<'a>>, radix: i32) -> f64 {
    let text = text.into().ascii_prefix();
    let negative = text.starts_with('-');
    let rest = text.strip_prefix(['+', '-']).unwrap_or(&text);
    let prefixed = rest.strip_prefix("0x").or_else(|| rest.strip_prefix("0X"));
    let (radix, rest) = match (radix, prefixed) {
        (0 | 16, Some(rest)) => (16, rest),
        (0, None) => (10, rest),
        _ => (radix, rest),
    };
    let Some(radix) = u32::try_from(radix).ok().filter(|r| (2..=36).contains(r)) else {
        return f64::NAN;
    };
    let length = rest.chars().take_while(|c| c.is_digit(radix)).count();
    if length == 0 {
        return f64::NAN;
    }
    let value = digits_to_number(&rest[..length], radix);
    if negative { -value } else { value }
}

/// The number that digits of a radix denote; every character is such a digit.
///
/// Exact for radix 10 and powers of two. For the others V8 multiplies and adds in doubles, a few
/// digits at a time, which ECMA-262 allows ("may be an implementation-approximated value").
pub(super) fn digits_to_number(digits: &str, radix: u32) -> f64 {
    match radix {
        10 => digits.parse().unwrap_or(f64::NAN),
        _ if radix.is_power_of_two() => {
            let digits = digit_values(digits, radix);
            // Every value is a digit of the radix, so the conversion succeeds.
            BigUint::from_radix_be(&digits, radix).map_or(f64::NAN, |value| magnitude::to_f64(&value))
        }
        // Leading zeros are skipped, so that they do not move the borders of the parts.
        _ => by_parts(&digit_values(digits.trim_start_matches('0'), radix), radix),
    }
}

fn digit_values(digits: &str, radix: u32) -> Vec<u8> {
    digits
        .chars()
        .filter_map(|c| c.to_digit(radix))
        .filter_map(|d| u8::try_from(d).ok())
        .collect()
}

/// Digits taken in parts as long as the radix to their length stays below 2^32 / 36.
fn by_parts(digits: &[u8], radix: u32) -> f64 {
    const MOST: u32 = u32::MAX / 36;
    let mut value = 0.0;
    let mut rest = digits.iter();
    while !rest.as_slice().is_empty() {
        let mut part: u32 = 0;
        let mut multiplier: u32 = 1;
        while multiplier * radix <= MOST {
            let Some(digit) = rest.next() else { break };
            part = part * radix + u32::from(*digit);
            multiplier *= radix;
        }
        value = value * f64::from(multiplier) + f64::from(part);
    }
    value
}
