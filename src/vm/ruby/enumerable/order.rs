//! `sort` and `sort_by`.

use std::cmp::Ordering;

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::super::compare::{block_order, compare_or_raise};
use super::super::enumerator::waiting;
use super::super::{Args, new_array};
use super::iterate::{Flow, collect, each, pack, push, yield_forced};
use super::sort::merge_sort;

/// How two values compare: by `<=>`, or as the block of the call says.
pub(in crate::vm::ruby) fn order(cx: &mut Cx<'_>, args: Args<'_>, left: Value, right: Value) -> Run<Ordering> {
    if !args.has_block() {
        return compare_or_raise(cx, left, right);
    }
    let answer = args.call(cx, &[left, right])?;
    block_order(cx, answer, left, right)
}

/// `sort`.
pub(in crate::vm::ruby) fn sort(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let mut list = collect(cx, this)?;
    merge_sort(cx, &mut list, &mut |cx, left, right| order(cx, args, left, right))?;
    new_array(cx, list)
}

/// `sort_by`.
pub(in crate::vm::ruby) fn sort_by(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "sort_by", &[]);
    }
    let list = sorted_by(cx, this, args)?;
    new_array(cx, list)
}

/// The values in the order of what the block makes of them.
pub(in crate::vm::ruby) fn sorted_by(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Vec<Value>> {
    let (mut keys, mut values) = (Vec::new(), Vec::new());
    each(cx, this, &mut |cx, yielded| {
        let value = pack(cx, yielded)?;
        let key = yield_forced(cx, args.block, yielded, value)?;
        push(cx, &mut keys, key)?;
        push(cx, &mut values, value)?;
        Ok(Flow::Next)
    })?;
    let mut pairs: Vec<(Value, Value)> = keys.into_iter().zip(values).collect();
    merge_sort(cx, &mut pairs, &mut |cx, left, right| {
        compare_or_raise(cx, left.0, right.0)
    })?;
    Ok(pairs.into_iter().map(|(_, value)| value).collect())
}
