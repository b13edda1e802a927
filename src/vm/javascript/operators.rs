//! The strict operators of JavaScript (ECMA-262 13.5 to 13.12).

use std::cmp::Ordering;

use crate::number::javascript as numbers;
use crate::op::Op;
use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::call::is_callable;
use super::convert::{
    Hint, arg, index_of_number, is_object, key_to_value, to_int32, to_key, to_number, to_object, to_primitive,
    to_string,
};
use super::equality::{charge_comparison, compare, loosely_equal, strictly_equal};
use super::object::{Class, Key};
use super::property::{class_of, delete, get, has, set};
use super::prototype::is_bare;
use super::{iterator, objects, text, truthy};

/// Applies an operator of JavaScript to its operands.
pub(super) fn operate(cx: &mut Cx<'_>, op: Op, operands: &[Value]) -> Run<Value> {
    let a = operands.first().copied().unwrap_or(Value::Undefined);
    let b = operands.get(1).copied().unwrap_or(Value::Undefined);
    Ok(match op {
        Op::IsEmpty => Value::Bool(matches!(a, Value::Empty)),
        Op::JsIsUndefined => Value::Bool(matches!(a, Value::Undefined)),
        Op::JsIsNullish => Value::Bool(matches!(a, Value::Undefined | Value::Nil)),
        Op::JsNot => Value::Bool(!truthy(cx, a)),
        Op::JsToNumber | Op::JsToNumeric => Value::Float(to_number(cx, a)?),
        Op::JsNeg => Value::Float(-to_number(cx, a)?),
        Op::JsBitNot => Value::Float(f64::from(!to_int32(cx, a)?)),
        Op::JsTypeof => Value::Str(text::fixed(cx, type_of(cx, a))?),
        Op::JsToString => Value::Str(to_string(cx, a)?),
        Op::JsToPropertyKey => to_property_key(cx, a)?,
        Op::JsRequireObject => match a {
            Value::Undefined | Value::Nil | Value::Empty => return Err(cx.throw_opaque(Global::JsTypeError)),
            _ => a,
        },
        Op::JsAdd => add(cx, a, b)?,
        Op::JsSub | Op::JsMul | Op::JsDiv | Op::JsMod | Op::JsPow => {
            let (a, b) = numbers_of(cx, a, b)?;
            Value::Float(arithmetic(op, a, b))
        }
        Op::JsBitAnd | Op::JsBitOr | Op::JsBitXor | Op::JsShl | Op::JsShr | Op::JsUShr => {
            let (a, b) = numbers_of(cx, a, b)?;
            Value::Float(bitwise(op, a, b))
        }
        Op::JsEq => Value::Bool(loosely_equal(cx, a, b)?),
        Op::JsNe => Value::Bool(!loosely_equal(cx, a, b)?),
        Op::JsStrictEq | Op::JsStrictNe => {
            charge_comparison(cx, a, b)?;
            Value::Bool(strictly_equal(cx, a, b) == (op == Op::JsStrictEq))
        }
        Op::JsLt => Value::Bool(compare(cx, a, b)? == Some(Ordering::Less)),
        Op::JsGt => Value::Bool(compare(cx, a, b)? == Some(Ordering::Greater)),
        Op::JsLe => Value::Bool(compare(cx, a, b)?.is_some_and(Ordering::is_le)),
        Op::JsGe => Value::Bool(compare(cx, a, b)?.is_some_and(Ordering::is_ge)),
        Op::JsIn => Value::Bool(is_in(cx, a, b)?),
        Op::JsInstanceOf => Value::Bool(instance_of(cx, a, b)?),
        Op::JsGetIndex => get_index(cx, a, b)?,
        Op::JsSetIndex => {
            let new = arg(operands, 2);
            let key = checked_key(cx, a, b)?;
            set(cx, a, key, new)?;
            new
        }
        Op::JsDelete => {
            // Null and undefined throw before the key is converted.
            to_object(cx, a)?;
            let key = to_key(cx, b)?;
            Value::Bool(delete(cx, a, key)?)
        }
        Op::JsIterator => iterator::iterator_of(cx, a)?,
        Op::JsIteratorNext => iterator::next(cx, a)?,
        Op::JsIteratorRest => iterator::rest(cx, a)?,
        Op::JsKeysIterator => iterator::keys(cx, a)?,
        Op::JsObjectRest => objects::rest(cx, a, b)?,
        _ => return Err(cx.unsupported("an operator of the other language")),
    })
}

