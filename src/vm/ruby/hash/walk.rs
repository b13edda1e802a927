//! Walking: `each`, `each_key`, `each_value`, `any?`.

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::super::enumerable::{self, Flow, each_entry};
use super::super::enumerator::waiting;
use super::super::{Args, new_array};

/// `each` and `each_pair`: the block gets one list of key and value.
pub(super) fn each(cx: &mut Cx<'_>, this: Value, args: Args<'_>, name: &'static str) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, name, &[]);
    }
    each_entry(cx, this, &mut |cx, entry| {
        let pair = new_array(cx, vec![entry.key, entry.value])?;
        args.call1(cx, pair)?;
        Ok(Flow::Next)
    })?;
    Ok(this)
}

/// `each_key`.
pub(super) fn each_key(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "each_key", &[]);
    }
    each_entry(cx, this, &mut |cx, entry| {
        args.call1(cx, entry.key)?;
        Ok(Flow::Next)
    })?;
    Ok(this)
}

/// `each_value`.
pub(super) fn each_value(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "each_value", &[]);
    }
    each_entry(cx, this, &mut |cx, entry| {
        args.call1(cx, entry.value)?;
        Ok(Flow::Next)
    })?;
    Ok(this)
}

/// `any?`: without a block or pattern, whether there is an entry.
pub(super) fn any(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if args.len() == 0 && !args.has_block() {
        return Ok(Value::Bool(!super::is_empty(cx, this)));
    }
    enumerable::any(cx, this, args)
}
