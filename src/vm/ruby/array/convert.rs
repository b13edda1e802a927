//! Other forms of an array: `join`, `inspect`, `to_h`, and `<=>`.

use std::cmp::Ordering;

use crate::value::{Global, ObjId, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::{array, id, is_string, items, to_str};
use super::super::compare::compare;
use super::super::enumerable::entry_list;
use super::super::{Args, hash, inspect as show, machine_text, new_hash, new_string, string_from};

/// `inspect` and `to_s`.
pub(super) fn inspect(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let text = show::inspect(cx, this)?;
    new_string(cx, &text)
}

/// `<=>`: nil where the other is no list.
pub(super) fn spaceship(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    Ok(match compare(cx, this, args.at(0))? {
        Some(Ordering::Less) => Value::Int(-1),
        Some(Ordering::Equal) => Value::Int(0),
        Some(Ordering::Greater) => Value::Int(1),
        None => Value::Nil,
    })
}

/// `join`: lists within are joined with the same separator.
pub(super) fn join(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if items(cx, this).is_empty() {
        // An empty array does not look at its separator.
        return machine_text(cx, String::new());
    }
    let separator = match args.at(0) {
        _ if items(cx, this).is_empty() => String::new(),
        Value::Nil => String::new(),
        separator => to_str(cx, separator)?,
    };
    let mut out = String::new();
    let mut open = Vec::new();
    join_into(cx, this, &separator, &mut out, &mut open)?;
    string_from(cx, out)
}

fn join_into(cx: &mut Cx<'_>, this: Value, separator: &str, out: &mut String, open: &mut Vec<ObjId>) -> Run<()> {
    let Some(own) = id(this) else { return Ok(()) };
    if open.contains(&own) {
        return Err(cx.raise(Global::RbArgumentError, "recursive array join"));
    }
    open.push(own);
    let mut at = 0;
    while let Some(&item) = items(cx, this).get(at) {
        cx.charge(1)?;
        if at > 0 {
            out.push_str(separator);
        }
        if array(cx, item).is_some() {
            // Of a list within the list that is joined the first text does not give its encoding.
            cx.ascii_bytes = true;
            cx.nested(|cx| join_into(cx, item, separator, out, open))?;
        } else {
            let start = out.len();
            cx.ascii_bytes |= !is_string(cx, item);
            out.push_str(&show::to_s(cx, item)?);
            cx.charge((out.len() - start) as u64 / 8)?;
        }
        if out.len() > cx.limits.memory {
            cx.charge_memory(out.len())?;
        }
        at += 1;
    }
    open.pop();
    Ok(())
}

/// `to_h`.
pub(super) fn to_h(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let made = new_hash(cx)?;
    let mut at = 0;
    while let Some(&item) = items(cx, this).get(at) {
        let pair = if args.has_block() { args.call1(cx, item)? } else { item };
        let (key, value) = entry_list(cx, pair, Some(at))?;
        hash::store(cx, made, key, value)?;
        at += 1;
    }
    Ok(made)
}
