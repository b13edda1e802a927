//! Reading an array: `at`, the iterators, `join` and `toString` (ECMA-262 23.1.3.1, .5, .18, .19, .36, .38).

use crate::value::{ObjId, Value};
use crate::vm::context::{Cx, Run};

use super::super::call::{call_value, is_callable};
use super::super::convert::{arg, to_integer, to_object, to_string as string_of};
use super::super::iterator::{Iteration, Yield, new_iterator};
use super::super::objects;
use super::super::property::{get_text, length_of};
use super::super::text::{Builder, fixed, new_string_id};
use super::value_at;

pub(super) fn at(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let object = to_object(cx, this)?;
    let length = length_of(cx, object)? as f64;
    let relative = to_integer(cx, arg(args, 0))?;
    let index = if relative < 0.0 { length + relative } else { relative };
    if index < 0.0 || index >= length {
        return Ok(Value::Undefined);
    }
    value_at(cx, object, index as u64)
}

fn iterate(cx: &mut Cx<'_>, this: Value, gives: Yield) -> Run<Value> {
    let target = to_object(cx, this)?;
    let iteration = Iteration::Array {
        target,
        next: 0,
        gives,
        done: false,
    };
    new_iterator(cx, iteration)
}

pub(super) fn entries(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    iterate(cx, this, Yield::Entries)
}

pub(super) fn keys(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    iterate(cx, this, Yield::Keys)
}

pub(super) fn values(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    iterate(cx, this, Yield::Values)
}

pub(super) fn join(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let object = to_object(cx, this)?;
    let length = length_of(cx, object)?;
    let separator = match arg(args, 0) {
        Value::Undefined => new_string_id(cx, ",")?,
        value => string_of(cx, value)?,
    };
    let id = match object {
        Value::Object(id) => Some(id),
        _ => None,
    };
    // V8 gives the empty text to an array that is being joined already.
    if let Some(id) = id
        && cx.javascript.joining.contains(&id)
    {
        return fixed(cx, "").map(Value::Str);
    }
    cx.javascript.joining.extend(id);
    let joined = cx.nested(|cx| {
        let mut builder = Builder::new();
        for at in 0..length {
            if at > 0 {
                builder.push(cx, separator)?;
            }
            match value_at(cx, object, at)? {
                Value::Undefined | Value::Nil => {}
                value => {
                    let text = string_of(cx, value)?;
                    builder.push(cx, text)?;
                }
            }
        }
        builder.finish(cx)
    });
    leave(cx, id);
    joined
}

fn leave(cx: &mut Cx<'_>, id: Option<ObjId>) {
    if id.is_some() {
        cx.javascript.joining.pop();
    }
}

pub(super) fn to_string(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let object = to_object(cx, this)?;
    let join = get_text(cx, object, "join")?;
    if is_callable(cx, join) {
        return call_value(cx, join, object, &[]);
    }
    let tag = objects::tag(cx, object);
    cx.new_string(&*format!("[object {tag}]"))
}
