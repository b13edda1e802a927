//! `new Date(year, month, …)` and `Date.UTC(year, month, …)` (ECMA-262 §21.4.2.1 and §21.4.3.4).
//!
//! Input is the list of arguments after `ToNumber`; output is a time value.

use crate::time::{TimeError, Zone};

use super::arithmetic::{make_date, make_day, make_full_year, make_time, time_clip};
use super::frame::Frame;

/// The reading of the clock that the arguments name. Arguments beyond the seventh are ignored.
fn reading(arguments: &[f64]) -> f64 {
    let part = |index: usize, default: f64| arguments.get(index).copied().unwrap_or(default);
    make_date(
        make_day(make_full_year(part(0, f64::NAN)), part(1, 0.0), part(2, 1.0)),
        make_time(part(3, 0.0), part(4, 0.0), part(5, 0.0), part(6, 0.0)),
    )
}

/// The time value of `new Date(year, month, …)`, with two to seven arguments.
pub fn local(arguments: &[f64], zone: &Zone) -> Result<f64, TimeError> {
    Ok(time_clip(Frame::Local(zone).time_of(reading(arguments))?))
}

/// `Date.UTC(year, month, …)`, with any number of arguments.
pub fn utc(arguments: &[f64]) -> f64 {
    time_clip(reading(arguments))
}
