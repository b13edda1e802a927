//! `Map` and `Set` (ECMA-262 24.1, 24.2): keys by SameValueZero, in the order of insertion.
//!
//! A deleted entry leaves a gap and the list only grows, so an iterator keeps its place whatever happens meanwhile.

use std::hash::{DefaultHasher, Hash, Hasher};

use hashbrown::HashTable;

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::call::{call_value, callback};
use super::convert::{arg, is_object, new_object};
use super::equality::same_value_zero;
use super::iterator::{self, Iteration, Yield};
use super::native::{Native, natives};
use super::object::{Class, Key};
use super::properties::{hash_text, spread_hash};
use super::property::{class_of, class_of_mut, get};

pub(super) const MAP_STATICS: &[Native] = &[];

pub(super) const SET_STATICS: &[Native] = &[];

pub(super) const MAP_METHODS: &[Native] = natives! {
    "clear" 0 map_clear;
    "delete" 1 map_delete;
    "entries" 0 map_entries;
    "forEach" 1 map_for_each;
    "get" 1 map_get;
    "has" 1 map_has;
    "keys" 0 map_keys;
    "set" 2 map_set;
    "values" 0 map_values;
};

pub(super) const SET_METHODS: &[Native] = natives! {
    "add" 1 set_add;
    "clear" 0 set_clear;
    "delete" 1 set_delete;
    "entries" 0 set_entries;
    "forEach" 1 set_for_each;
    "has" 1 set_has;
    "values" 0 set_values;
};

/// Bytes that a further entry may take.
const ENTRY_BYTES: usize = 64;

/// The entries of a map, or of a set, whose values are not used.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    entries: Vec<Entry>,
    lookup: HashTable<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    /// The key, or the marker where the entry was deleted.
    key: Value,
    value: Value,
    hash: u32,
}

/// How many entries there are.
pub(super) fn size(table: &Table) -> f64 {
    table.lookup.len() as f64
}

/// The entries that are left, in order.
pub(super) fn entries(table: &Table) -> impl Iterator<Item = (Value, Value)> + '_ {
    let live = table.entries.iter().filter(|entry| !matches!(entry.key, Value::Empty));
    live.map(|entry| (entry.key, entry.value))
}

fn hash(cx: &Cx<'_>, key: Value) -> u32 {
    let (kind, bits) = match key {
        Value::Str(id) => return hash_text(cx.string(id)),
        Value::Float(number) if number.is_nan() => (0, f64::NAN.to_bits()),
        Value::Float(number) => (0, number.to_bits()),
        Value::Bool(flag) => (1, u64::from(flag)),
        Value::Object(id) => (2, u64::from(id.0)),
        Value::Global(global) => (3, global as u64),
        Value::Native(id) => (4, u64::from(id.0)),
        Value::Section(section) => (5, u64::from(section.0)),
        Value::Nil => (6, 0),
        _ => (7, 0),
    };
    let mut hasher = DefaultHasher::new();
    (kind, bits).hash(&mut hasher);
    // The low half is as good as the whole.
    hasher.finish() as u32
}

fn table_of<'a>(cx: &'a Cx<'_>, collection: Value) -> Option<&'a Table> {
    match class_of(cx, collection)? {
        Class::Map(table) | Class::Set(table) => Some(table),
        _ => None,
    }
}

fn table_of_mut<'a>(cx: &'a mut Cx<'_>, collection: Value) -> Option<&'a mut Table> {
    match class_of_mut(cx, collection)? {
        Class::Map(table) | Class::Set(table) => Some(table),
        _ => None,
    }
}

/// The first entry at a place or behind it: its place, key and value.
pub(super) fn entry_from(cx: &Cx<'_>, collection: Value, at: usize) -> Option<(usize, Value, Value)> {
    let entries = &table_of(cx, collection)?.entries;
    let behind = entries.get(at..)?;
    let skipped = behind.iter().position(|entry| !matches!(entry.key, Value::Empty))?;
    let entry = behind.get(skipped)?;
    Some((at + skipped, entry.key, entry.value))
}

