//! The parts of a date that a text named, as the hash of `Date._parse` holds them.

use super::integer;
use crate::time::TimeError;

/// The parts that were found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fragments {
    /// `:year`.
    pub year: Option<i64>,
    /// `:mon`.
    pub month: Option<i64>,
    /// `:mday`.
    pub day: Option<i64>,
    /// `:yday`.
    pub day_of_year: Option<i64>,
    /// `:cwyear`.
    pub week_year: Option<i64>,
    /// `:cweek`.
    pub week: Option<i64>,
    /// `:cwday`.
    pub week_day: Option<i64>,
    /// `:wday`.
    pub weekday: Option<i64>,
    /// `:hour`.
    pub hour: Option<i64>,
    /// `:min`.
    pub minute: Option<i64>,
    /// `:sec`.
    pub second: Option<i64>,
    /// The digits of `:sec_fraction`.
    pub fraction: Option<String>,
    /// `:zone`.
    pub zone: Option<String>,
    /// The year is before Christ.
    pub(super) before_christ: bool,
    /// A year of two digits is not to be completed to one of four.
    pub(super) literal_year: bool,
}

impl Fragments {
    /// Sorts three numbers of a date into year, month and day (`s3e`): the one with an apostrophe, a sign or more
    /// than two digits is the year, whatever place it was given in.
    pub(super) fn set_three(
        &mut self,
        mut year: Option<String>,
        month: String,
        mut day: Option<String>,
        before_christ: bool,
    ) -> Result<(), TimeError> {
        let mut month = Some(month);
        if year.is_some() && day.is_none() {
            day = month.take();
            month = year.take();
        }
        if year.is_none() && day.as_deref().is_some_and(looks_like_year) {
            year = day.take();
        }
        if let Some(text) = &year
            && let Some(number) = Signed::find(text)
            && number.has_tail
        {
            let number = number.text.to_owned();
            year = day.replace(number);
        }
        if month.as_deref().is_some_and(looks_like_year) {
            (year, month, day) = (month, day, year);
        }
        if day.as_deref().is_some_and(looks_like_year) {
            std::mem::swap(&mut year, &mut day);
        }
        if let Some(number) = year.as_deref().and_then(Signed::find) {
            self.literal_year |= number.is_signed || number.digits > 2;
            self.year = Some(integer(number.text)?);
        }
        self.before_christ |= before_christ;
        if let Some(number) = month.as_deref().and_then(Signed::find_unsigned) {
            self.month = Some(integer(number)?);
        }
        if let Some(number) = day.as_deref().and_then(Signed::find_unsigned) {
            self.day = Some(integer(number)?);
        }
        Ok(())
    }

    /// Years before Christ count backwards from 0, and years of two digits are those from 1969 to 2068.
    pub(super) fn complete_years(&mut self) {
        for year in [&mut self.week_year, &mut self.year].into_iter().flatten() {
            if self.before_christ {
                *year = 1_i64.saturating_sub(*year);
            }
            if !self.literal_year {
                *year = complete_two_digits(*year);
            }
        }
    }
}

/// A year of two digits in full.
fn complete_two_digits(year: i64) -> i64 {
    match year {
        69..=99 => year + 1900,
        0..=68 => year + 2000,
        _ => year,
    }
}

fn looks_like_year(text: &str) -> bool {
    text.starts_with('\'') || text.len() > 2
}

/// The first number in a text.
struct Signed<'t> {
    text: &'t str,
    digits: usize,
    is_signed: bool,
    /// Something follows.
    has_tail: bool,
}

impl<'t> Signed<'t> {
    fn find(text: &'t str) -> Option<Self> {
        let start = text.find(|c: char| c == '-' || c == '+' || c.is_ascii_digit())?;
        let is_signed = !text[start..].starts_with(|c: char| c.is_ascii_digit());
        let first = start + usize::from(is_signed);
        let digits = leading_digits(&text[first..]);
        Some(Self {
            text: &text[start..first + digits],
            digits,
            is_signed,
            has_tail: first + digits < text.len(),
        })
    }

    fn find_unsigned(text: &'t str) -> Option<&'t str> {
        let start = text.find(|c: char| c.is_ascii_digit())?;
        Some(&text[start..start + leading_digits(&text[start..])])
    }
}

fn leading_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}
