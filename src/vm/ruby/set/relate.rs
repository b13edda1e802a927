//! How sets compare.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::class::is_a;
use super::super::enumerable::{Flow, each_packed};
use super::super::{Args, truthy};
use super::{elements, holds, length, set};

fn expect_set(cx: &mut Cx<'_>, other: Value) -> Run<()> {
    if set(cx, other).is_some() {
        return Ok(());
    }
    Err(cx.raise(Global::RbArgumentError, "value must be a set"))
}

fn within(cx: &mut Cx<'_>, small: Value, large: Value, proper: bool) -> Run<bool> {
    let room = length(cx, large).checked_sub(length(cx, small));
    if room.is_none_or(|room| proper && room == 0) {
        return Ok(false);
    }
    for element in elements(cx, small)? {
        if !holds(cx, large, element)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// `subset?` and, where `proper`, `proper_subset?`.
pub(super) fn subset(cx: &mut Cx<'_>, this: Value, other: Value, proper: bool) -> Run<Value> {
    expect_set(cx, other)?;
    Ok(Value::Bool(within(cx, this, other, proper)?))
}

/// `superset?` and, where `proper`, `proper_superset?`.
pub(super) fn superset(cx: &mut Cx<'_>, this: Value, other: Value, proper: bool) -> Run<Value> {
    expect_set(cx, other)?;
    Ok(Value::Bool(within(cx, other, this, proper)?))
}

/// `==` and `eql?`.
pub(super) fn equals(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let other = args.at(0);
    let same = set(cx, other).is_some()
        && length(cx, this) == length(cx, other)
        && cx.nested(|cx| within(cx, this, other, false))?;
    Ok(Value::Bool(same))
}

/// `<=>`: nil for what is no set, or neither holds the other.
pub(super) fn spaceship(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let other = args.at(0);
    if set(cx, other).is_none() {
        return Ok(Value::Nil);
    }
    let order = length(cx, this).cmp(&length(cx, other));
    let holds = match order {
        std::cmp::Ordering::Greater => within(cx, other, this, true)?,
        order => within(cx, this, other, order.is_lt())?,
    };
    Ok(if holds { Value::Int(order as i64) } else { Value::Nil })
}

/// `intersect?`.
pub(super) fn intersects(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let other = args.at(0);
    if !is_a(cx, other, Global::RbEnumerable) {
        return Err(cx.raise(Global::RbArgumentError, "value must be enumerable"));
    }
    let (walked, asked) = if set(cx, other).is_some() && length(cx, this) < length(cx, other) {
        (this, other)
    } else {
        (other, this)
    };
    let flow = each_packed(cx, walked, &mut |cx, value| {
        Ok(if holds(cx, asked, value)? {
            Flow::Stop
        } else {
            Flow::Next
        })
    })?;
    Ok(Value::Bool(flow == Flow::Stop))
}

/// `disjoint?`.
pub(super) fn disjoint(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let met = intersects(cx, this, args)?;
    Ok(Value::Bool(!truthy(met)))
}
