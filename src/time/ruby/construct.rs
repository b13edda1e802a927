//! Constructors of `Time`: `at`, `new`, `utc`, `local`, with CRuby's checks in CRuby's order.
//!
//! Input is the arguments, and the local zone where it matters; output is a [`Time`]. A local reading in a gap counts
//! on from the offset before the gap, one that occurs twice is its later occurrence.

use super::instant::Instant;
use super::number::{Argument, Number, to_bits, to_month, to_year};
use super::offset::{Offset, offset};
use super::time::{Mode, Time};
use crate::time::calendar::{SECONDS_PER_DAY, days_from_civil, days_in_month};
use crate::time::{TimeError, Zone};

/// The unit of the second argument of `Time.at`, as the number of them in a second.
pub fn unit(name: &str) -> Result<u32, TimeError> {
    match name {
        "nanosecond" | "nsec" => Ok(1_000_000_000),
        "microsecond" | "usec" => Ok(1_000_000),
        "millisecond" => Ok(1_000),
        _ => Err(TimeError::argument(format!("unexpected unit: {name}"))),
    }
}

/// `Time.at(seconds[, fraction[, unit]])` on the clock `mode`, where `fraction` comes with its units in a second.
pub fn at(seconds: Number, fraction: Option<(Number, u32)>, mode: Mode) -> Result<Time, TimeError> {
    let mut instant = Instant::from_number(seconds, 1)?;
    if let Some((number, per_second)) = fraction {
        instant = instant.plus(Instant::from_number(number, per_second)?)?;
    }
    Ok(Time::new(instant, mode))
}

/// A checked reading of a clock: the hour may be 24, the second 60, and the day may exceed the month.
struct Reading {
    year: i64,
    month: u32,
    day: u32,
    hour: u32,
    minute: u32,
    second: u32,
    fraction: Instant,
}

impl Reading {
    /// The checks of `validate_vtm`.
    fn check(self) -> Result<Self, TimeError> {
        let ends_day = self.hour == 24;
        let (last_minute, last_second) = if ends_day { (0, 0) } else { (59, 60) };
        let problem = if !(1..=12).contains(&self.month) {
            "mon out of range"
        } else if !(1..=31).contains(&self.day) {
            "mday out of range"
        } else if self.hour > 24 {
            "hour out of range"
        } else if self.minute > last_minute {
            "min out of range"
        } else if self.second > last_second {
            "sec out of range"
        } else if self.fraction < Instant::EPOCH || self.fraction.seconds() > 0 {
            "subsecx out of range"
        } else {
            return Ok(self);
        };
        Err(TimeError::argument(problem))
    }

    /// Seconds since the epoch as if the clock were UTC; what exceeds its range counts on.
    fn seconds(&self) -> i64 {
        days_from_civil(self.year, self.month, i64::from(self.day)) * SECONDS_PER_DAY
            + i64::from(self.hour * 3_600 + self.minute * 60 + self.second)
    }

    /// Whether a clock can show the reading.
    fn is_regular(&self) -> bool {
        self.hour < 24 && self.second < 60 && self.day <= days_in_month(self.year, self.month)
    }

    /// The point in time, given the seconds since the epoch.
    fn instant(&self, seconds: i64) -> Result<Instant, TimeError> {
        Instant::from_seconds(seconds)?.plus(self.fraction)
    }

    /// The time at which the local clock shows the reading.
    fn local(&self, zone: Zone) -> Result<Time, TimeError> {
        let reading = self.seconds();
        let offset = match zone.transition_near(reading)? {
            None => zone.at(reading)?.offset,
            Some(_) if !self.is_regular() => {
                return Err(TimeError::Unsupported(
                    "an irregular reading of the clock near a change of the clock",
                ));
            }
            Some(change) if change.before - change.after > 7_200 => {
                return Err(TimeError::Unsupported(
                    "a reading near a change of the clock by more than two hours",
                ));
            }
            Some(change) => {
                // From its first reading on the new offset counts, be it the second occurrence or after a gap.
                if reading >= change.at + i64::from(change.after) {
                    change.after
                } else {
                    change.before
                }
            }
        };
        let instant = self.instant(reading - i64::from(offset))?;
        Ok(Time::new(instant, Mode::Local(zone)))
    }
}

/// Seconds and the fraction of the second; a text has no fraction.
fn second_and_fraction(argument: Argument) -> Result<(u32, Instant), TimeError> {
    match argument {
        Argument::Number(number @ (Number::Float(_) | Number::Rational(..))) => {
            let exact = Instant::from_number(number, 1)?;
            let whole = Instant::from_seconds(exact.seconds())?;
            let second = to_bits(Argument::Number(Number::Integer(exact.seconds())), 6)?;
            Ok((second, exact.minus(whole)?))
        }
        _ => Ok((to_bits(argument, 6)?, Instant::EPOCH)),
    }
}

