//! Counting: `times`, `upto`, `downto`, `step`.

use std::cmp::Ordering;

use crate::number::ruby::Int;
use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};
use crate::vm::ruby::arguments::{alloc, known_keywords};
use crate::vm::ruby::dispatch::check_arity;
use crate::vm::ruby::enumerable::{Flow, Step};
use crate::vm::ruby::enumerator::waiting;
use crate::vm::ruby::object::{Enumerator, Object};
use crate::vm::ruby::range::each_of_sequence;
use crate::vm::ruby::{Args, compare};

use super::{Number, integer, is_fixnum, make_integer, number};

/// `times`.
pub(in crate::vm::ruby) fn times(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "times", args.positional);
    }
    // A count beyond 64 bits never ends before the fuel does.
    let count = match this {
        Value::Int(count) => count,
        _ => integer(cx, this).map_or(0, |count| if count.signum() < 0 { 0 } else { i64::MAX }),
    };
    for index in 0..count {
        cx.charge(1)?;
        args.call1(cx, Value::Int(index))?;
    }
    Ok(this)
}

/// `upto`.
pub(in crate::vm::ruby) fn upto(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "upto", args.positional);
    }
    each_up(cx, this, args.at(0), &mut |cx, values| {
        args.call(cx, values)?;
        Ok(Flow::Next)
    })?;
    Ok(this)
}

/// `downto`.
pub(in crate::vm::ruby) fn downto(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "downto", args.positional);
    }
    each_down(cx, this, args.at(0), &mut |cx, values| {
        args.call(cx, values)?;
        Ok(Flow::Next)
    })?;
    Ok(this)
}

/// What `upto` yields: Integers as long as they are not greater than the limit.
pub(in crate::vm::ruby) fn each_up(cx: &mut Cx<'_>, first: Value, limit: Value, step: Step<'_>) -> Run<Flow> {
    count(cx, first, limit, (1, Ordering::Greater), step)
}

/// What `downto` yields: Integers as long as they are not less than the limit.
pub(in crate::vm::ruby) fn each_down(cx: &mut Cx<'_>, first: Value, limit: Value, step: Step<'_>) -> Run<Flow> {
    count(cx, first, limit, (-1, Ordering::Less), step)
}

fn count(
    cx: &mut Cx<'_>,
    first: Value,
    limit: Value,
    (distance, beyond): (i64, Ordering),
    step: Step<'_>,
) -> Run<Flow> {
    let mut current = integer(cx, first).unwrap_or(Int::Small(0));
    loop {
        cx.charge(1)?;
        let value = make_integer(cx, current.clone())?;
        match compare::compare(cx, value, limit)? {
            // NaN is neither passed nor reached.
            None if super::is_number(cx, limit) => {}
            None => return Err(compare::failed(cx, first, limit)),
            Some(order) if order == beyond => return Ok(Flow::Next),
            Some(_) => {}
        }
        if step(cx, &[value])? == Flow::Stop {
            return Ok(Flow::Stop);
        }
        current = current.add(&Int::Small(distance));
    }
}

/// Whether a value is an Integer that CRuby holds without an object.
fn is_small(value: Value) -> bool {
    matches!(value, Value::Int(number) if is_fixnum(number))
}

/// `step`: by position or with `by:` and `to:`.
pub(in crate::vm::ruby) fn step(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_arity(cx, args.len(), 0, 2)?;
    let (mut limit, mut by) = (args.at(0), args.get(1));
    if let [to, distance] = known_keywords(cx, args.keywords, &["to", "by"])?[..] {
        if to.is_some() && args.len() > 0 {
            return Err(cx.raise(Global::RbArgumentError, "to is given twice"));
        }
        if distance.is_some() && args.len() > 1 {
            return Err(cx.raise(Global::RbArgumentError, "step is given twice"));
        }
        limit = to.unwrap_or(limit);
        by = distance.or(by);
    }
    let by = by.unwrap_or(Value::Int(1));
    let Some(step) = number(cx, by) else {
        return Err(cx.unsupported("a step that is no number"));
    };
    if step.is_zero() {
        return Err(cx.raise(Global::RbArgumentError, "step can't be 0"));
    }
    if number(cx, limit).is_none() && !matches!(limit, Value::Nil) {
        if !args.has_block() || matches!(this, Value::Float(_)) || matches!(by, Value::Float(_)) {
            return Err(cx.unsupported("`step` to something that is no number"));
        }
        return Err(compare::failed(cx, this, limit));
    }
    // Without a bound Ruby counts to infinity, which makes Floats of all but small Integers (`num_step_scan_args`).
    if args.has_block() && matches!(limit, Value::Nil) && !(is_small(this) && is_small(by)) {
        limit = Value::Float(if step.signum() < 0 {
            f64::NEG_INFINITY
        } else {
            f64::INFINITY
        });
    }
    let made = Enumerator {
        receiver: this,
        method: "step",
        args: vec![limit, by],
        sequence: true,
    };
    if !args.has_block() {
        if matches!(number(cx, this), Some(Number::Rational(_))) {
            return Err(cx.unsupported("`step` of a Rational without a block"));
        }
        return if matches!(args.keywords, Value::Empty) {
            let args = args.positional.to_vec();
            alloc(cx, Object::Enumerator(Enumerator { args, ..made }))
        } else {
            Err(cx.unsupported("`step` with keywords and without a block"))
        };
    }
    each_of_sequence(cx, &made, &mut |cx, values| {
        args.call(cx, values)?;
        Ok(Flow::Next)
    })?;
    Ok(this)
}
