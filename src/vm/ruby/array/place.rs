//! Writing elements at places: `[]=`, `insert`, `fill`, `replace`, `delete_at`, `slice!`.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::{array_mut, check_frozen, items, range, to_ary, to_long};
use super::super::bounds::{Outside, range_bounds};
use super::super::dispatch::check_arity;
use super::super::{Args, array_items, new_array};
use super::access::{entry, refuse_sequence};
use super::{MOST, copy, from_end, index_error, set_items};

fn too_small(cx: &mut Cx<'_>, at: i64, least: usize) -> crate::vm::context::Stop {
    let sign = if least == 0 { "" } else { "-" };
    index_error(cx, format!("index {at} too small for array; minimum: {sign}{least}"))
}

fn too_big(cx: &mut Cx<'_>, at: i64) -> crate::vm::context::Stop {
    index_error(cx, format!("index {at} too big"))
}

/// `[]=`: at an index, or in place of a part.
pub(super) fn assign(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let length = items(cx, this).len();
    if let [Value::Int(at), _] = *args.positional
        && from_end(at, length).is_none()
    {
        // `opt_aset` goes to `rb_ary_store`, which looks at the index first.
        return Err(too_small(cx, at, length));
    }
    check_frozen(cx, this)?;
    if let [start, count, value] = *args.positional {
        let start = to_long(cx, start)?;
        let count = to_long(cx, count)?;
        let list = listed(cx, value)?;
        splice(cx, this, start, count, list)?;
        return Ok(value);
    }
    let (index, value) = (args.at(0), args.at(1));
    refuse_sequence(cx, index)?;
    match range_bounds(cx, index, length, Outside::RaiseUncut)? {
        Some((start, count)) => {
            let list = listed(cx, value)?;
            let start = i64::try_from(start).unwrap_or(i64::MAX);
            splice(cx, this, start, i64::try_from(count).unwrap_or(i64::MAX), list)?;
        }
        None => {
            let at = to_long(cx, index)?;
            store(cx, this, at, value)?;
        }
    }
    Ok(value)
}

/// The elements that take the place of a part: those of a list, or a single value.
fn listed(cx: &mut Cx<'_>, value: Value) -> Run<Vec<Value>> {
    Ok(array_items(cx, value)?.unwrap_or_else(|| vec![value]))
}

/// `rb_ary_store`.
pub(super) fn store(cx: &mut Cx<'_>, this: Value, at: i64, value: Value) -> Run<()> {
    let length = items(cx, this).len();
    let Some(place) = from_end(at, length) else {
        return Err(too_small(cx, at, length));
    };
    if at >= MOST {
        return Err(too_big(cx, at));
    }
    extend_to(cx, this, place.saturating_add(1))?;
    if let Some(slot) = array_mut(cx, this).and_then(|array| array.items.get_mut(place)) {
        *slot = value;
    }
    Ok(())
}

/// Fills up with nil to a length.
fn extend_to(cx: &mut Cx<'_>, this: Value, length: usize) -> Run<()> {
    let grown = length.saturating_sub(items(cx, this).len());
    cx.charge(grown as u64)?;
    cx.charge_memory(grown.saturating_mul(size_of::<Value>()))?;
    if grown > 0
        && let Some(array) = array_mut(cx, this)
    {
        array.items.resize(length, Value::Nil);
    }
    Ok(())
}

/// `rb_ary_splice`: puts elements in place of a part.
pub(super) fn splice(cx: &mut Cx<'_>, this: Value, start: i64, count: i64, list: Vec<Value>) -> Run<()> {
    if count < 0 {
        return Err(index_error(cx, format!("negative length ({count})")));
    }
    let length = items(cx, this).len();
    let Some(place) = from_end(start, length) else {
        return Err(too_small(cx, start, length));
    };
    if start > MOST {
        return Err(too_big(cx, start));
    }
    if place > length {
        extend_to(cx, this, place)?;
    }
    let length = items(cx, this).len();
    let stop = place.saturating_add(count as usize).min(length);
    cx.charge((list.len() + length - place) as u64)?;
    cx.charge_memory(list.len().saturating_sub(stop - place) * size_of::<Value>())?;
    if let Some(array) = array_mut(cx, this) {
        array.items.splice(place..stop, list);
    }
    Ok(())
}

