//! `strftime` of `Time` and of `Date`.
//!
//! Input is a format and the fields of a moment; output is the text. A directive is `%`, flags (`-` no padding, `_`
//! blanks, `0` zeros, `^` upper case, `#` other case, `:` colons), a width, `E` or `O`, and a letter; what is no
//! directive stays as it is. The two implementations in CRuby differ in a few places, see [`Dialect`].
//!
//! Left out: widths above [`MAX_WIDTH`].

use super::instant::Instant;
use super::time::Fields;
use crate::time::TimeError;
use crate::time::calendar::is_leap;

/// Wider directives are unsupported, so that a short format cannot ask for a long text.
pub const MAX_WIDTH: usize = 1_024;

/// Whose `strftime`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// `Time#strftime`.
    Time,
    /// `Date#strftime`, which also knows `%Q` and `%+`.
    Date,
}

/// The moment to describe.
pub(super) struct Moment<'f> {
    pub(super) fields: &'f Fields,
    pub(super) instant: Instant,
    /// The clock is UTC.
    pub(super) is_utc: bool,
    /// The weekday and the day of the year are unset.
    pub(super) lacks_weekday: bool,
    /// Year and week of the commercial calendar and the two week numbers, where the caller knows them better than the
    /// Gregorian calendar does.
    pub(super) cweek: Option<Weeks>,
}

/// The numbers of the week.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weeks {
    /// `%G`.
    pub(super) year: i64,
    /// `%V`.
    pub(super) week: u32,
    /// `%U`.
    pub(super) from_sunday: u32,
    /// `%W`.
    pub(super) from_monday: u32,
}

const WEEKDAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Flags and width of a directive.
#[derive(Default, Clone, Copy)]
struct Style {
    left: bool,
    upper: bool,
    change_case: bool,
    padding: Option<u8>,
    /// Negative: none given; zero where a flag reset it.
    width: i64,
    colons: usize,
    extended: bool,
}

/// The text of `moment` in `format`.
pub(super) fn strftime(format: &str, moment: &Moment, dialect: Dialect) -> Result<String, TimeError> {
    let mut output = Vec::with_capacity(format.len() * 2);
    Writer {
        moment,
        dialect,
        output: &mut output,
    }
    .write(format.as_bytes())?;
    // Literal bytes of the format are copied in order and directives add ASCII only.
    String::from_utf8(output).map_err(|_| TimeError::Unsupported("a format that is not UTF-8"))
}

struct Writer<'a, 'f> {
    moment: &'a Moment<'f>,
    dialect: Dialect,
    output: &'a mut Vec<u8>,
}

/// What a directive letter stands for.
enum Item {
    /// A number with its usual padding and least number of digits.
    Number(u8, usize, i64),
    /// A word.
    Word(String),
    /// Another format.
    Nested(&'static str),
    /// One character.
    Literal(u8),
    /// Digits of the fraction of the second, with their usual number.
    Fraction(usize),
    /// The offset from UTC.
    Offset,
}

impl Writer<'_, '_> {
    fn write(&mut self, format: &[u8]) -> Result<(), TimeError> {
        let mut position = 0;
        while let Some(&byte) = format.get(position) {
            if byte != b'%' {
                self.output.push(byte);
                position += 1;
                continue;
            }
            position = self.directive(format, position)?;
        }
        Ok(())
    }

    /// Writes the directive at `start`; returns the position after it.
    fn directive(&mut self, format: &[u8], start: usize) -> Result<usize, TimeError> {
        let mut style = Style {
            width: -1,
            ..Style::default()
        };
        let mut at = start + 1;
        loop {
            let Some(&letter) = format.get(at) else {
                if self.dialect == Dialect::Time {
                    let text = String::from_utf8_lossy(format);
                    return Err(TimeError::argument(format!("invalid format: {text}")));
                }
                self.output.extend_from_slice(&format[start..]);
                return Ok(format.len());
            };
            let taken = match letter {
                b'-' | b'^' | b'#' | b'_' => self.flag(letter, &mut style),
                b'0'..=b'9' => self.width(format, &mut at, &mut style)?,
                b':' => self.colons(format, &mut at, &mut style),
                b'E' | b'O' => {
                    style.extended = true;
                    let allowed: &[u8] = if letter == b'E' { b"cCxXyY" } else { b"deHkIlmMSuUVwWy" };
                    format.get(at + 1).is_some_and(|next| allowed.contains(next))
                }
                b'z' if style.colons > 3 => {
                    self.output.extend_from_slice(&format[start..at]);
                    return Ok(at);
                }
                _ => {
                    match self.item(letter, &style)? {
                        Some(item) => self.item_text(item, style)?,
                        None => self.output.extend_from_slice(&format[start..=at]),
                    }
                    return Ok(at + 1);
                }
            };
            if !taken {
                self.output.extend_from_slice(&format[start..=at]);
                return Ok(at + 1);
            }
            at += 1;
        }
    }

