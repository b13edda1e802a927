//! Date: the methods over [`crate::time::ruby::Date`].
//!
//! Dates with a fraction of a day, other calendars, `DateTime` and `strptime` are left out.

mod make;
mod shift;
mod texts;

pub(super) use shift::each;

pub use crate::time::ruby::Date;

use std::cmp::Ordering;

use num_bigint::BigInt;

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::arguments::{alloc, object};
use super::compare::compare_or_raise;
use super::dispatch::{Method, method, refused};
use super::numeric::is_number;
use super::object::Object;
use super::time::{self, settle};
use super::{Args, machine_text};

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    method("+", 1, 1, shift::plus),
    method("-", 1, 1, shift::minus),
    method("<<", 1, 1, shift::months_back),
    method("<=>", 1, 1, spaceship),
    method("===", 1, 1, same_day),
    method(">>", 1, 1, shift::months),
    method("ajd", 0, 0, |cx, this, _| {
        let (numerator, denominator) = own(cx, this)?.ajd();
        time::rational(cx, numerator.into(), denominator.into())
    }),
    method("amjd", 0, 0, |cx, this, _| {
        let days = own(cx, this)?.mjd();
        time::rational(cx, days.into(), BigInt::from(1))
    }),
    method("asctime", 0, 0, texts::ctime),
    method("ctime", 0, 0, texts::ctime),
    method("cwday", 0, 0, |cx, this, _| {
        Ok(Value::Int(own(cx, this)?.commercial().2.into()))
    }),
    method("cweek", 0, 0, |cx, this, _| {
        Ok(Value::Int(own(cx, this)?.commercial().1.into()))
    }),
    method("cwyear", 0, 0, |cx, this, _| {
        Ok(Value::Int(own(cx, this)?.commercial().0))
    }),
    method("day", 0, 0, day),
    method("day_fraction", 0, 0, |_, _, _| Ok(Value::Int(0))),
    method("downto", 1, 1, shift::downto),
    refused("england"),
    method("eql?", 1, 1, |cx, this, args| {
        let same = date(cx, args.at(0)).is_some_and(|other| date(cx, this) == Some(other));
        Ok(Value::Bool(same))
    }),
    method("friday?", 0, 0, |cx, this, _| weekday(cx, this, 5)),
    refused("gregorian"),
    method("gregorian?", 0, 0, |cx, this, _| {
        Ok(Value::Bool(!own(cx, this)?.is_julian()))
    }),
    refused("hash"),
    method("httpdate", 0, 0, |cx, this, _| {
        texts::formatted(cx, this, "%a, %d %b %Y %T GMT")
    }),
    method("infinite?", 0, 0, |_, _, _| Ok(Value::Bool(false))),
    method("inspect", 0, 0, |cx, this, _| {
        let own = own(cx, this)?;
        let text = settle(cx, own.inspect())?;
        machine_text(cx, text)
    }),
    method("iso8601", 0, 0, texts::to_s),
    refused("italy"),
    method("jd", 0, 0, |cx, this, _| Ok(Value::Int(own(cx, this)?.jd()))),
    refused("jisx0301"),
    refused("julian"),
    method("julian?", 0, 0, |cx, this, _| {
        Ok(Value::Bool(own(cx, this)?.is_julian()))
    }),
    method("ld", 0, 0, |cx, this, _| Ok(Value::Int(own(cx, this)?.ld()))),
    method("leap?", 0, 0, |cx, this, _| Ok(Value::Bool(own(cx, this)?.is_leap()))),
    refused("marshal_dump"),
    refused("marshal_load"),
    method("mday", 0, 0, day),
    method("mjd", 0, 0, |cx, this, _| Ok(Value::Int(own(cx, this)?.mjd()))),
    method("mon", 0, 0, month),
    method("monday?", 0, 0, |cx, this, _| weekday(cx, this, 1)),
    method("month", 0, 0, month),
    refused("new_start"),
    method("next", 0, 0, shift::succ),
    method("next_day", 0, 1, |cx, this, args| shift::by_days(cx, this, args, 1)),
    method("next_month", 0, 1, |cx, this, args| shift::by_months(cx, this, args, 1)),
    method("next_year", 0, 1, |cx, this, args| shift::by_months(cx, this, args, 12)),
    method("prev_day", 0, 1, |cx, this, args| shift::by_days(cx, this, args, -1)),
    method("prev_month", 0, 1, |cx, this, args| {
        shift::by_months(cx, this, args, -1)
    }),
    method("prev_year", 0, 1, |cx, this, args| {
        shift::by_months(cx, this, args, -12)
    }),
    method("rfc2822", 0, 0, |cx, this, _| {
        texts::formatted(cx, this, "%a, %-d %b %Y %T %z")
    }),
    method("rfc3339", 0, 0, |cx, this, _| {
        texts::formatted(cx, this, "%Y-%m-%dT%H:%M:%S%:z")
    }),
    method("rfc822", 0, 0, |cx, this, _| {
        texts::formatted(cx, this, "%a, %-d %b %Y %T %z")
    }),
    method("saturday?", 0, 0, |cx, this, _| weekday(cx, this, 6)),
    method("start", 0, 0, |_, _, _| Ok(Value::Float(2_299_161.0))),
    method("step", 1, 2, shift::step),
    method("strftime", 0, 1, texts::strftime),
    method("succ", 0, 0, shift::succ),
    method("sunday?", 0, 0, |cx, this, _| weekday(cx, this, 0)),
    method("thursday?", 0, 0, |cx, this, _| weekday(cx, this, 4)),
    method("to_date", 0, 0, |_, this, _| Ok(this)),
    refused("to_datetime"),
    method("to_s", 0, 0, texts::to_s),
    method("to_time", 0, 0, |cx, this, _| {
        let own = own(cx, this)?;
        let zone = time::zone(cx)?;
        let made = settle(cx, own.to_time(zone))?;
        time::wrap(cx, made)
    }),
    method("tuesday?", 0, 0, |cx, this, _| weekday(cx, this, 2)),
    method("upto", 1, 1, shift::upto),
    method("wday", 0, 0, |cx, this, _| {
        Ok(Value::Int(own(cx, this)?.weekday().into()))
    }),
    method("wednesday?", 0, 0, |cx, this, _| weekday(cx, this, 3)),
    method("xmlschema", 0, 0, texts::to_s),
    method("yday", 0, 0, |cx, this, _| {
        Ok(Value::Int(own(cx, this)?.day_of_year().into()))
    }),
    method("year", 0, 0, |cx, this, _| Ok(Value::Int(own(cx, this)?.civil().year))),
];

