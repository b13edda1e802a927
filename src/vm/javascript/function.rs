//! `Function.prototype` (ECMA-262 20.2.3): `call`, `apply`, `bind`, and the text of built-in functions.

use crate::hir::COMPUTED_NAME;
use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};
use crate::vm::heap;

use super::call::{call_value, is_callable};
use super::convert::{arg, is_object, new_object};
use super::native::{Native, native, natives};
use super::object::{Bound, Class};
use super::property::{class_of, get, index_key, length_of};
use super::{array, globals};

pub(super) const STATICS: &[Native] = &[];

pub(super) const METHODS: &[Native] = natives! {
    "apply" 2 apply;
    "bind" 1 bind;
    "call" 1 call;
    "toString" 0 to_string;
};

/// The `name` of a function; none for a bound one and one that took its name from a computed key.
pub(super) fn name(cx: &Cx<'_>, function: Value) -> Option<String> {
    match function {
        Value::Global(global) => Some(global.name().to_owned()),
        Value::Native(id) => native(id).map(|native| native.name.to_owned()),
        Value::Section(section) => Some(cx.section_name(section).to_owned()),
        Value::Object(id) => match cx.object(id) {
            heap::Object::Closure(closure) => {
                let name = cx.function_name(closure.func).unwrap_or("");
                // A name with a lone surrogate is not whole here.
                (name != COMPUTED_NAME && !name.contains(char::REPLACEMENT_CHARACTER)).then(|| name.to_owned())
            }
            _ => None,
        },
        _ => None,
    }
}

/// The `length` of a function.
pub(super) fn length(cx: &Cx<'_>, function: Value) -> Option<f64> {
    match function {
        Value::Global(global) => globals::length(global),
        Value::Native(id) => native(id).map(|native| f64::from(native.length)),
        Value::Section(_) => Some(2.0),
        Value::Object(id) => match cx.object(id) {
            heap::Object::Closure(closure) => Some(cx.arity(closure.func).required as f64),
            _ => None,
        },
        _ => None,
    }
}

/// ECMA-262 20.2.3.3.
fn call(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let rest = args.get(1..).unwrap_or_default();
    let receiver = arg(args, 0);
    cx.nested(|cx| call_value(cx, this, receiver, rest))
}

/// ECMA-262 20.2.3.1.
fn apply(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    if !is_callable(cx, this) {
        return Err(cx.throw_opaque(Global::JsTypeError));
    }
    let list = list_from_array_like(cx, arg(args, 1))?;
    let receiver = arg(args, 0);
    cx.nested(|cx| call_value(cx, this, receiver, &list))
}

/// ECMA-262 7.3.19 CreateListFromArrayLike, null and undefined being empty.
fn list_from_array_like(cx: &mut Cx<'_>, list: Value) -> Run<Vec<Value>> {
    if matches!(list, Value::Undefined | Value::Nil) {
        return Ok(Vec::new());
    }
    if !is_object(list) {
        return Err(cx.throw(Global::JsTypeError, "CreateListFromArrayLike called on non-object"));
    }
    let length = length_of(cx, list)?;
    array::charge_items(cx, length)?;
    let mut items = Vec::new();
    for index in 0..length {
        let key = index_key(cx, index)?;
        items.push(get(cx, list, key)?);
    }
    Ok(items)
}

/// ECMA-262 20.2.3.2.
fn bind(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    if !is_callable(cx, this) {
        return Err(cx.throw(Global::JsTypeError, "Bind must be called on a function"));
    }
    let bound = Bound {
        target: this,
        this: arg(args, 0),
        args: args.get(1..).unwrap_or_default().to_vec(),
    };
    cx.charge_memory(bound.args.len() * 16 + 64)?;
    Ok(Value::Object(new_object(cx, Class::Bound(Box::new(bound)))?))
}

/// ECMA-262 20.2.3.5; a function of the rule would show its source.
fn to_string(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let name = match this {
        Value::Native(id) => native(id).map(|native| native.name),
        // The host may replace the constructor of dates to fix the time.
        Value::Global(Global::JsDate) => None,
        Value::Global(global) => globals::length(global).map(|_| global.name()),
        Value::Object(_) if matches!(class_of(cx, this), Some(Class::Bound(_))) => Some(""),
        _ => None,
    };
    match name {
        Some(name) => cx.new_string(&*format!("function {name}() {{ [native code] }}")),
        None if is_callable(cx, this) => Err(cx.unsupported("the text of a function is not supported")),
        None => Err(cx.throw(
            Global::JsTypeError,
            "Function.prototype.toString requires that 'this' be a Function",
        )),
    }
}
