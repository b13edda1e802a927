//! Decimal digits of a double, rounded at a chosen place.
//!
//! Input is a finite, non-negative double; output are the digits of its exact decimal expansion
//! after one rounding. Both languages print with these: JavaScript rounds a tie up
//! (ECMA-262 §21.1.3.3 "pick the larger n"), Ruby's `format` rounds it to even.

/// What happens to a value exactly between two neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tie {
    /// Away from zero.
    Up,
    /// To the neighbour whose last digit is even.
    Even,
}

/// No double has more digits than this behind its decimal point.
const MOST_FRACTION_DIGITS: usize = 1074;
/// No double has more significant digits than this.
const MOST_SIGNIFICANT_DIGITS: usize = 767;

/// The number of digits behind the point in the exact expansion of `x`.
///
/// A double is `m * 2^e` with odd `m`; for negative `e` the expansion ends, with a 5, at the
/// `-e`th digit.
fn fraction_digits(x: f64) -> usize {
    if x == 0.0 {
        return 0;
    }
    let bits = x.to_bits();
    let biased = i32::try_from((bits >> 52) & 0x7ff).unwrap_or(0);
    let fraction = bits & ((1 << 52) - 1);
    let (mantissa, exponent) = if biased == 0 {
        (fraction, -1074)
    } else {
        (fraction | (1 << 52), biased - 1075)
    };
    let exponent = exponent + mantissa.trailing_zeros().cast_signed();
    usize::try_from(-exponent).unwrap_or(0)
}

/// Adds one to a text of decimal digits, a point among them being skipped.
pub(crate) fn increment(text: &mut String) {
    let mut bytes = std::mem::take(text).into_bytes();
    let mut carry = true;
    for byte in bytes.iter_mut().rev() {
        match byte {
            b'9' => *byte = b'0',
            b'0'..=b'8' => {
                *byte += 1;
                carry = false;
                break;
            }
            _ => {}
        }
    }
    if carry {
        bytes.insert(0, b'1');
    }
    text.extend(bytes.into_iter().map(char::from));
}

/// `x` with exactly `places` digits behind the point (no point for none).
pub(crate) fn fixed(x: f64, places: usize, tie: Tie) -> String {
    debug_assert!(x.is_finite() && !x.is_sign_negative());
    let shown = places.min(MOST_FRACTION_DIGITS);
    let is_tie = tie == Tie::Up && fraction_digits(x) == shown + 1;
    let mut text = if is_tie {
        // One digit more is the whole expansion, and that digit is the 5 to round at.
        let mut exact = format!("{:.*}", shown + 1, x);
        exact.pop();
        if exact.ends_with('.') {
            exact.pop();
        }
        increment(&mut exact);
        exact
    } else {
        format!("{x:.shown$}")
    };
    text.extend(std::iter::repeat_n('0', places - shown));
    text
}

/// Digits and decimal exponent of `x`: `d.ddd × 10^exponent` with `count` digits in all.
pub(crate) fn significant(x: f64, count: usize, tie: Tie) -> (String, i32) {
    debug_assert!(x.is_finite() && !x.is_sign_negative() && count > 0);
    let shown = count.min(MOST_SIGNIFICANT_DIGITS);
    let (mut digits, mut exponent) = scientific(x, shown);
    if tie == Tie::Up && shown < MOST_SIGNIFICANT_DIGITS {
        let (mut longer, longer_exponent) = scientific(x, shown + 1);
        if longer.ends_with('5') && is_exact(x, &longer, longer_exponent) {
            longer.pop();
            increment(&mut longer);
            exponent = longer_exponent;
            if longer.len() > shown {
                longer.pop();
                exponent += 1;
            }
            digits = longer;
        }
    }
    digits.extend(std::iter::repeat_n('0', count - shown));
    (digits, exponent)
}

/// The `count` leading digits of `x`, ties to even, and the exponent of the first.
fn scientific(x: f64, count: usize) -> (String, i32) {
    let text = format!("{:.*e}", count - 1, x);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = mantissa.chars().filter(|c| *c != '.').collect();
    (digits, exponent.parse().unwrap_or(0))
}

/// Whether `digits` with `exponent` are the whole expansion of `x`.
fn is_exact(x: f64, digits: &str, exponent: i32) -> bool {
    let places = i64::try_from(digits.len()).unwrap_or(i64::MAX) - 1 - i64::from(exponent);
    match usize::try_from(places) {
        Ok(places) => places >= fraction_digits(x),
        Err(_) if fraction_digits(x) > 0 => false,
        Err(_) => {
            let whole = format!("{x:.0}");
            let (head, tail) = whole.split_at(digits.len().min(whole.len()));
            head == digits && tail.bytes().all(|b| b == b'0')
        }
    }
}

/// The shortest digits that read back as `x`, nearest to it, and the exponent of the first.
pub(crate) fn shortest(x: f64) -> (String, i32) {
    debug_assert!(x.is_finite() && !x.is_sign_negative());
    let mut buffer = ryu_js::Buffer::new();
    let text = buffer.format(x);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let digits = all.trim_start_matches('0');
    if digits.is_empty() {
        return ("0".to_owned(), 0);
    }
    // Places that the first digit stands right of the first place written.
    let skipped = i32::try_from(all.len() - digits.len()).unwrap_or(0);
    let before = i32::try_from(whole.len()).unwrap_or(0);
    let exponent = exponent.parse::<i32>().unwrap_or(0) + before - 1 - skipped;
    let digits = digits.trim_end_matches('0');
    (digits.to_owned(), exponent)
}
