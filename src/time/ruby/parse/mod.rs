//! Reading times and dates from texts: `Date._parse`, `Time.parse`, `Time.iso8601`.
//!
//! Input is an ASCII text; output is [`Fragments`] or a time. `Date._parse` tries patterns in a fixed order and blanks
//! out what it has understood.
//!
//! - [`fragments`]: what was found.
//! - [`patterns`]: the patterns of `Date._parse`.
//! - [`digits`]: its treatment of bare digits, `20261122T101112`.
//! - [`iso`]: the patterns of `Date._iso8601`.
//! - [`time`]: `Time.parse` and `Time.iso8601` on top.
//!
//! Left out: texts that are not ASCII, and numbers beyond 64 bits.

mod digits;
mod fragments;
mod iso;
mod patterns;
mod time;

pub use fragments::Fragments;
pub use iso::parse_iso8601;
pub use patterns::parse_fragments;
pub use time::{iso8601, parse};

use crate::time::TimeError;
use std::fmt::Write as _;

/// The most bytes that the parsers take (the `limit:` of the library `date`).
const LIMIT: usize = 128;

/// The checks that come before any parsing.
fn check_text(text: &str) -> Result<(), TimeError> {
    if text.len() > LIMIT {
        return Err(TimeError::argument(format!(
            "string length ({}) exceeds the limit {LIMIT}",
            text.len()
        )));
    }
    if !text.is_ascii() {
        return Err(TimeError::Unsupported("a date text that is not ASCII"));
    }
    Ok(())
}

/// `Integer` of a run of digits with an optional sign.
fn integer(text: &str) -> Result<i64, TimeError> {
    text.parse()
        .map_err(|_| TimeError::Unsupported("a number beyond 64 bits in a date text"))
}

/// `String#inspect` of an ASCII text, for error messages.
pub(super) fn inspect(text: &str) -> String {
    let mut quoted = String::from('"');
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '#' if matches!(rest.peek(), Some('{' | '$' | '@')) => quoted.push_str("\\#"),
            '\u{7}' => quoted.push_str("\\a"),
            '\u{8}' => quoted.push_str("\\b"),
            '\t' => quoted.push_str("\\t"),
            '\n' => quoted.push_str("\\n"),
            '\u{b}' => quoted.push_str("\\v"),
            '\u{c}' => quoted.push_str("\\f"),
            '\r' => quoted.push_str("\\r"),
            '\u{1b}' => quoted.push_str("\\e"),
            control if control.is_ascii_control() => {
                // Writing to a `String` cannot fail.
                let _ = write!(quoted, "\\u{:04X}", u32::from(control));
            }
            plain => quoted.push(plain),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests;
