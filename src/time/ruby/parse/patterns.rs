//! `Date._parse`: the patterns, in the order in which they are tried.
//!
//! Input is a text; output is the [`Fragments`] found in it. Each pattern that matches replaces its match by a blank,
//! and of the patterns for whole dates only the first that matches counts.

use regex_lite::{Captures, Regex};
use std::sync::LazyLock;

use super::digits::read_digits;
use super::{Fragments, check_text, integer};
use crate::time::TimeError;

type Found = Result<(), TimeError>;
type Reader = fn(&Captures, &mut Fragments) -> Found;

/// A pattern, the classes of characters without which and the pattern with which it is not tried, and what to make of a
/// match.
struct Rule {
    needs: &'static [fn(&u8) -> bool],
    exception: Option<Regex>,
    pattern: Regex,
    reader: Reader,
}

macro_rules! months {
    () => {
        "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
    };
}

macro_rules! era {
    () => {
        r"(c(?:e|\.e\.)|b(?:ce|\.c\.e\.)|a(?:d|\.d\.)|b(?:c|\.c\.))?"
    };
}

const ALPHA: fn(&u8) -> bool = u8::is_ascii_alphabetic;
const DIGIT: fn(&u8) -> bool = u8::is_ascii_digit;
const DASH: fn(&u8) -> bool = |&byte| byte == b'-';
const DOT: fn(&u8) -> bool = |&byte| byte == b'.';
const SLASH: fn(&u8) -> bool = |&byte| byte == b'/';

/// A rule that ignores case. The patterns are constants of this file, each of which the tests compile.
fn rule(needs: &'static [fn(&u8) -> bool], pattern: &str, reader: Reader) -> Option<Rule> {
    let pattern = Regex::new(&format!("(?i){pattern}")).ok()?;
    Some(Rule {
        needs,
        exception: None,
        pattern,
        reader,
    })
}

/// A rule for a day of the year, which does not count where `exception` matches.
fn rule_unless(exception: &str, pattern: &str, reader: Reader) -> Option<Rule> {
    let exception = Regex::new(exception).ok()?;
    Some(Rule {
        exception: Some(exception),
        ..rule(&[DIGIT], pattern, reader)?
    })
}

