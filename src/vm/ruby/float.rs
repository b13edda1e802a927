//! Float, and the functions of Math that are exact everywhere.

use crate::number::ruby::{float, parse};
use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run, Stop};

use super::arguments::{is_string, text as text_of};
use super::dispatch::{Method, check_arity, keyword_method, method, refused};
use super::kernel_functions::{cannot_convert, raises};
use super::numeric::{self, BINARY, Number, number};
use super::{Args, comparable, kernel};

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    method("%", 1, 1, |cx, this, args| numeric::modulo(cx, this, args.at(0))),
    BINARY[0],
    BINARY[1],
    BINARY[2],
    BINARY[3],
    method("-@", 0, 0, |_, this, _| {
        Ok(match this {
            Value::Float(number) => Value::Float(-number),
            other => other,
        })
    }),
    BINARY[4],
    comparable::LESS,
    comparable::LESS_OR_EQUAL,
    kernel::ORDER,
    kernel::EQUAL,
    kernel::CASE_EQUAL,
    comparable::GREATER,
    comparable::GREATER_OR_EQUAL,
    method("ceil", 0, 1, numeric::ceil),
    refused("denominator"),
    method("divmod", 1, 1, |cx, this, args| numeric::divmod(cx, this, args.at(0))),
    kernel::EQL,
    method("floor", 0, 1, numeric::floor),
    refused("hash"),
    kernel::INSPECT,
    method("nan?", 0, 0, |_, this, _| {
        Ok(Value::Bool(matches!(this, Value::Float(number) if number.is_nan())))
    }),
    method("next_float", 0, 0, |_, this, _| Ok(mapped(this, float::next_float))),
    refused("numerator"),
    method("prev_float", 0, 0, |_, this, _| Ok(mapped(this, float::prev_float))),
    refused("rationalize"),
    keyword_method("round", 0, 1, numeric::round),
    refused("to_c"),
    method("to_f", 0, 0, |_, this, _| Ok(this)),
    method("to_i", 0, 0, to_i),
    method("to_int", 0, 0, to_i),
    method("to_r", 0, 0, |cx, this, _| match exact(this) {
        Ok(number) => numeric::make_rational(cx, number),
        Err(error) => Err(numeric::raise(cx, error)),
    }),
    kernel::TO_S,
    method("truncate", 0, 1, numeric::truncate),
];

/// Sorted by name.
pub(super) const MATH_METHODS: &[Method] = &[method("sqrt", 1, 1, |cx, _, args| {
    let number = to_float(cx, args.at(0))?;
    if number < 0.0 {
        return Err(cx.raise(Global::RbMathDomainError, "Numerical argument is out of domain - sqrt"));
    }
    // C's `sqrt` is exact; it keeps the sign of zero, which Ruby drops.
    Ok(Value::Float(if number == 0.0 { 0.0 } else { number.sqrt() }))
})];

fn mapped(this: Value, map: fn(f64) -> f64) -> Value {
    match this {
        Value::Float(number) => Value::Float(map(number)),
        other => other,
    }
}

fn exact(this: Value) -> Result<crate::number::ruby::Rational, crate::number::ruby::ArithmeticError> {
    float::to_r(match this {
        Value::Float(number) => number,
        _ => 0.0,
    })
}

fn to_i(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    numeric::truncate(cx, this, Args::new(&[]))
}

/// `Float#to_s`.
pub(super) fn text(number: f64) -> String {
    float::to_s(number)
}

/// `String#to_f`.
pub(super) fn lenient(source: &str) -> f64 {
    parse::to_f(source)
}

/// A number as `rb_to_float` reads it: numbers only.
fn to_float(cx: &mut Cx<'_>, value: Value) -> Run<f64> {
    match number(cx, value) {
        Some(number) => Ok(number.to_f64()),
        None => Err(cannot_convert(cx, value, "Float")),
    }
}

/// `Float(text)`.
pub(super) fn strict(cx: &mut Cx<'_>, value: Value) -> Run<f64> {
    let source = text_of(cx, value).to_owned();
    cx.charge(1 + source.len() as u64)?;
    match parse::float(&source) {
        Ok(number) => Ok(number),
        Err(error) => {
            let shown = super::inspect::inspect(cx, value)?;
            Err(cx.raise(Global::RbArgumentError, error.message(&source, &shown)))
        }
    }
}

/// `Float()`.
pub(super) fn convert(cx: &mut Cx<'_>, args: Args<'_>) -> Run<Value> {
    let raises = raises(cx, args)?;
    check_arity(cx, args.len(), 1, 1)?;
    let value = args.at(0);
    let result = match number(cx, value) {
        Some(Number::Float(_)) => return Ok(value),
        Some(number) => Ok(number.to_f64()),
        None if is_string(cx, value) => strict(cx, value),
        None if super::class::class_of(cx, value) == Some(Global::RbTime) => {
            return Err(cx.unsupported("`Float()` of a Time"));
        }
        None => Err(cannot_convert(cx, value, "Float")),
    };
    match result {
        Ok(number) => Ok(Value::Float(number)),
        Err(Stop::Throw(_)) if !raises => Ok(Value::Nil),
        Err(stop) => Err(stop),
    }
}
