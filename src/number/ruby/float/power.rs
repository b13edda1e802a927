//! `pow` of the C library, which `Float#**` is.
//!
//! The standard of C leaves the last bit open; CRuby on Linux gives what glibc gives. glibc has used
//! the `pow` of Arm's Optimized Routines (MIT licence, Copyright Arm Limited) since 2.28, and takes
//! the variant with fused multiplication on every processor that has it. This is that function,
//! operation by operation, so that its error, below 0.52 units of the last place, is reproduced too.

use super::power_table::{LOGARITHMS, POWERS};

/// The sign bit of the result, at the place where it is added to the scale's index.
const SIGN_BIAS: u64 = 0x800 << 7;
const ONE: u64 = 0x3ff0_0000_0000_0000;
const INFINITY: u64 = 0x7ff0_0000_0000_0000;

/// `x` to the power of `y` as C's `pow` has it: NaN for a negative `x` and a fractional `y`.
pub(crate) fn pow(x: f64, y: f64) -> f64 {
    let mut bits = x.to_bits();
    let exponent = y.to_bits();
    let mut sign_bias = 0;
    if is_zero_infinite_or_nan(exponent) {
        return power_by_special(x, y);
    }
    if is_zero_infinite_or_nan(bits) {
        return power_of_special(x, y);
    }
    if x < 0.0 {
        match Integral::of(exponent) {
            Integral::No => return f64::NAN,
            Integral::Odd => sign_bias = SIGN_BIAS,
            Integral::Even => {}
        }
        bits &= !(1 << 63);
    }
    let top = (exponent >> 52) & 0x7ff;
    if top < 0x3be {
        // |y| < 2^-65
        return 1.0;
    }
    if top >= 0x43e {
        // |y| >= 2^63, an even integer
        return if bits == ONE {
            1.0
        } else if (bits > ONE) == (y > 0.0) {
            f64::INFINITY
        } else {
            0.0
        };
    }
    if bits >> 52 == 0 {
        // A subnormal number, with an exponent below the range.
        bits = (f64::from_bits(bits) * 4_503_599_627_370_496.0).to_bits();
        bits = bits.wrapping_sub(52 << 52);
    }
    let (head, tail) = logarithm(bits);
    let product = y * head;
    let rest = y.mul_add(tail, y.mul_add(head, -product));
    exponential(product, rest, sign_bias)
}

fn is_zero_infinite_or_nan(bits: u64) -> bool {
    bits.wrapping_mul(2).wrapping_sub(1) >= 2 * INFINITY - 1
}

/// The exponent is zero, infinite or NaN.
fn power_by_special(x: f64, y: f64) -> f64 {
    if y == 0.0 || x == 1.0 {
        return 1.0;
    }
    if x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    if x == -1.0 {
        return 1.0;
    }
    if (x.abs() < 1.0) == (y > 0.0) {
        0.0
    } else {
        f64::INFINITY
    }
}

/// The base is zero, infinite or NaN.
fn power_of_special(x: f64, y: f64) -> f64 {
    let square = x * x;
    let odd = matches!(Integral::of(y.to_bits()), Integral::Odd);
    let signed = if x.is_sign_negative() && odd { -square } else { square };
    if y < 0.0 { 1.0 / signed } else { signed }
}

enum Integral {
    No,
    Odd,
    Even,
}

impl Integral {
    fn of(bits: u64) -> Self {
        let exponent = (bits >> 52) & 0x7ff;
        if exponent < 0x3ff {
            return Self::No;
        }
        if exponent > 0x3ff + 52 {
            return Self::Even;
        }
        let unit = 1_u64 << (0x3ff + 52 - exponent);
        if bits & (unit - 1) != 0 {
            Self::No
        } else if bits & unit != 0 {
            Self::Odd
        } else {
            Self::Even
        }
    }
}

