//! Numeric literals of source text (ECMA-262 §12.9.3 and §B.1.1, sloppy mode).
//!
//! Input is the whole text of one literal, as a lexer cut it out; the sign is no part of it.

use super::parse::digits_to_number;

/// Why a text is no Number literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiteralError {
    /// A well-formed BigInt literal, such as `1n`.
    BigInt,
    /// Not a literal; the real language reports a SyntaxError.
    Malformed,
}

/// The value of a numeric literal.
///
/// # Errors
/// See [`LiteralError`].
pub fn numeric_literal(text: &str) -> Result<f64, LiteralError> {
    let bytes = text.as_bytes();
    match bytes {
        [b'0', b'x' | b'X', ..] => prefixed(&text[2..], 16),
        [b'0', b'o' | b'O', ..] => prefixed(&text[2..], 8),
        [b'0', b'b' | b'B', ..] => prefixed(&text[2..], 2),
        [b'0', b'0'..=b'9', ..] => leading_zero(text),
        _ => decimal(text),
    }
}

fn prefixed(digits: &str, radix: u32) -> Result<f64, LiteralError> {
    let (digits, big) = without_suffix(digits);
    let digits = separated(digits, radix).ok_or(LiteralError::Malformed)?;
    if big {
        return Err(LiteralError::BigInt);
    }
    Ok(digits_to_number(&digits, radix))
}

fn without_suffix(text: &str) -> (&str, bool) {
    text.strip_suffix('n').map_or((text, false), |rest| (rest, true))
}

/// The digits without their separators, if there is one digit at least and each separator stands
/// between two digits.
fn separated(text: &str, radix: u32) -> Option<String> {
    let well_placed = text
        .split('_')
        .all(|part| !part.is_empty() && part.chars().all(|c| c.is_digit(radix)));
    well_placed.then(|| text.replace('_', ""))
}

/// `017` is octal, `018` and `08.5` are decimal; neither takes separators or a suffix.
fn leading_zero(text: &str) -> Result<f64, LiteralError> {
    let whole = text.bytes().take_while(u8::is_ascii_digit).count();
    if text[..whole].bytes().all(|b| b < b'8') {
        return if whole == text.len() {
            Ok(digits_to_number(text, 8))
        } else {
            Err(LiteralError::Malformed)
        };
    }
    if text[whole..].starts_with('_') {
        return Err(LiteralError::Malformed);
    }
    match decimal(text) {
        Err(LiteralError::BigInt) => Err(LiteralError::Malformed),
        other => other,
    }
}

fn decimal(text: &str) -> Result<f64, LiteralError> {
    let (body, big) = without_suffix(text);
    let (mantissa, exponent) = match body.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (body, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let fraction_given = fraction.is_some();
    let fraction = fraction.unwrap_or("");
    if whole.is_empty() && fraction.is_empty() {
        return Err(LiteralError::Malformed);
    }
    let part = |digits: &str| {
        if digits.is_empty() {
            Some(String::new())
        } else {
            separated(digits, 10)
        }
    };
    let whole = part(whole).ok_or(LiteralError::Malformed)?;
    if text.starts_with("0_") {
        return Err(LiteralError::Malformed);
    }
    let fraction = part(fraction).ok_or(LiteralError::Malformed)?;
    let exponent_digits = match exponent {
        Some(exponent) => {
            let (sign, digits) = match exponent.strip_prefix('-') {
                Some(digits) => ("-", digits),
                None => ("", exponent.strip_prefix('+').unwrap_or(exponent)),
            };
            let digits = separated(digits, 10).ok_or(LiteralError::Malformed)?;
            Some(format!("{sign}{digits}"))
        }
        None => None,
    };
    if big {
        return Err(if fraction_given || exponent_digits.is_some() {
            LiteralError::Malformed
        } else {
            LiteralError::BigInt
        });
    }
    let exponent = exponent_digits.map_or(String::new(), |digits| format!("e{digits}"));
    // The parts were checked, so the standard library takes them.
    Ok(format!("0{whole}.{fraction}{exponent}").parse().unwrap_or(f64::NAN))
}