/// Sorted by name.
pub(super) const CLASS_METHODS: &[Method] = &[
    refused("_httpdate"),
    refused("_iso8601"),
    refused("_jisx0301"),
    refused("_load"),
    refused("_parse"),
    refused("_rfc2822"),
    refused("_rfc3339"),
    refused("_rfc822"),
    refused("_strptime"),
    refused("_xmlschema"),
    method("civil", 0, 4, make::civil),
    refused("commercial"),
    method("gregorian_leap?", 1, 1, make::is_leap),
    refused("httpdate"),
    method("iso8601", 0, 2, make::iso8601),
    method("jd", 0, 2, make::jd),
    refused("jisx0301"),
    refused("julian_leap?"),
    method("leap?", 1, 1, make::is_leap),
    method("new", 0, 4, make::civil),
    refused("ordinal"),
    method("parse", 0, 3, make::parse),
    refused("rfc2822"),
    refused("rfc3339"),
    refused("rfc822"),
    refused("strptime"),
    method("today", 0, 1, make::today),
    method("valid_civil?", 3, 4, make::is_valid),
    refused("valid_commercial?"),
    method("valid_date?", 3, 4, make::is_valid),
    refused("valid_jd?"),
    refused("valid_ordinal?"),
    method("xmlschema", 0, 2, make::iso8601),
];

/// A new object of a date.
pub(super) fn wrap(cx: &mut Cx<'_>, date: Date) -> Run<Value> {
    cx.charge(4)?;
    alloc(cx, Object::Date(date))
}

/// The date behind a value.
pub(super) fn date(cx: &Cx<'_>, value: Value) -> Option<Date> {
    match object(cx, value) {
        Some(Object::Date(date)) => Some(*date),
        _ => None,
    }
}

fn own(cx: &mut Cx<'_>, this: Value) -> Run<Date> {
    match date(cx, this) {
        Some(date) => Ok(date),
        None => Err(cx.unsupported("this date")),
    }
}

fn day(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    Ok(Value::Int(own(cx, this)?.civil().day.into()))
}

fn month(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    Ok(Value::Int(own(cx, this)?.civil().month.into()))
}

fn weekday(cx: &mut Cx<'_>, this: Value, day: u32) -> Run<Value> {
    Ok(Value::Bool(own(cx, this)?.weekday() == day))
}

/// `<=>`: dates by their day, numbers against the astronomical Julian day.
fn spaceship(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let own = own(cx, this)?;
    let order = if let Some(other) = date(cx, args.at(0)) {
        Some(own.jd().cmp(&other.jd()))
    } else if is_number(cx, args.at(0)) {
        let (numerator, denominator) = own.ajd();
        let day = time::rational(cx, numerator.into(), denominator.into())?;
        Some(compare_or_raise(cx, day, args.at(0))?)
    } else {
        None
    };
    Ok(match order {
        Some(Ordering::Less) => Value::Int(-1),
        Some(Ordering::Equal) => Value::Int(0),
        Some(Ordering::Greater) => Value::Int(1),
        None => Value::Nil,
    })
}

/// `===`: nil for what is no date.
fn same_day(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let own = own(cx, this)?;
    if is_number(cx, args.at(0)) {
        return Err(cx.unsupported("a date against a number"));
    }
    Ok(match date(cx, args.at(0)) {
        Some(other) => Value::Bool(own.jd() == other.jd()),
        None => Value::Nil,
    })
}
