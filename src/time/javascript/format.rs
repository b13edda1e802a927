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