fn find(cx: &Cx<'_>, collection: Value, key: Value, hash: u32) -> Option<usize> {
    let table = table_of(cx, collection)?;
    let found = table.lookup.find(spread_hash(hash), |&at| {
        table
            .entries
            .get(at as usize)
            .is_some_and(|entry| entry.hash == hash && same_value_zero(cx, entry.key, key))
    });
    found.map(|&at| at as usize)
}

/// The key as it is stored and its hash: there is one zero.
fn prepare(cx: &mut Cx<'_>, key: Value) -> Run<(Value, u32)> {
    let key = match key {
        Value::Float(0.0) => Value::Float(0.0),
        Value::Empty => Value::Undefined,
        _ => key,
    };
    if let Value::Str(id) = key {
        cx.charge(cx.string(id).len() as u64 / 8)?;
    }
    Ok((key, hash(cx, key)))
}

fn insert(cx: &mut Cx<'_>, collection: Value, key: Value, value: Value) -> Run<()> {
    let (key, hash) = prepare(cx, key)?;
    let found = find(cx, collection, key, hash);
    if found.is_none() {
        cx.charge_memory(ENTRY_BYTES)?;
    }
    let Some(table) = table_of_mut(cx, collection) else {
        return Ok(());
    };
    match found {
        Some(at) => table.entries[at].value = value,
        None => {
            // The memory limit keeps the number of entries far below 2³².
            let at = table.entries.len() as u32;
            table.entries.push(Entry { key, value, hash });
            let entries = &table.entries;
            let hasher = |&at: &u32| spread_hash(entries[at as usize].hash);
            table.lookup.insert_unique(spread_hash(hash), at, hasher);
        }
    }
    Ok(())
}

fn lookup(cx: &mut Cx<'_>, collection: Value, key: Value) -> Run<Option<Value>> {
    let (key, hash) = prepare(cx, key)?;
    let found = find(cx, collection, key, hash);
    Ok(found.and_then(|at| table_of(cx, collection)?.entries.get(at).map(|entry| entry.value)))
}

fn remove(cx: &mut Cx<'_>, collection: Value, key: Value) -> Run<bool> {
    let (key, hash) = prepare(cx, key)?;
    let Some(found) = find(cx, collection, key, hash) else {
        return Ok(false);
    };
    if let Some(table) = table_of_mut(cx, collection) {
        table.entries[found].key = Value::Empty;
        table.entries[found].value = Value::Empty;
        if let Ok(occupied) = table.lookup.find_entry(spread_hash(hash), |&at| at as usize == found) {
            occupied.remove();
        }
    }
    Ok(true)
}

fn clear(cx: &mut Cx<'_>, collection: Value) -> Run<Value> {
    let length = table_of(cx, collection).map_or(0, |table| table.entries.len());
    cx.charge(length as u64)?;
    if let Some(table) = table_of_mut(cx, collection) {
        for entry in &mut table.entries {
            entry.key = Value::Empty;
            entry.value = Value::Empty;
        }
        table.lookup.clear();
    }
    Ok(Value::Undefined)
}

/// ECMA-262 24.1.3.5: entries that are added during the visit are visited too.
fn for_each(cx: &mut Cx<'_>, collection: Value, args: &[Value], is_set: bool) -> Run<Value> {
    let function = callback(cx, arg(args, 0))?;
    let receiver = arg(args, 1);
    let mut at = 0;
    while let Some((place, key, value)) = entry_from(cx, collection, at) {
        cx.charge((place - at) as u64 + 1)?;
        let value = if is_set { key } else { value };
        call_value(cx, function, receiver, &[value, key, collection])?;
        at = place + 1;
    }
    Ok(Value::Undefined)
}

/// TypeError, whose text shows the receiver, unless it is a map.
fn this_map(cx: &mut Cx<'_>, this: Value) -> Run<Value> {
    match class_of(cx, this) {
        Some(Class::Map(_)) => Ok(this),
        _ => Err(cx.throw_opaque(Global::JsTypeError)),
    }
}

