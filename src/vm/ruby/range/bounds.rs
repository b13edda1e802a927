//! The ends of a range and what follows from them: `first`, `last`, `min`, `max`, `size`, `count`, `sum`.

use num_bigint::BigInt;

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::{big, is_integer, to_long};
use super::super::compare::compare_or_raise;
use super::super::dispatch::check_arity;
use super::super::numeric::is_number;
use super::super::{Args, array, call_kernel, enumerable, equality, new_array, new_integer, send};
use super::ends;
use super::sequence::Progression;

fn range_error(cx: &mut Cx<'_>, message: &str) -> crate::vm::context::Stop {
    cx.raise(Global::RbRangeError, message)
}

/// `first` and `first(n)`.
pub(super) fn first(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let range = ends(cx, this);
    if matches!(range.begin, Value::Nil) {
        return Err(range_error(cx, "cannot get the first element of beginless range"));
    }
    let Some(count) = args.get(0) else {
        return Ok(range.begin);
    };
    enumerable::at_most_one(cx, args)?;
    let count = to_long(cx, count)?;
    if count < 0 {
        let message = "negative array size (or size too big)";
        return Err(cx.raise(Global::RbArgumentError, message));
    }
    if count == 0 {
        // Even then, `each` is called and may raise.
        enumerable::each(cx, this, &mut |_, _| Ok(enumerable::Flow::Stop))?;
    }
    enumerable::first(cx, this, Args::new(&[Value::Int(count)]))
}

/// `last` and `last(n)`.
pub(super) fn last(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let range = ends(cx, this);
    if matches!(range.end, Value::Nil) {
        return Err(range_error(cx, "cannot get the last element of endless range"));
    }
    let Some(count) = args.get(0) else {
        return Ok(range.end);
    };
    if !range.exclusive && is_integer(cx, range.begin) && equality::equal(cx, range.begin, range.end)? {
        // Ruby 3.1.2 takes it for empty, a later release does not.
        return Err(cx.unsupported("`last(n)` of a range of one number, in which releases of Ruby 3.1 differ,"));
    }
    if let (Value::Int(begin), Value::Int(end)) = (range.begin, range.end) {
        if end <= begin {
            return new_array(cx, Vec::new());
        }
        let end = if range.exclusive { end.saturating_sub(1) } else { end };
        let length = (i128::from(end) - i128::from(begin) + 1).max(0);
        enumerable::at_most_one(cx, args)?;
        let count = to_long(cx, count)?;
        if count < 0 {
            return Err(cx.raise(Global::RbArgumentError, "negative array size"));
        }
        let taken = length.min(i128::from(count));
        cx.charge(taken.min(i128::from(u32::MAX)) as u64)?;
        let from = i128::from(end) - taken + 1;
        let values = (from..=i128::from(end)).filter_map(|at| i64::try_from(at).ok());
        return new_array(cx, values.map(Value::Int).collect());
    }
    if is_integer(cx, range.begin) && is_integer(cx, range.end) {
        if compare_or_raise(cx, range.end, range.begin)?.is_le() {
            return new_array(cx, Vec::new());
        }
        enumerable::at_most_one(cx, args)?;
    }
    let all = enumerable::collect(cx, this)?;
    let all = new_array(cx, all)?;
    check_arity(cx, args.len(), 0, 1)?;
    array::last(cx, all, args)
}

/// Where walking is needed: a block, a count, or an end that is left out and no Integer.
fn is_plain(args: Args<'_>) -> bool {
    !args.has_block() && args.len() == 0
}

/// `min`.
pub(super) fn min(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let range = ends(cx, this);
    if matches!(range.begin, Value::Nil) {
        return Err(range_error(cx, "cannot get the minimum of beginless range"));
    }
    let endless = matches!(range.end, Value::Nil);
    if args.has_block() {
        if endless {
            return Err(range_error(
                cx,
                "cannot get the minimum of endless range with custom comparison method",
            ));
        }
        check_arity(cx, args.len(), 0, 1)?;
        return enumerable::min(cx, this, args);
    }
    if args.len() > 0 {
        return first(cx, this, args);
    }
    if endless {
        return Ok(range.begin);
    }
    let order = compare_or_raise(cx, range.begin, range.end)?;
    let empty = order.is_gt() || (order.is_eq() && range.exclusive);
    Ok(if empty { Value::Nil } else { range.begin })
}

