//! `floor ceil round truncate` of Float with a count of digits.
//!
//! For up to 14 digits CRuby multiplies, rounds, corrects and divides in doubles; beyond that
//! `round` goes through Rational. Both ways are followed step by step.

use super::arithmetic::to_r;
use super::power;
use crate::number::ruby::{ArithmeticError, Half, Int};

/// What rounding gives: a Float for a positive count of digits, an Integer otherwise.
#[derive(Clone, Debug, PartialEq)]
pub enum Rounded {
    /// For a positive count.
    Float(f64),
    /// For a count of zero or below.
    Integer(Int),
}

/// The exponent of C's `frexp`: `x = m * 2^e` with m from a half to one.
fn binary_exponent(x: f64) -> i64 {
    if x == 0.0 || !x.is_finite() {
        return 0;
    }
    i64::from(libm::frexp(x).1)
}

/// Whether so many digits keep the number as it is.
fn keeps(x: f64, digits: i64) -> bool {
    let exponent = binary_exponent(x);
    let known = if exponent > 0 { exponent / 4 } else { exponent / 3 - 1 };
    digits >= 17 - known
}

/// Whether so few digits leave nothing of the number.
fn vanishes(x: f64, digits: i64) -> bool {
    let exponent = binary_exponent(x);
    let most = if exponent > 0 { exponent / 3 + 1 } else { exponent / 4 };
    digits < -most
}

/// 10^digits as CRuby gets it from `pow`.
fn power_of_ten(digits: i64) -> f64 {
    // What is not kept as it is has a small count, so the cast is exact.
    power::pow(10.0, digits as f64)
}

/// `Float#floor(digits)`.
///
/// # Errors
/// FloatDomainError where an Integer is asked for and the number is not finite.
pub fn floor(x: f64, digits: i64) -> Result<Rounded, ArithmeticError> {
    if digits <= 0 {
        return Ok(Rounded::Integer(Int::from_f64(x.floor())?.floor(digits)));
    }
    if x == 0.0 || keeps(x, digits) {
        return Ok(Rounded::Float(x));
    }
    if x > 0.0 && vanishes(x, digits) {
        return Ok(Rounded::Float(0.0));
    }
    let factor = power_of_ten(digits);
    let below = (x * factor).floor();
    let above = (below + 1.0) / factor;
    Ok(Rounded::Float(if above > x { below / factor } else { above }))
}

/// `Float#ceil(digits)`.
///
/// # Errors
/// FloatDomainError where an Integer is asked for and the number is not finite.
pub fn ceil(x: f64, digits: i64) -> Result<Rounded, ArithmeticError> {
    if digits <= 0 && x == 0.0 {
        return Ok(Rounded::Integer(Int::Small(0)));
    }
    if digits <= 0 {
        return Ok(Rounded::Integer(Int::from_f64(x.ceil())?.ceil(digits)));
    }
    if x == 0.0 || keeps(x, digits) {
        return Ok(Rounded::Float(x));
    }
    if x < 0.0 && vanishes(x, digits) {
        return Ok(Rounded::Float(0.0));
    }
    let factor = power_of_ten(digits);
    Ok(Rounded::Float((x * factor).ceil() / factor))
}

/// `Float#truncate(digits)`.
///
/// # Errors
/// FloatDomainError where an Integer is asked for and the number is not finite.
pub fn truncate(x: f64, digits: i64) -> Result<Rounded, ArithmeticError> {
    if x.is_sign_negative() {
        ceil(x, digits)
    } else {
        floor(x, digits)
    }
}

/// `Float#round(digits, half:)`.
///
/// # Errors
/// FloatDomainError where an Integer is asked for and the number is not finite.
pub fn round(x: f64, digits: i64, half: Half) -> Result<Rounded, ArithmeticError> {
    if digits < 0 {
        return Ok(Rounded::Integer(Int::from_f64(x)?.round(digits, half)));
    }
    if digits == 0 {
        return Ok(Rounded::Integer(Int::from_f64(round_scaled(x, 1.0, half))?));
    }
    if x == 0.0 || !x.is_finite() || keeps(x, digits) {
        return Ok(Rounded::Float(x));
    }
    if vanishes(x, digits) {
        return Ok(Rounded::Float(0.0));
    }
    if digits > 14 {
        // A number that is not kept as it is bounds the count to some hundreds.
        let count = i32::try_from(digits).map_err(|_| ArithmeticError::TooLarge)?;
        return Ok(Rounded::Float(to_r(x)?.round_digits(count, half).to_f64()));
    }
    let factor = power_of_ten(digits);
    Ok(Rounded::Float(round_scaled(x, factor, half) / factor))
}

/// `x * s` rounded to an integer, corrected where the multiplication was inexact.
fn round_scaled(x: f64, s: f64, half: Half) -> f64 {
    match half {
        Half::Up => round_half_up(x, s),
        Half::Down => round_half_down(x, s),
        Half::Even => round_half_even(x, s),
    }
}

fn round_half_up(x: f64, s: f64) -> f64 {
    let rounded = (x * s).round();
    if s == 1.0 {
        return rounded;
    }
    if x > 0.0 {
        if (rounded + 0.5) / s <= x {
            rounded + 1.0
        } else {
            rounded
        }
    } else if (rounded - 0.5) / s >= x {
        rounded - 1.0
    } else {
        rounded
    }
}

fn round_half_down(x: f64, s: f64) -> f64 {
    let rounded = (x * s).round();
    if x > 0.0 {
        if (rounded - 0.5) / s >= x {
            rounded - 1.0
        } else {
            rounded
        }
    } else if (rounded + 0.5) / s <= x {
        rounded + 1.0
    } else {
        rounded
    }
}

fn round_half_even(x: f64, s: f64) -> f64 {
    let scaled = x * s;
    if x > 0.0 {
        let below = scaled.floor();
        let rest = scaled - below;
        let step = if rest > 0.5 {
            1.0
        } else if rest == 0.5 || (below + 0.5) / s <= x {
            below % 2.0
        } else {
            0.0
        };
        below + step
    } else if x < 0.0 {
        let above = scaled.ceil();
        let rest = above - scaled;
        let step = if rest > 0.5 {
            1.0
        } else if rest == 0.5 || (above - 0.5) / s >= x {
            -above % 2.0
        } else {
            0.0
        };
        above - step
    } else {
        x
    }
}
