//! Removing elements in place: `select!`, `reject!`, `delete`, `compact!`, `uniq!` and their kin.

use crate::diag::Code;
use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::super::arguments::{array_mut, check_frozen, items};
use super::super::enumerator::waiting;
use super::super::{Args, enumerable, equality, new_array, truthy};
use super::place::store;
use super::{copy, set_items};

/// Keeps the elements whose answer is the wanted one; gives whether any went. What was decided before an error or a
/// `break` stays decided (`select_bang_ensure`).
pub(super) fn keep(cx: &mut Cx<'_>, this: Value, args: Args<'_>, wanted: bool) -> Run<bool> {
    check_frozen(cx, this)?;
    let (mut read, mut write) = (0, 0);
    let result = decide(cx, this, args, wanted, &mut read, &mut write);
    if write < read {
        check_frozen(cx, this)?;
        let length = items(cx, this).len();
        if write > length {
            // Ruby shows what once stood beyond the end.
            return Err(cx.fault(Code::F0905, "the block shortened the array that was being filtered"));
        }
        if let Some(array) = array_mut(cx, this) {
            array.items.drain(write..read.min(length));
        }
    }
    result?;
    Ok(write < read)
}

fn decide(cx: &mut Cx<'_>, this: Value, args: Args<'_>, wanted: bool, read: &mut usize, write: &mut usize) -> Run<()> {
    while let Some(&item) = items(cx, this).get(*read) {
        cx.charge(1)?;
        if truthy(args.call1(cx, item)?) == wanted {
            if read != write {
                check_frozen(cx, this)?;
                store(cx, this, *write as i64, item)?;
            }
            *write += 1;
        }
        *read += 1;
    }
    Ok(())
}

/// `select` and `filter`: what is kept is read again after the block.
pub(super) fn select_new(cx: &mut Cx<'_>, this: Value, args: Args<'_>, name: &'static str) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, name, &[]);
    }
    let mut kept = Vec::new();
    let mut at = 0;
    while let Some(&item) = items(cx, this).get(at) {
        cx.charge(1)?;
        if truthy(args.call1(cx, item)?) {
            let item = items(cx, this).get(at).copied().unwrap_or(Value::Nil);
            enumerable::push(cx, &mut kept, item)?;
        }
        at += 1;
    }
    new_array(cx, kept)
}

/// How many elements from the start please the block.
fn run_length(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<usize> {
    let mut at = 0;
    while let Some(&item) = items(cx, this).get(at) {
        cx.charge(1)?;
        if !truthy(args.call1(cx, item)?) {
            break;
        }
        at += 1;
    }
    Ok(at)
}

/// `take_while`: the elements that then stand there.
pub(super) fn take_while(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "take_while", &[]);
    }
    let count = run_length(cx, this, args)?;
    let list = items(cx, this).iter().copied().take(count).collect();
    new_array(cx, list)
}

/// `drop_while`: the elements that then follow.
pub(super) fn drop_while(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "drop_while", &[]);
    }
    let count = run_length(cx, this, args)?;
    let list = items(cx, this).iter().copied().skip(count).collect();
    new_array(cx, list)
}

/// `delete`: gives the last of the equal elements, what the block says, or nil.
pub(super) fn delete(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let wanted = args.at(0);
    let mut found = None;
    let mut kept = Vec::new();
    let mut at = 0;
    while let Some(&item) = items(cx, this).get(at) {
        cx.charge(1)?;
        if equality::equal(cx, item, wanted)? {
            found = Some(item);
        } else {
            kept.push(item);
        }
        at += 1;
    }
    match found {
        Some(value) => {
            set_items(cx, this, kept)?;
            Ok(value)
        }
        None if args.has_block() => args.call1(cx, wanted),
        None => Ok(Value::Nil),
    }
}

fn without_nil(cx: &mut Cx<'_>, this: Value) -> Run<Vec<Value>> {
    let list: Vec<Value> = items(cx, this)
        .iter()
        .copied()
        .filter(|item| !matches!(item, Value::Nil))
        .collect();
    cx.charge(items(cx, this).len() as u64)?;
    Ok(list)
}

/// `compact`.
pub(super) fn compact(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let list = without_nil(cx, this)?;
    new_array(cx, list)
}

/// `compact!`: nil where nothing went.
pub(super) fn compact_bang(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    let list = without_nil(cx, this)?;
    if list.len() == items(cx, this).len() {
        return Ok(Value::Nil);
    }
    set_items(cx, this, list)
}

/// `uniq`: a block is not asked about a single element.
pub(super) fn uniq(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if items(cx, this).len() <= 1 {
        let list = copy(cx, this)?;
        return new_array(cx, list);
    }
    enumerable::uniq(cx, this, args)
}

/// `uniq!`: nil where nothing went.
pub(super) fn uniq_bang(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    let list = uniq(cx, this, args)?;
    let list = items(cx, list).to_vec();
    if list.len() == items(cx, this).len() {
        return Ok(Value::Nil);
    }
    set_items(cx, this, list)
}
