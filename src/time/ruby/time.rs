//! The `Time` value: an exact instant and the clock that it is read on.
//!
//! Input and output are plain values; a `Time` never changes: `utc` and `localtime`, which modify their receiver in
//! Ruby, are [`Time::to_utc`] and [`Time::to_local`] with the result to store.

use std::fmt::Write as _;

use super::instant::Instant;
use super::number::{Argument, Number};
use super::offset::{Offset, offset};
use super::strftime::{Dialect, Moment, strftime};
use crate::time::calendar::{SECONDS_PER_DAY, civil_from_days, day_of_year, weekday};
use crate::time::{TimeError, Zone};

/// The clock of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// UTC, where `utc?` is true.
    Utc,
    /// The local zone.
    Local(Zone),
    /// A fixed offset in seconds east of UTC.
    Fixed(i32),
}

/// A `Time`.
#[derive(Debug, Clone, Copy)]
pub struct Time {
    instant: Instant,
    mode: Mode,
    /// CRuby 3.1 leaves the weekday, the day of the year and the daylight saving mark of `Time.new(…, "UTC")` unset
    /// and answers nonsense for them, which is unsupported here.
    lacks_weekday: bool,
}

/// The readers of a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields {
    /// `year`.
    pub year: i64,
    /// `mon`, `month`.
    pub month: u32,
    /// `mday`, `day`.
    pub day: u32,
    /// `hour`.
    pub hour: u32,
    /// `min`.
    pub minute: u32,
    /// `sec`.
    pub second: u32,
    /// `wday`, 0 for Sunday.
    pub weekday: u32,
    /// `yday`, from 1.
    pub day_of_year: u32,
    /// `dst?`, `isdst`.
    pub daylight: bool,
    /// `utc_offset`, `gmt_offset`, `gmtoff`.
    pub offset: i32,
    /// `zone`: `nil` for a fixed offset.
    pub zone: Option<String>,
}

const NO_WEEKDAY: TimeError = TimeError::Unsupported("CRuby 3.1 does not set the weekday of Time.new with \"UTC\"");

impl Time {
    /// The time of `instant` on the clock `mode`.
    pub fn new(instant: Instant, mode: Mode) -> Self {
        Self {
            instant,
            mode,
            lacks_weekday: false,
        }
    }

    /// As [`Time::new`] in UTC, for the constructor that leaves fields unset.
    pub(super) fn without_weekday(instant: Instant) -> Self {
        Self {
            instant,
            mode: Mode::Utc,
            lacks_weekday: true,
        }
    }

    /// The point in time, by which times are compared (`<=>`, `==`, `eql?`, `hash`).
    pub fn instant(&self) -> Instant {
        self.instant
    }

    /// The clock.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// `utc?`, `gmt?`.
    pub fn is_utc(&self) -> bool {
        self.mode == Mode::Utc
    }

    /// `to_i`, `tv_sec`.
    pub fn to_i(&self) -> i64 {
        self.instant.seconds()
    }

    /// `nsec`, `tv_nsec`, rounded down.
    pub fn nsec(&self) -> u32 {
        self.instant.subsecond_nanos()
    }

    /// `usec`, `tv_usec`, rounded down.
    pub fn usec(&self) -> u32 {
        self.nsec() / 1_000
    }

    /// `subsec` in lowest terms; Ruby shows an Integer 0 for `(0, 1)`.
    pub fn subsec(&self) -> (u128, u128) {
        self.instant.subsecond()
    }

    /// `to_f`.
    pub fn to_f(&self) -> f64 {
        self.instant.to_f()
    }

    /// `utc_offset`.
    pub fn utc_offset(&self) -> Result<i32, TimeError> {
        Ok(match self.mode {
            Mode::Utc => 0,
            Mode::Fixed(seconds) => seconds,
            Mode::Local(zone) => zone.at(self.to_i())?.offset,
        })
    }

    /// `zone`.
    pub fn zone(&self) -> Result<Option<String>, TimeError> {
        Ok(match self.mode {
            Mode::Utc => Some("UTC".to_owned()),
            Mode::Fixed(_) => None,
            Mode::Local(zone) => Some(zone.at(self.to_i())?.abbreviation()),
        })
    }

    /// What the clock shows, in seconds as if it were UTC.
    pub fn reading(&self) -> Result<i64, TimeError> {
        Ok(self.to_i() + i64::from(self.utc_offset()?))
    }

    /// All readers that do not depend on the weekday; the others are wrong where it is unset.
    fn clock_fields(&self) -> Result<Fields, TimeError> {
        let daylight = match self.mode {
            Mode::Local(zone) => zone.at(self.to_i())?.daylight,
            _ => false,
        };
        let offset = self.utc_offset()?;
        let reading = self.to_i() + i64::from(offset);
        let days = reading.div_euclid(SECONDS_PER_DAY);
        let in_day = reading.rem_euclid(SECONDS_PER_DAY) as u32;
        let date = civil_from_days(days);
        Ok(Fields {
            year: date.year,
            month: date.month,
            day: date.day,
            hour: in_day / 3_600,
            minute: in_day / 60 % 60,
            second: in_day % 60,
            weekday: weekday(days),
            day_of_year: day_of_year(date),
            daylight,
            offset,
            zone: self.zone()?,
        })
    }

    /// All readers.
    pub fn fields(&self) -> Result<Fields, TimeError> {
        if self.lacks_weekday {
            return Err(NO_WEEKDAY);
        }
        self.clock_fields()
    }

    /// `year`, `month`, `day`, `hour`, `min`, `sec`, which every time has.
    pub fn year_to_second(&self) -> Result<(i64, [u32; 5]), TimeError> {
        let fields = self.clock_fields()?;
        Ok((
            fields.year,
            [fields.month, fields.day, fields.hour, fields.minute, fields.second],
        ))
    }

