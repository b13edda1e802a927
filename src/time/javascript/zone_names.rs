//! The names of zones that `toString` puts in parentheses, `Central European Summer Time`.
//!
//! V8 asks ICU for the name of the zone with or without daylight saving; which of the two is decided at the time
//! itself from 1970 to 2037, and outside at the same day and time of an equivalent year from 2008 to 2037.
//! The names were recorded from Node 20 in English for every zone whose names follow from the daylight saving mark
//! alone; the others are unsupported.
//!
//! Each line of the table: the standard name, the daylight saving name or nothing, and the zones.

use super::arithmetic::{MS_PER_DAY, make_date, make_day};
use super::frame::fields_of_reading;
use crate::time::calendar::{days_from_civil, is_leap, weekday};
use crate::time::{TimeError, Zone};

const TABLE: &str = include_str!("zone_names.txt");

/// The last millisecond for which V8 asks the zone directly: the end of 31-bit seconds.
const LAST_DIRECT_TIME: f64 = 2_147_483_647_000.0;

/// Up to this time in 1971 Ireland had summer time all year round, which ICU counts as standard time and so names after
/// Greenwich; later it names each half of the year, of which the zone tables mark the winter.
const IRISH_RULES_START: f64 = 57_722_400_000.0;

const NO_NAME: TimeError = TimeError::Unsupported("the long name of this time zone is not known");

/// The name of `zone` at the time value `t`, which is a number.
pub(super) fn long_name(t: f64, zone: &Zone) -> Result<&'static str, TimeError> {
    let recent = if (0.0..=LAST_DIRECT_TIME).contains(&t) {
        t
    } else {
        equivalent_time(t)
    };
    if zone.name() == "Europe/Dublin" && recent < IRISH_RULES_START {
        return Ok("Greenwich Mean Time");
    }
    let daylight = zone.at((recent / 1000.0).floor() as i64)?.daylight;
    let mut columns = TABLE
        .lines()
        .map(|line| line.split('|'))
        .find(|columns| {
            let zones = columns.clone().nth(2).unwrap_or("");
            zones.split(' ').any(|name| name == zone.name())
        })
        .ok_or(NO_NAME)?;
    columns
        .nth(usize::from(daylight))
        .filter(|name| !name.is_empty())
        .ok_or(NO_NAME)
}

/// The same month, day and time in a year from 2008 to 2037 that starts with the same weekday and is as long.
fn equivalent_time(t: f64) -> f64 {
    let Some(fields) = fields_of_reading(t) else {
        return t;
    };
    let first = i64::from(weekday(days_from_civil(fields.year, 1, 1)));
    let start = if is_leap(fields.year) { 1956 } else { 1967 };
    let recent = start + first * 12 % 28;
    let year = 2008 + (recent + 3 * 28 - 2008) % 28;
    let day = make_day(year as f64, f64::from(fields.month), f64::from(fields.date));
    make_date(day, t.rem_euclid(MS_PER_DAY))
}
