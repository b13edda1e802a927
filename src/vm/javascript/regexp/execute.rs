//! Matching with `lastIndex`: `exec`, `test`, `match`, `matchAll`, `search`, `split` (ECMA-262 22.2.7, 22.2.6).

use std::sync::Arc;

use crate::diag::Code;
use crate::number::javascript::to_length;
use crate::regex::{Flags, Regex, Steps, Text};
use crate::value::{Global, JsString, StrId, Value};
use crate::vm::context::{Cx, Run};

use super::super::array;
use super::super::convert::{arg, is_object, new_object, to_number, to_string};
use super::super::object::Class;
use super::super::property::{class_of, class_of_mut, define_text, object_of};
use super::super::string::{part, point_size, split_limit};

/// Where a match and its groups stand; the first range is the whole match.
pub(super) type Ranges = Vec<Option<(usize, usize)>>;

fn parts(cx: &mut Cx<'_>, regexp: Value) -> Run<(Arc<Regex>, Flags)> {
    match class_of(cx, regexp) {
        Some(Class::RegExp(regexp)) => Ok((Arc::clone(&regexp.program), regexp.flags)),
        _ => Err(cx.throw_opaque(Global::JsTypeError)),
    }
}

/// The flags of a regular expression.
pub(super) fn flags(cx: &mut Cx<'_>, regexp: Value) -> Run<Flags> {
    parts(cx, regexp).map(|(_, flags)| flags)
}

/// `lastIndex` as a length.
pub(super) fn last_index(cx: &mut Cx<'_>, regexp: Value) -> Run<u64> {
    let value = match class_of(cx, regexp) {
        Some(Class::RegExp(regexp)) => regexp.last_index,
        _ => Value::Undefined,
    };
    Ok(to_length(to_number(cx, value)?))
}

/// Writes `lastIndex`; TypeError if the object is frozen.
pub(super) fn set_last_index(cx: &mut Cx<'_>, regexp: Value, index: f64) -> Run<()> {
    if object_of(cx, regexp).is_some_and(|object| object.frozen) {
        let message = "Cannot assign to read only property 'lastIndex' of object '[object RegExp]'";
        return Err(cx.throw(Global::JsTypeError, message));
    }
    if let Some(Class::RegExp(regexp)) = class_of_mut(cx, regexp) {
        regexp.last_index = Value::Float(index);
    }
    Ok(())
}

/// The first match at an index or behind it.
fn find(cx: &mut Cx<'_>, program: &Regex, string: StrId, from: usize, anchored: bool) -> Run<Option<Ranges>> {
    let mut scratch = std::mem::take(&mut cx.javascript.scratch);
    let mut steps = Steps::new(cx.fuel());
    let text = match cx.string(string) {
        JsString::Ascii(text) => Text::Ascii(text.as_bytes()),
        JsString::Wide(units) => Text::Utf16(units),
    };
    let found = program.find_at(text, from, anchored, &mut scratch, &mut steps);
    let ranges = (found == Ok(true)).then(|| (0..program.group_count()).map(|group| scratch.group(group)).collect());
    cx.javascript.scratch = scratch;
    cx.charge(1 + steps.spent())?;
    match found {
        Ok(_) => Ok(ranges),
        Err(_) => Err(cx.fault(Code::F0901, "the rule did more work than its fuel allows")),
    }
}

/// ECMA-262 22.2.7.2 RegExpBuiltinExec.
pub(super) fn execute(cx: &mut Cx<'_>, regexp: Value, string: StrId) -> Run<Option<Ranges>> {
    let (program, flags) = parts(cx, regexp)?;
    let moves = flags.global || flags.sticky;
    let last_index = last_index(cx, regexp)?;
    let from = if moves { last_index } else { 0 };
    let length = cx.string(string).len();
    let found = match usize::try_from(from) {
        Ok(from) if from <= length => find(cx, &program, string, from, flags.sticky)?,
        _ => None,
    };
    match &found {
        None if moves => set_last_index(cx, regexp, 0.0)?,
        Some(ranges) if moves => {
            let end = ranges.first().copied().flatten().map_or(0, |(_, end)| end);
            set_last_index(cx, regexp, end as f64)?;
        }
        _ => {}
    }
    Ok(found)
}

