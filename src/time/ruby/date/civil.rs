//! Conversions between Julian day numbers and the ways to name a day, with the reform of 1582.
//!
//! Negative months and days count from the end of what they are part of. A name that no day has, as those of 5 to 14
//! October 1582, gives `None`.

use super::{EPOCH, ITALY, MAX_DAYS};
use crate::time::TimeError;
use crate::time::calendar::{Civil, civil_from_days, days_from_civil};

/// The Julian day number of the day before 1 March of the year 0 of the Julian calendar.
const JULIAN_MARCH: i64 = 1_721_117;

/// Years beyond this make days beyond [`MAX_DAYS`].
pub(super) fn checked_year(year: i64) -> Result<i64, TimeError> {
    if year.unsigned_abs() > MAX_DAYS / 367 {
        return Err(TimeError::Unsupported("a year beyond a thousand million"));
    }
    Ok(year)
}

/// The Julian day number of a date; the month is 1 to 12, the day may lie outside of the month.
fn jd_of_date(year: i64, month: u32, day: i64) -> i64 {
    let gregorian = days_from_civil(year, month, day) + EPOCH;
    if gregorian >= ITALY {
        return gregorian;
    }
    // Every fourth year is a leap year. Years are counted from March, and 153 days make five months.
    let month = i64::from(month);
    let year = year - i64::from(month <= 2);
    let days = (1_461 * year).div_euclid(4) + (153 * ((month + 9) % 12) + 2) / 5;
    JULIAN_MARCH + days + day
}

/// The date of a Julian day number.
pub(super) fn civil_of_jd(jd: i64) -> Civil {
    if jd >= ITALY {
        return civil_from_days(jd - EPOCH);
    }
    let days = jd - JULIAN_MARCH - 1;
    let year = (4 * days + 3).div_euclid(1_461);
    let day_of_year = days - (1_461 * year).div_euclid(4);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let month = (shifted_month + 2) % 12 + 1;
    Civil {
        year: year + i64::from(month <= 2),
        month: month as u32,
        day: (day_of_year - (153 * shifted_month + 2) / 5 + 1) as u32,
    }
}

/// The Julian day number of a year, month and day.
pub(super) fn jd_of_civil(year: i64, month: i64, day: i64) -> Option<i64> {
    let month = if month < 0 { month.checked_add(13)? } else { month };
    let month = u32::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
    let is_named = |jd: i64, day: Option<i64>| {
        let civil = civil_of_jd(jd);
        (civil.year, civil.month) == (year, month) && day.is_none_or(|day| day == i64::from(civil.day))
    };
    if !(-31..=31).contains(&day) {
        return None;
    }
    if day < 0 {
        let last = (1..=31)
            .rev()
            .map(|last| (last, jd_of_date(year, month, last)))
            .find(|&(last, jd)| is_named(jd, Some(last)))?;
        let jd = last.1 + day + 1;
        return is_named(jd, None).then_some(jd);
    }
    let jd = jd_of_date(year, month, day);
    is_named(jd, Some(day)).then_some(jd)
}

/// The Julian day number of the first of January.
pub(super) fn first_of_year(year: i64) -> i64 {
    jd_of_date(year, 1, 1)
}

/// The Julian day number of a day of a year, counted from 1.
pub(super) fn jd_of_ordinal(year: i64, day: i64) -> Option<i64> {
    let jd = first_of_year(year).checked_add(day)?.checked_sub(1)?;
    ((1..=366).contains(&day) && civil_of_jd(jd).year == year).then_some(jd)
}

/// The Monday of the first week of a year, which is the week of its fourth of January.
fn first_week(year: i64) -> i64 {
    let fourth = first_of_year(year) + 3;
    fourth - fourth.rem_euclid(7)
}

/// Year, week and day (1 for Monday) of a Julian day number.
pub(super) fn commercial_of_jd(jd: i64) -> (i64, u32, u32) {
    let guess = civil_of_jd(jd - 3).year;
    let year = if jd >= first_week(guess + 1) { guess + 1 } else { guess };
    let week = 1 + (jd - first_week(year)).div_euclid(7);
    (year, week as u32, jd.rem_euclid(7) as u32 + 1)
}

/// The Julian day number of a year, week and day (1 for Monday).
pub(super) fn jd_of_commercial(year: i64, week: i64, day: i64) -> Option<i64> {
    if !(1..=53).contains(&week) || !(1..=7).contains(&day) {
        return None;
    }
    let jd = first_week(year) + 7 * (week - 1) + day - 1;
    (commercial_of_jd(jd) == (year, week as u32, day as u32)).then_some(jd)
}

/// The number of the week, where weeks start with Sunday (0) or Monday (1) and days before the first are in week 0.
pub(super) fn week_number(jd: i64, first_day: i64) -> u32 {
    let seventh = first_of_year(civil_of_jd(jd).year) + 6;
    let start = seventh - (seventh - first_day + 1).rem_euclid(7);
    ((jd - start + 7).div_euclid(7)) as u32
}

/// The Julian day number of a weekday (0 for Sunday) before the first Sunday of a year.
pub(super) fn jd_of_week_zero(year: i64, weekday: i64) -> Option<i64> {
    let seventh = first_of_year(year) + 6;
    let jd = seventh - (seventh + 1).rem_euclid(7) - 7 + weekday;
    (civil_of_jd(jd).year == year && week_number(jd, 0) == 0).then_some(jd)
}

/// Whether the year has a 29th of February.
pub(super) fn is_leap(year: i64) -> bool {
    civil_of_jd(jd_of_date(year, 3, 1) - 1).day == 29
}
