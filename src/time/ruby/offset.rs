//! Arguments that name an offset from UTC: `"+09:00"`, `"UTC"`, `"Z"`, `"E"`, seconds.
//!
//! Input is an [`Argument`]; output is UTC, an offset in seconds, or the error that CRuby's `utc_offset_arg` raises.

use super::number::{Argument, Number};
use crate::time::TimeError;

/// What the argument names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offset {
    /// Coordinated universal time, `utc?` included.
    Utc,
    /// Seconds east of UTC.
    Seconds(i32),
}

/// The offset that `argument` names; `nil` is not allowed here.
pub fn offset(argument: Argument) -> Result<Offset, TimeError> {
    let seconds = match argument {
        Argument::Nil => {
            return Err(TimeError::raised(
                "TypeError",
                "can't convert NilClass into an exact number",
            ));
        }
        Argument::Number(Number::Integer(seconds)) => seconds,
        Argument::Number(_) => {
            return Err(TimeError::Unsupported("an offset that is no Integer"));
        }
        Argument::Text(text) => match text_offset(text) {
            Some(Offset::Utc) => return Ok(Offset::Utc),
            Some(Offset::Seconds(seconds)) => i64::from(seconds),
            None => {
                return Err(TimeError::argument(format!(
                    "\"+HH:MM\", \"-HH:MM\", \"UTC\" or \"A\"..\"I\",\"K\"..\"Z\" expected for utc_offset: {text}"
                )));
            }
        },
    };
    i32::try_from(seconds)
        .ok()
        .filter(|seconds| seconds.abs() < 86_400)
        .map(Offset::Seconds)
        .ok_or_else(|| TimeError::argument("utc_offset out of range"))
}

/// `UTC`, a military letter, or a sign with hours, minutes and seconds, with colons or without.
fn text_offset(text: &str) -> Option<Offset> {
    let bytes = text.as_bytes();
    if let &[letter] = bytes {
        let hours = match letter {
            b'Z' => return Some(Offset::Utc),
            b'A'..=b'I' => i32::from(letter - b'A') + 1,
            b'K'..=b'M' => i32::from(letter - b'A'),
            b'N'..=b'Y' => i32::from(b'M') - i32::from(letter),
            _ => return None,
        };
        return Some(Offset::Seconds(hours * 3_600));
    }
    if text.eq_ignore_ascii_case("UTC") {
        return Some(Offset::Utc);
    }
    let (is_west, [hour, minute, second]) = signed_clock(text)?;
    // Only the minutes are checked for their range.
    if minute > 59 {
        return None;
    }
    match hour * 3_600 + minute * 60 + second {
        0 if is_west => Some(Offset::Utc),
        seconds if is_west => Some(Offset::Seconds(-seconds)),
        seconds => Some(Offset::Seconds(seconds)),
    }
}

/// Whether the sign is `-`, and the two-digit numbers of `+hh`, `+hhmm`, `+hh:mm`, `+hhmmss` and `+hh:mm:ss`.
pub(super) fn signed_clock(text: &str) -> Option<(bool, [i32; 3])> {
    let (sign, parts) = text.as_bytes().split_first()?;
    let (hour, minute, second) = match *parts {
        [a, b] => ([a, b], *b"00", *b"00"),
        [a, b, c, d] | [a, b, b':', c, d] => ([a, b], [c, d], *b"00"),
        [a, b, c, d, e, f] | [a, b, b':', c, d, b':', e, f] => ([a, b], [c, d], [e, f]),
        _ => return None,
    };
    let value = |[tens, ones]: [u8; 2]| {
        let both = tens.is_ascii_digit() && ones.is_ascii_digit();
        both.then(|| i32::from(tens - b'0') * 10 + i32::from(ones - b'0'))
    };
    let numbers = [value(hour)?, value(minute)?, value(second)?];
    match sign {
        b'+' => Some((false, numbers)),
        b'-' => Some((true, numbers)),
        _ => None,
    }
}
