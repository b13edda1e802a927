//! Rational: what `Integer#**` with a negative exponent and the difference of two Dates are.
//!
//! Invariant: the denominator is positive and has no factor in common with the numerator.

use super::integer::Int;
use super::{ArithmeticError, Half};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};
use std::cmp::Ordering;

/// An exact fraction.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rational {
    numerator: BigInt,
    denominator: BigInt,
}

impl From<Int> for Rational {
    fn from(value: Int) -> Self {
        Self {
            numerator: value.into(),
            denominator: BigInt::one(),
        }
    }
}

impl Rational {
    /// The fraction in lowest terms.
    ///
    /// # Errors
    /// ZeroDivisionError.
    pub fn new(numerator: BigInt, denominator: BigInt) -> Result<Self, ArithmeticError> {
        if denominator.is_zero() {
            return Err(ArithmeticError::DividedByZero);
        }
        let divisor = numerator.gcd(&denominator);
        let divisor = if denominator.is_negative() { -divisor } else { divisor };
        Ok(Self {
            numerator: numerator / &divisor,
            denominator: denominator / divisor,
        })
    }

    /// A fraction whose denominator is not zero.
    fn reduced(numerator: BigInt, denominator: BigInt) -> Self {
        let divisor = numerator.gcd(&denominator);
        Self {
            numerator: numerator / &divisor,
            denominator: denominator / divisor,
        }
    }

    /// `Rational#numerator`.
    pub fn numerator(&self) -> &BigInt {
        &self.numerator
    }

    /// `Rational#denominator`.
    pub fn denominator(&self) -> &BigInt {
        &self.denominator
    }

    /// `self + other`.
    pub fn add(&self, other: &Self) -> Self {
        Self::reduced(
            &self.numerator * &other.denominator + &other.numerator * &self.denominator,
            &self.denominator * &other.denominator,
        )
    }

    /// `self - other`.
    pub fn sub(&self, other: &Self) -> Self {
        self.add(&other.neg())
    }

    /// `-self`.
    pub fn neg(&self) -> Self {
        Self {
            numerator: -&self.numerator,
            denominator: self.denominator.clone(),
        }
    }

    /// `self * other`.
    pub fn mul(&self, other: &Self) -> Self {
        Self::reduced(
            &self.numerator * &other.numerator,
            &self.denominator * &other.denominator,
        )
    }

    /// `self / other`.
    ///
    /// # Errors
    /// ZeroDivisionError.
    pub fn div(&self, other: &Self) -> Result<Self, ArithmeticError> {
        Self::new(
            &self.numerator * &other.denominator,
            &self.denominator * &other.numerator,
        )
    }

    /// `Rational#to_i`: towards zero.
    pub fn to_i(&self) -> Int {
        (&self.numerator / &self.denominator).into()
    }

    /// `Rational#to_f`.
    pub fn to_f64(&self) -> f64 {
        Int::from(self.numerator.clone()).fdiv(&self.denominator.clone().into())
    }

    /// `Float()` of a Rational, which divides the two parts as doubles.
    pub fn to_f64_by_parts(&self) -> f64 {
        let part = |part: &BigInt| Int::from(part.clone()).to_f64();
        part(&self.numerator) / part(&self.denominator)
    }

    /// `Rational#floor`.
    pub fn floor(&self) -> Int {
        self.numerator.div_floor(&self.denominator).into()
    }

    /// `Rational#ceil`.
    pub fn ceil(&self) -> Int {
        self.neg().floor().neg()
    }

    /// `Rational#round(half:)`.
    pub fn round(&self, half: Half) -> Int {
        let (quotient, rest) = self.numerator.abs().div_mod_floor(&self.denominator);
        let up = match (rest * 2_u8).cmp(&self.denominator) {
            Ordering::Less => false,
            Ordering::Greater => true,
            Ordering::Equal => match half {
                Half::Up => true,
                Half::Even => quotient.is_odd(),
                Half::Down => false,
            },
        };
        let size = if up { quotient + 1 } else { quotient };
        Int::from(if self.numerator.is_negative() { -size } else { size })
    }

    /// `self * 10^digits`, for any sign of the count.
    fn scaled(&self, digits: i32) -> Self {
        let power = BigInt::from(10).pow(digits.unsigned_abs());
        if digits < 0 {
            Self::reduced(self.numerator.clone(), &self.denominator * power)
        } else {
            Self::reduced(&self.numerator * power, self.denominator.clone())
        }
    }

    /// `Rational#round(digits, half:)`.
    ///
    /// The cost grows with the count, which the caller bounds.
    pub fn round_digits(&self, digits: i32, half: Half) -> Self {
        Self::from(self.scaled(digits).round(half)).scaled(digits.saturating_neg())
    }

    /// `Rational#inspect`: `(1/8)`.
    pub fn inspect(&self) -> String {
        format!("({self})")
    }
}

impl std::fmt::Display for Rational {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.numerator * &other.denominator).cmp(&(&other.numerator * &self.denominator))
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
