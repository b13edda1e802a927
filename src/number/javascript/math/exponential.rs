//! `exp`, `log`, `log10`, `log1p`, `log2`, `expm1`.

use super::words::{high, high_abs, power_of_two, with_high};

const LN2_HI: f64 = 0.693_147_180_369_123_8;
const LN2_LO: f64 = 1.908_214_929_270_587_7e-10;
const INV_LN2: f64 = std::f64::consts::LOG2_E;
const TWO_54: f64 = 18_014_398_509_481_984.0;
const LARGEST: f64 = 709.782_712_893_384;
const SMALLEST: f64 = -745.133_219_101_941_1;
const TWO_M1000: f64 = 9.332_636_185_032_189e-302;
const TWO_1023: f64 = 8.988_465_674_311_58e307;

/// `Math.expm1`.
pub fn expm1(x: f64) -> f64 {
    libm::expm1(x)
}

/// `Math.log2`.
pub fn log2(x: f64) -> f64 {
    libm::log2(x)
}

/// `Math.exp`.
pub fn exp(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    if x > LARGEST {
        return f64::INFINITY;
    }
    if x < SMALLEST {
        return 0.0;
    }
    let size = high_abs(x);
    // |x| < 2^-28
    if size < 0x3e30_0000 {
        return 1.0 + x;
    }
    // |x| <= ln(2) / 2
    if size <= 0x3fd6_2e42 {
        let c = exp_core(x);
        return 1.0 - ((x * c) / (c - 2.0) - x);
    }
    let (hi, lo, k) = if size < 0x3ff0_a2b2 {
        // V8 gives the correct value here, which the sum below misses.
        if x == 1.0 {
            return std::f64::consts::E;
        }
        if x > 0.0 {
            (x - LN2_HI, LN2_LO, 1)
        } else {
            (x + LN2_HI, -LN2_LO, -1)
        }
    } else {
        let half = if x > 0.0 { 0.5 } else { -0.5 };
        // |x| < 746, so the quotient is small.
        let k = (INV_LN2 * x + half) as i32;
        let t = f64::from(k);
        (x - t * LN2_HI, t * LN2_LO, k)
    };
    let r = hi - lo;
    let c = exp_core(r);
    let y = 1.0 - ((lo - (r * c) / (2.0 - c)) - hi);
    match k {
        1024 => y * 2.0 * TWO_1023,
        -1021.. => y * power_of_two(k),
        _ => y * power_of_two(k + 1000) * TWO_M1000,
    }
}

/// `r - R(r²)`, from which exp(r) follows for |r| <= ln(2) / 2.
pub(super) fn exp_core(r: f64) -> f64 {
    const P1: f64 = 0.166_666_666_666_666_02;
    const P2: f64 = -0.002_777_777_777_701_559_3;
    const P3: f64 = 6.613_756_321_437_934e-5;
    const P4: f64 = -1.653_390_220_546_525_2e-6;
    const P5: f64 = 4.138_136_797_057_238_5e-8;
    let t = r * r;
    r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))))
}

const LG1: f64 = 0.666_666_666_666_673_5;
const LG2: f64 = 0.399_999_999_994_094_2;
const LG3: f64 = 0.285_714_287_436_623_9;
const LG4: f64 = 0.222_221_984_321_497_84;
const LG5: f64 = 0.181_835_721_616_180_5;
const LG6: f64 = 0.153_138_376_992_093_73;
const LG7: f64 = 0.147_981_986_051_165_86;

/// `Math.log`.
pub fn log(mut x: f64) -> f64 {
    if x == 0.0 {
        return f64::NEG_INFINITY;
    }
    if x < 0.0 {
        return f64::NAN;
    }
    if !x.is_finite() {
        return x;
    }
    let mut k = 0;
    if high(x) < 0x0010_0000 {
        k -= 54;
        x *= TWO_54;
    }
    let hx = high(x);
    k += (hx >> 20) - 1023;
    let fraction = hx & 0x000f_ffff;
    let carry = (fraction + 0x9_5f64) & 0x10_0000;
    // x, or x/2, between sqrt(2)/2 and sqrt(2).
    let f = with_high(x, fraction | (carry ^ 0x3ff0_0000)) - 1.0;
    k += carry >> 20;
    let dk = f64::from(k);
    // |f| < 2^-20
    if (0x000f_ffff & (2 + fraction)) < 3 {
        if f == 0.0 {
            return if k == 0 { 0.0 } else { dk * LN2_HI + dk * LN2_LO };
        }
        let r = f * f * (0.5 - 0.333_333_333_333_333_3 * f);
        return if k == 0 {
            f - r
        } else {
            dk * LN2_HI - ((r - dk * LN2_LO) - f)
        };
    }
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let t1 = w * (LG2 + w * (LG4 + w * LG6));
    let t2 = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7)));
    let r = t2 + t1;
    if ((fraction - 0x6_147a) | (0x6_b851 - fraction)) > 0 {
        let square = 0.5 * f * f;
        if k == 0 {
            f - (square - s * (square + r))
        } else {
            dk * LN2_HI - ((square - (s * (square + r) + dk * LN2_LO)) - f)
        }
    } else if k == 0 {
        f - s * (f - r)
    } else {
        dk * LN2_HI - ((s * (f - r) - dk * LN2_LO) - f)
    }
}

