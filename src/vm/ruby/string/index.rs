//! Reading and writing parts of a string: `[]`, `slice`, `[]=`, `slice!`, `insert`, by characters.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run, Stop};
use crate::vm::ruby::Args;
use crate::vm::ruby::arguments::{check_frozen, expect_string, object, range, string, text, to_long};
use crate::vm::ruby::bounds::{Outside, range_bounds};
use crate::vm::ruby::object::Object;
use crate::vm::ruby::{match_data, regexp};

use super::{make, part, set};

/// How many characters a text has.
pub(in crate::vm::ruby) fn length(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.chars().count()
    }
}

/// The byte at which a character begins; the length in bytes for the position behind the last one.
pub(super) fn byte_at(text: &str, index: usize) -> Option<usize> {
    if text.is_ascii() {
        return (index <= text.len()).then_some(index);
    }
    text.char_indices()
        .map(|(at, _)| at)
        .chain(std::iter::once(text.len()))
        .nth(index)
}

/// How many characters stand before a byte.
pub(in crate::vm::ruby) fn character_at(text: &str, byte: usize) -> usize {
    text.get(..byte).map_or(0, length)
}

/// `rb_str_substr`: the bytes of `len` characters from `begin` on; none outside.
pub(super) fn substring(text: &str, begin: i64, len: i64) -> Option<(usize, usize)> {
    if len < 0 {
        return None;
    }
    let size = i64::try_from(length(text)).ok()?;
    let begin = if begin < 0 { begin.checked_add(size)? } else { begin };
    if begin < 0 || begin > size {
        return None;
    }
    let end = begin.saturating_add(len).min(size);
    let start = byte_at(text, usize::try_from(begin).ok()?)?;
    let stop = byte_at(text, usize::try_from(end).ok()?)?;
    Some((start, stop))
}

