//! Reading, writing, deleting and listing properties of any value (ECMA-262 10.1, 10.4.2, 10.4.3, 13.3.2).
//!
//! A look-up goes through the own properties and then the built-in prototypes of the value's class. Names that only the
//! real object has fault. Writes are those of sloppy mode: what cannot be written is ignored and reported as `false`.

use crate::value::{Global, JsString, ObjId, StrId, Value};
use crate::vm::context::{Cx, Run};
use crate::vm::heap;

use super::convert::{key_to_string, key_to_value, to_number};
use super::object::{Class, ErrorData, Key, MAX_INDEX, Message, Object};
use super::own::{own_value, own_value_of_text};
use super::properties::PROPERTY_BYTES;
use super::prototype::{inherited, inherited_text, inherits};
use super::{array, own, text};

/// The object of a rule with this id; faults for what is none.
pub(super) fn js_object<'a>(cx: &'a Cx<'_>, id: ObjId) -> Option<&'a Object> {
    match cx.object(id) {
        heap::Object::Js(object) => Some(object),
        _ => None,
    }
}

/// The object of a rule with this id, to be changed.
pub(super) fn js_object_mut<'a>(cx: &'a mut Cx<'_>, id: ObjId) -> Option<&'a mut Object> {
    match cx.object_mut(id) {
        heap::Object::Js(object) => Some(object),
        _ => None,
    }
}

/// The object behind a value, if it is one of a rule's and no function of the rule.
pub(super) fn object_of<'a>(cx: &'a Cx<'_>, value: Value) -> Option<&'a Object> {
    match value {
        Value::Object(id) => js_object(cx, id),
        _ => None,
    }
}

/// The class of the object behind a value.
pub(super) fn class_of<'a>(cx: &'a Cx<'_>, value: Value) -> Option<&'a Class> {
    object_of(cx, value).map(|object| &object.class)
}

/// The class of the object behind a value, to be changed.
pub(super) fn class_of_mut<'a>(cx: &'a mut Cx<'_>, value: Value) -> Option<&'a mut Class> {
    match value {
        Value::Object(id) => js_object_mut(cx, id).map(|object| &mut object.class),
        _ => None,
    }
}

/// `value[key]`; TypeError for null and undefined.
pub(super) fn get(cx: &mut Cx<'_>, value: Value, key: Key) -> Run<Value> {
    if let Some(object) = object_of(cx, value) {
        // The common cases, without a detour.
        match (&object.class, key) {
            (Class::Array(items), Key::Index(index)) => {
                return Ok(match items.get(index as usize) {
                    None | Some(Value::Empty) => Value::Undefined,
                    Some(&item) => item,
                });
            }
            (Class::Plain, _) => {
                if let Some(found) = object.properties.get(cx, key) {
                    return Ok(found);
                }
                return inherited(cx, value, key);
            }
            _ => {}
        }
    }
    if matches!(value, Value::Undefined | Value::Nil | Value::Empty) {
        let words = match value {
            Value::Nil => ["Cannot read properties of null (reading '", "')"],
            _ => ["Cannot read properties of undefined (reading '", "')"],
        };
        let name = key_to_string(cx, key)?;
        return Err(text::throw_with(cx, Global::JsTypeError, &words, &[name]));
    }
    match own_value(cx, value, key)? {
        Some(found) => Ok(found),
        None => inherited(cx, value, key),
    }
}

/// `value.name` of an object for a name that the machine itself asks for.
pub(super) fn get_text(cx: &mut Cx<'_>, value: Value, name: &str) -> Run<Value> {
    match own_value_of_text(cx, value, name)? {
        Some(found) => Ok(found),
        None => inherited_text(cx, value, name),
    }
}

/// The text of a key for faults.
fn key_text(cx: &Cx<'_>, key: Key) -> String {
    match key {
        Key::Index(index) => index.to_string(),
        Key::Name(name) => cx.string(name).to_lossy(),
    }
}

/// Whether a value has a property, its own or inherited (ECMA-262 7.3.12).
pub(super) fn has(cx: &Cx<'_>, value: Value, key: Key) -> bool {
    own::has_own(cx, value, key) || inherits(cx, value, key)
}

/// `value[key] = new` of sloppy mode: whether it was written.
pub(super) fn set(cx: &mut Cx<'_>, value: Value, key: Key, new: Value) -> Run<bool> {
    match value {
        Value::Undefined | Value::Nil | Value::Empty => {
            let words = match value {
                Value::Nil => ["Cannot set properties of null (setting '", "')"],
                _ => ["Cannot set properties of undefined (setting '", "')"],
            };
            let name = key_to_string(cx, key)?;
            Err(text::throw_with(cx, Global::JsTypeError, &words, &[name]))
        }
        Value::Object(id) if js_object(cx, id).is_some() => set_object(cx, id, key, new),
        Value::Object(_) | Value::Global(_) | Value::Native(_) | Value::Section(_) => {
            let name = key_text(cx, key);
            Err(cx.unsupported(format!(
                "setting the property `{name}` of a function or built-in object is not supported; keep the value in a variable"
            )))
        }
        // A property of a primitive would be written to a wrapper that is dropped at once.
        _ => Ok(false),
    }
}

