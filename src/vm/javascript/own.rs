//! The own properties of each kind of value, those among them that are not enumerable included.

use crate::value::{Global, JsString, ObjId, StrId, Value};
use crate::vm::context::{Cx, Run};
use crate::vm::heap;

use super::native::{Owner, native};
use super::object::{Bound, Class, Key, Message, Object};
use super::property::js_object;
use super::text::{character, new_string_id};
use super::{function, globals};

/// What a look-up of an own property finds.
#[derive(Clone, Debug)]
enum Own {
    /// There is none.
    Absent,
    /// A value.
    Value(Value),
    /// A character of a string.
    Unit(u16),
    /// A string that is not on the heap yet.
    Text(JsString),
    /// A property that cannot be read here: what it is.
    Unreadable(&'static str),
}

/// A key as a look-up among special names sees it.
#[derive(Clone, Copy)]
enum Name<'a> {
    Index(u32),
    Text(&'a str),
    Other,
}

fn name_of<'a>(cx: &'a Cx<'_>, key: Key) -> Name<'a> {
    match key {
        Key::Index(index) => Name::Index(index),
        Key::Name(name) => match cx.string(name) {
            JsString::Ascii(text) => Name::Text(text),
            JsString::Wide(_) => Name::Other,
        },
    }
}

/// Whether a value has an own property.
pub(super) fn has_own(cx: &Cx<'_>, value: Value, key: Key) -> bool {
    match named(cx, value, key) {
        Some(_) => true,
        None => !matches!(special(cx, value, name_of(cx, key)), Own::Absent),
    }
}

/// Whether an own property that exists is enumerable: those that stand in the table and elements are.
pub(super) fn is_enumerable(cx: &Cx<'_>, value: Value, key: Key) -> bool {
    named(cx, value, key).is_some()
        || matches!(key, Key::Index(_)) && !matches!(special(cx, value, name_of(cx, key)), Own::Absent)
}

/// The value of an own property, if there is one.
pub(super) fn own_value(cx: &mut Cx<'_>, value: Value, key: Key) -> Run<Option<Value>> {
    if let Some(found) = named(cx, value, key) {
        return Ok(Some(found));
    }
    let own = special(cx, value, name_of(cx, key));
    finish(cx, own)
}

/// The value of an own property by a name that the machine itself gives.
pub(super) fn own_value_of_text(cx: &mut Cx<'_>, value: Value, name: &str) -> Run<Option<Value>> {
    if let Value::Object(id) = value
        && let Some(object) = js_object(cx, id)
        && let Some(found) = object.properties.get_text(cx, name)
    {
        return Ok(Some(found));
    }
    let own = special(cx, value, Name::Text(name));
    finish(cx, own)
}

fn finish(cx: &mut Cx<'_>, own: Own) -> Run<Option<Value>> {
    match own {
        Own::Absent => Ok(None),
        Own::Value(value) => Ok(Some(value)),
        Own::Unit(unit) => Ok(Some(Value::Str(character(cx, unit)?))),
        Own::Text(text) => Ok(Some(Value::Str(new_string_id(cx, text)?))),
        Own::Unreadable(what) => Err(cx.unsupported(format!("{what} is not supported"))),
    }
}

fn named(cx: &Cx<'_>, value: Value, key: Key) -> Option<Value> {
    match value {
        Value::Object(id) => js_object(cx, id)?.properties.get(cx, key),
        _ => None,
    }
}

fn special(cx: &Cx<'_>, value: Value, name: Name<'_>) -> Own {
    match value {
        Value::Str(id) => string_property(cx, id, name),
        Value::Object(id) => match cx.object(id) {
            heap::Object::Js(object) => object_property(cx, object, name),
            heap::Object::Closure(_) => closure_property(cx, id, name),
            _ => Own::Absent,
        },
        Value::Global(global) => global_property(global, name),
        Value::Native(id) => match (name, native(id)) {
            (Name::Text("name"), Some(native)) => Own::Text(JsString::from(native.name)),
            (Name::Text("length"), Some(native)) => Own::Value(Value::Float(f64::from(native.length))),
            _ => Own::Absent,
        },
        Value::Section(section) => match name {
            Name::Text("name") => Own::Text(JsString::from(cx.section_name(section))),
            // `section(key, default)`
            Name::Text("length") => Own::Value(Value::Float(2.0)),
            _ => Own::Absent,
        },
        _ => Own::Absent,
    }
}

fn string_property(cx: &Cx<'_>, id: StrId, name: Name<'_>) -> Own {
    match name {
        Name::Index(index) => match cx.string(id).unit(index as usize) {
            Some(unit) => Own::Unit(unit),
            None => Own::Absent,
        },
        Name::Text("length") => Own::Value(Value::Float(cx.string(id).len() as f64)),
        _ => Own::Absent,
    }
}

fn object_property(cx: &Cx<'_>, object: &Object, name: Name<'_>) -> Own {
    match (&object.class, name) {
        (Class::Array(items), Name::Index(index)) => match items.get(index as usize) {
            None | Some(Value::Empty) => Own::Absent,
            Some(&item) => Own::Value(item),
        },
        (Class::Array(items), Name::Text("length")) => Own::Value(Value::Float(items.len() as f64)),
        (Class::Boxed(Value::Str(id)), _) => string_property(cx, *id, name),
        (Class::RegExp(regexp), Name::Text("lastIndex")) => Own::Value(regexp.last_index),
        (Class::Error(data), Name::Text("message")) => match data.message {
            Message::Absent => Own::Absent,
            Message::Known(value) => Own::Value(value),
            Message::Opaque => {
                Own::Unreadable("reading the text of this error, which V8 makes of the rule's text or of its input,")
            }
        },
        (Class::Error(data), Name::Text("cause")) => data.cause.map_or(Own::Absent, Own::Value),
        (Class::Error(_), Name::Text("stack")) => Own::Unreadable("`stack` of an error"),
        (Class::Bound(bound), Name::Text(name)) => bound_property(cx, bound, name),
        _ => Own::Absent,
    }
}

fn bound_property(cx: &Cx<'_>, bound: &Bound, name: &str) -> Own {
    match name {
        "name" => function::name(cx, bound.target).map_or(Own::Unreadable("`name` of this function"), |name| {
            Own::Text(JsString::from(&*format!("bound {name}")))
        }),
        "length" => function::length(cx, bound.target).map_or(Own::Unreadable("`length` of this function"), |length| {
            Own::Value(Value::Float((length - bound.args.len() as f64).max(0.0)))
        }),
        _ => Own::Absent,
    }
}

fn closure_property(cx: &Cx<'_>, id: ObjId, name: Name<'_>) -> Own {
    let heap::Object::Closure(closure) = cx.object(id) else {
        return Own::Absent;
    };
    match name {
        Name::Text("name") => function::name(cx, Value::Object(id))
            .map_or(Own::Unreadable("`name` of this function"), |name| {
                Own::Text(JsString::from(&*name))
            }),
        Name::Text("length") => Own::Value(Value::Float(cx.arity(closure.func).required as f64)),
        Name::Text("prototype" | "arguments" | "caller") => {
            Own::Unreadable("`prototype`, `arguments` or `caller` of a function")
        }
        _ => Own::Absent,
    }
}

fn global_property(global: Global, name: Name<'_>) -> Own {
    let (Name::Text(name), Some(owner)) = (name, Owner::of_global(global)) else {
        return match name {
            Name::Text("name") => Own::Text(JsString::from(global.name())),
            Name::Text("length") => {
                globals::length(global).map_or(Own::Absent, |length| Own::Value(Value::Float(length)))
            }
            _ => Own::Absent,
        };
    };
    if let Some(value) = globals::constant(global, name) {
        return Own::Value(value);
    }
    if let Some(id) = owner.find_text(name) {
        return Own::Value(Value::Native(id));
    }
    match (name, globals::length(global)) {
        ("name", Some(_)) => Own::Text(JsString::from(global.name())),
        ("length", Some(length)) => Own::Value(Value::Float(length)),
        _ if owner.has(&JsString::from(name)) => Own::Unreadable(unsupported_static(name)),
        _ => Own::Absent,
    }
}

fn unsupported_static(name: &str) -> &'static str {
    match name {
        "prototype" => "`prototype` of a built-in",
        "random" => "`Math.random`, which gives another answer each time,",
        "create" | "setPrototypeOf" | "getPrototypeOf" => "a function of `Object` that deals with prototypes",
        "defineProperty" | "defineProperties" | "getOwnPropertyDescriptor" | "getOwnPropertyDescriptors" => {
            "a function of `Object` that deals with property descriptors"
        }
        "seal" | "preventExtensions" => "`Object.seal` or `Object.preventExtensions` (use `Object.freeze`)",
        _ => "this property of a built-in object",
    }
}
