//! `chunk`, `chunk_while`, `slice_when`, `slice_before` and `slice_after`: enumerators whose lists are made on demand.
//!
//! Such an enumerator holds the source, the name of the method and how to cut: a block or a pattern.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::dispatch::wrong_arguments;
use super::super::enumerator::waiting;
use super::super::object::Enumerator;
use super::super::{Args, call_proc, equality, new_array, send, truthy};
use super::iterate::{Flow, Step, each_packed};

/// The enumerator of one of these methods. Its arguments are whether it has a block, and the block or the pattern.
pub(super) fn waiting_for(cx: &mut Cx<'_>, this: Value, args: Args<'_>, name: &'static str) -> Run<Value> {
    let cut = match (args.positional, args.has_block()) {
        ([], true) => args.block,
        ([pattern], false) => *pattern,
        (_, true) if name == "slice_after" => {
            let message = "both pattern and block are given";
            return Err(cx.raise(Global::RbArgumentError, message));
        }
        (given, true) => return Err(wrong_arguments(cx, given.len(), 0, 0)),
        ([_, _, ..], false) => return Err(wrong_arguments(cx, args.len(), 1, 1)),
        ([], false) => match name {
            "chunk" => return waiting(cx, this, name, &[]),
            "chunk_while" | "slice_when" => {
                let message = "tried to create Proc object without a block";
                return Err(cx.raise(Global::RbArgumentError, message));
            }
            _ => return Err(wrong_arguments(cx, 0, 1, 1)),
        },
    };
    waiting(cx, this, name, &[Value::Bool(args.has_block()), cut])
}

/// Makes the lists of such an enumerator.
pub(in crate::vm::ruby) fn each_chunk(cx: &mut Cx<'_>, made: &Enumerator, step: Step<'_>) -> Run<Flow> {
    let [Value::Bool(by_block), cut] = made.args[..] else {
        return Err(cx.unsupported("this enumerator"));
    };
    match made.method {
        "chunk" => by_key(cx, made.receiver, cut, step),
        "chunk_while" => between(cx, made.receiver, cut, false, step),
        "slice_when" => between(cx, made.receiver, cut, true, step),
        name => around(cx, made.receiver, (by_block, cut), name == "slice_after", step),
    }
}

/// A list that is being filled, and where it goes.
struct Filling<'s> {
    list: Vec<Value>,
    step: Step<'s>,
}

impl Filling<'_> {
    fn flush(&mut self, cx: &mut Cx<'_>) -> Run<Flow> {
        let list = new_array(cx, std::mem::take(&mut self.list))?;
        (self.step)(cx, &[list])
    }

    fn finish(mut self, cx: &mut Cx<'_>, flow: Flow) -> Run<Flow> {
        if flow == Flow::Stop || self.list.is_empty() {
            return Ok(flow);
        }
        self.flush(cx)
    }
}

/// Cuts between two neighbours where the block says so.
fn between(cx: &mut Cx<'_>, source: Value, block: Value, wanted: bool, step: Step<'_>) -> Run<Flow> {
    let mut filling = Filling { list: Vec::new(), step };
    let flow = each_packed(cx, source, &mut |cx, value| {
        if let Some(&last) = filling.list.last() {
            let answer = call_proc(cx, block, Args::new(&[last, value]))?;
            if truthy(answer) == wanted && filling.flush(cx)? == Flow::Stop {
                return Ok(Flow::Stop);
            }
        }
        filling.list.push(value);
        Ok(Flow::Next)
    })?;
    filling.finish(cx, flow)
}

/// Cuts before or after the values that match.
fn around(cx: &mut Cx<'_>, source: Value, cut: (bool, Value), after: bool, step: Step<'_>) -> Run<Flow> {
    let mut filling = Filling { list: Vec::new(), step };
    let flow = each_packed(cx, source, &mut |cx, value| {
        let matched = match cut {
            (true, block) => call_proc(cx, block, Args::new(&[value]))?,
            (false, pattern) => send(cx, pattern, "===", Args::new(&[value]))?,
        };
        if after {
            filling.list.push(value);
            return if truthy(matched) {
                filling.flush(cx)
            } else {
                Ok(Flow::Next)
            };
        }
        if truthy(matched) && !filling.list.is_empty() && filling.flush(cx)? == Flow::Stop {
            return Ok(Flow::Stop);
        }
        filling.list.push(value);
        Ok(Flow::Next)
    })?;
    filling.finish(cx, flow)
}

/// `chunk`: neighbours with equal keys, each list with its key; nil and `:_separator` drop a value, `:_alone` keeps it
/// by itself.
fn by_key(cx: &mut Cx<'_>, source: Value, block: Value, step: Step<'_>) -> Run<Flow> {
    let mut held: Option<(Value, Vec<Value>)> = None;
    let flow = each_packed(cx, source, &mut |cx, value| {
        let key = call_proc(cx, block, Args::new(&[value]))?;
        let special = match key {
            Value::Nil => Some(false),
            Value::Symbol(name) => match cx.symbol(name) {
                "_separator" => Some(false),
                "_alone" => Some(true),
                name if name.starts_with('_') => {
                    let message = "symbols beginning with an underscore are reserved";
                    return Err(cx.raise(Global::RbRuntimeError, message));
                }
                _ => None,
            },
            _ => None,
        };
        if special.is_none()
            && let Some((last, list)) = &mut held
            && equality::equal(cx, *last, key)?
        {
            list.push(value);
            return Ok(Flow::Next);
        }
        if let Some((last, list)) = held.take()
            && give(cx, last, list, step)? == Flow::Stop
        {
            return Ok(Flow::Stop);
        }
        match special {
            Some(true) => return give(cx, key, vec![value], step),
            Some(false) => {}
            None => held = Some((key, vec![value])),
        }
        Ok(Flow::Next)
    })?;
    match held {
        Some((key, list)) if flow == Flow::Next => give(cx, key, list, step),
        _ => Ok(flow),
    }
}

fn give(cx: &mut Cx<'_>, key: Value, list: Vec<Value>, step: Step<'_>) -> Run<Flow> {
    let list = new_array(cx, list)?;
    let pair = new_array(cx, vec![key, list])?;
    step(cx, &[pair])
}
