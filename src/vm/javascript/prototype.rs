//! What values inherit: the built-in prototypes of each class, and the names of them that fault.

use crate::value::{Global, JsString, StrId, Value};
use crate::vm::context::{Cx, Run};
use crate::vm::heap;

use super::native::Owner;
use super::object::{Class, Key};
use super::property::{class_of, object_of};
use super::text::new_string_id;
use super::{collections, iterator, regexp};

const OBJECT: &[Owner] = &[Owner::ObjectPrototype];
const FUNCTION: &[Owner] = &[Owner::FunctionPrototype, Owner::ObjectPrototype];
const ARRAY: &[Owner] = &[Owner::ArrayPrototype, Owner::ObjectPrototype];
const STRING: &[Owner] = &[Owner::StringPrototype, Owner::ObjectPrototype];
const NUMBER: &[Owner] = &[Owner::NumberPrototype, Owner::ObjectPrototype];
const BOOLEAN: &[Owner] = &[Owner::BooleanPrototype, Owner::ObjectPrototype];
const DATE: &[Owner] = &[Owner::DatePrototype, Owner::ObjectPrototype];
const REGEXP: &[Owner] = &[Owner::RegExpPrototype, Owner::ObjectPrototype];
const ERROR: &[Owner] = &[Owner::ErrorPrototype, Owner::ObjectPrototype];
const MAP: &[Owner] = &[Owner::MapPrototype, Owner::ObjectPrototype];
const SET: &[Owner] = &[Owner::SetPrototype, Owner::ObjectPrototype];
const ARRAY_ITERATOR: &[Owner] = &[Owner::ArrayIterator, Owner::ObjectPrototype];
const MAP_ITERATOR: &[Owner] = &[Owner::MapIterator, Owner::ObjectPrototype];
const SET_ITERATOR: &[Owner] = &[Owner::SetIterator, Owner::ObjectPrototype];
const MATCH_ITERATOR: &[Owner] = &[Owner::MatchIterator, Owner::ObjectPrototype];

