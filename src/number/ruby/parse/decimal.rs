//! The reader of floating-point text below all of Ruby's: its variant of `strtod`.
//!
//! It rounds correctly, but reads only the first 60 digits or so of a number with a fraction, and
//! takes hexadecimal numbers, whose digits it adds up in doubles.

use super::is_space;

/// Digits after which a fraction is no longer read.
const MOST_DIGITS: usize = 60;
/// Exponents are cut to this size.
const LARGEST_EXPONENT: i64 = 19_999;

/// The number at the beginning of the text, and how many bytes it has (0 for none).
pub(super) fn strtod(text: &[u8]) -> (f64, usize) {
    let at = |i: usize| text.get(i).copied().unwrap_or(0);
    let mut i = text.iter().take_while(|b| is_space(**b)).count();
    let negative = at(i) == b'-';
    if matches!(at(i), b'+' | b'-') {
        i += 1;
        if at(i) == 0 {
            return (0.0, 0);
        }
    }
    let unsigned = if at(i) == b'0' && matches!(at(i + 1), b'x' | b'X') {
        hexadecimal(text, i + 2)
    } else {
        decimal(text, i)
    };
    match unsigned {
        Some((value, end)) if negative => (-value, end),
        Some(found) => found,
        None => (0.0, 0),
    }
}

fn decimal(text: &[u8], start: usize) -> Option<(f64, usize)> {
    let at = |i: usize| text.get(i).copied().unwrap_or(0);
    let run = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        from + rest.iter().take_while(|b| b.is_ascii_digit()).count()
    };
    let mut i = run(start);
    let whole = &text[start..i];
    let mut fraction: &[u8] = &[];
    if at(i) == b'.' && at(i + 1).is_ascii_digit() {
        let end = run(i + 1);
        fraction = &text[i + 1..end];
        i = end;
    }
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut exponent = 0;
    if matches!(at(i), b'e' | b'E') {
        let digits = i + 1 + usize::from(matches!(at(i + 1), b'+' | b'-'));
        let end = run(digits);
        if end > digits {
            exponent = cut_exponent(&text[digits..end]);
            if at(i + 1) == b'-' {
                exponent = -exponent;
            }
            i = end;
        }
    }
    Some((value(whole, fraction, exponent), i))
}

fn cut_exponent(digits: &[u8]) -> i64 {
    digits.iter().fold(0, |value, digit| {
        (value * 10 + i64::from(digit - b'0')).min(LARGEST_EXPONENT)
    })
}

/// The double nearest to the digits that are read.
fn value(whole: &[u8], fraction: &[u8], exponent: i64) -> f64 {
    let significant = whole.iter().skip_while(|b| **b == b'0').count();
    let mut read = significant;
    let mut digits = String::from("0");
    digits.extend(whole.iter().map(|b| char::from(*b)));
    digits.push('.');
    // Zeros count as digits once another digit follows.
    let mut zeros = 0;
    for digit in fraction {
        if read > MOST_DIGITS {
            break;
        }
        if *digit == b'0' {
            zeros += 1;
            continue;
        }
        digits.extend(std::iter::repeat_n('0', zeros));
        digits.push(char::from(*digit));
        if read > 0 {
            read += zeros;
        }
        read += 1;
        zeros = 0;
    }
    // The text has the form that the standard library takes.
    format!("{digits}e{exponent}").parse().unwrap_or(0.0)
}

/// The digits after `0x`, with an optional fraction and binary exponent.
fn hexadecimal(text: &[u8], start: usize) -> Option<(f64, usize)> {
    let at = |i: usize| text.get(i).copied().unwrap_or(0);
    let digit = |i: usize| char::from(at(i)).to_digit(16).map(f64::from);
    let mut i = start;
    digit(i)?;
    let mut sum = 0.0;
    let mut weight = 1.0;
    let mut exponent: i64 = -4;
    while at(i) == b'0' {
        i += 1;
    }
    while let Some(value) = digit(i) {
        sum += weight * value;
        exponent += 4;
        weight /= 16.0;
        i += 1;
    }
    let dotted = at(i) == b'.';
    if dotted {
        i += 1;
        digit(i)?;
        if exponent < 0 {
            while at(i) == b'0' {
                i += 1;
                exponent -= 4;
            }
        }
        while let Some(value) = digit(i) {
            sum += weight * value;
            weight /= 16.0;
            i += 1;
        }
    }
    if matches!(at(i), b'p' | b'P') {
        i += 1;
        let negative = at(i) == b'-';
        i += usize::from(matches!(at(i), b'+' | b'-'));
        let rest = text.get(i..).unwrap_or_default();
        let count = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        if count == 0 {
            return None;
        }
        let size = cut_exponent(&rest[..count]);
        exponent += if negative { -size } else { size };
        i += count;
    } else if dotted {
        return None;
    }
    let exponent = i32::try_from(exponent).unwrap_or(i32::MAX);
    Some((libm::ldexp(sum, exponent), i))
}
