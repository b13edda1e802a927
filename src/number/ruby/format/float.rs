//! `%f %e %E %g %G %a %A`.

use super::{FormatError, Number, Spec, digits};
use crate::number::magnitude::decompose;
use crate::number::ruby::{Int, Rational};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Signed;

const DEFAULT_PRECISION: usize = 6;

/// The text of a number; the precision was checked against `limit` before.
pub(super) fn format(spec: Spec, conversion: char, number: &Number, limit: usize) -> Result<String, FormatError> {
    let value = match number {
        Number::Integer(value) if conversion == 'f' => {
            return Ok(exact(spec, &value.clone().into()));
        }
        Number::Rational(value) if conversion == 'f' => {
            // The power of ten has about 3.3 bits a digit.
            if spec
                .precision
                .is_some_and(|p| usize::try_from(p).is_ok_and(|p| p > limit))
            {
                return Err(FormatError::TooLarge);
            }
            return Ok(exact(spec, value));
        }
        Number::Integer(value) => value.to_f64(),
        Number::Rational(value) => value.to_f64_by_parts(),
        Number::Float(value) => *value,
    };
    if !value.is_finite() {
        return Ok(not_finite(spec, value));
    }
    let size = value.abs();
    let precision = spec.precision.and_then(|p| usize::try_from(p).ok());
    let (prefix, mut body) = match conversion {
        'f' => ("", fixed(spec, size, precision.unwrap_or(DEFAULT_PRECISION))),
        'e' | 'E' => ("", scientific(spec, size, precision.unwrap_or(DEFAULT_PRECISION))),
        'g' | 'G' => ("", general(spec, size, precision.unwrap_or(DEFAULT_PRECISION))),
        _ => ("0x", hexadecimal(spec, size, precision)),
    };
    let mut prefix = prefix.to_owned();
    if conversion.is_ascii_uppercase() {
        body.make_ascii_uppercase();
        prefix.make_ascii_uppercase();
    }
    Ok(assemble(spec, value.is_sign_negative(), &prefix, &body))
}

fn sign(spec: Spec, negative: bool) -> &'static str {
    if negative {
        "-"
    } else if spec.plus {
        "+"
    } else if spec.space {
        " "
    } else {
        ""
    }
}

/// Sign, zeros between the sign and the digits, and spaces.
fn assemble(spec: Spec, negative: bool, prefix: &str, body: &str) -> String {
    let sign = sign(spec, negative);
    let length = sign.len() + prefix.len() + body.len();
    let zeros = if spec.zero && !spec.minus {
        "0".repeat(spec.width().saturating_sub(length))
    } else {
        String::new()
    };
    spec.pad(format!("{sign}{prefix}{zeros}{body}"))
}

fn not_finite(spec: Spec, value: f64) -> String {
    let text = if value.is_nan() { "NaN" } else { "Inf" };
    let sign = sign(spec, value < 0.0);
    spec.pad(format!("{sign}{text}"))
}

/// An Integer or Rational for `%f`, a half being rounded away from zero.
fn exact(spec: Spec, value: &Rational) -> String {
    let precision = spec.precision.unwrap_or(6);
    let places = usize::try_from(precision).unwrap_or(0);
    // CRuby negates this one in a machine word, where it stays negative and gets a second sign.
    let size = if value.numerator() == &BigInt::from(-1_i64 << 62) {
        value.numerator().clone()
    } else {
        value.numerator().abs()
    };
    let body = if value.denominator() == &BigInt::from(1) {
        digits::with_point(&(Int::from(size).to_string() + &"0".repeat(places)), places)
    } else {
        let power = BigInt::from(10).pow(u32::try_from(precision).unwrap_or(0));
        let scaled: BigInt = size * power + value.denominator() / 2_u8;
        digits::with_point(&scaled.div_floor(value.denominator()).to_string(), places)
    };
    assemble(spec, value.numerator().is_negative(), "", &body)
}

fn fixed(spec: Spec, size: f64, precision: usize) -> String {
    let text = digits::fixed(size, precision);
    if precision == 0 && spec.sharp { text + "." } else { text }
}

/// `d.ddde+xx`.
fn with_exponent(digits: &str, exponent: i32, sharp: bool) -> String {
    let (first, rest) = digits.split_at(1);
    let point = if rest.is_empty() && !sharp { "" } else { "." };
    let mark = if exponent < 0 { '-' } else { '+' };
    format!("{first}{point}{rest}e{mark}{:02}", exponent.unsigned_abs())
}

fn scientific(spec: Spec, size: f64, precision: usize) -> String {
    let rounded = digits::significant(size, precision + 1);
    with_exponent(&rounded.digits, rounded.exponent, spec.sharp)
}

fn general(spec: Spec, size: f64, precision: usize) -> String {
    let count = precision.max(1);
    let rounded = digits::significant(size, count);
    let exponent = rounded.exponent;
    let kept = if spec.sharp || rounded.keeps_zeros {
        rounded.digits.as_str()
    } else {
        let kept = rounded.digits.trim_end_matches('0');
        if kept.is_empty() { "0" } else { kept }
    };
    let before_point = usize::try_from(exponent).map(|exponent| exponent + 1);
    match before_point {
        Ok(whole) if whole <= count => {
            let padded = format!("{kept:0<whole$}");
            let (whole, fraction) = padded.split_at(whole);
            let point = if fraction.is_empty() && !spec.sharp { "" } else { "." };
            format!("{whole}{point}{fraction}")
        }
        Err(_) if exponent >= -4 => {
            let zeros = usize::try_from(-1 - exponent).unwrap_or(0);
            format!("0.{}{kept}", "0".repeat(zeros))
        }
        _ => with_exponent(kept, exponent, spec.sharp),
    }
}

/// `1.8p+1`; the first digit is 1 but for zero.
fn hexadecimal(spec: Spec, size: f64, precision: Option<usize>) -> String {
    let (mut mantissa, exponent) = decompose(size);
    let mut exponent = exponent + 52;
    if size == 0.0 {
        exponent = 0;
    } else {
        let shift = mantissa.leading_zeros().saturating_sub(11);
        mantissa <<= shift;
        exponent -= shift.cast_signed();
    }
    let mut places = 13;
    if precision == Some(13) && mantissa & 1 == 1 {
        // CRuby rounds here, too, and loses the last bit.
        mantissa = if mantissa & 2 == 0 { mantissa - 1 } else { mantissa + 1 };
    }
    if let Some(wanted) = precision.filter(|wanted| *wanted < 13) {
        let drop = 4 * (13 - wanted);
        let half = 1_u64 << (drop - 1);
        let rest = mantissa & ((1 << drop) - 1);
        mantissa >>= drop;
        if rest > half || (rest == half && mantissa & 1 == 1) {
            mantissa += 1;
        }
        places = wanted;
    }
    if mantissa >> (4 * places) == 2 {
        mantissa >>= 1;
        exponent += 1;
    }
    let first = mantissa >> (4 * places);
    let rest = mantissa & ((1 << (4 * places)) - 1);
    let mut digits = if places == 0 {
        String::new()
    } else {
        format!("{rest:0places$x}")
    };
    match precision {
        None => digits.truncate(digits.trim_end_matches('0').len()),
        Some(wanted) => digits.extend(std::iter::repeat_n('0', wanted.saturating_sub(places))),
    }
    let point = if digits.is_empty() && !spec.sharp { "" } else { "." };
    format!("{first}{point}{digits}p{exponent:+}")
}
