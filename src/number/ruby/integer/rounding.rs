//! `floor ceil round truncate` of Integer with a count of digits.
//!
//! A count that is not negative changes nothing. For a negative one CRuby gives 0 as soon as its
//! estimate says that the power of ten exceeds the number's bytes, even for `floor` of a negative
//! number; this follows it, and its two ways for small and big integers.

use super::Int;
use crate::number::ruby::Half;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, Zero};

impl Int {
    /// 10^-digits, or none where CRuby gives 0 without looking.
    fn unit(&self, digits: i64) -> Option<BigInt> {
        let bytes = if self.is_fixnum() {
            8
        } else {
            self.to_big().bits().div_ceil(8)
        };
        // The estimate is CRuby's, in doubles.
        if -0.415_241 * digits as f64 - 0.125 > bytes as f64 {
            return None;
        }
        let exponent = u32::try_from(digits.unsigned_abs()).ok()?;
        Some(BigInt::from(10).pow(exponent))
    }

    /// Whether CRuby computes with machine words here.
    fn in_words(&self, unit: &BigInt) -> bool {
        self.is_fixnum() && Self::from(unit.clone()).is_fixnum()
    }

    /// `Integer#floor(digits)`.
    pub fn floor(&self, digits: i64) -> Self {
        if digits >= 0 {
            return self.clone();
        }
        let Some(unit) = self.unit(digits) else {
            return Self::Small(0);
        };
        let value = self.to_big();
        (value.div_floor(&unit) * unit).into()
    }

    /// `Integer#ceil(digits)`.
    pub fn ceil(&self, digits: i64) -> Self {
        if digits >= 0 {
            return self.clone();
        }
        let Some(unit) = self.unit(digits) else {
            return Self::Small(0);
        };
        let value = self.to_big();
        let rest = value.mod_floor(&unit);
        if rest.is_zero() && self.in_words(&unit) {
            return self.clone();
        }
        // With big integers CRuby adds a whole unit to a multiple, too.
        (value - rest + unit).into()
    }

    /// `Integer#truncate(digits)`.
    pub fn truncate(&self, digits: i64) -> Self {
        if digits >= 0 {
            return self.clone();
        }
        let Some(unit) = self.unit(digits) else {
            return Self::Small(0);
        };
        let value = self.to_big();
        let rest = value.mod_floor(&unit);
        if value.is_negative() && !(rest.is_zero() && self.in_words(&unit)) {
            // With big integers CRuby adds a whole unit to a multiple, too.
            return (value - rest + unit).into();
        }
        (value - rest).into()
    }

    /// `Integer#round(digits, half:)`.
    pub fn round(&self, digits: i64, half: Half) -> Self {
        if digits >= 0 {
            return self.clone();
        }
        let Some(unit) = self.unit(digits) else {
            return Self::Small(0);
        };
        let value = self.to_big();
        let (quotient, rest) = value.div_mod_floor(&unit);
        let lower = &quotient * &unit;
        let up = match (rest * 2_u8).cmp(&unit) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Equal => match half {
                Half::Up => value.is_positive(),
                Half::Even => quotient.is_odd(),
                Half::Down => value.is_negative(),
            },
        };
        if up { (lower + unit).into() } else { lower.into() }
    }
}
