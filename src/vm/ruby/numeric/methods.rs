//! The methods that all numbers share (`Numeric`).

use crate::value::Value;
use crate::vm::context::{Cx, Run};
use crate::vm::ruby::dispatch::{Method, keyword_method, method, refused};
use crate::vm::ruby::{Args, kernel, new_array};

use super::arithmetic::{abs, fdiv, negate, quo, remainder};
use super::{Number, divmod, modulo, number, whole_quotient};

/// Sorted by name.
pub(in crate::vm::ruby) const METHODS: &[Method] = &[
    method("%", 1, 1, |cx, this, args| modulo(cx, this, args.at(0))),
    method("+@", 0, 0, |_, this, _| Ok(this)),
    method("-@", 0, 0, negate),
    kernel::ORDER,
    method("abs", 0, 0, abs),
    method("abs2", 0, 0, |cx, this, _| {
        crate::vm::ruby::send(cx, this, "*", Args::new(&[this]))
    }),
    method("ceil", 0, 1, super::ceil),
    refused("clone"),
    method("coerce", 1, 1, coerce),
    method("div", 1, 1, |cx, this, args| whole_quotient(cx, this, args.at(0))),
    method("divmod", 1, 1, |cx, this, args| divmod(cx, this, args.at(0))),
    method("dup", 0, 0, |_, this, _| Ok(this)),
    kernel::EQL,
    method("fdiv", 1, 1, fdiv),
    method("finite?", 0, 0, |_, this, _| {
        Ok(Value::Bool(
            !matches!(this, Value::Float(number) if !number.is_finite()),
        ))
    }),
    method("floor", 0, 1, super::floor),
    method("infinite?", 0, 0, |_, this, _| {
        Ok(match this {
            Value::Float(f64::INFINITY) => Value::Int(1),
            Value::Float(f64::NEG_INFINITY) => Value::Int(-1),
            _ => Value::Nil,
        })
    }),
    method("integer?", 0, 0, |_, _, _| Ok(Value::Bool(false))),
    method("magnitude", 0, 0, abs),
    method("modulo", 1, 1, |cx, this, args| modulo(cx, this, args.at(0))),
    method("negative?", 0, 0, |cx, this, _| {
        Ok(Value::Bool(number(cx, this).is_some_and(|number| number.signum() < 0)))
    }),
    method("nonzero?", 0, 0, |cx, this, _| {
        Ok(if is_zero(cx, this) { Value::Nil } else { this })
    }),
    method("positive?", 0, 0, |cx, this, _| {
        Ok(Value::Bool(number(cx, this).is_some_and(|number| number.signum() > 0)))
    }),
    method("quo", 1, 1, quo),
    method("real", 0, 0, |_, this, _| Ok(this)),
    method("real?", 0, 0, |_, _, _| Ok(Value::Bool(true))),
    method("remainder", 1, 1, remainder),
    keyword_method("round", 0, 1, super::round),
    keyword_method("step", 0, 2, super::step),
    method("to_int", 0, 0, to_i),
    method("truncate", 0, 1, super::truncate),
    method("zero?", 0, 0, |cx, this, _| Ok(Value::Bool(is_zero(cx, this)))),
];

fn is_zero(cx: &Cx<'_>, this: Value) -> bool {
    number(cx, this).is_some_and(|number| number.is_zero())
}

/// `to_i`: towards zero.
pub(in crate::vm::ruby) fn to_i(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    super::truncate(cx, this, Args::new(&[]))
}

/// `coerce` of Integer and Float: both as Integers, or both as Floats.
fn coerce(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let other = args.at(0);
    match (number(cx, this), number(cx, other)) {
        (Some(Number::Integer(_)), Some(Number::Integer(_))) => new_array(cx, vec![other, this]),
        (Some(Number::Integer(_) | Number::Float(_)), _) => {
            let one = crate::vm::ruby::float::convert(cx, Args::new(&[other]))?;
            let two = crate::vm::ruby::float::convert(cx, Args::new(&[this]))?;
            new_array(cx, vec![one, two])
        }
        _ => Err(cx.unsupported("`Rational#coerce`")),
    }
}
