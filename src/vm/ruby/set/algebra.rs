//! `|`, `&`, `-`, `^`.

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::super::enumerable::Flow;
use super::super::{Args, hash, kernel};
use super::{change, each_value, elements, empty, from_enumerable, holds, length, set};

/// `|`, `+` and `union`.
pub(super) fn union(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let made = kernel::dup(cx, this)?;
    change::merge(cx, made, args)
}

/// `-` and `difference`.
pub(super) fn difference(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let made = kernel::dup(cx, this)?;
    change::subtract(cx, made, args)
}

/// `&` and `intersection`: in the order of the argument, unless that is a larger set.
pub(super) fn intersection(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let other = args.at(0);
    let made = empty(cx)?;
    let (walked, asked) = if set(cx, other).is_some() && length(cx, other) > length(cx, this) {
        (this, other)
    } else {
        (other, this)
    };
    each_value(cx, walked, &mut |cx, value| {
        if holds(cx, asked, value)? {
            hash::store_key(cx, made, value)?;
        }
        Ok(Flow::Next)
    })?;
    Ok(made)
}

/// `^`: what is in one of them alone; those of the argument first.
pub(super) fn exclusive(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let made = match args.at(0) {
        Value::Nil => empty(cx)?,
        other => from_enumerable(cx, other, Args::new(&[]))?,
    };
    for element in elements(cx, this)? {
        let one = [element];
        if matches!(change::delete_known(cx, made, Args::new(&one))?, Value::Nil) {
            hash::store_key(cx, made, element)?;
        }
    }
    Ok(made)
}
