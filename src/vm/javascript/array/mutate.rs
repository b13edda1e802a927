//! Methods that change an array: `fill`, `pop`, `push`, `reverse`, `shift`, `splice`, `unshift` (ECMA-262 23.1.3). A frozen
//! array throws where the standard first writes.

use crate::value::{Global, ObjId, Value};
use crate::vm::context::{Cx, Run};

use super::super::convert::{arg, relative_index, to_integer};
use super::super::property::length_of;
use super::{adopt, charge_items, is_frozen, items_mut, own_array};

/// TypeError unless the array can be changed.
fn check_writable(cx: &mut Cx<'_>, id: ObjId) -> Run<()> {
    if is_frozen(cx, id) {
        return Err(cx.throw_opaque(Global::JsTypeError));
    }
    Ok(())
}

fn length(cx: &mut Cx<'_>, id: ObjId) -> Run<usize> {
    let length = length_of(cx, Value::Object(id))?;
    Ok(usize::try_from(length).unwrap_or(usize::MAX))
}

/// Where the conversion of an argument shortened the array, V8 stops at its end.
pub(super) fn fill(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let id = own_array(cx, this, "fill")?;
    let length = length(cx, id)? as f64;
    let start = relative_index(cx, arg(args, 1), length, 0.0)? as usize;
    let end = relative_index(cx, arg(args, 2), length, length)? as usize;
    if start >= end {
        return Ok(this);
    }
    check_writable(cx, id)?;
    cx.charge((end - start) as u64)?;
    if let Some(items) = items_mut(cx, id) {
        let end = end.min(items.len());
        items[start.min(end)..end].fill(arg(args, 0));
    }
    Ok(this)
}

pub(super) fn pop(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let id = own_array(cx, this, "pop")?;
    check_writable(cx, id)?;
    let last = items_mut(cx, id).and_then(Vec::pop);
    Ok(last
        .filter(|item| !matches!(item, Value::Empty))
        .unwrap_or(Value::Undefined))
}

pub(super) fn push(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let id = own_array(cx, this, "push")?;
    if is_frozen(cx, id) && !args.is_empty() {
        let message = format!("Cannot add property {}, object is not extensible", length(cx, id)?);
        return Err(cx.throw(Global::JsTypeError, message));
    }
    check_writable(cx, id)?;
    charge_items(cx, args.len() as u64)?;
    let Some(items) = items_mut(cx, id) else {
        return Ok(Value::Undefined);
    };
    items.extend((0..args.len()).map(|at| arg(args, at)));
    Ok(Value::Float(items.len() as f64))
}

pub(super) fn reverse(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let id = own_array(cx, this, "reverse")?;
    let length = length(cx, id)?;
    cx.charge(length as u64)?;
    let frozen = is_frozen(cx, id);
    let Some(items) = items_mut(cx, id) else {
        return Ok(this);
    };
    if !frozen {
        items.reverse();
        return Ok(this);
    }
    let middle = (length % 2 == 1).then_some(length / 2);
    let moves = |(at, item): (usize, &Value)| Some(at) != middle && !matches!(item, Value::Empty);
    if items.iter().enumerate().any(moves) {
        return Err(cx.throw_opaque(Global::JsTypeError));
    }
    Ok(this)
}

pub(super) fn shift(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let id = own_array(cx, this, "shift")?;
    check_writable(cx, id)?;
    let length = length(cx, id)?;
    cx.charge(length as u64 / 8)?;
    match items_mut(cx, id) {
        Some(items) if !items.is_empty() => Ok(match items.remove(0) {
            Value::Empty => Value::Undefined,
            first => first,
        }),
        _ => Ok(Value::Undefined),
    }
}

pub(super) fn unshift(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let id = own_array(cx, this, "unshift")?;
    check_writable(cx, id)?;
    let length = length(cx, id)?;
    cx.charge(length as u64 / 8)?;
    charge_items(cx, args.len() as u64)?;
    let Some(items) = items_mut(cx, id) else {
        return Ok(Value::Undefined);
    };
    items.splice(0..0, (0..args.len()).map(|at| arg(args, at)));
    Ok(Value::Float(items.len() as f64))
}

/// The arguments are converted before anything changes; they can shorten the array, whose missing end is then holes.
pub(super) fn splice(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let id = own_array(cx, this, "splice")?;
    let length = length(cx, id)?;
    let start = relative_index(cx, arg(args, 0), length as f64, 0.0)? as usize;
    let removed = match args.len() {
        0 => 0,
        1 => length - start,
        _ => to_integer(cx, arg(args, 1))?.clamp(0.0, (length - start) as f64) as usize,
    };
    let inserted: Vec<Value> = (2..args.len()).map(|at| arg(args, at)).collect();
    check_writable(cx, id)?;
    charge_items(cx, (length + inserted.len()) as u64)?;
    let Some(items) = items_mut(cx, id) else {
        return Ok(Value::Undefined);
    };
    // What the conversions appended is cut off: the standard writes the length that it read.
    items.resize(length, Value::Empty);
    let gone: Vec<Value> = items.splice(start..start + removed, inserted).collect();
    adopt(cx, gone)
}
