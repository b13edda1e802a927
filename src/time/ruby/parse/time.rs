//! `Time.parse` and `Time.iso8601` of the library `time`.
//!
//! Input is a text, the current time and the local zone; output is a [`Time`]. What the text leaves out before its
//! first part is taken from the current time, what it leaves out after is the least value.

use regex_lite::Regex;
use std::sync::LazyLock;

use super::{Fragments, inspect, integer, parse_fragments};
use crate::time::calendar::days_in_month;
use crate::time::ruby::construct;
use crate::time::ruby::number::{Argument, Number};
use crate::time::ruby::offset::signed_clock;
use crate::time::ruby::time::Time;
use crate::time::{TimeError, Zone};

/// `Time.parse(text, now)`.
pub fn parse(text: &str, now: &Time, zone: Zone) -> Result<Time, TimeError> {
    let fragments = parse_fragments(text)?;
    let found = &fragments;
    let has_time = [
        found.year,
        found.day_of_year,
        found.month,
        found.day,
        found.hour,
        found.minute,
        found.second,
    ]
    .iter()
    .any(Option::is_some);
    if !has_time && found.fraction.is_none() {
        return Err(TimeError::argument(format!("no time information in {}", inspect(text))));
    }
    make_time(&fragments, now, zone)
}

static ISO: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\A\s*(-?\d+)-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?",
        r"(Z|[+-]\d\d(?::?\d\d)?)?\s*\z"
    ))
    .ok()
});

/// `Time.iso8601(text)`, `Time.xmlschema(text)`.
pub fn iso8601(text: &str, zone: Zone) -> Result<Time, TimeError> {
    if !text.is_ascii() {
        return Err(TimeError::Unsupported("a text that is not ASCII"));
    }
    let found = ISO.as_ref().and_then(|pattern| pattern.captures(text));
    let Some(found) = found else {
        return Err(TimeError::argument(format!(
            "invalid xmlschema format: {}",
            inspect(text)
        )));
    };
    let part = |group: usize| integer(&found[group]);
    let clock = Clock {
        year: part(1)?,
        month: part(2)?,
        day: part(3)?,
        hour: part(4)?,
        minute: part(5)?,
        second: part(6)?,
        fraction: fraction(found.get(7).map_or("", |digits| &digits.as_str()[1..]))?,
    };
    match found.get(8) {
        None => clock.local(zone),
        Some(name) => {
            let name = name.as_str();
            let offset = numeric_offset(name).unwrap_or(0);
            clock.at_offset(name, offset, zone)
        }
    }
}

/// Nanoseconds of the digits of a fraction.
fn fraction(digits: &str) -> Result<Option<u32>, TimeError> {
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return Ok(None);
    }
    if digits.len() > 9 {
        return Err(TimeError::Unsupported("more than nine digits of a second"));
    }
    let value = u32::try_from(integer(digits)?).unwrap_or(0);
    Ok(Some(value * 10_u32.pow(9 - digits.len() as u32)))
}

/// A reading of a clock, not checked yet.
struct Clock {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    /// Nanoseconds.
    fraction: Option<u32>,
}

impl Clock {
    /// The arguments of `Time.utc` and `Time.local`.
    fn arguments(&self) -> [Argument<'static>; 7] {
        let integer = |value| Argument::Number(Number::Integer(value));
        let nanos = i64::from(self.fraction.unwrap_or(0));
        [
            integer(self.year),
            integer(self.month),
            integer(self.day),
            integer(self.hour),
            integer(self.minute),
            integer(self.second),
            Argument::Number(Number::Rational(nanos, 1_000)),
        ]
    }

    fn local(&self, zone: Zone) -> Result<Time, TimeError> {
        construct::local(&self.arguments(), zone)
    }

    /// The time at which a clock at `offset` shows the reading, on the clock that `name` asks for.
    fn at_offset(mut self, name: &str, offset: i64, zone: Zone) -> Result<Time, TimeError> {
        let parts = [self.month, self.day, self.hour, self.minute, self.second];
        if parts.iter().any(|part| i32::try_from(*part).is_err()) {
            return Err(TimeError::Unsupported("a part of a time beyond 32 bits"));
        }
        self.apply(offset);
        let time = construct::utc(&self.arguments())?;
        if is_utc_name(name) {
            return Ok(time);
        }
        let local = time.to_local(zone);
        if i64::from(local.utc_offset()?) == offset {
            return Ok(local);
        }
        time.to_offset(Argument::Number(Number::Integer(offset)), zone)
    }

    /// Takes the offset off, by the arithmetic of `apply_offset`, which carries over to one day at most.
    fn apply(&mut self, offset: i64) {
        let sign = -offset.signum();
        let mut rest = offset.abs();
        for (part, size) in [(&mut self.second, 60), (&mut self.minute, 60), (&mut self.hour, 24)] {
            // A part that was out of its range can make the rest negative.
            let step = rest.rem_euclid(size);
            rest = rest.div_euclid(size);
            if step != 0 {
                let moved = *part + sign * step;
                rest += sign * moved.div_euclid(size);
                *part = moved.rem_euclid(size);
            }
        }
        if rest == 0 {
            return;
        }
        self.day += sign * rest;
        if sign > 0 {
            if month_days(self.year, self.month).is_some_and(|last| last < self.day) {
                self.month += 1;
                if self.month > 12 {
                    self.month = 1;
                    self.year = self.year.saturating_add(1);
                }
                self.day = 1;
            }
        } else if self.day < 1 {
            self.month -= 1;
            if self.month < 1 {
                self.year = self.year.saturating_sub(1);
                self.month = 12;
            }
            // A month that does not exist is reported before the day is looked at.
            self.day = month_days(self.year, self.month).unwrap_or(1);
        }
    }
}

