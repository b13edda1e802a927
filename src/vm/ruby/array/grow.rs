//! Adding and removing at the ends: `push`, `pop`, `shift`, `unshift`, `concat`.

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::super::arguments::{array_mut, check_frozen, items, to_ary};
use super::super::dispatch::check_arity;
use super::super::{Args, new_array};
use super::access::taken;

/// Appends a value to a list that the machine made.
pub(in crate::vm::ruby) fn append(cx: &mut Cx<'_>, this: Value, value: Value) -> Run<()> {
    cx.charge_memory(size_of::<Value>())?;
    if let Some(array) = array_mut(cx, this) {
        array.items.push(value);
    }
    Ok(())
}

/// Appends values; FrozenError where the array is frozen.
pub(in crate::vm::ruby) fn append_checked(cx: &mut Cx<'_>, this: Value, values: &[Value]) -> Run<()> {
    check_frozen(cx, this)?;
    cx.charge(values.len() as u64)?;
    cx.charge_memory(size_of_val(values))?;
    if let Some(array) = array_mut(cx, this) {
        array.items.extend_from_slice(values);
    }
    Ok(())
}

/// `push` and `append`.
pub(super) fn push(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    append_checked(cx, this, args.positional)?;
    Ok(this)
}

/// `concat`: all arguments are read before the array changes.
pub(super) fn concat(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    let mut added = Vec::new();
    for &list in args.positional {
        added.extend(to_ary(cx, list)?);
    }
    append_checked(cx, this, &added)?;
    Ok(this)
}

/// `unshift` and `prepend`.
pub(super) fn unshift(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    cx.charge((args.len() + items(cx, this).len()) as u64)?;
    cx.charge_memory(size_of_val(args.positional))?;
    if let Some(array) = array_mut(cx, this) {
        array.items.splice(0..0, args.positional.iter().copied());
    }
    Ok(this)
}

/// `pop` and `pop(n)`.
pub(super) fn pop(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    check_arity(cx, args.len(), 0, 1)?;
    let Some(count) = args.get(0) else {
        return Ok(array_mut(cx, this)
            .and_then(|array| array.items.pop())
            .unwrap_or(Value::Nil));
    };
    let count = taken(cx, this, count, "negative array size")?;
    cx.charge(count as u64)?;
    let start = items(cx, this).len() - count;
    let removed = array_mut(cx, this).map(|array| array.items.split_off(start));
    new_array(cx, removed.unwrap_or_default())
}

/// `shift` and `shift(n)`.
pub(super) fn shift(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    check_arity(cx, args.len(), 0, 1)?;
    let count = match args.get(0) {
        Some(count) => taken(cx, this, count, "negative array size")?,
        None => 1.min(items(cx, this).len()),
    };
    // Moving the rest is quick; eight elements cost one unit.
    cx.charge(1 + items(cx, this).len() as u64 / 8)?;
    let removed: Vec<Value> = array_mut(cx, this)
        .map(|array| array.items.drain(..count).collect())
        .unwrap_or_default();
    if args.len() == 0 {
        return Ok(removed.first().copied().unwrap_or(Value::Nil));
    }
    new_array(cx, removed)
}