/// `value[key] = new` where a failure throws TypeError (ECMA-262 Set with Throw = true).
pub(super) fn set_or_throw(cx: &mut Cx<'_>, value: Value, key: Key, new: Value) -> Run<()> {
    if set(cx, value, key, new)? {
        Ok(())
    } else {
        Err(cx.throw_opaque(Global::JsTypeError))
    }
}

fn set_object(cx: &mut Cx<'_>, id: ObjId, key: Key, new: Value) -> Run<bool> {
    let Some(object) = js_object(cx, id) else {
        return Ok(false);
    };
    let name = match key {
        Key::Index(index) => match &object.class {
            Class::Array(items) => {
                let length = items.len();
                if object.frozen {
                    return Ok(false);
                }
                return array::write(cx, id, index, length, new);
            }
            Class::Boxed(Value::Str(string)) if (index as usize) < cx.string(*string).len() => return Ok(false),
            _ => None,
        },
        Key::Name(name) => Some(name),
    };
    if let Some(name) = name
        && !matches!(object.class, Class::Plain)
        && let Some(done) = set_special(cx, id, name, new)?
    {
        return Ok(done);
    }
    let Some(object) = js_object(cx, id) else {
        return Ok(false);
    };
    if object.frozen {
        return Ok(false);
    }
    let slot = object.properties.locate(cx, key);
    if !slot.is_found() {
        if name.is_some_and(|name| cx.string(name).is("__proto__")) && !matches!(object.class, Class::Bare) {
            return Err(cx.unsupported("setting `__proto__` is not supported; prototypes cannot be changed"));
        }
        cx.charge_memory(PROPERTY_BYTES)?;
    }
    if let Some(object) = js_object_mut(cx, id) {
        object.properties.put(slot, new);
    }
    Ok(true)
}

/// Writes a name that has a meaning of its own in a class; none where it has not.
fn set_special(cx: &mut Cx<'_>, id: ObjId, name: StrId, new: Value) -> Run<Option<bool>> {
    let Some(object) = js_object(cx, id) else {
        return Ok(None);
    };
    let JsString::Ascii(text) = cx.string(name) else {
        return Ok(None);
    };
    let frozen = object.frozen;
    Ok(match (&object.class, &**text) {
        (Class::Array(_), "length") => Some(array::set_length(cx, id, new)?),
        (Class::Boxed(Value::Str(_)), "length") => Some(false),
        (Class::RegExp(_), "lastIndex") => {
            if !frozen && let Some(Class::RegExp(regexp)) = class_of_mut(cx, Value::Object(id)) {
                regexp.last_index = new;
            }
            Some(!frozen)
        }
        (Class::RegExp(_), _) if is_regexp_accessor(text) => Some(false),
        (Class::Map(_) | Class::Set(_), "size") => Some(false),
        (Class::Error(data), "message" | "cause" | "stack") => set_error(cx, id, &data.clone(), name, new, frozen)?,
        (Class::Bound(_), _) => {
            return Err(
                cx.unsupported("setting a property of a function is not supported; keep the value in a variable")
            );
        }
        _ => None,
    })
}

fn is_regexp_accessor(name: &str) -> bool {
    matches!(
        name,
        "dotAll"
            | "flags"
            | "global"
            | "hasIndices"
            | "ignoreCase"
            | "multiline"
            | "source"
            | "sticky"
            | "unicode"
            | "unicodeSets"
    )
}

fn set_error(cx: &mut Cx<'_>, id: ObjId, data: &ErrorData, name: StrId, new: Value, frozen: bool) -> Run<Option<bool>> {
    let text = cx.string(name);
    let is_message = text.is("message");
    if text.is("stack") {
        return Err(cx.unsupported("`stack` of an error is not supported"));
    }
    let present = if is_message {
        !matches!(data.message, Message::Absent)
    } else {
        data.cause.is_some()
    };
    if !present {
        return Ok(None);
    }
    if !frozen && let Some(Class::Error(data)) = class_of_mut(cx, Value::Object(id)) {
        if is_message {
            data.message = Message::Known(new);
        } else {
            data.cause = Some(new);
        }
    }
    Ok(Some(!frozen))
}

/// Defines an own enumerable property of an object that the machine itself made or a literal makes.
pub(super) fn define(cx: &mut Cx<'_>, id: ObjId, key: Key, value: Value) -> Run<()> {
    let Some(object) = js_object(cx, id) else {
        return Ok(());
    };
    if let (Class::Array(items), Key::Index(index)) = (&object.class, key) {
        let length = items.len();
        array::write(cx, id, index, length, value)?;
        return Ok(());
    }
    let slot = object.properties.locate(cx, key);
    if !slot.is_found() {
        cx.charge_memory(PROPERTY_BYTES)?;
    }
    if let Some(object) = js_object_mut(cx, id) {
        object.properties.put(slot, value);
    }
    Ok(())
}

