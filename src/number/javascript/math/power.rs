//! `Math.pow` and `**`, and the roots `sqrt`, `cbrt`, `hypot`.

use super::exponential::exp_core;
use super::words::{head, high, high_abs, with_high};

/// Number::exponentiate (ECMA-262 §6.1.6.1.3).
pub fn pow(base: f64, exponent: f64) -> f64 {
    if exponent == 0.0 {
        return 1.0;
    }
    if base.is_nan() || exponent.is_nan() {
        return f64::NAN;
    }
    let size = base.abs();
    if exponent.is_infinite() {
        return if size == 1.0 {
            f64::NAN
        } else if (size > 1.0) == (exponent > 0.0) {
            f64::INFINITY
        } else {
            0.0
        };
    }
    if exponent == 1.0 {
        return base;
    }
    if exponent == -1.0 {
        return 1.0 / base;
    }
    if exponent == 2.0 {
        return base * base;
    }
    if exponent == 0.5 && !base.is_sign_negative() {
        return base.sqrt();
    }
    let parity = Parity::of(exponent);
    let negative = base.is_sign_negative();
    let sign = if negative && parity == Parity::Odd { -1.0 } else { 1.0 };
    if size == 0.0 || size == 1.0 || size.is_infinite() {
        if negative && size == 1.0 && parity == Parity::NotInteger {
            return f64::NAN;
        }
        return sign * if exponent < 0.0 { 1.0 / size } else { size };
    }
    if negative && parity == Parity::NotInteger {
        return f64::NAN;
    }
    sign * power_of_positive(size, exponent)
}

/// What an exponent does to a negative base.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parity {
    NotInteger,
    Even,
    Odd,
}

impl Parity {
    fn of(x: f64) -> Self {
        if x.trunc() != x {
            Self::NotInteger
        } else if (x * 0.5).trunc() * 2.0 == x {
            Self::Even
        } else {
            Self::Odd
        }
    }
}

/// `x ** y` for a finite positive `x` other than 1 and a finite `y` other than 0.
fn power_of_positive(x: f64, y: f64) -> f64 {
    let size = high_abs(y);
    let overflow = if (x > 1.0) == (y > 0.0) { f64::INFINITY } else { 0.0 };
    let word = high(x);
    // |y| > 2^31: only an x close to 1 gives anything else.
    let (t1, t2) = if size > 0x41e0_0000 {
        if size > 0x43f0_0000 || !(0x3fef_ffff..=0x3ff0_0000).contains(&word) {
            return overflow;
        }
        log2_near_one(x)
    } else {
        log2(x)
    };
    // (y1 + y2) * (t1 + t2)
    let y1 = head(y);
    let tail = (y - y1) * t1 + y * t2;
    exp2(y1 * t1, tail)
}

const CP: f64 = 0.961_796_693_925_975_6;
const CP_H: f64 = 0.961_796_700_954_437_3;
const CP_L: f64 = -7.028_461_650_952_758e-9;
const INV_LN2: f64 = std::f64::consts::LOG2_E;
const INV_LN2_H: f64 = 1.442_695_021_629_333_5;
const INV_LN2_L: f64 = 1.925_962_991_126_617_5e-8;
const LG2_H: f64 = 0.693_147_182_464_599_6;
const LG2_L: f64 = -1.904_654_299_957_768e-9;

/// The binary logarithm of x, |x - 1| <= 2^-20, as head and tail.
fn log2_near_one(x: f64) -> (f64, f64) {
    let t = x - 1.0;
    let w = (t * t) * (0.5 - t * (0.333_333_333_333_333_3 - t * 0.25));
    let u = INV_LN2_H * t;
    let v = t * INV_LN2_L - w * INV_LN2;
    let t1 = head(u + v);
    (t1, v - (t1 - u))
}

/// The binary logarithm of x as head and tail.
fn log2(x: f64) -> (f64, f64) {
    const TWO_53: f64 = 9_007_199_254_740_992.0;
    const L1: f64 = 0.599_999_999_999_994_6;
    const L2: f64 = 0.428_571_428_578_550_2;
    const L3: f64 = 0.333_333_329_818_377_43;
    const L4: f64 = 0.272_728_123_808_534;
    const L5: f64 = 0.230_660_745_775_561_75;
    const L6: f64 = 0.206_975_017_800_338_42;
    let (x, mut n) = if high(x) < 0x0010_0000 {
        (x * TWO_53, -53)
    } else {
        (x, 0)
    };
    n += (high(x) >> 20) - 0x3ff;
    let fraction = high(x) & 0x000f_ffff;
    let mut word = fraction | 0x3ff0_0000;
    // The point that x is compared with, log2 of it as head and tail, and its bit.
    let (point, dp_h, dp_l, k) = if fraction <= 0x3_988e {
        (1.0, 0.0, 0.0, 0)
    } else if fraction < 0xb_b67a {
        (1.5, 0.584_962_487_220_764_2, 1.350_039_202_129_749e-8, 1)
    } else {
        n += 1;
        word -= 0x0010_0000;
        (1.0, 0.0, 0.0, 0)
    };
    let x = with_high(x, word);
    let u = x - point;
    let v = 1.0 / (x + point);
    let ss = u * v;
    let s_h = head(ss);
    let t_h = with_high(0.0, ((word >> 1) | 0x2000_0000) + 0x0008_0000 + (k << 18));
    let t_l = x - (t_h - point);
    let s_l = v * ((u - s_h * t_h) - s_h * t_l);
    let s2 = ss * ss;
    let series = s2 * s2 * (L1 + s2 * (L2 + s2 * (L3 + s2 * (L4 + s2 * (L5 + s2 * L6)))));
    let r = series + s_l * (s_h + ss);
    let s2 = s_h * s_h;
    let t_h = head(3.0 + s2 + r);
    let t_l = r - ((t_h - 3.0) - s2);
    let u = s_h * t_h;
    let v = s_l * t_h + t_l * ss;
    let p_h = head(u + v);
    let p_l = v - (p_h - u);
    let z_h = CP_H * p_h;
    let z_l = CP_L * p_h + p_l * CP + dp_l;
    let t = f64::from(n);
    let t1 = head(((z_h + z_l) + dp_h) + t);
    (t1, z_l - (((t1 - t) - dp_h) - z_h))
}

