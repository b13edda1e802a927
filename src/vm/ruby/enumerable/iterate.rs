//! Walking whatever answers `each`, and handing what it yields to blocks.
//!
//! Input: a collection and a step that gets the yielded values and says whether to go on. A collection may change
//! meanwhile, as in Ruby: arrays are read by index, tables by position under a guard against new keys.

use crate::value::Value;
use crate::vm::context::{Cx, Run};
use crate::vm::heap;

use super::super::arguments::{hash, items, object, object_mut};
use super::super::dispatch::in_library;
use super::super::hashing::table;
use super::super::object::Object;
use super::super::table::Entry;
use super::super::{Args, call_proc, enumerator, missing, new_array, range};

/// Whether a walk goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::vm::ruby) enum Flow {
    /// To the next value.
    Next,
    /// No further: the rest is not asked for.
    Stop,
}

/// What a walk does with the values of one `yield`.
pub(in crate::vm::ruby) type Step<'s> = &'s mut dyn FnMut(&mut Cx<'_>, &[Value]) -> Run<Flow>;

/// `source.each`: the step gets what the method yields.
pub(in crate::vm::ruby) fn each(cx: &mut Cx<'_>, source: Value, step: Step<'_>) -> Run<Flow> {
    match object(cx, source) {
        Some(Object::Array(_)) => each_item(cx, source, step),
        Some(Object::Hash(_)) => each_entry(cx, source, &mut |cx, entry| {
            let pair = new_array(cx, vec![entry.key, entry.value])?;
            step(cx, &[pair])
        }),
        Some(Object::Set(_)) => in_library(cx, |cx| each_entry(cx, source, &mut |cx, entry| step(cx, &[entry.key]))),
        Some(Object::Range(found)) => {
            let found = *found;
            range::each(cx, found, step)
        }
        Some(Object::Enumerator(found)) => {
            let found = found.clone();
            cx.nested(|cx| enumerator::each(cx, &found, step))
        }
        _ => Err(missing::undefined_method(cx, source, "each")),
    }
}

/// The elements of an array, as long as it then is.
fn each_item(cx: &mut Cx<'_>, source: Value, step: Step<'_>) -> Run<Flow> {
    let mut at = 0;
    while let Some(&item) = items(cx, source).get(at) {
        cx.charge(1)?;
        if step(cx, &[item])? == Flow::Stop {
            return Ok(Flow::Stop);
        }
        at += 1;
    }
    Ok(Flow::Next)
}

/// The entries of a Hash or Set; adding a key meanwhile raises.
pub(in crate::vm::ruby) fn each_entry(
    cx: &mut Cx<'_>,
    owner: Value,
    step: &mut dyn FnMut(&mut Cx<'_>, Entry) -> Run<Flow>,
) -> Run<Flow> {
    guard(cx, owner, 1);
    let result = walk_entries(cx, owner, step);
    guard(cx, owner, -1);
    result
}

fn walk_entries(cx: &mut Cx<'_>, owner: Value, step: &mut dyn FnMut(&mut Cx<'_>, Entry) -> Run<Flow>) -> Run<Flow> {
    let mut at = 0;
    while let Some((position, entry)) = table(cx, owner).and_then(|table| table.next_from(at)) {
        // Removed entries are skipped one by one.
        cx.charge(1 + (position - at) as u64)?;
        if step(cx, entry)? == Flow::Stop {
            return Ok(Flow::Stop);
        }
        at = position + 1;
    }
    Ok(Flow::Next)
}

fn guard(cx: &mut Cx<'_>, owner: Value, change: i32) {
    match object_mut(cx, owner) {
        Some(Object::Hash(hash)) => hash.iterating = hash.iterating.saturating_add_signed(change),
        Some(Object::Set(set)) => set.iterating = set.iterating.saturating_add_signed(change),
        _ => {}
    }
}

/// What was yielded as one value: several become an array (`rb_enum_values_pack`).
pub(in crate::vm::ruby) fn pack(cx: &mut Cx<'_>, values: &[Value]) -> Run<Value> {
    match values {
        [] => Ok(Value::Nil),
        [one] => Ok(*one),
        several => new_array(cx, several.to_vec()),
    }
}

/// `each` with several yielded values packed into one.
pub(in crate::vm::ruby) fn each_packed(
    cx: &mut Cx<'_>,
    source: Value,
    step: &mut dyn FnMut(&mut Cx<'_>, Value) -> Run<Flow>,
) -> Run<Flow> {
    each(cx, source, &mut |cx, values| {
        let value = pack(cx, values)?;
        step(cx, value)
    })
}

/// Everything that `each` yields.
pub(in crate::vm::ruby) fn collect(cx: &mut Cx<'_>, source: Value) -> Run<Vec<Value>> {
    let mut all = Vec::new();
    each_packed(cx, source, &mut |cx, value| {
        push(cx, &mut all, value)?;
        Ok(Flow::Next)
    })?;
    Ok(all)
}

/// Appends to a list under construction; the array that it becomes is charged when it is made, so half of the memory of
/// a list that never becomes one is counted here.
pub(in crate::vm::ruby) fn push(cx: &mut Cx<'_>, list: &mut Vec<Value>, value: Value) -> Run<()> {
    if list.len().is_power_of_two() && list.len() >= 1024 {
        cx.charge_memory(list.len() * size_of::<Value>() / 2)?;
    }
    list.push(value);
    Ok(())
}

/// Yields packed values to a block that spreads them again where it takes several, lambdas included
/// (`rb_yield_force_blockarg`).
pub(in crate::vm::ruby) fn yield_forced(cx: &mut Cx<'_>, block: Value, values: &[Value], packed: Value) -> Run<Value> {
    if values.len() > 1
        && let Value::Object(id) = block
        && let heap::Object::Closure(closure) = cx.object(id)
        && closure.lambda
    {
        let arity = cx.arity(closure.func);
        let most = arity.required + arity.optional;
        if most > 1 || (most == 1 && arity.rest) {
            let mut spread = values.to_vec();
            if spread.len() < arity.required {
                spread.resize(arity.required, Value::Nil);
            } else if !arity.rest {
                spread.truncate(most);
            }
            return call_proc(cx, block, Args::new(&spread));
        }
    }
    call_proc(cx, block, Args::new(&[packed]))
}

/// How many values a block must take at least two of for a Hash to yield key and value apart to a lambda
/// (`rb_lambda_call` of `map`).
pub(in crate::vm::ruby) fn lambda_takes_pair(cx: &Cx<'_>, block: Value) -> bool {
    let Value::Object(id) = block else { return false };
    match cx.object(id) {
        heap::Object::Closure(closure) => closure.lambda && cx.arity(closure.func).required > 1,
        _ => false,
    }
}

/// Whether a value is a Hash.
pub(in crate::vm::ruby) fn is_hash(cx: &Cx<'_>, value: Value) -> bool {
    hash(cx, value).is_some()
}
