//! The setters of dates (ECMA-262 §21.4.4.20 to §21.4.4.34 and §B.2.3.2) as functions.
//!
//! Input is the time value of the date, the [`Frame`] (local or UTC), and the arguments after `ToNumber`; output is
//! the new time value, which is also what the setter returns. A missing first argument is `undefined`, hence NaN.

use crate::time::TimeError;

use super::arithmetic::{make_date, make_day, make_full_year, make_time, time_clip};
use super::frame::{Fields, Frame};

/// Which setter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setter {
    /// `setMilliseconds(ms)`.
    Milliseconds,
    /// `setSeconds(sec[, ms])`.
    Seconds,
    /// `setMinutes(min[, sec[, ms]])`.
    Minutes,
    /// `setHours(hour[, min[, sec[, ms]]])`.
    Hours,
    /// `setDate(date)`.
    Date,
    /// `setMonth(month[, date])`.
    Month,
    /// `setFullYear(year[, month[, date]])`.
    FullYear,
    /// `setYear(year)`, where 0 to 99 mean the 20th century.
    Year,
}

/// The fields of the first of January 1970, which the year setters take for an invalid date.
const EPOCH: Fields = Fields {
    year: 1970,
    month: 0,
    date: 1,
    day: 4,
    hours: 0,
    minutes: 0,
    seconds: 0,
    milliseconds: 0,
};

/// The new time value after `setter` on the time value `t`.
pub fn set(t: f64, setter: Setter, frame: Frame, arguments: &[f64]) -> Result<f64, TimeError> {
    let sets_year = matches!(setter, Setter::FullYear | Setter::Year);
    let old = match frame.fields(t)? {
        Some(fields) => fields,
        None if sets_year => EPOCH,
        None => return Ok(f64::NAN),
    };
    let first = arguments.first().copied().unwrap_or(f64::NAN);
    let or = |index: usize, kept: u32| arguments.get(index).copied().unwrap_or(f64::from(kept));
    let [hours, minutes, seconds, ms] = [old.hours, old.minutes, old.seconds, old.milliseconds].map(f64::from);
    let same_day = make_day(old.year as f64, f64::from(old.month), f64::from(old.date));
    let same_time = make_time(hours, minutes, seconds, ms);
    let reading = match setter {
        Setter::Milliseconds => make_date(same_day, make_time(hours, minutes, seconds, first)),
        Setter::Seconds => make_date(same_day, make_time(hours, minutes, first, or(1, old.milliseconds))),
        Setter::Minutes => make_date(
            same_day,
            make_time(hours, first, or(1, old.seconds), or(2, old.milliseconds)),
        ),
        Setter::Hours => make_date(
            same_day,
            make_time(first, or(1, old.minutes), or(2, old.seconds), or(3, old.milliseconds)),
        ),
        Setter::Date => make_date(make_day(old.year as f64, f64::from(old.month), first), same_time),
        Setter::Month => make_date(make_day(old.year as f64, first, or(1, old.date)), same_time),
        Setter::FullYear => make_date(make_day(first, or(1, old.month), or(2, old.date)), same_time),
        Setter::Year => make_date(
            make_day(make_full_year(first), f64::from(old.month), f64::from(old.date)),
            same_time,
        ),
    };
    Ok(time_clip(frame.time_of(reading)?))
}
