//! Finding places: `index`, `rindex`, `assoc`, `bsearch`, `minmax`.

use std::cmp::Ordering;

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::items;
use super::super::class::class_name;
use super::super::compare::compare_or_raise;
use super::super::enumerator::waiting;
use super::super::numeric::is_number;
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
            answer if is_number(cx, answer) => match compare_or_raise(cx, answer, Value::Int(0))? {
                Ordering::Equal => return Ok(Some(middle)),
                order => order.is_lt(),
            },
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

/// `minmax`: `min` and `max`, unless a block compares.
pub(super) fn minmax(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if args.has_block() {
        return enumerable::minmax(cx, this, args);
    }
    let least = enumerable::min(cx, this, args)?;
    let greatest = enumerable::max(cx, this, args)?;
    new_array(cx, vec![least, greatest])
}
