//! `Comparable`: what `<=>` of the receiver makes possible.

use std::cmp::Ordering;

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::arguments::range;
use super::class::conversion_name;
use super::compare::{compare, compare_or_raise, failed};
use super::dispatch::{Method, method, wrong_arguments};
use super::{Args, equality, match_data, numeric};

/// `<`, also for the tables of classes that list it.
pub(super) const LESS: Method = method("<", 1, 1, |cx, this, args| holds(cx, this, args.at(0), Ordering::is_lt));

/// `<=`.
pub(super) const LESS_OR_EQUAL: Method = method("<=", 1, 1, |cx, this, args| {
    holds(cx, this, args.at(0), Ordering::is_le)
});

/// `>`.
pub(super) const GREATER: Method = method(">", 1, 1, |cx, this, args| holds(cx, this, args.at(0), Ordering::is_gt));

/// `>=`.
pub(super) const GREATER_OR_EQUAL: Method = method(">=", 1, 1, |cx, this, args| {
    holds(cx, this, args.at(0), Ordering::is_ge)
});

/// Whether the order of two values is one of those asked for; NaN is in no order with any number.
fn holds(cx: &mut Cx<'_>, this: Value, other: Value, wanted: fn(Ordering) -> bool) -> Run<Value> {
    // `<=>` of an infinite Float knows dates, its other comparisons do not.
    let known = !matches!(this, Value::Float(_)) || numeric::is_number(cx, other);
    match compare(cx, this, other)?.filter(|_| known) {
        Some(order) => Ok(Value::Bool(wanted(order))),
        // Integer and Float know NaN; Rational compares as Comparable does.
        None if matches!(this, Value::Float(_)) || numeric::integer(cx, this).is_some() => {
            if numeric::is_number(cx, other) {
                return Ok(Value::Bool(false));
            }
            Err(failed(cx, this, other))
        }
        None => Err(failed(cx, this, other)),
    }
}

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    LESS,
    LESS_OR_EQUAL,
    method("==", 1, 1, |cx, this, args| {
        let identical = equality::identical(cx, this, args.at(0))?;
        Ok(Value::Bool(
            identical || compare(cx, this, args.at(0))? == Some(Ordering::Equal),
        ))
    }),
    GREATER,
    GREATER_OR_EQUAL,
    method("between?", 2, 2, |cx, this, args| {
        Ok(Value::Bool(
            compare_or_raise(cx, this, args.at(0))?.is_ge() && compare_or_raise(cx, this, args.at(1))?.is_le(),
        ))
    }),
    method("clamp", 1, 2, clamp),
];

/// `Comparable#clamp` with two bounds or a range.
fn clamp(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let (least, most) = if args.len() == 2 {
        (args.at(0), args.at(1))
    } else {
        let Some(bounds) = range(cx, args.at(0)) else {
            if match_data::matched(cx, args.at(0)).is_some() {
                // It answers `begin`, which `rb_range_values` asks without the argument that it takes.
                return Err(wrong_arguments(cx, 0, 1, 1));
            }
            let class = conversion_name(cx, args.at(0));
            return Err(cx.raise(
                Global::RbTypeError,
                format!("wrong argument type {class} (expected Range)"),
            ));
        };
        if bounds.exclusive && !matches!(bounds.end, Value::Nil) {
            return Err(cx.raise(Global::RbArgumentError, "cannot clamp with an exclusive range"));
        }
        (bounds.begin, bounds.end)
    };
    let (bounded_below, bounded_above) = (!matches!(least, Value::Nil), !matches!(most, Value::Nil));
    if bounded_below && bounded_above && compare_or_raise(cx, least, most)?.is_gt() {
        return Err(cx.raise(
            Global::RbArgumentError,
            "min argument must be smaller than max argument",
        ));
    }
    if bounded_below {
        match compare_or_raise(cx, this, least)? {
            Ordering::Equal => return Ok(this),
            Ordering::Less => return Ok(least),
            Ordering::Greater => {}
        }
    }
    if bounded_above && compare_or_raise(cx, this, most)?.is_gt() {
        return Ok(most);
    }
    Ok(this)
}