/// The groups of a match as strings or undefined, without the whole match.
pub(super) fn captures(cx: &mut Cx<'_>, string: StrId, ranges: &Ranges) -> Run<Vec<Value>> {
    let groups = ranges.get(1..).unwrap_or_default();
    cx.charge(groups.len() as u64)?;
    groups
        .iter()
        .map(|&range| match range {
            Some((start, end)) => part(cx, string, start, end),
            None => Ok(Value::Undefined),
        })
        .collect()
}

/// The object of the named groups, undefined where there are none.
pub(super) fn named_groups(cx: &mut Cx<'_>, regexp: Value, captures: &[Value]) -> Run<Value> {
    let (program, _) = parts(cx, regexp)?;
    if program.group_names().is_empty() {
        return Ok(Value::Undefined);
    }
    let id = new_object(cx, Class::Bare)?;
    for (name, group) in program.group_names() {
        let value = captures.get((*group as usize).saturating_sub(1)).copied();
        define_text(cx, id, name, value.unwrap_or(Value::Undefined))?;
    }
    Ok(Value::Object(id))
}

/// The whole match: where it stands.
pub(super) fn whole(ranges: &Ranges) -> (usize, usize) {
    ranges.first().copied().flatten().unwrap_or((0, 0))
}

/// The array that `exec` gives.
fn match_array(cx: &mut Cx<'_>, regexp: Value, string: StrId, ranges: &Ranges) -> Run<Value> {
    let (start, end) = whole(ranges);
    let captures = captures(cx, string, ranges)?;
    let groups = named_groups(cx, regexp, &captures)?;
    let mut items = vec![part(cx, string, start, end)?];
    items.extend(captures);
    let array = array::new_array(cx, items)?;
    if let Value::Object(id) = array {
        define_text(cx, id, "index", Value::Float(start as f64))?;
        define_text(cx, id, "input", Value::Str(string))?;
        define_text(cx, id, "groups", groups)?;
    }
    Ok(array)
}

/// The index behind the character at an index (ECMA-262 22.2.7.3).
pub(super) fn advance(cx: &Cx<'_>, string: StrId, index: usize, unicode: bool) -> usize {
    let size = if unicode {
        point_size(cx.string(string), index)
    } else {
        None
    };
    index + size.unwrap_or(1)
}

/// After an empty match of a global search, moves `lastIndex` on.
pub(super) fn step_over_empty(cx: &mut Cx<'_>, regexp: Value, string: StrId, ranges: &Ranges) -> Run<()> {
    let (start, end) = whole(ranges);
    if start == end {
        let unicode = flags(cx, regexp)?.unicode;
        let index = last_index(cx, regexp)?;
        let next = match usize::try_from(index) {
            Ok(index) => advance(cx, string, index, unicode) as f64,
            Err(_) => index as f64 + 1.0,
        };
        set_last_index(cx, regexp, next)?;
    }
    Ok(())
}

pub(super) fn exec(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    parts(cx, this)?;
    let string = to_string(cx, arg(args, 0))?;
    match execute(cx, this, string)? {
        Some(ranges) => match_array(cx, this, string, &ranges),
        None => Ok(Value::Nil),
    }
}

/// The argument is converted before it shows whether the receiver is a regular expression.
pub(super) fn test(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    if !is_object(this) {
        parts(cx, this)?;
    }
    let string = to_string(cx, arg(args, 0))?;
    Ok(Value::Bool(execute(cx, this, string)?.is_some()))
}

