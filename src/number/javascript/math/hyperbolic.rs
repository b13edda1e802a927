//! `sinh`, `cosh`, `tanh` and their inverses.

use super::exponential::{exp, expm1, log, log1p};
use super::words::high_abs;
use std::f64::consts::LN_2;

/// Beyond this the hyperbolic sine and cosine overflow.
const OVERFLOW: f64 = 710.475_860_073_943_9;

/// `Math.sinh`.
pub fn sinh(x: f64) -> f64 {
    const TWO_M28: f64 = 3.725_290_298_461_914e-9;
    const LOG_LARGEST: f64 = 709.782_226_562_5;
    let half = if x < 0.0 { -0.5 } else { 0.5 };
    let size = x.abs();
    if size < 22.0 {
        if size < TWO_M28 {
            return x;
        }
        let t = expm1(size);
        return if size < 1.0 {
            half * (2.0 * t - t * t / (t + 1.0))
        } else {
            half * (t + t / (t + 1.0))
        };
    }
    if size < LOG_LARGEST {
        return half * exp(size);
    }
    if size <= OVERFLOW {
        let w = exp(0.5 * size);
        return half * w * w;
    }
    // Infinity of the right sign, or NaN.
    x * 1.0e307
}

/// `Math.cosh`.
pub fn cosh(x: f64) -> f64 {
    let size = x.abs();
    let word = high_abs(x);
    // |x| <= ln(2) / 2
    if word < 0x3fd6_2e43 {
        let t = expm1(size);
        let w = 1.0 + t;
        return if word < 0x3c80_0000 { w } else { 1.0 + (t * t) / (w + w) };
    }
    // |x| < 22
    if word < 0x4036_0000 {
        let t = exp(size);
        return 0.5 * t + 0.5 / t;
    }
    // |x| < ln of the largest double
    if word < 0x4086_2e42 {
        return 0.5 * exp(size);
    }
    if size <= OVERFLOW {
        let w = exp(0.5 * size);
        return 0.5 * w * w;
    }
    if x.is_nan() { x } else { f64::INFINITY }
}

/// `Math.tanh`.
pub fn tanh(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    let size = x.abs();
    // |x| < 2^-28
    if high_abs(x) < 0x3e30_0000 {
        return x;
    }
    let z = if size >= 22.0 {
        1.0
    } else if size >= 1.0 {
        let t = expm1(2.0 * size);
        1.0 - 2.0 / (t + 2.0)
    } else {
        let t = expm1(-2.0 * size);
        -t / (t + 2.0)
    };
    if x.is_sign_negative() { -z } else { z }
}

/// `Math.asinh`.
pub fn asinh(x: f64) -> f64 {
    let word = high_abs(x);
    // |x| < 2^-28, and what is not finite
    if word < 0x3e30_0000 || !x.is_finite() {
        return x;
    }
    let size = x.abs();
    let w = if word > 0x41b0_0000 {
        log(size) + LN_2
    } else if word > 0x4000_0000 {
        log(2.0 * size + 1.0 / ((x * x + 1.0).sqrt() + size))
    } else {
        let t = x * x;
        log1p(size + t / (1.0 + (1.0 + t).sqrt()))
    };
    if x > 0.0 { w } else { -w }
}

/// `Math.acosh`.
pub fn acosh(x: f64) -> f64 {
    let word = high_abs(x);
    if x.is_nan() || x < 1.0 {
        f64::NAN
    } else if x == f64::INFINITY {
        x
    } else if word >= 0x41b0_0000 {
        log(x) + LN_2
    } else if x == 1.0 {
        0.0
    } else if word > 0x4000_0000 {
        log(2.0 * x - 1.0 / (x + (x * x - 1.0).sqrt()))
    } else {
        let t = x - 1.0;
        log1p(t + (2.0 * t + t * t).sqrt())
    }
}

/// `Math.atanh`.
pub fn atanh(x: f64) -> f64 {
    let size = x.abs();
    if x.is_nan() || size > 1.0 {
        return f64::NAN;
    }
    if size == 1.0 {
        return x * f64::INFINITY;
    }
    // |x| < 2^-28
    if high_abs(x) < 0x3e30_0000 {
        return x;
    }
    let t = if size < 0.5 {
        let t = size + size;
        0.5 * log1p(t + t * size / (1.0 - size))
    } else {
        0.5 * log1p((size + size) / (1.0 - size))
    };
    if x.is_sign_negative() { -t } else { t }
}
