//! Set, as `set.rb` of Ruby 3.1 defines it over a Hash.
//!
//! What is not here comes from `enumerable`, so `select` and `map` give arrays. Comparing elements by identity, `divide`
//! by a relation and subclasses are left out.

mod algebra;
mod change;
mod derive;
mod relate;

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::arguments::{alloc, object};
use super::dispatch::{ANY, Method, method, refused, responds};
use super::enumerable::{Flow, each_entry, each_packed};
use super::enumerator::waiting;
use super::object::{Object, Set};
use super::{Args, hash, hashing, inspect as show, kernel, machine_text, new_array};

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    method("&", 1, 1, algebra::intersection),
    method("+", 1, 1, algebra::union),
    method("-", 1, 1, algebra::difference),
    method("<", 1, 1, |cx, this, args| relate::subset(cx, this, args.at(0), true)),
    method("<<", 1, 1, change::add),
    method("<=", 1, 1, |cx, this, args| relate::subset(cx, this, args.at(0), false)),
    method("<=>", 1, 1, relate::spaceship),
    method("==", 1, 1, relate::equals),
    method("===", 1, 1, includes),
    method(">", 1, 1, |cx, this, args| relate::superset(cx, this, args.at(0), true)),
    method(">=", 1, 1, |cx, this, args| {
        relate::superset(cx, this, args.at(0), false)
    }),
    method("^", 1, 1, algebra::exclusive),
    method("add", 1, 1, change::add),
    method("add?", 1, 1, change::add_new),
    method("classify", 0, 0, derive::classify),
    method("clear", 0, 0, change::clear),
    method("collect!", 0, 0, change::map),
    refused("compare_by_identity"),
    method("compare_by_identity?", 0, 0, |_, _, _| Ok(Value::Bool(false))),
    method("delete", 1, 1, change::delete),
    method("delete?", 1, 1, change::delete_known),
    method("delete_if", 0, 0, change::delete_if),
    method("difference", 1, 1, algebra::difference),
    method("disjoint?", 1, 1, relate::disjoint),
    method("divide", 0, 0, derive::divide),
    method("each", 0, 0, each),
    method("empty?", 0, 0, |cx, this, _| Ok(Value::Bool(length(cx, this) == 0))),
    method("eql?", 1, 1, relate::equals),
    method("filter!", 0, 0, change::select),
    method("flatten", 0, 0, derive::flatten),
    method("flatten!", 0, 0, derive::flatten_bang),
    method("freeze", 0, 0, kernel::freeze),
    refused("hash"),
    method("include?", 1, 1, includes),
    method("inspect", 0, 0, inspect),
    method("intersect?", 1, 1, relate::intersects),
    method("intersection", 1, 1, algebra::intersection),
    method("join", 0, 1, derive::join),
    method("keep_if", 0, 0, change::keep_if),
    method("length", 0, 0, |cx, this, _| Ok(Value::Int(length(cx, this) as i64))),
    method("map!", 0, 0, change::map),
    method("member?", 1, 1, includes),
    method("merge", 1, 1, change::merge),
    refused("pretty_print"),
    refused("pretty_print_cycle"),
    method("proper_subset?", 1, 1, |cx, this, args| {
        relate::subset(cx, this, args.at(0), true)
    }),
    method("proper_superset?", 1, 1, |cx, this, args| {
        relate::superset(cx, this, args.at(0), true)
    }),
    method("reject!", 0, 0, change::reject),
    method("replace", 1, 1, change::replace),
    method("reset", 0, 0, change::reset),
    method("select!", 0, 0, change::select),
    method("size", 0, 0, |cx, this, _| Ok(Value::Int(length(cx, this) as i64))),
    method("subset?", 1, 1, |cx, this, args| {
        relate::subset(cx, this, args.at(0), false)
    }),
    method("subtract", 1, 1, change::subtract),
    method("superset?", 1, 1, |cx, this, args| {
        relate::superset(cx, this, args.at(0), false)
    }),
    method("to_a", 0, 0, |cx, this, _| {
        let list = elements(cx, this)?;
        new_array(cx, list)
    }),
    method("to_s", 0, 0, inspect),
    method("to_set", 0, ANY, to_set),
    method("union", 1, 1, algebra::union),
    method("|", 1, 1, algebra::union),
];

/// Sorted by name.
pub(super) const CLASS_METHODS: &[Method] = &[
    method("[]", 0, ANY, |cx, _, args| of_values(cx, args.positional)),
    method("new", 0, 1, |cx, _, args| match args.at(0) {
        Value::Nil => empty(cx),
        source => from_enumerable(cx, source, args),
    }),
];

/// A new set without elements.
fn empty(cx: &mut Cx<'_>) -> Run<Value> {
    alloc(cx, Object::Set(Set::default()))
}

/// A new set of these values.
fn of_values(cx: &mut Cx<'_>, values: &[Value]) -> Run<Value> {
    let made = empty(cx)?;
    for &value in values {
        hash::store_key(cx, made, value)?;
    }
    Ok(made)
}

/// A new set of what a collection yields, through the block if there is one.
pub(super) fn from_enumerable(cx: &mut Cx<'_>, source: Value, args: Args<'_>) -> Run<Value> {
    let made = empty(cx)?;
    each_value(cx, source, &mut |cx, value| {
        let value = if args.has_block() {
            args.call1(cx, value)?
        } else {
            value
        };
        hash::store_key(cx, made, value)?;
        Ok(Flow::Next)
    })?;
    Ok(made)
}

/// What a collection yields (`do_with_enum`); ArgumentError for what is none.
fn each_value(cx: &mut Cx<'_>, source: Value, step: &mut dyn FnMut(&mut Cx<'_>, Value) -> Run<Flow>) -> Run<Flow> {
    if !responds(cx, source, "each_entry") {
        return Err(cx.raise(Global::RbArgumentError, "value must be enumerable"));
    }
    each_packed(cx, source, step)
}

/// The set behind a value.
fn set<'c>(cx: &'c Cx<'_>, this: Value) -> Option<&'c Set> {
    match object(cx, this) {
        Some(Object::Set(set)) => Some(set),
        _ => None,
    }
}

fn length(cx: &Cx<'_>, this: Value) -> usize {
    set(cx, this).map_or(0, |set| set.table.len())
}

/// The elements in order, paid for.
fn elements(cx: &mut Cx<'_>, this: Value) -> Run<Vec<Value>> {
    let list: Vec<Value> = set(cx, this).map_or(Vec::new(), |set| set.table.iter().map(|entry| entry.key).collect());
    cx.charge(list.len() as u64)?;
    Ok(list)
}

fn holds(cx: &mut Cx<'_>, this: Value, value: Value) -> Run<bool> {
    cx.charge(1)?;
    Ok(hashing::find(cx, this, value)?.is_some())
}

/// `include?`, `member?` and `===`.
fn includes(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    Ok(Value::Bool(holds(cx, this, args.at(0))?))
}

/// `each`.
fn each(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "each", &[]);
    }
    each_entry(cx, this, &mut |cx, entry| {
        args.call1(cx, entry.key)?;
        Ok(Flow::Next)
    })?;
    Ok(this)
}

fn inspect(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let text = show::inspect(cx, this)?;
    machine_text(cx, &text)
}

/// `to_set`: the set itself without a block.
fn to_set(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    match args.positional {
        [] | [Value::Global(Global::RbSet)] if !args.has_block() => Ok(this),
        [] | [Value::Global(Global::RbSet)] => from_enumerable(cx, this, args),
        _ => Err(cx.unsupported("`to_set` of another class")),
    }
}
