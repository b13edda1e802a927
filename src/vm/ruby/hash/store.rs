//! Entering and taking entries, as literals and the machine do it.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::{self, alloc, hash, hash_mut, object, object_mut, string};
use super::super::hashing;
use super::super::object::{Object, Str};
use super::super::table::Table;

/// `hash[key] = value` without the check of `frozen`: string keys are copied and frozen.
pub(in crate::vm::ruby) fn store(cx: &mut Cx<'_>, target: Value, key: Value, value: Value) -> Run<()> {
    put(cx, target, key, value, true)
}

/// Stores as `tally` does: string keys are kept as they are.
pub(in crate::vm::ruby) fn store_as_is(cx: &mut Cx<'_>, target: Value, key: Value, value: Value) -> Run<()> {
    put(cx, target, key, value, false)
}

fn put(cx: &mut Cx<'_>, target: Value, key: Value, value: Value, copies: bool) -> Run<()> {
    cx.charge(2)?;
    let code = hashing::hash_of(cx, key)?;
    if let Some(position) = hashing::find_hashed(cx, target, key, code)? {
        if let Some(hash) = hash_mut(cx, target) {
            hash.table.set_value(position, value);
        }
        return Ok(());
    }
    enter(cx, target, code, (key, value), copies)
}

/// Adds a key to a Hash or Set if it is not there; gives whether it was not.
pub(in crate::vm::ruby) fn store_key(cx: &mut Cx<'_>, target: Value, key: Value) -> Run<bool> {
    cx.charge(2)?;
    let code = hashing::hash_of(cx, key)?;
    if hashing::find_hashed(cx, target, key, code)?.is_some() {
        return Ok(false);
    }
    enter(cx, target, code, (key, Value::Bool(true)), true)?;
    Ok(true)
}

/// Adds an entry whose key is new; a string key is copied and frozen if asked for.
fn enter(cx: &mut Cx<'_>, target: Value, code: u64, (key, value): (Value, Value), copies: bool) -> Run<()> {
    let walked = match object(cx, target) {
        Some(Object::Hash(hash)) => hash.iterating > 0,
        Some(Object::Set(set)) => set.iterating > 0,
        _ => false,
    };
    if walked && !copies {
        // `tally` adds it all the same, and the walk goes on with it.
        return Err(cx.unsupported("counting in a hash that is walked"));
    }
    if walked {
        return Err(cx.raise(Global::RbRuntimeError, "can't add a new key into hash during iteration"));
    }
    let copied = match string(cx, key) {
        Some(Str {
            text, frozen: false, ..
        }) if copies => Some(text.clone()),
        _ => None,
    };
    let key = match copied {
        Some(text) => {
            cx.charge_memory(text.len())?;
            alloc(cx, Object::String(Str::new(text, true)))?
        }
        None => key,
    };
    cx.charge_memory(Table::ENTRY_BYTES)?;
    match object_mut(cx, target) {
        Some(Object::Hash(hash)) => hash.table.push(code, key, value),
        Some(Object::Set(set)) => set.table.push(code, key, value),
        _ => {}
    }
    Ok(())
}

/// `**source`.
pub(in crate::vm::ruby) fn merge_into(cx: &mut Cx<'_>, target: Value, source: Value) -> Run<()> {
    if hash(cx, source).is_none() {
        return Err(arguments::no_conversion(cx, source, "Hash"));
    }
    let mut at = 0;
    while let Some((position, entry)) = hash(cx, source).and_then(|hash| hash.table.next_from(at)) {
        store(cx, target, entry.key, entry.value)?;
        at = position + 1;
    }
    Ok(())
}

/// Removes a key and gives its value, or the marker.
pub(in crate::vm::ruby) fn take(cx: &mut Cx<'_>, target: Value, key: Value) -> Run<Value> {
    let Some(position) = hashing::find(cx, target, key)? else {
        return Ok(Value::Empty);
    };
    Ok(hash_mut(cx, target)
        .and_then(|hash| hash.table.remove(position))
        .map_or(Value::Empty, |entry| entry.value))
}
