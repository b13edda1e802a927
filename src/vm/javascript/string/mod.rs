//! `String` and `String.prototype` (ECMA-262 22.1) over UTF-16 code units.

mod access;
mod case;
mod collate;
mod pattern;
mod search;

use crate::value::{Global, JsString, StrId, Value};
use crate::vm::context::{Cx, Run};

use super::convert::{arg, to_number, to_string};
use super::native::{Native, natives};
use super::object::Class;
use super::property::class_of;
use super::text::{Builder, character, fixed};

pub(super) use pattern::{Found, split_limit, substitute};
pub(super) use search::find;

pub(super) const STATICS: &[Native] = natives! {
    "fromCharCode" 1 from_char_code;
    "fromCodePoint" 1 from_code_point;
};

pub(super) const METHODS: &[Native] = natives! {
    "at" 1 access::at;
    "charAt" 1 access::char_at;
    "charCodeAt" 1 access::char_code_at;
    "codePointAt" 1 access::code_point_at;
    "concat" 1 access::concat;
    "endsWith" 1 search::ends_with;
    "includes" 1 search::includes;
    "indexOf" 1 search::index_of;
    "isWellFormed" 0 case::is_well_formed;
    "lastIndexOf" 1 search::last_index_of;
    "localeCompare" 1 collate::locale_compare;
    "match" 1 pattern::match_pattern;
    "matchAll" 1 pattern::match_all;
    "normalize" 0 case::normalize;
    "padEnd" 1 access::pad_end;
    "padStart" 1 access::pad_start;
    "repeat" 1 access::repeat;
    "replace" 2 pattern::replace;
    "replaceAll" 2 pattern::replace_all;
    "search" 1 pattern::search;
    "slice" 2 access::slice;
    "split" 2 pattern::split;
    "startsWith" 1 search::starts_with;
    "substr" 2 access::substr;
    "substring" 2 access::substring;
    "toLowerCase" 0 case::to_lower_case;
    "toString" 0 to_string_method;
    "toUpperCase" 0 case::to_upper_case;
    "toWellFormed" 0 case::to_well_formed;
    "trim" 0 case::trim;
    "trimEnd" 0 case::trim_end;
    "trimStart" 0 case::trim_start;
    "valueOf" 0 value_of;
};

/// The receiver as a string; TypeError for null and undefined.
fn receiver(cx: &mut Cx<'_>, this: Value, method: &str) -> Run<StrId> {
    match this {
        Value::Str(id) => Ok(id),
        Value::Undefined | Value::Nil | Value::Empty => {
            let message = format!("String.prototype.{method} called on null or undefined");
            Err(cx.throw(Global::JsTypeError, message))
        }
        _ => to_string(cx, this),
    }
}

/// How many code units the code point at an index has; none at the end.
pub(super) fn point_size(string: &JsString, at: usize) -> Option<usize> {
    let lead = string.unit(at)?;
    let paired = (0xD800..0xDC00).contains(&lead)
        && string
            .unit(at + 1)
            .is_some_and(|trail| (0xDC00..0xE000).contains(&trail));
    Some(if paired { 2 } else { 1 })
}

/// A new string of a part of another; the bounds must be within it and in order.
pub(super) fn part(cx: &mut Cx<'_>, id: StrId, start: usize, end: usize) -> Run<Value> {
    if start == 0 && end == cx.string(id).len() {
        return Ok(Value::Str(id));
    }
    if end == start {
        return fixed(cx, "").map(Value::Str);
    }
    if let Some(unit) = cx.string(id).unit(start).filter(|_| end == start + 1) {
        return character(cx, unit).map(Value::Str);
    }
    cx.charge((end - start) as u64 / 8)?;
    let part = cx.string(id).slice(start, end);
    cx.new_string(part)
}

fn this_string(cx: &mut Cx<'_>, this: Value, method: &str) -> Run<Value> {
    match (this, class_of(cx, this)) {
        (Value::Str(_), _) => Ok(this),
        (_, Some(&Class::Boxed(string @ Value::Str(_)))) => Ok(string),
        _ => {
            let message = format!("String.prototype.{method} requires that 'this' be a String");
            Err(cx.throw(Global::JsTypeError, message))
        }
    }
}

fn to_string_method(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    this_string(cx, this, "toString")
}

fn value_of(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    this_string(cx, this, "valueOf")
}

fn from_char_code(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    let mut builder = Builder::new();
    for at in 0..args.len() {
        let number = to_number(cx, arg(args, at))?;
        // ToUint16 keeps the low half.
        let unit = (crate::number::javascript::to_uint32(number) & 0xFFFF) as u16;
        cx.charge(1)?;
        builder.push_unit(cx, unit)?;
    }
    builder.finish(cx)
}

fn from_code_point(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    let mut builder = Builder::new();
    for at in 0..args.len() {
        let value = arg(args, at);
        let number = to_number(cx, value)?;
        if number.trunc() != number || !(0.0..=1_114_111.0).contains(&number) {
            let text = crate::number::javascript::to_string(number);
            return Err(cx.throw(Global::JsRangeError, format!("Invalid code point {text}")));
        }
        cx.charge(1)?;
        let point = number as u32;
        match char::from_u32(point) {
            Some(character) => {
                let mut units = [0; 2];
                let units = character.encode_utf16(&mut units);
                builder.push_units(cx, units)?;
            }
            // A surrogate, which is a code unit by itself.
            None => builder.push_unit(cx, point as u16)?,
        }
    }
    builder.finish(cx)
}
