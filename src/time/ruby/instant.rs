//! An exact point in time: nanoseconds since 1970 and a binary fraction of a nanosecond.
//!
//! CRuby keeps times as rationals. Integers, nanoseconds and all Floats of usual size fit 64 binary digits below the
//! nanosecond; what does not fit is unsupported, so that no time is ever rounded.
//!
//! Invariant: the time lies within a thousand million years of 1970.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::number::{Number, check_finite};
use crate::time::TimeError;

/// Years beyond this are unsupported.
pub(super) const MAX_YEAR: u64 = 1_000_000_000;
const MAX_SECONDS: u128 = 31_556_952 * (MAX_YEAR as u128 + 1);
const NANOS: i128 = 1_000_000_000;

/// A point in time, or a difference of two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant {
    nanos: i128,
    /// In units of 2^-64 nanoseconds.
    below: u64,
}

const TOO_FINE: TimeError = TimeError::Unsupported("a fraction that has no finite binary form");
const TOO_FAR: TimeError = TimeError::Unsupported("a time beyond a thousand million years");

impl Instant {
    /// The epoch.
    pub const EPOCH: Self = Self { nanos: 0, below: 0 };

    fn checked(nanos: Option<i128>, below: u64) -> Result<Self, TimeError> {
        nanos
            .filter(|nanos| nanos.unsigned_abs() <= MAX_SECONDS * NANOS as u128)
            .map(|nanos| Self { nanos, below })
            .ok_or(TOO_FAR)
    }

    /// Seconds since the epoch.
    pub fn from_seconds(seconds: i64) -> Result<Self, TimeError> {
        Self::checked(i128::from(seconds).checked_mul(NANOS), 0)
    }

    /// Seconds and nanoseconds since the epoch.
    pub fn from_parts(seconds: i64, nanos: u32) -> Result<Self, TimeError> {
        Self::checked(
            i128::from(seconds)
                .checked_mul(NANOS)
                .and_then(|whole| whole.checked_add(i128::from(nanos))),
            0,
        )
    }

    /// Milliseconds since the epoch, as a host gives the current time.
    pub fn from_milliseconds(milliseconds: i64) -> Result<Self, TimeError> {
        Self::checked(Some(i128::from(milliseconds) * 1_000_000), 0)
    }

    /// `number` divided by `per_second`, a divisor of 10^9.
    pub fn from_number(number: Number, per_second: u32) -> Result<Self, TimeError> {
        let scale = NANOS / i128::from(per_second.max(1));
        match number {
            Number::Integer(value) => Self::checked(i128::from(value).checked_mul(scale), 0),
            Number::Rational(numerator, denominator) => Self::from_ratio(i128::from(numerator) * scale, denominator),
            Number::Float(value) => Self::from_float(value, scale),
        }
    }

    /// `nanos / denominator` nanoseconds.
    fn from_ratio(nanos: i128, denominator: i64) -> Result<Self, TimeError> {
        let denominator = i128::from(denominator);
        if denominator <= 0 {
            return Err(TOO_FINE);
        }
        let rest = nanos.rem_euclid(denominator).unsigned_abs() << 64;
        let below = rest / denominator.unsigned_abs();
        if rest % denominator.unsigned_abs() != 0 {
            return Err(TOO_FINE);
        }
        // The rest is less than the denominator, so that its quotient has 64 bits.
        Self::checked(Some(nanos.div_euclid(denominator)), below as u64)
    }

