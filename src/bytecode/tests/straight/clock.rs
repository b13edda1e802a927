//! Questions about what the local clock shows: whether parts of one reading lie within ranges.
//!
//! Input: comparisons of computed numbers; output: [`Clock`], which is answered with one reading and without a branch for
//! each comparison. Parts are whole numbers, so that every comparison with a number is a range of them.

use crate::ir::graph::calc::Field;
use crate::ir::graph::{Calc, CalcId, Relation};

/// Which clock is read: both show the time of the decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Local {
    /// JavaScript's.
    JavaScript,
    /// Ruby's.
    Ruby,
}

/// The last millisecond of a day.
const LAST: u32 = 86_399_999;

/// All days of the week.
const WEEK: u8 = 0x7f;

/// A part of a reading that is to lie within a range; the ends belong to it, and it is empty where they are exchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The part.
    pub field: Field,
    /// The least that it may be.
    pub least: i64,
    /// The most that it may be.
    pub most: i64,
}

/// Whether all parts of a reading lie within their ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Whose clock is read.
    pub local: Local,
    /// The first and the last millisecond of a day, for its hours; there is none where they are exchanged.
    pub in_day: (u32, u32),
    /// The days of the week, a bit each, from Sunday.
    pub weekdays: u8,
    /// Any other parts, of each field at most one.
    pub rest: Box<[Part]>,
    /// What is said where there is no such time, whose parts compare with nothing.
    pub invalid: bool,
}

impl Clock {
    /// The comparison of a computed number with a number; none where the former is no part of the present time.
    pub fn new(calcs: &[Calc], value: CalcId, relation: Relation, number: f64) -> Option<Clock> {
        let calc = |id: CalcId| calcs.get(usize::from(id.0)).copied();
        let Calc::Field(field, reading) = calc(value)? else {
            return None;
        };
        let local = match calc(reading)? {
            Calc::RubyNow => Local::Ruby,
            Calc::Local(time) => match calc(time)? {
                Calc::Now => Local::JavaScript,
                Calc::Clip(time) if calc(time)? == Calc::Now => Local::JavaScript,
                _ => return None,
            },
            _ => return None,
        };
        let (least, most) = range(relation, number);
        Some(Clock::of(local, Part { field, least, most }))
    }

    /// The clock that says yes to any time.
    fn any(local: Local, invalid: bool) -> Clock {
        Clock {
            local,
            in_day: (0, LAST),
            weekdays: WEEK,
            rest: Box::default(),
            invalid,
        }
    }

    fn of(local: Local, part: Part) -> Clock {
        const HOUR: i64 = 3_600_000;
        let mut clock = Clock::any(local, false);
        let (least, most) = (part.least, part.most);
        match part.field {
            Field::Hours if least > most || least > 23 || most < 0 => clock.in_day = (1, 0),
            // Between 0 and 23 there are no more milliseconds than a day has.
            Field::Hours => clock.in_day = ((least.max(0) * HOUR) as u32, (most.min(23) * HOUR + HOUR - 1) as u32),
            Field::Day => {
                let days = (0..7).filter(|day| (least..=most).contains(day));
                clock.weekdays = days.fold(0, |days, day| days | 1 << day);
            }
            _ => clock.rest = [part].into(),
        }
        clock
    }

    /// Whether this clock and another one both say what is wanted of them; none where that is no such question.
    pub(super) fn and(&self, wanted: bool, other: &Clock, other_wanted: bool) -> Option<Clock> {
        if self.local != other.local {
            return None;
        }
        let (one, other) = (self.wanted(wanted)?, other.wanted(other_wanted)?);
        let mut rest = one.rest.to_vec();
        for part in other.rest {
            match rest.iter_mut().find(|known| known.field == part.field) {
                Some(known) => {
                    known.least = known.least.max(part.least);
                    known.most = known.most.min(part.most);
                }
                None => rest.push(part),
            }
        }
        let (first, last) = (one.in_day.0.max(other.in_day.0), one.in_day.1.min(other.in_day.1));
        Some(Clock {
            in_day: (first, last),
            weekdays: one.weekdays & other.weekdays,
            rest: rest.into(),
            invalid: one.invalid && other.invalid,
            local: one.local,
        })
    }

    /// The clock that says yes where this one says what is wanted; none where that is no such question.
    fn wanted(&self, wanted: bool) -> Option<Clock> {
        if wanted {
            return Some(self.clone());
        }
        let mut clock = Clock::any(self.local, !self.invalid);
        match (self.in_day, self.weekdays, &*self.rest) {
            ((0, LAST), weekdays, []) => clock.weekdays = !weekdays & WEEK,
            (in_day, WEEK, []) => {
                clock.in_day = match in_day {
                    (first, last) if first > last => (0, LAST),
                    (0, last) => (last + 1, LAST),
                    (first, LAST) => (0, first - 1),
                    // Both before and after.
                    _ => return None,
                }
            }
            ((0, LAST), WEEK, &[part]) => {
                let (least, most) = match (part.least, part.most) {
                    (least, most) if least > most => (i64::MIN, i64::MAX),
                    (i64::MIN, i64::MAX) => (i64::MAX, i64::MIN),
                    (i64::MIN, most) => (most + 1, i64::MAX),
                    (least, i64::MAX) => (i64::MIN, least - 1),
                    // Both below and above.
                    _ => return None,
                };
                clock.rest = [Part { least, most, ..part }].into();
            }
            // One of several parts lies outside of its range.
            _ => return None,
        }
        Some(clock)
    }
}

