//! `Number.prototype.toString(radix)` (ECMA-262 §21.1.3.6).
//!
//! The standard leaves the digits of fractions and of large integers to the implementation; they
//! are those of V8: a fraction stops as soon as the digits tell the number from its neighbours,
//! and the digits of an integer beyond 2^53 that carry no information are zeros.

use super::format::{self, RangeError};
use crate::number::magnitude::decompose;

/// `x` in the given radix.
///
/// # Errors
/// [`RangeError::Radix`] when the radix is outside 2..=36.
pub fn to_radix_string(x: f64, radix: f64) -> Result<String, RangeError> {
    let radix = format::argument(radix, 2, 36).ok_or(RangeError::Radix)?;
    if radix == 10 || !x.is_finite() || x == 0.0 {
        return Ok(format::to_string(x));
    }
    let value = x.abs();
    let mut whole = value.floor();
    let fraction = fraction_digits(value - whole, half_gap(value), radix);
    if fraction.carry {
        whole += 1.0;
    }
    let mut text = whole_digits(whole, radix);
    if x < 0.0 {
        text.push(b'-');
    }
    text.reverse();
    if let Some(digits) = fraction.digits {
        text.push(b'.');
        text.extend(digits);
    }
    Ok(text.into_iter().map(char::from).collect())
}

/// Half the distance to the next double, at least the smallest double.
fn half_gap(value: f64) -> f64 {
    (0.5 * (value.next_up() - value)).max(f64::from_bits(1))
}

fn digit(value: u8) -> u8 {
    match value {
        0..=9 => b'0' + value,
        _ => b'a' + (value - 10),
    }
}

fn digit_value(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        _ => digit - b'a' + 10,
    }
}

/// The digits behind the point; none if they were not started or were carried away.
struct Fraction {
    digits: Option<Vec<u8>>,
    carry: bool,
}

/// Digits of `fraction` until what is left is below `delta`, the precision of the number.
fn fraction_digits(mut fraction: f64, mut delta: f64, radix: u8) -> Fraction {
    if fraction < delta {
        return Fraction {
            digits: None,
            carry: false,
        };
    }
    let mut digits = Vec::new();
    while fraction >= delta {
        fraction *= f64::from(radix);
        delta *= f64::from(radix);
        // The integer part is below the radix, so the cast keeps it.
        let value = fraction as u8;
        digits.push(digit(value));
        fraction -= f64::from(value);
        let rounds_up = fraction > 0.5 || (fraction == 0.5 && value & 1 == 1);
        if rounds_up && fraction + delta > 1.0 {
            return round_up(digits, radix);
        }
    }
    Fraction {
        digits: Some(digits),
        carry: false,
    }
}

/// Adds one to the last digit; digits that overflow are dropped.
fn round_up(mut digits: Vec<u8>, radix: u8) -> Fraction {
    while let Some(last) = digits.pop() {
        let value = digit_value(last) + 1;
        if value < radix {
            digits.push(digit(value));
            return Fraction {
                digits: Some(digits),
                carry: false,
            };
        }
    }
    Fraction {
        digits: None,
        carry: true,
    }
}

/// The digits of an integral number, the last one first.
fn whole_digits(mut whole: f64, radix: u8) -> Vec<u8> {
    let radix = f64::from(radix);
    let mut digits = Vec::new();
    while decompose(whole / radix).1 > 0 {
        whole /= radix;
        digits.push(b'0');
    }
    loop {
        let remainder = whole % radix;
        // A remainder is below the radix, and its fraction does not show.
        digits.push(digit(remainder as u8));
        whole = (whole - remainder) / radix;
        if whole <= 0.0 {
            return digits;
        }
    }
}