    /// `value * scale` nanoseconds, exactly.
    fn from_float(value: f64, scale: i128) -> Result<Self, TimeError> {
        check_finite(value)?;
        if value.abs() > MAX_SECONDS as f64 * 1e9 {
            return Err(TOO_FAR);
        }
        if value == 0.0 {
            return Ok(Self::EPOCH);
        }
        let bits = value.abs().to_bits();
        let exponent = (bits >> 52) as i32;
        let fraction = bits & ((1 << 52) - 1);
        let mantissa = if exponent == 0 { fraction } else { fraction | 1 << 52 };
        let zeros = mantissa.trailing_zeros();
        let mut mantissa = i128::from(mantissa >> zeros);
        if value < 0.0 {
            mantissa = -mantissa;
        }
        // The value is mantissa * 2^power.
        let power = exponent.max(1) - 1075 + zeros as i32;
        if power >= 0 {
            let whole = mantissa.checked_mul(1_i128.checked_shl(power as u32).ok_or(TOO_FAR)?);
            return Self::checked(whole.and_then(|whole| whole.checked_mul(scale)), 0);
        }
        let Some(product) = mantissa.checked_mul(scale) else {
            return Err(TOO_FAR);
        };
        let spare = product.trailing_zeros();
        let (product, places) = (product >> spare, power.unsigned_abs() as i64 - i64::from(spare));
        match u32::try_from(places) {
            Err(_) => Self::checked(product.checked_mul(1_i128 << places.unsigned_abs().min(100)), 0),
            Ok(places @ 0..=64) => {
                let below = (product.rem_euclid(1 << places).unsigned_abs() << (64 - places)) as u64;
                Self::checked(Some(product >> places), below)
            }
            Ok(_) => Err(TOO_FINE),
        }
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Result<Self, TimeError> {
        let (below, carry) = self.below.overflowing_add(other.below);
        Self::checked(Some(self.nanos + other.nanos + i128::from(carry)), below)
    }

    /// The difference.
    pub fn minus(self, other: Self) -> Result<Self, TimeError> {
        let (below, borrow) = self.below.overflowing_sub(other.below);
        Self::checked(Some(self.nanos - other.nanos - i128::from(borrow)), below)
    }

    /// Whole seconds, rounded down.
    pub fn seconds(self) -> i64 {
        // The range of the type keeps this within 55 bits.
        self.nanos.div_euclid(NANOS) as i64
    }

    /// Whole nanoseconds of the second.
    pub fn subsecond_nanos(self) -> u32 {
        self.nanos.rem_euclid(NANOS) as u32
    }

    /// Whether there is a fraction of a nanosecond.
    pub fn has_fraction_of_nanosecond(self) -> bool {
        self.below != 0
    }

    /// The fraction of the second in lowest terms, `(0, 1)` for none.
    pub fn subsecond(self) -> (u128, u128) {
        let numerator = u128::from(self.subsecond_nanos()) << 64 | u128::from(self.below);
        let denominator = (NANOS as u128) << 64;
        let divisor = num_integer::gcd(numerator, denominator);
        (numerator / divisor, denominator / divisor)
    }

    /// The first `count` digits of the fraction of the second.
    pub(super) fn subsecond_digits(self, count: usize) -> String {
        let (mut numerator, denominator) = self.subsecond();
        (0..count)
            .map(|_| {
                numerator *= 10;
                let digit = numerator / denominator;
                numerator %= denominator;
                char::from(b'0' + digit as u8)
            })
            .collect()
    }

    /// As a Float number of seconds, with the rounding of CRuby (`rb_time_unmagnify_to_float`).
    pub fn to_f(self) -> f64 {
        if self.below == 0 {
            return self.nanos as f64 / 1e9;
        }
        let (part, denominator) = self.subsecond();
        let numerator = BigInt::from(self.seconds()) * denominator + part;
        // Numerator and denominator in lowest terms are rounded on their own; the former has 160 bits at most.
        numerator.to_f64().unwrap_or(f64::NAN) / denominator as f64
    }

    /// Rounded to `digits` decimals of a second, halves up.
    pub(super) fn round(self, digits: u32) -> Result<Self, TimeError> {
        let Some(unit) = self.decimal_unit(digits)? else {
            return Ok(self);
        };
        let rest = self.nanos.rem_euclid(unit);
        let down = self.nanos - rest;
        // For a unit of one nanosecond the half is below the nanosecond.
        let is_half = if unit == 1 {
            self.below >= 1 << 63
        } else {
            rest >= unit / 2
        };
        Self::checked(Some(if is_half { down + unit } else { down }), 0)
    }

    /// Rounded down to `digits` decimals of a second.
    pub(super) fn floor(self, digits: u32) -> Result<Self, TimeError> {
        let Some(unit) = self.decimal_unit(digits)? else {
            return Ok(self);
        };
        Self::checked(Some(self.nanos - self.nanos.rem_euclid(unit)), 0)
    }

    /// Rounded up to `digits` decimals of a second.
    pub(super) fn ceil(self, digits: u32) -> Result<Self, TimeError> {
        let down = self.floor(digits)?;
        match self.decimal_unit(digits)? {
            Some(unit) if down != self => Self::checked(Some(down.nanos + unit), 0),
            _ => Ok(down),
        }
    }

    /// The nanoseconds of one unit of the last of `digits` decimals; `None` if it changes nothing.
    fn decimal_unit(self, digits: u32) -> Result<Option<i128>, TimeError> {
        match digits {
            0..=9 => Ok(Some(10_i128.pow(9 - digits))),
            _ if self.below == 0 => Ok(None),
            _ => Err(TOO_FINE),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::ruby::{Mode, Time};

    /// Expectations from CRuby 3.1: `Time.at(x).utc.inspect` and `to_f`.
    #[test]
    fn floats_are_taken_exactly() {
        let cases = [
            (0.1, "1970-01-01 00:00:00 3602879701896397/36028797018963968 UTC"),
            (1.5, "1970-01-01 00:00:01.5 UTC"),
            (-0.5, "1969-12-31 23:59:59.5 UTC"),
            (1_750_000_000.123, "2025-06-15 15:06:40 515899/4194304 UTC"),
            (0.001, "1970-01-01 00:00:00 1152921504606847/1152921504606846976 UTC"),
        ];
        for (value, expected) in cases {
            let instant = Instant::from_number(Number::Float(value), 1).expect("a time");
            let time = Time::new(instant, Mode::Utc);
            assert_eq!(time.inspect().as_deref(), Ok(expected));
            assert_eq!(time.to_f(), value);
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let refused = |number| matches!(Instant::from_number(number, 1), Err(TimeError::Unsupported(_)));
        assert!(refused(Number::Rational(1, 3)));
        assert!(refused(Number::Float(-1e-9)));
        assert!(refused(Number::Float(1e30)));
        assert!(refused(Number::Integer(i64::MAX)));
        assert!(!refused(Number::Rational(1, 8)));
    }
}