/// ECMA-262 13.5.3.
pub(super) fn type_of(cx: &Cx<'_>, value: Value) -> &'static str {
    match value {
        Value::Undefined | Value::Empty => "undefined",
        Value::Nil => "object",
        Value::Bool(_) => "boolean",
        Value::Float(_) | Value::Int(_) => "number",
        Value::Str(_) => "string",
        _ if is_callable(cx, value) => "function",
        _ => "object",
    }
}

fn to_property_key(cx: &mut Cx<'_>, value: Value) -> Run<Value> {
    match value {
        Value::Str(_) => Ok(value),
        Value::Float(number) if index_of_number(number).is_some() => Ok(value),
        _ => {
            let key = to_key(cx, value)?;
            key_to_value(cx, key)
        }
    }
}

fn numbers_of(cx: &mut Cx<'_>, a: Value, b: Value) -> Run<(f64, f64)> {
    let a = to_number(cx, a)?;
    let b = to_number(cx, b)?;
    Ok((a, b))
}

fn arithmetic(op: Op, a: f64, b: f64) -> f64 {
    match op {
        Op::JsSub => a - b,
        Op::JsMul => a * b,
        Op::JsDiv => a / b,
        Op::JsMod => a % b,
        _ => super::math::power(a, b),
    }
}

fn bitwise(op: Op, a: f64, b: f64) -> f64 {
    let left = numbers::to_int32(a);
    let right = numbers::to_int32(b);
    let shift = numbers::to_uint32(b) & 31;
    match op {
        Op::JsBitAnd => f64::from(left & right),
        Op::JsBitOr => f64::from(left | right),
        Op::JsBitXor => f64::from(left ^ right),
        Op::JsShl => f64::from(left.wrapping_shl(shift)),
        Op::JsShr => f64::from(left.wrapping_shr(shift)),
        _ => f64::from(numbers::to_uint32(a).wrapping_shr(shift)),
    }
}

/// ECMA-262 13.15.3 for `+`.
pub(super) fn add(cx: &mut Cx<'_>, a: Value, b: Value) -> Run<Value> {
    if let (Value::Float(a), Value::Float(b)) = (a, b) {
        return Ok(Value::Float(a + b));
    }
    let a = to_primitive(cx, a, Hint::Default)?;
    let b = to_primitive(cx, b, Hint::Default)?;
    if matches!(a, Value::Str(_)) || matches!(b, Value::Str(_)) {
        let a = to_string(cx, a)?;
        let b = to_string(cx, b)?;
        let mut builder = text::Builder::new();
        builder.push(cx, a)?;
        builder.push(cx, b)?;
        return builder.finish(cx);
    }
    let (a, b) = numbers_of(cx, a, b)?;
    Ok(Value::Float(a + b))
}

/// `object[key]`, the key being any value.
pub(super) fn get_index(cx: &mut Cx<'_>, object: Value, key: Value) -> Run<Value> {
    let key = checked_key(cx, object, key)?;
    get(cx, object, key)
}

/// The key, unless the object is null or undefined and the key would have to be asked for its text: V8 throws first.
fn checked_key(cx: &mut Cx<'_>, object: Value, key: Value) -> Run<Key> {
    if matches!(object, Value::Undefined | Value::Nil | Value::Empty) && is_object(key) {
        return Err(cx.throw_opaque(Global::JsTypeError));
    }
    to_key(cx, key)
}

/// ECMA-262 13.10.1 for `in`.
fn is_in(cx: &mut Cx<'_>, key: Value, object: Value) -> Run<bool> {
    if is_object(object) {
        let key = to_key(cx, key)?;
        return Ok(has(cx, object, key));
    }
    if is_object(key) {
        return Err(cx.throw_opaque(Global::JsTypeError));
    }
    let key = to_string(cx, key)?;
    let what = to_string(cx, object)?;
    let words = ["Cannot use 'in' operator to search for '", "' in "];
    Err(text::throw_with(cx, Global::JsTypeError, &words, &[key, what]))
}

/// ECMA-262 13.10.2 InstanceofOperator, for the constructors that rules can name.
fn instance_of(cx: &mut Cx<'_>, value: Value, target: Value) -> Run<bool> {
    let message = match target {
        _ if !is_object(target) => Some("Right-hand side of 'instanceof' is not an object"),
        _ if !is_callable(cx, target) => Some("Right-hand side of 'instanceof' is not callable"),
        _ => None,
    };
    if let Some(message) = message {
        return Err(cx.throw(Global::JsTypeError, message));
    }
    if let Some(Class::Bound(bound)) = class_of(cx, target) {
        let target = bound.target;
        return cx.nested(|cx| instance_of(cx, value, target));
    }
    if !is_object(value) {
        return Ok(false);
    }
    let Value::Global(constructor) = target else {
        if matches!(target, Value::Object(_)) {
            return Err(cx.unsupported("`instanceof` with a function of the rule is not supported"));
        }
        let message = "Function has non-object prototype 'undefined' in instanceof check";
        return Err(cx.throw(Global::JsTypeError, message));
    };
    Ok(match (constructor, class_of(cx, value)) {
        (Global::JsObject, _) => !is_bare(cx, value),
        (Global::JsFunction, _) => is_callable(cx, value),
        (Global::JsArray, Some(Class::Array(_)))
        | (Global::JsDate, Some(Class::Date(_)))
        | (Global::JsRegExp, Some(Class::RegExp(_)))
        | (Global::JsMap, Some(Class::Map(_)))
        | (Global::JsSet, Some(Class::Set(_)))
        | (Global::JsString, Some(Class::Boxed(Value::Str(_))))
        | (Global::JsNumber, Some(Class::Boxed(Value::Float(_))))
        | (Global::JsBoolean, Some(Class::Boxed(Value::Bool(_)))) => true,
        (
            Global::JsParseInt
            | Global::JsParseFloat
            | Global::JsIsNaN
            | Global::JsIsFinite
            | Global::JsHasIntersection,
            _,
        ) => {
            let message = "Function has non-object prototype 'undefined' in instanceof check";
            return Err(cx.throw(Global::JsTypeError, message));
        }
        (_, Some(Class::Error(data))) => constructor == Global::JsError || constructor == data.constructor,
        _ => false,
    })
}
