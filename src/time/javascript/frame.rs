//! A time value as seen in UTC or in a zone: its fields, and the time value of a local reading of the clock.
//!
//! Input is a time value and a [`Frame`]; output is [`Fields`] or a time value. A local reading in a gap is taken with
//! the offset before the gap, one that occurs twice is its first occurrence (ECMA-262 §21.4.1.26, and ICU's rule
//! "former" in V8).

use crate::time::calendar::{Civil, civil_from_days, weekday};
use crate::time::{TimeError, Zone};

use super::arithmetic::{MAX_TIME, MS_PER_DAY};

/// Where the clock hangs whose reading is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frame<'z> {
    /// Coordinated universal time: `getUTCHours` and its siblings.
    Utc,
    /// A zone: `getHours` and its siblings.
    Local(&'z Zone),
}

/// The parts of a valid time value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fields {
    /// `getFullYear`.
    pub year: i64,
    /// `getMonth`, 0 to 11.
    pub month: u32,
    /// `getDate`, 1 to 31.
    pub date: u32,
    /// `getDay`, 0 for Sunday.
    pub day: u32,
    /// `getHours`.
    pub hours: u32,
    /// `getMinutes`.
    pub minutes: u32,
    /// `getSeconds`.
    pub seconds: u32,
    /// `getMilliseconds`.
    pub milliseconds: u32,
}

impl Frame<'_> {
    /// The reading of the clock at the time value `t`, in milliseconds as if it were UTC; NaN stays NaN.
    #[inline]
    pub fn reading(&self, t: f64) -> Result<f64, TimeError> {
        match self {
            Frame::Local(zone) if t.is_finite() => {
                let seconds = floor(t).div_euclid(1_000);
                Ok(t + f64::from(zone.offset(seconds)?) * 1000.0)
            }
            _ => Ok(t),
        }
    }

    /// The time value at which the clock shows `reading`; NaN for what is no time. The result is not clipped.
    pub fn time_of(&self, reading: f64) -> Result<f64, TimeError> {
        // More than a day beyond the range nothing can come back into it.
        if reading.is_nan() || reading.abs() > MAX_TIME + MS_PER_DAY {
            return Ok(f64::NAN);
        }
        match self {
            Frame::Utc => Ok(reading),
            Frame::Local(zone) => {
                let seconds = (reading / 1000.0).floor() as i64;
                let offset = match zone.transition_near(seconds)? {
                    None => zone.at(seconds)?.offset,
                    Some(change) => {
                        let last_of_before = i64::from(change.before.max(change.after));
                        if seconds >= change.at + last_of_before {
                            change.after
                        } else {
                            change.before
                        }
                    }
                };
                Ok(reading - f64::from(offset) * 1000.0)
            }
        }
    }

    /// The fields of the time value `t`; `None` if it is NaN.
    pub fn fields(&self, t: f64) -> Result<Option<Fields>, TimeError> {
        Ok(fields_of_reading(self.reading(t)?))
    }
}

/// The whole number at or below a number, within the range of both.
// Without a function of the library, which is what `f64::floor` is on most targets.
#[inline]
fn floor(number: f64) -> i64 {
    let whole = number as i64;
    whole - i64::from(whole as f64 > number)
}

/// A reading of a clock, cut into days since 1970 and the milliseconds of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    days: i64,
    in_day: u32,
}

impl Reading {
    /// The reading in milliseconds; `None` if it is no time.
    #[inline]
    pub fn of(reading: f64) -> Option<Self> {
        const DAY: i64 = MS_PER_DAY as i64;
        if !reading.is_finite() {
            return None;
        }
        let whole = floor(reading);
        Some(Reading {
            days: whole.div_euclid(DAY),
            // A remainder of a day has fewer bits.
            in_day: whole.rem_euclid(DAY) as u32,
        })
    }

    /// The date; its month counts from 1.
    pub fn date(self) -> Civil {
        civil_from_days(self.days)
    }

    /// The weekday, 0 for Sunday.
    #[inline]
    pub fn day(self) -> u32 {
        weekday(self.days)
    }

    /// The milliseconds since the day began.
    #[inline]
    pub fn in_day(self) -> u32 {
        self.in_day
    }

    /// The hour.
    #[inline]
    pub fn hours(self) -> u32 {
        self.in_day / 3_600_000
    }

    /// The minute.
    #[inline]
    pub fn minutes(self) -> u32 {
        self.in_day / 60_000 % 60
    }

    /// The second.
    #[inline]
    pub fn seconds(self) -> u32 {
        self.in_day / 1_000 % 60
    }

    /// The millisecond.
    #[inline]
    pub fn milliseconds(self) -> u32 {
        self.in_day % 1_000
    }
}

/// The parts of a reading of a clock in milliseconds.
pub(super) fn fields_of_reading(reading: f64) -> Option<Fields> {
    let reading = Reading::of(reading)?;
    let date = reading.date();
    Some(Fields {
        year: date.year,
        month: date.month - 1,
        date: date.day,
        day: reading.day(),
        hours: reading.hours(),
        minutes: reading.minutes(),
        seconds: reading.seconds(),
        milliseconds: reading.milliseconds(),
    })
}

/// `getTimezoneOffset`: minutes west of UTC, truncated toward zero as V8 does for local mean times; NaN for NaN.
pub fn timezone_offset(t: f64, zone: &Zone) -> Result<f64, TimeError> {
    let reading = Frame::Local(zone).reading(t)?;
    // Adding zero turns the negative zero of a truncated fraction into zero.
    Ok(((t - reading) / 60_000.0).trunc() + 0.0)
}
