//! Number to decimal text (ECMA-262 §6.1.6.1.20, §21.1.3.2, §21.1.3.3, §21.1.3.5).
//!
//! Digits are those of the exact expansion, ties going away from zero. Arguments arrive after
//! ToNumber; `None` stands for `undefined`.

use super::convert::to_integer_or_infinity;
use crate::number::decimal::{self, Tie};
use std::fmt;

/// The RangeErrors of the number methods; `Display` gives the message of Node 20.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeError {
    /// Radix of `toString` outside 2..=36.
    Radix,
    /// Argument of `toFixed` outside 0..=100.
    Fixed,
    /// Argument of `toPrecision` outside 1..=100.
    Precision,
    /// Argument of `toExponential` outside 0..=100.
    Exponential,
}

impl fmt::Display for RangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Radix => "toString() radix argument must be between 2 and 36",
            Self::Fixed => "toFixed() digits argument must be between 0 and 100",
            Self::Precision => "toPrecision() argument must be between 1 and 100",
            Self::Exponential => "toExponential() argument must be between 0 and 100",
        })
    }
}

impl std::error::Error for RangeError {}

/// Number::toString with radix 10: the shortest digits that read back as `x`.
pub fn to_string(x: f64) -> String {
    ryu_js::Buffer::new().format(x).to_owned()
}

/// The argument as an integer in `low..=100`.
pub(super) fn argument(digits: f64, low: u8, high: u8) -> Option<u8> {
    let digits = to_integer_or_infinity(digits);
    (low..=high).find(|candidate| f64::from(*candidate) == digits)
}

/// `Number.prototype.toFixed`.
///
/// # Errors
/// [`RangeError::Fixed`] when `digits` is outside 0..=100, whatever the number is.
pub fn to_fixed(x: f64, digits: f64) -> Result<String, RangeError> {
    let places = argument(digits, 0, 100).ok_or(RangeError::Fixed)?;
    if !x.is_finite() || x.abs() >= 1e21 {
        return Ok(to_string(x));
    }
    let text = decimal::fixed(x.abs(), usize::from(places), Tie::Up);
    Ok(with_sign(x, text))
}

/// `Number.prototype.toPrecision`.
///
/// # Errors
/// [`RangeError::Precision`] when `x` is finite and `precision` is outside 1..=100.
pub fn to_precision(x: f64, precision: Option<f64>) -> Result<String, RangeError> {
    let Some(precision) = precision.filter(|_| x.is_finite()) else {
        return Ok(to_string(x));
    };
    let count = argument(precision, 1, 100).ok_or(RangeError::Precision)?;
    let (digits, exponent) = decimal::significant(x.abs(), usize::from(count), Tie::Up);
    let text = match usize::try_from(exponent) {
        Ok(exponent) if exponent < digits.len() => {
            let (whole, fraction) = digits.split_at(exponent + 1);
            if fraction.is_empty() {
                whole.to_owned()
            } else {
                format!("{whole}.{fraction}")
            }
        }
        Err(_) if exponent >= -6 => {
            let zeros = usize::try_from(-1 - exponent).unwrap_or(0);
            format!("0.{}{digits}", "0".repeat(zeros))
        }
        _ => scientific(&digits, exponent),
    };
    Ok(with_sign(x, text))
}

/// `Number.prototype.toExponential`; without an argument, as many digits as are necessary.
///
/// # Errors
/// [`RangeError::Exponential`] when `x` is finite and `digits` is outside 0..=100.
pub fn to_exponential(x: f64, digits: Option<f64>) -> Result<String, RangeError> {
    if !x.is_finite() {
        return Ok(to_string(x));
    }
    let (digits, exponent) = match digits {
        Some(digits) => {
            let places = argument(digits, 0, 100).ok_or(RangeError::Exponential)?;
            decimal::significant(x.abs(), usize::from(places) + 1, Tie::Up)
        }
        None => decimal::shortest(x.abs()),
    };
    Ok(with_sign(x, scientific(&digits, exponent)))
}

fn scientific(digits: &str, exponent: i32) -> String {
    let (first, rest) = digits.split_at(1);
    let point = if rest.is_empty() { "" } else { "." };
    format!("{first}{point}{rest}e{exponent:+}")
}

/// The sign of a negative number; -0 has none (ECMA-262: "if x < 0").
fn with_sign(x: f64, text: String) -> String {
    if x < 0.0 { format!("-{text}") } else { text }
}
