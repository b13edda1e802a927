//! `Date.parse` as V8 has it: the standard's date time format (ECMA-262 §21.4.1.32), then a permissive fallback.
//!
//! Input is the text in UTF-16 code units, or the bytes of one that is ASCII, and the zone for texts without an offset; output is a time value, NaN for
//! what is no date. The fallback keeps what other engines accept: words before the first number and text in
//! parentheses are skipped, a number before `:` belongs to the time, any other number to the day.
//!
//! - [`tokens`]: cuts the text into numbers, symbols, words and space.
//! - [`composers`]: collect numbers to a day, a time and an offset, and judge them at the end.

mod composers;
mod tokens;

use super::arithmetic::{MS_PER_DAY, make_date, make_day, make_time, time_clip};
use super::frame::Frame;
use crate::time::calendar::days_from_civil;
use crate::time::{TimeError, Zone};
use composers::{Day, Offset, Time, is_hour, is_minute, is_second};
pub use tokens::Unit;
use tokens::{Scanner, Token, Word};

/// `Date.parse(text)`, which is also the time value of `new Date(text)`.
pub fn parse<U: Unit>(text: &[U], zone: &Zone) -> Result<f64, TimeError> {
    if let Some(time) = date_alone(text) {
        return Ok(time);
    }
    by_tokens(text, zone)
}

fn by_tokens<U: Unit>(text: &[U], zone: &Zone) -> Result<f64, TimeError> {
    let mut parts = Parts::default();
    if parts.read(&mut Scanner::new(text)).is_none() {
        return Ok(f64::NAN);
    }
    let Some((year, month, day)) = parts.day.finish() else {
        return Ok(f64::NAN);
    };
    let Some([hour, minute, second, ms]) = parts.time.finish() else {
        return Ok(f64::NAN);
    };
    let Ok(offset) = parts.offset.finish() else {
        return Ok(f64::NAN);
    };
    let reading = make_date(
        make_day(f64::from(year), f64::from(month - 1), f64::from(day)),
        make_time(hour.into(), minute.into(), second.into(), ms.into()),
    );
    let time = match offset {
        Some(seconds) => reading - f64::from(seconds) * 1000.0,
        None => Frame::Local(zone).time_of(reading)?,
    };
    Ok(time_clip(time))
}

/// The time value of `YYYY-MM-DD`, which is in UTC: what most texts are, without the tokens that others are cut into.
/// None for any other text.
#[inline]
fn date_alone<U: Unit>(text: &[U]) -> Option<f64> {
    let [a, b, c, d, dash, e, f, other, g, h] = *text.first_chunk::<10>()?;
    if text.len() > 10 || dash.into() != u16::from(b'-') || other.into() != u16::from(b'-') {
        return None;
    }
    let mut all = true;
    let mut number = |digits: &[U]| {
        digits.iter().fold(0, |number, &digit| {
            let digit = digit.into().wrapping_sub(u16::from(b'0'));
            all &= digit < 10;
            // Of other units nothing is made, and with 16 bits they do not overflow.
            number * 10 + u32::from(digit)
        })
    };
    let (year, month, day) = (number(&[a, b, c, d]), number(&[e, f]), number(&[g, h]));
    // A day that the month does not have counts on.
    let is_date = all && (1..=12).contains(&month) && (1..=31).contains(&day);
    is_date.then(|| days_from_civil(year.into(), month, day.into()) as f64 * MS_PER_DAY)
}

/// What the standard's format made of the text.
enum Standard {
    /// All of it was read.
    Complete,
    /// It ended at this token; the fallback goes on from here with what has been collected.
    Left(Token),
}

/// The three collections that the text fills.
#[derive(Default)]
struct Parts {
    day: Day,
    time: Time,
    offset: Offset,
}