/// What is none of the characters that any pattern knows.
static SEPARATORS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[^-+',./:@A-Za-z0-9\[\]]+").ok());

/// The day of the week and the time of day, which are both tried.
static DAY_AND_TIME: LazyLock<Option<Vec<Rule>>> = LazyLock::new(|| {
    [
        rule(
            &[ALPHA],
            r"\b(sun|mon|tue|wed|thu|fri|sat)[^-/\d\s]*",
            |found, fragments| {
                fragments.weekday = index_of(&found[1], &["sun", "mon", "tue", "wed", "thu", "fri", "sat"]);
                Ok(())
            },
        ),
        rule(
            &[DIGIT],
            concat!(
                r"((?:\d+\s*:\s*\d+(?:\s*:\s*\d+(?:[,.]\d*)?)?|\d+\s*h(?:\s*\d+m?(?:\s*\d+s?)?)?)",
                r"(?:\s*[ap](?:m\b|\.m\.))?|\d+\s*[ap](?:m\b|\.m\.))",
                r"(?:\s*((?:gmt|utc?)?[-+]\d+(?:[,.:]\d+(?::\d+)?)?",
                r"|(?-i:[[:alpha:].\s]+)(?:standard|daylight)\stime\b",
                r"|(?-i:[[:alpha:]]+)(?:\sdst)?\b))?",
            ),
            read_time,
        ),
    ]
    .into_iter()
    .collect()
});

/// Whole dates, of which the first match counts.
static DATES: LazyLock<Option<Vec<Rule>>> = LazyLock::new(|| {
    [
        rule(
            &[ALPHA, DIGIT],
            concat!(
                r"('?\d+)[^-\d\s]*\s*(",
                months!(),
                r")[^-\d\s']*(?:\s*",
                era!(),
                r"\s*('?-?\d+(?:(?:st|nd|rd|th)\b)?))?"
            ),
            |found, fragments| read_named(found, fragments, 4, 2, 1, Some(3)),
        ),
        rule(
            &[ALPHA, DIGIT],
            concat!(
                r"\b(",
                months!(),
                r")[^-\d\s']*\s*('?\d+)[^-\d\s']*(?:\s*,?\s*",
                era!(),
                r"\s*('?-?\d+))?"
            ),
            |found, fragments| read_named(found, fragments, 4, 1, 2, Some(3)),
        ),
        rule(&[DIGIT, DASH], r"('?[-+]?\d+)-(\d+)-('?-?\d+)", read_three),
        rule(&[DIGIT, DOT], r"\b([mtshr])(\d+)\.(\d+)\.(\d+)", read_japanese),
        rule(
            &[ALPHA, DIGIT, DASH],
            concat!(r"('?-?\d+)-(", months!(), r")[^-/.]*-('?-?\d+)"),
            |found, fragments| read_named(found, fragments, 3, 2, 1, None),
        ),
        rule(
            &[ALPHA, DIGIT, DASH],
            concat!(r"\b(", months!(), r")[^-/.]*-('?-?\d+)(?:-('?-?\d+))?"),
            |found, fragments| read_named(found, fragments, 3, 1, 2, None),
        ),
        rule(&[DIGIT, SLASH], r"('?-?\d+)/\s*('?\d+)(?:\D\s*('?-?\d+))?", read_three),
        rule(&[DIGIT, DOT], r"('?-?\d+)\.\s*('?\d+)\.\s*('?-?\d+)", read_three),
        rule(
            &[DIGIT],
            r"\b(\d{2}|\d{4})?-?w(\d{2})(?:-?(\d))?\b",
            |found, fragments| {
                fragments.week_year = number(found, 1)?.or(fragments.week_year);
                fragments.week = number(found, 2)?;
                fragments.week_day = number(found, 3)?.or(fragments.week_day);
                Ok(())
            },
        ),
        rule(&[DIGIT], r"-w-(\d)\b", |found, fragments| {
            fragments.week_day = number(found, 1)?;
            Ok(())
        }),
        rule(&[DIGIT], r"--(\d{2})?-(\d{2})\b", read_month_and_day),
        rule(&[DIGIT], r"--(\d{2})(\d{2})?\b", read_month_and_day),
        rule_unless(
            r"[,.](\d{2}|\d{4})-\d{3}\b",
            r"\b(\d{2}|\d{4})-(\d{3})\b",
            |found, fragments| {
                fragments.year = number(found, 1)?;
                fragments.day_of_year = number(found, 2)?;
                Ok(())
            },
        ),
        rule_unless(r"\d-\d{3}\b", r"\b-(\d{3})\b", |found, fragments| {
            fragments.day_of_year = number(found, 1)?;
            Ok(())
        }),
        rule(&[DIGIT], r"'(\d+)\b", |found, fragments| {
            fragments.year = number(found, 1)?;
            Ok(())
        }),
        rule(&[ALPHA], concat!(r"\b(", months!(), r")\S*"), |found, fragments| {
            fragments.month = Some(month_number(&found[1]));
            Ok(())
        }),
        rule(&[DIGIT], r"(\d+)(st|nd|rd|th)\b", |found, fragments| {
            fragments.day = number(found, 1)?;
            Ok(())
        }),
        rule(
            &[DIGIT],
            concat!(
                r"([-+]?)(\d{2,14})(?:\s*t?\s*(\d{2,6})?(?:[,.](\d*))?)?",
                r"(?:\s*(z\b|[-+]\d{1,4}\b|\[[-+]?\d[^\]]*\]))?"
            ),
            read_digits,
        ),
    ]
    .into_iter()
    .collect()
});

/// The era and a lone number, which are both tried at the end.
static REST: LazyLock<Option<Vec<Rule>>> = LazyLock::new(|| {
    [
        rule(&[ALPHA], r"\b(bc\b|bce\b|b\.c\.|b\.c\.e\.)", |_, fragments| {
            fragments.before_christ = true;
            Ok(())
        }),
        rule(&[DIGIT], r"\A\s*(\d{1,2})\s*\z", read_lone_number),
    ]
    .into_iter()
    .collect()
});

const NO_PATTERNS: TimeError = TimeError::Unsupported("the date patterns do not compile");

/// `Date._parse(text)`, where years of two digits are completed.
pub fn parse_fragments(text: &str) -> Result<Fragments, TimeError> {
    check_text(text)?;
    let separators = SEPARATORS.as_ref().ok_or(NO_PATTERNS)?;
    let mut text = separators.replace_all(text, " ").into_owned();
    let mut fragments = Fragments::default();
    for rule in DAY_AND_TIME.as_ref().ok_or(NO_PATTERNS)? {
        rule.apply(&mut text, &mut fragments)?;
    }
    for rule in DATES.as_ref().ok_or(NO_PATTERNS)? {
        if rule.apply(&mut text, &mut fragments)? {
            break;
        }
    }
    for rule in REST.as_ref().ok_or(NO_PATTERNS)? {
        rule.apply(&mut text, &mut fragments)?;
    }
    fragments.complete_years();
    Ok(fragments)
}

impl Rule {
    /// Tries the rule; whether it matched.
    fn apply(&self, text: &mut String, fragments: &mut Fragments) -> Result<bool, TimeError> {
        if !self.needs.iter().all(|class| text.as_bytes().iter().any(class)) {
            return Ok(false);
        }
        if self
            .exception
            .as_ref()
            .is_some_and(|exception| exception.is_match(text))
        {
            return Ok(false);
        }
        let Some(found) = self.pattern.captures(text) else {
            return Ok(false);
        };
        (self.reader)(&found, fragments)?;
        let range = found.get(0).map_or(0..0, |whole| whole.range());
        text.replace_range(range, " ");
        Ok(true)
    }
}

/// A group as a number, `None` if it did not take part.
pub(super) fn number(found: &Captures, group: usize) -> Result<Option<i64>, TimeError> {
    found.get(group).map(|text| integer(text.as_str())).transpose()
}

fn owned(found: &Captures, group: usize) -> Option<String> {
    found.get(group).map(|text| text.as_str().to_owned())
}

fn index_of(word: &str, names: &[&str]) -> Option<i64> {
    names
        .iter()
        .position(|name| word.eq_ignore_ascii_case(name))
        .map(|index| index as i64)
}

fn month_number(word: &str) -> i64 {
    const NAMES: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    index_of(word, &NAMES).map_or(13, |index| index + 1)
}

/// A date with the name of its month, given the groups of year, month, day and era.
fn read_named(
    found: &Captures,
    fragments: &mut Fragments,
    year: usize,
    month: usize,
    day: usize,
    era: Option<usize>,
) -> Found {
    let before_christ = era
        .and_then(|group| found.get(group))
        .is_some_and(|era| era.as_str().starts_with(['b', 'B']));
    let month = month_number(&found[month]).to_string();
    fragments.set_three(owned(found, year), month, owned(found, day), before_christ)
}

/// Three numbers, first of all taken as year, month and day.
fn read_three(found: &Captures, fragments: &mut Fragments) -> Found {
    fragments.set_three(owned(found, 1), found[2].to_owned(), owned(found, 3), false)
}

/// `H31.04.30`: the year of an era.
fn read_japanese(found: &Captures, fragments: &mut Fragments) -> Found {
    let start = match found[1].as_bytes() {
        b"M" | b"m" => 1867,
        b"T" | b"t" => 1911,
        b"S" | b"s" => 1925,
        b"H" | b"h" => 1988,
        _ => 2018,
    };
    fragments.year = number(found, 2)?.map(|year| year.saturating_add(start));
    fragments.month = number(found, 3)?;
    fragments.day = number(found, 4)?;
    Ok(())
}

fn read_month_and_day(found: &Captures, fragments: &mut Fragments) -> Found {
    fragments.month = number(found, 1)?.or(fragments.month);
    fragments.day = number(found, 2)?.or(fragments.day);
    Ok(())
}

/// The parts of a time of day.
static TIME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\A(\d+)h?(?:\s*:?\s*(\d+)m?(?:\s*:?\s*(\d+)(?:[,.](\d+))?s?)?)?",
        r"(?:\s*([ap])(?:m\b|\.m\.))?"
    ))
    .ok()
});