/// `insert`: a negative index counts places after elements.
pub(super) fn insert(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    let at = to_long(cx, args.at(0))?;
    let Some((_, list)) = args.positional.split_first().filter(|(_, list)| !list.is_empty()) else {
        return Ok(this);
    };
    let length = items(cx, this).len();
    let place = if at < 0 {
        let place = at.saturating_add(length as i64).saturating_add(1);
        if place < 0 {
            return Err(too_small(cx, at, length + 1));
        }
        place
    } else {
        at
    };
    splice(cx, this, place, 0, list.to_vec())?;
    Ok(this)
}

/// `fill`: with a value or what a block makes of the indices; everywhere, from a start on, or in a range.
pub(super) fn fill(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let (least, most) = if args.has_block() { (0, 2) } else { (1, 3) };
    super::super::dispatch::check_arity(cx, args.len(), least, most)?;
    let (value, rest) = match args.positional.split_first() {
        _ if args.has_block() => (Value::Nil, args.positional),
        Some((value, rest)) => (*value, rest),
        None => (Value::Nil, args.positional),
    };
    let length = items(cx, this).len();
    let (start, count) = match *rest {
        [only] if range(cx, only).is_some() => range_bounds(cx, only, length, Outside::RaiseUncut)?.unwrap_or((0, 0)),
        [] => (0, length),
        _ => {
            let start = match rest[0] {
                Value::Nil => 0,
                start => to_long(cx, start)?,
            };
            let start = from_end(start, length).unwrap_or(0);
            let count = match rest.get(1).copied().unwrap_or(Value::Nil) {
                Value::Nil => length as i64 - start as i64,
                count => to_long(cx, count)?,
            };
            let Ok(count) = usize::try_from(count) else {
                check_frozen(cx, this)?;
                return Ok(this);
            };
            (start, count)
        }
    };
    check_frozen(cx, this)?;
    let stop = start.saturating_add(count);
    if stop > MOST as usize {
        return Err(cx.raise(Global::RbArgumentError, "argument too big"));
    }
    extend_to(cx, this, stop)?;
    for at in start..stop {
        cx.charge(1)?;
        let value = if args.has_block() {
            args.call1(cx, Value::Int(at as i64))?
        } else {
            value
        };
        match array_mut(cx, this).and_then(|array| array.items.get_mut(at)) {
            Some(slot) => *slot = value,
            None => break,
        }
    }
    Ok(this)
}

/// `replace`.
pub(super) fn replace(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    let list = to_ary(cx, args.at(0))?;
    set_items(cx, this, list)
}

/// `delete_at`.
pub(super) fn delete_at(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let at = to_long(cx, args.at(0))?;
    remove(cx, this, at)
}

/// Removes and gives the element at an index; nil where there is none.
fn remove(cx: &mut Cx<'_>, this: Value, at: i64) -> Run<Value> {
    let length = items(cx, this).len();
    let Some(place) = from_end(at, length).filter(|&place| place < length) else {
        return Ok(Value::Nil);
    };
    check_frozen(cx, this)?;
    cx.charge((length - place) as u64)?;
    Ok(array_mut(cx, this).map_or(Value::Nil, |array| array.items.remove(place)))
}

/// `slice!`: removes and gives an element or a part.
pub(super) fn slice_bang(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    check_arity(cx, args.len(), 1, 2)?;
    let length = items(cx, this).len();
    let (start, count) = match *args.positional {
        [start, count] => {
            let start = to_long(cx, start)?;
            let count = to_long(cx, count)?;
            match (from_end(start, length), usize::try_from(count)) {
                (Some(start), Ok(count)) => (start, count),
                _ => return Ok(Value::Nil),
            }
        }
        [index] if range(cx, index).is_some() => match range_bounds(cx, index, length, Outside::Nothing)? {
            Some(part) => part,
            None => return Ok(Value::Nil),
        },
        [index] => {
            refuse_sequence(cx, index)?;
            let at = to_long(cx, index)?;
            return remove(cx, this, at);
        }
        _ => return Ok(entry(cx, this, 0)),
    };
    if start > length {
        return Ok(Value::Nil);
    }
    let all = copy(cx, this)?;
    let stop = start.saturating_add(count).min(length);
    if let Some(array) = array_mut(cx, this) {
        array.items.drain(start..stop);
    }
    new_array(cx, all[start..stop].to_vec())
}
