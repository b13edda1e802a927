//! Methods that take a pattern: a regular expression goes its own way, any other value is a text (ECMA-262 22.1.3).

use crate::value::{Global, JsString, StrId, Value};
use crate::vm::context::{Cx, Run};

use super::super::array;
use super::super::call::{call_value, is_callable};
use super::super::convert::{arg, to_number, to_string};
use super::super::iterator::{Iteration, new_iterator};
use super::super::object::Class;
use super::super::property::class_of;
use super::super::regexp;
use super::super::text::Builder;
use super::{find, part, receiver};

fn is_regexp(cx: &Cx<'_>, value: Value) -> bool {
    matches!(class_of(cx, value), Some(Class::RegExp(_)))
}

/// TypeError for null and undefined, before anything is converted.
fn require(cx: &mut Cx<'_>, this: Value, method: &str) -> Run<()> {
    if matches!(this, Value::Undefined | Value::Nil | Value::Empty) {
        receiver(cx, this, method)?;
    }
    Ok(())
}

pub(super) fn match_pattern(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    require(cx, this, "match")?;
    let pattern = arg(args, 0);
    if is_regexp(cx, pattern) {
        let string = to_string(cx, this)?;
        return regexp::match_string(cx, pattern, string);
    }
    let string = to_string(cx, this)?;
    let regexp = regexp::from_value(cx, pattern, "")?;
    regexp::match_string(cx, regexp, string)
}

pub(super) fn match_all(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    require(cx, this, "matchAll")?;
    let pattern = arg(args, 0);
    if is_regexp(cx, pattern) && !regexp::is_global(cx, pattern) {
        let message = "String.prototype.matchAll called with a non-global RegExp argument";
        return Err(cx.throw(Global::JsTypeError, message));
    }
    let string = to_string(cx, this)?;
    let regexp = if is_regexp(cx, pattern) {
        regexp::duplicate(cx, pattern)?
    } else {
        regexp::from_value(cx, pattern, "g")?
    };
    let iteration = Iteration::Matches {
        regexp,
        string,
        done: false,
    };
    new_iterator(cx, iteration)
}

pub(super) fn search(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    require(cx, this, "search")?;
    let pattern = arg(args, 0);
    let string = to_string(cx, this)?;
    let regexp = if is_regexp(cx, pattern) {
        pattern
    } else {
        regexp::from_value(cx, pattern, "")?
    };
    regexp::search(cx, regexp, string)
}

pub(super) fn replace(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    require(cx, this, "replace")?;
    let (pattern, replacement) = (arg(args, 0), arg(args, 1));
    if is_regexp(cx, pattern) {
        let string = to_string(cx, this)?;
        return regexp::replace(cx, pattern, string, replacement);
    }
    replace_text(cx, this, pattern, replacement, false)
}

pub(super) fn replace_all(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    require(cx, this, "replaceAll")?;
    let (pattern, replacement) = (arg(args, 0), arg(args, 1));
    if is_regexp(cx, pattern) {
        if !regexp::is_global(cx, pattern) {
            let message = "String.prototype.replaceAll called with a non-global RegExp argument";
            return Err(cx.throw(Global::JsTypeError, message));
        }
        let string = to_string(cx, this)?;
        return regexp::replace(cx, pattern, string, replacement);
    }
    replace_text(cx, this, pattern, replacement, true)
}

fn replace_text(cx: &mut Cx<'_>, this: Value, pattern: Value, replacement: Value, all: bool) -> Run<Value> {
    let string = to_string(cx, this)?;
    let wanted = to_string(cx, pattern)?;
    let replacement = match replacement {
        function if is_callable(cx, function) => function,
        value => Value::Str(to_string(cx, value)?),
    };
    let (length, count) = (cx.string(string).len(), cx.string(wanted).len());
    let mut places = Vec::new();
    let mut from = 0;
    while let Some(at) = find(cx, string, wanted, from)? {
        cx.charge(1)?;
        cx.charge_memory(8)?;
        places.push(at);
        from = at + count.max(1);
        if !all || from > length {
            break;
        }
    }
    let mut builder = Builder::new();
    let mut copied = 0;
    for at in places {
        builder.push_range(cx, string, copied, at)?;
        copied = at + count;
        if let Value::Str(template) = replacement {
            let found = Found {
                string,
                start: at,
                end: copied,
                captures: &[],
                groups: Value::Undefined,
            };
            substitute(cx, &mut builder, template, &found)?;
        } else {
            let arguments = [Value::Str(wanted), Value::Float(at as f64), Value::Str(string)];
            let value = call_value(cx, replacement, Value::Undefined, &arguments)?;
            let text = to_string(cx, value)?;
            builder.push(cx, text)?;
        }
    }
    builder.push_range(cx, string, copied, length)?;
    builder.finish(cx)
}

/// A match as a replacement text refers to it.
#[derive(Debug)]
pub(in crate::vm::javascript) struct Found<'a> {
    /// What was searched.
    pub string: StrId,
    /// Where the match begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its groups, strings or undefined.
    pub captures: &'a [Value],
    /// The object of its named groups, or undefined.
    pub groups: Value,
}

