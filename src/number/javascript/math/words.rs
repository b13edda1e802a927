//! The two 32-bit words of a double, in which fdlibm thinks.

/// Sign, exponent and the upper 20 bits of the fraction.
pub(super) fn high(x: f64) -> i32 {
    // The shift leaves 32 bits.
    (x.to_bits() >> 32) as u32 as i32
}

/// The lower 32 bits of the fraction.
pub(super) fn low(x: f64) -> u32 {
    // The lower half is what is wanted.
    x.to_bits() as u32
}

/// The high word of `|x|`.
pub(super) fn high_abs(x: f64) -> i32 {
    high(x) & 0x7fff_ffff
}

/// `x` with another high word.
pub(super) fn with_high(x: f64, high: i32) -> f64 {
    f64::from_bits((u64::from(high.cast_unsigned()) << 32) | u64::from(low(x)))
}

/// `x` with its low word cleared: 21 significant bits.
pub(super) fn head(x: f64) -> f64 {
    f64::from_bits(x.to_bits() & 0xffff_ffff_0000_0000)
}

/// 2^k for a normal result.
pub(super) fn power_of_two(k: i32) -> f64 {
    debug_assert!((-1022..=1023).contains(&k));
    with_high(0.0, (1023 + k) << 20)
}
