//! Classes and modules as objects.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::arguments::alloc;
use super::class::{inherits, is_a, superclass};
use super::dispatch::{ANY, Method, check_arity, method, refused};
use super::object::{Object, Str};
use super::{Args, machine_text};

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    method("<", 1, 1, |cx, this, args| descends(cx, this, args, false)),
    method("<=", 1, 1, |cx, this, args| descends(cx, this, args, true)),
    method("<=>", 1, 1, compare),
    method("==", 1, 1, |_, this, args| Ok(Value::Bool(same(this, args.at(0))))),
    method("===", 1, 1, |cx, this, args| {
        Ok(Value::Bool(
            matches!(this, Value::Global(class) if is_a(cx, args.at(0), class)),
        ))
    }),
    method(">", 1, 1, |cx, this, args| ascends(cx, this, args, false)),
    method(">=", 1, 1, |cx, this, args| ascends(cx, this, args, true)),
    refused("freeze"),
    method("inspect", 0, 0, |cx, this, _| name(cx, this, false)),
    method("name", 0, 0, |cx, this, _| name(cx, this, true)),
    method("to_s", 0, 0, |cx, this, _| name(cx, this, false)),
];

/// Sorted by name.
pub(super) const CLASS_METHODS: &[Method] = &[method("superclass", 0, 0, |cx, this, _| match this {
    Value::Global(class) => Ok(superclass(class).map_or(Value::Nil, Value::Global)),
    _ => Err(cx.unsupported("superclass")),
})];

/// Sorted by name: of Object as a class object.
pub(super) const OBJECT_METHODS: &[Method] = &[method("new", 0, ANY, |cx, this, args| match this {
    Value::Global(Global::RbObject) => {
        check_arity(cx, args.len(), 0, 0)?;
        alloc(cx, Object::Plain)
    }
    _ => Err(cx.unsupported("new objects of this class")),
})];

fn same(this: Value, other: Value) -> bool {
    matches!((this, other), (Value::Global(one), Value::Global(other)) if one == other)
}

/// `Module#name` gives one frozen string; `to_s` a new one.
fn name(cx: &mut Cx<'_>, this: Value, frozen: bool) -> Run<Value> {
    let Value::Global(class) = this else {
        return Err(cx.unsupported("name"));
    };
    if !frozen {
        return machine_text(cx, class.name());
    }
    let text = class.name().to_owned();
    cx.ascii_bytes = true;
    alloc(cx, Object::String(Str::new(text, frozen)))
}

fn pair(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<(Global, Global)> {
    match (this, args.at(0)) {
        (Value::Global(one), Value::Global(other)) => Ok((one, other)),
        _ => Err(cx.raise(Global::RbTypeError, "compared with non class/module")),
    }
}

/// `<` and `<=`: nil where neither descends from the other.
fn descends(cx: &mut Cx<'_>, this: Value, args: Args<'_>, or_same: bool) -> Run<Value> {
    let (one, other) = pair(cx, this, args)?;
    Ok(if one == other {
        Value::Bool(or_same)
    } else if inherits(one, other) {
        Value::Bool(true)
    } else if inherits(other, one) {
        Value::Bool(false)
    } else {
        Value::Nil
    })
}

fn ascends(cx: &mut Cx<'_>, this: Value, args: Args<'_>, or_same: bool) -> Run<Value> {
    let (one, other) = pair(cx, this, args)?;
    Ok(if one == other {
        Value::Bool(or_same)
    } else if inherits(other, one) {
        Value::Bool(true)
    } else if inherits(one, other) {
        Value::Bool(false)
    } else {
        Value::Nil
    })
}

fn compare(_: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    Ok(match (this, args.at(0)) {
        (Value::Global(one), Value::Global(other)) if one == other => Value::Int(0),
        (Value::Global(one), Value::Global(other)) if inherits(one, other) => Value::Int(-1),
        (Value::Global(one), Value::Global(other)) if inherits(other, one) => Value::Int(1),
        _ => Value::Nil,
    })
}