impl Parts {
    /// Reads the whole text; `None` if it is no date.
    fn read<U: Unit>(&mut self, scanner: &mut Scanner<'_, U>) -> Option<()> {
        let mut token = match self.read_standard(scanner)? {
            Standard::Complete => return Some(()),
            Standard::Left(token) => token,
        };
        let mut has_read_number = !self.day.is_empty();
        while token != Token::End {
            match token {
                Token::Number { value, .. } => {
                    has_read_number = true;
                    self.read_number(value, scanner)?;
                }
                Token::Word { word, .. } => self.read_word(word, has_read_number, scanner)?,
                Token::Symbol(sign @ (b'+' | b'-')) if self.offset.is_utc() || !self.time.is_empty() => {
                    has_read_number = true;
                    self.read_offset(sign, scanner)?;
                }
                Token::Symbol(b'+' | b'-' | b')') if has_read_number => return None,
                _ => {}
            }
            token = scanner.next();
        }
        Some(())
    }

    /// A number of the fallback: a part of the time if `:` or `.` follows, of the offset or the time if they lack one,
    /// and of the day otherwise.
    fn read_number<U: Unit>(&mut self, value: i32, scanner: &mut Scanner<'_, U>) -> Option<()> {
        if scanner.skip_symbol(b':') {
            if scanner.skip_symbol(b':') {
                if !self.time.is_empty() {
                    return None;
                }
                self.time.add(value)?;
                self.time.add(0)
            } else {
                self.time.add(value)?;
                if scanner.peek() == Token::Symbol(b'.') {
                    scanner.next();
                }
                Some(())
            }
        } else if scanner.skip_symbol(b'.') && self.time.expects(value) {
            self.time.add(value)?;
            let Token::Number { value, length } = scanner.peek() else {
                return None;
            };
            scanner.next();
            // A fraction after four parts is read and dropped.
            let _ = self.time.add_final(milliseconds(value, length));
            Some(())
        } else if self.offset.expects(value) {
            self.offset.set_minute(value);
            Some(())
        } else if self.time.expects(value) {
            self.time.add_final(value)?;
            let separated = match scanner.peek() {
                Token::End | Token::Space | Token::Symbol(b'+' | b'-') => true,
                token => token.is_z(),
            };
            separated.then_some(())
        } else {
            self.day.add(value)?;
            scanner.skip_symbol(b'-');
            Some(())
        }
    }

    /// A word of the fallback.
    fn read_word<U: Unit>(&mut self, word: Word, has_read_number: bool, scanner: &mut Scanner<'_, U>) -> Option<()> {
        match word {
            Word::HalfDay(hours) if !self.time.is_empty() => self.time.set_half_day(hours),
            Word::Month(month) => {
                self.day.set_named_month(month);
                scanner.skip_symbol(b'-');
            }
            Word::Zone(hours) if has_read_number => self.offset.set_hours(hours),
            _ => {
                // Other words are skipped before the first number only, and must not touch it.
                if has_read_number || matches!(scanner.peek(), Token::Number { .. }) {
                    return None;
                }
            }
        }
        Some(())
    }

    /// An offset of the fallback after its sign: `hh`, `hhmm` or `hh:` with the minutes to come.
    fn read_offset<U: Unit>(&mut self, sign: u8, scanner: &mut Scanner<'_, U>) -> Option<()> {
        self.offset.set_sign(sign);
        let (value, length) = match scanner.peek() {
            Token::Number { value, length } => {
                scanner.next();
                (value, length)
            }
            _ => (0, 0),
        };
        if scanner.peek() == Token::Symbol(b':') {
            self.offset.set_hour(value);
            self.offset.expect_minute();
        } else {
            match length {
                1 | 2 => self.offset.set_hour_minute(value, 0),
                3 | 4 => self.offset.set_hour_minute(value / 100, value % 100),
                _ => return None,
            }
        }
        Some(())
    }

