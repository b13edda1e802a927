//! Several arrays at once: `+`, `*`, `-`, `&`, `|`, `union`, `intersect?`, `product`, `transpose`.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::{array, is_string, items, to_ary, to_long};
use super::super::{Args, call_proc, enumerable, hash, hashing, new_array, new_hash};
use super::{MOST, convert, copy, index_error};

/// `+`.
pub(super) fn plus(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let other = to_ary(cx, args.at(0))?;
    let mut list = copy(cx, this)?;
    list.extend(other);
    new_array(cx, list)
}

/// `*`: repeats, or joins where the argument is a String.
pub(super) fn times(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if is_string(cx, args.at(0)) {
        return convert::join(cx, this, args);
    }
    let count = to_long(cx, args.at(0))?;
    let length = items(cx, this).len();
    if count == 0 {
        return new_array(cx, Vec::new());
    }
    let Ok(count) = usize::try_from(count) else {
        return Err(cx.raise(Global::RbArgumentError, "negative argument"));
    };
    if (MOST as usize) / count < length {
        return Err(cx.raise(Global::RbArgumentError, "argument too big"));
    }
    let total = length * count;
    cx.charge(total as u64)?;
    cx.charge_memory(total.saturating_mul(size_of::<Value>()))?;
    let list = items(cx, this).repeat(count);
    new_array(cx, list)
}

/// The elements of lists as keys of a hash.
fn keys(cx: &mut Cx<'_>, lists: &[Vec<Value>]) -> Run<Value> {
    let seen = new_hash(cx)?;
    for &item in lists.iter().flatten() {
        hash::store_key(cx, seen, item)?;
    }
    Ok(seen)
}

/// `-` and `difference`: what is in none of the others, by `eql?`.
pub(super) fn difference(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let others = lists(cx, args)?;
    let seen = keys(cx, &others)?;
    let mut kept = Vec::new();
    for item in copy(cx, this)? {
        if hashing::find(cx, seen, item)?.is_none() {
            kept.push(item);
        }
    }
    new_array(cx, kept)
}

fn lists(cx: &mut Cx<'_>, args: Args<'_>) -> Run<Vec<Vec<Value>>> {
    args.positional.iter().map(|&list| to_ary(cx, list)).collect()
}

/// `&` and `intersection`: what is in all of them, each once, in the order of the receiver.
pub(super) fn intersection(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let others = lists(cx, args)?;
    let mut kept = copy(cx, this)?;
    for other in others {
        let seen = keys(cx, &[other])?;
        let mut shared = Vec::new();
        for item in kept {
            if hashing::find(cx, seen, item)?.is_some() {
                shared.push(item);
            }
        }
        kept = shared;
    }
    if args.len() == 0 {
        return new_array(cx, kept);
    }
    distinct(cx, &[kept])
}

/// `|` and `union`: each element once, in order.
pub(super) fn union(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let mut all = vec![copy(cx, this)?];
    all.extend(lists(cx, args)?);
    distinct(cx, &all)
}

fn distinct(cx: &mut Cx<'_>, lists: &[Vec<Value>]) -> Run<Value> {
    let seen = new_hash(cx)?;
    let mut kept = Vec::new();
    for &item in lists.iter().flatten() {
        if hash::store_key(cx, seen, item)? {
            kept.push(item);
        }
    }
    new_array(cx, kept)
}

/// `intersect?`.
pub(super) fn intersects(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let other = to_ary(cx, args.at(0))?;
    let seen = keys(cx, &[other])?;
    for item in copy(cx, this)? {
        if hashing::find(cx, seen, item)?.is_some() {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

/// `product`: every choice of one element of each list, the last list running fastest.
pub(super) fn product(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let mut all = vec![copy(cx, this)?];
    all.extend(lists(cx, args)?);
    let mut rows = Vec::new();
    let mut counters = vec![0; all.len()];
    let mut done = all.iter().any(Vec::is_empty);
    while !done {
        cx.charge(all.len() as u64)?;
        let row: Vec<Value> = all.iter().zip(&counters).map(|(list, &at)| list[at]).collect();
        let row = new_array(cx, row)?;
        if args.has_block() {
            call_proc(cx, args.block, Args::new(&[row]))?;
        } else {
            rows.push(row);
        }
        done = true;
        for (list, at) in all.iter().zip(&mut counters).rev() {
            *at += 1;
            if *at < list.len() {
                done = false;
                break;
            }
            *at = 0;
        }
    }
    if args.has_block() {
        return Ok(this);
    }
    new_array(cx, rows)
}

/// `zip`: arguments that are no arrays are asked for as many values as there are elements.
pub(super) fn zip(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let length = items(cx, this).len();
    let mut columns = Vec::with_capacity(args.len());
    for &other in args.positional {
        columns.push(match array(cx, other) {
            // A block may change them meanwhile (`take_items`).
            Some(_) if args.has_block() => {
                let copy = copy(cx, other)?;
                new_array(cx, copy)?
            }
            Some(_) => other,
            None if length == 0 => other,
            None => enumerable::column(cx, other, length)?,
        });
    }
    enumerable::zip_columns(cx, this, &columns, args)
}

/// `transpose`.
pub(super) fn transpose(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let mut columns: Option<Vec<Vec<Value>>> = None;
    for row in copy(cx, this)? {
        let row = to_ary(cx, row)?;
        let columns = columns.get_or_insert_with(|| vec![Vec::new(); row.len()]);
        if columns.len() != row.len() {
            let message = format!("element size differs ({} should be {})", row.len(), columns.len());
            return Err(index_error(cx, message));
        }
        for (column, item) in columns.iter_mut().zip(row) {
            column.push(item);
        }
    }
    let mut lists = Vec::new();
    for column in columns.unwrap_or_default() {
        lists.push(new_array(cx, column)?);
    }
    new_array(cx, lists)
}
