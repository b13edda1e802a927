//! Enumerators: method calls that wait for their block.
//!
//! An enumerator holds a receiver, the name of a method and arguments. With a block it makes the call; without one it
//! lets the call yield into whatever asks (`stream.rs`). `next`, `lazy` and chains are left out.

mod block;
mod size;
mod stream;

pub(super) use block::call as call_block;
pub(super) use stream::each;

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::arguments::{alloc, hash, object, to_long};
use super::dispatch::{ANY, Method, method, refused};
use super::object::{Enumerator, Object, WrappedBlock};
use super::{Args, inspect, new_string, send};

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    refused("+"),
    method("each", 0, ANY, each_method),
    method("each_with_index", 0, 0, |cx, this, args| {
        with_index(cx, this, args, "each_with_index")
    }),
    method("each_with_object", 1, 1, |cx, this, args| {
        with_object(cx, this, args, "each_with_object")
    }),
    method("inspect", 0, 0, inspect_method),
    refused("next"),
    refused("next_values"),
    refused("peek"),
    refused("peek_values"),
    method("rewind", 0, 0, |_, this, _| Ok(this)),
    method("size", 0, 0, size),
    method("with_index", 0, 1, |cx, this, args| {
        with_index(cx, this, args, "with_index")
    }),
    method("with_object", 1, 1, |cx, this, args| {
        with_object(cx, this, args, "with_object")
    }),
];

/// The enumerator that a method gives where it got no block.
pub(super) fn waiting(cx: &mut Cx<'_>, receiver: Value, method: &'static str, args: &[Value]) -> Run<Value> {
    cx.charge_memory(size_of::<Enumerator>() + size_of_val(args))?;
    alloc(
        cx,
        Object::Enumerator(Enumerator {
            receiver,
            method,
            args: args.to_vec(),
            sequence: false,
        }),
    )
}

/// The enumerator behind a value.
pub(super) fn enumerator(cx: &Cx<'_>, this: Value) -> Option<Enumerator> {
    match object(cx, this) {
        Some(Object::Enumerator(found)) => Some(found.clone()),
        _ => None,
    }
}

/// Whether walking an enumerator runs a block that it holds.
pub(super) fn runs_blocks(cx: &Cx<'_>, this: Value) -> bool {
    let mut at = this;
    while let Some(found) = enumerator(cx, at) {
        if stream::is_chunk(found.method) {
            return true;
        }
        at = found.receiver;
    }
    false
}

/// `size`.
pub(super) fn size(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    match enumerator(cx, this) {
        Some(found) => size::of(cx, &found),
        None => Ok(Value::Nil),
    }
}

/// `each`: the call with a block.
fn each_method(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if args.len() > 0 {
        return Err(cx.unsupported("`each` of an enumerator with arguments"));
    }
    if !args.has_block() {
        return Ok(this);
    }
    complete(cx, this, args.block)
}

/// Makes the waiting call with a block.
fn complete(cx: &mut Cx<'_>, this: Value, block: Value) -> Run<Value> {
    let Some(found) = enumerator(cx, this) else {
        return Ok(this);
    };
    if stream::is_chunk(found.method) && !found.args.is_empty() {
        stream::each(cx, &found, &mut |cx, values| {
            super::call_proc(cx, block, Args::new(values))?;
            Ok(super::enumerable::Flow::Next)
        })?;
        return Ok(Value::Nil);
    }
    let args = Args {
        block,
        ..Args::new(&found.args)
    };
    cx.nested(|cx| send(cx, found.receiver, found.method, args))
}

/// `with_index` and `each_with_index`: the block gets a number besides.
fn with_index(cx: &mut Cx<'_>, this: Value, args: Args<'_>, name: &'static str) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, name, args.positional);
    }
    let next = first_index(cx, args.at(0))?;
    let block = wrap(cx, args.block, Some(next), Value::Int(next))?;
    complete(cx, this, block)
}

/// The first number of `with_index`.
fn first_index(cx: &mut Cx<'_>, given: Value) -> Run<i64> {
    match given {
        Value::Nil => Ok(0),
        given => to_long(cx, given),
    }
}

/// `with_object` and `each_with_object`: the block gets an object besides.
fn with_object(cx: &mut Cx<'_>, this: Value, args: Args<'_>, name: &'static str) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, name, args.positional);
    }
    let block = wrap(cx, args.block, None, args.at(0))?;
    complete(cx, this, block)?;
    Ok(args.at(0))
}

fn wrap(cx: &mut Cx<'_>, block: Value, next: Option<i64>, held: Value) -> Run<Value> {
    alloc(cx, Object::WrappedBlock(WrappedBlock { block, next, held }))
}

/// `inspect`: `#<Enumerator: [1, 2]:each_slice(2)>`.
pub(super) fn inspect_method(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let Some(found) = enumerator(cx, this) else {
        return new_string(cx, "");
    };
    if stream::is_chunk(found.method) && !found.args.is_empty() {
        return Err(inspect::address(cx));
    }
    cx.ascii_bytes = true;
    cx.byte_texts = true;
    // Ruby shows a hash of symbols at the end as keywords.
    let keys: Vec<Value> = (found.args.last().and_then(|&last| hash(cx, last)))
        .map(|hash| hash.table.iter().map(|entry| entry.key).collect())
        .unwrap_or_default();
    if !keys.is_empty() && keys.iter().all(|key| matches!(key, Value::Symbol(_))) {
        return Err(cx.unsupported("`inspect` of an enumerator with a hash like keywords"));
    }
    let receiver = cx.nested(|cx| inspect::inspect(cx, found.receiver))?;
    let mut shown = Vec::with_capacity(found.args.len());
    for &arg in &found.args {
        shown.push(cx.nested(|cx| inspect::inspect(cx, arg))?);
    }
    let args = if shown.is_empty() {
        String::new()
    } else {
        format!("({})", shown.join(", "))
    };
    let text = match (found.sequence, found.method) {
        (false, method) => format!("#<Enumerator: {receiver}:{method}{args}>"),
        (true, method) if super::arguments::range(cx, found.receiver).is_some() => {
            format!("(({receiver}).{method}{args})")
        }
        (true, method) => format!("({receiver}.{method}{args})"),
    };
    new_string(cx, &text)
}
