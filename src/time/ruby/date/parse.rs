//! `Date.parse` and `Date.iso8601`: a date from the parts that a text names.
//!
//! Input is a text and today's date, which fills in what comes before the first part; output is a [`Date`], or
//! `Date::Error` where the parts name no day.

use super::civil::{checked_year, jd_of_civil, jd_of_commercial, jd_of_ordinal, jd_of_week_zero};
use super::{Date, invalid};
use crate::time::TimeError;
use crate::time::ruby::parse::{Fragments, parse_fragments, parse_iso8601};

/// `Date.parse(text)`.
pub fn parse(text: &str, today: &Date) -> Result<Date, TimeError> {
    from_fragments(parse_fragments(text)?, today)
}

/// `Date.iso8601(text)`, `Date.xmlschema` of dates.
pub fn iso8601(text: &str, today: &Date) -> Result<Date, TimeError> {
    from_fragments(parse_iso8601(text)?, today)
}

/// The set of parts that names the day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Time,
    Ordinal,
    Civil,
    Commercial,
    Weekday,
    /// A year and a weekday, which count as the week before the first Sunday.
    WeekNumber,
    /// A year of weeks with a weekday that counts from Sunday: nothing is filled in.
    CommercialWeekday,
}

fn from_fragments(mut found: Fragments, today: &Date) -> Result<Date, TimeError> {
    for year in [found.year, found.week_year].into_iter().flatten() {
        checked_year(year)?;
    }
    for part in [found.month, found.day, found.day_of_year, found.second] {
        if part.is_some_and(|value| i32::try_from(value).is_err()) {
            return Err(TimeError::Unsupported("a part of a date beyond 32 bits"));
        }
    }
    if let (None, Some(year), Some(month), Some(day)) = (found.day_of_year, found.year, found.month, found.day) {
        let jd = jd_of_civil(year, month, day).ok_or_else(invalid)?;
        return Date::from_jd(jd);
    }
    let jd = match complete(&mut found, today) {
        Some(jd) => Some(jd),
        None => jd_of(&found),
    };
    Date::from_jd(jd.ok_or_else(invalid)?)
}

/// Fills in the parts of the form of which the text names most; a weekday alone is one of this week.
fn complete(found: &mut Fragments, today: &Date) -> Option<i64> {
    let time = [found.hour, found.minute, found.second];
    let count = |parts: &[Option<i64>]| parts.iter().flatten().count();
    let of_time = count(&time);
    let forms = [
        (Form::Time, of_time, 3),
        (Form::Ordinal, of_time + count(&[found.year, found.day_of_year]), 5),
        (Form::Civil, of_time + count(&[found.year, found.month, found.day]), 6),
        (
            Form::Commercial,
            of_time + count(&[found.week_year, found.week, found.week_day]),
            6,
        ),
        (Form::Weekday, of_time + count(&[found.weekday]), 4),
        (Form::WeekNumber, of_time + count(&[found.year, found.weekday]), 6),
        (
            Form::CommercialWeekday,
            of_time + count(&[found.week_year, found.week, found.weekday]),
            6,
        ),
    ];
    let mut best = (Form::Time, 0, 3);
    for form in forms {
        if form.1 > best.1 {
            best = form;
        }
    }
    let (form, named, size) = best;
    if named == 0 || named == size {
        return None;
    }
    let civil = today.civil();
    let (week_year, week, _) = today.commercial();
    match form {
        Form::Ordinal => {
            found.year.get_or_insert(civil.year);
            found.day_of_year.get_or_insert(1);
        }
        Form::Civil => {
            fill(
                [&mut found.year, &mut found.month, &mut found.day],
                [civil.year, i64::from(civil.month), i64::from(civil.day)],
            );
            found.month.get_or_insert(1);
            found.day.get_or_insert(1);
        }
        Form::Commercial => {
            let (_, _, week_day) = today.commercial();
            fill(
                [&mut found.week_year, &mut found.week, &mut found.week_day],
                [week_year, i64::from(week), i64::from(week_day)],
            );
            found.week.get_or_insert(1);
            found.week_day.get_or_insert(1);
        }
        Form::Weekday => {
            let sunday = today.jd() - i64::from(today.weekday());
            return found.weekday.map(|weekday| sunday + weekday);
        }
        Form::WeekNumber => {
            let year = found.year.unwrap_or(civil.year);
            return jd_of_week_zero(year, found.weekday.unwrap_or(0));
        }
        Form::Time | Form::CommercialWeekday => {}
    }
    None
}

/// Takes today's parts up to the first one that is named.
fn fill(parts: [&mut Option<i64>; 3], today: [i64; 3]) {
    for (part, today) in parts.into_iter().zip(today) {
        if part.is_some() {
            break;
        }
        *part = Some(today);
    }
}

/// The day that the parts name, in the order of preference.
fn jd_of(found: &Fragments) -> Option<i64> {
    let ordinal = || jd_of_ordinal(found.year?, found.day_of_year?);
    let civil = || jd_of_civil(found.year?, found.month?, found.day?);
    let commercial = || {
        let weekday = found.weekday.map(|day| if day == 0 { 7 } else { day });
        jd_of_commercial(found.week_year?, found.week?, found.week_day.or(weekday)?)
    };
    ordinal().or_else(civil).or_else(commercial)
}
