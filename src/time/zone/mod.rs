//! Named zones: the offset in force at an instant, over the tables of `chrono-tz`.
//!
//! The tables hold every transition from the introduction of standard time to the end of 2099.
//! Before the first transition the zone keeps local mean time; after the last table year the rules of 2099 go on for
//! ever, and since a Gregorian year is described by its first weekday and its leap day, an instant of a later year is
//! looked up in a year of 2072 to 2099 that has both in common (two zones whose clocks follow the moon until 2086 have
//! no answer after 2099).
//!
//! Invariant: an answer is given only where the tables are known to agree with the data of the language that asks
//! (see [`agreement`]); elsewhere the error is [`TimeError::Unsupported`].

mod agreement;

use super::TimeError;
use super::calendar::{SECONDS_PER_DAY, civil_from_days, days_from_civil, is_leap, weekday};
use agreement::{IRREGULAR, JAVASCRIPT_REFUSED, JAVASCRIPT_SINCE, RUBY_SINCE};
use chrono::{DateTime, NaiveDateTime, Offset, TimeZone};
use chrono_tz::{OffsetComponents, OffsetName, Tz};
use std::fmt::Write as _;

/// The language whose zone data an answer must agree with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reference {
    /// Node 20 with ICU's tables.
    JavaScript,
    /// CRuby 3.1 with the C library's tables.
    Ruby,
}

/// A named zone as one of the languages sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone {
    tz: Tz,
    reference: Reference,
    /// The first second from which on the tables agree with the reference.
    since: i64,
}

/// The rule in force at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Seconds east of UTC, daylight saving included.
    pub offset: i32,
    /// Whether daylight saving time is in force (in Ireland it is the winter time that is marked).
    pub daylight: bool,
    /// The entry of the tables, which knows the abbreviation.
    entry: chrono_tz::TzOffset,
}

/// The last second of the tables: the end of the year 2099 in UTC.
const TABLE_END: i64 = 4_102_444_800;
/// From the year 5.8 million on the C library overflows while it looks for the rules of a year; this is earlier.
const C_LIBRARY_END: i64 = 150_000_000_000_000;
/// An instant before the first transition of every zone (year 1000), so that early times fit `chrono`'s range.
const BEFORE_ALL_TRANSITIONS: i64 = -30_610_224_000;
/// Two transitions of a zone are at least four days apart; offsets stay below 16 hours.
const TRANSITION_WINDOW: i64 = 26 * 3_600;

impl Span {
    /// The abbreviation as the C library prints it: `CET`, or `+0530` where the tables have no word.
    pub fn abbreviation(&self) -> String {
        if let Some(name) = self.entry.abbreviation() {
            return name.to_owned();
        }
        let minutes = self.offset.abs() / 60;
        let mut text = String::new();
        text.push(if self.offset < 0 { '-' } else { '+' });
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{:02}", minutes / 60);
        if minutes % 60 != 0 {
            let _ = write!(text, "{:02}", minutes % 60);
        }
        text
    }
}

impl Zone {
    /// The zone of an IANA name as Node 20 knows it.
    pub fn javascript(name: &str) -> Result<Self, TimeError> {
        Self::javascript_of(parse(name)?)
    }

    /// A zone as Node 20 knows it.
    #[inline]
    pub fn javascript_of(tz: Tz) -> Result<Self, TimeError> {
        if !is_utc(tz) && JAVASCRIPT_REFUSED.contains(&tz.name()) {
            return Err(TimeError::Unsupported("this zone follows other rules in Node"));
        }
        Ok(Self::new(tz, Reference::JavaScript, JAVASCRIPT_SINCE))
    }

    /// The zone of an IANA name as CRuby knows it.
    pub fn ruby(name: &str) -> Result<Self, TimeError> {
        Self::ruby_of(parse(name)?)
    }

    /// A zone as CRuby knows it.
    #[inline]
    pub fn ruby_of(tz: Tz) -> Result<Self, TimeError> {
        Ok(Self::new(tz, Reference::Ruby, RUBY_SINCE))
    }

