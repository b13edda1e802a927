//! `Number` and `Number.prototype` (ECMA-262 21.1) on the texts of [`crate::number::javascript`].

use crate::number::javascript as numbers;
use crate::number::javascript::convert::{is_integer, is_safe_integer};
use crate::value::{Global, JsString, Value};
use crate::vm::context::{Cx, Run};

use super::convert::{arg, to_number};
use super::native::{Native, natives};
use super::object::Class;
use super::property::class_of;

pub(super) const STATICS: &[Native] = natives! {
    "isFinite" 1 is_finite;
    "isInteger" 1 is_integer_number;
    "isNaN" 1 is_nan;
    "isSafeInteger" 1 is_safe;
};

pub(super) const METHODS: &[Native] = natives! {
    "toExponential" 1 to_exponential;
    "toFixed" 1 to_fixed;
    "toPrecision" 1 to_precision;
    "toString" 1 to_string;
    "valueOf" 0 value_of;
};

fn number_argument(args: &[Value], test: impl Fn(f64) -> bool) -> Run<Value> {
    let holds = matches!(arg(args, 0), Value::Float(number) if test(number));
    Ok(Value::Bool(holds))
}

fn is_finite(_cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    number_argument(args, f64::is_finite)
}

fn is_integer_number(_cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    number_argument(args, is_integer)
}

fn is_nan(_cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    number_argument(args, f64::is_nan)
}

fn is_safe(_cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    number_argument(args, is_safe_integer)
}

fn this_number(cx: &mut Cx<'_>, this: Value, method: &str) -> Run<f64> {
    let number = match (this, class_of(cx, this)) {
        (Value::Float(number), _) | (_, Some(&Class::Boxed(Value::Float(number)))) => Some(number),
        _ => None,
    };
    number.ok_or_else(|| {
        let message = format!("Number.prototype.{method} requires that 'this' be a Number");
        cx.throw(Global::JsTypeError, message)
    })
}

fn optional_number(cx: &mut Cx<'_>, value: Value) -> Run<Option<f64>> {
    match value {
        Value::Undefined => Ok(None),
        _ => to_number(cx, value).map(Some),
    }
}

fn text(cx: &mut Cx<'_>, result: Result<String, numbers::RangeError>) -> Run<Value> {
    // Digits come from an exact expansion, and small numbers have hundreds of them.
    cx.charge(8 + result.as_ref().map_or(0, |text| 8 * text.len() as u64))?;
    match result {
        Ok(text) => cx.new_string(JsString::Ascii(text.into())),
        Err(error) => Err(cx.throw(Global::JsRangeError, error.to_string())),
    }
}

fn to_exponential(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let number = this_number(cx, this, "toExponential")?;
    let digits = optional_number(cx, arg(args, 0))?;
    text(cx, numbers::to_exponential(number, digits))
}

fn to_fixed(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let number = this_number(cx, this, "toFixed")?;
    let digits = to_number(cx, arg(args, 0))?;
    text(cx, numbers::to_fixed(number, digits))
}

fn to_precision(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let number = this_number(cx, this, "toPrecision")?;
    let precision = optional_number(cx, arg(args, 0))?;
    text(cx, numbers::to_precision(number, precision))
}

fn to_string(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let number = this_number(cx, this, "toString")?;
    let radix = optional_number(cx, arg(args, 0))?.unwrap_or(10.0);
    text(cx, numbers::to_radix_string(number, radix))
}

fn value_of(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    this_number(cx, this, "valueOf").map(Value::Float)
}
