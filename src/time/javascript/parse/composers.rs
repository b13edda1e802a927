//! Collections of the numbers of a date text: a day, a time and an offset.
//!
//! They take numbers in the order of the text and decide at the end what each of them meant.

fn is_month(value: i32) -> bool {
    (1..=12).contains(&value)
}

fn is_day(value: i32) -> bool {
    (1..=31).contains(&value)
}

pub(super) fn is_hour(value: i32) -> bool {
    (0..=23).contains(&value)
}

pub(super) fn is_minute(value: i32) -> bool {
    (0..=59).contains(&value)
}

pub(super) fn is_second(value: i32) -> bool {
    (0..=59).contains(&value)
}

fn is_millisecond(value: i32) -> bool {
    (0..=999).contains(&value)
}

/// Up to three numbers and a month's name.
#[derive(Default)]
pub(super) struct Day {
    numbers: [i32; 3],
    count: usize,
    named_month: Option<i32>,
    year_first: bool,
}

impl Day {
    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// `None` if there are three numbers already.
    pub(super) fn add(&mut self, value: i32) -> Option<()> {
        *self.numbers.get_mut(self.count)? = value;
        self.count += 1;
        Some(())
    }

    pub(super) fn set_named_month(&mut self, month: i32) {
        self.named_month = Some(month);
    }

    /// The numbers are those of the standard's format: year, month, day, and the year is meant as it stands.
    pub(super) fn set_year_first(&mut self) {
        self.year_first = true;
    }

    /// Year, month (from 1) and day; `None` if they are out of range. A missing number is 1, so that a missing year is
    /// 2001.
    pub(super) fn finish(&self) -> Option<(i32, i32, i32)> {
        if self.count == 0 {
            return None;
        }
        let mut numbers = [1; 3];
        numbers[..self.count].copy_from_slice(&self.numbers[..self.count]);
        let [first, second, third] = numbers;
        let (mut year, month, day) = match self.named_month {
            None if self.year_first || !is_day(first) => (first, second, third),
            None => (third, first, second),
            Some(month) if !is_day(first) => (first, month, second),
            Some(month) => (second, month, first),
        };
        if !self.year_first {
            year = match year {
                0..=49 => year + 2000,
                50..=99 => year + 1900,
                _ => year,
            };
        }
        (is_month(month) && is_day(day)).then_some((year, month, day))
    }
}

/// Hours, minutes, seconds, milliseconds, and a half of the day.
#[derive(Default)]
pub(super) struct Time {
    numbers: [i32; 4],
    count: usize,
    half_day: Option<i32>,
}

impl Time {
    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether `value` could be the next number.
    pub(super) fn expects(&self, value: i32) -> bool {
        match self.count {
            1 => is_minute(value),
            2 => is_second(value),
            3 => is_millisecond(value),
            _ => false,
        }
    }

    /// `None` if there are four numbers already.
    pub(super) fn add(&mut self, value: i32) -> Option<()> {
        *self.numbers.get_mut(self.count)? = value;
        self.count += 1;
        Some(())
    }

    /// Adds the last number; what is missing is 0.
    pub(super) fn add_final(&mut self, value: i32) -> Option<()> {
        self.add(value)?;
        self.count = self.numbers.len();
        Some(())
    }

    pub(super) fn set_half_day(&mut self, hours: i32) {
        self.half_day = Some(hours);
    }

    /// The four parts; `None` if one is out of range. 24:00 is in range.
    pub(super) fn finish(&self) -> Option<[i32; 4]> {
        let [mut hour, minute, second, ms] = self.numbers;
        if let Some(hours) = self.half_day {
            if !(0..=12).contains(&hour) {
                return None;
            }
            hour = hour % 12 + hours;
        }
        let in_range = is_hour(hour) && is_minute(minute) && is_second(second) && is_millisecond(ms);
        let ends_day = [hour, minute, second, ms] == [24, 0, 0, 0];
        (in_range || ends_day).then_some([hour, minute, second, ms])
    }
}

/// The offset from UTC.
#[derive(Default)]
pub(super) struct Offset {
    sign: Option<i32>,
    hour: Option<i32>,
    minute: Option<i32>,
}

impl Offset {
    pub(super) fn is_empty(&self) -> bool {
        self.hour.is_none()
    }

    pub(super) fn is_utc(&self) -> bool {
        self.hour == Some(0) && self.minute == Some(0)
    }

    /// Whether `value` could be the minutes that are still missing.
    pub(super) fn expects(&self, value: i32) -> bool {
        self.hour.is_some() && self.minute.is_none() && is_minute(value)
    }

    /// The offset of a named zone.
    pub(super) fn set_hours(&mut self, hours: i32) {
        self.sign = Some(if hours < 0 { -1 } else { 1 });
        self.set_hour_minute(hours.abs(), 0);
    }

    pub(super) fn set_sign(&mut self, sign: u8) {
        self.sign = Some(if sign == b'-' { -1 } else { 1 });
    }

    pub(super) fn set_hour(&mut self, hour: i32) {
        self.hour = Some(hour);
    }

    pub(super) fn set_minute(&mut self, minute: i32) {
        self.minute = Some(minute);
    }

    pub(super) fn expect_minute(&mut self) {
        self.minute = None;
    }

    pub(super) fn set_hour_minute(&mut self, hour: i32, minute: i32) {
        self.hour = Some(hour);
        self.minute = Some(minute);
    }

    /// The offset in seconds east of UTC, `None` without one; an error if it leaves 31 bits.
    pub(super) fn finish(&self) -> Result<Option<i32>, ()> {
        let Some(sign) = self.sign else {
            return Ok(None);
        };
        // Hours have up to nine digits, and the product wraps around in 32 bits as V8's does.
        let hour = self.hour.unwrap_or(0) as u32;
        let minute = self.minute.unwrap_or(0) as u32;
        let seconds = hour.wrapping_mul(3_600).wrapping_add(minute.wrapping_mul(60));
        let seconds = i32::try_from(seconds).map_err(|_| ())?;
        Ok(Some(sign * seconds))
    }
}
