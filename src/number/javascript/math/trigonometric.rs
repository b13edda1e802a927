//! `sin`, `cos`, `tan` and their inverses.

use super::reduction::reduce;
use super::words::{high, high_abs, with_high};
use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

/// `Math.sin`.
pub fn sin(x: f64) -> f64 {
    if high_abs(x) <= 0x3fe9_21fb {
        return kernel_sin(x, None);
    }
    if !x.is_finite() {
        return f64::NAN;
    }
    let (n, y, tail) = reduce(x);
    match n & 3 {
        0 => kernel_sin(y, Some(tail)),
        1 => kernel_cos(y, tail),
        2 => -kernel_sin(y, Some(tail)),
        _ => -kernel_cos(y, tail),
    }
}

/// `Math.cos`.
pub fn cos(x: f64) -> f64 {
    if high_abs(x) <= 0x3fe9_21fb {
        return kernel_cos(x, 0.0);
    }
    if !x.is_finite() {
        return f64::NAN;
    }
    let (n, y, tail) = reduce(x);
    match n & 3 {
        0 => kernel_cos(y, tail),
        1 => -kernel_sin(y, Some(tail)),
        2 => -kernel_cos(y, tail),
        _ => kernel_sin(y, Some(tail)),
    }
}

/// Sine of `x + tail` for |x| <= π/4.
fn kernel_sin(x: f64, tail: Option<f64>) -> f64 {
    const S1: f64 = -0.166_666_666_666_666_32;
    const S2: f64 = 0.008_333_333_333_322_49;
    const S3: f64 = -0.000_198_412_698_298_579_5;
    const S4: f64 = 2.755_731_370_707_006_8e-6;
    const S5: f64 = -2.505_076_025_340_686_3e-8;
    const S6: f64 = 1.589_690_995_211_55e-10;
    // |x| < 2^-27
    if high_abs(x) < 0x3e40_0000 {
        return x;
    }
    let z = x * x;
    let v = z * x;
    let r = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
    match tail {
        None => x + v * (S1 + z * r),
        Some(y) => x - ((z * (0.5 * y - v * r) - y) - v * S1),
    }
}

/// Cosine of `x + tail` for |x| <= π/4.
fn kernel_cos(x: f64, tail: f64) -> f64 {
    const C1: f64 = 0.041_666_666_666_666_6;
    const C2: f64 = -0.001_388_888_888_887_411;
    const C3: f64 = 2.480_158_728_947_673e-5;
    const C4: f64 = -2.755_731_435_139_066_3e-7;
    const C5: f64 = 2.087_572_321_298_175e-9;
    const C6: f64 = -1.135_964_755_778_819_5e-11;
    let size = high_abs(x);
    // |x| < 2^-27
    if size < 0x3e40_0000 {
        return 1.0;
    }
    let z = x * x;
    let r = z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6)))));
    // |x| < 0.3
    if size < 0x3fd3_3333 {
        return 1.0 - (0.5 * z - (z * r - x * tail));
    }
    // About x/4, so that the subtractions from 1 and from x²/2 are exact.
    let quarter = if size > 0x3fe9_0000 {
        0.281_25
    } else {
        with_high(0.0, size - 0x0020_0000)
    };
    let rest = 0.5 * z - quarter;
    let a = 1.0 - quarter;
    a - (rest - (z * r - x * tail))
}

/// `Math.tan`.
pub fn tan(x: f64) -> f64 {
    libm::tan(x)
}

/// `Math.asin`.
pub fn asin(x: f64) -> f64 {
    libm::asin(x)
}

/// `Math.acos`.
pub fn acos(x: f64) -> f64 {
    libm::acos(x)
}

/// `Math.atan`.
pub fn atan(x: f64) -> f64 {
    libm::atan(x)
}

/// `Math.atan2`.
pub fn atan2(y: f64, x: f64) -> f64 {
    const PI_LO: f64 = 1.224_646_799_147_353_2e-16;
    if x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    if x == 1.0 {
        return atan(y);
    }
    let signed = |angle: f64| angle.copysign(y);
    let left = x.is_sign_negative();
    if y == 0.0 {
        return if left { signed(PI) } else { y };
    }
    if x == 0.0 {
        return signed(FRAC_PI_2);
    }
    if x.is_infinite() {
        return signed(match (y.is_infinite(), left) {
            (true, false) => FRAC_PI_4,
            (true, true) => 3.0 * FRAC_PI_4,
            (false, false) => 0.0,
            (false, true) => PI,
        });
    }
    if y.is_infinite() {
        return signed(FRAC_PI_2);
    }
    let k = (high_abs(y) - high_abs(x)) >> 20;
    // A quotient beyond 2^60 decides alone, and then the side of x does not matter.
    if k > 60 {
        return signed(FRAC_PI_2 + 0.5 * PI_LO);
    }
    let z = if high(x) < 0 && k < -60 {
        0.0
    } else {
        atan((y / x).abs())
    };
    match (left, y.is_sign_negative()) {
        (false, false) => z,
        (false, true) => -z,
        (true, false) => PI - (z - PI_LO),
        (true, true) => (z - PI_LO) - PI,
    }
}