/// The natural logarithm of the number with these bits, as head and tail.
fn logarithm(bits: u64) -> (f64, f64) {
    const OFFSET: u64 = 0x3fe6_9555_0000_0000;
    const LN2_HI: f64 = f64::from_bits(0x3fe6_2e42_fefa_3800);
    const LN2_LO: f64 = f64::from_bits(0x3d2e_f357_93c7_6730);
    const A: [f64; 7] = [
        -0.5,
        f64::from_bits(0xbfe5_5555_5555_5560),
        f64::from_bits(0x3fe0_0000_0000_0006),
        f64::from_bits(0x3fe9_9999_9959_554e),
        f64::from_bits(0xbfe5_5555_5529_a47a),
        f64::from_bits(0xbff2_495b_9b48_45e9),
        f64::from_bits(0x3ff0_002b_8b26_3fc3),
    ];
    let shifted = bits.wrapping_sub(OFFSET);
    // Seven bits, so the index is below 128.
    let (j, head, tail) = LOGARITHMS[((shifted >> 45) & 127) as usize];
    // An arithmetic shift: the power of two, which has 12 bits.
    let k = (shifted.cast_signed() >> 52) as i32;
    let z = f64::from_bits(bits.wrapping_sub(shifted & (0xfff << 52)));
    let inverse = f64::from(j) / 256.0;
    let kd = f64::from(k);
    let r = z.mul_add(inverse, -1.0);
    let t1 = kd.mul_add(LN2_HI, f64::from_bits(head));
    let t2 = t1 + r;
    let lo1 = kd.mul_add(LN2_LO, f64::from_bits(tail));
    let lo2 = t1 - t2 + r;
    let ar = A[0] * r;
    let ar2 = r * ar;
    let ar3 = r * ar2;
    let hi = t2 + ar2;
    let lo3 = ar.mul_add(r, -ar2);
    let lo4 = t2 - hi + ar2;
    let inner = ar2.mul_add(r.mul_add(A[6], A[5]), r.mul_add(A[4], A[3]));
    let polynomial = ar2.mul_add(inner, r.mul_add(A[2], A[1]));
    let lo = ar3.mul_add(polynomial, lo1 + lo2 + lo3 + lo4);
    let y = hi + lo;
    (y, hi - y + lo)
}

/// e to the power of `x + tail`, with the sign of the bias.
fn exponential(x: f64, tail: f64, sign_bias: u64) -> f64 {
    const INV_LN2_N: f64 = f64::from_bits(0x3ff7_1547_652b_82fe) * 128.0;
    const NEG_LN2_HI_N: f64 = f64::from_bits(0xbf76_2e42_fefa_0000);
    const NEG_LN2_LO_N: f64 = f64::from_bits(0xbd0c_f79a_bc9e_3b3a);
    const SHIFT: f64 = 6_755_399_441_055_744.0;
    const C2: f64 = f64::from_bits(0x3fdf_ffff_ffff_fdbd);
    const C3: f64 = f64::from_bits(0x3fc5_5555_5555_543c);
    const C4: f64 = f64::from_bits(0x3fa5_5555_cf17_2b91);
    const C5: f64 = f64::from_bits(0x3f81_1111_67a4_d017);
    let sign = if sign_bias == 0 { 1.0 } else { -1.0 };
    let top = (x.to_bits() >> 52) & 0x7ff;
    if top < 0x3c9 {
        // |x| < 2^-54
        return sign * (1.0 + x);
    }
    if top >= 0x409 {
        // |x| >= 1024
        return sign * if x < 0.0 { 0.0 } else { f64::INFINITY };
    }
    let shifted = INV_LN2_N.mul_add(x, SHIFT);
    let index = shifted.to_bits();
    let kd = shifted - SHIFT;
    let r = kd.mul_add(NEG_LN2_LO_N, kd.mul_add(NEG_LN2_HI_N, x)) + tail;
    // Seven bits, so the index is below 128.
    let (power_tail, power_bits) = POWERS[(index & 127) as usize];
    let scale = power_bits.wrapping_add(index.wrapping_add(sign_bias) << 45);
    let r2 = r * r;
    let low = r2.mul_add(r.mul_add(C3, C2), f64::from_bits(power_tail) + r);
    let rest = (r2 * r2).mul_add(r.mul_add(C5, C4), low);
    if top >= 0x408 {
        return at_the_ends(rest, scale, index);
    }
    let scale = f64::from_bits(scale);
    scale.mul_add(rest, scale)
}

/// `scale * (1 + rest)` where the scale may lie beyond the range of doubles.
fn at_the_ends(rest: f64, scale: u64, index: u64) -> f64 {
    const TWO_1009: f64 = f64::from_bits((1009 + 1023) << 52);
    if index & 0x8000_0000 == 0 {
        let scale = f64::from_bits(scale.wrapping_sub(1009 << 52));
        return TWO_1009 * scale.mul_add(rest, scale);
    }
    let bits = scale.wrapping_add(1022 << 52);
    let scale = f64::from_bits(bits);
    // The product is shared by both branches, so that the C compiler does not fuse it.
    let product = scale * rest;
    let mut y = scale + product;
    if y.abs() < 1.0 {
        // Rounds once, at the precision of the subnormal result.
        let one = if y < 0.0 { -1.0 } else { 1.0 };
        let lo = scale - y + product;
        let hi = one + y;
        let lo = one - hi + y + lo;
        y = (hi + lo) - one;
        if y == 0.0 {
            y = f64::from_bits(bits & (1 << 63));
        }
    }
    f64::MIN_POSITIVE * y
}
