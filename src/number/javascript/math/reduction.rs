//! Reduction of an angle to the interval of π/4 around a multiple of π/2.
//!
//! Input is a finite angle beyond π/4; output is the multiple (its low bits) and what is left, as
//! a sum of two doubles. Angles beyond 2^19·π/2 are multiplied with as many digits of 2/π as they
//! need.

use super::words::{high, high_abs, low, with_high};
use std::f64::consts::FRAC_PI_2;

const PIO2_1: f64 = 1.570_796_326_734_125_6;
const PIO2_1T: f64 = 6.077_100_506_506_192e-11;
const PIO2_2: f64 = 6.077_100_506_303_966e-11;
const PIO2_2T: f64 = 2.022_266_248_795_950_6e-21;
const PIO2_3: f64 = 2.022_266_248_711_166_5e-21;
const PIO2_3T: f64 = 8.478_427_660_368_9e-32;
const TWO_24: f64 = 16_777_216.0;
const TWO_M24: f64 = 5.960_464_477_539_063e-8;

/// The multiple of π/2 and the rest, as head and tail.
pub(super) fn reduce(x: f64) -> (i32, f64, f64) {
    let size = x.abs();
    let word = high_abs(x);
    let (n, y, tail) = if word < 0x4002_d97c {
        once(size, word)
    } else if word <= 0x4139_21fb {
        medium(size, word)
    } else {
        large(size)
    };
    if x < 0.0 { (-n, -y, -tail) } else { (n, y, tail) }
}

/// |x| < 3π/4.
fn once(x: f64, word: i32) -> (i32, f64, f64) {
    let z = x - PIO2_1;
    let (z, t) = if word == 0x3ff9_21fb {
        (z - PIO2_2, PIO2_2T)
    } else {
        (z, PIO2_1T)
    };
    let y = z - t;
    (1, y, (z - y) - t)
}

/// |x| <= 2^19·π/2: subtracts as many parts of π/2 as cancellation makes necessary.
fn medium(x: f64, word: i32) -> (i32, f64, f64) {
    // The quotient is below 2^20.
    let n = (x * std::f64::consts::FRAC_2_PI + 0.5) as i32;
    let fraction = f64::from(n);
    let mut r = x - fraction * PIO2_1;
    let mut w = fraction * PIO2_1T;
    let mut y = r - w;
    let near = n >= 32 || word == high(fraction * FRAC_PI_2);
    let lost = |y: f64| (word >> 20) - ((high(y) >> 20) & 0x7ff);
    if near && lost(y) > 16 {
        (r, w) = subtract(r, fraction, PIO2_2, PIO2_2T);
        y = r - w;
        if lost(y) > 49 {
            (r, w) = subtract(r, fraction, PIO2_3, PIO2_3T);
            y = r - w;
        }
    }
    (n, y, (r - y) - w)
}

fn subtract(r: f64, n: f64, part: f64, rest: f64) -> (f64, f64) {
    let product = n * part;
    let difference = r - product;
    (difference, n * rest - ((r - difference) - product))
}

/// 2/π in pieces of 24 bits.
const TWO_OVER_PI: [i32; 66] = [
    0xa2f983, 0x6e4e44, 0x1529fc, 0x2757d1, 0xf534dd, 0xc0db62, 0x95993c, 0x439041, 0xfe5163, 0xabdebb, 0xc561b7,
    0x246e3a, 0x424dd2, 0xe00649, 0x2eea09, 0xd1921c, 0xfe1deb, 0x1cb129, 0xa73ee8, 0x8235f5, 0x2ebb44, 0x84e99c,
    0x7026b4, 0x5f7e41, 0x3991d6, 0x398353, 0x39f49c, 0x845f8b, 0xbdf928, 0x3b1ff8, 0x97ffde, 0x05980f, 0xef2f11,
    0x8b5a0a, 0x6d1f6d, 0x367ecf, 0x27cb09, 0xb74f46, 0x3f669e, 0x5fea2d, 0x7527ba, 0xc7ebe5, 0xf17b3d, 0x0739f7,
    0x8a5292, 0xea6bfb, 0x5fb11f, 0x8d5d08, 0x560330, 0x46fc7b, 0x6babf0, 0xcfbc20, 0x9af436, 0x1da9e3, 0x91615e,
    0xe61b08, 0x659985, 0x5f14a0, 0x68408d, 0xffd880, 0x4d7327, 0x310606, 0x1556ca, 0x73a8c9, 0x60e27b, 0xc08c6b,
];

/// π/2 in pieces of 24 bits.
const PIO2: [f64; 5] = [
    1.570_796_251_296_997,
    7.549_789_415_861_596e-8,
    5.390_302_529_957_765e-15,
    3.282_003_415_807_913e-22,
    1.270_655_753_080_676e-29,
];

/// Pieces of 2/π taken at first, less one.
const FIRST: usize = 4;
/// Room for the pieces; more than the longest recomputation takes.
const ROOM: usize = 20;

/// Any finite angle, by multiplication with the part of 2/π that matters.
fn large(x: f64) -> (i32, f64, f64) {
    let word = high(x);
    let exponent = (word >> 20) - 1046;
    let mut z = with_high(f64::from_bits(u64::from(low(x))), word - (exponent << 20));
    let mut pieces = [0.0; 3];
    for piece in pieces.iter_mut().take(2) {
        *piece = z.trunc();
        z = (z - *piece) * TWO_24;
    }
    pieces[2] = z;
    let used = pieces.iter().rposition(|p| *p != 0.0).unwrap_or(0);
    multiply(&pieces[..=used], exponent)
}

