//! The abstract operations on time values of ECMA-262 §21.4.1, with V8's bounds.
//!
//! Input and output are `f64`; NaN stands for "no such time" and passes through.

use crate::time::calendar::days_from_civil;

/// Milliseconds in a day.
pub const MS_PER_DAY: f64 = 86_400_000.0;
/// The largest absolute time value.
pub const MAX_TIME: f64 = 8.64e15;

/// `ToIntegerOrInfinity` without the infinities: truncates, and turns NaN into 0.
fn to_integer(value: f64) -> f64 {
    if value.is_nan() { 0.0 } else { value.trunc() + 0.0 }
}

/// `MakeTime` (§21.4.1.27): milliseconds of a day from its parts, which may be out of their ranges.
pub fn make_time(hour: f64, minute: f64, second: f64, ms: f64) -> f64 {
    if !(hour.is_finite() && minute.is_finite() && second.is_finite() && ms.is_finite()) {
        return f64::NAN;
    }
    to_integer(hour) * 3_600_000.0 + to_integer(minute) * 60_000.0 + to_integer(second) * 1_000.0 + to_integer(ms)
}

/// `MakeDay` (§21.4.1.28): the day number of a year, a month from 0, and a date, which may be out of their ranges.
///
/// V8 answers NaN for years beyond ±10^6 and months beyond ±10^7, where the standard leaves it open.
pub fn make_day(year: f64, month: f64, date: f64) -> f64 {
    let in_bounds = (-1e6..=1e6).contains(&year) && (-1e7..=1e7).contains(&month) && date.is_finite();
    if !in_bounds {
        return f64::NAN;
    }
    let months = month.trunc() as i64;
    let year = year.trunc() as i64 + months.div_euclid(12);
    let month = months.rem_euclid(12) as u32 + 1;
    (days_from_civil(year, month, 1) - 1) as f64 + to_integer(date)
}

/// `MakeDate` (§21.4.1.29): a time value from a day number and milliseconds of the day.
pub fn make_date(day: f64, time: f64) -> f64 {
    if !(day.is_finite() && time.is_finite()) {
        return f64::NAN;
    }
    let value = time + day * MS_PER_DAY;
    if value.is_finite() { value } else { f64::NAN }
}

/// `TimeClip` (§21.4.1.31): a whole number of milliseconds within the range of time values, or NaN.
#[inline]
pub fn time_clip(time: f64) -> f64 {
    if time.abs() <= MAX_TIME {
        // Truncates; within the range both types are exact.
        (time as i64) as f64
    } else {
        f64::NAN
    }
}

/// `MakeFullYear` (§21.4.1.30): the two-digit years 0 to 99 are those of the 20th century.
pub fn make_full_year(year: f64) -> f64 {
    if year.is_nan() {
        return f64::NAN;
    }
    let truncated = to_integer(year);
    if (0.0..=99.0).contains(&truncated) {
        1900.0 + truncated
    } else {
        year
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expectations from Node 20.
    #[test]
    fn fields_may_leave_their_ranges() {
        let utc = |list: &[f64]| crate::time::javascript::construct::utc(list);
        assert_eq!(utc(&[2020.0, 1.9]), 1_580_515_200_000.0);
        assert_eq!(utc(&[99.0, 12.0, 0.0, 25.0]), 946_688_400_000.0);
        assert_eq!(utc(&[275_760.0, 8.0, 13.0]), MAX_TIME);
        assert!(utc(&[275_760.0, 8.0, 13.0, 0.0, 0.0, 0.0, 1.0]).is_nan());
        assert!(utc(&[f64::NAN]).is_nan());
        assert!(utc(&[]).is_nan());
    }

    #[test]
    fn clipping_truncates_and_has_no_negative_zero() {
        assert_eq!(time_clip(1.9), 1.0);
        assert!(time_clip(-0.5).is_sign_positive());
        assert!(time_clip(MAX_TIME + 1.0).is_nan());
    }
}
