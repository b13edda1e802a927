//! The proleptic Gregorian calendar as pure arithmetic on `i64`.
//!
//! Days are counted from 1970-01-01, which is day 0; months run from 1 to 12 and days of a month from 1.
//! Every function is total for years within ±10^15, far beyond what either language can represent.

/// Seconds in a day without leap seconds, which neither language knows.
pub const SECONDS_PER_DAY: i64 = 86_400;

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Civil {
    /// Astronomical year: 0 is 1 BC.
    pub year: i64,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
}

/// Whether `year` has a 29th of February.
pub fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The number of days of `month` (1 to 12) in `year`.
pub fn days_in_month(year: i64, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The day number of a date; `day` may lie outside of the month and counts on.
///
/// Years are counted from March so that the leap day is the last of its year; 153 days make five months.
pub fn days_from_civil(year: i64, month: u32, day: i64) -> i64 {
    let month = i64::from(month);
    let shifted_year = year - i64::from(month <= 2);
    let era = shifted_year.div_euclid(400);
    let year_of_era = shifted_year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468 + day - 1
}

/// The date of a day number.
pub fn civil_from_days(days: i64) -> Civil {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = (shifted_month + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Civil {
        year,
        month: month as u32,
        day: day as u32,
    }
}

/// The weekday of a day number, 0 for Sunday to 6 for Saturday.
#[inline]
pub fn weekday(days: i64) -> u32 {
    (days + 4).rem_euclid(7) as u32
}

/// The day of the year, 1 for the 1st of January.
pub fn day_of_year(date: Civil) -> u32 {
    let days = days_from_civil(date.year, date.month, i64::from(date.day)) - days_from_civil(date.year, 1, 1);
    days as u32 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_numbers_and_dates_are_inverse() {
        for days in (-1_000_000..1_000_000).step_by(97) {
            let date = civil_from_days(days);
            assert_eq!(days_from_civil(date.year, date.month, i64::from(date.day)), days);
            assert!(date.day >= 1 && date.day <= days_in_month(date.year, date.month));
        }
    }

    #[test]
    fn known_days() {
        assert_eq!(days_from_civil(1970, 1, 1), 0);
        assert_eq!(days_from_civil(2000, 2, 29), 11_016);
        assert_eq!(days_from_civil(2026, 11, 22), 20_779);
        assert_eq!(weekday(20_779), 0);
        assert_eq!(days_from_civil(0, 1, 1), -719_528);
        assert_eq!(
            day_of_year(Civil {
                year: 2024,
                month: 12,
                day: 31
            }),
            366
        );
    }
}
