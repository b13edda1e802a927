//! Changing all elements or their order: `map!`, `sort!`, `sort_by!`, `reverse`, `rotate`.

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::super::arguments::{array_mut, check_frozen, items, to_long};
use super::super::enumerator::waiting;
use super::super::{Args, enumerable, new_array};
use super::{copy, set_items};

/// `map!` and `collect!`.
pub(super) fn map(cx: &mut Cx<'_>, this: Value, args: Args<'_>, name: &'static str) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, name, &[]);
    }
    check_frozen(cx, this)?;
    let mut at = 0;
    while let Some(&item) = items(cx, this).get(at) {
        cx.charge(1)?;
        let value = args.call1(cx, item)?;
        if let Some(slot) = array_mut(cx, this).and_then(|array| array.items.get_mut(at)) {
            *slot = value;
        }
        at += 1;
    }
    Ok(this)
}

/// `sort!`.
pub(super) fn sort(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    let mut list = copy(cx, this)?;
    enumerable::sort_values(cx, &mut list, args)?;
    set_items(cx, this, list)
}

/// `sort_by!`.
pub(super) fn sort_by(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "sort_by!", &[]);
    }
    check_frozen(cx, this)?;
    let sorted = enumerable::sort_by(cx, this, args)?;
    let list = copy(cx, sorted)?;
    set_items(cx, this, list)
}

/// `reverse`.
pub(super) fn reverse(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let mut list = copy(cx, this)?;
    list.reverse();
    new_array(cx, list)
}

/// `reverse!`.
pub(super) fn reverse_bang(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    let mut list = copy(cx, this)?;
    list.reverse();
    set_items(cx, this, list)
}

/// The elements with so many moved from the front to the back.
fn rotated(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Vec<Value>> {
    let count = match args.get(0) {
        Some(count) => to_long(cx, count)?,
        None => 1,
    };
    let mut list = copy(cx, this)?;
    if let Ok(length @ 1..) = i64::try_from(list.len()) {
        list.rotate_left(count.rem_euclid(length) as usize);
    }
    Ok(list)
}

/// `rotate`.
pub(super) fn rotate(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let list = rotated(cx, this, args)?;
    new_array(cx, list)
}

/// `rotate!`.
pub(super) fn rotate_bang(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let list = rotated(cx, this, args)?;
    set_items(cx, this, list)
}
