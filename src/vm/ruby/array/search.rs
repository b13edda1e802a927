//! Finding places: `index`, `rindex`, `assoc`, `bsearch`, `minmax`.

use std::cmp::Ordering;

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run, Stop};

use super::super::arguments::{array, items, object};
use super::super::class::class_name;
use super::super::compare::{compare, compare_or_raise, failed};
use super::super::date::date;
use super::super::enumerator::waiting;
use super::super::numeric::{is_fixnum, is_number};
use super::super::object::Object;
use super::super::{Args, enumerable, equality, new_array, truthy};

/// Whether an element is the argument or pleases the block.
fn wanted(cx: &mut Cx<'_>, args: Args<'_>, item: Value) -> Run<bool> {
    match args.get(0) {
        Some(wanted) => equality::equal(cx, item, wanted),
        None => Ok(truthy(args.call1(cx, item)?)),
    }
}

/// `index` and `find_index`.
pub(super) fn index(cx: &mut Cx<'_>, this: Value, args: Args<'_>, name: &'static str) -> Run<Value> {
    if args.len() == 0 && !args.has_block() {
        return waiting(cx, this, name, &[]);
    }
    let mut at = 0;
    while let Some(&item) = items(cx, this).get(at) {
        cx.charge(1)?;
        if wanted(cx, args, item)? {
            return Ok(Value::Int(at as i64));
        }
        at += 1;
    }
    Ok(Value::Nil)
}

/// `rindex`.
pub(super) fn rindex(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if args.len() == 0 && !args.has_block() {
        return waiting(cx, this, "rindex", &[]);
    }
    let mut left = items(cx, this).len();
    while left > 0 {
        cx.charge(1)?;
        left -= 1;
        if let Some(&item) = items(cx, this).get(left)
            && wanted(cx, args, item)?
        {
            return Ok(Value::Int(left as i64));
        }
        left = left.min(items(cx, this).len());
    }
    Ok(Value::Nil)
}

/// `assoc` and `rassoc`: the first list whose element at a place is equal.
pub(super) fn associated(cx: &mut Cx<'_>, this: Value, args: Args<'_>, place: usize) -> Run<Value> {
    let mut at = 0;
    while let Some(&item) = items(cx, this).get(at) {
        cx.charge(1)?;
        if let Some(&found) = items(cx, item).get(place)
            && equality::equal(cx, found, args.at(0))?
        {
            return Ok(item);
        }
        at += 1;
    }
    Ok(Value::Nil)
}

/// `bsearch`.
pub(super) fn bsearch(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "bsearch", &[]);
    }
    Ok(match find_sorted(cx, this, args)? {
        Some(at) => items(cx, this).get(at).copied().unwrap_or(Value::Nil),
        None => Value::Nil,
    })
}

/// `bsearch_index`.
pub(super) fn bsearch_index(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "bsearch_index", &[]);
    }
    Ok(find_sorted(cx, this, args)?.map_or(Value::Nil, |at| Value::Int(at as i64)))
}

