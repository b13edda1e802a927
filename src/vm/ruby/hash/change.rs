//! Changing a hash: `[]=`, `delete`, `update`, `replace`, `shift`, `clear`, `default=`; and `merge`.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::{check_frozen, hash, hash_mut, no_conversion};
use super::super::enumerable::{Flow, each_entry};
use super::super::table::Entry;
use super::super::{Args, equality, hashing, kernel, new_array};
use super::access::missing;
use super::{entries, store};

/// `[]=` and `store`.
pub(super) fn assign(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    store(cx, this, args.at(0), args.at(1))?;
    Ok(args.at(1))
}

/// `default=`.
pub(super) fn set_default(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    if let Some(hash) = hash_mut(cx, this) {
        hash.default = args.at(0);
        hash.default_proc = Value::Nil;
    }
    Ok(args.at(0))
}

/// `delete`.
pub(super) fn delete(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    match super::take(cx, this, args.at(0))? {
        Value::Empty if args.has_block() => args.call1(cx, args.at(0)),
        Value::Empty => Ok(Value::Nil),
        value => Ok(value),
    }
}

/// `clear`.
pub(super) fn clear(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    if let Some(hash) = hash_mut(cx, this) {
        hash.table.clear();
    }
    Ok(this)
}

/// `shift`: an empty hash gives its default.
pub(super) fn shift(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    let removed = hash_mut(cx, this).and_then(|hash| {
        let (position, _) = hash.table.next_from(0)?;
        hash.table.remove(position)
    });
    match removed {
        Some(entry) => new_array(cx, vec![entry.key, entry.value]),
        None => missing(cx, this, Value::Nil),
    }
}

/// `update` and `merge!`: the block decides about keys that both have.
pub(super) fn update(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    for &other in args.positional {
        if hash(cx, other).is_none() {
            return Err(no_conversion(cx, other, "Hash"));
        }
        if args.has_block() {
            each_entry(cx, other, &mut |cx, entry| {
                join(cx, this, entry, args)?;
                Ok(Flow::Next)
            })?;
            continue;
        }
        for entry in entries(cx, other)? {
            store(cx, this, entry.key, entry.value)?;
        }
    }
    Ok(this)
}

/// Enters an entry, or what the block makes of both values, at the place where the key was found before the block ran.
fn join(cx: &mut Cx<'_>, this: Value, entry: Entry, args: Args<'_>) -> Run<()> {
    let Some(position) = hashing::find(cx, this, entry.key)? else {
        return store(cx, this, entry.key, entry.value);
    };
    let own = hash(cx, this).and_then(|hash| hash.table.entry(position));
    let own = own.map_or(Value::Nil, |own| own.value);
    let value = args.call(cx, &[entry.key, own, entry.value])?;
    if let Some(hash) = hash_mut(cx, this) {
        hash.table.set_value(position, value);
    }
    Ok(())
}

/// `merge`.
pub(super) fn merge(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let copy = kernel::dup(cx, this)?;
    update(cx, copy, args)
}

/// `replace`.
pub(super) fn replace(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    let other = args.at(0);
    if equality::identical(cx, this, other)? {
        return Ok(this);
    }
    if hash(cx, this).is_some_and(|hash| hash.iterating > 0) {
        return Err(cx.raise(Global::RbRuntimeError, "can't replace hash during iteration"));
    }
    if hash(cx, other).is_none() {
        return Err(no_conversion(cx, other, "Hash"));
    }
    let copy = kernel::dup(cx, other)?;
    let Some(copy) = hash(cx, copy).cloned() else {
        return Ok(this);
    };
    if let Some(hash) = hash_mut(cx, this) {
        hash.table = copy.table;
        hash.default = copy.default;
        hash.default_proc = copy.default_proc;
    }
    Ok(this)
}

/// Removes the entry of a key that is there.
pub(super) fn remove(cx: &mut Cx<'_>, this: Value, key: Value) -> Run<()> {
    if let Some(position) = hashing::find(cx, this, key)?
        && let Some(hash) = hash_mut(cx, this)
    {
        hash.table.remove(position);
    }
    Ok(())
}
