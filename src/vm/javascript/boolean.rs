//! `Boolean.prototype` (ECMA-262 20.3.3).

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::native::{Native, natives};
use super::object::Class;
use super::property::class_of;
use super::text::fixed;

pub(super) const STATICS: &[Native] = &[];

pub(super) const METHODS: &[Native] = natives! {
    "toString" 0 to_string;
    "valueOf" 0 value_of;
};

fn this_boolean(cx: &mut Cx<'_>, this: Value, method: &str) -> Run<bool> {
    let flag = match (this, class_of(cx, this)) {
        (Value::Bool(flag), _) | (_, Some(&Class::Boxed(Value::Bool(flag)))) => Some(flag),
        _ => None,
    };
    flag.ok_or_else(|| {
        let message = format!("Boolean.prototype.{method} requires that 'this' be a Boolean");
        cx.throw(Global::JsTypeError, message)
    })
}

fn to_string(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let flag = this_boolean(cx, this, "toString")?;
    fixed(cx, if flag { "true" } else { "false" }).map(Value::Str)
}

fn value_of(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    this_boolean(cx, this, "valueOf").map(Value::Bool)
}
