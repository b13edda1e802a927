//! Arguments of the constructors of `Time`, and the conversions that CRuby's `time.c` applies to them.
//!
//! Input is an [`Argument`] that the caller made of a Ruby value; output is an integer in a range, or the error that
//! Ruby raises. Values of other classes never get here: the caller knows their class name for the TypeError.

use crate::time::TimeError;

/// A number that a time can be computed from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// An Integer.
    Integer(i64),
    /// A Float, taken exactly.
    Float(f64),
    /// A Rational: numerator and positive denominator in lowest terms.
    Rational(i64, i64),
}

/// An argument of `Time.new` and its siblings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Argument<'a> {
    /// `nil`, which means the default where there is one.
    Nil,
    /// A number.
    Number(Number),
    /// A text.
    Text(&'a str),
}

const UNUSUAL_TEXT: TimeError = TimeError::Unsupported("a text as an unusual integer");

/// `FloatDomainError` for what is no number.
pub(super) fn check_finite(value: f64) -> Result<(), TimeError> {
    let message = match value {
        value if value.is_nan() => "NaN",
        f64::INFINITY => "Infinity",
        f64::NEG_INFINITY => "-Infinity",
        _ => return Ok(()),
    };
    Err(TimeError::raised("FloatDomainError", message))
}

/// `Integer(text)` in base ten, as far as it is written with digits alone.
fn text_to_integer(text: &str) -> Result<i64, TimeError> {
    let invalid = || TimeError::argument(format!("invalid value for Integer(): {}", super::parse::inspect(text)));
    if !text.is_ascii() || text.contains('\0') {
        return Err(UNUSUAL_TEXT);
    }
    let trimmed = text.trim_matches([' ', '\t', '\n', '\u{b}', '\u{c}', '\r']);
    let digits = trimmed.strip_prefix(['+', '-']).unwrap_or(trimmed);
    if digits.starts_with("0d") || digits.starts_with("0D") {
        return Err(UNUSUAL_TEXT);
    }
    let well_formed = digits
        .split('_')
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    if !well_formed {
        return Err(invalid());
    }
    let plain: String = trimmed.chars().filter(|&c| c != '_').collect();
    plain.parse().map_err(|_| UNUSUAL_TEXT)
}

/// The integer part of a number, toward zero.
fn truncate(number: Number) -> Result<i64, TimeError> {
    match number {
        Number::Integer(value) => Ok(value),
        Number::Float(value) if value.abs() < 9e18 => Ok(value as i64),
        Number::Float(_) => Err(TimeError::Unsupported("a Float beyond 64 bits")),
        Number::Rational(numerator, denominator) => numerator
            .checked_div(denominator)
            .ok_or(TimeError::Unsupported("a Rational without denominator")),
    }
}

/// `NUM2INT` after the conversion of texts.
fn to_int(argument: Argument) -> Result<i32, TimeError> {
    let value = match argument {
        Argument::Nil => {
            return Err(TimeError::raised(
                "TypeError",
                "no implicit conversion from nil to integer",
            ));
        }
        Argument::Text(text) => text_to_integer(text)?,
        Argument::Number(Number::Float(value)) if !value.is_finite() => {
            let name = if value.is_nan() {
                "NaN"
            } else if value > 0.0 {
                "Inf"
            } else {
                "-Inf"
            };
            return Err(TimeError::raised(
                "RangeError",
                format!("float {name} out of range of integer"),
            ));
        }
        Argument::Number(number) => truncate(number)?,
    };
    i32::try_from(value).map_err(|_| {
        let size = if value < 0 { "small" } else { "big" };
        TimeError::raised("RangeError", format!("integer {value} too {size} to convert to `int'"))
    })
}

/// An integer of `bits` bits.
pub(super) fn to_bits(argument: Argument, bits: u32) -> Result<u32, TimeError> {
    u32::try_from(to_int(argument)?)
        .ok()
        .filter(|value| value >> bits == 0)
        .ok_or_else(|| TimeError::argument("argument out of range"))
}

/// The year.
pub(super) fn to_year(argument: Argument) -> Result<i64, TimeError> {
    let year = match argument {
        Argument::Nil => {
            return Err(TimeError::raised(
                "TypeError",
                "no implicit conversion of nil into Integer",
            ));
        }
        Argument::Text(text) => text_to_integer(text)?,
        Argument::Number(Number::Float(value)) => {
            check_finite(value)?;
            truncate(Number::Float(value))?
        }
        Argument::Number(number) => truncate(number)?,
    };
    if year.unsigned_abs() > super::instant::MAX_YEAR {
        return Err(TimeError::Unsupported("a year beyond a thousand million"));
    }
    Ok(year)
}

/// The month: a number or the first three letters of its English name.
pub(super) fn to_month(argument: Argument) -> Result<u32, TimeError> {
    const NAMES: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    if let Argument::Text(text) = argument {
        let named = NAMES.iter().position(|name| text.eq_ignore_ascii_case(name));
        if let Some(index) = named {
            return Ok(index as u32 + 1);
        }
    }
    to_bits(argument, 4)
}
