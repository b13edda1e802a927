//! Integer: 64 bits, and as many more as a value needs.
//!
//! Invariant: a value that fits in an `i64` is always `Small`, so equal values have equal forms.

mod arithmetic;
mod bits;
mod compare;
mod power;
mod rounding;

pub use power::Power;

use super::ArithmeticError;
use crate::number::magnitude;
use num_bigint::{BigInt, BigUint, Sign};
use num_traits::{FromPrimitive, ToPrimitive};

/// An Integer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Int {
    /// A value of 64 bits.
    Small(i64),
    /// Any other value.
    Big(BigInt),
}

impl From<i64> for Int {
    fn from(value: i64) -> Self {
        Self::Small(value)
    }
}

impl From<BigInt> for Int {
    fn from(value: BigInt) -> Self {
        match value.to_i64() {
            Some(small) => Self::Small(small),
            None => Self::Big(value),
        }
    }
}

impl From<BigUint> for Int {
    fn from(value: BigUint) -> Self {
        BigInt::from(value).into()
    }
}

impl From<Int> for BigInt {
    fn from(value: Int) -> Self {
        match value {
            Int::Small(small) => small.into(),
            Int::Big(big) => big,
        }
    }
}

impl Int {
    /// The value as a big integer.
    pub fn to_big(&self) -> BigInt {
        self.clone().into()
    }

    /// The value, if it has 64 bits.
    pub fn to_i64(&self) -> Option<i64> {
        match self {
            Self::Small(value) => Some(*value),
            Self::Big(_) => None,
        }
    }

    /// Whether CRuby holds the value without an object: 63 bits. Some of its methods take another
    /// way for the others, with another result.
    pub(crate) fn is_fixnum(&self) -> bool {
        matches!(self, Self::Small(value) if (-(1 << 62)..1 << 62).contains(value))
    }

    /// -1, 0 or 1.
    pub fn signum(&self) -> i64 {
        match self {
            Self::Small(value) => value.signum(),
            Self::Big(big) => match big.sign() {
                Sign::Minus => -1,
                Sign::NoSign => 0,
                Sign::Plus => 1,
            },
        }
    }

    /// Whether the value is 0.
    pub fn is_zero(&self) -> bool {
        matches!(self, Self::Small(0))
    }

    /// `Integer#odd?`.
    pub fn is_odd(&self) -> bool {
        match self {
            Self::Small(value) => value & 1 == 1,
            Self::Big(big) => big.bit(0),
        }
    }

    /// `Integer#to_f`: the nearest double, a half going to even; an infinity beyond the range.
    pub fn to_f64(&self) -> f64 {
        match self {
            // The cast rounds to nearest, ties to even.
            Self::Small(value) => *value as f64,
            Self::Big(big) => {
                let size = magnitude::to_f64(big.magnitude());
                if big.sign() == Sign::Minus { -size } else { size }
            }
        }
    }

    /// `Float#to_i`: the integer part, exactly.
    ///
    /// # Errors
    /// FloatDomainError for what is not finite.
    pub fn from_f64(x: f64) -> Result<Self, ArithmeticError> {
        if x.is_nan() {
            return Err(ArithmeticError::NotANumber);
        }
        match BigInt::from_f64(x.trunc()) {
            Some(big) => Ok(big.into()),
            None => Err(ArithmeticError::Infinite { negative: x < 0.0 }),
        }
    }

    /// `Integer#to_s(base)`.
    ///
    /// # Errors
    /// ArgumentError when the base is outside 2..=36.
    pub fn to_string_radix(&self, radix: i64) -> Result<String, ArithmeticError> {
        match u32::try_from(radix) {
            Ok(radix @ 2..=36) => Ok(self.to_big().to_str_radix(radix)),
            _ => Err(ArithmeticError::InvalidRadix(radix)),
        }
    }
}

impl std::fmt::Display for Int {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Small(value) => write!(f, "{value}"),
            Self::Big(big) => write!(f, "{big}"),
        }
    }
}
