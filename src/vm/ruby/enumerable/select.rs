//! Choosing elements: `select`, `reject`, `filter_map`, `grep`, `take_while`, `drop`, `uniq` and their kin.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::{object, to_long};
use super::super::enumerator::waiting;
use super::super::object::Object;
use super::super::{Args, hash, hashing, new_array, new_hash, send, truthy};
use super::iterate::{Flow, each, each_packed, pack, push, yield_forced};
use super::search::take_count;

/// `select`, `filter` and `find_all`.
pub(in crate::vm::ruby) fn select(cx: &mut Cx<'_>, this: Value, args: Args<'_>, name: &'static str) -> Run<Value> {
    choose(cx, this, args, name, true)
}

/// `reject`.
pub(in crate::vm::ruby) fn reject(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    choose(cx, this, args, "reject", false)
}

fn choose(cx: &mut Cx<'_>, this: Value, args: Args<'_>, name: &'static str, wanted: bool) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, name, &[]);
    }
    let mut chosen = Vec::new();
    each(cx, this, &mut |cx, values| {
        let value = pack(cx, values)?;
        if truthy(yield_forced(cx, args.block, values, value)?) == wanted {
            push(cx, &mut chosen, value)?;
        }
        Ok(Flow::Next)
    })?;
    new_array(cx, chosen)
}

/// `filter_map`.
pub(in crate::vm::ruby) fn filter_map(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "filter_map", &[]);
    }
    let mut mapped = Vec::new();
    each(cx, this, &mut |cx, values| {
        let value = args.call(cx, values)?;
        if truthy(value) {
            push(cx, &mut mapped, value)?;
        }
        Ok(Flow::Next)
    })?;
    new_array(cx, mapped)
}

/// `grep` and `grep_v`: what matches a pattern, through a block if there is one.
pub(in crate::vm::ruby) fn grep(cx: &mut Cx<'_>, this: Value, args: Args<'_>, wanted: bool) -> Run<Value> {
    let mut chosen = Vec::new();
    // A Regexp without a block is only asked whether it matches, which leaves `$~` alone (`grep_regexp_i`).
    let quiet = !args.has_block() && matches!(object(cx, args.at(0)), Some(Object::Regexp(_)));
    each(cx, this, &mut |cx, values| {
        let value = pack(cx, values)?;
        let held = cx.last_match;
        let matched = send(cx, args.at(0), "===", Args::new(&[value]))?;
        if quiet {
            cx.last_match = held;
        }
        if truthy(matched) == wanted {
            let kept = if args.has_block() {
                yield_forced(cx, args.block, values, value)?
            } else {
                value
            };
            push(cx, &mut chosen, kept)?;
        }
        Ok(Flow::Next)
    })?;
    new_array(cx, chosen)
}

/// `take`.
pub(in crate::vm::ruby) fn take(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let count = to_long(cx, args.at(0))?;
    take_count(cx, this, count, "attempt to take negative size")
}

/// `take_while`.
pub(in crate::vm::ruby) fn take_while(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "take_while", &[]);
    }
    let mut taken = Vec::new();
    each(cx, this, &mut |cx, values| {
        if !truthy(args.call(cx, values)?) {
            return Ok(Flow::Stop);
        }
        let value = pack(cx, values)?;
        push(cx, &mut taken, value)?;
        Ok(Flow::Next)
    })?;
    new_array(cx, taken)
}

/// `drop`.
pub(in crate::vm::ruby) fn drop(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let count = to_long(cx, args.at(0))?;
    let Ok(mut left) = usize::try_from(count) else {
        return Err(cx.raise(Global::RbArgumentError, "attempt to drop negative size"));
    };
    let mut kept = Vec::new();
    each_packed(cx, this, &mut |cx, value| {
        if left > 0 {
            left -= 1;
        } else {
            push(cx, &mut kept, value)?;
        }
        Ok(Flow::Next)
    })?;
    new_array(cx, kept)
}

/// `drop_while`.
pub(in crate::vm::ruby) fn drop_while(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "drop_while", &[]);
    }
    let mut dropping = true;
    let mut kept = Vec::new();
    each(cx, this, &mut |cx, values| {
        let value = pack(cx, values)?;
        dropping = dropping && truthy(yield_forced(cx, args.block, values, value)?);
        if !dropping {
            push(cx, &mut kept, value)?;
        }
        Ok(Flow::Next)
    })?;
    new_array(cx, kept)
}

/// `uniq`: the first of each kind, by `eql?` of the elements or of what a block makes of them.
pub(in crate::vm::ruby) fn uniq(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let seen = new_hash(cx)?;
    let mut kept = Vec::new();
    each(cx, this, &mut |cx, values| {
        let key = if args.has_block() {
            args.call(cx, values)?
        } else {
            pack(cx, values)?
        };
        if hashing::find(cx, seen, key)?.is_none() {
            hash::store(cx, seen, key, Value::Nil)?;
            let value = pack(cx, values)?;
            push(cx, &mut kept, value)?;
        }
        Ok(Flow::Next)
    })?;
    new_array(cx, kept)
}
