//! Exact conversion between big natural numbers and doubles.
//!
//! Rounding is to nearest, ties to even, in one step; overflow gives infinity.

use num_bigint::BigUint;

/// The double nearest to `value * 2^exponent`, where `sticky` says that the true value is a
/// little larger than `value`.
///
/// `exponent` may have any size; a result below the normal range is rounded once, at its own
/// precision.
pub(crate) fn scaled(value: &BigUint, exponent: i64, sticky: bool) -> f64 {
    let bits = i64::try_from(value.bits()).unwrap_or(i64::MAX);
    if bits == 0 {
        return 0.0;
    }
    // The leading bit has weight 2^top.
    let top = bits.saturating_add(exponent).saturating_sub(1);
    if top > 1023 {
        return f64::INFINITY;
    }
    if top < -1076 {
        return 0.0;
    }
    // Weight of the last bit that the result can hold.
    let last = (top - 52).max(-1074);
    let drop = last - exponent;
    let (mut mantissa, rest) = if drop <= 0 {
        // Nothing is dropped, and a little more is still less than half.
        let kept = value << drop.unsigned_abs();
        (low_u64(&kept), Remainder::BelowHalf)
    } else {
        let drop = drop.unsigned_abs();
        let kept = value >> drop;
        (low_u64(&kept), Remainder::of(value, drop, sticky))
    };
    if rest == Remainder::AboveHalf || (rest == Remainder::Half && mantissa & 1 == 1) {
        mantissa += 1;
    }
    compose(mantissa, last)
}

/// The double nearest to `value`.
pub(crate) fn to_f64(value: &BigUint) -> f64 {
    scaled(value, 0, false)
}

fn low_u64(value: &BigUint) -> u64 {
    value.iter_u64_digits().next().unwrap_or(0)
}

/// What lies behind the last bit that is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Remainder {
    BelowHalf,
    Half,
    AboveHalf,
}

impl Remainder {
    fn of(value: &BigUint, drop: u64, sticky: bool) -> Self {
        if !value.bit(drop - 1) {
            return Self::BelowHalf;
        }
        let below = value.trailing_zeros().unwrap_or(0) < drop - 1;
        if below || sticky { Self::AboveHalf } else { Self::Half }
    }
}

/// `mantissa * 2^last`, where the mantissa has at most 53 bits, or is 2^53 after a carry.
fn compose(mantissa: u64, last: i64) -> f64 {
    let (mantissa, last) = if mantissa == 1 << 53 {
        (1 << 52, last + 1)
    } else {
        (mantissa, last)
    };
    if mantissa < 1 << 52 {
        // Only a subnormal result has fewer bits, and its last bit has weight 2^-1074.
        return f64::from_bits(mantissa);
    }
    let biased = last + 1075;
    match u64::try_from(biased) {
        Ok(biased) if biased < 0x7ff => f64::from_bits((biased << 52) | (mantissa & ((1 << 52) - 1))),
        _ => f64::INFINITY,
    }
}

/// `x` as `mantissa * 2^exponent`; `x` is finite and its sign is ignored.
pub(crate) fn decompose(x: f64) -> (u64, i32) {
    let bits = x.to_bits();
    let biased = i32::try_from((bits >> 52) & 0x7ff).unwrap_or(0);
    let fraction = bits & ((1 << 52) - 1);
    if biased == 0 {
        (fraction, -1074)
    } else {
        (fraction | (1 << 52), biased - 1075)
    }
}
