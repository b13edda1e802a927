//! `Date._iso8601`: the four patterns of ISO 8601 texts.
//!
//! Input is a text; output is the [`Fragments`], empty if no pattern matches the whole text.

use regex_lite::{Captures, Regex};
use std::sync::LazyLock;

use super::patterns::number;
use super::{Fragments, check_text, integer};
use crate::time::TimeError;

/// Date and time, extended and basic, then time alone, extended and basic. The tests compile them.
static PATTERNS: LazyLock<Option<[Regex; 4]>> = LazyLock::new(|| {
    let compile = |pattern: &str| Regex::new(&format!(r"(?i)\A\s*{pattern}\s*\z")).ok();
    Some([
        compile(concat!(
            r"(?:([-+]?\d{2,}|-)-(\d{2})?(?:-(\d{2}))?|([-+]?\d{2,})?-(\d{3})|",
            r"(\d{4}|\d{2})?-w(\d{2})-(\d)|-w-(\d))",
            r"(?:t(\d{2}):(\d{2})(?::(\d{2})(?:[,.](\d+))?)?(z|[-+]\d{2}(?::?\d{2})?)?)?"
        ))?,
        compile(concat!(
            r"(?:([-+]?(?:\d{4}|\d{2})|--)(\d{2}|-)(\d{2})|([-+]?(?:\d{4}|\d{2}))(\d{3})|",
            r"-(\d{3})|(\d{4}|\d{2})w(\d{2})(\d)|-w(\d{2})(\d)|-w-(\d))",
            r"(?:t?(\d{2})(\d{2})(?:(\d{2})(?:[,.](\d+))?)?(z|[-+]\d{2}(?:\d{2})?)?)?"
        ))?,
        compile(r"(\d{2}):(\d{2})(?::(\d{2})(?:[,.](\d+))?(z|[-+]\d{2}(:?\d{2})?)?)?")?,
        compile(r"(\d{2})(\d{2})(?:(\d{2})(?:[,.](\d+))?(z|[-+]\d{2}(\d{2})?)?)?")?,
    ])
});

/// `Date._iso8601(text)`.
pub fn parse_iso8601(text: &str) -> Result<Fragments, TimeError> {
    check_text(text)?;
    let [extended, basic, extended_time, basic_time] = PATTERNS
        .as_ref()
        .ok_or(TimeError::Unsupported("the date patterns do not compile"))?;
    let mut fragments = Fragments::default();
    if let Some(found) = extended.captures(text) {
        read_extended(&found, &mut fragments)?;
    } else if let Some(found) = basic.captures(text) {
        read_basic(&found, &mut fragments)?;
    } else if let Some(found) = extended_time.captures(text).or_else(|| basic_time.captures(text)) {
        read_time(&found, &mut fragments, 1)?;
    }
    Ok(fragments)
}

/// Hours, minutes, seconds, fraction and zone in five groups from `first` on.
fn read_time(found: &Captures, fragments: &mut Fragments, first: usize) -> Result<(), TimeError> {
    let owned = |group| found.get(group).map(|text| text.as_str().to_owned());
    fragments.hour = number(found, first)?;
    fragments.minute = number(found, first + 1)?;
    fragments.second = number(found, first + 2)?;
    fragments.fraction = owned(first + 3);
    fragments.zone = owned(first + 4);
    Ok(())
}

/// A year, where fewer than four characters mean a year from 1969 to 2068.
fn year(text: &str) -> Result<i64, TimeError> {
    let year = integer(text)?;
    if text.len() >= 4 {
        return Ok(year);
    }
    // Unlike in `Date._parse`, negative years and those from 100 on are completed, too.
    Ok(year + if year >= 69 { 1900 } else { 2000 })
}

fn read_extended(found: &Captures, fragments: &mut Fragments) -> Result<(), TimeError> {
    if let Some(text) = found.get(1) {
        fragments.day = number(found, 3)?;
        if text.as_str() != "-" {
            fragments.year = Some(year(text.as_str())?);
            if found.get(2).is_none() {
                return Ok(());
            }
        }
        fragments.month = number(found, 2)?;
    } else if found.get(5).is_some() {
        fragments.day_of_year = number(found, 5)?;
        fragments.year = found.get(4).map(|text| year(text.as_str())).transpose()?;
    } else if found.get(8).is_some() {
        fragments.week = number(found, 7)?;
        fragments.week_day = number(found, 8)?;
        fragments.week_year = found.get(6).map(|text| year(text.as_str())).transpose()?;
    } else {
        fragments.week_day = number(found, 9)?;
    }
    read_time(found, fragments, 10)
}

fn read_basic(found: &Captures, fragments: &mut Fragments) -> Result<(), TimeError> {
    if found.get(3).is_some() {
        fragments.day = number(found, 3)?;
        let names_year = &found[1] != "--";
        if names_year {
            fragments.year = Some(year(&found[1])?);
        }
        if &found[2] == "-" {
            if names_year {
                return Ok(());
            }
        } else {
            fragments.month = number(found, 2)?;
        }
    } else if found.get(5).is_some() {
        fragments.day_of_year = number(found, 5)?;
        fragments.year = Some(year(&found[4])?);
    } else if found.get(6).is_some() {
        fragments.day_of_year = number(found, 6)?;
    } else if found.get(9).is_some() {
        fragments.week = number(found, 8)?;
        fragments.week_day = number(found, 9)?;
        fragments.week_year = Some(year(&found[7])?);
    } else if found.get(11).is_some() {
        fragments.week = number(found, 10)?;
        fragments.week_day = number(found, 11)?;
    } else {
        fragments.week_day = number(found, 12)?;
    }
    read_time(found, fragments, 13)
}
