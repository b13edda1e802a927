//! Methods that make a new array from parts of others: `concat`, `slice`, `flat`, `toReversed`, `toSpliced`, `with`
//! (ECMA-262 23.1.3).

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::call::{call_value, is_callable};
use super::super::convert::{arg, relative_index, to_integer, to_object};
use super::super::object::Class;
use super::super::property::{class_of, length_of};
use super::{adopt, charge_items, element, invalid_length, receiver, value_at};

fn is_array(cx: &Cx<'_>, value: Value) -> bool {
    matches!(class_of(cx, value), Some(Class::Array(_)))
}

/// Arrays are spread with their holes, other values are appended.
pub(super) fn concat(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let object = receiver(cx, this, "concat")?;
    let mut items = Vec::new();
    for at in 0..=args.len() {
        let part = if at == 0 { object } else { arg(args, at - 1) };
        if is_array(cx, part) {
            items.extend(super::items_of(cx, part)?);
        } else {
            charge_items(cx, 1)?;
            items.push(part);
        }
    }
    adopt(cx, items)
}

pub(super) fn slice(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let object = to_object(cx, this)?;
    let length = length_of(cx, object)? as f64;
    let start = relative_index(cx, arg(args, 0), length, 0.0)?;
    let end = relative_index(cx, arg(args, 1), length, length)?;
    if end - start > f64::from(u32::MAX) {
        return Err(invalid_length(cx));
    }
    let mut items = Vec::new();
    for at in start as u64..end as u64 {
        charge_items(cx, 1)?;
        items.push(element(cx, object, at)?.unwrap_or(Value::Empty));
    }
    adopt(cx, items)
}

pub(super) fn flat(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let object = to_object(cx, this)?;
    let length = length_of(cx, object)?;
    let depth = match arg(args, 0) {
        Value::Undefined => 1.0,
        value => to_integer(cx, value)?,
    };
    let mut items = Vec::new();
    flatten(cx, object, length, depth, &mut items)?;
    adopt(cx, items)
}

fn flatten(cx: &mut Cx<'_>, object: Value, length: u64, depth: f64, into: &mut Vec<Value>) -> Run<()> {
    for at in 0..length {
        let Some(item) = element(cx, object, at)? else {
            continue;
        };
        if depth > 0.0 && is_array(cx, item) {
            let length = length_of(cx, item)?;
            cx.nested(|cx| flatten(cx, item, length, depth - 1.0, into))?;
        } else {
            charge_items(cx, 1)?;
            into.push(item);
        }
    }
    Ok(())
}

pub(super) fn flat_map(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let object = to_object(cx, this)?;
    let length = length_of(cx, object)?;
    let (function, function_this) = (arg(args, 0), arg(args, 1));
    if !is_callable(cx, function) {
        return Err(cx.throw(Global::JsTypeError, "flatMap mapper function is not callable"));
    }
    let mut items = Vec::new();
    for at in 0..length {
        let Some(item) = element(cx, object, at)? else {
            continue;
        };
        let mapped = call_value(cx, function, function_this, &[item, Value::Float(at as f64), object])?;
        if is_array(cx, mapped) {
            let length = length_of(cx, mapped)?;
            flatten(cx, mapped, length, 0.0, &mut items)?;
        } else {
            charge_items(cx, 1)?;
            items.push(mapped);
        }
    }
    adopt(cx, items)
}

/// All elements, holes being undefined, as the methods that change a copy read them.
pub(super) fn dense(cx: &mut Cx<'_>, object: Value, length: u64) -> Run<Vec<Value>> {
    if length > u64::from(u32::MAX) {
        return Err(invalid_length(cx));
    }
    let mut items = Vec::new();
    for at in 0..length {
        charge_items(cx, 1)?;
        items.push(value_at(cx, object, at)?);
    }
    Ok(items)
}

pub(super) fn to_reversed(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let object = to_object(cx, this)?;
    let length = length_of(cx, object)?;
    let mut items = dense(cx, object, length)?;
    items.reverse();
    adopt(cx, items)
}

pub(super) fn to_spliced(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let object = to_object(cx, this)?;
    let length = length_of(cx, object)? as f64;
    let start = relative_index(cx, arg(args, 0), length, 0.0)?;
    let skip = match args.len() {
        0 => 0.0,
        1 => length - start,
        _ => to_integer(cx, arg(args, 1))?.clamp(0.0, length - start),
    };
    let inserted: Vec<Value> = (2..args.len()).map(|at| arg(args, at)).collect();
    let total = length + inserted.len() as f64 - skip;
    if total > crate::number::javascript::constants::MAX_SAFE_INTEGER {
        return Err(cx.throw_opaque(Global::JsTypeError));
    }
    if total > f64::from(u32::MAX) {
        return Err(invalid_length(cx));
    }
    let mut items = Vec::new();
    for at in 0..start as u64 {
        charge_items(cx, 1)?;
        items.push(value_at(cx, object, at)?);
    }
    charge_items(cx, inserted.len() as u64)?;
    items.extend(inserted);
    for at in (start + skip) as u64..length as u64 {
        charge_items(cx, 1)?;
        items.push(value_at(cx, object, at)?);
    }
    adopt(cx, items)
}

pub(super) fn with(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let object = to_object(cx, this)?;
    let length = length_of(cx, object)?;
    let relative = to_integer(cx, arg(args, 0))?;
    let index = if relative < 0.0 {
        length as f64 + relative
    } else {
        relative
    };
    if index < 0.0 || index >= length as f64 {
        return Err(cx.throw_opaque(Global::JsRangeError));
    }
    let mut items = dense(cx, object, length)?;
    if let Some(item) = items.get_mut(index as usize) {
        *item = arg(args, 1);
    }
    adopt(cx, items)
}
