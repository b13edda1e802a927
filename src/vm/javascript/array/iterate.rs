//! Methods that call a function for each element that is there: `every`, `filter`, `forEach`, `map`, `reduce`, `some`
//! (ECMA-262 23.1.3). Holes are skipped; elements are read when their turn comes.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::call::{call_value, callback};
use super::super::convert::arg;
use super::super::property::length_of;
use super::super::truthy;
use super::{adopt, charge_items, element, invalid_length, receiver};

/// Calls the first argument for each element in order; `visit` gets the result, the index and the element, and ends the
/// walk by giving a value.
fn walk(
    cx: &mut Cx<'_>,
    this: Value,
    args: &[Value],
    method: &str,
    mut visit: impl FnMut(&mut Cx<'_>, Value, u64, Value) -> Run<Option<Value>>,
) -> Run<Option<Value>> {
    let object = receiver(cx, this, method)?;
    let length = length_of(cx, object)?;
    let function = callback(cx, arg(args, 0))?;
    let function_this = arg(args, 1);
    for at in 0..length {
        let Some(item) = element(cx, object, at)? else {
            continue;
        };
        let result = call_value(cx, function, function_this, &[item, Value::Float(at as f64), object])?;
        if let Some(end) = visit(cx, result, at, item)? {
            return Ok(Some(end));
        }
    }
    Ok(None)
}

pub(super) fn every(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let end = walk(cx, this, args, "every", |cx, result, _, _| {
        Ok((!truthy(cx, result)).then_some(Value::Bool(false)))
    })?;
    Ok(end.unwrap_or(Value::Bool(true)))
}

pub(super) fn some(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let end = walk(cx, this, args, "some", |cx, result, _, _| {
        Ok(truthy(cx, result).then_some(Value::Bool(true)))
    })?;
    Ok(end.unwrap_or(Value::Bool(false)))
}

pub(super) fn for_each(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    walk(cx, this, args, "forEach", |_, _, _, _| Ok(None))?;
    Ok(Value::Undefined)
}

pub(super) fn filter(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let mut items = Vec::new();
    walk(cx, this, args, "filter", |cx, result, _, item| {
        if truthy(cx, result) {
            charge_items(cx, 1)?;
            items.push(item);
        }
        Ok(None)
    })?;
    adopt(cx, items)
}

/// The result has the length of the receiver, and holes where it has holes.
pub(super) fn map(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let object = receiver(cx, this, "map")?;
    let length = length_of(cx, object)?;
    let function = callback(cx, arg(args, 0))?;
    let function_this = arg(args, 1);
    if length > u64::from(u32::MAX) {
        return Err(invalid_length(cx));
    }
    let mut items = Vec::new();
    for at in 0..length {
        charge_items(cx, 1)?;
        items.push(match element(cx, object, at)? {
            Some(item) => call_value(cx, function, function_this, &[item, Value::Float(at as f64), object])?,
            None => Value::Empty,
        });
    }
    adopt(cx, items)
}

pub(super) fn reduce(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    fold(cx, this, args, "reduce", false)
}

pub(super) fn reduce_right(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    fold(cx, this, args, "reduceRight", true)
}

fn fold(cx: &mut Cx<'_>, this: Value, args: &[Value], method: &str, backwards: bool) -> Run<Value> {
    let object = receiver(cx, this, method)?;
    let length = length_of(cx, object)?;
    let function = callback(cx, arg(args, 0))?;
    let mut accumulator = (args.len() > 1).then(|| arg(args, 1));
    for step in 0..length {
        let at = if backwards { length - 1 - step } else { step };
        let Some(item) = element(cx, object, at)? else {
            continue;
        };
        accumulator = Some(match accumulator {
            None => item,
            Some(so_far) => {
                let arguments = [so_far, item, Value::Float(at as f64), object];
                call_value(cx, function, Value::Undefined, &arguments)?
            }
        });
    }
    match accumulator {
        Some(value) => Ok(value),
        None => Err(cx.throw(Global::JsTypeError, "Reduce of empty array with no initial value")),
    }
}