/// The whole numbers that compare so with a number.
fn range(relation: Relation, number: f64) -> (i64, i64) {
    // Numbers beyond all whole ones become the least or the most of them, which no part of a reading is.
    let (below, above) = (number.floor() as i64, number.ceil() as i64);
    match relation {
        _ if number.is_nan() => (i64::MAX, i64::MIN),
        Relation::Equal => (above, below),
        Relation::Less => (i64::MIN, above.saturating_sub(1)),
        Relation::AtMost => (i64::MIN, below),
        Relation::Greater => (below.saturating_add(1), i64::MAX),
        Relation::AtLeast => (above, i64::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::{Clock, LAST, Local, Part, WEEK, range};
    use crate::ir::graph::Relation;
    use crate::ir::graph::calc::Field;

    const NUMBERS: [f64; 13] = [
        f64::NEG_INFINITY,
        -1e300,
        -2.5,
        -0.0,
        0.5,
        1.0,
        2.0,
        2.000_1,
        6.0,
        17.0,
        3e18,
        f64::INFINITY,
        f64::NAN,
    ];

    const FIELDS: [Field; 3] = [Field::Hours, Field::Day, Field::Minutes];

    fn clock(field: Field, relation: Relation, number: f64) -> Clock {
        let (least, most) = range(relation, number);
        Clock::of(Local::JavaScript, Part { field, least, most })
    }

    /// Whether a clock says yes where its only field has a value.
    fn holds(clock: &Clock, field: Field, value: i64) -> bool {
        match field {
            Field::Hours => {
                let times = [value * 3_600_000, value * 3_600_000 + 3_599_999].map(|time| time as u32);
                let [first, last] = times.map(|time| (clock.in_day.0..=clock.in_day.1).contains(&time));
                assert_eq!(first, last);
                first && clock.weekdays == WEEK
            }
            Field::Day => clock.weekdays >> value & 1 == 1 && clock.in_day == (0, LAST),
            _ => clock.rest.iter().all(|part| (part.least..=part.most).contains(&value)) && clock.weekdays == WEEK,
        }
    }

    /// The values that a field has, or some of them.
    fn values(field: Field) -> std::ops::Range<i64> {
        0..if field == Field::Day { 7 } else { 24 }
    }

    #[test]
    fn ranges_are_what_compares_so() {
        for (field, relation) in FIELDS
            .into_iter()
            .flat_map(|field| Relation::ALL.map(|relation| (field, relation)))
        {
            for number in NUMBERS {
                let clock = clock(field, relation, number);
                for value in values(field) {
                    let expected = relation.holds(value as f64, number);
                    assert_eq!(holds(&clock, field, value), expected, "{value} {relation:?} {number}");
                }
            }
        }
    }

    #[test]
    fn two_comparisons_are_both_or_none() {
        let mut joined = 0;
        for (field, relation) in FIELDS
            .into_iter()
            .flat_map(|field| Relation::ALL.map(|relation| (field, relation)))
        {
            for (number, other_number) in NUMBERS
                .into_iter()
                .flat_map(|number| NUMBERS.map(|other| (number, other)))
            {
                let one = clock(field, relation, number);
                for other_relation in Relation::ALL {
                    let other = clock(field, other_relation, other_number);
                    for (wanted, other_wanted) in [(true, true), (true, false), (false, true), (false, false)] {
                        let Some(both) = one.and(wanted, &other, other_wanted) else {
                            continue;
                        };
                        joined += 1;
                        assert_eq!(both.invalid, !wanted && !other_wanted);
                        for value in values(field) {
                            let expected = relation.holds(value as f64, number) == wanted
                                && other_relation.holds(value as f64, other_number) == other_wanted;
                            assert_eq!(holds(&both, field, value), expected, "{one:?} {other:?} {value}");
                        }
                    }
                }
            }
        }
        assert!(joined > 5_000);
    }

    #[test]
    fn different_parts_stand_beside_each_other() {
        let hours = clock(Field::Hours, Relation::AtLeast, 9.0);
        let days = clock(Field::Day, Relation::AtMost, 5.0);
        let both = hours.and(true, &days, false).expect("a clock");
        assert_eq!((both.in_day, both.weekdays), ((32_400_000, LAST), 0x40));
        // Either of two parts is no such question.
        assert_eq!(both.and(false, &hours, true), None);
    }
}