/// 2 to the power of `p_h + p_l`.
fn exp2(p_h: f64, p_l: f64) -> f64 {
    // -(1024 - log2(largest double + half a unit))
    const OVERFLOW: f64 = 8.008_566_259_537_294e-17;
    let sum = p_l + p_h;
    if sum > 1024.0 || (sum == 1024.0 && p_l + OVERFLOW > sum - p_h) {
        return f64::INFINITY;
    }
    if sum < -1075.0 || (sum == -1075.0 && p_l <= sum - p_h) {
        return 0.0;
    }
    let word = high(sum);
    let size = word & 0x7fff_ffff;
    let (n, p_h) = if size > 0x3fe0_0000 {
        nearest_integer(word, size, p_h)
    } else {
        (0, p_h)
    };
    let t = head(p_l + p_h);
    let u = t * LG2_H;
    let v = (p_l - (t - p_h)) * std::f64::consts::LN_2 + t * LG2_L;
    let z = u + v;
    let w = v - (z - u);
    let t1 = exp_core(z);
    // fdlibm subtracts `w + z*w` from the quotient; V8 has it in the divisor, which is less exact
    // and is what its users get.
    let r = (z * t1) / ((t1 - 2.0) - (w + z * w));
    let z = 1.0 - (r - z);
    let word = high(z) + (n << 20);
    if (word >> 20) <= 0 {
        libm::scalbn(z, n)
    } else {
        with_high(z, word)
    }
}

/// The integer n nearest to the number with this high word, and `p_h - n`.
fn nearest_integer(word: i32, size: i32, p_h: f64) -> (i32, f64) {
    let k = (size >> 20) - 0x3ff;
    let rounded = word + (0x0010_0000 >> (k + 1));
    let k = ((rounded & 0x7fff_ffff) >> 20) - 0x3ff;
    let whole = with_high(0.0, rounded & !(0x000f_ffff >> k));
    let n = ((rounded & 0x000f_ffff) | 0x0010_0000) >> (20 - k);
    (if word < 0 { -n } else { n }, p_h - whole)
}

/// `Math.sqrt`.
pub fn sqrt(x: f64) -> f64 {
    x.sqrt()
}

/// `Math.cbrt`.
pub fn cbrt(x: f64) -> f64 {
    const B1: i32 = 715_094_163;
    const B2: i32 = 696_219_795;
    const P0: f64 = 1.875_951_824_271_77;
    const P1: f64 = -1.884_979_795_433_771_7;
    const P2: f64 = 1.621_429_720_105_354_5;
    const P3: f64 = -0.758_397_934_778_766;
    const P4: f64 = 0.145_996_192_886_612_45;
    const TWO_54: f64 = 18_014_398_509_481_984.0;
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let size = x.abs();
    // Five bits: a third of the exponent.
    let word = if high(size) < 0x0010_0000 {
        high(TWO_54 * size) / 3 + B2
    } else {
        high(size) / 3 + B1
    };
    let t = with_high(0.0, word);
    // 23 bits.
    let r = (t * t) * (t / size);
    let t = t * ((P0 + r * (P1 + r * P2)) + ((r * r) * r) * (P3 + r * P4));
    let t = f64::from_bits((t.to_bits() + 0x8000_0000) & 0xffff_ffff_c000_0000);
    // 53 bits, by one step of Newton.
    let s = t * t;
    let r = size / s;
    let w = t + t;
    let r = (r - t) / (w + r);
    (t + t * r).copysign(x)
}

/// `Math.hypot`: squares of the arguments over the largest, in a compensated sum.
pub fn hypot(values: &[f64]) -> f64 {
    let largest = values.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
    if largest == f64::INFINITY {
        return f64::INFINITY;
    }
    if values.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    if largest == 0.0 {
        return 0.0;
    }
    let mut sum = 0.0;
    let mut compensation = 0.0;
    for x in values {
        let n = x.abs() / largest;
        let summand = n * n - compensation;
        let next = sum + summand;
        compensation = (next - sum) - summand;
        sum = next;
    }
    f64::sqrt(sum) * largest
}
