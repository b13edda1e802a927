//! Text to Float.

use super::decimal::strtod;
use super::{ParseError, is_space};

/// `String#to_f`: the number at the beginning, or 0.0.
pub fn to_f(text: &str) -> f64 {
    let bytes = text.as_bytes();
    let end = bytes.iter().position(|b| *b == 0).unwrap_or(bytes.len());
    parse(&bytes[..end], false).unwrap_or(0.0)
}

/// `Float(text)`: the whole text has to be a number.
///
/// # Errors
/// ArgumentError.
pub fn float(text: &str) -> Result<f64, ParseError> {
    if text.as_bytes().contains(&0) {
        return Err(ParseError::NullByte);
    }
    parse(text.as_bytes(), true).ok_or(ParseError::Float)
}

fn is_hexadecimal(text: &[u8]) -> bool {
    matches!(text, [b'0', b'x' | b'X', ..])
}

fn parse(text: &[u8], strict: bool) -> Option<f64> {
    let start = text.iter().take_while(|b| is_space(**b)).count();
    let text = &text[start..];
    if !strict && is_hexadecimal(text) {
        return Some(0.0);
    }
    let (value, end) = strtod(text);
    if end == 0 {
        return (!strict).then_some(value);
    }
    if end == text.len() {
        return Some(value);
    }
    let cleaned = without_underscores(text, end, strict)?;
    if !strict && is_hexadecimal(&cleaned) {
        return Some(0.0);
    }
    let (value, end) = strtod(&cleaned);
    if strict && (end == 0 || !cleaned[end..].iter().all(|b| is_space(*b))) {
        return None;
    }
    Some(value)
}

/// The room that CRuby gives to a text with underscores or anything behind the number: 60 bytes,
/// and ten more for an exponent.
const ROOM: usize = 60;
const ROOM_WITH_EXPONENT: usize = 69;

/// The number without its underscores, as far as it fits; none where a strict text has something
/// that does not belong there. `end` is where the number without underscores ends.
fn without_underscores(text: &[u8], end: usize, strict: bool) -> Option<Vec<u8>> {
    let at = |i: usize| text.get(i).copied().unwrap_or(0);
    let mut out = Vec::new();
    let mut room = ROOM;
    let mut previous = 0;
    let mut dot_seen = false;
    let mut i = 0;
    if matches!(at(i), b'+' | b'-') {
        previous = at(i);
        out.push(previous);
        i += 1;
    }
    if at(i) == b'0' {
        previous = b'0';
        out.push(previous);
        while at(i) == b'0' {
            i += 1;
        }
    }
    while i < end && out.len() < room {
        previous = at(i);
        out.push(previous);
        i += 1;
    }
    while at(i) != 0 {
        if at(i) == b'_' {
            i += 1;
            // An underscore stands between two digits.
            if out.is_empty() || !previous.is_ascii_digit() || !at(i).is_ascii_digit() {
                if strict {
                    return None;
                }
                break;
            }
        }
        previous = at(i);
        i += 1;
        if room == ROOM && matches!(previous, b'e' | b'E' | b'p' | b'P') {
            room = ROOM_WITH_EXPONENT;
            out.push(previous);
            if matches!(at(i), b'+' | b'-') {
                previous = at(i);
                out.push(previous);
                i += 1;
            }
            if at(i) == b'0' {
                previous = b'0';
                out.push(previous);
                while at(i) == b'0' {
                    i += 1;
                }
            }
            continue;
        }
        if is_space(previous) {
            while is_space(at(i)) {
                i += 1;
            }
            if at(i) != 0 {
                if strict {
                    return None;
                }
                break;
            }
        } else if previous == b'.' && !dot_seen {
            dot_seen = true;
        } else if !previous.is_ascii_digit() {
            if strict {
                return None;
            }
            break;
        }
        if out.len() < room {
            out.push(previous);
        }
    }
    Some(out)
}
