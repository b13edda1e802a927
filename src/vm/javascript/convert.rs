//! The abstract conversions of ECMA-262 7.1, with calls of the `valueOf` and `toString` that a rule gives its objects.

use crate::number::javascript as numbers;
use crate::value::{Global, JsString, ObjId, StrId, Value};
use crate::vm::context::{Cx, Run};
use crate::vm::heap;

use super::call::{call_value, is_callable};
use super::object::{Class, Key, MAX_INDEX, Object};
use super::text::{fixed, new_string_id};
use super::{date, property};

/// Which primitive is preferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hint {
    /// None: as `+` and `==` ask; a number but for dates.
    Default,
    /// A number.
    Number,
    /// A string.
    String,
}

/// ECMA-262 6.1.7: whether the value is an object (a function is one).
pub(super) fn is_object(value: Value) -> bool {
    matches!(
        value,
        Value::Object(_) | Value::Global(_) | Value::Native(_) | Value::Section(_)
    )
}

/// ECMA-262 7.1.1 ToPrimitive.
pub(super) fn to_primitive(cx: &mut Cx<'_>, value: Value, hint: Hint) -> Run<Value> {
    if !is_object(value) {
        return Ok(value);
    }
    let text_first = match hint {
        Hint::String => true,
        Hint::Number => false,
        Hint::Default => date::is_date(cx, value),
    };
    let order = if text_first {
        ["toString", "valueOf"]
    } else {
        ["valueOf", "toString"]
    };
    cx.nested(|cx| {
        for name in order {
            let method = property::get_text(cx, value, name)?;
            if is_callable(cx, method) {
                let result = call_value(cx, method, value, &[])?;
                if !is_object(result) {
                    return Ok(result);
                }
            }
        }
        Err(cx.throw(Global::JsTypeError, "Cannot convert object to primitive value"))
    })
}

/// ECMA-262 7.1.4 ToNumber.
pub(super) fn to_number(cx: &mut Cx<'_>, value: Value) -> Run<f64> {
    Ok(match value {
        Value::Float(number) => number,
        Value::Int(number) => number as f64,
        Value::Empty | Value::Undefined => f64::NAN,
        Value::Nil => 0.0,
        Value::Bool(flag) => f64::from(u8::from(flag)),
        Value::Str(id) => {
            cx.charge(cx.string(id).len() as u64 / 8)?;
            string_to_number(cx.string(id))
        }
        _ => {
            let primitive = to_primitive(cx, value, Hint::Number)?;
            return to_number(cx, primitive);
        }
    })
}

/// ECMA-262 7.1.4.1.1 StringToNumber.
pub(super) fn string_to_number(string: &JsString) -> f64 {
    match string {
        JsString::Ascii(text) => numbers::string_to_number(&**text),
        JsString::Wide(units) => numbers::string_to_number(&**units),
    }
}

/// ECMA-262 7.1.5 ToIntegerOrInfinity.
pub(super) fn to_integer(cx: &mut Cx<'_>, value: Value) -> Run<f64> {
    Ok(numbers::to_integer_or_infinity(to_number(cx, value)?))
}

/// ECMA-262 7.1.6 ToInt32.
pub(super) fn to_int32(cx: &mut Cx<'_>, value: Value) -> Run<i32> {
    Ok(numbers::to_int32(to_number(cx, value)?))
}

/// ECMA-262 7.1.17 ToString.
pub(super) fn to_string(cx: &mut Cx<'_>, value: Value) -> Run<StrId> {
    match value {
        Value::Str(id) => Ok(id),
        Value::Float(number) => number_to_string(cx, number),
        Value::Int(number) => number_to_string(cx, number as f64),
        Value::Empty | Value::Undefined => fixed(cx, "undefined"),
        Value::Nil => fixed(cx, "null"),
        Value::Bool(true) => fixed(cx, "true"),
        Value::Bool(false) => fixed(cx, "false"),
        _ => {
            let primitive = to_primitive(cx, value, Hint::String)?;
            to_string(cx, primitive)
        }
    }
}

/// ECMA-262 6.1.6.1.20 Number::toString with radix 10.
pub(super) fn number_to_string(cx: &mut Cx<'_>, number: f64) -> Run<StrId> {
    cx.charge(2)?;
    new_string_id(cx, JsString::Ascii(numbers::to_string(number).into()))
}

