//! The `Date` value: a day of the calendar of Italy, Julian until 4 October 1582 and Gregorian from the next day on.
//!
//! Input and output are plain values. A date is its Julian day number, the days since 1 January 4713 BC.
//!
//! - [`civil`]: years, months and days, ordinal and week dates, and back.
//! - [`parse`]: `Date.parse` and `Date.iso8601`.
//!
//! Left out: a time of day, other days of reform, `DateTime`.

mod civil;
mod parse;

pub use parse::{iso8601, parse};

use super::construct;
use super::instant::Instant;
use super::number::{Argument, Number};
use super::strftime::{Dialect, Moment, Weeks, strftime};
use super::time::{Fields, Time};
use crate::time::calendar::{Civil, SECONDS_PER_DAY, civil_from_days, days_from_civil};
use crate::time::{TimeError, Zone};

/// The Julian day number of 1970-01-01.
const EPOCH: i64 = 2_440_588;
/// The Julian day number of the first Gregorian day, 15 October 1582 (`Date::ITALY`).
const ITALY: i64 = 2_299_161;
/// Dates farther away are unsupported.
const MAX_DAYS: u64 = 366_000_000_000;

/// A `Date`, ordered as in Ruby.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    jd: i64,
}

/// `Date::Error: invalid date`.
pub(super) fn invalid() -> TimeError {
    TimeError::raised("Date::Error", "invalid date")
}

impl Date {
    /// The date of a Julian day number (`Date.jd`).
    pub fn from_jd(jd: i64) -> Result<Self, TimeError> {
        if jd.unsigned_abs() > MAX_DAYS {
            return Err(TimeError::Unsupported("a date beyond a thousand million years"));
        }
        Ok(Self { jd })
    }

    /// `Date.new(year, month, day)`, `Date.civil`: negative months and days count from the end.
    pub fn new(year: i64, month: i64, day: i64) -> Result<Self, TimeError> {
        civil::checked_year(year)?;
        civil::jd_of_civil(year, month, day)
            .map(|jd| Self { jd })
            .ok_or_else(invalid)
    }

    /// `Date.valid_date?(year, month, day)`.
    pub fn is_valid(year: i64, month: i64, day: i64) -> Result<bool, TimeError> {
        civil::checked_year(year)?;
        Ok(civil::jd_of_civil(year, month, day).is_some())
    }

    /// `Date.today` at the time `now`; `Time#to_date`.
    pub fn of_time(now: &Time) -> Result<Self, TimeError> {
        let (year, [month, day, ..]) = now.year_to_second()?;
        Ok(Self {
            jd: days_from_civil(year, month, i64::from(day)) + EPOCH,
        })
    }

    /// `jd`.
    pub fn jd(&self) -> i64 {
        self.jd
    }

    /// `ajd`: numerator over 2.
    pub fn ajd(&self) -> (i64, i64) {
        (self.jd * 2 - 1, 2)
    }

    /// `mjd`, the modified Julian day number.
    pub fn mjd(&self) -> i64 {
        self.jd - 2_400_001
    }

    /// `ld`, the Lilian day number.
    pub fn ld(&self) -> i64 {
        self.jd - 2_299_160
    }

    /// `year`, `month` and `mday`.
    pub fn civil(&self) -> Civil {
        civil::civil_of_jd(self.jd)
    }

    /// `wday`, 0 for Sunday; with it all of `sunday?` to `saturday?`.
    pub fn weekday(&self) -> u32 {
        (self.jd + 1).rem_euclid(7) as u32
    }

    /// `yday`, from 1.
    pub fn day_of_year(&self) -> u32 {
        (self.jd - civil::first_of_year(self.civil().year) + 1) as u32
    }

    /// `cwyear`, `cweek` and `cwday` (1 for Monday).
    pub fn commercial(&self) -> (i64, u32, u32) {
        civil::commercial_of_jd(self.jd)
    }

    /// `leap?`.
    pub fn is_leap(&self) -> bool {
        civil::is_leap(self.civil().year)
    }

    /// `julian?`.
    pub fn is_julian(&self) -> bool {
        self.jd < ITALY
    }

    /// `self + days`, also `next_day`.
    pub fn plus_days(&self, days: i64) -> Result<Self, TimeError> {
        let jd = self.jd.checked_add(days).unwrap_or(i64::MAX);
        Self::from_jd(jd)
    }

