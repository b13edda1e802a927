//! JavaScript at run time: conversions, operators, objects and built-in methods, as Node 20 has them.
//!
//! The functions below are all that the machine calls; every built-in stands in the file of its object.
//! What the language has and this machine does not ends in a fault, never in another answer.

mod array;
mod boolean;
mod call;
mod collections;
mod convert;
mod date;
mod encode;
mod equality;
mod error;
mod function;
mod globals;
mod import;
mod iterator;
mod json;
mod math;
mod native;
mod number;
mod object;
mod objects;
mod operators;
mod own;
mod properties;
mod property;
mod prototype;
mod regexp;
mod state;
mod string;
mod text;

pub use object::Object;
pub use state::State;

use crate::op::Op;
use crate::value::{Global, StrId, Value};

use super::context::{Cx, Run};
use super::data::Datum;

/// A new error object: its text is V8's, or none where V8 takes it from the source (reading it then faults).
pub fn new_error(cx: &mut Cx<'_>, constructor: Global, message: Option<String>) -> Run<Value> {
    error::new_error(cx, constructor, message)
}

/// The constructor that a value inherits: `Array` for a list, `Object` also for iterators, none without a prototype.
pub fn constructor_of(cx: &Cx<'_>, value: Value) -> Option<Global> {
    prototype::constructor(cx, value)
}

/// ECMA-262 7.1.2 ToBoolean.
pub fn truthy(cx: &Cx<'_>, value: Value) -> bool {
    match value {
        Value::Empty | Value::Undefined | Value::Nil => false,
        Value::Bool(flag) => flag,
        Value::Int(number) => number != 0,
        Value::Float(number) => number != 0.0 && !number.is_nan(),
        Value::Str(id) => !cx.string(id).is_empty(),
        _ => true,
    }
}

/// Applies a strict `Js…` operator to its operands.
pub fn operate(cx: &mut Cx<'_>, op: Op, operands: &[Value]) -> Run<Value> {
    operators::operate(cx, op, operands)
}

/// Reads a property by name, ECMA-262 13.3.2: built-in methods come as `Value::Native`; TypeError for null and undefined.
pub fn get_member(cx: &mut Cx<'_>, object: Value, name: StrId) -> Run<Value> {
    let key = convert::key_of_string(cx, name);
    property::get(cx, object, key)
}

/// Writes a property by name.
pub fn set_member(cx: &mut Cx<'_>, object: Value, name: StrId, value: Value) -> Run<()> {
    let key = convert::key_of_string(cx, name);
    property::set(cx, object, key, value).map(|_| ())
}

/// Calls a function value: a closure, a built-in, a constructor without `new`, a binding section; TypeError otherwise.
/// `this` is the receiver, or the marker for a plain call.
pub fn call_value(cx: &mut Cx<'_>, callee: Value, this: Value, args: &[Value]) -> Run<Value> {
    call::call_value(cx, callee, this, args)
}

/// `new callee(args)`.
pub fn construct(cx: &mut Cx<'_>, callee: Value, args: &[Value]) -> Run<Value> {
    call::construct(cx, callee, args)
}

/// A new array; `Value::Empty` elements are holes.
pub fn new_array(cx: &mut Cx<'_>, items: Vec<Value>) -> Run<Value> {
    array::new_array(cx, items)
}

/// Appends one value to an array that the machine is building.
pub fn array_push(cx: &mut Cx<'_>, array: Value, value: Value) -> Run<()> {
    array::append(cx, array, value)
}

/// The elements of an array that the machine built.
pub fn array_items(cx: &Cx<'_>, array: Value) -> Vec<Value> {
    match property::class_of(cx, array) {
        Some(object::Class::Array(items)) => items.clone(),
        _ => Vec::new(),
    }
}

/// Appends what an iterable yields (spread in calls and arrays).
pub fn spread(cx: &mut Cx<'_>, iterable: Value, into: &mut Vec<Value>) -> Run<()> {
    iterator::spread(cx, iterable, into)
}

/// A new object without properties.
pub fn new_object(cx: &mut Cx<'_>) -> Run<Value> {
    objects::new_plain(cx)
}

/// Defines an own property of a new object literal; the key is what `Op::JsToPropertyKey` gave.
pub fn define_property(cx: &mut Cx<'_>, object: Value, key: Value, value: Value) -> Run<()> {
    let key = convert::to_key(cx, key)?;
    match object {
        Value::Object(id) => property::define(cx, id, key, value),
        _ => Ok(()),
    }
}

/// `{...source}`: copies own enumerable properties.
pub fn copy_properties(cx: &mut Cx<'_>, object: Value, source: Value) -> Run<()> {
    objects::copy(cx, object, source)
}

/// A new RegExp object of a literal.
pub fn new_regexp(cx: &mut Cx<'_>, pattern: StrId, flags: StrId) -> Run<Value> {
    regexp::new_literal(cx, pattern, flags)
}

/// Joins strings into one.
pub fn concat(cx: &mut Cx<'_>, parts: &[Value]) -> Run<Value> {
    let mut builder = text::Builder::new();
    for &part in parts {
        let part = convert::to_string(cx, part)?;
        builder.push(cx, part)?;
    }
    builder.finish(cx)
}

/// The host's value as the rule sees it; lists and maps become fresh arrays and objects.
pub fn import(cx: &mut Cx<'_>, datum: Datum<'_>) -> Run<Value> {
    import::import(cx, datum)
}

/// The value in the wire encoding that the batch interface documents.
pub fn encode(cx: &mut Cx<'_>, value: Value) -> Run<serde_json::Value> {
    encode::encode(cx, value)
}

/// The class name and the text of a thrown value, as the batch interface reports it (`$value` for what is no error);
/// `None` for a text that is not reproduced.
pub fn describe_throw(cx: &mut Cx<'_>, value: Value) -> (String, Option<String>) {
    error::describe(cx, value)
}
