//! Reading elements: `[]`, `at`, `fetch`, `dig`, `first`, `last`, `take`, `drop`, `values_at`.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::{items, object, range, to_long};
use super::super::bounds::{Outside, range_bounds};
use super::super::class::class_name;
use super::super::object::Object;
use super::super::{Args, new_array, send};
use super::{from_end, index_error};

/// The elements from a start on, at most so many; none where the start lies beyond the end.
fn part(cx: &mut Cx<'_>, this: Value, start: usize, count: usize) -> Run<Value> {
    let length = items(cx, this).len();
    if start > length {
        return Ok(Value::Nil);
    }
    let list = items(cx, this)[start..start.saturating_add(count).min(length)].to_vec();
    cx.charge(list.len() as u64)?;
    new_array(cx, list)
}

/// The element at an index, or nil.
pub(super) fn entry(cx: &Cx<'_>, this: Value, at: i64) -> Value {
    let list = items(cx, this);
    from_end(at, list.len())
        .and_then(|at| list.get(at).copied())
        .unwrap_or(Value::Nil)
}

/// Refuses an arithmetic sequence as an index, which Ruby understands.
pub(super) fn refuse_sequence(cx: &Cx<'_>, index: Value) -> Run<()> {
    match object(cx, index) {
        Some(Object::Enumerator(made)) if made.sequence => Err(cx.unsupported("a sequence as an index")),
        _ => Ok(()),
    }
}

/// `[]` and `slice`: an index, a start and a length, or a range.
pub(super) fn slice(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if let Some(count) = args.get(1) {
        let start = to_long(cx, args.at(0))?;
        let count = to_long(cx, count)?;
        return match (from_end(start, items(cx, this).len()), usize::try_from(count)) {
            (Some(start), Ok(count)) => part(cx, this, start, count),
            _ => Ok(Value::Nil),
        };
    }
    let index = args.at(0);
    if let Value::Int(at) = index {
        return Ok(entry(cx, this, at));
    }
    refuse_sequence(cx, index)?;
    if range(cx, index).is_none() {
        return at(cx, this, args);
    }
    match range_bounds(cx, index, items(cx, this).len(), Outside::Nothing)? {
        Some((start, count)) => part(cx, this, start, count),
        None => Ok(Value::Nil),
    }
}

/// `at`.
pub(super) fn at(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let at = to_long(cx, args.at(0))?;
    Ok(entry(cx, this, at))
}

/// `fetch`.
pub(super) fn fetch(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let at = to_long(cx, args.at(0))?;
    let length = items(cx, this).len();
    if let Some(&found) = from_end(at, length).and_then(|at| items(cx, this).get(at)) {
        return Ok(found);
    }
    if args.has_block() {
        return args.call1(cx, args.at(0));
    }
    match args.get(1) {
        Some(fallback) => Ok(fallback),
        None => Err(index_error(
            cx,
            format!("index {at} outside of array bounds: {}...{length}", -(length as i64)),
        )),
    }
}

/// `dig` of Array and Hash: through lists and hashes as long as there is something.
pub(in crate::vm::ruby) fn dig(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let mut current = this;
    for (depth, &step) in args.positional.iter().enumerate() {
        cx.charge(1)?;
        if depth > 0 {
            match object(cx, current) {
                Some(Object::Array(_) | Object::Hash(_)) => {}
                _ if matches!(current, Value::Nil) => return Ok(Value::Nil),
                _ => {
                    // `CLASS_OF` a class is its singleton class.
                    let class = match current {
                        Value::Global(class) => format!("#<Class:{}>", class.name()),
                        other => class_name(cx, other).to_owned(),
                    };
                    let message = format!("{class} does not have #dig method");
                    return Err(cx.raise(Global::RbTypeError, message));
                }
            }
        }
        current = match object(cx, current) {
            Some(Object::Array(_)) => {
                let at = to_long(cx, step)?;
                entry(cx, current, at)
            }
            _ => send(cx, current, "[]", Args::new(&[step]))?,
        };
    }
    Ok(current)
}

/// How many elements `first(n)` and its kin take.
pub(super) fn taken(cx: &mut Cx<'_>, this: Value, count: Value, negative: &str) -> Run<usize> {
    let count = to_long(cx, count)?;
    match usize::try_from(count) {
        Ok(count) => Ok(count.min(items(cx, this).len())),
        Err(_) => Err(cx.raise(Global::RbArgumentError, negative)),
    }
}

/// `first` and `first(n)`.
pub(super) fn first(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    match args.get(0) {
        None => Ok(entry(cx, this, 0)),
        Some(count) => {
            let count = taken(cx, this, count, "negative array size")?;
            part(cx, this, 0, count)
        }
    }
}

/// `last` and `last(n)`.
pub(in crate::vm::ruby) fn last(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    match args.get(0) {
        None => Ok(entry(cx, this, -1)),
        Some(count) => {
            let count = taken(cx, this, count, "negative array size")?;
            let start = items(cx, this).len() - count;
            part(cx, this, start, count)
        }
    }
}

/// `take`.
pub(super) fn take(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let count = taken(cx, this, args.at(0), "attempt to take negative size")?;
    part(cx, this, 0, count)
}

/// `drop`.
pub(super) fn drop(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let count = taken(cx, this, args.at(0), "attempt to drop negative size")?;
    part(cx, this, count, usize::MAX)
}

/// `values_at`: nil for what is missing.
pub(super) fn values_at(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let mut found = Vec::new();
    for &index in args.positional {
        cx.charge(1)?;
        refuse_sequence(cx, index)?;
        let length = items(cx, this).len();
        match range_bounds(cx, index, length, Outside::RaiseUncut)? {
            Some((start, count)) => {
                cx.charge(count as u64)?;
                cx.charge_memory(count.saturating_mul(size_of::<Value>()))?;
                for at in start..start.saturating_add(count) {
                    found.push(items(cx, this).get(at).copied().unwrap_or(Value::Nil));
                }
            }
            None => {
                let at = to_long(cx, index)?;
                found.push(entry(cx, this, at));
            }
        }
    }
    new_array(cx, found)
}
