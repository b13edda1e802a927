//! `%d %i %u %o %x %X %b %B`.
//!
//! Without a sign flag the bases other than ten show a negative number in two's complement without
//! end: `..f01`.

use super::Spec;
use crate::number::ruby::Int;
use num_bigint::BigInt;

/// The base, and how many bits a digit has (0 for base ten).
fn base(conversion: char) -> (u32, u64) {
    match conversion {
        'o' => (8, 3),
        'x' | 'X' => (16, 4),
        'b' | 'B' => (2, 1),
        _ => (10, 0),
    }
}

/// The digits of a negative number in two's complement, the first of them being the highest digit
/// of the base, and the second another one.
fn complement(value: &BigInt, radix: u32, digit_bits: u64) -> String {
    let size = value.magnitude();
    let bits = size.bits();
    let mut count = bits.div_ceil(digit_bits);
    let power_of_two = size.trailing_zeros().is_some_and(|zeros| zeros + 1 == bits);
    if !(power_of_two && count * digit_bits - bits == digit_bits - 1) {
        count += 1;
    }
    (value + (BigInt::from(1) << (count * digit_bits))).to_str_radix(radix)
}

/// The highest digit of the base, which fills up a number in two's complement.
fn filler(conversion: char) -> char {
    match conversion {
        'o' => '7',
        'x' => 'f',
        'X' => 'F',
        _ => '1',
    }
}

fn prefix(conversion: char) -> &'static str {
    match conversion {
        'o' => "0",
        'x' => "0x",
        'X' => "0X",
        'b' => "0b",
        'B' => "0B",
        _ => "",
    }
}

fn length(text: &str) -> i64 {
    i64::try_from(text.len()).unwrap_or(i64::MAX)
}

fn repeated(fill: char, count: i64) -> String {
    std::iter::repeat_n(fill, usize::try_from(count).unwrap_or(0)).collect()
}

/// The text of an Integer.
pub(super) fn format(spec: Spec, conversion: char, value: &Int) -> String {
    let (radix, digit_bits) = base(conversion);
    let negative = value.signum() < 0;
    let signed = radix == 10 || spec.plus || spec.space;
    let dots = negative && !signed;
    let big = value.to_big();
    let mut digits = if dots {
        complement(&big, radix, digit_bits)
    } else {
        big.magnitude().to_str_radix(radix)
    };
    if conversion == 'X' {
        digits.make_ascii_uppercase();
    }
    let sign = match (signed, negative) {
        (true, true) => "-",
        (true, false) if spec.plus => "+",
        (true, false) if spec.space => " ",
        _ => "",
    };
    let mut width = spec.width.unwrap_or(-1) - length(sign);
    let mut precision = spec.precision.unwrap_or(-1);
    if dots {
        precision -= 2;
        width -= 2;
    }
    let mut prefix = if spec.sharp { prefix(conversion) } else { "" };
    if prefix == "0" {
        if dots {
            prefix = "";
        } else if digits == "0" {
            digits.clear();
            if spec.precision.is_some() {
                precision -= 1;
            }
        } else if spec.precision.is_some() && precision > length(&digits) {
            prefix = "";
        }
    } else if digits == "0" {
        prefix = "";
    }
    width -= length(prefix);
    if spec.zero && !spec.minus && spec.precision.is_none() {
        precision = width;
        width = 0;
    } else {
        if precision < length(&digits) {
            if prefix.is_empty() && precision == 0 && digits == "0" {
                digits.clear();
            }
            precision = length(&digits);
        }
        width -= precision;
    }
    let fill = if dots {
        repeated(filler(conversion), precision - length(&digits))
    } else if spec.minus && spec.precision.is_none() {
        String::new()
    } else {
        repeated('0', precision - length(&digits))
    };
    let dots = if dots { ".." } else { "" };
    let body = format!("{sign}{prefix}{dots}{fill}{digits}");
    let space = repeated(' ', width);
    if spec.minus { body + &space } else { space + &body }
}
