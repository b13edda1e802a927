//! Order: `<=>` and what Comparable and sorting make of it.

use std::cmp::Ordering;

use crate::value::{Global, SymbolId, Value};
use crate::vm::context::{Cx, Run, Stop};

use super::arguments::{items, object};
use super::class::class_name;
use super::object::Object;
use super::{Args, dispatch, equality, inspect, numeric, truthy};

/// `left <=> right`; none where it is nil.
pub(super) fn compare(cx: &mut Cx<'_>, left: Value, right: Value) -> Run<Option<Ordering>> {
    match (left, right) {
        (Value::Int(one), Value::Int(other)) => return Ok(Some(one.cmp(&other))),
        (Value::Symbol(one), Value::Symbol(other)) => {
            return Ok(Some(cx.symbol(one).as_bytes().cmp(cx.symbol(other).as_bytes())));
        }
        _ => {}
    }
    if numeric::is_number(cx, left) {
        return numeric::compare(cx, left, right);
    }
    match (object(cx, left), object(cx, right)) {
        (Some(Object::String(one)), Some(Object::String(other))) => {
            let order = one.text.as_bytes().cmp(other.text.as_bytes());
            let work = one.text.len().min(other.text.len()) as u64 / 8;
            cx.charge(work)?;
            Ok(Some(order))
        }
        // `rb_invcmp` asks the other side; addresses know texts and times.
        (Some(Object::String(_) | Object::Time(_)), Some(Object::IpAddr(_))) => {
            Ok(by_method(cx, right, left)?.map(Ordering::reverse))
        }
        (Some(Object::String(_)), _) => Ok(None),
        (Some(Object::Array(_)), Some(Object::Array(_))) => cx.nested(|cx| arrays(cx, left, right)),
        (Some(Object::Array(_)), _) => Ok(None),
        (Some(_), _) => by_method(cx, left, right),
        // `Object#<=>`: 0 for the same or equal, else nil; `Module#<=>` orders by descent.
        (None, _) => match left {
            Value::Global(_) | Value::Object(_) => by_method(cx, left, right),
            _ => Ok(equality::operator(cx, left, right)?.then_some(Ordering::Equal)),
        },
    }
}

/// `Array#<=>`.
fn arrays(cx: &mut Cx<'_>, left: Value, right: Value) -> Run<Option<Ordering>> {
    if matches!((left, right), (Value::Object(one), Value::Object(other)) if one == other) {
        return Ok(Some(Ordering::Equal));
    }
    let mut at = 0;
    while let (Some(&one), Some(&other)) = (items(cx, left).get(at), items(cx, right).get(at)) {
        cx.charge(1)?;
        match compare(cx, one, other)? {
            Some(Ordering::Equal) => at += 1,
            decided => return Ok(decided),
        }
    }
    Ok(Some(items(cx, left).len().cmp(&items(cx, right).len())))
}

fn by_method(cx: &mut Cx<'_>, left: Value, right: Value) -> Run<Option<Ordering>> {
    let answer = cx.nested(|cx| dispatch::send(cx, left, "<=>", Args::new(&[right])))?;
    order_of(cx, answer)
}

/// What the answer of `<=>`, or of a block of `sort`, says (`rb_cmpint` without its error for nil).
pub(super) fn order_of(cx: &mut Cx<'_>, answer: Value) -> Run<Option<Ordering>> {
    match answer {
        Value::Nil => Ok(None),
        Value::Int(number) => Ok(Some(number.cmp(&0))),
        other if numeric::is_number(cx, other) => match numeric::compare(cx, other, Value::Int(0))? {
            Some(order) => Ok(Some(order)),
            // `NaN > 0` and `NaN < 0` are both false.
            None => Ok(Some(Ordering::Equal)),
        },
        // `rb_cmpint` asks anything else whether it is above or below zero.
        other => {
            let zero = [Value::Int(0)];
            if truthy(dispatch::send(cx, other, ">", Args::new(&zero))?) {
                return Ok(Some(Ordering::Greater));
            }
            let below = truthy(dispatch::send(cx, other, "<", Args::new(&zero))?);
            Ok(Some(if below { Ordering::Less } else { Ordering::Equal }))
        }
    }
}

/// `<=>` where nil raises ArgumentError `comparison of X with Y failed` (sorting, `max`, `<`).
pub(super) fn compare_or_raise(cx: &mut Cx<'_>, left: Value, right: Value) -> Run<Ordering> {
    match compare(cx, left, right)? {
        Some(order) => Ok(order),
        None => Err(failed(cx, left, right)),
    }
}

/// What a block of `sort` and the like answered; nil raises.
pub(super) fn block_order(cx: &mut Cx<'_>, answer: Value, left: Value, right: Value) -> Run<Ordering> {
    match order_of(cx, answer)? {
        Some(order) => Ok(order),
        None => Err(failed(cx, left, right)),
    }
}

/// Whether a symbol was made at run time. Ruby shows such symbols by their class where it shows others by themselves,
/// unless something else in the process has used the name before.
pub(super) fn is_dynamic(value: Value) -> bool {
    matches!(value, Value::Symbol(id) if id.0 & SymbolId::CONSTANT == 0)
}

/// Whether a value is one that Ruby holds without an object (`rb_special_const_p`): messages show such values.
pub(super) fn is_immediate(value: Value) -> bool {
    match value {
        Value::Nil | Value::Bool(_) | Value::Symbol(_) => true,
        Value::Int(number) => numeric::is_fixnum(number),
        // Floats of moderate exponent, and 0.0 (`rb_float_new_inline`).
        Value::Float(number) => {
            let bits = number.to_bits();
            bits == 0 || (bits != 0x3000_0000_0000_0000 && matches!((bits >> 60) & 7, 3 | 4))
        }
        _ => false,
    }
}

/// ArgumentError `comparison of X with Y failed` (`rb_cmperr`): immediates and floats show themselves, others their class.
pub(super) fn failed(cx: &mut Cx<'_>, left: Value, right: Value) -> Stop {
    if is_dynamic(right) {
        return cx.raise_opaque(Global::RbArgumentError);
    }
    let shown = match right {
        value if is_immediate(value) || matches!(value, Value::Float(_)) => match inspect::inspect(cx, right) {
            Ok(text) => text,
            Err(stop) => return stop,
        },
        other => class_name(cx, other).to_owned(),
    };
    let class = class_name(cx, left);
    cx.raise(
        Global::RbArgumentError,
        format!("comparison of {class} with {shown} failed"),
    )
}