/// `rb_ary_bsearch_index`: the block answers true or false, or with a number.
fn find_sorted(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Option<usize>> {
    let (mut low, mut high) = (0, items(cx, this).len());
    let mut satisfied = false;
    while low < high {
        cx.charge(1)?;
        let middle = low + (high - low) / 2;
        let item = items(cx, this).get(middle).copied().unwrap_or(Value::Nil);
        let smaller = match args.call1(cx, item)? {
            Value::Bool(true) => {
                satisfied = true;
                true
            }
            Value::Bool(false) | Value::Nil => false,
            Value::Int(0) => return Ok(Some(middle)),
            Value::Int(answer) if is_fixnum(answer) => answer < 0,
            answer if is_number(cx, answer) => {
                if compare_or_raise(cx, answer, Value::Int(0))?.is_eq() {
                    return Ok(Some(middle));
                }
                // Ruby 3.1.2 turns the other way here, a later release does not.
                return Err(cx.unsupported(
                    "`bsearch` by a number that is no small Integer, in which releases of Ruby 3.1 differ,",
                ));
            }
            other => {
                let class = class_name(cx, other);
                return Err(cx.raise(
                    Global::RbTypeError,
                    format!("wrong argument type {class} (must be numeric, true, false or nil)"),
                ));
            }
        };
        if smaller {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Ok(satisfied.then_some(low))
}

/// `min`.
pub(super) fn min(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if args.has_block() || !matches!(args.at(0), Value::Nil) {
        return enumerable::min(cx, this, args);
    }
    most_or_opaque(cx, this, Ordering::Greater)
}

/// `max`.
pub(super) fn max(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if args.has_block() || !matches!(args.at(0), Value::Nil) {
        return enumerable::max(cx, this, args);
    }
    most_or_opaque(cx, this, Ordering::Less)
}

/// `minmax`: `min` and `max`, unless a block compares.
pub(super) fn minmax(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if args.has_block() {
        return enumerable::minmax(cx, this, args);
    }
    // The greatest first: C evaluates the second argument first.
    let greatest = most_or_opaque(cx, this, Ordering::Less)?;
    let least = most_or_opaque(cx, this, Ordering::Greater)?;
    new_array(cx, vec![least, greatest])
}

/// The first element that none of the others beats, or the two that do not compare. `worse` is how a worse element
/// compares with a better one; `literal` says that the candidate comes first, as for an array literal.
fn most(cx: &mut Cx<'_>, this: Value, worse: Ordering, literal: bool) -> Run<Result<Value, (Value, Value)>> {
    let mut best = items(cx, this).first().copied().unwrap_or(Value::Nil);
    let mut at = 1;
    while let Some(&item) = items(cx, this).get(at) {
        cx.charge(1)?;
        let order = if literal {
            compare(cx, item, best)?.map(Ordering::reverse)
        } else {
            compare(cx, best, item)?
        };
        match order {
            Some(order) if order == worse => best = item,
            Some(_) => {}
            None => return Ok(Err((best, item))),
        }
        at += 1;
    }
    Ok(Ok(best))
}

/// CRuby compares the other way round where the array is a literal (`opt_newarray_max`), and the message tells; it is
/// left out where that makes a difference. A date or an address compares with a number, a number with
/// neither.
fn most_or_opaque(cx: &mut Cx<'_>, this: Value, worse: Ordering) -> Run<Value> {
    let direct = most(cx, this, worse, false);
    let dated = dated(cx, this)?;
    if !dated && let Ok(Ok(best)) = direct {
        return Ok(best);
    }
    match (direct, most(cx, this, worse, true)) {
        (Ok(Ok(one)), Ok(Ok(other))) if equality::identical(cx, one, other)? => Ok(one),
        (Err(stop @ Stop::Fault(_)), _) | (_, Err(stop @ Stop::Fault(_))) => Err(stop),
        (Ok(Ok(_)), _) | (_, Ok(Ok(_))) => {
            Err(cx.unsupported("the greatest or least of dates or addresses and numbers"))
        }
        (Ok(Err((best, item))), _) if !dated => {
            let plain = |cx: &Cx<'_>, value| object(cx, value).is_some().then(|| class_name(cx, value));
            match (plain(cx, best), plain(cx, item)) {
                (Some(one), Some(other)) if one == other => Err(failed(cx, best, item)),
                _ => Err(cx.raise_opaque(Global::RbArgumentError)),
            }
        }
        (Err(stop), _) if !dated => Err(stop),
        _ => Err(cx.raise_opaque(Global::RbArgumentError)),
    }
}

/// Whether there is a date or an address in a list or in the lists in it.
fn dated(cx: &mut Cx<'_>, this: Value) -> Run<bool> {
    let list = items(cx, this).to_vec();
    cx.charge(list.len() as u64 / 4)?;
    for item in list {
        if date(cx, item).is_some()
            || matches!(object(cx, item), Some(Object::IpAddr(_)))
            || (array(cx, item).is_some() && cx.nested(|cx| dated(cx, item))?)
        {
            return Ok(true);
        }
    }
    Ok(false)
}
