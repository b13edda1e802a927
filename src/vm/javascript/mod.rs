//! JavaScript at run time: conversions, operators, objects and built-in methods, as Node 20 has them.
//!
//! The functions below are all that the machine calls; every built-in stands in the file of its object.
//! What the language has and this machine does not ends in a fault, never in another answer.

mod object;

pub use object::Object;

use crate::op::Op;
use crate::value::{Global, StrId, Value};

use super::context::{Cx, Run};
use super::data::Datum;

/// A new error object: its text is V8's, or none where V8 takes it from the source (reading it then faults).
pub fn new_error(cx: &mut Cx<'_>, constructor: Global, message: Option<String>) -> Run<Value> {
    let _ = (constructor, message);
    Err(cx.unsupported("errors"))
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
    let _ = operands;
    Err(cx.unsupported(format!("{op:?}")))
}

/// Reads a property by name, ECMA-262 13.3.2: built-in methods come as `Value::Native`; TypeError for null and undefined.
pub fn get_member(cx: &mut Cx<'_>, object: Value, name: StrId) -> Run<Value> {
    let _ = (object, name);
    Err(cx.unsupported("members"))
}

/// Writes a property by name.
pub fn set_member(cx: &mut Cx<'_>, object: Value, name: StrId, value: Value) -> Run<()> {
    let _ = (object, name, value);
    Err(cx.unsupported("members"))
}

/// Calls a function value: a closure, a built-in, a constructor without `new`, a binding section; TypeError otherwise.
/// `this` is the receiver, or the marker for a plain call.
pub fn call_value(cx: &mut Cx<'_>, callee: Value, this: Value, args: &[Value]) -> Run<Value> {
    let _ = (callee, this, args);
    Err(cx.unsupported("calls"))
}

/// `new callee(args)`.
pub fn construct(cx: &mut Cx<'_>, callee: Value, args: &[Value]) -> Run<Value> {
    let _ = (callee, args);
    Err(cx.unsupported("new"))
}

/// A new array; `Value::Empty` elements are holes.
pub fn new_array(cx: &mut Cx<'_>, items: Vec<Value>) -> Run<Value> {
    let _ = items;
    Err(cx.unsupported("arrays"))
}

/// Appends one value to an array that the machine is building.
pub fn array_push(cx: &mut Cx<'_>, array: Value, value: Value) -> Run<()> {
    let _ = (array, value);
    Err(cx.unsupported("arrays"))
}

/// The elements of an array that the machine built.
pub fn array_items(cx: &Cx<'_>, array: Value) -> Vec<Value> {
    let _ = (cx, array);
    Vec::new()
}

/// Appends what an iterable yields (spread in calls and arrays).
pub fn spread(cx: &mut Cx<'_>, iterable: Value, into: &mut Vec<Value>) -> Run<()> {
    let _ = (iterable, into);
    Err(cx.unsupported("spread"))
}

/// A new object without properties.
pub fn new_object(cx: &mut Cx<'_>) -> Run<Value> {
    Err(cx.unsupported("objects"))
}

/// Defines an own property of a new object literal; the key is what `Op::JsToPropertyKey` gave.
pub fn define_property(cx: &mut Cx<'_>, object: Value, key: Value, value: Value) -> Run<()> {
    let _ = (object, key, value);
    Err(cx.unsupported("objects"))
}

/// `{...source}`: copies own enumerable properties.
pub fn copy_properties(cx: &mut Cx<'_>, object: Value, source: Value) -> Run<()> {
    let _ = (object, source);
    Err(cx.unsupported("objects"))
}

/// A new RegExp object of a literal.
pub fn new_regexp(cx: &mut Cx<'_>, pattern: StrId, flags: StrId) -> Run<Value> {
    let _ = (pattern, flags);
    Err(cx.unsupported("regular expressions"))
}

/// Joins strings into one.
pub fn concat(cx: &mut Cx<'_>, parts: &[Value]) -> Run<Value> {
    let _ = parts;
    Err(cx.unsupported("strings"))
}

/// The host's value as the rule sees it; lists and maps become fresh arrays and objects.
pub fn import(cx: &mut Cx<'_>, datum: Datum<'_>) -> Run<Value> {
    let _ = datum;
    Err(cx.unsupported("bindings"))
}

/// The value in the wire encoding that the batch interface documents.
pub fn encode(cx: &mut Cx<'_>, value: Value) -> Run<serde_json::Value> {
    let _ = value;
    Err(cx.unsupported("encoding"))
}

/// The class name and the text of a thrown value, as the batch interface reports it (`$value` for what is no error);
/// `None` for a text that is not reproduced.
pub fn describe_throw(cx: &mut Cx<'_>, value: Value) -> (String, Option<String>) {
    let _ = (cx, value);
    (String::from("Error"), None)
}
