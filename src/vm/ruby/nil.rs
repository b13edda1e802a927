//! `nil`, `true` and `false`.

use crate::value::Value;

use super::arguments::alloc;
use super::dispatch::{Method, method, refused};
use super::object::{Object, Str};
use super::{inspect, machine_text, new_array, new_hash, truthy};

/// Sorted by name.
pub(super) const NIL_METHODS: &[Method] = &[
    method("&", 1, 1, |_, _, _| Ok(Value::Bool(false))),
    method("===", 1, 1, |_, _, args| {
        Ok(Value::Bool(matches!(args.at(0), Value::Nil)))
    }),
    method("=~", 1, 1, |_, _, _| Ok(Value::Nil)),
    method("inspect", 0, 0, |cx, _, _| machine_text(cx, "nil")),
    method("nil?", 0, 0, |_, _, _| Ok(Value::Bool(true))),
    refused("rationalize"),
    method("to_a", 0, 0, |cx, _, _| new_array(cx, Vec::new())),
    refused("to_c"),
    method("to_f", 0, 0, |_, _, _| Ok(Value::Float(0.0))),
    method("to_h", 0, 0, |cx, _, _| new_hash(cx)),
    method("to_i", 0, 0, |_, _, _| Ok(Value::Int(0))),
    refused("to_r"),
    method("to_s", 0, 0, |cx, this, _| frozen_text(cx, this)),
    method("|", 1, 1, |_, _, args| Ok(Value::Bool(truthy(args.at(0))))),
];

/// Sorted by name.
pub(super) const TRUE_METHODS: &[Method] = &[
    method("!", 0, 0, |_, _, _| Ok(Value::Bool(false))),
    method("&", 1, 1, |_, _, args| Ok(Value::Bool(truthy(args.at(0))))),
    method("===", 1, 1, |_, _, args| {
        Ok(Value::Bool(matches!(args.at(0), Value::Bool(true))))
    }),
    method("^", 1, 1, |_, _, args| Ok(Value::Bool(!truthy(args.at(0))))),
    method("inspect", 0, 0, |cx, this, _| frozen_text(cx, this)),
    method("to_s", 0, 0, |cx, this, _| frozen_text(cx, this)),
    method("|", 1, 1, |_, _, _| Ok(Value::Bool(true))),
];

/// Sorted by name.
pub(super) const FALSE_METHODS: &[Method] = &[
    method("&", 1, 1, |_, _, _| Ok(Value::Bool(false))),
    method("===", 1, 1, |_, _, args| {
        Ok(Value::Bool(matches!(args.at(0), Value::Bool(false))))
    }),
    method("^", 1, 1, |_, _, args| Ok(Value::Bool(truthy(args.at(0))))),
    method("inspect", 0, 0, |cx, this, _| frozen_text(cx, this)),
    method("to_s", 0, 0, |cx, this, _| frozen_text(cx, this)),
    method("|", 1, 1, |_, _, args| Ok(Value::Bool(truthy(args.at(0))))),
];

/// `nil.to_s`, `true.to_s` and `false.to_s` are frozen.
fn frozen_text(cx: &mut crate::vm::context::Cx<'_>, this: Value) -> crate::vm::context::Run<Value> {
    let text = inspect::to_s(cx, this)?;
    cx.ascii_bytes = true;
    alloc(cx, Object::String(Str::new(text, true)))
}
