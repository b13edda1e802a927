//! `catch` and `throw`.
//!
//! A `throw` ends everything up to its `catch` as `return` out of a block does: `ensure` runs, `rescue` sees nothing. Tags
//! are compared by identity.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run, Stop};

use super::arguments::alloc;
use super::dispatch::check_arity;
use super::object::Object;
use super::{Args, equality, inspect};

/// The first number of a `catch`; the numbers of activations stay below.
const FIRST: u64 = 1 << 63;

/// `catch`: what the block gives, or what is thrown to the tag meanwhile.
pub(super) fn catch(cx: &mut Cx<'_>, args: Args<'_>) -> Run<Value> {
    check_arity(cx, args.len(), 0, 1)?;
    if !args.has_block() {
        return Err(cx.raise(Global::RbLocalJumpError, "no block given"));
    }
    let tag = match args.get(0) {
        Some(tag) => tag,
        None => alloc(cx, Object::Plain)?,
    };
    let number = cx.catches.last().map_or(FIRST, |&(_, number)| number + 1);
    cx.charge_memory(size_of::<(Value, u64)>())?;
    cx.catches.push((tag, number));
    let result = args.call1(cx, tag);
    cx.catches.pop();
    match result {
        Err(Stop::Unwind {
            target,
            call: false,
            value,
        }) if target == number => Ok(value),
        other => other,
    }
}

/// `throw`: to the innermost `catch` of the tag.
pub(super) fn throw(cx: &mut Cx<'_>, args: Args<'_>) -> Run<Value> {
    check_arity(cx, args.len(), 1, 2)?;
    let tag = args.at(0);
    for at in (0..cx.catches.len()).rev() {
        cx.charge(1)?;
        let (held, number) = cx.catches[at];
        if equality::identical(cx, held, tag)? {
            return Err(Stop::Unwind {
                target: number,
                call: false,
                value: args.at(1),
            });
        }
    }
    match inspect::inspect_unless_opaque(cx, tag)? {
        Some(shown) => Err(cx.raise(Global::RbUncaughtThrowError, format!("uncaught throw {shown}"))),
        None => Err(cx.raise_opaque(Global::RbUncaughtThrowError)),
    }
}
