//! Conversions of a Number to integers (ECMA-262 §7.1).

use super::constants::MAX_SAFE_INTEGER;
use crate::number::magnitude::decompose;

/// ToUint32: the integer part modulo 2^32.
pub fn to_uint32(x: f64) -> u32 {
    if !x.is_finite() {
        return 0;
    }
    let (mantissa, exponent) = decompose(x);
    let low = match exponent {
        ..=-64 => 0,
        -63..=-1 => mantissa >> exponent.unsigned_abs(),
        0..=31 => mantissa << exponent,
        // All bits lie above the 32 that count.
        _ => 0,
    };
    let low = u32::try_from(low & 0xffff_ffff).unwrap_or(0);
    if x < 0.0 { low.wrapping_neg() } else { low }
}

/// ToInt32: the integer part modulo 2^32, read as a signed number.
pub fn to_int32(x: f64) -> i32 {
    to_uint32(x).cast_signed()
}

/// ToIntegerOrInfinity: the integer part, NaN and both zeros being 0.
pub fn to_integer_or_infinity(x: f64) -> f64 {
    if x.is_nan() {
        return 0.0;
    }
    // Adding a positive zero turns -0 into 0.
    x.trunc() + 0.0
}

/// ToLength: the integer part between 0 and 2^53 - 1.
pub fn to_length(x: f64) -> u64 {
    let length = to_integer_or_infinity(x).clamp(0.0, MAX_SAFE_INTEGER);
    // A clamped integral double fits exactly.
    length as u64
}

/// `Number.isInteger`.
pub fn is_integer(x: f64) -> bool {
    x.is_finite() && x.trunc() == x
}

/// `Number.isSafeInteger`.
pub fn is_safe_integer(x: f64) -> bool {
    is_integer(x) && x.abs() <= MAX_SAFE_INTEGER
}