/// ECMA-262 7.1.19 ToPropertyKey.
pub(super) fn to_key(cx: &mut Cx<'_>, value: Value) -> Run<Key> {
    match value {
        Value::Float(number) => {
            if let Some(index) = index_of_number(number) {
                return Ok(Key::Index(index));
            }
            Ok(Key::Name(number_to_string(cx, number)?))
        }
        Value::Str(id) => {
            charge_name(cx, id)?;
            Ok(key_of_string(cx, id))
        }
        _ => {
            let primitive = to_primitive(cx, value, Hint::String)?;
            if let Value::Float(_) = primitive {
                return to_key(cx, primitive);
            }
            let name = to_string(cx, primitive)?;
            charge_name(cx, name)?;
            Ok(key_of_string(cx, name))
        }
    }
}

/// Pays for a name that a rule computed: to find it, all of it is hashed and compared.
pub(super) fn charge_name(cx: &mut Cx<'_>, name: StrId) -> Run<()> {
    let length = cx.string(name).len() as u64;
    cx.charge(length / 64)
}

/// The key that a string names.
pub(super) fn key_of_string(cx: &Cx<'_>, id: StrId) -> Key {
    match cx.string(id) {
        JsString::Ascii(text) => index_of_text(text).map_or(Key::Name(id), Key::Index),
        JsString::Wide(_) => Key::Name(id),
    }
}

/// The array index that a number is.
pub(super) fn index_of_number(number: f64) -> Option<u32> {
    // A cast saturates, so only a number that is an index survives the way back.
    let index = number as u32;
    (f64::from(index) == number && index <= MAX_INDEX).then_some(index)
}

/// The array index whose canonical text this is.
pub(super) fn index_of_text(text: &str) -> Option<u32> {
    let bytes = text.as_bytes();
    let canonical = match bytes {
        [b'0'] => true,
        [b'1'..=b'9', rest @ ..] => rest.len() < 10 && rest.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    if !canonical {
        return None;
    }
    text.parse().ok().filter(|&index| index <= MAX_INDEX)
}

/// The string of a key as a value.
pub(super) fn key_to_value(cx: &mut Cx<'_>, key: Key) -> Run<Value> {
    key_to_string(cx, key).map(Value::Str)
}

/// The string of a key, by id.
pub(super) fn key_to_string(cx: &mut Cx<'_>, key: Key) -> Run<StrId> {
    match key {
        Key::Index(index) => number_to_string(cx, f64::from(index)),
        Key::Name(name) => Ok(name),
    }
}

/// ECMA-262 7.1.18 ToObject: wraps primitives; TypeError with V8's text for null and undefined.
pub(super) fn to_object(cx: &mut Cx<'_>, value: Value) -> Run<Value> {
    match value {
        Value::Empty | Value::Undefined | Value::Nil => {
            Err(cx.throw(Global::JsTypeError, "Cannot convert undefined or null to object"))
        }
        _ if is_object(value) => Ok(value),
        _ => Ok(Value::Object(new_object(cx, Class::Boxed(value))?)),
    }
}

/// A new object of a class.
pub(super) fn new_object(cx: &mut Cx<'_>, class: Class) -> Run<ObjId> {
    cx.alloc(heap::Object::Js(Object::new(class)))
}

/// A relative index argument (`slice`, `at`): counted from the end where negative, within 0 and the length.
pub(super) fn relative_index(cx: &mut Cx<'_>, value: Value, length: f64, default: f64) -> Run<f64> {
    if matches!(value, Value::Undefined | Value::Empty) {
        return Ok(default);
    }
    let relative = to_integer(cx, value)?;
    Ok(if relative < 0.0 {
        (length + relative).max(0.0)
    } else {
        relative.min(length)
    })
}

/// The argument at a place, undefined where there is none.
pub(super) fn arg(args: &[Value], at: usize) -> Value {
    match args.get(at) {
        None | Some(Value::Empty) => Value::Undefined,
        Some(&value) => value,
    }
}

#[cfg(test)]
mod tests {
    use super::{index_of_number, index_of_text};

    #[test]
    fn only_canonical_texts_below_the_limit_are_indices() {
        for (text, index) in [("0", Some(0)), ("10", Some(10)), ("4294967294", Some(4_294_967_294))] {
            assert_eq!(index_of_text(text), index);
        }
        for text in [
            "",
            "-0",
            "00",
            "01",
            "1.0",
            "1e3",
            " 1",
            "4294967295",
            "99999999999",
            "٣",
        ] {
            assert_eq!(index_of_text(text), None, "{text:?}");
        }
    }

    #[test]
    fn only_whole_numbers_below_the_limit_are_indices() {
        assert_eq!(index_of_number(-0.0), Some(0));
        assert_eq!(index_of_number(4_294_967_294.0), Some(4_294_967_294));
        for number in [
            -1.0,
            0.5,
            4_294_967_295.0,
            1e300,
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
        ] {
            assert_eq!(index_of_number(number), None, "{number}");
        }
    }
}
