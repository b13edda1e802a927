//! What Integer, Float and Rational share: equality and order across the kinds, exactly.

use std::cmp::Ordering;

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::arguments::object;
use super::dispatch::{Method, refused};
use super::kernel;
use super::object::Object;

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[refused("<=>"), refused("clone"), refused("dup"), kernel::EQL];

/// Whether a value is a number.
pub(super) fn is_number(cx: &Cx<'_>, value: Value) -> bool {
    matches!(value, Value::Int(_) | Value::Float(_))
        || matches!(object(cx, value), Some(Object::BigInt(_) | Object::Rational(_)))
}

/// `==` where at least one side is a number.
pub(super) fn equal(cx: &mut Cx<'_>, left: Value, right: Value) -> Run<bool> {
    Ok(compare(cx, left, right)? == Some(Ordering::Equal))
}

/// `<=>` of numbers; none where one is not a number or NaN.
pub(super) fn compare(cx: &mut Cx<'_>, left: Value, right: Value) -> Run<Option<Ordering>> {
    match (left, right) {
        (Value::Int(one), Value::Int(other)) => Ok(Some(one.cmp(&other))),
        (Value::Float(one), Value::Float(other)) => Ok(one.partial_cmp(&other)),
        _ if is_number(cx, left) && is_number(cx, right) => Err(cx.unsupported("numbers of different kinds")),
        _ => Ok(None),
    }
}
