//! `Integer#**` and `Integer#pow`.

use super::{ArithmeticError, Int};
use crate::number::ruby::Rational;
use crate::number::ruby::float;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, Zero};

/// What `Integer#**` gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Power {
    /// For an exponent that is not negative.
    Integer(Int),
    /// For a negative exponent.
    Rational(Rational),
}

impl Int {
    /// `self ** exponent`.
    ///
    /// # Errors
    /// ZeroDivisionError for a power of 0 with a negative exponent; [`ArithmeticError::TooLarge`]
    /// when the result has more than `limit` bits (CRuby warns and gives Infinity beyond 2^25).
    pub fn pow(&self, exponent: &Self, limit: u64) -> Result<Power, ArithmeticError> {
        match self {
            Self::Small(1) => return Ok(Power::Integer(Self::Small(1))),
            Self::Small(-1) => {
                let value = if exponent.is_odd() { -1 } else { 1 };
                return Ok(Power::Integer(Self::Small(value)));
            }
            Self::Small(0) if exponent.signum() < 0 => return Err(ArithmeticError::DividedByZero),
            _ => {}
        }
        let power = self.positive_pow(&exponent.abs(), limit)?;
        if exponent.signum() < 0 {
            return Ok(Power::Rational(Rational::new(BigInt::from(1), power.into())?));
        }
        Ok(Power::Integer(power))
    }

    fn positive_pow(&self, exponent: &Self, limit: u64) -> Result<Self, ArithmeticError> {
        if exponent.is_zero() {
            return Ok(Self::Small(1));
        }
        if self.is_zero() {
            return Ok(Self::Small(0));
        }
        let base = self.to_big();
        // An exponent that passes the limit is below 2^32, as the base has two bits at least.
        let exponent = exponent
            .to_i64()
            .and_then(|exponent| u32::try_from(exponent).ok())
            .filter(|exponent| (base.bits() - 1).saturating_mul(u64::from(*exponent)) < limit)
            .ok_or(ArithmeticError::TooLarge)?;
        Ok(base.pow(exponent).into())
    }

    /// `self ** exponent` for a Float.
    ///
    /// # Errors
    /// [`ArithmeticError::Complex`] for a negative number and a fractional exponent.
    pub fn pow_f64(&self, exponent: f64) -> Result<f64, ArithmeticError> {
        match self {
            _ if exponent == 0.0 => Ok(1.0),
            // CRuby looks at the sign of the exponent only, even for NaN.
            Self::Small(0) => Ok(if exponent < 0.0 { f64::INFINITY } else { 0.0 }),
            Self::Small(1) => Ok(1.0),
            _ => float::pow_f64(self.to_f64(), exponent),
        }
    }

    /// `Integer#pow(exponent, modulus)`.
    ///
    /// # Errors
    /// RangeError for a negative exponent, ZeroDivisionError.
    pub fn pow_mod(&self, exponent: &Self, modulus: &Self) -> Result<Self, ArithmeticError> {
        if exponent.signum() < 0 {
            return Err(ArithmeticError::NegativeExponentWithModulus);
        }
        if modulus.is_zero() {
            return Err(ArithmeticError::DividedByZero);
        }
        let divisor = modulus.to_big();
        let size = divisor.abs();
        let power = self.to_big().mod_floor(&size).modpow(&exponent.to_big(), &size);
        if power.is_zero() && modulus.signum() < 0 && !modulus.abs().is_fixnum() {
            // CRuby takes 0 for positive here, and gives the modulus.
            return Ok(modulus.clone());
        }
        Ok(power.mod_floor(&divisor).into())
    }
}