/// Defines an own property by a name that the machine itself gives.
pub(super) fn define_text(cx: &mut Cx<'_>, id: ObjId, name: &str, value: Value) -> Run<()> {
    let name = text::new_string_id(cx, name)?;
    define(cx, id, Key::Name(name), value)
}

/// `delete value[key]` of sloppy mode.
pub(super) fn delete(cx: &mut Cx<'_>, value: Value, key: Key) -> Run<bool> {
    match value {
        Value::Undefined | Value::Nil | Value::Empty => {
            Err(cx.throw(Global::JsTypeError, "Cannot convert undefined or null to object"))
        }
        Value::Object(id) if js_object(cx, id).is_some() => delete_own(cx, id, key),
        Value::Object(_) | Value::Global(_) | Value::Native(_) | Value::Section(_) => {
            Err(cx.unsupported("deleting a property of a function or built-in object is not supported"))
        }
        _ => Ok(!own::has_own(cx, value, key)),
    }
}

fn delete_own(cx: &mut Cx<'_>, id: ObjId, key: Key) -> Run<bool> {
    if !own::has_own(cx, Value::Object(id), key) {
        return Ok(true);
    }
    let Some(object) = js_object(cx, id) else {
        return Ok(true);
    };
    if object.frozen {
        return Ok(false);
    }
    let slot = object.properties.locate(cx, key);
    if slot.is_found() {
        cx.charge(object.properties.len() as u64)?;
        if let Some(object) = js_object_mut(cx, id) {
            object.properties.remove(slot);
        }
        return Ok(true);
    }
    let is_message = matches!(key, Key::Name(name) if cx.string(name).is("message"));
    let is_cause = matches!(key, Key::Name(name) if cx.string(name).is("cause"));
    Ok(match (class_of_mut(cx, Value::Object(id)), key) {
        (Some(Class::Array(items)), Key::Index(index)) => {
            if let Some(item) = items.get_mut(index as usize) {
                *item = Value::Empty;
            }
            true
        }
        (Some(Class::Error(data)), _) if is_message => {
            data.message = Message::Absent;
            true
        }
        (Some(Class::Error(data)), _) if is_cause => {
            data.cause = None;
            true
        }
        (Some(Class::Error(_) | Class::Bound(_)), _) => {
            return Err(cx.unsupported("deleting this property is not supported"));
        }
        // `length` of arrays and strings, characters of strings, `lastIndex`.
        _ => false,
    })
}

/// The own enumerable keys in order (ECMA-262 7.3.23).
pub(super) fn own_keys(cx: &mut Cx<'_>, value: Value) -> Run<Vec<Key>> {
    let keys: Vec<Key> = match value {
        Value::Str(id) => string_keys(cx, id).collect(),
        Value::Object(id) => match js_object(cx, id) {
            None => Vec::new(),
            Some(object) => {
                let named = object.properties.iter().map(|(key, _)| key);
                match &object.class {
                    Class::Array(items) => {
                        let present = items
                            .iter()
                            .enumerate()
                            .filter(|(_, item)| !matches!(item, Value::Empty));
                        present.map(|(at, _)| Key::Index(at as u32)).chain(named).collect()
                    }
                    Class::Boxed(Value::Str(string)) => string_keys(cx, *string).chain(named).collect(),
                    _ => named.collect(),
                }
            }
        },
        Value::Global(global) => {
            check_enumeration(cx, global == Global::JsError)?;
            Vec::new()
        }
        _ => Vec::new(),
    };
    cx.charge(keys.len() as u64)?;
    cx.charge_memory(keys.len() * 8)?;
    Ok(keys)
}

/// `Error` has an enumerable property of V8's own, `stackTraceLimit`.
pub(super) fn check_enumeration(cx: &Cx<'_>, of_error: bool) -> Run<()> {
    if of_error {
        return Err(cx.unsupported("listing the properties of `Error` is not supported"));
    }
    Ok(())
}

fn string_keys(cx: &Cx<'_>, id: StrId) -> impl Iterator<Item = Key> {
    let length = cx.string(id).len().min(MAX_INDEX as usize) as u32;
    (0..length).map(Key::Index)
}

/// The own enumerable keys as strings.
pub(super) fn own_key_values(cx: &mut Cx<'_>, value: Value) -> Run<Vec<Value>> {
    let keys = own_keys(cx, value)?;
    keys.into_iter().map(|key| key_to_value(cx, key)).collect()
}

/// The length of an array or of an array-like object (ECMA-262 7.3.18).
pub(super) fn length_of(cx: &mut Cx<'_>, value: Value) -> Run<u64> {
    match class_of(cx, value) {
        Some(Class::Array(items)) => Ok(items.len() as u64),
        _ => {
            let length = get_text(cx, value, "length")?;
            Ok(crate::number::javascript::to_length(to_number(cx, length)?))
        }
    }
}

/// The key of an index of any size.
pub(super) fn index_key(cx: &mut Cx<'_>, index: u64) -> Run<Key> {
    match u32::try_from(index) {
        Ok(index) if index <= MAX_INDEX => Ok(Key::Index(index)),
        _ => Ok(Key::Name(super::convert::number_to_string(cx, index as f64)?)),
    }
}
