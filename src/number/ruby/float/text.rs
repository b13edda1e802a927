//! `Float#to_s`.

use crate::number::decimal;

/// `Float#to_s` and `inspect`: the shortest digits that read back as the number, in scientific
/// form below 10^-4, and from 10^15 on for a number without digits behind the point.
pub fn to_s(x: f64) -> String {
    if x.is_nan() {
        return "NaN".to_owned();
    }
    let sign = if x.is_sign_negative() { "-" } else { "" };
    if x.is_infinite() {
        return format!("{sign}Infinity");
    }
    if x == 0.0 {
        return format!("{sign}0.0");
    }
    let (digits, exponent) = decimal::shortest(x.abs());
    let whole = usize::try_from(exponent).map(|exponent| exponent + 1);
    match (whole, exponent) {
        // Digits behind the point keep the plain form longer than zeros before it.
        (Ok(whole), _) if digits.len() > whole || whole <= 15 => {
            let padded = format!("{digits:0<whole$}");
            let (whole, fraction) = padded.split_at(whole);
            let fraction = if fraction.is_empty() { "0" } else { fraction };
            format!("{sign}{whole}.{fraction}")
        }
        (Err(_), -4..=-1) => {
            let zeros = usize::try_from(-exponent - 1).unwrap_or(0);
            format!("{sign}0.{}{digits}", "0".repeat(zeros))
        }
        _ => {
            let (first, rest) = digits.split_at(1);
            let rest = if rest.is_empty() { "0" } else { rest };
            let mark = if exponent < 0 { '-' } else { '+' };
            format!("{sign}{first}.{rest}e{mark}{:02}", exponent.unsigned_abs())
        }
    }
}