/// `Math.log10`.
pub fn log10(mut x: f64) -> f64 {
    const LOG10_2_HI: f64 = 0.301_029_995_663_611_77;
    const LOG10_2_LO: f64 = 3.694_239_077_158_931e-13;
    if x == 0.0 {
        return f64::NEG_INFINITY;
    }
    if x < 0.0 {
        return f64::NAN;
    }
    if !x.is_finite() {
        return x;
    }
    if x == 1.0 {
        return 0.0;
    }
    let mut k = 0;
    if high(x) < 0x0010_0000 {
        k -= 54;
        x *= TWO_54;
    }
    let hx = high(x);
    k += (hx >> 20) - 1023;
    let negative = i32::from(k < 0);
    let x = with_high(x, (hx & 0x000f_ffff) | ((0x3ff - negative) << 20));
    let y = f64::from(k + negative);
    let z = y * LOG10_2_LO + std::f64::consts::LOG10_E * log(x);
    z + y * LOG10_2_HI
}

/// `Math.log1p`.
pub fn log1p(x: f64) -> f64 {
    if x == -1.0 {
        return f64::NEG_INFINITY;
    }
    if x < -1.0 {
        return f64::NAN;
    }
    if x.is_nan() || x == f64::INFINITY {
        return x;
    }
    let hx = high(x);
    let size = high_abs(x);
    // |x| < 2^-29
    if size < 0x3e20_0000 {
        return if size < 0x3c90_0000 { x } else { x - x * x * 0.5 };
    }
    // 1 + x between sqrt(2)/2 and sqrt(2): the fraction is x itself.
    let direct = hx < 0x3fda_827a && (hx > 0 || hx <= 0xbfd2_bec4_u32.cast_signed());
    let (f, k, correction, near_one) = if direct { (x, 0, 0.0, false) } else { reduce_one_plus(x) };
    let dk = f64::from(k);
    let square = 0.5 * f * f;
    if near_one {
        if f == 0.0 {
            return if k == 0 {
                0.0
            } else {
                dk * LN2_HI + (correction + dk * LN2_LO)
            };
        }
        let r = square * (1.0 - 0.666_666_666_666_666_6 * f);
        return if k == 0 {
            f - r
        } else {
            dk * LN2_HI - ((r - (dk * LN2_LO + correction)) - f)
        };
    }
    let s = f / (2.0 + f);
    let z = s * s;
    let r = z * (LG1 + z * (LG2 + z * (LG3 + z * (LG4 + z * (LG5 + z * (LG6 + z * LG7))))));
    if k == 0 {
        f - (square - s * (square + r))
    } else {
        dk * LN2_HI - ((square - (s * (square + r) + (dk * LN2_LO + correction))) - f)
    }
}

/// `1 + x = 2^k (1 + f)`: f, k, what rounding lost, and whether |f| < 2^-20.
fn reduce_one_plus(x: f64) -> (f64, i32, f64, bool) {
    let (u, mut k, correction) = if high(x) < 0x4340_0000 {
        let u = 1.0 + x;
        let k = (high(u) >> 20) - 1023;
        let lost = if k > 0 { 1.0 - (u - x) } else { x - (u - 1.0) };
        (u, k, lost / u)
    } else {
        (x, (high(x) >> 20) - 1023, 0.0)
    };
    let fraction = high(u) & 0x000f_ffff;
    let (u, rest) = if fraction < 0x6_a09e {
        (with_high(u, fraction | 0x3ff0_0000), fraction)
    } else {
        k += 1;
        (with_high(u, fraction | 0x3fe0_0000), (0x0010_0000 - fraction) >> 2)
    };
    (u - 1.0, k, correction, rest == 0)
}
