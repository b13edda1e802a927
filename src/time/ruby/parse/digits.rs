//! Runs of digits in `Date._parse`: `20261122`, `20261122T101112.5Z`, `26326`, `1011[+9:JST]`.
//!
//! Input is the groups sign, digits, further digits, fraction and zone; the number of digits decides what they mean.
//! A fraction right after the first run makes that run a time.

use regex_lite::Captures;

use super::patterns::number;
use super::{Fragments, integer};
use crate::time::TimeError;

/// Where a number of two, three or four digits goes.
#[derive(Clone, Copy)]
enum Part {
    Year,
    Month,
    Day,
    DayOfYear,
    Hour,
    Minute,
    Second,
}

use Part::{Day, DayOfYear, Hour, Minute, Month, Second, Year};

/// The parts of a date and their widths, by the number of digits.
fn date_parts(digits: usize) -> &'static [(Part, usize)] {
    match digits {
        2 => &[(Day, 2)],
        3 => &[(DayOfYear, 3)],
        4 => &[(Month, 2), (Day, 2)],
        5 => &[(Year, 2), (DayOfYear, 3)],
        6 => &[(Year, 2), (Month, 2), (Day, 2)],
        7 => &[(Year, 4), (DayOfYear, 3)],
        8 => &[(Year, 4), (Month, 2), (Day, 2)],
        10 => &[(Year, 4), (Month, 2), (Day, 2), (Hour, 2)],
        12 => &[(Year, 4), (Month, 2), (Day, 2), (Hour, 2), (Minute, 2)],
        14 => &[(Year, 4), (Month, 2), (Day, 2), (Hour, 2), (Minute, 2), (Second, 2)],
        _ => &[],
    }
}

/// The parts of a time before its fraction and their widths, by the number of digits.
fn time_parts(digits: usize) -> &'static [(Part, usize)] {
    match digits {
        2 => &[(Second, 2)],
        3 => &[(Minute, 1), (Second, 2)],
        4 => &[(Minute, 2), (Second, 2)],
        5 => &[(Hour, 1), (Minute, 2), (Second, 2)],
        6 => &[(Hour, 2), (Minute, 2), (Second, 2)],
        7 => &[(Day, 1), (Hour, 2), (Minute, 2), (Second, 2)],
        8 => &[(Day, 2), (Hour, 2), (Minute, 2), (Second, 2)],
        10 => &[(Month, 2), (Day, 2), (Hour, 2), (Minute, 2), (Second, 2)],
        12 => &[(Year, 2), (Month, 2), (Day, 2), (Hour, 2), (Minute, 2), (Second, 2)],
        14 => date_parts(14),
        _ => &[],
    }
}

fn assign(fragments: &mut Fragments, parts: &[(Part, usize)], digits: &str, negative: bool) -> Result<(), TimeError> {
    let mut rest = digits;
    for &(part, width) in parts {
        let (head, tail) = rest.split_at(width.min(rest.len()));
        rest = tail;
        let value = Some(integer(head)?);
        match part {
            Year => fragments.year = value.map(|year| if negative { -year } else { year }),
            Month => fragments.month = value,
            Day => fragments.day = value,
            DayOfYear => fragments.day_of_year = value,
            Hour => fragments.hour = value,
            Minute => fragments.minute = value,
            Second => fragments.second = value,
        }
    }
    Ok(())
}

/// Reads a match of the pattern for bare digits.
pub(super) fn read_digits(found: &Captures, fragments: &mut Fragments) -> Result<(), TimeError> {
    let negative = &found[1] == "-";
    let digits = &found[2];
    let further = found.get(3).map(|group| group.as_str());
    let fraction = found.get(4).map(|group| group.as_str());
    if further.is_none() && fraction.is_some() {
        assign(fragments, time_parts(digits.len()), digits, negative)?;
        fragments.literal_year |= digits.len() == 14;
    } else {
        assign(fragments, date_parts(digits.len()), digits, negative)?;
        fragments.literal_year |= matches!(digits.len(), 8 | 10 | 12 | 14);
    }
    if let Some(further) = further {
        let parts: &[(Part, usize)] = match (further.len(), fraction) {
            (2, Some(_)) => &[(Second, 2)],
            (4, Some(_)) => &[(Minute, 2), (Second, 2)],
            (2, None) => &[(Hour, 2)],
            (4, None) => &[(Hour, 2), (Minute, 2)],
            (6, _) => &[(Hour, 2), (Minute, 2), (Second, 2)],
            _ => &[],
        };
        assign(fragments, parts, further, false)?;
    }
    if let Some(fraction) = fraction {
        fragments.fraction = Some(fraction.to_owned());
    }
    if let Some(zone) = found.get(5) {
        fragments.zone = Some(bracketed(zone.as_str()).to_owned());
    }
    // The groups above are digits; this keeps a number beyond 64 bits from passing as absent.
    number(found, 2).map(|_| ())
}

/// The name of a zone: after the colon in brackets, or all within them.
fn bracketed(zone: &str) -> &str {
    let Some(inner) = zone.strip_prefix('[').and_then(|zone| zone.strip_suffix(']')) else {
        return zone;
    };
    inner.split_once(':').map_or(inner, |(_, name)| name)
}