/// The built-in prototypes of a value, the nearest first.
pub(super) fn prototypes(cx: &Cx<'_>, value: Value) -> &'static [Owner] {
    match value {
        Value::Str(_) => STRING,
        Value::Float(_) | Value::Int(_) => NUMBER,
        Value::Bool(_) => BOOLEAN,
        Value::Global(Global::JsMath | Global::JsJson) => OBJECT,
        Value::Global(_) | Value::Native(_) | Value::Section(_) => FUNCTION,
        Value::Object(id) => match cx.object(id) {
            heap::Object::Js(object) => match &object.class {
                Class::Plain => OBJECT,
                Class::Bare => &[],
                Class::Array(_) => ARRAY,
                Class::Date(_) => DATE,
                Class::RegExp(_) => REGEXP,
                Class::Error(_) => ERROR,
                Class::Map(_) => MAP,
                Class::Set(_) => SET,
                Class::Boxed(Value::Str(_)) => STRING,
                Class::Boxed(Value::Bool(_)) => BOOLEAN,
                Class::Boxed(_) => NUMBER,
                Class::Bound(_) => FUNCTION,
                Class::Iterator(iteration) => match iterator::tag(cx, iteration) {
                    "Map Iterator" => MAP_ITERATOR,
                    "Set Iterator" => SET_ITERATOR,
                    "RegExp String Iterator" => MATCH_ITERATOR,
                    _ => ARRAY_ITERATOR,
                },
            },
            _ => FUNCTION,
        },
        _ => &[],
    }
}

/// Whether the prototypes of a value have a property, one that faults included.
pub(super) fn inherits(cx: &Cx<'_>, value: Value, key: Key) -> bool {
    match key {
        Key::Index(_) => false,
        Key::Name(name) => {
            let name = cx.string(name);
            prototypes(cx, value).iter().any(|owner| owner.has(name))
        }
    }
}

/// The inherited property of a value: undefined where the real language has none.
pub(super) fn inherited(cx: &mut Cx<'_>, value: Value, key: Key) -> Run<Value> {
    let Key::Name(name) = key else {
        return Ok(Value::Undefined);
    };
    if let Some(found) = function_of(cx, value, name) {
        return Ok(found);
    }
    let JsString::Ascii(text) = cx.string(name) else {
        return Ok(Value::Undefined);
    };
    let name = text.clone();
    inherited_data(cx, value, &name)
}

/// As [`inherited`], by a name that the machine itself gives.
pub(super) fn inherited_text(cx: &mut Cx<'_>, value: Value, name: &str) -> Run<Value> {
    let found = prototypes(cx, value).iter().find_map(|owner| owner.find_text(name));
    match found {
        Some(id) => Ok(Value::Native(id)),
        None => inherited_data(cx, value, name),
    }
}

fn function_of(cx: &Cx<'_>, value: Value, name: StrId) -> Option<Value> {
    let text = cx.string(name);
    for owner in prototypes(cx, value) {
        if let Some(id) = owner.find(text) {
            return Some(Value::Native(id));
        }
        if owner.has(text) {
            return None;
        }
    }
    None
}

/// The constructor that a value inherits.
pub(super) fn constructor(cx: &Cx<'_>, value: Value) -> Option<Global> {
    Some(match prototypes(cx, value).first()? {
        Owner::ObjectPrototype
        | Owner::ArrayIterator
        | Owner::MapIterator
        | Owner::SetIterator
        | Owner::MatchIterator => Global::JsObject,
        Owner::FunctionPrototype => Global::JsFunction,
        Owner::ArrayPrototype => Global::JsArray,
        Owner::StringPrototype => Global::JsString,
        Owner::NumberPrototype => Global::JsNumber,
        Owner::BooleanPrototype => Global::JsBoolean,
        Owner::DatePrototype => Global::JsDate,
        Owner::RegExpPrototype => Global::JsRegExp,
        Owner::MapPrototype => Global::JsMap,
        Owner::SetPrototype => Global::JsSet,
        Owner::ErrorPrototype => match class_of(cx, value)? {
            Class::Error(data) => data.constructor,
            _ => Global::JsError,
        },
        _ => return None,
    })
}

/// Accessors and data of prototypes, then the fault for what only the real prototype has.
fn inherited_data(cx: &mut Cx<'_>, value: Value, name: &str) -> Run<Value> {
    if name == "constructor"
        && let Some(global) = constructor(cx, value)
    {
        return Ok(Value::Global(global));
    }
    let accessor = match class_of(cx, value) {
        Some(Class::RegExp(regexp)) => regexp::accessor(regexp, name),
        Some(Class::Map(table) | Class::Set(table)) if name == "size" => {
            Some(JsValue::Number(collections::size(table)))
        }
        Some(Class::Error(data)) => match name {
            "name" => Some(JsValue::Text(data.constructor.name())),
            "message" => Some(JsValue::Text("")),
            _ => None,
        },
        _ => None,
    };
    match accessor {
        Some(JsValue::Number(number)) => return Ok(Value::Float(number)),
        Some(JsValue::Flag(flag)) => return Ok(Value::Bool(flag)),
        Some(JsValue::Text(text)) => return Ok(Value::Str(new_string_id(cx, text)?)),
        Some(JsValue::String(id)) => return Ok(Value::Str(id)),
        Some(JsValue::Owned(text)) => return Ok(Value::Str(new_string_id(cx, &*text)?)),
        None => {}
    }
    let text = JsString::from(name);
    match prototypes(cx, value).iter().find(|owner| owner.has(&text)) {
        Some(owner) => Err(cx.unsupported(format!("`{}.{name}` is not supported{}", owner.label(), instead(name)))),
        None => Ok(Value::Undefined),
    }
}

/// What an accessor of a prototype gives, before it becomes a value.
#[derive(Clone, Debug)]
pub(super) enum JsValue {
    /// A number.
    Number(f64),
    /// A boolean.
    Flag(bool),
    /// A fixed text.
    Text(&'static str),
    /// A string of the heap.
    String(StrId),
    /// A text that was made.
    Owned(String),
}

/// What to write instead of an unsupported property.
fn instead(name: &str) -> &'static str {
    match name {
        "__proto__" => "; prototypes cannot be read or changed",
        "__defineGetter__" | "__defineSetter__" | "__lookupGetter__" | "__lookupSetter__" => {
            "; use a plain property or a function"
        }
        "toLocaleString" | "toLocaleDateString" | "toLocaleTimeString" => {
            ", because its text depends on the locale; use `toString`, `toISOString` or `toFixed`"
        }
        "toLocaleLowerCase" => "; use `toLowerCase`",
        "toLocaleUpperCase" => "; use `toUpperCase`",
        "copyWithin" => "; use `slice` and `splice`",
        "arguments" | "caller" | "prototype" => "; pass what the function needs as arguments",
        "compile" => "; make a new regular expression",
        _ => "",
    }
}

/// Whether the object behind a value has a prototype.
pub(super) fn is_bare(cx: &Cx<'_>, value: Value) -> bool {
    object_of(cx, value).is_some_and(|object| matches!(object.class, Class::Bare))
}
