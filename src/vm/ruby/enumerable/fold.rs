//! `inject` and `each_with_object`.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::dispatch::find;
use super::super::enumerator::waiting;
use super::super::kernel::method_name;
use super::super::missing::undefined_for_function_call;
use super::super::{Args, send};
use super::iterate::{Flow, each_packed};

/// `inject` and `reduce`: with a block, with the name of a method, with a first value or without.
pub(in crate::vm::ruby) fn inject(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let (mut held, name) = match args.positional {
        [] => (None, None),
        [first] if args.has_block() => (Some(*first), None),
        [name] => (None, Some(method_name(cx, *name)?)),
        [first, name, ..] => (Some(*first), Some(method_name(cx, *name)?)),
    };
    each_packed(cx, this, &mut |cx, value| {
        held = Some(match (held, &name) {
            (None, _) => value,
            (Some(sofar), Some(name)) => {
                if !matches!(sofar, Value::Section(_)) && find(cx, sofar, name).is_none() {
                    return Err(undefined_for_function_call(cx, sofar, name));
                }
                send(cx, sofar, name, Args::new(&[value]))?
            }
            (Some(_), None) if !args.has_block() => {
                return Err(cx.raise(Global::RbLocalJumpError, "no block given"));
            }
            (Some(sofar), None) => args.call(cx, &[sofar, value])?,
        });
        Ok(Flow::Next)
    })?;
    Ok(held.unwrap_or(Value::Nil))
}

/// `each_with_object`.
pub(in crate::vm::ruby) fn each_with_object(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let held = args.at(0);
    if !args.has_block() {
        return waiting(cx, this, "each_with_object", args.positional);
    }
    each_packed(cx, this, &mut |cx, value| {
        args.call(cx, &[value, held])?;
        Ok(Flow::Next)
    })?;
    Ok(held)
}
