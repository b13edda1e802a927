//! Making hashes: `Hash.new` and `Hash[]`.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::{array, hash, hash_mut, items};
use super::super::class::conversion_name;
use super::super::dispatch::check_arity;
use super::super::{Args, new_hash};
use super::{choose, store};

/// `Hash.new`: with a default value or a block.
pub(super) fn new(cx: &mut Cx<'_>, _: Value, args: Args<'_>) -> Run<Value> {
    check_arity(cx, args.len(), 0, u8::from(!args.has_block()))?;
    let made = new_hash(cx)?;
    if let Some(hash) = hash_mut(cx, made) {
        hash.default = args.at(0);
        hash.default_proc = args.block;
    }
    Ok(made)
}

/// `Hash[]`: a copy, a list of pairs, or keys and values in turn.
pub(super) fn bracket(cx: &mut Cx<'_>, _: Value, args: Args<'_>) -> Run<Value> {
    if let [only] = *args.positional {
        if hash(cx, only).is_some() {
            return choose::copy(cx, only);
        }
        if array(cx, only).is_some() {
            return of_pairs(cx, only);
        }
    }
    let (pairs, rest) = args.positional.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(cx.raise(Global::RbArgumentError, "odd number of arguments for Hash"));
    }
    let made = new_hash(cx)?;
    for &[key, value] in pairs {
        store(cx, made, key, value)?;
    }
    Ok(made)
}

fn of_pairs(cx: &mut Cx<'_>, list: Value) -> Run<Value> {
    let made = new_hash(cx)?;
    for (at, pair) in items(cx, list).to_vec().into_iter().enumerate() {
        cx.charge(1)?;
        if array(cx, pair).is_none() {
            let class = conversion_name(cx, pair);
            let message = format!("wrong element type {class} at {at} (expected array)");
            return Err(cx.raise(Global::RbArgumentError, message));
        }
        match *items(cx, pair) {
            [key] => store(cx, made, key, Value::Nil)?,
            [key, value] => store(cx, made, key, value)?,
            ref other => {
                let message = format!("invalid number of elements ({} for 1..2)", other.len());
                return Err(cx.raise(Global::RbArgumentError, message));
            }
        }
    }
    Ok(made)
}
