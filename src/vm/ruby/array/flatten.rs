//! `flatten` and `flatten!`.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::{array, check_frozen, items, to_c_int};
use super::super::enumerable::push;
use super::super::{Args, new_array};
use super::{copy, set_items};

/// `flatten`: lists within lists, down to a level or all of them.
pub(super) fn flatten(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let flat = match level(cx, args)? {
        Some(0) => copy(cx, this)?,
        level => flat(cx, this, level)?.0,
    };
    new_array(cx, flat)
}

/// `flatten!`: nil where there was no list within.
pub(super) fn flatten_bang(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    let level = level(cx, args)?;
    if level == Some(0) {
        return Ok(Value::Nil);
    }
    let (flat, changed) = flat(cx, this, level)?;
    if !changed {
        return Ok(Value::Nil);
    }
    set_items(cx, this, flat)
}

/// How deep to go; none for all the way.
fn level(cx: &mut Cx<'_>, args: Args<'_>) -> Run<Option<usize>> {
    match args.at(0) {
        Value::Nil => Ok(None),
        level => Ok(usize::try_from(to_c_int(cx, level)?).ok()),
    }
}

/// The elements, and whether any list was opened. The lists that are open stand on a stack; one that stands there twice
/// holds itself.
fn flat(cx: &mut Cx<'_>, this: Value, level: Option<usize>) -> Run<(Vec<Value>, bool)> {
    let mut flat = Vec::new();
    let mut changed = false;
    let mut open = vec![(this, 0)];
    while let Some((list, at)) = open.last_mut() {
        cx.charge(1)?;
        let Some(&item) = items(cx, *list).get(*at) else {
            open.pop();
            continue;
        };
        *at += 1;
        if array(cx, item).is_none() || level.is_some_and(|level| open.len() > level) {
            push(cx, &mut flat, item)?;
            continue;
        }
        changed = true;
        if level.is_none() {
            cx.charge(open.len() as u64 / 8)?;
            if open.iter().any(|&(list, _)| same(list, item)) {
                let message = "tried to flatten recursive array";
                return Err(cx.raise(Global::RbArgumentError, message));
            }
        }
        cx.charge_memory(size_of::<(Value, usize)>())?;
        open.push((item, 0));
    }
    Ok((flat, changed))
}

fn same(one: Value, other: Value) -> bool {
    matches!((one, other), (Value::Object(one), Value::Object(other)) if one == other)
}
