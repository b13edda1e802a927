//! The texts of dates: ISO, the plain ones of `toString` and its parts, and UTC.
//!
//! Input is a time value, and a zone where the text is local; output is the text. NaN is `Invalid Date`, except for
//! `toISOString`, which throws. The name of the zone in parentheses is known for most zones (see
//! [`super::zone_names`]) and unsupported for the others.

use super::frame::{Fields, Frame};
use super::zone_names;
use crate::time::{TimeError, Zone};

const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const INVALID: &str = "Invalid Date";

fn weekday(fields: &Fields) -> &'static str {
    WEEKDAYS[fields.day as usize % 7]
}

fn month(fields: &Fields) -> &'static str {
    MONTHS[fields.month as usize % 12]
}

/// At least four digits after the sign.
fn year(fields: &Fields) -> String {
    let sign = if fields.year < 0 { "-" } else { "" };
    format!("{sign}{:04}", fields.year.abs())
}

fn utc_fields(t: f64) -> Option<Fields> {
    super::frame::fields_of_reading(t)
}

/// `toISOString` (§21.4.4.36): throws a RangeError for an invalid date.
pub fn to_iso_string(t: f64) -> Result<String, TimeError> {
    to_json(t).ok_or_else(|| TimeError::raised("RangeError", "Invalid time value"))
}

/// The text that `toJSON` (§21.4.4.37) gives, `None` where it gives `null`.
pub fn to_json(t: f64) -> Option<String> {
    let fields = utc_fields(t)?;
    let year = match fields.year {
        year @ 0..=9999 => format!("{year:04}"),
        year => format!("{}{:06}", if year < 0 { '-' } else { '+' }, year.abs()),
    };
    Some(format!(
        "{year}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
        fields.month + 1,
        fields.date,
        fields.hours,
        fields.minutes,
        fields.seconds,
        fields.milliseconds
    ))
}

/// `toUTCString` and `toGMTString` (§21.4.4.43).
pub fn to_utc_string(t: f64) -> String {
    let Some(fields) = utc_fields(t) else {
        return INVALID.to_owned();
    };
    format!(
        "{}, {:02} {} {} {:02}:{:02}:{:02} GMT",
        weekday(&fields),
        fields.date,
        month(&fields),
        year(&fields),
        fields.hours,
        fields.minutes,
        fields.seconds
    )
}

/// `toDateString` (§21.4.4.35).
pub fn to_date_string(t: f64, zone: &Zone) -> Result<String, TimeError> {
    Ok(match Frame::Local(zone).fields(t)? {
        None => INVALID.to_owned(),
        Some(fields) => format!(
            "{} {} {:02} {}",
            weekday(&fields),
            month(&fields),
            fields.date,
            year(&fields)
        ),
    })
}

/// `toTimeString` (§21.4.4.42).
pub fn to_time_string(t: f64, zone: &Zone) -> Result<String, TimeError> {
    let Some(fields) = Frame::Local(zone).fields(t)? else {
        return Ok(INVALID.to_owned());
    };
    let west = super::frame::timezone_offset(t, zone)?;
    let minutes = west.abs() as u32;
    Ok(format!(
        "{:02}:{:02}:{:02} GMT{}{:02}{:02} ({})",
        fields.hours,
        fields.minutes,
        fields.seconds,
        if west > 0.0 { '-' } else { '+' },
        minutes / 60,
        minutes % 60,
        zone_names::long_name(t, zone)?
    ))
}

/// `toString` (§21.4.4.41), and what `Date()` gives when it is called without `new`.
pub fn to_string(t: f64, zone: &Zone) -> Result<String, TimeError> {
    if t.is_nan() {
        return Ok(INVALID.to_owned());
    }
    Ok(format!("{} {}", to_date_string(t, zone)?, to_time_string(t, zone)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expectations from Node 20.
    #[test]
    fn texts_of_dates() {
        let zone = Zone::javascript("Europe/Berlin").expect("a zone");
        let t = 1_795_341_600_123.0;
        assert_eq!(to_iso_string(t).as_deref(), Ok("2026-11-22T10:00:00.123Z"));
        assert_eq!(to_utc_string(t), "Sun, 22 Nov 2026 10:00:00 GMT");
        assert_eq!(
            to_string(t, &zone).as_deref(),
            Ok("Sun Nov 22 2026 11:00:00 GMT+0100 (Central European Standard Time)")
        );
        assert_eq!(
            to_iso_string(-62_198_755_200_001.0).as_deref(),
            Ok("-000002-12-31T23:59:59.999Z")
        );
        assert_eq!(
            to_date_string(-62_198_755_200_001.0, &zone).as_deref(),
            Ok("Fri Jan 01 -0001")
        );
    }

    #[test]
    fn texts_of_no_date() {
        let zone = Zone::javascript("UTC").expect("a zone");
        let error = to_iso_string(f64::NAN).expect_err("no date");
        assert_eq!(error.to_string(), "RangeError: Invalid time value");
        assert_eq!(to_json(f64::NAN), None);
        assert_eq!(to_utc_string(f64::NAN), "Invalid Date");
        assert_eq!(to_string(f64::NAN, &zone).as_deref(), Ok("Invalid Date"));
    }

    #[test]
    fn a_zone_without_a_known_name_is_refused() {
        let zone = Zone::javascript("Africa/Casablanca").expect("a zone");
        assert!(matches!(to_string(0.0, &zone), Err(TimeError::Unsupported(_))));
        assert!(to_date_string(0.0, &zone).is_ok());
    }
}
