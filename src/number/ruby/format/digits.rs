//! Decimal digits of a Float, as CRuby's `dtoa` rounds them for `format`.
//!
//! For up to 14 digits it computes in doubles first. Where what is left is a half, as far as that
//! computation can tell, it rounds to even, although the exact number may lie on one side of the
//! half; everything else is rounded correctly.

use crate::number::decimal::{self, Tie};
use crate::number::magnitude::decompose;

/// Where the digits end.
#[derive(Clone, Copy)]
enum End {
    /// After so many significant digits.
    Significant(usize),
    /// At so many places behind the point.
    Places(usize),
}

/// Digits after rounding.
pub(super) struct Digits {
    pub(super) digits: String,
    /// The exponent of the first digit.
    pub(super) exponent: i32,
    /// Whether zeros at the end stay in `%g`: CRuby does not take them off in every branch.
    pub(super) keeps_zeros: bool,
}

/// `count` significant digits.
pub(super) fn significant(x: f64, count: usize) -> Digits {
    if x == 0.0 {
        return Digits {
            digits: "0".repeat(count),
            exponent: 0,
            keeps_zeros: false,
        };
    }
    let (exact, exact_exponent) = decimal::significant(x, count, Tie::Even);
    let Some(near) = near_half(x, End::Significant(count)) else {
        return Digits {
            digits: exact,
            exponent: exact_exponent,
            keeps_zeros: false,
        };
    };
    let rounded_up = exact != near.digits;
    if near.whole && !near.odd {
        // An integer is rounded by a second, exact computation then.
        return Digits {
            digits: exact,
            exponent: exact_exponent,
            keeps_zeros: !rounded_up,
        };
    }
    let (mut digits, mut exponent) = (near.rounded(), near.exponent);
    if digits.len() > count {
        digits.pop();
        exponent += 1;
    }
    Digits {
        digits,
        exponent,
        keeps_zeros: !near.odd && rounded_up,
    }
}

/// `places` digits behind the point.
pub(super) fn fixed(x: f64, places: usize) -> String {
    match near_half(x, End::Places(places)) {
        Some(near) => with_point(&near.rounded(), places),
        None => decimal::fixed(x, places, Tie::Even),
    }
}

/// Digits with a point before the last `places`.
pub(super) fn with_point(digits: &str, places: usize) -> String {
    if places == 0 {
        return digits.to_owned();
    }
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = padded.split_at(padded.len() - places);
    format!("{whole}.{fraction}")
}

/// Powers of ten that are exact.
const TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];
const BIG_TENS: [f64; 5] = [1e16, 1e32, 1e64, 1e128, 1e256];
/// Most digits that are computed in doubles.
const QUICK: i32 = 14;

/// The decimal logarithm of two as `dtoa` writes it.
#[expect(clippy::approx_constant, reason = "the estimate depends on the missing digits")]
const LOG10_2: f64 = 0.301_029_995_663_981;

/// An estimate of the decimal exponent, and whether it may be one too large.
fn estimate(x: f64) -> (i32, bool) {
    let (mantissa, exponent) = decompose(x);
    let shift = mantissa.leading_zeros();
    let normal = mantissa << shift;
    let binary = exponent + 63 - shift.cast_signed();
    // A subnormal number is cut to 32 bits.
    let kept = if x < f64::MIN_POSITIVE {
        normal >> 32 << 32
    } else {
        normal
    };
    let fraction = kept as f64 / 9_223_372_036_854_775_808.0;
    let estimate = (fraction - 1.5) * 0.289_529_654_602_168 + 0.176_091_259_055_8 + f64::from(binary) * LOG10_2;
    let k = estimate.floor() as i32;
    match usize::try_from(k).ok().and_then(|k| TENS.get(k)) {
        Some(ten) if x < *ten => (k - 1, false),
        Some(_) => (k, false),
        None => (k, true),
    }
}

/// `x` divided by 10^k in doubles, and how many roundings that took, two being the least.
fn scale(x: f64, k: i32) -> (f64, i32) {
    let mut roundings = 2;
    let size = k.unsigned_abs() as usize;
    let mut high = size >> 4;
    let mut value = x;
    if k > 0 {
        let mut divisor = TENS[size & 15];
        if high & 16 != 0 {
            high &= 15;
            value /= BIG_TENS[4];
            roundings += 1;
        }
        for (i, ten) in BIG_TENS.iter().enumerate() {
            if high >> i & 1 == 1 {
                roundings += 1;
                divisor *= ten;
            }
        }
        value /= divisor;
    } else if k < 0 {
        value *= TENS[size & 15];
        for (i, ten) in BIG_TENS.iter().enumerate() {
            if high >> i & 1 == 1 {
                roundings += 1;
                value *= ten;
            }
        }
    }
    (value, roundings)
}

/// Digits before rounding, where what is left is taken for a half.
struct NearHalf {
    digits: String,
    exponent: i32,
    /// Whether the last digit is odd.
    odd: bool,
    /// Whether the number is an integer of few digits.
    whole: bool,
}

impl NearHalf {
    /// The digits rounded to even.
    fn rounded(&self) -> String {
        let mut digits = self.digits.clone();
        if self.odd {
            decimal::increment(&mut digits);
        }
        digits
    }
}

/// The digits, if the quick computation takes what is left for a half.
fn near_half(x: f64, end: End) -> Option<NearHalf> {
    if x == 0.0 {
        return None;
    }
    let (mut k, unsure) = estimate(x);
    let whole = x.trunc() == x && k <= QUICK;
    let (mut count, shorter) = match end {
        End::Significant(count) => {
            let count = i32::try_from(count).ok()?;
            (count, count)
        }
        End::Places(places) => {
            let count = i32::try_from(places).ok()?.checked_add(k + 1)?;
            (count, count - 1)
        }
    };
    if !(1..=QUICK).contains(&count) {
        return None;
    }
    let (mut value, mut roundings) = scale(x, k);
    if unsure && value < 1.0 {
        if shorter <= 0 {
            return None;
        }
        count = shorter;
        k -= 1;
        value *= 10.0;
        roundings += 1;
    }
    let count = usize::try_from(count).ok()?;
    let tolerance = (f64::from(roundings) * value + 7.0) * f64::EPSILON * TENS[count - 1];
    let mut digits = String::new();
    loop {
        let digit = value.trunc();
        value -= digit;
        // The estimate is right or one too small by a rounding, so the digit may be 10.
        digits.push(char::from_digit(digit as u32, 10)?);
        if value == 0.0 {
            return None;
        }
        if digits.len() == count {
            break;
        }
        value *= 10.0;
    }
    if value > 0.5 + tolerance || value < 0.5 - tolerance {
        return None;
    }
    let odd = digits.bytes().last().is_some_and(|digit| digit & 1 == 1);
    Some(NearHalf {
        digits,
        exponent: k,
        odd,
        whole,
    })
}
