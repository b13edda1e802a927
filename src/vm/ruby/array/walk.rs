//! Walking: `each`, `each_index`, `reverse_each`, `cycle`.

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::super::Args;
use super::super::arguments::{items, to_long};
use super::super::enumerable::{Flow, Step};
use super::super::enumerator::waiting;

/// `each`.
pub(super) fn each(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "each", &[]);
    }
    let mut at = 0;
    while let Some(&item) = items(cx, this).get(at) {
        cx.charge(1)?;
        args.call1(cx, item)?;
        at += 1;
    }
    Ok(this)
}

/// `each_index`.
pub(super) fn each_index(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "each_index", &[]);
    }
    let mut at = 0;
    while at < items(cx, this).len() {
        cx.charge(1)?;
        args.call1(cx, Value::Int(at as i64))?;
        at += 1;
    }
    Ok(this)
}

/// `reverse_each`.
pub(super) fn reverse_each(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "reverse_each", &[]);
    }
    each_reversed(cx, this, &mut |cx, values| {
        args.call(cx, values)?;
        Ok(Flow::Next)
    })?;
    Ok(this)
}

/// The elements from the last to the first, as long as the array then is.
pub(in crate::vm::ruby) fn each_reversed(cx: &mut Cx<'_>, this: Value, step: Step<'_>) -> Run<Flow> {
    let mut left = items(cx, this).len();
    while left > 0 {
        cx.charge(1)?;
        left -= 1;
        if let Some(&item) = items(cx, this).get(left)
            && step(cx, &[item])? == Flow::Stop
        {
            return Ok(Flow::Stop);
        }
        left = left.min(items(cx, this).len());
    }
    Ok(Flow::Next)
}

/// `cycle`: so many times, or until something stops it.
pub(super) fn cycle(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "cycle", args.positional);
    }
    let mut rounds = match args.at(0) {
        Value::Nil => None,
        count => Some(to_long(cx, count)?),
    };
    while !items(cx, this).is_empty() && rounds.is_none_or(|rounds| rounds > 0) {
        let mut at = 0;
        while let Some(&item) = items(cx, this).get(at) {
            cx.charge(1)?;
            args.call1(cx, item)?;
            at += 1;
        }
        rounds = rounds.map(|rounds| rounds - 1);
    }
    Ok(Value::Nil)
}
