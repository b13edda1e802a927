//! Errors (ECMA-262 20.5): making them, their text, and how a thrown value is reported.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::convert::{arg, is_object, new_object, to_string};
use super::native::{Native, natives};
use super::object::{Class, ErrorData, Key, Message};
use super::own::has_own;
use super::property::{class_of, get_text};
use super::text::{Builder, new_string_id};

pub(super) const STATICS: &[Native] = &[];

pub(super) const NATIVE_STATICS: &[Native] = &[];

pub(super) const METHODS: &[Native] = natives! {
    "toString" 0 error_to_string;
};

/// A new error of the machine's own: without a text, reading the text faults.
pub(super) fn new_error(cx: &mut Cx<'_>, constructor: Global, message: Option<String>) -> Run<Value> {
    let message = match message {
        Some(text) => Message::Known(Value::Str(new_string_id(cx, &*text)?)),
        None => Message::Opaque,
    };
    allocate(cx, constructor, message, None)
}

fn allocate(cx: &mut Cx<'_>, constructor: Global, message: Message, cause: Option<Value>) -> Run<Value> {
    let data = ErrorData {
        constructor,
        message,
        cause,
    };
    cx.charge_memory(48)?;
    Ok(Value::Object(new_object(cx, Class::Error(Box::new(data)))?))
}

/// `new Error(message, {cause})`, ECMA-262 20.5.1.1.
pub(super) fn construct(cx: &mut Cx<'_>, constructor: Global, args: &[Value]) -> Run<Value> {
    let message = match arg(args, 0) {
        Value::Undefined => Message::Absent,
        value => Message::Known(Value::Str(to_string(cx, value)?)),
    };
    let options = arg(args, 1);
    let mut cause = None;
    if is_object(options) {
        let key = Key::Name(new_string_id(cx, "cause")?);
        if has_own(cx, options, key) {
            cause = Some(get_text(cx, options, "cause")?);
        }
    }
    allocate(cx, constructor, message, cause)
}

/// ECMA-262 20.5.3.4.
fn error_to_string(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    if !is_object(this) {
        return Err(cx.throw_opaque(Global::JsTypeError));
    }
    let name = match get_text(cx, this, "name")? {
        Value::Undefined => new_string_id(cx, "Error")?,
        value => to_string(cx, value)?,
    };
    let message = match get_text(cx, this, "message")? {
        Value::Undefined => new_string_id(cx, "")?,
        value => to_string(cx, value)?,
    };
    if cx.string(name).is_empty() {
        return Ok(Value::Str(message));
    }
    if cx.string(message).is_empty() {
        return Ok(Value::Str(name));
    }
    let mut builder = Builder::new();
    builder.push(cx, name)?;
    builder.push_text(cx, ": ")?;
    builder.push(cx, message)?;
    builder.finish(cx)
}

/// The class name and text of a thrown value: `$value` for what is no error, no text where it is not reproduced.
pub(super) fn describe(cx: &mut Cx<'_>, value: Value) -> (String, Option<String>) {
    let Some(Class::Error(data)) = class_of(cx, value) else {
        return (String::from("$value"), None);
    };
    let class = data.constructor.name().to_owned();
    let opaque = matches!(data.message, Message::Opaque);
    let name = read_text(cx, value, "name").unwrap_or(class);
    let message = if opaque { None } else { read_text(cx, value, "message") };
    (name, message)
}

fn read_text(cx: &mut Cx<'_>, value: Value, name: &str) -> Option<String> {
    let text = get_text(cx, value, name).and_then(|value| to_string(cx, value)).ok()?;
    cx.string(text).to_utf8()
}
