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
    let (hour, minute, second) = match *bytes {
        [_, a, b] => ([a, b], *b"00", *b"00"),
        [_, a, b, c, d] | [_, a, b, b':', c, d] => ([a, b], [c, d], *b"00"),
        [_, a, b, c, d, e, f] | [_, a, b, b':', c, d, b':', e, f] => ([a, b], [c, d], [e, f]),
        _ => return None,
    };
    let value = |[tens, ones]: [u8; 2]| {
        let both = tens.is_ascii_digit() && ones.is_ascii_digit();
        both.then(|| i32::from(tens - b'0') * 10 + i32::from(ones - b'0'))
    };
    // Only the minutes are checked for their range.
    let minute = value(minute).filter(|&minute| minute < 60)?;
    let seconds = value(hour)? * 3_600 + minute * 60 + value(second)?;
    match bytes[0] {
        b'+' => Some(Offset::Seconds(seconds)),
        b'-' if seconds == 0 => Some(Offset::Utc),
        b'-' => Some(Offset::Seconds(-seconds)),
        _ => None,
    }
}
