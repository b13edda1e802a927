//! Equality and order of values (ECMA-262 7.2.10 to 7.2.15).

use std::cmp::Ordering;

use crate::value::{StrId, Value};
use crate::vm::context::{Cx, Run};

use super::convert::{Hint, is_object, to_number, to_primitive};

/// ECMA-262 7.2.15 IsStrictlyEqual. Holes count as undefined.
pub(super) fn strictly_equal(cx: &Cx<'_>, a: Value, b: Value) -> bool {
    match (a, b) {
        (Value::Float(a), Value::Float(b)) => a == b,
        _ => same_but_numbers(cx, a, b),
    }
}

/// ECMA-262 7.2.11 SameValueZero, the equality of `includes`, `Map` and `Set`.
pub(super) fn same_value_zero(cx: &Cx<'_>, a: Value, b: Value) -> bool {
    match (a, b) {
        (Value::Float(a), Value::Float(b)) => a == b || a.is_nan() && b.is_nan(),
        _ => same_but_numbers(cx, a, b),
    }
}

/// ECMA-262 7.2.10 SameValue, the equality of `Object.is`.
pub(super) fn same_value(cx: &Cx<'_>, a: Value, b: Value) -> bool {
    match (a, b) {
        (Value::Float(a), Value::Float(b)) => a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan(),
        _ => same_but_numbers(cx, a, b),
    }
}

fn same_but_numbers(cx: &Cx<'_>, a: Value, b: Value) -> bool {
    match (a, b) {
        (Value::Undefined | Value::Empty, Value::Undefined | Value::Empty) | (Value::Nil, Value::Nil) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Str(a), Value::Str(b)) => a == b || cx.string(a) == cx.string(b),
        (Value::Object(a), Value::Object(b)) => a == b,
        (Value::Global(a), Value::Global(b)) => a == b,
        (Value::Native(a), Value::Native(b)) => a == b,
        (Value::Section(a), Value::Section(b)) => a == b,
        _ => false,
    }
}

/// Pays for comparing two values, which takes time where both are long strings.
pub(super) fn charge_comparison(cx: &mut Cx<'_>, a: Value, b: Value) -> Run<()> {
    if let (Value::Str(a), Value::Str(b)) = (a, b) {
        let shorter = cx.string(a).len().min(cx.string(b).len());
        cx.charge(shorter as u64 / 8)?;
    }
    Ok(())
}

/// ECMA-262 7.2.14 IsLooselyEqual.
pub(super) fn loosely_equal(cx: &mut Cx<'_>, a: Value, b: Value) -> Run<bool> {
    let nullish = |value| matches!(value, Value::Undefined | Value::Empty | Value::Nil);
    if nullish(a) || nullish(b) {
        return Ok(nullish(a) && nullish(b));
    }
    match (a, b) {
        (Value::Float(a), Value::Float(b)) => Ok(a == b),
        (Value::Str(_), Value::Str(_)) | (Value::Bool(_), Value::Bool(_)) => {
            charge_comparison(cx, a, b)?;
            Ok(strictly_equal(cx, a, b))
        }
        _ if is_object(a) && is_object(b) => Ok(strictly_equal(cx, a, b)),
        _ if is_object(a) => {
            // A boolean becomes a number before the object is asked for its primitive; it has no side effect.
            let a = to_primitive(cx, a, Hint::Default)?;
            loosely_equal(cx, a, b)
        }
        _ if is_object(b) => {
            let b = to_primitive(cx, b, Hint::Default)?;
            loosely_equal(cx, a, b)
        }
        // Different primitives that are neither null nor undefined are compared as numbers.
        _ => Ok(to_number(cx, a)? == to_number(cx, b)?),
    }
}

/// ECMA-262 7.2.13 IsLessThan and its three siblings: the order of two values, none where NaN takes part. The left operand
/// is converted first.
pub(super) fn compare(cx: &mut Cx<'_>, a: Value, b: Value) -> Run<Option<Ordering>> {
    if let (Value::Float(a), Value::Float(b)) = (a, b) {
        return Ok(a.partial_cmp(&b));
    }
    let a = to_primitive(cx, a, Hint::Number)?;
    let b = to_primitive(cx, b, Hint::Number)?;
    if let (Value::Str(a), Value::Str(b)) = (a, b) {
        return compare_strings(cx, a, b).map(Some);
    }
    let a = to_number(cx, a)?;
    let b = to_number(cx, b)?;
    Ok(a.partial_cmp(&b))
}

/// The order of two strings by code unit.
pub(super) fn compare_strings(cx: &mut Cx<'_>, a: StrId, b: StrId) -> Run<Ordering> {
    charge_comparison(cx, Value::Str(a), Value::Str(b))?;
    Ok(cx.string(a).cmp(cx.string(b)))
}