    /// The standard's format as far as it goes. `None` means that the text is no date in either format: once the `T`
    /// is read there is no way back.
    fn read_standard<U: Unit>(&mut self, scanner: &mut Scanner<'_, U>) -> Option<Standard> {
        match scanner.peek() {
            sign_token @ Token::Symbol(sign @ (b'+' | b'-')) => {
                scanner.next();
                let Some(year) = fixed_number(scanner, 6) else {
                    return Some(Standard::Left(sign_token));
                };
                scanner.next();
                if sign == b'-' && year == 0 {
                    return Some(Standard::Left(sign_token));
                }
                self.day.add(if sign == b'-' { -year } else { year })?;
            }
            Token::Number { value, length: 4 } => {
                scanner.next();
                self.day.add(value)?;
            }
            _ => return Some(Standard::Left(scanner.next())),
        }
        for highest in [12, 31] {
            if !scanner.skip_symbol(b'-') {
                break;
            }
            match fixed_number(scanner, 2) {
                Some(value) if (1..=highest).contains(&value) => {
                    scanner.next();
                    self.day.add(value)?;
                }
                _ => return Some(Standard::Left(scanner.next())),
            }
        }
        if !matches!(
            scanner.peek(),
            Token::Word {
                word: Word::TimeSeparator,
                ..
            }
        ) {
            if scanner.peek() != Token::End {
                return Some(Standard::Left(scanner.next()));
            }
        } else {
            scanner.next();
            self.read_standard_time(scanner)?;
            self.read_standard_offset(scanner)?;
            if scanner.peek() != Token::End {
                return None;
            }
        }
        if self.offset.is_empty() && self.time.is_empty() {
            // A date alone is in UTC, a date with a time is local.
            self.offset.set_hours(0);
        }
        self.day.set_year_first();
        Some(Standard::Complete)
    }

    /// `hh:mm[:ss[.s…]]`, where the hour 24 goes with zeros only.
    fn read_standard_time<U: Unit>(&mut self, scanner: &mut Scanner<'_, U>) -> Option<()> {
        let hour = fixed_number(scanner, 2).filter(|hour| (0..=24).contains(hour))?;
        let ends_day = hour == 24;
        scanner.next();
        self.time.add(hour)?;
        if !scanner.skip_symbol(b':') {
            return None;
        }
        let minute = fixed_number(scanner, 2).filter(|&n| is_minute(n) && !(ends_day && n > 0))?;
        scanner.next();
        self.time.add(minute)?;
        if !scanner.skip_symbol(b':') {
            return Some(());
        }
        let second = fixed_number(scanner, 2).filter(|&n| is_second(n) && !(ends_day && n > 0))?;
        scanner.next();
        self.time.add(second)?;
        if scanner.skip_symbol(b'.') {
            let Token::Number { value, length } = scanner.peek() else {
                return None;
            };
            if ends_day && value > 0 {
                return None;
            }
            scanner.next();
            self.time.add(milliseconds(value, length))?;
        }
        Some(())
    }

    /// `Z`, `±hh:mm` or `±hhmm`, or nothing.
    fn read_standard_offset<U: Unit>(&mut self, scanner: &mut Scanner<'_, U>) -> Option<()> {
        let token = scanner.peek();
        if token.is_z() {
            scanner.next();
            self.offset.set_hours(0);
        } else if let Token::Symbol(sign @ (b'+' | b'-')) = token {
            scanner.next();
            self.offset.set_sign(sign);
            if let Some(both) = fixed_number(scanner, 4) {
                scanner.next();
                if !is_hour(both / 100) || !is_minute(both % 100) {
                    return None;
                }
                self.offset.set_hour_minute(both / 100, both % 100);
            } else {
                let hour = fixed_number(scanner, 2).filter(|&n| is_hour(n))?;
                scanner.next();
                if !scanner.skip_symbol(b':') {
                    return None;
                }
                let minute = fixed_number(scanner, 2).filter(|&n| is_minute(n))?;
                scanner.next();
                self.offset.set_hour_minute(hour, minute);
            }
        }
        Some(())
    }
}

/// The next token's value if it is a number of exactly `digits` digits.
fn fixed_number<U: Unit>(scanner: &Scanner<'_, U>, digits: usize) -> Option<i32> {
    match scanner.peek() {
        Token::Number { value, length } if length == digits => Some(value),
        _ => None,
    }
}

/// The first three digits of a fraction of a second; a numeral keeps nine digits at most.
fn milliseconds(value: i32, length: usize) -> i32 {
    match length {
        1 => value * 100,
        2 => value * 10,
        _ => value / 10_i32.pow(length.min(9) as u32 - 3),
    }
}

#[cfg(test)]
mod tests;
