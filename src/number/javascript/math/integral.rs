//! Functions of `Math` that round, choose or count: no approximation is involved.

use crate::number::javascript::convert::{to_int32, to_uint32};

/// `Math.abs`.
pub fn abs(x: f64) -> f64 {
    x.abs()
}

/// `Math.ceil`.
pub fn ceil(x: f64) -> f64 {
    x.ceil()
}

/// `Math.floor`.
pub fn floor(x: f64) -> f64 {
    x.floor()
}

/// `Math.trunc`.
pub fn trunc(x: f64) -> f64 {
    x.trunc()
}

/// `Math.round`: to the nearest integer, a half going up; what rounds to zero keeps its sign.
pub fn round(x: f64) -> f64 {
    let up = x.ceil();
    if up - 0.5 > x { up - 1.0 } else { up }
}

/// `Math.sign`.
pub fn sign(x: f64) -> f64 {
    if x > 0.0 {
        1.0
    } else if x < 0.0 {
        -1.0
    } else {
        x
    }
}

/// `Math.fround`.
pub fn fround(x: f64) -> f64 {
    // The cast rounds to nearest, ties to even, as the standard asks.
    f64::from(x as f32)
}

/// `Math.clz32`.
pub fn clz32(x: f64) -> f64 {
    f64::from(to_uint32(x).leading_zeros())
}

/// `Math.imul`.
pub fn imul(x: f64, y: f64) -> f64 {
    f64::from(to_int32(x).wrapping_mul(to_int32(y)))
}

/// `Math.max`: +0 is larger than -0, and NaN wins.
pub fn max(values: &[f64]) -> f64 {
    choose(values, f64::NEG_INFINITY, |a, b| {
        a > b || (a == b && b.is_sign_negative())
    })
}

/// `Math.min`: -0 is smaller than +0, and NaN wins.
pub fn min(values: &[f64]) -> f64 {
    choose(values, f64::INFINITY, |a, b| a < b || (a == b && a.is_sign_negative()))
}

fn choose(values: &[f64], start: f64, better: impl Fn(f64, f64) -> bool) -> f64 {
    values.iter().fold(start, |best, x| {
        if best.is_nan() || x.is_nan() {
            f64::NAN
        } else if better(*x, best) {
            *x
        } else {
            best
        }
    })
}