/// The bytes that an index names; none where there is nothing. A match sets `$~`.
fn find(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Option<(usize, usize)>> {
    let work = text(cx, this).len() as u64 / 16;
    cx.charge(work)?;
    let index = args.at(0);
    if let Some(second) = args.get(1) {
        if regexp::is_regexp(cx, index) {
            return captured(cx, this, index, second);
        }
        let begin = to_long(cx, index)?;
        let len = to_long(cx, second)?;
        return Ok(substring(text(cx, this), begin, len));
    }
    if regexp::is_regexp(cx, index) {
        return captured(cx, this, index, Value::Int(0));
    }
    if let Some(part) = string(cx, index) {
        let found = text(cx, this).find(part.text.as_str());
        let size = part.text.len();
        return Ok(found.map(|at| (at, at + size)));
    }
    if range(cx, index).is_some() {
        let size = length(text(cx, this));
        let Some((begin, len)) = range_bounds(cx, index, size, Outside::Nothing)? else {
            return Ok(None);
        };
        return Ok(substring(text(cx, this), begin as i64, len as i64));
    }
    let begin = to_long(cx, index)?;
    Ok(substring(text(cx, this), begin, 1).filter(|(start, end)| start < end))
}

/// The group of the first match; sets `$~`.
fn captured(cx: &mut Cx<'_>, this: Value, pattern: Value, group: Value) -> Run<Option<(usize, usize)>> {
    if !regexp::search_value(cx, pattern, this, 0)? {
        return Ok(None);
    }
    let matched = cx.last_match;
    let Some(number) = match_data::group_number(cx, matched, group)? else {
        return Ok(None);
    };
    Ok(match_data::group_span(cx, matched, number))
}

/// `[]` and `slice`.
pub(super) fn slice(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    match find(cx, this, args)? {
        Some((start, end)) => part(cx, this, start, end),
        None => Ok(Value::Nil),
    }
}

/// `slice!`.
pub(super) fn slice_bang(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    let Some((start, end)) = find(cx, this, args)? else {
        let group_without_match =
            args.len() == 2 && regexp::is_regexp(cx, args.at(0)) && !matches!(cx.last_match, Value::Nil) && {
                let matched = cx.last_match;
                match_data::group_number(cx, matched, args.at(1))?.is_some()
            };
        if group_without_match {
            return make(cx, String::new());
        }
        return Ok(Value::Nil);
    };
    let taken = part(cx, this, start, end)?;
    splice(cx, this, start, end, "")?;
    Ok(taken)
}

/// Replaces bytes of a string.
fn splice(cx: &mut Cx<'_>, this: Value, start: usize, end: usize, new: &str) -> Run<()> {
    let old = text(cx, this);
    let (before, after) = (old.get(..start).unwrap_or(""), old.get(end..).unwrap_or(""));
    let whole = [before, new, after].concat();
    cx.charge(whole.len() as u64 / 8)?;
    set(cx, this, whole)
}

fn index_error(cx: &mut Cx<'_>, message: String) -> Stop {
    cx.raise(Global::RbIndexError, message)
}

/// `rb_str_update`: replaces `len` characters from `begin` on.
fn update(cx: &mut Cx<'_>, this: Value, begin: i64, len: i64, value: Value) -> Run<()> {
    if len < 0 {
        return Err(index_error(cx, format!("negative length {len}")));
    }
    expect_string(cx, value)?;
    let size = length(text(cx, this)) as i64;
    if begin > size || begin < -size {
        return Err(index_error(cx, format!("index {begin} out of string")));
    }
    let Some((start, end)) = substring(text(cx, this), begin, len) else {
        return Err(index_error(cx, format!("index {begin} out of string")));
    };
    check_frozen(cx, this)?;
    let new = text(cx, value).to_owned();
    splice(cx, this, start, end, &new)
}

/// `[]=`.
pub(super) fn assign(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let work = text(cx, this).len() as u64 / 16;
    cx.charge(work)?;
    let index = args.at(0);
    if args.len() == 3 {
        let value = args.at(2);
        if regexp::is_regexp(cx, index) {
            assign_captured(cx, this, index, args.at(1), value)?;
        } else {
            let len = to_long(cx, args.at(1))?;
            let begin = to_long(cx, index)?;
            update(cx, this, begin, len, value)?;
        }
        return Ok(value);
    }
    let value = args.at(1);
    if regexp::is_regexp(cx, index) {
        assign_captured(cx, this, index, Value::Int(0), value)?;
    } else if let Some(Object::String(part)) = object(cx, index) {
        let size = part.text.len();
        let Some(start) = text(cx, this).find(part.text.as_str()) else {
            return Err(index_error(cx, String::from("string not matched")));
        };
        expect_string(cx, value)?;
        check_frozen(cx, this)?;
        let new = text(cx, value).to_owned();
        splice(cx, this, start, start + size, &new)?;
    } else if range(cx, index).is_some() {
        let size = length(text(cx, this));
        if let Some((begin, len)) = range_bounds(cx, index, size, Outside::Raise)? {
            update(cx, this, begin as i64, len as i64, value)?;
        }
    } else {
        let begin = to_long(cx, index)?;
        update(cx, this, begin, 1, value)?;
    }
    Ok(value)
}

/// `rb_str_subpat_set`.
fn assign_captured(cx: &mut Cx<'_>, this: Value, pattern: Value, group: Value, value: Value) -> Run<()> {
    if !regexp::search_value(cx, pattern, this, 0)? {
        return Err(index_error(cx, String::from("regexp not matched")));
    }
    let matched = cx.last_match;
    let groups = match_data::group_count(cx, matched) as i64;
    let number = match group {
        Value::Int(number) => {
            if number >= groups || number < 0 && -number >= groups {
                return Err(index_error(cx, format!("index {number} out of regexp")));
            }
            Some(if number < 0 { number + groups } else { number } as usize)
        }
        _ => match_data::group_number(cx, matched, group)?,
    };
    let Some((start, end)) = number.and_then(|number| match_data::group_span(cx, matched, number)) else {
        let shown = number.unwrap_or(0);
        return Err(index_error(cx, format!("regexp group {shown} not matched")));
    };
    expect_string(cx, value)?;
    check_frozen(cx, this)?;
    let new = text(cx, value).to_owned();
    splice(cx, this, start, end, &new)
}

/// `insert`.
pub(super) fn insert(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let position = to_long(cx, args.at(0))?;
    let size = length(text(cx, this)) as i64;
    let begin = match position {
        -1 => size,
        negative if negative < 0 => negative + 1,
        other => other,
    };
    update(cx, this, begin, 0, args.at(1))?;
    Ok(this)
}

/// `chr`: the first character, or nothing.
pub(super) fn chr(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let first: String = text(cx, this).chars().take(1).collect();
    make(cx, first)
}

/// `getbyte`.
pub(super) fn getbyte(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let index = to_long(cx, args.at(0))?;
    let bytes = text(cx, this).as_bytes();
    let index = if index < 0 { index + bytes.len() as i64 } else { index };
    let byte = usize::try_from(index).ok().and_then(|index| bytes.get(index));
    Ok(byte.map_or(Value::Nil, |&byte| Value::Int(i64::from(byte))))
}