/// `string.match(regexp)`, ECMA-262 22.2.6.8.
pub(in crate::vm::javascript) fn match_string(cx: &mut Cx<'_>, regexp: Value, string: StrId) -> Run<Value> {
    if !flags(cx, regexp)?.global {
        return match execute(cx, regexp, string)? {
            Some(ranges) => match_array(cx, regexp, string, &ranges),
            None => Ok(Value::Nil),
        };
    }
    set_last_index(cx, regexp, 0.0)?;
    let mut items = Vec::new();
    while let Some(ranges) = execute(cx, regexp, string)? {
        let (start, end) = whole(&ranges);
        array::charge_items(cx, 1)?;
        items.push(part(cx, string, start, end)?);
        step_over_empty(cx, regexp, string, &ranges)?;
    }
    if items.is_empty() {
        return Ok(Value::Nil);
    }
    array::adopt(cx, items)
}

/// The next result of `matchAll`, and whether it is the last one: the marker at the end.
pub(in crate::vm::javascript) fn next_match(cx: &mut Cx<'_>, regexp: Value, string: StrId) -> Run<(Value, bool)> {
    let Some(ranges) = execute(cx, regexp, string)? else {
        return Ok((Value::Empty, true));
    };
    let found = match_array(cx, regexp, string, &ranges)?;
    if !flags(cx, regexp)?.global {
        return Ok((found, true));
    }
    step_over_empty(cx, regexp, string, &ranges)?;
    Ok((found, false))
}

/// `string.search(regexp)`, ECMA-262 22.2.6.12: `lastIndex` is left as it was.
pub(in crate::vm::javascript) fn search(cx: &mut Cx<'_>, regexp: Value, string: StrId) -> Run<Value> {
    let previous = match class_of(cx, regexp) {
        Some(Class::RegExp(regexp)) => regexp.last_index,
        _ => Value::Undefined,
    };
    let is_zero = |value: Value| matches!(value, Value::Float(number) if number.to_bits() == 0);
    if !is_zero(previous) {
        set_last_index(cx, regexp, 0.0)?;
    }
    let found = execute(cx, regexp, string)?;
    let current = match class_of(cx, regexp) {
        Some(Class::RegExp(regexp)) => regexp.last_index,
        _ => Value::Undefined,
    };
    if !super::super::equality::same_value(cx, current, previous) {
        set_last_index(cx, regexp, 0.0)?;
        if let Some(Class::RegExp(regexp)) = class_of_mut(cx, regexp) {
            regexp.last_index = previous;
        }
    }
    Ok(Value::Float(found.map_or(-1.0, |ranges| whole(&ranges).0 as f64)))
}

/// `string.split(regexp, limit)`, ECMA-262 22.2.6.14; the flag `y` has no effect.
pub(in crate::vm::javascript) fn split(cx: &mut Cx<'_>, regexp: Value, string: StrId, limit: Value) -> Run<Value> {
    let (program, flags) = parts(cx, regexp)?;
    let limit = split_limit(cx, limit)?;
    let length = cx.string(string).len();
    let mut items = Vec::new();
    if limit == 0 {
        return array::new_array(cx, items);
    }
    if length == 0 {
        if find(cx, &program, string, 0, true)?.is_none() {
            items.push(Value::Str(string));
        }
        return array::new_array(cx, items);
    }
    // `copied` is the end of the last part, `from` where the next separator may begin.
    let (mut copied, mut from) = (0, 0);
    while from < length {
        let Some(ranges) = find(cx, &program, string, from, false)? else {
            break;
        };
        let (start, end) = whole(&ranges);
        if start >= length {
            break;
        }
        if end == copied {
            from = advance(cx, string, start.max(from), flags.unicode);
            continue;
        }
        array::charge_items(cx, ranges.len() as u64)?;
        items.push(part(cx, string, copied, start)?);
        if items.len() == limit {
            return array::adopt(cx, items);
        }
        copied = end;
        for capture in captures(cx, string, &ranges)? {
            items.push(capture);
            if items.len() == limit {
                return array::adopt(cx, items);
            }
        }
        from = copied;
    }
    array::charge_items(cx, 1)?;
    items.push(part(cx, string, copied, length)?);
    array::adopt(cx, items)
}
