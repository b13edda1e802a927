//! Choosing entries: `select`, `reject`, `slice`, `except`, `compact` and the forms that change the hash.

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::super::arguments::{check_frozen, hash_mut};
use super::super::enumerable::{Flow, each_entry};
use super::super::enumerator::waiting;
use super::super::table::Entry;
use super::super::{Args, hashing, kernel, new_hash, truthy};
use super::access::get;
use super::{entries, length, store};

/// `select`, `filter` and `reject`: a new hash without a default.
pub(super) fn select(cx: &mut Cx<'_>, this: Value, args: Args<'_>, name: &'static str, wanted: bool) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, name, &[]);
    }
    // A copy is walked, so the block may change the hash.
    let chosen = copy(cx, this)?;
    keep(cx, chosen, args, wanted)?;
    Ok(chosen)
}

/// Removes the entries whose answer is not the wanted one; gives whether any went.
pub(super) fn keep(cx: &mut Cx<'_>, this: Value, args: Args<'_>, wanted: bool) -> Run<bool> {
    check_frozen(cx, this)?;
    let before = length(cx, this);
    each_entry(cx, this, &mut |cx, entry| {
        if truthy(args.call(cx, &[entry.key, entry.value])?) != wanted {
            check_frozen(cx, this)?;
            drop_entry(cx, this, entry)?;
        }
        Ok(Flow::Next)
    })?;
    Ok(length(cx, this) != before)
}

/// Removes an entry under the hash that its key had when it was added.
fn drop_entry(cx: &mut Cx<'_>, this: Value, entry: Entry) -> Run<()> {
    if let Some(position) = hashing::find_hashed(cx, this, entry.key, entry.hash)?
        && let Some(hash) = hash_mut(cx, this)
    {
        hash.table.remove(position);
    }
    Ok(())
}

/// `slice`: the entries of these keys, in the order of the arguments.
pub(super) fn slice(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let chosen = new_hash(cx)?;
    for &key in args.positional {
        if let Some(value) = get(cx, this, key)? {
            store(cx, chosen, key, value)?;
        }
    }
    Ok(chosen)
}

/// A new hash with all entries and no default; keys that changed since they were added stay where they are.
pub(in crate::vm::ruby) fn copy(cx: &mut Cx<'_>, this: Value) -> Run<Value> {
    let copied = kernel::dup(cx, this)?;
    if let Some(hash) = hash_mut(cx, copied) {
        hash.default = Value::Nil;
        hash.default_proc = Value::Nil;
    }
    Ok(copied)
}

/// `except`.
pub(super) fn except(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let copied = copy(cx, this)?;
    for &key in args.positional {
        super::change::remove(cx, copied, key)?;
    }
    Ok(copied)
}

/// `compact`.
pub(super) fn compact(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let kept = new_hash(cx)?;
    for entry in entries(cx, this)? {
        if !matches!(entry.value, Value::Nil) {
            store(cx, kept, entry.key, entry.value)?;
        }
    }
    Ok(kept)
}

/// `compact!`: nil where nothing went.
pub(super) fn compact_bang(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    let before = length(cx, this);
    for entry in entries(cx, this)? {
        if matches!(entry.value, Value::Nil) {
            drop_entry(cx, this, entry)?;
        }
    }
    Ok(if length(cx, this) == before { Value::Nil } else { this })
}
