//! Calling and constructing function values of every kind.

use crate::number::javascript as numbers;
use crate::source::Dialect;
use crate::value::{Global, ObjId, Value};
use crate::vm::context::{Cx, Run};
use crate::vm::heap;

use super::convert::{arg, is_object, new_object, to_number, to_object, to_string};
use super::native::native;
use super::object::Class;
use super::property::class_of;
use super::text::fixed;
use super::{array, collections, date, error, globals, regexp, truthy};

/// ECMA-262 7.2.3 IsCallable.
pub(super) fn is_callable(cx: &Cx<'_>, value: Value) -> bool {
    match value {
        Value::Native(_) | Value::Section(_) => true,
        Value::Global(global) => !matches!(global, Global::JsMath | Global::JsJson),
        Value::Object(id) => match cx.object(id) {
            heap::Object::Closure(_) => true,
            heap::Object::Js(object) => matches!(object.class, Class::Bound(_)),
            _ => false,
        },
        _ => false,
    }
}

/// The callback argument of a built-in method; TypeError (whose text shows the source) where it is no function.
pub(super) fn callback(cx: &mut Cx<'_>, value: Value) -> Run<Value> {
    if is_callable(cx, value) {
        Ok(value)
    } else {
        Err(cx.throw_opaque(Global::JsTypeError))
    }
}

/// Calls a function value; TypeError otherwise.
pub(super) fn call_value(cx: &mut Cx<'_>, callee: Value, this: Value, args: &[Value]) -> Run<Value> {
    cx.charge(1)?;
    match callee {
        Value::Native(id) => match native(id) {
            Some(native) => (native.run)(cx, this, args),
            None => Err(cx.throw_opaque(Global::JsTypeError)),
        },
        Value::Global(global) => call_global(cx, global, args),
        Value::Section(section) => {
            let key = to_string(cx, arg(args, 0))?;
            let Some(key) = cx.string(key).to_utf8() else {
                // No key of a host holds a lone surrogate.
                return Ok(arg(args, 1));
            };
            match cx.binding_value(section, &key, Dialect::JavaScript)? {
                Value::Undefined => Ok(arg(args, 1)),
                found => Ok(found),
            }
        }
        Value::Object(id) => call_object(cx, id, this, args),
        _ => Err(cx.throw_opaque(Global::JsTypeError)),
    }
}

fn call_object(cx: &mut Cx<'_>, id: ObjId, this: Value, args: &[Value]) -> Run<Value> {
    match cx.object(id) {
        heap::Object::Closure(closure) => {
            let is_arrow = !matches!(closure.this, Value::Empty);
            let this = match this {
                Value::Undefined | Value::Nil => Value::Empty,
                Value::Empty => Value::Empty,
                // Sloppy functions see a primitive receiver as an object.
                _ if !is_object(this) && !is_arrow => to_object(cx, this)?,
                _ => this,
            };
            cx.call_closure(id, this, args, Value::Empty, Value::Nil)
        }
        heap::Object::Js(object) => {
            let Class::Bound(bound) = &object.class else {
                return Err(cx.throw_opaque(Global::JsTypeError));
            };
            let bound = bound.clone();
            cx.charge((bound.args.len() + args.len()) as u64)?;
            let all = [&bound.args, args].concat();
            cx.nested(|cx| call_value(cx, bound.target, bound.this, &all))
        }
        _ => Err(cx.throw_opaque(Global::JsTypeError)),
    }
}

fn call_global(cx: &mut Cx<'_>, global: Global, args: &[Value]) -> Run<Value> {
    match global {
        Global::JsString => match args.first() {
            None => fixed(cx, "").map(Value::Str),
            Some(_) => Ok(Value::Str(to_string(cx, arg(args, 0))?)),
        },
        Global::JsNumber => match args.first() {
            None => Ok(Value::Float(0.0)),
            Some(_) => Ok(Value::Float(to_number(cx, arg(args, 0))?)),
        },
        Global::JsBoolean => Ok(Value::Bool(truthy(cx, arg(args, 0)))),
        Global::JsDate => date::now_text(cx),
        Global::JsRegExp => {
            let pattern = arg(args, 0);
            if matches!(arg(args, 1), Value::Undefined) && matches!(class_of(cx, pattern), Some(Class::RegExp(_))) {
                return Ok(pattern);
            }
            construct(cx, Value::Global(global), args)
        }
        Global::JsSet | Global::JsMap => {
            let message = format!("Constructor {} requires 'new'", global.name());
            Err(cx.throw(Global::JsTypeError, message))
        }
        Global::JsParseInt => {
            let text = to_string(cx, arg(args, 0))?;
            let radix = numbers::to_int32(to_number(cx, arg(args, 1))?);
            cx.charge(cx.string(text).len() as u64 / 8)?;
            Ok(Value::Float(globals::parse_int(cx.string(text), radix)))
        }
        Global::JsParseFloat => {
            let text = to_string(cx, arg(args, 0))?;
            cx.charge(cx.string(text).len() as u64 / 8)?;
            Ok(Value::Float(globals::parse_float(cx.string(text))))
        }
        Global::JsIsNaN => Ok(Value::Bool(to_number(cx, arg(args, 0))?.is_nan())),
        Global::JsHasIntersection => globals::has_intersection(cx, args),
        Global::JsIsFinite => Ok(Value::Bool(to_number(cx, arg(args, 0))?.is_finite())),
        Global::JsMath | Global::JsJson => Err(cx.throw_opaque(Global::JsTypeError)),
        _ => construct(cx, Value::Global(global), args),
    }
}

/// `new callee(args)`.
pub(super) fn construct(cx: &mut Cx<'_>, callee: Value, args: &[Value]) -> Run<Value> {
    cx.charge(1)?;
    let Value::Global(global) = callee else {
        if matches!(callee, Value::Object(_)) && is_callable(cx, callee) {
            return Err(
                cx.unsupported("`new` of a function of the rule is not supported; let the function return an object")
            );
        }
        return Err(cx.throw_opaque(Global::JsTypeError));
    };
    match global {
        Global::JsObject => match arg(args, 0) {
            Value::Undefined | Value::Nil => Ok(Value::Object(new_object(cx, Class::Plain)?)),
            value => to_object(cx, value),
        },
        Global::JsFunction => Err(cx.unsupported("making a function from text is not supported")),
        Global::JsArray => array::construct(cx, args),
        Global::JsString => {
            let text = match args.first() {
                None => Value::Str(fixed(cx, "")?),
                Some(_) => Value::Str(to_string(cx, arg(args, 0))?),
            };
            Ok(Value::Object(new_object(cx, Class::Boxed(text))?))
        }
        Global::JsNumber => {
            let number = match args.first() {
                None => 0.0,
                Some(_) => to_number(cx, arg(args, 0))?,
            };
            Ok(Value::Object(new_object(cx, Class::Boxed(Value::Float(number)))?))
        }
        Global::JsBoolean => {
            let flag = truthy(cx, arg(args, 0));
            Ok(Value::Object(new_object(cx, Class::Boxed(Value::Bool(flag)))?))
        }
        Global::JsDate => date::construct(cx, args),
        Global::JsRegExp => regexp::construct(cx, args),
        Global::JsSet => collections::construct_set(cx, args),
        Global::JsMap => collections::construct_map(cx, args),
        Global::JsError
        | Global::JsTypeError
        | Global::JsRangeError
        | Global::JsSyntaxError
        | Global::JsReferenceError
        | Global::JsEvalError
        | Global::JsUriError => error::construct(cx, global, args),
        _ => Err(cx.throw_opaque(Global::JsTypeError)),
    }
}