fn this_set(cx: &mut Cx<'_>, this: Value) -> Run<Value> {
    match class_of(cx, this) {
        Some(Class::Set(_)) => Ok(this),
        _ => Err(cx.throw_opaque(Global::JsTypeError)),
    }
}

fn iterate(cx: &mut Cx<'_>, target: Value, gives: Yield) -> Run<Value> {
    let iteration = Iteration::Table {
        target,
        next: 0,
        gives,
        done: false,
    };
    iterator::new_iterator(cx, iteration)
}

/// `new Map(iterable)`.
pub(super) fn construct_map(cx: &mut Cx<'_>, args: &[Value]) -> Run<Value> {
    let map = Value::Object(new_object(cx, Class::Map(Box::default()))?);
    let source = arg(args, 0);
    if matches!(source, Value::Undefined | Value::Nil) {
        return Ok(map);
    }
    let iterator = iterator::iterator_of(cx, source)?;
    loop {
        let entry = iterator::next(cx, iterator)?;
        if matches!(entry, Value::Empty) {
            return Ok(map);
        }
        if !is_object(entry) {
            return Err(cx.throw_opaque(Global::JsTypeError));
        }
        let key = get(cx, entry, Key::Index(0))?;
        let value = get(cx, entry, Key::Index(1))?;
        insert(cx, map, key, value)?;
    }
}

/// `new Set(iterable)`.
pub(super) fn construct_set(cx: &mut Cx<'_>, args: &[Value]) -> Run<Value> {
    let set = Value::Object(new_object(cx, Class::Set(Box::default()))?);
    let source = arg(args, 0);
    if matches!(source, Value::Undefined | Value::Nil) {
        return Ok(set);
    }
    let iterator = iterator::iterator_of(cx, source)?;
    loop {
        let item = iterator::next(cx, iterator)?;
        if matches!(item, Value::Empty) {
            return Ok(set);
        }
        insert(cx, set, item, Value::Empty)?;
    }
}

fn map_clear(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let map = this_map(cx, this)?;
    clear(cx, map)
}

fn map_delete(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let map = this_map(cx, this)?;
    remove(cx, map, arg(args, 0)).map(Value::Bool)
}

fn map_entries(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let map = this_map(cx, this)?;
    iterate(cx, map, Yield::Entries)
}

fn map_for_each(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let map = this_map(cx, this)?;
    for_each(cx, map, args, false)
}

fn map_get(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let map = this_map(cx, this)?;
    Ok(lookup(cx, map, arg(args, 0))?.unwrap_or(Value::Undefined))
}

fn map_has(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let map = this_map(cx, this)?;
    Ok(Value::Bool(lookup(cx, map, arg(args, 0))?.is_some()))
}

fn map_keys(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let map = this_map(cx, this)?;
    iterate(cx, map, Yield::Keys)
}

fn map_set(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let map = this_map(cx, this)?;
    insert(cx, map, arg(args, 0), arg(args, 1))?;
    Ok(map)
}

fn map_values(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let map = this_map(cx, this)?;
    iterate(cx, map, Yield::Values)
}

fn set_add(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let set = this_set(cx, this)?;
    insert(cx, set, arg(args, 0), Value::Empty)?;
    Ok(set)
}

fn set_clear(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let set = this_set(cx, this)?;
    clear(cx, set)
}

fn set_delete(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let set = this_set(cx, this)?;
    remove(cx, set, arg(args, 0)).map(Value::Bool)
}

fn set_entries(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let set = this_set(cx, this)?;
    iterate(cx, set, Yield::Entries)
}

fn set_for_each(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let set = this_set(cx, this)?;
    for_each(cx, set, args, true)
}

fn set_has(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let set = this_set(cx, this)?;
    Ok(Value::Bool(lookup(cx, set, arg(args, 0))?.is_some()))
}

fn set_values(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let set = this_set(cx, this)?;
    iterate(cx, set, Yield::Values)
}
