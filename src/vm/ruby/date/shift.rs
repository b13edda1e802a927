//! Moving dates: days, months, years; and walking from one to another.

use crate::time::ruby::Date;
use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run, Stop};

use super::super::Args;
use super::super::class::conversion_name;
use super::super::compare::{failed, is_immediate};
use super::super::enumerable::{Flow, Step};
use super::super::enumerator::waiting;
use super::super::inspect::inspect;
use super::super::numeric::is_number;
use super::super::time::{self, settle};
use super::{date, own, wrap};

/// A whole number; a fault for one that is not whole, which Ruby moves by.
fn whole(cx: &mut Cx<'_>, value: Value) -> Run<i64> {
    match value {
        Value::Int(number) => Ok(number),
        Value::Float(number) if number.fract() == 0.0 && number.abs() < 7e7 => Ok(number as i64),
        // Beyond the days of its periods Ruby loses one.
        Value::Float(number) if number.fract() == 0.0 => Err(cx.unsupported("moving a date by so large a Float")),
        other if is_number(cx, other) => Err(cx.unsupported("moving a date by a number that is not whole")),
        _ => Err(expected_numeric(cx)),
    }
}

fn expected_numeric(cx: &mut Cx<'_>) -> Stop {
    cx.raise(Global::RbTypeError, "expected numeric")
}

fn moved(cx: &mut Cx<'_>, this: Value, days: i64) -> Run<Value> {
    let own = own(cx, this)?;
    let made = settle(cx, own.plus_days(days))?;
    wrap(cx, made)
}

/// `+`.
pub(super) fn plus(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let days = whole(cx, args.at(0))?;
    moved(cx, this, days)
}

/// `-`: a date, or the Rational number of days between two.
pub(super) fn minus(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if let Some(other) = date(cx, args.at(0)) {
        let days = own(cx, this)?.days_since(&other);
        return time::rational(cx, days.into(), 1.into());
    }
    let days = whole(cx, args.at(0))?;
    let own = own(cx, this)?;
    let made = settle(cx, own.minus_days(days))?;
    wrap(cx, made)
}

/// `next` and `succ`.
pub(super) fn succ(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    moved(cx, this, 1)
}

/// `next_day` and `prev_day`.
pub(super) fn by_days(cx: &mut Cx<'_>, this: Value, args: Args<'_>, sign: i64) -> Run<Value> {
    let given = args.get(0).unwrap_or(Value::Int(1));
    if sign < 0 && date(cx, given).is_some() {
        // `prev_day` is `-`, which knows dates.
        return minus(cx, this, args);
    }
    let days = whole(cx, given)?;
    moved(cx, this, days.saturating_mul(sign))
}

fn moved_months(cx: &mut Cx<'_>, this: Value, months: i64) -> Run<Value> {
    let own = own(cx, this)?;
    let made = settle(cx, own.plus_months(months))?;
    wrap(cx, made)
}

/// `>>`.
pub(super) fn months(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !is_number(cx, args.at(0)) {
        let given = args.at(0);
        let name = if is_immediate(given) {
            inspect(cx, given)?
        } else {
            conversion_name(cx, given).to_owned()
        };
        return Err(cx.raise(Global::RbTypeError, format!("{name} can't be coerced into Integer")));
    }
    let months = whole(cx, args.at(0))?;
    moved_months(cx, this, months)
}

/// `<<`.
pub(super) fn months_back(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let months = whole(cx, args.at(0))?;
    moved_months(cx, this, months.saturating_neg())
}

/// `next_month`, `prev_month`, `next_year` and `prev_year`.
pub(super) fn by_months(cx: &mut Cx<'_>, this: Value, args: Args<'_>, unit: i64) -> Run<Value> {
    let Value::Int(count) = args.get(0).unwrap_or(Value::Int(1)) else {
        return Err(cx.unsupported("moving a date by such a number"));
    };
    moved_months(cx, this, count.saturating_mul(unit))
}

/// Walks in steps of days while the bound is not passed.
fn walk(cx: &mut Cx<'_>, first: Date, last: Value, by: i64, step: Step<'_>) -> Run<Flow> {
    let Some(last) = date(cx, last) else {
        return Err(cx.unsupported("walking from a date to something else"));
    };
    let mut at = first;
    while if by < 0 {
        at.jd() >= last.jd()
    } else {
        at.jd() <= last.jd()
    } {
        cx.charge(1)?;
        let value = wrap(cx, at)?;
        if step(cx, &[value])? == Flow::Stop {
            return Ok(Flow::Stop);
        }
        at = settle(cx, at.plus_days(by))?;
    }
    Ok(Flow::Next)
}

/// The distance that a walk of this method and these arguments has.
fn distance(cx: &mut Cx<'_>, method: &str, given: Option<Value>) -> Run<i64> {
    match (method, given) {
        ("downto", _) => Ok(-1),
        ("step", Some(by)) if date(cx, by).is_some() => Err(cx.unsupported("a date as a step")),
        ("step", Some(by)) if !is_number(cx, by) => Err(failed(cx, by, Value::Int(0))),
        ("step", Some(by)) => match whole(cx, by)? {
            // Ruby stands still for ever.
            0 => Err(cx.unsupported("a step of no day")),
            by => Ok(by),
        },
        _ => Ok(1),
    }
}

/// What `upto`, `downto` and `step` of a date yield.
pub(in crate::vm::ruby) fn each(
    cx: &mut Cx<'_>,
    this: Value,
    method: &str,
    args: &[Value],
    step: Step<'_>,
) -> Run<Flow> {
    let by = distance(cx, method, args.get(1).copied())?;
    let first = own(cx, this)?;
    let last = args.first().copied().unwrap_or(Value::Nil);
    walk(cx, first, last, by, step)
}

fn walk_or_wait(cx: &mut Cx<'_>, this: Value, args: Args<'_>, name: &'static str) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, name, args.positional);
    }
    each(cx, this, name, args.positional, &mut |cx, values| {
        args.call(cx, values)?;
        Ok(Flow::Next)
    })?;
    Ok(this)
}

/// `upto`.
pub(super) fn upto(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    walk_or_wait(cx, this, args, "upto")
}

/// `downto`.
pub(super) fn downto(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    walk_or_wait(cx, this, args, "downto")
}

/// `step`.
pub(super) fn step(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    walk_or_wait(cx, this, args, "step")
}
