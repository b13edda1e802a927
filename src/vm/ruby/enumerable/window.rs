//! Walking with neighbours, numbers and repetition: `each_slice`, `each_cons`, `each_with_index`, `reverse_each`, `cycle`.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::{object, range, to_long};
use super::super::enumerator::{enumerator, waiting};
use super::super::object::Object;
use super::super::{Args, new_array, send};
use super::iterate::{Flow, Step, collect, each_packed, pack, yield_forced};
use super::transform::without_arguments;

/// A positive size, or ArgumentError with the given message.
fn size(cx: &mut Cx<'_>, value: Value, message: &str) -> Run<usize> {
    let size = to_long(cx, value)?;
    match usize::try_from(size) {
        Ok(size) if size > 0 => Ok(size),
        _ => Err(cx.raise(Global::RbArgumentError, message)),
    }
}

/// `each_slice`.
pub(in crate::vm::ruby) fn each_slice(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let length = size(cx, args.at(0), "invalid slice size")?;
    // `limited_by_enum_size`: a collection that is shorter fills its only list.
    let length = match object(cx, this) {
        Some(Object::Array(array)) => length.min(array.items.len().max(1)),
        Some(Object::Hash(hash)) => length.min(hash.table.len().max(1)),
        Some(Object::Set(set)) => length.min(set.table.len().max(1)),
        _ => length,
    };
    if !args.has_block() {
        return waiting(cx, this, "each_slice", args.positional);
    }
    each_slice_step(cx, this, length, &mut |cx, values| {
        args.call(cx, values)?;
        Ok(Flow::Next)
    })?;
    Ok(this)
}

/// A fault for an enumerator whose method compares what it is answered: only the ends of lists are answered by the block.
pub(super) fn check_answers(cx: &mut Cx<'_>, this: Value) -> Run<()> {
    match enumerator(cx, this) {
        Some(found) if matches!(found.method, "min_by" | "max_by" | "minmax_by" | "sort_by") => {
            Err(cx.unsupported(format!("walking an enumerator of `{}`", found.method)))
        }
        _ => Ok(()),
    }
}

/// Lists of so many values that follow each other, the last one perhaps shorter.
pub(in crate::vm::ruby) fn each_slice_step(cx: &mut Cx<'_>, this: Value, length: usize, step: Step<'_>) -> Run<Flow> {
    check_answers(cx, this)?;
    let mut slice = Vec::new();
    let flow = each_packed(cx, this, &mut |cx, value| {
        slice.push(value);
        if slice.len() < length {
            return Ok(Flow::Next);
        }
        let list = new_array(cx, std::mem::take(&mut slice))?;
        step(cx, &[list])
    })?;
    if flow == Flow::Stop || slice.is_empty() {
        return Ok(flow);
    }
    let list = new_array(cx, slice)?;
    step(cx, &[list])
}

/// `each_cons`.
pub(in crate::vm::ruby) fn each_cons(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let length = size(cx, args.at(0), "invalid size")?;
    if !args.has_block() {
        return waiting(cx, this, "each_cons", args.positional);
    }
    each_cons_step(cx, this, length, &mut |cx, values| {
        args.call(cx, values)?;
        Ok(Flow::Next)
    })?;
    Ok(this)
}

/// Every list of so many neighbours.
pub(in crate::vm::ruby) fn each_cons_step(cx: &mut Cx<'_>, this: Value, length: usize, step: Step<'_>) -> Run<Flow> {
    check_answers(cx, this)?;
    if let Some(found) = range(cx, this)
        && matches!(found.begin, Value::Float(_))
        && let Value::Int(size) = send(cx, this, "size", Args::new(&[]))?
        && size < i64::try_from(length).unwrap_or(i64::MAX)
    {
        // What is known to be shorter is not walked, though it cannot be.
        return Ok(Flow::Next);
    }
    let mut recent = Vec::new();
    each_packed(cx, this, &mut |cx, value| {
        if recent.len() == length {
            recent.remove(0);
        }
        recent.push(value);
        if recent.len() < length {
            return Ok(Flow::Next);
        }
        cx.charge(length as u64)?;
        let list = new_array(cx, recent.clone())?;
        step(cx, &[list])
    })
}

/// `each_with_index`.
pub(in crate::vm::ruby) fn each_with_index(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "each_with_index", args.positional);
    }
    without_arguments(cx, this, args)?;
    let mut at = 0;
    each_packed(cx, this, &mut |cx, value| {
        args.call(cx, &[value, Value::Int(at)])?;
        at += 1;
        Ok(Flow::Next)
    })?;
    Ok(this)
}

/// `reverse_each` of what has no end to start from: all values are read first.
pub(in crate::vm::ruby) fn reverse_each(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "reverse_each", args.positional);
    }
    without_arguments(cx, this, args)?;
    for value in collect(cx, this)?.into_iter().rev() {
        args.call1(cx, value)?;
    }
    Ok(this)
}

/// `cycle`: the values are read once and repeated.
pub(in crate::vm::ruby) fn cycle(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "cycle", args.positional);
    }
    let mut rounds = match args.at(0) {
        Value::Nil => None,
        count => Some(to_long(cx, count)?),
    };
    if rounds.is_some_and(|rounds| rounds <= 0) {
        return Ok(Value::Nil);
    }
    let mut saved: Vec<Vec<Value>> = Vec::new();
    super::iterate::each(cx, this, &mut |cx, values| {
        cx.charge_memory(size_of::<Vec<Value>>() + size_of_val(values))?;
        saved.push(values.to_vec());
        let value = pack(cx, values)?;
        yield_forced(cx, args.block, values, value)?;
        Ok(Flow::Next)
    })?;
    while !saved.is_empty() {
        if let Some(rounds) = &mut rounds {
            *rounds -= 1;
            if *rounds == 0 {
                break;
            }
        }
        for values in &saved {
            cx.charge(1)?;
            let value = pack(cx, values)?;
            yield_forced(cx, args.block, values, value)?;
        }
    }
    Ok(Value::Nil)
}