fn read_time(found: &Captures, fragments: &mut Fragments) -> Found {
    fragments.zone = owned(found, 2).or(fragments.zone.take());
    let pattern = TIME.as_ref().ok_or(NO_PATTERNS)?;
    let Some(parts) = pattern.captures(&found[1]) else {
        return Ok(());
    };
    let mut hour = number(&parts, 1)?;
    if let (Some(half), Some(value)) = (parts.get(5), hour) {
        if i32::try_from(value).is_err() {
            return Err(TimeError::Unsupported("an hour beyond 32 bits"));
        }
        let afternoon = half.as_str().eq_ignore_ascii_case("p");
        hour = Some(value % 12 + if afternoon { 12 } else { 0 });
    }
    fragments.hour = hour;
    fragments.minute = number(&parts, 2)?;
    fragments.second = number(&parts, 3)?;
    fragments.fraction = owned(&parts, 4);
    Ok(())
}

/// A number that is all that is left: the day beside a time, the hour beside a day.
fn read_lone_number(found: &Captures, fragments: &mut Fragments) -> Found {
    let value = number(found, 1)?;
    if fragments.hour.is_some() && fragments.day.is_none() {
        fragments.day = value.filter(|day| (1..=31).contains(day));
    }
    if fragments.day.is_some() && fragments.hour.is_none() {
        fragments.hour = value.filter(|hour| (0..=24).contains(hour));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_patterns_compile() {
        assert!(SEPARATORS.is_some() && TIME.is_some());
        assert!(DAY_AND_TIME.is_some() && DATES.is_some() && REST.is_some());
    }
}
