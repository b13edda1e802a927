//! Making other collections: `map`, `flat_map`, `zip`, `to_a`, `to_h`, `to_set`, `compact`.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::{array, items, object};
use super::super::class::{class_name, conversion_name};
use super::super::dispatch::{check_arity, responds};
use super::super::enumerator::{self, waiting};
use super::super::object::Object;
use super::super::{Args, hash, new_array, new_hash, set};
use super::iterate::{Flow, collect, each, each_entry, each_packed, is_hash, lambda_takes_pair, pack, push};
use super::search::take_count;

/// `map` and `collect`.
pub(in crate::vm::ruby) fn map(cx: &mut Cx<'_>, this: Value, args: Args<'_>, name: &'static str) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, name, &[]);
    }
    let mut mapped = Vec::new();
    match hash_behind(cx, this) {
        Some(owner) if lambda_takes_pair(cx, args.block) => {
            each_entry(cx, owner, &mut |cx, entry| {
                let value = args.call(cx, &[entry.key, entry.value])?;
                push(cx, &mut mapped, value)?;
                Ok(Flow::Next)
            })?;
        }
        _ => {
            each(cx, this, &mut |cx, values| {
                let value = args.call(cx, values)?;
                push(cx, &mut mapped, value)?;
                Ok(Flow::Next)
            })?;
        }
    }
    new_array(cx, mapped)
}

/// The hash whose entries a value yields, itself or through an enumerator.
fn hash_behind(cx: &Cx<'_>, this: Value) -> Option<Value> {
    match object(cx, this) {
        Some(Object::Hash(_)) => Some(this),
        Some(Object::Enumerator(waiting)) if matches!(waiting.method, "each" | "each_pair") => {
            is_hash(cx, waiting.receiver).then_some(waiting.receiver)
        }
        _ => None,
    }
}

/// `flat_map` and `collect_concat`: lists that the block gives are joined.
pub(in crate::vm::ruby) fn flat_map(cx: &mut Cx<'_>, this: Value, args: Args<'_>, name: &'static str) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, name, &[]);
    }
    let mut joined = Vec::new();
    each(cx, this, &mut |cx, values| {
        let value = args.call(cx, values)?;
        match array(cx, value) {
            Some(list) => {
                let list = list.items.clone();
                cx.charge(list.len() as u64)?;
                for item in list {
                    push(cx, &mut joined, item)?;
                }
            }
            None => push(cx, &mut joined, value)?,
        }
        Ok(Flow::Next)
    })?;
    new_array(cx, joined)
}

/// `to_a` and `entries`.
pub(in crate::vm::ruby) fn to_a(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    without_arguments(cx, this, args)?;
    let all = collect(cx, this)?;
    new_array(cx, all)
}

/// `each_entry`: several yielded values come as one array.
pub(in crate::vm::ruby) fn each_entry_method(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "each_entry", args.positional);
    }
    without_arguments(cx, this, args)?;
    super::window::check_answers(cx, this)?;
    each(cx, this, &mut |cx, values| {
        let value = pack(cx, values)?;
        super::iterate::yield_forced(cx, args.block, values, value)?;
        Ok(Flow::Next)
    })?;
    Ok(this)
}

