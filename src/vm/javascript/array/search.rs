//! Searching an array: by a function (`find` and its siblings see holes as undefined) or by value (ECMA-262 23.1.3).

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::super::call::{call_value, callback};
use super::super::convert::{arg, relative_index, to_integer, to_object};
use super::super::equality::{charge_comparison, same_value_zero, strictly_equal};
use super::super::property::length_of;
use super::super::truthy;
use super::{element, receiver, value_at};

/// The index and the element for which the first argument gives a truthy value.
fn search(cx: &mut Cx<'_>, this: Value, args: &[Value], method: &str, last: bool) -> Run<Option<(u64, Value)>> {
    let object = receiver(cx, this, method)?;
    let length = length_of(cx, object)?;
    let function = callback(cx, arg(args, 0))?;
    let function_this = arg(args, 1);
    for step in 0..length {
        let at = if last { length - 1 - step } else { step };
        let item = value_at(cx, object, at)?;
        let result = call_value(cx, function, function_this, &[item, Value::Float(at as f64), object])?;
        if truthy(cx, result) {
            return Ok(Some((at, item)));
        }
    }
    Ok(None)
}

fn found_item(found: Option<(u64, Value)>) -> Value {
    found.map_or(Value::Undefined, |(_, item)| item)
}

fn found_index(found: Option<(u64, Value)>) -> Value {
    Value::Float(found.map_or(-1.0, |(at, _)| at as f64))
}

pub(super) fn find(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    search(cx, this, args, "find", false).map(found_item)
}

pub(super) fn find_index(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    search(cx, this, args, "findIndex", false).map(found_index)
}

pub(super) fn find_last(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    search(cx, this, args, "findLast", true).map(found_item)
}

pub(super) fn find_last_index(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    search(cx, this, args, "findLastIndex", true).map(found_index)
}

/// By SameValueZero, holes being undefined.
pub(super) fn includes(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let object = to_object(cx, this)?;
    let length = length_of(cx, object)?;
    if length == 0 {
        return Ok(Value::Bool(false));
    }
    let from = relative_index(cx, arg(args, 1), length as f64, 0.0)? as u64;
    let wanted = arg(args, 0);
    for at in from..length {
        let item = value_at(cx, object, at)?;
        charge_comparison(cx, item, wanted)?;
        if same_value_zero(cx, item, wanted) {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

/// By `===`, holes being skipped.
pub(super) fn index_of(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let object = receiver(cx, this, "indexOf")?;
    let length = length_of(cx, object)?;
    if length == 0 {
        return Ok(Value::Float(-1.0));
    }
    let from = relative_index(cx, arg(args, 1), length as f64, 0.0)? as u64;
    let wanted = arg(args, 0);
    for at in from..length {
        if let Some(item) = element(cx, object, at)? {
            charge_comparison(cx, item, wanted)?;
            if strictly_equal(cx, item, wanted) {
                return Ok(Value::Float(at as f64));
            }
        }
    }
    Ok(Value::Float(-1.0))
}

/// By `===` from the end; an explicit start of undefined counts as 0.
pub(super) fn last_index_of(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let object = to_object(cx, this)?;
    let length = length_of(cx, object)?;
    if length == 0 {
        return Ok(Value::Float(-1.0));
    }
    let last = length as f64 - 1.0;
    let from = if args.len() > 1 {
        to_integer(cx, arg(args, 1))?
    } else {
        last
    };
    let from = if from < 0.0 {
        length as f64 + from
    } else {
        from.min(last)
    };
    if from < 0.0 {
        return Ok(Value::Float(-1.0));
    }
    let wanted = arg(args, 0);
    for at in (0..=from as u64).rev() {
        if let Some(item) = element(cx, object, at)? {
            charge_comparison(cx, item, wanted)?;
            if strictly_equal(cx, item, wanted) {
                return Ok(Value::Float(at as f64));
            }
        }
    }
    Ok(Value::Float(-1.0))
}
