//! What arrays and hashes share of removing in place: `select!`, `reject!`, `keep_if` and `delete_if`.
//!
//! A collection's own `keep` removes what its block does not answer as wanted, and tells whether anything went.

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::Args;
use super::enumerator::waiting;

/// Removes where the block's answer is not the wanted one; gives whether any went.
pub(super) type Keep = fn(&mut Cx<'_>, Value, Args<'_>, bool) -> Run<bool>;

/// `select!`, `filter!` and `reject!`: nil where all stay.
pub(super) fn or_nil(
    cx: &mut Cx<'_>,
    this: Value,
    args: Args<'_>,
    name: &'static str,
    wanted: bool,
    keep: Keep,
) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, name, &[]);
    }
    Ok(if keep(cx, this, args, wanted)? {
        this
    } else {
        Value::Nil
    })
}

/// `keep_if` and `delete_if`: the receiver, whatever went.
pub(super) fn itself(
    cx: &mut Cx<'_>,
    this: Value,
    args: Args<'_>,
    name: &'static str,
    wanted: bool,
    keep: Keep,
) -> Run<Value> {
    match or_nil(cx, this, args, name, wanted, keep)? {
        Value::Nil => Ok(this),
        given => Ok(given),
    }
}
