//! Making other collections: `keys`, `to_a`, `to_h`, `invert`, `flatten`, `transform_keys`, `transform_values`.

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::super::arguments::{check_frozen, hash, hash_mut, no_conversion, to_long};
use super::super::enumerable::{Flow, each_entry, entry_list};
use super::super::enumerator::waiting;
use super::super::{Args, equality, new_array, new_hash, send};
use super::access::get;
use super::{change, choose, entries, store, store_key};

/// `keys`.
pub(super) fn keys(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let list = entries(cx, this)?.into_iter().map(|entry| entry.key).collect();
    new_array(cx, list)
}

/// `values`.
pub(super) fn values(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let list = entries(cx, this)?.into_iter().map(|entry| entry.value).collect();
    new_array(cx, list)
}

/// `to_a`.
pub(super) fn to_a(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let mut list = Vec::new();
    for entry in entries(cx, this)? {
        list.push(new_array(cx, vec![entry.key, entry.value])?);
    }
    new_array(cx, list)
}

/// `to_h`: the hash itself, or what the block makes of its entries.
pub(super) fn to_h(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return Ok(this);
    }
    let made = new_hash(cx)?;
    each_entry(cx, this, &mut |cx, entry| {
        let pair = args.call(cx, &[entry.key, entry.value])?;
        let (key, value) = entry_list(cx, pair, None)?;
        store(cx, made, key, value)?;
        Ok(Flow::Next)
    })?;
    Ok(made)
}

/// `invert`.
pub(super) fn invert(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let made = new_hash(cx)?;
    for entry in entries(cx, this)? {
        store(cx, made, entry.value, entry.key)?;
    }
    Ok(made)
}

/// `flatten`: keys and values in one list; a level above one opens lists, too.
pub(super) fn flatten(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let level = match args.get(0) {
        Some(level) => to_long(cx, level)?,
        None => 1,
    };
    if level == 0 {
        return to_a(cx, this, args);
    }
    let mut list = Vec::new();
    for entry in entries(cx, this)? {
        list.extend([entry.key, entry.value]);
    }
    let list = new_array(cx, list)?;
    match level {
        1 => Ok(list),
        level => {
            let level = if level < 0 { level } else { level - 1 };
            send(cx, list, "flatten", Args::new(&[Value::Int(level)]))
        }
    }
}

/// `transform_values`.
pub(super) fn transform_values(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "transform_values", &[]);
    }
    let made = choose::copy(cx, this)?;
    replace_values(cx, made, args)?;
    Ok(made)
}

/// `transform_values!`.
pub(super) fn transform_values_bang(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "transform_values!", &[]);
    }
    check_frozen(cx, this)?;
    replace_values(cx, this, args)?;
    Ok(this)
}

fn replace_values(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<()> {
    let places = hash(cx, this).map_or(0, |hash| hash.table.positions());
    let mut at = 0;
    while let Some((position, entry)) = hash(cx, this).and_then(|hash| hash.table.next_from(at)) {
        cx.charge(1)?;
        let value = args.call1(cx, entry.value)?;
        check_frozen(cx, this)?;
        let key = hash(cx, this)
            .and_then(|hash| hash.table.entry(position))
            .map(|entry| entry.key);
        let there = match key {
            Some(key) => equality::identical(cx, key, entry.key)?,
            None => false,
        };
        if !there || hash(cx, this).is_some_and(|hash| hash.table.positions() != places) {
            return Err(cx.unsupported("changing a hash while its values are replaced"));
        }
        if let Some(hash) = hash_mut(cx, this) {
            hash.table.set_value(position, value);
        }
        at = position + 1;
    }
    Ok(())
}

/// What a key becomes: by the hash of the argument, else by the block, else itself.
fn renamed(cx: &mut Cx<'_>, args: Args<'_>, key: Value) -> Run<Value> {
    if let Some(names) = args.get(0)
        && let Some(name) = get(cx, names, key)?
    {
        return Ok(name);
    }
    if args.has_block() { args.call1(cx, key) } else { Ok(key) }
}

fn check_names(cx: &mut Cx<'_>, args: Args<'_>) -> Run<()> {
    match args.get(0) {
        Some(names) if hash(cx, names).is_none() => Err(no_conversion(cx, names, "Hash")),
        _ => Ok(()),
    }
}

/// `transform_keys`: a later entry replaces an earlier one whose key became the same.
pub(super) fn transform_keys(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_names(cx, args)?;
    if args.len() == 0 && !args.has_block() {
        return waiting(cx, this, "transform_keys", &[]);
    }
    let made = new_hash(cx)?;
    each_entry(cx, this, &mut |cx, entry| {
        let key = renamed(cx, args, entry.key)?;
        store(cx, made, key, entry.value)?;
        Ok(Flow::Next)
    })?;
    Ok(made)
}

/// `transform_keys!`.
pub(super) fn transform_keys_bang(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_names(cx, args)?;
    if args.len() == 0 && !args.has_block() {
        return waiting(cx, this, "transform_keys!", &[]);
    }
    check_frozen(cx, this)?;
    let entered = new_hash(cx)?;
    for entry in entries(cx, this)? {
        let key = renamed(cx, args, entry.key)?;
        if get(cx, entered, entry.key)?.is_none() {
            change::remove(cx, this, entry.key)?;
        }
        check_frozen(cx, this)?;
        store(cx, this, key, entry.value)?;
        store_key(cx, entered, key)?;
    }
    Ok(this)
}
