//! Blocks that pass a number or an object along: what `with_index` and `with_object` hand to the waiting method.

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::super::arguments::object_mut;
use super::super::enumerable::pack;
use super::super::object::Object;
use super::super::{Args, call_proc};

/// Calls such a block: several values come as one array, the number or object follows.
pub(in crate::vm::ruby) fn call(cx: &mut Cx<'_>, wrapped: Value, args: Args<'_>) -> Run<Value> {
    let value = pack(cx, args.positional)?;
    let Some(Object::WrappedBlock(wrapped)) = object_mut(cx, wrapped) else {
        return Ok(Value::Nil);
    };
    let (block, held) = (wrapped.block, wrapped.held);
    if let Some(next) = &mut wrapped.next {
        *next += 1;
        wrapped.held = Value::Int(*next);
    }
    cx.nested(|cx| call_proc(cx, block, Args::new(&[value, held])))
}
