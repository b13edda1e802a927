//! Making dates: `new`, `today`, `parse`, `iso8601`, `jd`; and whether they would be valid.

use crate::time::calendar;
use crate::time::ruby::Date;
use crate::time::ruby::date::{iso8601 as read_iso8601, parse as read};
use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::Args;
use super::super::arguments::{expect_string, text, to_c_int};
use super::super::numeric::is_number;
use super::super::time::{local_now, settle};
use super::wrap;

/// A part of a date; TypeError for what is no number, a fault for one that is not whole.
fn part(cx: &mut Cx<'_>, value: Value, name: &str) -> Run<i64> {
    match value {
        Value::Int(number) => Ok(number),
        Value::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => Ok(number as i64),
        other if is_number(cx, other) => Err(cx.unsupported("a date of parts that are not whole")),
        _ => Err(cx.raise(Global::RbTypeError, format!("invalid {name} (not numeric)"))),
    }
}

/// A month or a day, 1 where it is not given; RangeError beyond 32 bits.
fn small_part(cx: &mut Cx<'_>, value: Option<Value>, name: &str) -> Run<i64> {
    let number = part(cx, value.unwrap_or(Value::Int(1)), name)?;
    to_c_int(cx, Value::Int(number)).map(i64::from)
}

fn refuse_start(cx: &Cx<'_>, args: Args<'_>, at: usize) -> Run<()> {
    match args.get(at) {
        None => Ok(()),
        Some(_) => Err(cx.unsupported("a date of another calendar")),
    }
}

/// `Date.new` and `Date.civil`.
pub(super) fn civil(cx: &mut Cx<'_>, _: Value, args: Args<'_>) -> Run<Value> {
    refuse_start(cx, args, 3)?;
    let day = small_part(cx, args.get(2), "day")?;
    let month = small_part(cx, args.get(1), "month")?;
    let year = part(cx, args.get(0).unwrap_or(Value::Int(-4712)), "year")?;
    let made = settle(cx, Date::new(year, month, day))?;
    wrap(cx, made)
}

/// `Date.jd`.
pub(super) fn jd(cx: &mut Cx<'_>, _: Value, args: Args<'_>) -> Run<Value> {
    refuse_start(cx, args, 1)?;
    let day = part(cx, args.get(0).unwrap_or(Value::Int(0)), "jd")?;
    let made = settle(cx, Date::from_jd(day))?;
    wrap(cx, made)
}

fn current(cx: &mut Cx<'_>) -> Run<Date> {
    let now = local_now(cx)?;
    settle(cx, Date::of_time(&now))
}

/// `Date.today`.
pub(super) fn today(cx: &mut Cx<'_>, _: Value, args: Args<'_>) -> Run<Value> {
    refuse_start(cx, args, 0)?;
    let now = local_now(cx)?;
    let (year, [month, day, ..]) = settle(cx, now.year_to_second())?;
    let made = settle(cx, Date::new(year, i64::from(month), i64::from(day)))?;
    wrap(cx, made)
}

/// `Date.parse`.
pub(super) fn parse(cx: &mut Cx<'_>, _: Value, args: Args<'_>) -> Run<Value> {
    if args.len() > 1 {
        return Err(cx.unsupported("`Date.parse` with options"));
    }
    from_text(cx, args, read)
}

/// `Date.iso8601` and `Date.xmlschema`.
pub(super) fn iso8601(cx: &mut Cx<'_>, _: Value, args: Args<'_>) -> Run<Value> {
    refuse_start(cx, args, 1)?;
    from_text(cx, args, read_iso8601)
}

type Reader = fn(&str, &Date) -> Result<Date, crate::time::TimeError>;

fn from_text(cx: &mut Cx<'_>, args: Args<'_>, read: Reader) -> Run<Value> {
    let source = match args.get(0) {
        Some(given) => {
            expect_string(cx, given)?;
            text(cx, given).to_owned()
        }
        None => String::from("-4712-01-01"),
    };
    cx.charge(16 + source.len() as u64)?;
    let today = current(cx)?;
    let made = settle(cx, read(&source, &today))?;
    wrap(cx, made)
}

/// `Date.valid_date?` and `Date.valid_civil?`.
pub(super) fn is_valid(cx: &mut Cx<'_>, _: Value, args: Args<'_>) -> Run<Value> {
    refuse_start(cx, args, 3)?;
    for &given in args.positional {
        if !is_number(cx, given) {
            return Ok(Value::Bool(false));
        }
    }
    let year = part(cx, args.at(0), "year")?;
    let month = small_part(cx, args.get(1), "month")?;
    let day = small_part(cx, args.get(2), "day")?;
    let valid = settle(cx, Date::is_valid(year, month, day))?;
    Ok(Value::Bool(valid))
}

/// `Date.leap?` and `Date.gregorian_leap?`.
pub(super) fn is_leap(cx: &mut Cx<'_>, _: Value, args: Args<'_>) -> Run<Value> {
    let year = part(cx, args.at(0), "year")?;
    Ok(Value::Bool(calendar::is_leap(year)))
}
