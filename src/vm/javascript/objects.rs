//! `Object` and `Object.prototype` (ECMA-262 20.1), and the rest of an object pattern.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::call::{call_value, is_callable};
use super::convert::{arg, is_object, key_to_value, new_object, to_key, to_object};
use super::equality::same_value;
use super::native::{Native, natives};
use super::object::{Class, Key, Object};
use super::own::{has_own, is_enumerable};
use super::property::{
    class_of, define, get, get_text, js_object_mut, object_of, own_key_values, own_keys, set_or_throw,
};
use super::{array, iterator};

pub(super) const STATICS: &[Native] = natives! {
    "assign" 2 assign;
    "entries" 1 entries;
    "freeze" 1 freeze;
    "fromEntries" 1 from_entries;
    "getOwnPropertyNames" 1 own_property_names;
    "hasOwn" 2 has_own_static;
    "is" 2 is;
    "isExtensible" 1 is_extensible;
    "isFrozen" 1 is_frozen;
    "isSealed" 1 is_frozen;
    "keys" 1 keys;
    "values" 1 values;
};

pub(super) const METHODS: &[Native] = natives! {
    "hasOwnProperty" 1 has_own_property;
    "isPrototypeOf" 1 is_prototype_of;
    "propertyIsEnumerable" 1 property_is_enumerable;
    "toLocaleString" 0 to_locale_string;
    "toString" 0 to_string;
    "valueOf" 0 value_of;
};

/// Copies the own enumerable properties of a source as new properties of an object.
pub(super) fn copy(cx: &mut Cx<'_>, object: Value, source: Value) -> Run<()> {
    let Value::Object(id) = object else {
        return Ok(());
    };
    for key in own_keys(cx, source)? {
        let value = get(cx, source, key)?;
        define(cx, id, key, value)?;
    }
    Ok(())
}

/// A new object with the properties of a source but those of the array of keys.
pub(super) fn rest(cx: &mut Cx<'_>, source: Value, excluded: Value) -> Run<Value> {
    let mut skip = Vec::new();
    iterator::spread(cx, excluded, &mut skip)?;
    let mut names = Vec::new();
    for key in skip {
        let key = to_key(cx, key)?;
        names.push(key);
    }
    let id = new_object(cx, Class::Plain)?;
    for key in own_keys(cx, source)? {
        cx.charge(names.len() as u64)?;
        if !names.iter().any(|&name| same_key(cx, name, key)) {
            let value = get(cx, source, key)?;
            define(cx, id, key, value)?;
        }
    }
    Ok(Value::Object(id))
}

/// Whether two keys name the same property.
pub(super) fn same_key(cx: &Cx<'_>, a: Key, b: Key) -> bool {
    match (a, b) {
        (Key::Index(a), Key::Index(b)) => a == b,
        (Key::Name(a), Key::Name(b)) => super::properties::same_text(cx, a, b),
        _ => false,
    }
}

/// ECMA-262 20.1.2.1.
fn assign(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    let target = to_object(cx, arg(args, 0))?;
    for &source in args.get(1..).unwrap_or_default() {
        for key in own_keys(cx, source)? {
            let value = get(cx, source, key)?;
            set_or_throw(cx, target, key, value)?;
        }
    }
    Ok(target)
}

/// The keys and values of the own enumerable properties.
fn pairs(cx: &mut Cx<'_>, value: Value) -> Run<Vec<(Value, Value)>> {
    let object = to_object(cx, value)?;
    let mut pairs = Vec::new();
    for key in own_keys(cx, object)? {
        let value = get(cx, object, key)?;
        let key = key_to_value(cx, key)?;
        pairs.push((key, value));
    }
    Ok(pairs)
}

fn entries(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    let mut items = Vec::new();
    for (key, value) in pairs(cx, arg(args, 0))? {
        items.push(array::new_array(cx, vec![key, value])?);
    }
    array::new_array(cx, items)
}

fn values(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    let object = to_object(cx, arg(args, 0))?;
    let mut items = Vec::new();
    for key in own_keys(cx, object)? {
        items.push(get(cx, object, key)?);
    }
    array::new_array(cx, items)
}

fn keys(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    let object = to_object(cx, arg(args, 0))?;
    let keys = own_key_values(cx, object)?;
    array::new_array(cx, keys)
}

/// ECMA-262 20.1.2.10, where the names that are not enumerable are known.
fn own_property_names(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    let object = to_object(cx, arg(args, 0))?;
    let with_length = match class_of(cx, object) {
        Some(Class::Array(_) | Class::Boxed(Value::Str(_))) => true,
        Some(Class::Error(_) | Class::RegExp(_) | Class::Bound(_)) | None => {
            return Err(cx.unsupported(
                "`Object.getOwnPropertyNames` of a function, an error or a regular expression is not supported",
            ));
        }
        Some(_) => false,
    };
    let keys = own_keys(cx, object)?;
    let indices = keys.iter().take_while(|key| matches!(key, Key::Index(_))).count();
    let mut names = Vec::new();
    for key in keys {
        names.push(key_to_value(cx, key)?);
    }
    if with_length {
        let length = cx.new_string("length")?;
        names.insert(indices, length);
    }
    array::new_array(cx, names)
}

