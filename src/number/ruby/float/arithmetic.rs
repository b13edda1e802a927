//! Division, power and neighbours of Floats.

use super::power;
use crate::number::magnitude::decompose;
use crate::number::ruby::{ArithmeticError, Int, Rational};
use num_bigint::BigInt;

/// Quotient and modulus: the modulus has the sign of `y`, the quotient is integral.
fn parts(x: f64, y: f64) -> Result<(f64, f64), ArithmeticError> {
    if y == 0.0 {
        return Err(ArithmeticError::DividedByZero);
    }
    if y.is_nan() {
        return Ok((y, y));
    }
    let mut modulus = if y.is_infinite() && x.is_finite() { x } else { x % y };
    let mut quotient = if x.is_infinite() && y.is_finite() {
        x
    } else {
        ((x - modulus) / y).round()
    };
    if y * modulus < 0.0 {
        modulus += y;
        quotient -= 1.0;
    }
    Ok((quotient, modulus))
}

/// `Float#divmod`.
///
/// # Errors
/// ZeroDivisionError for a zero divisor, FloatDomainError where the quotient is no Integer.
pub fn divmod(x: f64, y: f64) -> Result<(Int, f64), ArithmeticError> {
    let (quotient, modulus) = parts(x, y)?;
    Ok((Int::from_f64(quotient)?, modulus))
}

/// `Float#%` and `Float#modulo`.
///
/// # Errors
/// ZeroDivisionError for a zero divisor.
pub fn modulo(x: f64, y: f64) -> Result<f64, ArithmeticError> {
    Ok(parts(x, y)?.1)
}

/// `Numeric#remainder` of Floats: the modulus with the sign of `x`.
///
/// # Errors
/// ZeroDivisionError for a zero divisor.
pub fn remainder(x: f64, y: f64) -> Result<f64, ArithmeticError> {
    let modulus = modulo(x, y)?;
    if modulus != 0.0 && ((x < 0.0 && y > 0.0) || (x > 0.0 && y < 0.0)) {
        return Ok(if y.is_infinite() { x } else { modulus - y });
    }
    Ok(modulus)
}

/// `Float#**` with a Float.
///
/// # Errors
/// [`ArithmeticError::Complex`] for a negative number and a fractional exponent.
pub fn pow_f64(x: f64, y: f64) -> Result<f64, ArithmeticError> {
    if x < 0.0 && y != y.round() {
        return Err(ArithmeticError::Complex);
    }
    Ok(power::pow(x, y))
}

/// `Float#**` with an Integer.
pub fn pow(x: f64, y: &Int) -> f64 {
    if *y == Int::Small(2) {
        return x * x;
    }
    power::pow(x, y.to_f64())
}

/// `Float#to_i`.
///
/// # Errors
/// FloatDomainError for what is not finite.
pub fn to_i(x: f64) -> Result<Int, ArithmeticError> {
    Int::from_f64(x)
}

/// `Float#to_r`, exactly.
///
/// # Errors
/// FloatDomainError for what is not finite.
pub fn to_r(x: f64) -> Result<Rational, ArithmeticError> {
    // Reports what is not finite.
    Int::from_f64(x)?;
    let (mantissa, exponent) = decompose(x);
    let mantissa = BigInt::from(mantissa);
    let mantissa = if x < 0.0 { -mantissa } else { mantissa };
    let power = BigInt::from(1) << exponent.unsigned_abs();
    if exponent < 0 {
        Rational::new(mantissa, power)
    } else {
        Rational::new(mantissa * power, BigInt::from(1))
    }
}

/// `Float#next_float`.
pub fn next_float(x: f64) -> f64 {
    x.next_up()
}

/// `Float#prev_float`.
pub fn prev_float(x: f64) -> f64 {
    x.next_down()
}