    /// `self + number`.
    pub fn plus(&self, number: Number) -> Result<Self, TimeError> {
        let difference = Instant::from_number(number, 1)?;
        Ok(Self::new(self.instant.plus(difference)?, self.mode))
    }

    /// `self - number`.
    pub fn minus(&self, number: Number) -> Result<Self, TimeError> {
        let difference = Instant::from_number(number, 1)?;
        Ok(Self::new(self.instant.minus(difference)?, self.mode))
    }

    /// `self - time`, a Float.
    pub fn since(&self, other: &Self) -> Result<f64, TimeError> {
        Ok(self.instant.minus(other.instant)?.to_f())
    }

    /// `round(digits)`.
    pub fn round(&self, digits: i64) -> Result<Self, TimeError> {
        let instant = self.instant.round(check_digits(digits)?)?;
        Ok(Self::new(instant, self.mode))
    }

    /// `floor(digits)`.
    pub fn floor(&self, digits: i64) -> Result<Self, TimeError> {
        let instant = self.instant.floor(check_digits(digits)?)?;
        Ok(Self::new(instant, self.mode))
    }

    /// `ceil(digits)`.
    pub fn ceil(&self, digits: i64) -> Result<Self, TimeError> {
        let instant = self.instant.ceil(check_digits(digits)?)?;
        Ok(Self::new(instant, self.mode))
    }

    /// `utc`, `gmtime`, `getutc`, `getgm`.
    pub fn to_utc(&self) -> Self {
        Self {
            mode: Mode::Utc,
            ..*self
        }
    }

    /// `localtime`, `getlocal` without an argument.
    pub fn to_local(&self, zone: Zone) -> Self {
        Self::new(self.instant, Mode::Local(zone))
    }

    /// `localtime(offset)`, `getlocal(offset)`; `nil` is the local zone.
    pub fn to_offset(&self, argument: Argument, zone: Zone) -> Result<Self, TimeError> {
        if argument == Argument::Nil {
            return Ok(self.to_local(zone));
        }
        Ok(match offset(argument)? {
            Offset::Utc => self.to_utc(),
            Offset::Seconds(seconds) => Self::new(self.instant, Mode::Fixed(seconds)),
        })
    }

    /// `strftime(format)`.
    pub fn strftime(&self, format: &str) -> Result<String, TimeError> {
        let fields = self.clock_fields()?;
        let moment = Moment {
            fields: &fields,
            instant: self.instant,
            is_utc: self.is_utc(),
            lacks_weekday: self.lacks_weekday,
            cweek: None,
        };
        strftime(format, &moment, Dialect::Time)
    }

    /// `to_s`.
    pub fn to_s(&self) -> Result<String, TimeError> {
        self.strftime(if self.is_utc() {
            "%Y-%m-%d %H:%M:%S UTC"
        } else {
            "%Y-%m-%d %H:%M:%S %z"
        })
    }

    /// `inspect`, which shows the fraction of the second.
    pub fn inspect(&self) -> Result<String, TimeError> {
        let mut text = self.strftime("%Y-%m-%d %H:%M:%S")?;
        // Writing to a `String` cannot fail.
        if self.instant.has_fraction_of_nanosecond() {
            let (numerator, denominator) = self.subsec();
            let _ = write!(text, " {numerator}/{denominator}");
        } else if self.nsec() != 0 {
            let digits = format!(".{:09}", self.nsec());
            text.push_str(digits.trim_end_matches('0'));
        }
        if self.is_utc() {
            text.push_str(" UTC");
            return Ok(text);
        }
        // Unlike `%z`, this shows the seconds of an old local mean time.
        let offset = self.utc_offset()?;
        let sign = if offset < 0 { '-' } else { '+' };
        let seconds = offset.unsigned_abs();
        let _ = write!(text, " {sign}{:02}{:02}", seconds / 3_600, seconds / 60 % 60);
        if seconds % 60 != 0 {
            let _ = write!(text, "{:02}", seconds % 60);
        }
        Ok(text)
    }

    /// `ctime`, `asctime`.
    pub fn ctime(&self) -> Result<String, TimeError> {
        self.strftime("%a %b %e %T %Y")
    }

    /// `iso8601(digits)`, `xmlschema(digits)` of the library `time`.
    pub fn iso8601(&self, digits: i64) -> Result<String, TimeError> {
        let mut text = self.strftime("%FT%T")?;
        if digits > 0 {
            text.push_str(&self.strftime(&format!(".%{digits}N"))?);
        }
        text.push_str(&self.strftime(if self.is_utc() { "Z" } else { "%:z" })?);
        Ok(text)
    }

    /// `rfc2822`, `rfc822` of the library `time`.
    pub fn rfc2822(&self) -> Result<String, TimeError> {
        let zone = if self.is_utc() { "-0000" } else { "%z" };
        self.strftime(&format!("%a, %d %b %Y %T {zone}"))
    }

    /// `httpdate` of the library `time`.
    pub fn httpdate(&self) -> Result<String, TimeError> {
        self.to_utc().strftime("%a, %d %b %Y %T GMT")
    }
}

/// The number of digits of a rounding; more than nine make no difference to a time that fits.
fn check_digits(digits: i64) -> Result<u32, TimeError> {
    if digits < 0 {
        return Err(TimeError::argument("negative ndigits given"));
    }
    // CRuby computes the power of ten and gives up with a message of its memory somewhere beyond this.
    if digits > 1_000_000 {
        return Err(TimeError::Unsupported("a rounding to more than a million digits"));
    }
    Ok(u32::try_from(digits).unwrap_or(u32::MAX))
}
