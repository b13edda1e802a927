//! `+ - * / % divmod remainder gcd lcm fdiv abs` of Integer.
//!
//! Division rounds towards minus infinity, and the modulus has the sign of the divisor.

use super::{ArithmeticError, Int};
use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};

impl Int {
    /// `self + other`.
    pub fn add(&self, other: &Self) -> Self {
        if let (Self::Small(a), Self::Small(b)) = (self, other)
            && let Some(sum) = a.checked_add(*b)
        {
            return Self::Small(sum);
        }
        (self.to_big() + other.to_big()).into()
    }

    /// `self - other`.
    pub fn sub(&self, other: &Self) -> Self {
        if let (Self::Small(a), Self::Small(b)) = (self, other)
            && let Some(difference) = a.checked_sub(*b)
        {
            return Self::Small(difference);
        }
        (self.to_big() - other.to_big()).into()
    }

    /// `self * other`.
    pub fn mul(&self, other: &Self) -> Self {
        if let (Self::Small(a), Self::Small(b)) = (self, other)
            && let Some(product) = a.checked_mul(*b)
        {
            return Self::Small(product);
        }
        (self.to_big() * other.to_big()).into()
    }

    /// `-self`.
    pub fn neg(&self) -> Self {
        Self::Small(0).sub(self)
    }

    /// `Integer#abs`.
    pub fn abs(&self) -> Self {
        if self.signum() < 0 { self.neg() } else { self.clone() }
    }

    /// `Integer#divmod`: quotient and modulus.
    ///
    /// # Errors
    /// ZeroDivisionError.
    pub fn divmod(&self, other: &Self) -> Result<(Self, Self), ArithmeticError> {
        if other.is_zero() {
            return Err(ArithmeticError::DividedByZero);
        }
        if let (Self::Small(a), Self::Small(b)) = (self, other)
            && let (Some(quotient), Some(rest)) = (a.checked_div(*b), a.checked_rem(*b))
        {
            return Ok(if rest != 0 && (rest < 0) != (*b < 0) {
                (Self::Small(quotient - 1), Self::Small(rest + b))
            } else {
                (Self::Small(quotient), Self::Small(rest))
            });
        }
        let (quotient, modulus) = self.to_big().div_mod_floor(&other.to_big());
        Ok((quotient.into(), modulus.into()))
    }

    /// `self / other`, rounded down.
    ///
    /// # Errors
    /// ZeroDivisionError.
    pub fn div(&self, other: &Self) -> Result<Self, ArithmeticError> {
        Ok(self.divmod(other)?.0)
    }

    /// `self % other`.
    ///
    /// # Errors
    /// ZeroDivisionError.
    pub fn modulo(&self, other: &Self) -> Result<Self, ArithmeticError> {
        Ok(self.divmod(other)?.1)
    }

    /// `Integer#remainder`, which has the sign of `self`.
    ///
    /// # Errors
    /// ZeroDivisionError.
    pub fn remainder(&self, other: &Self) -> Result<Self, ArithmeticError> {
        let modulus = self.modulo(other)?;
        Ok(if !modulus.is_zero() && self.signum() != other.signum() {
            modulus.sub(other)
        } else {
            modulus
        })
    }

    /// `Integer#gcd`, never negative.
    pub fn gcd(&self, other: &Self) -> Self {
        self.to_big().gcd(&other.to_big()).abs().into()
    }

    /// `Integer#lcm`, never negative.
    pub fn lcm(&self, other: &Self) -> Self {
        if self.is_zero() || other.is_zero() {
            return Self::Small(0);
        }
        self.to_big().lcm(&other.to_big()).abs().into()
    }

    /// `Integer#fdiv`, which also is how a Rational becomes a Float.
    ///
    /// The parts are rounded before they are divided, as CRuby does; for a big divisor, and a dividend
    /// beyond the range of doubles, as many bits are divided as CRuby takes then.
    pub fn fdiv(&self, other: &Self) -> f64 {
        let divisor = self.gcd(other);
        let (x, y) = if divisor == Self::Small(1) || other.is_zero() {
            (self.to_big(), other.to_big())
        } else {
            (self.to_big() / divisor.to_big(), other.to_big() / divisor.to_big())
        };
        let divisor = Self::from(y.clone());
        let dividend = Self::from(x.clone()).to_f64();
        if divisor.is_fixnum() && dividend.is_finite() {
            return dividend / divisor.to_f64();
        }
        big_fdiv(&x, &y)
    }
}

/// Length in bits of the words of CRuby's big integers.
const WORD: i64 = 64;

/// The quotient of the 64 leading bits of `y` and of `x` with some 128 bits.
fn big_fdiv(x: &BigInt, y: &BigInt) -> f64 {
    if x.is_zero() {
        return if y.sign() == Sign::Minus { -0.0 } else { 0.0 };
    }
    let bits = |value: &BigInt| i64::try_from(value.bits()).unwrap_or(i64::MAX);
    let ey = bits(y) - WORD;
    let y = shift(y, ey);
    let mut ex = bits(x) - 2 * WORD;
    if ex > WORD {
        ex -= WORD;
    } else if ex > 0 {
        ex = 0;
    }
    let quotient = shift(x, ex) / y;
    let exponent = (ex - ey).clamp(-10_000, 10_000).to_i32().unwrap_or(0);
    libm::ldexp(Int::from(quotient).to_f64(), exponent)
}

/// Shifts to the right, rounding down, or to the left for a negative count.
fn shift(value: &BigInt, count: i64) -> BigInt {
    if count < 0 {
        value << count.unsigned_abs()
    } else {
        value >> count.unsigned_abs()
    }
}