/// ECMA-262 22.1.3.19.1 GetSubstitution: appends a replacement text with its `$` patterns filled in.
pub(in crate::vm::javascript) fn substitute(
    cx: &mut Cx<'_>,
    builder: &mut Builder,
    template: StrId,
    found: &Found<'_>,
) -> Run<()> {
    let plain = match cx.string(template) {
        JsString::Ascii(text) => !text.contains('$'),
        JsString::Wide(units) => !units.contains(&u16::from(b'$')),
    };
    if plain {
        return builder.push(cx, template);
    }
    let units = cx.string(template).to_units();
    cx.charge(units.len() as u64)?;
    let mut at = 0;
    while at < units.len() {
        let taken = if units[at] == u16::from(b'$') {
            pattern(cx, builder, &units[at..], found)?
        } else {
            0
        };
        if taken == 0 {
            builder.push_unit(cx, units[at])?;
            at += 1;
        } else {
            at += taken;
        }
    }
    Ok(())
}

/// Fills in the pattern at the start of the units: how many it takes, 0 where it is none.
fn pattern(cx: &mut Cx<'_>, builder: &mut Builder, units: &[u16], found: &Found<'_>) -> Run<usize> {
    let next = units.get(1).copied().and_then(|unit| u8::try_from(unit).ok());
    match next {
        Some(b'$') => builder.push_unit(cx, u16::from(b'$'))?,
        Some(b'&') => builder.push_range(cx, found.string, found.start, found.end)?,
        Some(b'`') => builder.push_range(cx, found.string, 0, found.start)?,
        Some(b'\'') => {
            let length = cx.string(found.string).len();
            builder.push_range(cx, found.string, found.end.min(length), length)?;
        }
        Some(b'0'..=b'9') => return numbered(cx, builder, units, found),
        Some(b'<') if !matches!(found.groups, Value::Undefined) => {
            let Some(close) = units.iter().position(|&unit| unit == u16::from(b'>')) else {
                return Ok(0);
            };
            let name = super::super::text::new_string_id(cx, JsString::from_units(&units[2..close]))?;
            let key = super::super::convert::key_of_string(cx, name);
            let capture = super::super::property::get(cx, found.groups, key)?;
            if !matches!(capture, Value::Undefined) {
                let text = to_string(cx, capture)?;
                builder.push(cx, text)?;
            }
            return Ok(close + 1);
        }
        _ => return Ok(0),
    }
    Ok(2)
}

/// `$n` or `$nn`, where there is such a group.
fn numbered(cx: &mut Cx<'_>, builder: &mut Builder, units: &[u16], found: &Found<'_>) -> Run<usize> {
    let digit = |at: usize| {
        let unit = units.get(at).copied()?;
        (0x30..0x3A).contains(&unit).then(|| usize::from(unit - 0x30))
    };
    let Some(first) = digit(1) else {
        return Ok(0);
    };
    let both = digit(2).map(|second| first * 10 + second);
    let exists = |number: usize| (1..=found.captures.len()).contains(&number);
    let (number, taken) = match both {
        Some(both) if exists(both) => (both, 3),
        _ if exists(first) => (first, 2),
        _ => return Ok(0),
    };
    if let Value::Str(capture) = found.captures[number - 1] {
        builder.push(cx, capture)?;
    }
    Ok(taken)
}

pub(super) fn split(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    require(cx, this, "split")?;
    let (separator, limit) = (arg(args, 0), arg(args, 1));
    if is_regexp(cx, separator) {
        let string = to_string(cx, this)?;
        return regexp::split(cx, separator, string, limit);
    }
    let string = to_string(cx, this)?;
    let limit = split_limit(cx, limit)?;
    let wanted = to_string(cx, separator)?;
    if limit == 0 {
        return array::new_array(cx, Vec::new());
    }
    if matches!(separator, Value::Undefined) {
        return array::new_array(cx, vec![Value::Str(string)]);
    }
    let (length, count) = (cx.string(string).len(), cx.string(wanted).len());
    let mut items = Vec::new();
    if count == 0 {
        for at in 0..length.min(limit) {
            array::charge_items(cx, 1)?;
            items.push(part(cx, string, at, at + 1)?);
        }
        return array::adopt(cx, items);
    }
    let mut from = 0;
    while let Some(at) = find(cx, string, wanted, from)? {
        array::charge_items(cx, 1)?;
        items.push(part(cx, string, from, at)?);
        if items.len() == limit {
            return array::adopt(cx, items);
        }
        from = at + count;
    }
    array::charge_items(cx, 1)?;
    items.push(part(cx, string, from, length)?);
    array::adopt(cx, items)
}

/// The most parts that `split` gives.
pub(in crate::vm::javascript) fn split_limit(cx: &mut Cx<'_>, limit: Value) -> Run<usize> {
    match limit {
        Value::Undefined => Ok(u32::MAX as usize),
        value => Ok(crate::number::javascript::to_uint32(to_number(cx, value)?) as usize),
    }
}