    /// Whether the flag may stand here.
    fn flag(&self, letter: u8, style: &mut Style) -> bool {
        let after_modifier = style.extended || style.colons > 0;
        if style.width > 0 || self.dialect == Dialect::Date && after_modifier {
            return false;
        }
        match letter {
            b'-' => {
                style.left = true;
                if self.dialect == Dialect::Time {
                    style.padding = None;
                    style.width = 0;
                }
            }
            b'^' => style.upper = true,
            b'#' => style.change_case = true,
            _ => style.padding = Some(b' '),
        }
        true
    }

    /// Reads a width, whose leading zero is a flag; leaves `at` at its last digit.
    fn width(&self, format: &[u8], at: &mut usize, style: &mut Style) -> Result<bool, TimeError> {
        if format[*at] == b'0' {
            if self.dialect == Dialect::Date && (style.width > 0 || style.extended || style.colons > 0) {
                return Ok(false);
            }
            style.padding = Some(b'0');
        }
        let digits = format[*at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let width = format[*at..*at + digits].iter().fold(0_usize, |width, digit| {
            width.saturating_mul(10).saturating_add(usize::from(digit - b'0'))
        });
        if width > MAX_WIDTH {
            return Err(TimeError::Unsupported("a strftime width above 1024"));
        }
        style.width = width as i64;
        *at += digits - 1;
        Ok(true)
    }

    /// Reads colons; leaves `at` at the last one. `Date` wants `z` after them; `Time` wants it after one to three
    /// colons and forgets four of them, so that a fifth counts as the first.
    fn colons(&self, format: &[u8], at: &mut usize, style: &mut Style) -> bool {
        let count = format[*at..].iter().take_while(|&&byte| byte == b':').count();
        let complete = format.get(*at + count) == Some(&b'z');
        let count = match (self.dialect, count) {
            (_, 1..=3) if complete => count,
            (Dialect::Time, 4..) => 4,
            _ => return false,
        };
        style.colons = count;
        *at += count - 1;
        true
    }

    /// The meaning of a directive letter; `None` if it has none.
    fn item(&self, letter: u8, style: &Style) -> Result<Option<Item>, TimeError> {
        let fields = self.moment.fields;
        let number = |padding, digits, value: u32| Item::Number(padding, digits, i64::from(value));
        let year_digits = |year: i64| if year < 0 { 5 } else { 4 };
        let hour12 = (fields.hour + 11) % 12 + 1;
        let needs_weekday = b"aAcjuUVwWgG+".contains(&letter);
        if needs_weekday && self.moment.lacks_weekday {
            return Err(TimeError::Unsupported(
                "CRuby 3.1 does not set the weekday of Time.new with \"UTC\"",
            ));
        }
        Ok(Some(match letter {
            b'%' => Item::Literal(b'%'),
            b'n' => Item::Literal(b'\n'),
            b't' => Item::Literal(b'\t'),
            b'a' => Item::Word(WEEKDAYS[fields.weekday as usize % 7][..3].to_owned()),
            b'A' => Item::Word(WEEKDAYS[fields.weekday as usize % 7].to_owned()),
            b'b' | b'h' => Item::Word(MONTHS[(fields.month as usize + 11) % 12][..3].to_owned()),
            b'B' => Item::Word(MONTHS[(fields.month as usize + 11) % 12].to_owned()),
            b'p' | b'P' => Item::Word(if fields.hour < 12 { "AM" } else { "PM" }.to_owned()),
            b'Z' => Item::Word(fields.zone.clone().unwrap_or_default()),
            b'c' => Item::Nested("%a %b %e %H:%M:%S %Y"),
            b'D' | b'x' => Item::Nested("%m/%d/%y"),
            b'F' => Item::Nested("%Y-%m-%d"),
            b'R' => Item::Nested("%H:%M"),
            b'r' => Item::Nested("%I:%M:%S %p"),
            b'T' | b'X' => Item::Nested("%H:%M:%S"),
            b'v' => Item::Nested("%e-%^b-%4Y"),
            b'+' if self.dialect == Dialect::Date => Item::Nested("%a %b %e %H:%M:%S %Z %Y"),
            b'C' => Item::Number(b'0', 2, fields.year.div_euclid(100)),
            b'd' => number(b'0', 2, fields.day),
            b'e' => number(b' ', 2, fields.day),
            b'H' => number(b'0', 2, fields.hour),
            b'k' => number(b' ', 2, fields.hour),
            b'I' => number(b'0', 2, hour12),
            b'l' => number(b' ', 2, hour12),
            b'j' => number(b'0', 3, fields.day_of_year),
            b'm' => number(b'0', 2, fields.month),
            b'M' => number(b'0', 2, fields.minute),
            b'S' => number(b'0', 2, fields.second),
            b's' => Item::Number(b'0', 1, self.moment.instant.seconds()),
            b'Q' if self.dialect == Dialect::Date => Item::Number(b'0', 1, self.moment.instant.seconds() * 1_000),
            b'U' => number(b'0', 2, self.weeks().from_sunday),
            b'W' => number(b'0', 2, self.weeks().from_monday),
            b'V' => number(b'0', 2, self.weeks().week),
            b'u' => number(b'0', 1, (fields.weekday + 6) % 7 + 1),
            b'w' => number(b'0', 1, fields.weekday),
            b'y' => Item::Number(b'0', 2, fields.year.rem_euclid(100)),
            b'Y' => Item::Number(b'0', year_digits(fields.year), fields.year),
            b'G' => Item::Number(b'0', year_digits(self.weeks().year), self.weeks().year),
            b'g' => Item::Number(b'0', 2, self.weeks().year.rem_euclid(100)),
            b'L' => Item::Fraction(3),
            b'N' => Item::Fraction(9),
            b'z' => Item::Offset,
            _ => return Ok(None),
        })
        .map(|item| match (letter, item) {
            (b'a' | b'A' | b'b' | b'B' | b'h', Item::Word(word)) if style.change_case => {
                Item::Word(word.to_ascii_uppercase())
            }
            (b'p', Item::Word(word)) if style.change_case => Item::Word(word.to_ascii_lowercase()),
            (b'P', Item::Word(word)) if !style.change_case && !style.upper => Item::Word(word.to_ascii_lowercase()),
            (b'Z', Item::Word(word)) if style.change_case => Item::Word(word.to_ascii_lowercase()),
            (_, item) => item,
        }))
    }

    fn item_text(&mut self, item: Item, style: Style) -> Result<(), TimeError> {
        match item {
            Item::Literal(byte) => {
                self.pad(1, style);
                self.output.push(byte);
            }
            Item::Word(word) if word.is_empty() => {}
            Item::Word(word) => {
                self.pad(word.len(), style);
                // Lower case was made already and wins over the flag for upper case.
                let keeps_case = style.change_case && word.bytes().any(|b| b.is_ascii_lowercase());
                if style.upper && !keeps_case {
                    self.output.extend(word.to_ascii_uppercase().bytes());
                } else {
                    self.output.extend(word.bytes());
                }
            }
            Item::Number(padding, digits, value) => self.number(padding, digits, value, style),
            Item::Fraction(digits) => {
                let count = usize::try_from(style.width)
                    .ok()
                    .filter(|&width| width > 0)
                    .unwrap_or(digits);
                let text = self.moment.instant.subsecond_digits(count);
                self.output.extend(text.bytes());
            }
            Item::Nested(format) => self.nested(format, style)?,
            Item::Offset => self.offset(style),
        }
        Ok(())
    }

    /// Padding before a text of `length` bytes.
    fn pad(&mut self, length: usize, style: Style) {
        let width = usize::try_from(style.width).unwrap_or(0);
        if !style.left && width > length {
            let padding = style.padding.unwrap_or(b' ');
            self.output.extend(std::iter::repeat_n(padding, width - length));
        }
    }

    fn number(&mut self, usual_padding: u8, digits: usize, value: i64, style: Style) {
        let width = match usize::try_from(style.width) {
            _ if style.left => 1,
            Ok(width) if width > 0 => width,
            _ => digits,
        };
        let text = if style.padding.unwrap_or(usual_padding) == b'0' {
            format!("{value:0width$}")
        } else {
            format!("{value:width$}")
        };
        self.output.extend(text.bytes());
    }

    /// A format within a directive, with the padding of the directive; the case of it is raised only.
    fn nested(&mut self, format: &str, style: Style) -> Result<(), TimeError> {
        let mut inner = Vec::new();
        let format = match (format, self.dialect) {
            ("%e-%^b-%4Y", Dialect::Date) => "%e-%^b-%Y",
            (format, _) => format,
        };
        Writer {
            moment: self.moment,
            dialect: self.dialect,
            output: &mut inner,
        }
        .write(format.as_bytes())?;
        if style.upper {
            inner.make_ascii_uppercase();
        }
        // `Time` pads here even with the flag against it, but that flag has reset the width before it.
        let pads = Style {
            left: style.left && self.dialect == Dialect::Date,
            ..style
        };
        self.pad(inner.len(), pads);
        self.output.append(&mut inner);
        Ok(())
    }

    /// The numbers of the week in the Gregorian calendar, unless the caller gave them.
    fn weeks(&self) -> Weeks {
        if let Some(weeks) = self.moment.cweek {
            return weeks;
        }
        let fields = self.moment.fields;
        let day = i64::from(fields.day_of_year) - 1;
        let from_sunday = (day + 7 - i64::from(fields.weekday)) / 7;
        let monday_based = i64::from((fields.weekday + 6) % 7);
        let from_monday = (day + 7 - monday_based) / 7;
        // The Thursday of the week decides to which year it belongs.
        let thursday = day - monday_based + 3;
        let days_of = |year: i64| if is_leap(year) { 366 } else { 365 };
        let (year, thursday) = if thursday < 0 {
            (fields.year - 1, thursday + days_of(fields.year - 1))
        } else if thursday >= days_of(fields.year) {
            (fields.year + 1, thursday - days_of(fields.year))
        } else {
            (fields.year, thursday)
        };
        Weeks {
            year,
            week: (thursday / 7 + 1) as u32,
            from_sunday: from_sunday as u32,
            from_monday: from_monday as u32,
        }
    }

    /// `%z` and its forms with colons; a width widens the hours.
    fn offset(&mut self, style: Style) {
        let offset = self.moment.fields.offset;
        let seconds = offset.unsigned_abs();
        let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        let parts = match style.colons {
            2 => 3,
            3 if minutes == 0 && seconds == 0 => 1,
            3 if seconds == 0 => 2,
            3 => 3,
            _ => 2,
        };
        let rest = (parts - 1) * if style.colons == 0 { 2 } else { 3 };
        // With `-`, UTC is the unknown offset of RFC 3339.
        let is_negative = offset < 0 || style.left && self.moment.is_utc;
        let sign = if is_negative { b'-' } else { b'+' };
        let natural = if self.dialect == Dialect::Date && style.left && hours < 10 {
            1
        } else {
            2
        };
        let width = usize::try_from(style.width).unwrap_or(0);
        let digits = width.saturating_sub(rest + 1).max(natural);
        let shortest = if hours < 10 { 1 } else { 2 };
        if style.padding == Some(b' ') {
            self.output
                .extend(std::iter::repeat_n(b' ', digits.saturating_sub(shortest)));
            self.output.push(sign);
            self.output.extend(hours.to_string().bytes());
        } else {
            self.output.push(sign);
            self.output.extend(format!("{hours:0digits$}").bytes());
        }
        for value in [minutes, seconds].into_iter().take(parts - 1) {
            if style.colons > 0 {
                self.output.push(b':');
            }
            self.output.extend(format!("{value:02}").bytes());
        }
    }
}

#[cfg(test)]
mod tests;