fn freeze(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    let value = arg(args, 0);
    if let Value::Object(id) = value
        && let Some(object) = js_object_mut(cx, id)
    {
        object.frozen = true;
    }
    Ok(value)
}

/// Whether an object is frozen, which is also whether it is sealed: nothing else takes attributes away.
fn frozen(cx: &Cx<'_>, value: Value) -> Run<bool> {
    if !is_object(value) {
        return Ok(true);
    }
    match object_of(cx, value) {
        Some(object) => Ok(object.frozen),
        None => Err(cx.unsupported("asking whether a function or built-in object is frozen is not supported")),
    }
}

fn is_frozen(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    frozen(cx, arg(args, 0)).map(Value::Bool)
}

fn is_extensible(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    frozen(cx, arg(args, 0)).map(|frozen| Value::Bool(!frozen))
}

/// ECMA-262 20.1.2.7.
fn from_entries(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    let iterator = iterator::iterator_of(cx, arg(args, 0))?;
    let id = new_object(cx, Class::Plain)?;
    loop {
        let entry = iterator::next(cx, iterator)?;
        if matches!(entry, Value::Empty) {
            return Ok(Value::Object(id));
        }
        if !is_object(entry) {
            return Err(cx.throw_opaque(Global::JsTypeError));
        }
        let key = get(cx, entry, Key::Index(0))?;
        let value = get(cx, entry, Key::Index(1))?;
        let key = to_key(cx, key)?;
        define(cx, id, key, value)?;
    }
}

fn has_own_static(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    let object = to_object(cx, arg(args, 0))?;
    let key = to_key(cx, arg(args, 1))?;
    Ok(Value::Bool(has_own(cx, object, key)))
}

fn is(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    Ok(Value::Bool(same_value(cx, arg(args, 0), arg(args, 1))))
}

/// ECMA-262 20.1.3.2: the key is converted first.
fn has_own_property(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let key = to_key(cx, arg(args, 0))?;
    let object = to_object(cx, this)?;
    Ok(Value::Bool(has_own(cx, object, key)))
}

/// ECMA-262 20.1.3.3: no object of a rule is a prototype.
fn is_prototype_of(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    if !is_object(arg(args, 0)) {
        return Ok(Value::Bool(false));
    }
    match to_object(cx, this)? {
        Value::Object(_) => Ok(Value::Bool(false)),
        _ => Err(cx.unsupported("`isPrototypeOf` of a built-in object is not supported; use `instanceof`")),
    }
}

fn property_is_enumerable(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let key = to_key(cx, arg(args, 0))?;
    let object = to_object(cx, this)?;
    Ok(Value::Bool(is_enumerable(cx, object, key)))
}

fn to_locale_string(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let method = get_text(cx, this, "toString")?;
    if !is_callable(cx, method) {
        return Err(cx.throw_opaque(Global::JsTypeError));
    }
    cx.nested(|cx| call_value(cx, method, this, &[]))
}

/// ECMA-262 20.1.3.6.
fn to_string(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let tag = tag(cx, this);
    cx.new_string(&*format!("[object {tag}]"))
}

/// The word between the brackets of `[object …]`.
pub(super) fn tag(cx: &Cx<'_>, value: Value) -> &'static str {
    match value {
        Value::Undefined | Value::Empty => "Undefined",
        Value::Nil => "Null",
        Value::Bool(_) => "Boolean",
        Value::Float(_) | Value::Int(_) => "Number",
        Value::Str(_) => "String",
        Value::Global(Global::JsMath) => "Math",
        Value::Global(Global::JsJson) => "JSON",
        _ => match object_of(cx, value) {
            Some(Object { class, .. }) => match class {
                Class::Plain | Class::Bare => "Object",
                Class::Array(_) => "Array",
                Class::Date(_) => "Date",
                Class::RegExp(_) => "RegExp",
                Class::Error(_) => "Error",
                Class::Map(_) => "Map",
                Class::Set(_) => "Set",
                Class::Boxed(Value::Str(_)) => "String",
                Class::Boxed(Value::Bool(_)) => "Boolean",
                Class::Boxed(_) => "Number",
                Class::Bound(_) => "Function",
                Class::Iterator(iteration) => iterator::tag(cx, iteration),
            },
            None => "Function",
        },
    }
}

fn value_of(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    to_object(cx, this)
}

/// A new object without properties.
pub(super) fn new_plain(cx: &mut Cx<'_>) -> Run<Value> {
    Ok(Value::Object(new_object(cx, Class::Plain)?))
}
