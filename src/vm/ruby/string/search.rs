//! Finding texts in a string: `index`, `rindex`, `include?`, `start_with?`, `end_with?`, `=~`, `match`, `scan`.

use std::rc::Rc;

use crate::value::Value;
use crate::vm::context::{Cx, Run};
use crate::vm::ruby::arguments::{expect_string, is_string, text, to_long};
use crate::vm::ruby::dispatch::wrong_arguments;
use crate::vm::ruby::{Args, match_data, new_array, regexp, send};

use super::index::{byte_at, character_at, length};
use super::part;

/// `index`: the character where the first match at or after a position begins.
pub(super) fn index(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let pattern = args.at(0);
    let is_regexp = regexp::is_regexp(cx, pattern);
    let mut position = match args.get(1) {
        Some(position) => to_long(cx, position)?,
        None => 0,
    };
    let size = length(text(cx, this)) as i64;
    if position < 0 {
        position += size;
        if position < 0 {
            if is_regexp {
                cx.last_match = Value::Nil;
            }
            return Ok(Value::Nil);
        }
    }
    if is_regexp {
        if position > size {
            return Ok(Value::Nil);
        }
        let start = byte_at(text(cx, this), position as usize).unwrap_or(0);
        if !regexp::search_value(cx, pattern, this, start)? {
            return Ok(Value::Nil);
        }
        return found(cx, this);
    }
    expect_string(cx, pattern)?;
    if position > size {
        return Ok(Value::Nil);
    }
    let work = text(cx, this).len() as u64 / 8;
    cx.charge(work)?;
    let whole = text(cx, this);
    let start = byte_at(whole, position as usize).unwrap_or(0);
    let at = whole.get(start..).and_then(|rest| rest.find(text(cx, pattern)));
    Ok(at.map_or(Value::Nil, |at| Value::Int(character_at(whole, start + at) as i64)))
}

/// Where the last match begins, in characters.
fn found(cx: &mut Cx<'_>, this: Value) -> Run<Value> {
    let matched = cx.last_match;
    Ok(match match_data::group_span(cx, matched, 0) {
        Some((start, _)) => Value::Int(character_at(text(cx, this), start) as i64),
        None => Value::Nil,
    })
}

/// `rindex`: the character where the last match at or before a position begins.
pub(super) fn rindex(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let pattern = args.at(0);
    let is_regexp = regexp::is_regexp(cx, pattern);
    let size = length(text(cx, this)) as i64;
    let mut position = match args.get(1) {
        Some(position) => to_long(cx, position)?,
        None => size,
    };
    if position < 0 {
        position += size;
        if position < 0 {
            if is_regexp {
                cx.last_match = Value::Nil;
            }
            return Ok(Value::Nil);
        }
    }
    let position = position.min(size);
    let start = byte_at(text(cx, this), position as usize).unwrap_or(0);
    if is_regexp {
        if !regexp::search_back(cx, pattern, this, start)? {
            return Ok(Value::Nil);
        }
        return found(cx, this);
    }
    expect_string(cx, pattern)?;
    let work = text(cx, this).len() as u64 / 8;
    cx.charge(work)?;
    let whole = text(cx, this);
    let part = text(cx, pattern);
    // A match may begin at the position and reach beyond it.
    let end = start.saturating_add(part.len()).min(whole.len());
    let at = (0..=end)
        .rev()
        .find(|&end| whole.is_char_boundary(end))
        .and_then(|end| whole.get(..end))
        .and_then(|head| head.rfind(part));
    Ok(at.map_or(Value::Nil, |at| Value::Int(character_at(whole, at) as i64)))
}

/// `include?`.
pub(super) fn include(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    expect_string(cx, args.at(0))?;
    let work = text(cx, this).len() as u64 / 8;
    cx.charge(work)?;
    Ok(Value::Bool(text(cx, this).contains(text(cx, args.at(0)))))
}

/// `start_with?`: texts, or patterns that must match at the start.
pub(super) fn start_with(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    for &prefix in args.positional {
        cx.charge(1)?;
        if regexp::is_regexp(cx, prefix) {
            if regexp::match_at(cx, prefix, this, 0)? {
                return Ok(Value::Bool(true));
            }
            continue;
        }
        expect_string(cx, prefix)?;
        if text(cx, this).starts_with(text(cx, prefix)) {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

/// `end_with?`.
pub(super) fn end_with(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    for &suffix in args.positional {
        cx.charge(1)?;
        expect_string(cx, suffix)?;
        if text(cx, this).ends_with(text(cx, suffix)) {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

/// `=~`.
pub(super) fn match_operator(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let pattern = args.at(0);
    if is_string(cx, pattern) {
        return Err(cx.raise(crate::value::Global::RbTypeError, "type mismatch: String given"));
    }
    send(cx, pattern, "=~", Args::new(&[this]))
}

/// `match`.
pub(super) fn match_method(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if args.len() == 0 {
        return Err(wrong_arguments(cx, 0, 1, 2));
    }
    let pattern = regexp::from_argument(cx, args.at(0))?;
    let mut rest = vec![this];
    rest.extend_from_slice(args.positional.get(1..).unwrap_or(&[]));
    send(
        cx,
        pattern,
        "match",
        Args {
            positional: &rest,
            ..args
        },
    )
}

/// `match?`.
pub(super) fn match_p(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let pattern = regexp::from_argument(cx, args.at(0))?;
    let mut rest = vec![this];
    rest.extend_from_slice(args.positional.get(1..).unwrap_or(&[]));
    send(cx, pattern, "match?", Args::new(&rest))
}

/// `scan`: every match, or every match's groups where there are any; to the block where one is given.
pub(super) fn scan(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let pattern = regexp::pattern_argument(cx, args.at(0))?;
    let source: Rc<str> = super::own(cx, this)?.into();
    let mut list = Vec::new();
    let mut start = 0;
    let mut last = Value::Nil;
    loop {
        if start > source.len() || !regexp::search_pattern(cx, pattern, &source, start)? {
            break;
        }
        let matched = cx.last_match;
        last = matched;
        let (begin, end) = match_data::group_span(cx, matched, 0).unwrap_or((start, start));
        start = if begin == end {
            end + source
                .get(end..)
                .and_then(|rest| rest.chars().next())
                .map_or(1, char::len_utf8)
        } else {
            end
        };
        let item = if match_data::group_count(cx, matched) == 1 {
            part(cx, this, begin, end)?
        } else {
            let groups = match_data::captures(cx, matched)?;
            new_array(cx, groups)?
        };
        if args.has_block() {
            args.call1(cx, item)?;
            super::substitute::check_unchanged(cx, this, &source)?;
        } else {
            cx.charge_memory(size_of::<Value>())?;
            list.push(item);
        }
    }
    cx.last_match = last;
    if args.has_block() {
        return Ok(this);
    }
    new_array(cx, list)
}