    /// `self - days`, also `prev_day`.
    pub fn minus_days(&self, days: i64) -> Result<Self, TimeError> {
        let jd = self.jd.checked_sub(days).unwrap_or(i64::MAX);
        Self::from_jd(jd)
    }

    /// `self - other`, a Rational with the denominator 1.
    pub fn days_since(&self, other: &Self) -> i64 {
        self.jd - other.jd
    }

    /// `self >> months`, also `next_month`, `<<` with the sign changed; years are twelve months. A day that the month
    /// lacks becomes the last day before it.
    pub fn plus_months(&self, months: i64) -> Result<Self, TimeError> {
        let civil = self.civil();
        let total = (civil.year * 12 + i64::from(civil.month) - 1).saturating_add(months);
        let (year, month) = (total.div_euclid(12), total.rem_euclid(12) + 1);
        civil::checked_year(year)?;
        (1..=i64::from(civil.day))
            .rev()
            .find_map(|day| civil::jd_of_civil(year, month, day))
            .map(|jd| Self { jd })
            .ok_or_else(invalid)
    }

    /// `to_time`: midnight in the local zone, of the date in the Gregorian calendar.
    pub fn to_time(&self, zone: Zone) -> Result<Time, TimeError> {
        let date = civil_from_days(self.jd - EPOCH);
        let parts = [date.year, i64::from(date.month), i64::from(date.day)];
        construct::local(&parts.map(|part| Argument::Number(Number::Integer(part))), zone)
    }

    /// `strftime(format)`.
    pub fn strftime(&self, format: &str) -> Result<String, TimeError> {
        let civil = self.civil();
        let (week_year, week, _) = self.commercial();
        let moment = Moment {
            fields: &Fields {
                year: civil.year,
                month: civil.month,
                day: civil.day,
                hour: 0,
                minute: 0,
                second: 0,
                weekday: self.weekday(),
                day_of_year: self.day_of_year(),
                daylight: false,
                offset: 0,
                zone: Some("+00:00".to_owned()),
            },
            instant: Instant::from_seconds((self.jd - EPOCH) * SECONDS_PER_DAY)?,
            is_utc: false,
            lacks_weekday: false,
            cweek: Some(Weeks {
                year: week_year,
                week,
                from_sunday: civil::week_number(self.jd, 0),
                from_monday: civil::week_number(self.jd, 1),
            }),
        };
        strftime(format, &moment, Dialect::Date)
    }

    /// `to_s`, `iso8601`, `xmlschema`.
    pub fn to_s(&self) -> Result<String, TimeError> {
        self.strftime("%Y-%m-%d")
    }

    /// `inspect`.
    pub fn inspect(&self) -> Result<String, TimeError> {
        Ok(format!("#<Date: {} (({}j,0s,0n),+0s,{ITALY}j)>", self.to_s()?, self.jd))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expectations from CRuby 3.1.
    #[test]
    fn the_reform_of_the_calendar() {
        let last_julian = Date::new(1582, 10, 4).expect("a date");
        let next = last_julian.plus_days(1).and_then(|date| date.to_s());
        assert_eq!(next.as_deref(), Ok("1582-10-15"));
        let november = Date::new(1582, 11, 10).expect("a date");
        assert_eq!(november.plus_months(-1), Ok(last_julian));
        assert_eq!(Date::new(1582, 10, 10), Err(invalid()));
        assert_eq!(Date::new(-4712, 1, 1).map(|date| date.jd()), Ok(0));
        let julian = Date::new(1500, 2, 29).expect("a Julian leap day");
        assert!(julian.is_leap());
    }

    #[test]
    fn negative_parts_count_from_the_end() {
        assert_eq!(Date::new(2001, -1, -1), Date::new(2001, 12, 31));
        assert_eq!(Date::is_valid(2001, 2, 29), Ok(false));
        assert_eq!(Date::is_valid(2004, 2, -29), Ok(true));
    }

    #[test]
    fn texts() {
        let date = Date::new(2001, 2, 3).expect("a date");
        assert_eq!(
            date.inspect().as_deref(),
            Ok("#<Date: 2001-02-03 ((2451944j,0s,0n),+0s,2299161j)>")
        );
        assert_eq!(date.commercial(), (2001, 5, 6));
        assert_eq!(date.ajd(), (4_903_887, 2));
    }
}
