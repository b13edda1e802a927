//! Changing a set.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::object_mut;
use super::super::enumerable::Flow;
use super::super::enumerator::waiting;
use super::super::inspect::inspect_unless_opaque;
use super::super::object::Object;
use super::super::{Args, hash, hashing, truthy};
use super::{each_value, elements, from_enumerable, length, set};

/// FrozenError where the set is frozen: it names the Hash within.
fn check_frozen(cx: &mut Cx<'_>, this: Value) -> Run<()> {
    if !set(cx, this).is_some_and(|set| set.frozen) {
        return Ok(());
    }
    let mut shown = Vec::new();
    for element in elements(cx, this)? {
        match inspect_unless_opaque(cx, element)? {
            Some(text) => shown.push(format!("{text}=>true")),
            None => return Err(cx.raise_opaque(Global::RbFrozenError)),
        }
    }
    let message = format!("can't modify frozen Hash: {{{}}}", shown.join(", "));
    Err(cx.raise(Global::RbFrozenError, message))
}

/// `add` and `<<`.
pub(super) fn add(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    hash::store_key(cx, this, args.at(0))?;
    Ok(this)
}

/// `add?`: nil where it was there.
pub(super) fn add_new(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if super::holds(cx, this, args.at(0))? {
        return Ok(Value::Nil);
    }
    add(cx, this, args)
}

fn remove(cx: &mut Cx<'_>, this: Value, value: Value) -> Run<()> {
    check_frozen(cx, this)?;
    if let Some(position) = hashing::find(cx, this, value)?
        && let Some(Object::Set(set)) = object_mut(cx, this)
    {
        set.table.remove(position);
    }
    Ok(())
}

/// `delete`.
pub(super) fn delete(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    remove(cx, this, args.at(0))?;
    Ok(this)
}

/// `delete?`: nil where it was not there.
pub(super) fn delete_known(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !super::holds(cx, this, args.at(0))? {
        return Ok(Value::Nil);
    }
    delete(cx, this, args)
}

/// `clear`.
pub(super) fn clear(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    if let Some(Object::Set(set)) = object_mut(cx, this) {
        set.table.clear();
    }
    Ok(this)
}

/// `reset`.
pub(super) fn reset(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    let all = elements(cx, this)?;
    let changed = super::of_values(cx, &all)?;
    take_over(cx, this, changed)
}

/// Gives a set the elements of another.
fn take_over(cx: &mut Cx<'_>, this: Value, other: Value) -> Run<Value> {
    if set(cx, this).is_some_and(|set| set.iterating > 0) {
        return Err(cx.raise(Global::RbRuntimeError, "can't replace hash during iteration"));
    }
    let table = set(cx, other).map(|set| set.table.clone()).unwrap_or_default();
    cx.charge(table.len() as u64)?;
    if let Some(Object::Set(set)) = object_mut(cx, this) {
        set.table = table;
    }
    Ok(this)
}

/// `replace`.
pub(super) fn replace(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let source = args.at(0);
    if set(cx, source).is_some() {
        check_frozen(cx, this)?;
        return take_over(cx, this, source);
    }
    let made = from_enumerable(cx, source, Args::new(&[]))?;
    clear(cx, this, args)?;
    for element in elements(cx, made)? {
        hash::store_key(cx, this, element)?;
    }
    Ok(this)
}

/// `merge`.
pub(super) fn merge(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if set(cx, args.at(0)).is_some() {
        check_frozen(cx, this)?;
        for element in elements(cx, args.at(0))? {
            hash::store_key(cx, this, element)?;
        }
        return Ok(this);
    }
    each_value(cx, args.at(0), &mut |cx, value| {
        check_frozen(cx, this)?;
        hash::store_key(cx, this, value)?;
        Ok(Flow::Next)
    })?;
    Ok(this)
}

/// `subtract`.
pub(super) fn subtract(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    each_value(cx, args.at(0), &mut |cx, value| {
        remove(cx, this, value)?;
        Ok(Flow::Next)
    })?;
    Ok(this)
}

/// Asks about all elements, then removes those whose answer is not the wanted one.
fn keep(cx: &mut Cx<'_>, this: Value, args: Args<'_>, wanted: bool) -> Run<bool> {
    let before = length(cx, this);
    let mut gone = Vec::new();
    super::each_entry(cx, this, &mut |cx, entry| {
        if truthy(args.call1(cx, entry.key)?) != wanted {
            gone.push(entry.key);
        }
        Ok(Flow::Next)
    })?;
    for element in gone {
        remove(cx, this, element)?;
    }
    Ok(length(cx, this) != before)
}

/// `delete_if`.
pub(super) fn delete_if(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "delete_if", &[]);
    }
    keep(cx, this, args, false)?;
    Ok(this)
}

/// `keep_if`.
pub(super) fn keep_if(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "keep_if", &[]);
    }
    keep(cx, this, args, true)?;
    Ok(this)
}

/// `select!` and `filter!`, whose enumerators show the first name: nil where all stay.
pub(super) fn select(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "select!", &[]);
    }
    Ok(if keep(cx, this, args, true)? { this } else { Value::Nil })
}

/// `reject!`: nil where all stay.
pub(super) fn reject(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "reject!", &[]);
    }
    Ok(if keep(cx, this, args, false)? { this } else { Value::Nil })
}

/// `map!` and `collect!`, whose enumerators show the second name.
pub(super) fn map(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "collect!", &[]);
    }
    let made = from_enumerable(cx, this, args)?;
    check_frozen(cx, this)?;
    take_over(cx, this, made)
}
