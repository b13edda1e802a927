//! `& | ^ ~ << >> [] bit_length digits` of Integer, in two's complement without end.

use super::{ArithmeticError, Int};
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

impl Int {
    /// `self & other`.
    pub fn bit_and(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Small(a), Self::Small(b)) => Self::Small(a & b),
            _ => (self.to_big() & other.to_big()).into(),
        }
    }

    /// `self | other`.
    pub fn bit_or(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Small(a), Self::Small(b)) => Self::Small(a | b),
            _ => (self.to_big() | other.to_big()).into(),
        }
    }

    /// `self ^ other`.
    pub fn bit_xor(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Small(a), Self::Small(b)) => Self::Small(a ^ b),
            _ => (self.to_big() ^ other.to_big()).into(),
        }
    }

    /// `~self`.
    pub fn bit_not(&self) -> Self {
        Self::Small(-1).sub(self)
    }

    /// `self << count`; a negative count shifts to the right.
    ///
    /// # Errors
    /// [`ArithmeticError::TooLarge`] when the result has more than `limit` bits.
    pub fn shl(&self, count: &Self, limit: u64) -> Result<Self, ArithmeticError> {
        if count.signum() < 0 {
            return self.shr(&count.neg(), limit);
        }
        if self.is_zero() {
            return Ok(Self::Small(0));
        }
        let count = count
            .to_i64()
            .and_then(|count| u64::try_from(count).ok())
            .filter(|count| count.saturating_add(self.to_big().bits()) <= limit)
            .ok_or(ArithmeticError::TooLarge)?;
        Ok((self.to_big() << count).into())
    }

    /// `self >> count`, rounding down; a negative count shifts to the left.
    ///
    /// # Errors
    /// [`ArithmeticError::TooLarge`] when the result has more than `limit` bits.
    pub fn shr(&self, count: &Self, limit: u64) -> Result<Self, ArithmeticError> {
        if count.signum() < 0 {
            return self.shl(&count.neg(), limit);
        }
        let value = self.to_big();
        let count = count.to_i64().and_then(|count| u64::try_from(count).ok());
        Ok(match count {
            Some(count) if count <= value.bits() => (value >> count).into(),
            _ if value.is_negative() => Self::Small(-1),
            _ => Self::Small(0),
        })
    }

    /// `Integer#[]` with one index.
    pub fn bit(&self, index: &Self) -> Self {
        let negative = i64::from(self.signum() < 0);
        if index.signum() < 0 {
            return Self::Small(0);
        }
        let index = index.to_i64().and_then(|index| u64::try_from(index).ok());
        Self::Small(match index {
            Some(index) => i64::from(self.to_big().bit(index)),
            None => negative,
        })
    }

    /// `Integer#bit_length`: bits but the sign.
    pub fn bit_length(&self) -> u64 {
        if self.signum() < 0 {
            self.bit_not().to_big().bits()
        } else {
            self.to_big().bits()
        }
    }

    /// `Integer#digits(base)`, the lowest first.
    ///
    /// # Errors
    /// Math::DomainError for a negative number, ArgumentError for a negative base and a base
    /// below 2.
    pub fn digits(&self, base: &Self) -> Result<Vec<Self>, ArithmeticError> {
        if self.signum() < 0 {
            return Err(ArithmeticError::OutOfDomain);
        }
        if base.signum() < 0 {
            return Err(ArithmeticError::NegativeRadix);
        }
        if let Some(small @ 0..=1) = base.to_i64() {
            return Err(ArithmeticError::InvalidRadix(small));
        }
        if self.is_zero() {
            return Ok(vec![Self::Small(0)]);
        }
        let mut digits = self.plain_digits(base);
        // CRuby cuts a long number by squares of the base, and misses the last square if the
        // number is just that: the highest digit then is the base itself.
        let places = digits.len() - 1;
        if self.bit_length() / base.bit_length() >= 50
            && places.is_power_of_two()
            && digits[..places].iter().all(Self::is_zero)
            && digits[places] == Self::Small(1)
        {
            digits.pop();
            digits[places - 1] = base.clone();
        }
        Ok(digits)
    }

    /// The digits of a positive number for a base of 2 or more, one at least.
    fn plain_digits(&self, base: &Self) -> Vec<Self> {
        if let Some(radix) = base.to_i64().and_then(|base| base.to_u32()).filter(|base| *base <= 256) {
            let (_, digits) = self.to_big().to_radix_le(radix);
            return digits.into_iter().map(|d| Self::Small(d.into())).collect();
        }
        let base = base.to_big();
        let mut rest = self.to_big();
        let mut digits = Vec::new();
        while rest.is_positive() {
            digits.push(Self::from(&rest % &base));
            rest = &rest / &base;
        }
        digits
    }
}

impl Int {
    /// The magnitude in bits, which bounds the cost of arithmetic with the value.
    pub fn size_in_bits(&self) -> u64 {
        match self {
            Self::Small(_) => 64,
            Self::Big(big) => BigInt::bits(big),
        }
    }
}