/// The arguments would go to `each`, which takes none where it is built in.
pub(super) fn without_arguments(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<()> {
    if args.len() > 0 && matches!(object(cx, this), Some(Object::Enumerator(_))) {
        return Err(cx.unsupported("`each` of an enumerator with arguments"));
    }
    check_arity(cx, args.len(), 0, 0)
}

/// `compact`.
pub(in crate::vm::ruby) fn compact(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let mut kept = Vec::new();
    each_packed(cx, this, &mut |cx, value| {
        if !matches!(value, Value::Nil) {
            push(cx, &mut kept, value)?;
        }
        Ok(Flow::Next)
    })?;
    new_array(cx, kept)
}

/// `to_h`: pairs, or what the block makes of the elements.
pub(in crate::vm::ruby) fn to_h(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    without_arguments(cx, this, args)?;
    let made = new_hash(cx)?;
    each(cx, this, &mut |cx, values| {
        let pair = if args.has_block() {
            args.call(cx, values)?
        } else {
            pack(cx, values)?
        };
        let (key, value) = entry_list(cx, pair, None)?;
        hash::store(cx, made, key, value)?;
        Ok(Flow::Next)
    })?;
    Ok(made)
}

/// The key and the value of a pair; Array says at which index a wrong one stands.
pub(in crate::vm::ruby) fn entry_list(cx: &mut Cx<'_>, pair: Value, at: Option<usize>) -> Run<(Value, Value)> {
    let Some(found) = array(cx, pair) else {
        let message = match at {
            Some(at) => format!("wrong element type {} at {at} (expected array)", class_name(cx, pair)),
            None => format!("wrong element type {} (expected array)", conversion_name(cx, pair)),
        };
        return Err(cx.raise(Global::RbTypeError, message));
    };
    match found.items[..] {
        [key, value] => Ok((key, value)),
        ref other => {
            let count = other.len();
            let message = match at {
                Some(at) => format!("wrong array length at {at} (expected 2, was {count})"),
                None => format!("element has wrong array length (expected 2, was {count})"),
            };
            Err(cx.raise(Global::RbArgumentError, message))
        }
    }
}

/// `to_set`.
pub(in crate::vm::ruby) fn to_set(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    match args.positional {
        [] | [Value::Global(Global::RbSet)] => set::from_enumerable(cx, this, args),
        _ => Err(cx.unsupported("`to_set` of another class")),
    }
}

/// `zip`: what stands at the same place of every argument, nil past its end.
pub(in crate::vm::ruby) fn zip(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    for &other in args.positional {
        check_walkable(cx, other)?;
    }
    let lists = args.positional.iter().all(|&other| array(cx, other).is_some());
    if args.has_block() && lists {
        let mut at = 0;
        each_packed(cx, this, &mut |cx, value| {
            let mut values = vec![value];
            for &column in args.positional {
                values.push(items(cx, column).get(at).copied().unwrap_or(Value::Nil));
            }
            at += 1;
            // A row of one value goes to the block as that value.
            let row = if args.len() == 0 {
                value
            } else {
                new_array(cx, values.clone())?
            };
            super::iterate::yield_forced(cx, args.block, &values, row)?;
            Ok(Flow::Next)
        })?;
        return Ok(Value::Nil);
    }
    if args.has_block() && enumerator::runs_blocks(cx, this) {
        return Err(cx.unsupported("`zip` of an enumerator with a block of its own"));
    }
    let own = collect(cx, this)?;
    let mut columns = Vec::with_capacity(args.len());
    for &other in args.positional {
        columns.push(column(cx, other, own.len())?);
    }
    let own = new_array(cx, own)?;
    zip_columns(cx, own, &columns, args)
}

/// TypeError for what has no `each`.
fn check_walkable(cx: &mut Cx<'_>, other: Value) -> Run<()> {
    if responds(cx, other, "each") {
        return Ok(());
    }
    let class = class_name(cx, other);
    Err(cx.raise(
        Global::RbTypeError,
        format!("wrong argument type {class} (must respond to :each)"),
    ))
}

/// As many values of an argument of `zip` as there are places, and no more: it may be endless.
pub(in crate::vm::ruby) fn column(cx: &mut Cx<'_>, other: Value, places: usize) -> Run<Value> {
    check_walkable(cx, other)?;
    take_count(cx, other, i64::try_from(places).unwrap_or(i64::MAX), "")
}

/// The rows of an array and lists beside it, to the block or as a list.
pub(in crate::vm::ruby) fn zip_columns(cx: &mut Cx<'_>, this: Value, columns: &[Value], args: Args<'_>) -> Run<Value> {
    let mut rows = Vec::new();
    let mut at = 0;
    while let Some(&first) = items(cx, this).get(at) {
        cx.charge(1 + columns.len() as u64)?;
        let mut values = vec![first];
        for &column in columns {
            values.push(items(cx, column).get(at).copied().unwrap_or(Value::Nil));
        }
        let row = new_array(cx, values.clone())?;
        if args.has_block() {
            super::iterate::yield_forced(cx, args.block, &values, row)?;
        } else {
            push(cx, &mut rows, row)?;
        }
        at += 1;
    }
    if args.has_block() {
        return Ok(Value::Nil);
    }
    new_array(cx, rows)
}
