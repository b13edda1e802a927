//! Procs and lambdas as objects, and calling them.

use crate::value::{Global, SymbolId, Value};
use crate::vm::context::{Cx, Run, Stop};
use crate::vm::heap;

use super::arguments::{alloc, object};
use super::class::class_name;
use super::dispatch::{ANY, Method, find, keyword_method, method, refused};
use super::missing::undefined_for_function_call;
use super::object::Object;
use super::{Args, send};

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    refused("<<"),
    refused("=="),
    keyword_method("===", 0, ANY, call),
    refused(">>"),
    keyword_method("[]", 0, ANY, call),
    method("arity", 0, 0, arity),
    keyword_method("call", 0, ANY, call),
    refused("clone"),
    refused("dup"),
    refused("eql?"),
    refused("hash"),
    refused("inspect"),
    method("lambda?", 0, 0, |cx, this, _| Ok(Value::Bool(is_lambda(cx, this)))),
    method("to_proc", 0, 0, |_, this, _| Ok(this)),
    refused("to_s"),
    keyword_method("yield", 0, ANY, call),
];

/// Sorted by name.
pub(super) const CLASS_METHODS: &[Method] = &[method("new", 0, ANY, |cx, _, args| {
    // The missing block is reported before arguments that nobody takes.
    if args.has_block() {
        super::dispatch::check_arity(cx, args.len(), 0, 0)?;
        return Ok(args.block);
    }
    Err(cx.raise(Global::RbArgumentError, "tried to create Proc object without a block"))
})];

fn call(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    call_directly(cx, this, args)
}

/// Calls a proc, but not as the block of a method that yields: a symbol's proc then reaches private methods.
pub(super) fn call_directly(cx: &mut Cx<'_>, callable: Value, args: Args<'_>) -> Run<Value> {
    let Some(Object::SymbolProc(symbol)) = object(cx, callable) else {
        return call_proc(cx, callable, args);
    };
    let Some(&receiver) = args.positional.first() else {
        return match args.keywords {
            Value::Empty => Err(no_receiver(cx)),
            _ => Err(cx.unsupported("keywords without a receiver for the proc of a symbol")),
        };
    };
    let name = cx.symbol(*symbol).to_owned();
    if !matches!(receiver, Value::Section(_)) && find(cx, receiver, &name).is_none() {
        return Err(undefined_for_function_call(cx, receiver, &name));
    }
    call_proc(cx, callable, args)
}

fn no_receiver(cx: &mut Cx<'_>) -> Stop {
    cx.raise(Global::RbArgumentError, "no receiver given")
}

fn is_lambda(cx: &Cx<'_>, this: Value) -> bool {
    match this {
        Value::Object(id) => match cx.object(id) {
            heap::Object::Closure(closure) => closure.lambda,
            _ => true,
        },
        _ => false,
    }
}

/// `Proc#arity`: negative where arguments are optional.
fn arity(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let Value::Object(id) = this else {
        return Err(cx.unsupported("`arity` of this object"));
    };
    let heap::Object::Closure(closure) = cx.object(id) else {
        // Procs of symbols are lambdas that take a receiver and anything else.
        return Ok(Value::Int(-2));
    };
    let lambda = closure.lambda;
    let declared = cx.arity(closure.func);
    let required = i64::try_from(declared.required).unwrap_or(i64::MAX);
    let open = declared.rest || (lambda && declared.optional > 0);
    if declared.required_keyword || (!lambda && declared.optional > 0 && !declared.rest) {
        return Err(cx.unsupported("`arity` of a block with defaults or keywords"));
    }
    Ok(Value::Int(if open { -required - 1 } else { required }))
}

/// Calls a proc, a lambda or the proc of a symbol.
pub(super) fn call_proc(cx: &mut Cx<'_>, callable: Value, args: Args<'_>) -> Run<Value> {
    if let Value::Object(id) = callable {
        match cx.object(id) {
            heap::Object::Closure(_) => {
                return cx.call_closure(id, Value::Empty, args.positional, args.keywords, args.block);
            }
            heap::Object::Rb(Object::SymbolProc(symbol)) => {
                let symbol = *symbol;
                return cx.nested(|cx| call_symbol(cx, symbol, args));
            }
            heap::Object::Rb(Object::WrappedBlock(_)) => return super::enumerator::call_block(cx, callable, args),
            _ => {}
        }
    }
    if matches!(callable, Value::Nil | Value::Empty) {
        return Err(cx.raise(Global::RbLocalJumpError, "no block given (yield)"));
    }
    Err(cx.unsupported("calling this object"))
}

fn call_symbol(cx: &mut Cx<'_>, symbol: SymbolId, args: Args<'_>) -> Run<Value> {
    let Some((&receiver, rest)) = args.positional.split_first() else {
        return Err(no_receiver(cx));
    };
    let name = cx.symbol(symbol).to_owned();
    let rest = Args {
        positional: rest,
        ..args
    };
    send(cx, receiver, &name, rest)
}

/// What `&value` passes as a block: nil, a proc, or the proc of a symbol.
pub(super) fn to_proc(cx: &mut Cx<'_>, value: Value) -> Run<Value> {
    match value {
        Value::Nil | Value::Empty => Ok(Value::Nil),
        Value::Symbol(symbol) => alloc(cx, Object::SymbolProc(symbol)),
        Value::Object(id) if matches!(cx.object(id), heap::Object::Closure(_)) => Ok(value),
        _ => match object(cx, value) {
            Some(Object::SymbolProc(_)) => Ok(value),
            Some(Object::Hash(_)) => Err(cx.unsupported("a hash as a block")),
            _ => {
                let class = class_name(cx, value);
                Err(cx.raise(
                    Global::RbTypeError,
                    format!("wrong argument type {class} (expected Proc)"),
                ))
            }
        },
    }
}
