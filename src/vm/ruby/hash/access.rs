//! Reading: `[]`, `fetch`, `key?`, `key`, `assoc`, `values_at`, `default`.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::hash;
use super::super::inspect::inspect_unless_opaque;
use super::super::missing::key_error;
use super::super::table::Entry;
use super::super::{Args, call_proc, equality, hashing, new_array};

/// The entry of a key.
fn find(cx: &mut Cx<'_>, this: Value, key: Value) -> Run<Option<Entry>> {
    cx.charge(1)?;
    let position = hashing::find(cx, this, key)?;
    Ok(position.and_then(|position| hash(cx, this)?.table.entry(position).copied()))
}

/// The value of a key, without regard to the default.
pub(in crate::vm::ruby) fn get(cx: &mut Cx<'_>, this: Value, key: Value) -> Run<Option<Value>> {
    Ok(find(cx, this, key)?.map(|entry| entry.value))
}

/// `[]`: the default where there is no such key.
pub(super) fn lookup(cx: &mut Cx<'_>, this: Value, key: Value) -> Run<Value> {
    match get(cx, this, key)? {
        Some(value) => Ok(value),
        None => missing(cx, this, key),
    }
}

/// What a missing key gives.
pub(in crate::vm::ruby) fn missing(cx: &mut Cx<'_>, this: Value, key: Value) -> Run<Value> {
    let Some((value, block)) = hash(cx, this).map(|hash| (hash.default, hash.default_proc)) else {
        return Ok(Value::Nil);
    };
    match block {
        Value::Nil | Value::Empty => Ok(match value {
            Value::Empty => Value::Nil,
            value => value,
        }),
        block => call_proc(cx, block, Args::new(&[this, key])),
    }
}

/// `fetch`.
pub(super) fn fetch(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let key = args.at(0);
    if let Some(value) = get(cx, this, key)? {
        return Ok(value);
    }
    if args.has_block() {
        return args.call1(cx, key);
    }
    match args.get(1) {
        Some(fallback) => Ok(fallback),
        None => match inspect_unless_opaque(cx, key)? {
            Some(shown) => {
                let message = format!("key not found: {}", ellipsis(shown));
                Err(key_error(cx, this, key, message))
            }
            None => Err(cx.raise_opaque(Global::RbKeyError)),
        },
    }
}

/// At most 65 characters (`rb_str_ellipsize`).
fn ellipsis(shown: String) -> String {
    if shown.chars().count() <= 65 {
        return shown;
    }
    shown.chars().take(62).chain("...".chars()).collect()
}

/// `fetch_values`.
pub(super) fn fetch_values(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let mut found = Vec::with_capacity(args.len());
    for &key in args.positional {
        let one = Args {
            block: args.block,
            ..Args::new(std::slice::from_ref(&key))
        };
        found.push(fetch(cx, this, one)?);
    }
    new_array(cx, found)
}

/// `values_at`.
pub(super) fn values_at(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let mut found = Vec::with_capacity(args.len());
    for &key in args.positional {
        found.push(lookup(cx, this, key)?);
    }
    new_array(cx, found)
}

/// `key?`, `has_key?`, `include?` and `member?`.
pub(super) fn has_key(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    Ok(Value::Bool(find(cx, this, args.at(0))?.is_some()))
}

/// The first entry whose value equals.
fn of_value(cx: &mut Cx<'_>, this: Value, value: Value) -> Run<Option<Entry>> {
    let mut at = 0;
    while let Some((position, entry)) = hash(cx, this).and_then(|hash| hash.table.next_from(at)) {
        cx.charge(1)?;
        if equality::equal(cx, entry.value, value)? {
            return Ok(Some(entry));
        }
        at = position + 1;
    }
    Ok(None)
}

/// `value?` and `has_value?`.
pub(super) fn has_value(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    Ok(Value::Bool(of_value(cx, this, args.at(0))?.is_some()))
}

/// `key`.
pub(super) fn key(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    Ok(of_value(cx, this, args.at(0))?.map_or(Value::Nil, |entry| entry.key))
}

fn pair(cx: &mut Cx<'_>, entry: Option<Entry>) -> Run<Value> {
    match entry {
        Some(entry) => new_array(cx, vec![entry.key, entry.value]),
        None => Ok(Value::Nil),
    }
}

/// `assoc`: by `eql?`, else by `==`.
pub(super) fn assoc(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let mut found = find(cx, this, args.at(0))?;
    let mut at = 0;
    while found.is_none()
        && let Some((position, entry)) = hash(cx, this).and_then(|hash| hash.table.next_from(at))
    {
        cx.charge(1)?;
        if equality::equal(cx, args.at(0), entry.key)? {
            found = Some(entry);
        }
        at = position + 1;
    }
    pair(cx, found)
}

/// `rassoc`.
pub(super) fn rassoc(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let found = of_value(cx, this, args.at(0))?;
    pair(cx, found)
}

/// `default`, and what the block makes of a key.
pub(super) fn default(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let by_block = hash(cx, this).is_some_and(|hash| !matches!(hash.default_proc, Value::Nil | Value::Empty));
    match args.get(0) {
        None if by_block => Ok(Value::Nil),
        key => missing(cx, this, key.unwrap_or(Value::Nil)),
    }
}

/// `default_proc`.
pub(super) fn default_proc(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    Ok(match hash(cx, this).map(|hash| hash.default_proc) {
        None | Some(Value::Empty) => Value::Nil,
        Some(block) => block,
    })
}
