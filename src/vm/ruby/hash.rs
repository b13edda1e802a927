//! Hash.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::arguments::{alloc, hash, hash_mut, string};
use super::dispatch::Method;
use super::kernel;
use super::object::{Object, Str};
use super::table::Table;
use super::{arguments, hashing};

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[kernel::EQUAL, kernel::EQL, kernel::INSPECT, kernel::TO_S];

/// Sorted by name.
pub(super) const CLASS_METHODS: &[Method] = &[];

/// `hash[key] = value` without the check of `frozen`: string keys are copied and frozen.
pub(super) fn store(cx: &mut Cx<'_>, target: Value, key: Value, value: Value) -> Run<()> {
    cx.charge(2)?;
    let code = hashing::hash_of(cx, key)?;
    if let Some(position) = hashing::find_hashed(cx, target, key, code)? {
        if let Some(hash) = hash_mut(cx, target) {
            hash.table.set_value(position, value);
        }
        return Ok(());
    }
    if hash(cx, target).is_some_and(|hash| hash.iterating > 0) {
        return Err(cx.raise(Global::RbRuntimeError, "can't add a new key into hash during iteration"));
    }
    let copied = match string(cx, key) {
        Some(Str { text, frozen: false }) => Some(text.clone()),
        _ => None,
    };
    let key = match copied {
        Some(text) => {
            cx.charge_memory(text.len())?;
            alloc(cx, Object::String(Str { text, frozen: true }))?
        }
        None => key,
    };
    cx.charge_memory(Table::ENTRY_BYTES)?;
    if let Some(hash) = hash_mut(cx, target) {
        hash.table.push(code, key, value);
    }
    Ok(())
}

/// `**source`.
pub(super) fn merge_into(cx: &mut Cx<'_>, target: Value, source: Value) -> Run<()> {
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
pub(super) fn take(cx: &mut Cx<'_>, target: Value, key: Value) -> Run<Value> {
    let Some(position) = hashing::find(cx, target, key)? else {
        return Ok(Value::Empty);
    };
    Ok(hash_mut(cx, target)
        .and_then(|hash| hash.table.remove(position))
        .map_or(Value::Empty, |entry| entry.value))
}