fn at_index<'a>(arguments: &[Argument<'a>], index: usize) -> Argument<'a> {
    arguments.get(index).copied().unwrap_or(Argument::Nil)
}

fn bits_or(argument: Argument, bits: u32, default: u32) -> Result<u32, TimeError> {
    match argument {
        Argument::Nil => Ok(default),
        _ => to_bits(argument, bits),
    }
}

/// `Time.new(year[, month[, day[, hour[, min[, sec[, zone]]]]]])`, with at least the year.
pub fn new(arguments: &[Argument], zone: Zone) -> Result<Time, TimeError> {
    let part = |index| at_index(arguments, index);
    let year = to_year(part(0))?;
    let month = match part(1) {
        Argument::Nil => 1,
        month => to_month(month)?,
    };
    let day = bits_or(part(2), 5, 1)?;
    let hour = bits_or(part(3), 5, 0)?;
    let minute = bits_or(part(4), 6, 0)?;
    let (second, fraction) = match part(5) {
        Argument::Nil => (0, Instant::EPOCH),
        second => second_and_fraction(second)?,
    };
    let place = match part(6) {
        Argument::Nil => None,
        place => Some(place),
    };
    let reading = Reading {
        year,
        month,
        day,
        hour,
        minute,
        second,
        fraction,
    };
    // An ill-formed offset is found before the readings are checked, one out of range after them.
    match place.map(offset) {
        None => reading.check()?.local(zone),
        Some(Err(TimeError::Raised { class, message })) if message != OUT_OF_RANGE => {
            Err(TimeError::Raised { class, message })
        }
        Some(named) => {
            let reading = reading.check()?;
            match named? {
                Offset::Utc if !reading.is_regular() => {
                    Err(TimeError::Unsupported("an irregular reading of the clock with \"UTC\""))
                }
                Offset::Utc => {
                    let instant = reading.instant(reading.seconds())?;
                    Ok(Time::without_weekday(instant))
                }
                // The day after the 31st does not fit the five bits that CRuby has for it.
                Offset::Seconds(seconds) if seconds < 0 && reading.day > days_in_month(year, month) => Err(
                    TimeError::Unsupported("a day beyond its month with an offset west of UTC"),
                ),
                Offset::Seconds(seconds) => {
                    let instant = reading.instant(reading.seconds() - i64::from(seconds))?;
                    Ok(Time::new(instant, Mode::Fixed(seconds)))
                }
            }
        }
    }
}

const OUT_OF_RANGE: &str = "utc_offset out of range";

/// The reading that `Time.utc` and `Time.local` take from one to seven arguments.
fn reading(arguments: &[Argument]) -> Result<Reading, TimeError> {
    if arguments.len() > 7 {
        return Err(TimeError::Unsupported(
            "Time.utc and Time.local with more than seven arguments",
        ));
    }
    let part = |index| at_index(arguments, index);
    let year = to_year(part(0))?;
    let mut month = match part(1) {
        Argument::Nil => 1,
        month => to_month(month)?,
    };
    let mut day = bits_or(part(2), 5, 1)?;
    if matches!(month, 2 | 4 | 6 | 9 | 11) && day > days_in_month(year, month) {
        day -= days_in_month(year, month);
        month += 1;
    }
    let hour = bits_or(part(3), 5, 0)?;
    let minute = bits_or(part(4), 6, 0)?;
    let (second, fraction) = match (part(5), part(6)) {
        (second, Argument::Number(microseconds)) => {
            let second = match second {
                // A fraction of the second gives way to the microseconds.
                Argument::Number(number) => {
                    let whole = Instant::from_number(number, 1)?;
                    let truncated = whole.seconds() + i64::from(whole < Instant::EPOCH && whole.subsecond().0 > 0);
                    to_bits(Argument::Number(Number::Integer(truncated)), 6)?
                }
                second => bits_or(second, 6, 0)?,
            };
            (second, Instant::from_number(microseconds, 1_000_000)?)
        }
        (_, Argument::Text(_)) => {
            return Err(TimeError::Unsupported("microseconds given as a text"));
        }
        (Argument::Nil, Argument::Nil) => (0, Instant::EPOCH),
        (second, Argument::Nil) => second_and_fraction(second)?,
    };
    Reading {
        year,
        month,
        day,
        hour,
        minute,
        second,
        fraction,
    }
    .check()
}

/// `Time.utc(year, …)`, `Time.gm(year, …)` with one to seven arguments.
pub fn utc(arguments: &[Argument]) -> Result<Time, TimeError> {
    let reading = reading(arguments)?;
    Ok(Time::new(reading.instant(reading.seconds())?, Mode::Utc))
}

/// `Time.local(year, …)`, `Time.mktime(year, …)` with one to seven arguments.
pub fn local(arguments: &[Argument], zone: Zone) -> Result<Time, TimeError> {
    reading(arguments)?.local(zone)
}