/// The length of a month; month 0 is December, as an array is indexed by -1.
fn month_days(year: i64, month: i64) -> Option<i64> {
    let month = match u32::try_from(month).ok()? {
        0 => 12,
        month @ 1..=12 => month,
        _ => return None,
    };
    Some(i64::from(days_in_month(year, month)))
}

fn is_utc_name(name: &str) -> bool {
    ["-00:00", "-0000", "-00", "UTC", "Z", "UT"]
        .iter()
        .any(|utc| name.eq_ignore_ascii_case(utc))
}

/// The offset of `+hh`, `+hhmm`, `+hh:mm` and the like with seconds.
fn numeric_offset(name: &str) -> Option<i64> {
    let (is_west, [hour, minute, second]) = signed_clock(name)?;
    let seconds = i64::from(hour * 3_600 + minute * 60 + second);
    Some(if is_west { -seconds } else { seconds })
}

/// `Time.zone_offset(name, year)`: a number, a name of RFC 2822, or what the local zone is called in that year.
fn zone_offset(name: &str, year: i64, zone: Zone) -> Result<Option<i64>, TimeError> {
    if let Some(offset) = numeric_offset(name) {
        return Ok(Some(offset));
    }
    let name = name.to_ascii_uppercase();
    let hours = match name.as_str() {
        "UTC" | "Z" | "UT" | "GMT" => Some(0),
        "EDT" => Some(-4),
        "EST" | "CDT" => Some(-5),
        "CST" | "MDT" => Some(-6),
        "MST" | "PDT" => Some(-7),
        "PST" => Some(-8),
        _ => match *name.as_bytes() {
            [letter @ b'A'..=b'I'] => Some(i64::from(letter - b'A') + 1),
            [letter @ b'K'..=b'M'] => Some(i64::from(letter - b'A')),
            [letter @ b'N'..=b'Y'] => Some(i64::from(b'M') - i64::from(letter)),
            _ => None,
        },
    };
    if let Some(hours) = hours {
        return Ok(Some(hours * 3_600));
    }
    for month in [1, 7] {
        let date = [year, month, 1].map(|part| Argument::Number(Number::Integer(part)));
        let time = construct::local(&date, zone)?;
        if time.zone()?.is_some_and(|zone| zone.to_ascii_uppercase() == name) {
            return Ok(Some(i64::from(time.utc_offset()?)));
        }
    }
    Ok(None)
}

fn out_of_range(day_of_year: i64) -> TimeError {
    TimeError::argument(format!("yday {day_of_year} out of range"))
}

/// `make_time`: completes the fragments. A day of the year becomes a day of a month by trying a month of 31 days.
fn make_time(found: &Fragments, now: &Time, zone: Zone) -> Result<Time, TimeError> {
    let Some(day_of_year) = found.day_of_year else {
        return make_civil_time(found, now, zone);
    };
    if !(1..=366).contains(&day_of_year) {
        return Err(out_of_range(day_of_year));
    }
    let off_year = match found.year {
        Some(year) => year,
        None => now.year_to_second()?.0,
    };
    let mut month = (day_of_year - 1) / 31 + 1;
    let mut day = (day_of_year - 1) % 31 + 1;
    let with = |month, day| Fragments {
        day_of_year: None,
        month: Some(month),
        day: Some(day),
        ..found.clone()
    };
    let time = make_civil_time(&with(month, day), now, zone)?;
    let difference = day_of_year - i64::from(time.fields()?.day_of_year);
    if difference == 0 {
        return Ok(time);
    }
    day += difference;
    let last = month_days(off_year, month).unwrap_or(31);
    if day > 28 && day > last {
        month += 1;
        if month > 12 {
            return Err(out_of_range(day_of_year));
        }
        day -= last;
    }
    make_civil_time(&with(month, day), now, zone)
}

fn make_civil_time(found: &Fragments, now: &Time, zone: Zone) -> Result<Time, TimeError> {
    let off_year = match found.year {
        Some(year) => year,
        None => now.year_to_second()?.0,
    };
    let name = found.zone.as_deref();
    let offset_in = |year| match name {
        Some(name) => zone_offset(name, year, zone),
        None => Ok(None),
    };
    let mut offset = offset_in(off_year)?;
    let now = match offset {
        Some(offset) if i64::from(now.utc_offset()?) != offset => {
            now.to_offset(Argument::Number(Number::Integer(offset)), zone)?
        }
        Some(_) => *now,
        None => now.to_local(zone),
    };
    let (now_year, now_parts) = now.year_to_second()?;
    let mut given = [
        found.year,
        found.month,
        found.day,
        found.hour,
        found.minute,
        found.second,
    ];
    let current = [now_year].into_iter().chain(now_parts.into_iter().map(i64::from));
    for (part, current) in given.iter_mut().zip(current) {
        if part.is_some() {
            break;
        }
        *part = Some(current);
    }
    let [year, month, day, hour, minute, second] = given;
    let clock = Clock {
        year: year.unwrap_or(1970),
        month: month.unwrap_or(1),
        day: day.unwrap_or(1),
        hour: hour.unwrap_or(0),
        minute: minute.unwrap_or(0),
        second: second.unwrap_or(0),
        fraction: fraction(found.fraction.as_deref().unwrap_or(""))?,
    };
    if clock.year != off_year {
        offset = offset_in(clock.year)?;
    }
    match (name, offset) {
        (Some(name), Some(offset)) => clock.at_offset(name, offset, zone),
        _ => clock.local(zone),
    }
}