/// `max`.
pub(super) fn max(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let range = ends(cx, this);
    if matches!(range.end, Value::Nil) {
        return Err(range_error(cx, "cannot get the maximum of endless range"));
    }
    let beginless = matches!(range.begin, Value::Nil);
    let number = is_number(cx, range.end);
    if !is_plain(args) || (range.exclusive && !number) {
        if beginless {
            return Err(range_error(
                cx,
                "cannot get the maximum of beginless range with custom comparison method",
            ));
        }
        check_arity(cx, args.len(), 0, 1)?;
        return enumerable::max(cx, this, args);
    }
    let order = if beginless {
        std::cmp::Ordering::Less
    } else {
        compare_or_raise(cx, range.begin, range.end)?
    };
    if order.is_gt() {
        return Ok(Value::Nil);
    }
    if !range.exclusive {
        return Ok(range.end);
    }
    if !is_integer(cx, range.end) {
        return Err(cx.raise(Global::RbTypeError, "cannot exclude non Integer end value"));
    }
    if order.is_eq() {
        return Ok(Value::Nil);
    }
    if !is_integer(cx, range.begin) {
        let message = "cannot exclude end value with non Integer begin value";
        return Err(cx.raise(Global::RbTypeError, message));
    }
    send(cx, range.end, "-", Args::new(&[Value::Int(1)]))
}

/// `minmax`.
pub(super) fn minmax(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if args.has_block() {
        return enumerable::minmax(cx, this, args);
    }
    // C evaluates the second argument first.
    let greatest = max(cx, this, args)?;
    let least = min(cx, this, args)?;
    new_array(cx, vec![least, greatest])
}

/// `size`: nil for what is not numbers (`range_size`).
pub(super) fn size(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let range = ends(cx, this);
    if matches!(range.begin, Value::Nil) && (matches!(range.end, Value::Nil) || is_number(cx, range.end)) {
        return Ok(Value::Float(f64::INFINITY));
    }
    if is_integer(cx, range.begin) {
        if is_number(cx, range.end) {
            let step = Progression {
                from: range.begin,
                by: Value::Int(1),
                to: Some(range.end),
                exclusive: range.exclusive,
            };
            return step.size(cx);
        }
        if matches!(range.end, Value::Nil) {
            return Ok(Value::Float(f64::INFINITY));
        }
        return Ok(Value::Nil);
    }
    if is_number(cx, range.begin) && is_number(cx, range.end) {
        let step = Progression {
            from: range.begin,
            by: Value::Int(1),
            to: Some(range.end),
            exclusive: range.exclusive,
        };
        return step.size(cx);
    }
    if matches!(range.begin, Value::Nil) {
        return Ok(Value::Float(f64::INFINITY));
    }
    if is_number(cx, range.begin) && matches!(range.end, Value::Nil) {
        return Ok(Value::Float(f64::INFINITY));
    }
    Ok(Value::Nil)
}

/// `count`: infinite without one of the ends.
pub(super) fn count(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !is_plain(args) {
        return enumerable::count(cx, this, args);
    }
    let range = ends(cx, this);
    if matches!(range.begin, Value::Nil) || matches!(range.end, Value::Nil) {
        return Ok(Value::Float(f64::INFINITY));
    }
    match (big(cx, range.begin), big(cx, range.end)) {
        (Some(begin), Some(end)) => {
            let count = end - begin + i32::from(!range.exclusive);
            new_integer(cx, count.max(BigInt::from(0)))
        }
        _ => enumerable::count(cx, this, args),
    }
}

/// `sum`: by formula for Integers.
pub(super) fn sum(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let range = ends(cx, this);
    let start = args.get(0).unwrap_or(Value::Int(0));
    if args.has_block() || matches!(start, Value::Float(_)) {
        return enumerable::sum(cx, this, args);
    }
    let (Some(begin), Some(mut end)) = (big(cx, range.begin), big(cx, range.end)) else {
        return enumerable::sum(cx, this, args);
    };
    if range.exclusive {
        end -= 1;
    }
    if end < begin {
        return Ok(start);
    }
    let count: BigInt = &end - &begin + 1;
    let sum: BigInt = count * (begin + end) / 2;
    if let Some(start) = big(cx, start) {
        return new_integer(cx, start + sum);
    }
    // `Integer#coerce` makes Floats of both, whatever the first value is.
    let sum = new_integer(cx, sum)?;
    let start = call_kernel(cx, "Float", Args::new(&[start]), false)?;
    send(cx, start, "+", Args::new(&[sum]))
}