/// A piece of 2/π; the pieces beyond the table do not matter for any double.
fn piece_of_two_over_pi(index: Option<usize>) -> f64 {
    index
        .and_then(|index| TWO_OVER_PI.get(index))
        .map_or(0.0, |piece| f64::from(*piece))
}

/// The product with 2/π: its integer part modulo 8, and its fraction times π/2.
fn multiply(x: &[f64], exponent: i32) -> (i32, f64, f64) {
    let skipped = usize::try_from((exponent - 3) / 24).unwrap_or(0);
    let mut q0 = exponent - 24 * (i32::try_from(skipped).unwrap_or(0) + 1);
    let product = |i: usize| -> f64 {
        x.iter().enumerate().fold(0.0, |sum, (j, piece)| {
            sum + piece * piece_of_two_over_pi((skipped + i).checked_sub(j))
        })
    };
    let mut q = [0.0; ROOM];
    for (i, slot) in q.iter_mut().enumerate().take(FIRST + 1) {
        *slot = product(i);
    }
    let mut jz = FIRST;
    loop {
        let mut iq = [0_i32; ROOM];
        let (mut n, mut z) = distill(&q, jz, q0, &mut iq);
        let upper = upper_half(q0, z, &mut n, &mut iq[jz - 1]);
        if upper > 0 {
            n += 1;
            z = complement(&mut iq[..jz], q0, upper, z);
        }
        if z == 0.0 && iq[FIRST..jz].iter().all(|piece| *piece == 0) {
            // All bits cancelled: take as many pieces more as there are zeros.
            let zeros = iq[..FIRST].iter().rev().take_while(|p| **p == 0).count();
            let more = (zeros + 1).min(ROOM - 1 - jz);
            for (i, slot) in q.iter_mut().enumerate().skip(jz + 1).take(more) {
                *slot = product(i);
            }
            jz += more;
            continue;
        }
        if z == 0.0 {
            jz -= 1;
            q0 -= 24;
            while jz > 0 && iq[jz] == 0 {
                jz -= 1;
                q0 -= 24;
            }
        } else {
            z = libm::scalbn(z, -q0);
            if z >= TWO_24 {
                let carry = (TWO_M24 * z).trunc();
                iq[jz] = (z - TWO_24 * carry) as i32;
                jz += 1;
                q0 += 24;
                iq[jz] = carry as i32;
            } else {
                iq[jz] = z as i32;
            }
        }
        let (y, tail) = times_half_pi(&iq[..=jz], q0);
        let n = n & 7;
        return if upper == 0 { (n, y, tail) } else { (n, -y, -tail) };
    }
}

/// Cuts the partial products into pieces of 24 bits; gives the integer part and the fraction.
fn distill(q: &[f64; ROOM], jz: usize, q0: i32, iq: &mut [i32; ROOM]) -> (i32, f64) {
    let mut z = q[jz];
    for (i, j) in (1..=jz).rev().enumerate() {
        let carry = (TWO_M24 * z).trunc();
        iq[i] = (z - TWO_24 * carry) as i32;
        z = q[j - 1] + carry;
    }
    z = libm::scalbn(z, q0);
    z -= 8.0 * (z * 0.125).floor();
    let n = z.trunc();
    (n as i32, z - n)
}

/// Whether the fraction is a half or more (then positive); moves integer bits from the first
/// piece to `n`.
fn upper_half(q0: i32, z: f64, n: &mut i32, first: &mut i32) -> i32 {
    if q0 > 0 {
        let whole = *first >> (24 - q0);
        *n += whole;
        *first -= whole << (24 - q0);
        *first >> (23 - q0)
    } else if q0 == 0 {
        *first >> 23
    } else if z >= 0.5 {
        2
    } else {
        0
    }
}

/// One minus the fraction.
fn complement(iq: &mut [i32], q0: i32, upper: i32, z: f64) -> f64 {
    let mut carry = false;
    for piece in iq.iter_mut() {
        if carry {
            *piece = 0xff_ffff - *piece;
        } else if *piece != 0 {
            carry = true;
            *piece = 0x100_0000 - *piece;
        }
    }
    if let Some(last) = iq.last_mut() {
        match q0 {
            1 => *last &= 0x7f_ffff,
            2 => *last &= 0x3f_ffff,
            _ => {}
        }
    }
    if upper != 2 {
        return z;
    }
    let rest = 1.0 - z;
    if carry { rest - libm::scalbn(1.0, q0) } else { rest }
}

/// The fraction in pieces, the last one highest, times π/2.
fn times_half_pi(iq: &[i32], q0: i32) -> (f64, f64) {
    let jz = iq.len() - 1;
    let mut scale = libm::scalbn(1.0, q0);
    let mut q = [0.0; ROOM];
    for (slot, piece) in q[..=jz].iter_mut().zip(iq).rev() {
        *slot = scale * f64::from(*piece);
        scale *= TWO_M24;
    }
    let mut parts = [0.0; ROOM];
    for i in (0..=jz).rev() {
        let terms = PIO2.iter().zip(&q[i..=jz]);
        parts[jz - i] = terms.fold(0.0, |sum, (pi, q)| sum + pi * q);
    }
    let parts = &parts[..=jz];
    let y = parts.iter().rev().fold(0.0, |sum, part| sum + part);
    let tail = parts[1..].iter().fold(parts[0] - y, |sum, part| sum + part);
    (y, tail)
}
