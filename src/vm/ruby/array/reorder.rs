//! Changing all elements or their order: `map!`, `sort!`, `sort_by!`, `reverse`, `rotate`.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::{array_mut, check_frozen, is_frozen, items, to_long};
use super::super::enumerable::merge_sort;
use super::super::enumerator::waiting;
use super::super::{Args, enumerable, new_array};
use super::place::store;
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
        check_frozen(cx, this)?;
        store(cx, this, at as i64, value)?;
        at += 1;
    }
    Ok(this)
}

/// `sort!`.
pub(super) fn sort(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    let original = copy(cx, this)?;
    let mut list = original.clone();
    let result = merge_sort(cx, &mut list, &mut |cx, left, right| {
        let order = enumerable::order(cx, args, left, right)?;
        if is_frozen(cx, this) {
            return Err(cx.raise(Global::RbFrozenError, "array frozen during sort"));
        }
        Ok(order)
    });
    if let Err(stop) = result {
        // More than three elements are sorted in place, as far as the error or `break` let it; a block that changed
        // the array had the sorting go on elsewhere.
        let now = items(cx, this);
        let untouched = now.len() == original.len() && now.iter().zip(&original).all(|(&now, &then)| same(now, then));
        if original.len() > 3
            && untouched
            && let Some(array) = array_mut(cx, this)
        {
            array.items = list;
        }
        return Err(stop);
    }
    set_items(cx, this, list)
}

/// Whether two values are the same to the bit.
fn same(one: Value, other: Value) -> bool {
    match (one, other) {
        (Value::Int(one), Value::Int(other)) => one == other,
        (Value::Float(one), Value::Float(other)) => one.to_bits() == other.to_bits(),
        (Value::Object(one), Value::Object(other)) => one == other,
        (Value::Symbol(one), Value::Symbol(other)) => one == other,
        (Value::Bool(one), Value::Bool(other)) => one == other,
        (Value::Global(one), Value::Global(other)) => one == other,
        (Value::Section(one), Value::Section(other)) => one == other,
        (Value::Nil, Value::Nil) => true,
        _ => false,
    }
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
