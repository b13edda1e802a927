//! What the record of Node's answers does not hold.

use super::*;

#[test]
fn half_a_surrogate_pair_ends_a_number() {
    let units: Vec<u16> = "12".encode_utf16().chain([0xd83d]).collect();
    assert!(string_to_number(units.as_slice()).is_nan());
    assert_eq!(parse_float(units.as_slice()), 12.0);
    assert_eq!(parse_int(units.as_slice(), 0), 12.0);
}

#[test]
fn exponents_of_any_length_are_read() {
    let digits = "9".repeat(30);
    assert_eq!(string_to_number(format!("1e{digits}").as_str()), f64::INFINITY);
    assert_eq!(string_to_number(format!("1e-{digits}").as_str()), 0.0);
    assert_eq!(string_to_number(format!("0e{digits}").as_str()), 0.0);
    assert_eq!(numeric_literal(&format!("1e{digits}")), Ok(f64::INFINITY));
}

#[test]
fn lengths_are_clamped() {
    assert_eq!(to_length(f64::NAN), 0);
    assert_eq!(to_length(-1.0), 0);
    assert_eq!(to_length(f64::INFINITY), (1 << 53) - 1);
    assert_eq!(to_length(2.9), 2);
}

#[test]
fn range_errors_have_the_words_of_node() {
    let error = to_fixed(1.0, 101.0).unwrap_err();
    assert_eq!(error.to_string(), "toFixed() digits argument must be between 0 and 100");
    assert_eq!(to_precision(f64::NAN, Some(1000.0)), Ok("NaN".to_owned()));
    assert_eq!(to_fixed(f64::NAN, 1000.0), Err(RangeError::Fixed));
}

#[test]
fn integers_are_told_from_others() {
    use super::convert::{is_integer, is_safe_integer};
    assert!(is_integer(1e300) && !is_integer(1.5) && !is_integer(f64::INFINITY));
    assert!(is_safe_integer(constants::MAX_SAFE_INTEGER));
    assert!(!is_safe_integer(9_007_199_254_740_992.0));
}