    #[inline]
    fn new(tz: Tz, reference: Reference, since: &[(&'static str, i64)]) -> Self {
        let since = match is_utc(tz) {
            true => i64::MIN,
            false => since_when(tz, since),
        };
        Self { tz, reference, since }
    }

    /// The IANA name.
    pub fn name(&self) -> &'static str {
        self.tz.name()
    }

    /// The seconds east of UTC at `seconds` since the epoch.
    #[inline]
    pub fn offset(&self, seconds: i64) -> Result<i32, TimeError> {
        if is_utc(self.tz) {
            return Ok(0);
        }
        Ok(self.at(seconds)?.offset)
    }

    /// The rule in force at `seconds` since the epoch.
    pub fn at(&self, seconds: i64) -> Result<Span, TimeError> {
        if seconds < self.since {
            return Err(TimeError::Unsupported(match self.reference {
                Reference::JavaScript => "the zone tables differ from Node's before this time",
                Reference::Ruby => "the zone tables differ from the system's before this time",
            }));
        }
        if seconds >= TABLE_END && IRREGULAR.contains(&self.name()) {
            return Err(TimeError::Unsupported(
                "the zone has no simple rule after the year 2099",
            ));
        }
        if self.reference == Reference::Ruby && seconds >= C_LIBRARY_END && self.has_daylight_in_2099() {
            return Err(TimeError::Unsupported(
                "the C library miscounts daylight saving time after some million years",
            ));
        }
        Ok(self.look_up(seconds))
    }

    fn look_up(&self, seconds: i64) -> Span {
        let known = if seconds < TABLE_END {
            seconds.max(BEFORE_ALL_TRANSITIONS)
        } else if self.has_daylight_in_2099() {
            equivalent_before_table_end(seconds)
        } else {
            TABLE_END - 1
        };
        let offset = self.tz.offset_from_utc_datetime(&naive(known));
        Span {
            offset: offset.fix().local_minus_utc(),
            daylight: offset.dst_offset() != chrono::Duration::zero(),
            entry: offset,
        }
    }

    /// Whether the zone still changes its clocks at the end of the tables.
    fn has_daylight_in_2099(&self) -> bool {
        let offset_at = |day| self.tz.offset_from_utc_datetime(&naive(day)).fix().local_minus_utc();
        // The middle of January and of July: every rule that goes on for ever has them on different sides.
        offset_at(4_072_377_600) != offset_at(4_088_016_000)
    }

    /// The offsets around a local time: the one before and the one after the only transition near it, and the
    /// instant of that transition; `None` where the offset does not change near it.
    ///
    /// `local` counts seconds as if the local clock were UTC.
    pub fn transition_near(&self, local: i64) -> Result<Option<Transition>, TimeError> {
        let mut low = local.saturating_sub(TRANSITION_WINDOW);
        let mut high = local.saturating_add(TRANSITION_WINDOW);
        let before = self.at(low)?;
        let after = self.at(high)?;
        if before.offset == after.offset {
            return Ok(None);
        }
        while low + 1 < high {
            let middle = low + (high - low) / 2;
            if self.at(middle)?.offset == before.offset {
                low = middle;
            } else {
                high = middle;
            }
        }
        Ok(Some(Transition {
            at: high,
            before: before.offset,
            after: after.offset,
        }))
    }
}

/// A change of the offset of a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    /// The first second of the new offset.
    pub at: i64,
    /// The offset before, in seconds east of UTC.
    pub before: i32,
    /// The offset from [`Transition::at`] on.
    pub after: i32,
}

/// Whether a zone is UTC itself, which no table has to be asked about.
#[inline]
fn is_utc(tz: Tz) -> bool {
    matches!(tz, Tz::UTC | Tz::Etc__UTC)
}

/// From when on the tables agree with a language's.
fn since_when(tz: Tz, since: &[(&'static str, i64)]) -> i64 {
    let at = since.binary_search_by(|(zone, _)| (*zone).cmp(tz.name()));
    at.map_or(i64::MIN, |at| since[at].1)
}

fn parse(name: &str) -> Result<Tz, TimeError> {
    name.parse()
        .map_err(|_| TimeError::Unsupported("unknown time zone name"))
}

fn naive(seconds: i64) -> NaiveDateTime {
    // The callers clamp to the years 1000 to 2099, which `chrono` represents.
    DateTime::from_timestamp(seconds, 0).unwrap_or_default().naive_utc()
}

/// The same instant of a year from 2072 to 2099 with the same calendar.
fn equivalent_before_table_end(seconds: i64) -> i64 {
    let days = seconds.div_euclid(SECONDS_PER_DAY);
    let year = civil_from_days(days).year;
    let first = days_from_civil(year, 1, 1);
    // Between 2072 and 2099 no leap year is left out, so that 28 years hold every calendar.
    let equivalent = (2072..2100)
        .find(|&candidate| {
            is_leap(candidate) == is_leap(year) && weekday(days_from_civil(candidate, 1, 1)) == weekday(first)
        })
        .unwrap_or(2099);
    seconds + (days_from_civil(equivalent, 1, 1) - first) * SECONDS_PER_DAY
}

#[cfg(test)]
mod tests;
