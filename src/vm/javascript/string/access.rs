//! Parts of a string and what is made of them without looking at its text (ECMA-262 22.1.3).

use crate::number::javascript::to_integer_or_infinity;
use crate::value::{Global, JsString, StrId, Value};
use crate::vm::context::{Cx, Run};

use super::super::convert::{arg, is_object, relative_index, to_integer, to_number, to_string};
use super::super::text::{Builder, fixed, new_string_id, reserve};
use super::{part, point_size, receiver};

fn length(cx: &Cx<'_>, id: StrId) -> usize {
    cx.string(id).len()
}

/// An index within the string, or none.
fn index(cx: &mut Cx<'_>, id: StrId, position: f64) -> Option<usize> {
    let length = length(cx, id);
    (position >= 0.0 && position < length as f64).then_some(position as usize)
}

pub(super) fn at(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let id = receiver(cx, this, "at")?;
    let relative = to_integer(cx, arg(args, 0))?;
    let position = if relative < 0.0 {
        length(cx, id) as f64 + relative
    } else {
        relative
    };
    match index(cx, id, position) {
        Some(index) => part(cx, id, index, index + 1),
        None => Ok(Value::Undefined),
    }
}

pub(super) fn char_at(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let id = receiver(cx, this, "charAt")?;
    let position = to_integer(cx, arg(args, 0))?;
    match index(cx, id, position) {
        Some(index) => part(cx, id, index, index + 1),
        None => fixed(cx, "").map(Value::Str),
    }
}

pub(super) fn char_code_at(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let id = receiver(cx, this, "charCodeAt")?;
    let position = to_integer(cx, arg(args, 0))?;
    let unit = index(cx, id, position).and_then(|index| cx.string(id).unit(index));
    Ok(Value::Float(unit.map_or(f64::NAN, f64::from)))
}

pub(super) fn code_point_at(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let id = receiver(cx, this, "codePointAt")?;
    let position = to_integer(cx, arg(args, 0))?;
    let Some(index) = index(cx, id, position) else {
        return Ok(Value::Undefined);
    };
    let string = cx.string(id);
    let lead = u32::from(string.unit(index).unwrap_or(0));
    Ok(Value::Float(f64::from(match point_size(string, index) {
        Some(2) => {
            let trail = u32::from(string.unit(index + 1).unwrap_or(0));
            0x1_0000 + ((lead - 0xD800) << 10) + (trail - 0xDC00)
        }
        _ => lead,
    })))
}

pub(super) fn concat(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let id = receiver(cx, this, "concat")?;
    let mut builder = Builder::new();
    builder.push(cx, id)?;
    for at in 0..args.len() {
        let part = to_string(cx, arg(args, at))?;
        cx.charge(1)?;
        builder.push(cx, part)?;
    }
    builder.finish(cx)
}

pub(super) fn pad_start(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    pad(cx, this, args, "padStart", true)
}

pub(super) fn pad_end(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    pad(cx, this, args, "padEnd", false)
}

fn pad(cx: &mut Cx<'_>, this: Value, args: &[Value], method: &str, at_start: bool) -> Run<Value> {
    let id = receiver(cx, this, method)?;
    let target = crate::number::javascript::to_length(to_number(cx, arg(args, 0))?);
    let length = length(cx, id);
    if target <= length as u64 {
        return Ok(Value::Str(id));
    }
    let filler = match arg(args, 1) {
        Value::Undefined => new_string_id(cx, " ")?,
        value => to_string(cx, value)?,
    };
    let filler_length = cx.string(filler).len();
    if filler_length == 0 {
        return Ok(Value::Str(id));
    }
    reserve(cx, target)?;
    // The reservation keeps the target within the memory limit.
    let missing = target as usize - length;
    let mut builder = Builder::new();
    if !at_start {
        builder.push(cx, id)?;
    }
    fill(cx, &mut builder, filler, missing)?;
    if at_start {
        builder.push(cx, id)?;
    }
    builder.finish(cx)
}

/// Appends a text over and over until so many code units are written.
fn fill(cx: &mut Cx<'_>, builder: &mut Builder, filler: StrId, count: usize) -> Run<()> {
    let units: Vec<u16> = cx.string(filler).units().cycle().take(count).collect();
    builder.push_units(cx, &units)
}

pub(super) fn repeat(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let id = receiver(cx, this, "repeat")?;
    let number = to_number(cx, arg(args, 0))?;
    let count = to_integer_or_infinity(number);
    if count < 0.0 || count.is_infinite() {
        if is_object(arg(args, 0)) {
            return Err(cx.throw_opaque(Global::JsRangeError));
        }
        let text = crate::number::javascript::to_string(number);
        return Err(cx.throw(Global::JsRangeError, format!("Invalid count value: {text}")));
    }
    let length = length(cx, id);
    if length == 0 || count == 0.0 {
        return fixed(cx, "").map(Value::Str);
    }
    let total = length as f64 * count;
    // A cast saturates, which is far beyond the longest string.
    reserve(cx, total as u64)?;
    let repeated = match cx.string(id) {
        JsString::Ascii(text) => JsString::Ascii(text.repeat(count as usize).into()),
        JsString::Wide(units) => JsString::Wide(units.repeat(count as usize).into()),
    };
    cx.new_string(repeated)
}

pub(super) fn slice(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let id = receiver(cx, this, "slice")?;
    let length = length(cx, id) as f64;
    let start = relative_index(cx, arg(args, 0), length, 0.0)?;
    let end = relative_index(cx, arg(args, 1), length, length)?;
    part(cx, id, start as usize, end.max(start) as usize)
}

/// ECMA-262 B.2.2.1.
pub(super) fn substr(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let id = receiver(cx, this, "substr")?;
    let length = length(cx, id) as f64;
    let start = relative_index(cx, arg(args, 0), length, 0.0)?;
    let count = match arg(args, 1) {
        Value::Undefined => length,
        value => to_integer(cx, value)?,
    };
    let end = start + count.clamp(0.0, length - start);
    part(cx, id, start as usize, end as usize)
}

pub(super) fn substring(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let id = receiver(cx, this, "substring")?;
    let length = length(cx, id) as f64;
    let start = to_integer(cx, arg(args, 0))?.clamp(0.0, length);
    let end = match arg(args, 1) {
        Value::Undefined => length,
        value => to_integer(cx, value)?.clamp(0.0, length),
    };
    part(cx, id, start.min(end) as usize, start.max(end) as usize)
}
