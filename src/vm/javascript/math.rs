//! `Math` (ECMA-262 21.3) on [`crate::number::javascript::math`]; `random` is left out.

use crate::number::javascript::math as functions;
use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::convert::{arg, to_number};
use super::native::{Native, natives};

macro_rules! functions {
    ($($name:ident)*) => {
        $(
            fn $name(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
                Ok(Value::Float(functions::$name(to_number(cx, arg(args, 0))?)))
            }
        )*
    };
}

functions! {
    abs acos acosh asin asinh atan atanh cbrt ceil clz32 cos cosh exp expm1 floor fround log log10 log1p log2 round sign
    sin sinh sqrt tan tanh trunc
}

pub(super) const STATICS: &[Native] = natives! {
    "abs" 1 abs;
    "acos" 1 acos;
    "acosh" 1 acosh;
    "asin" 1 asin;
    "asinh" 1 asinh;
    "atan" 1 atan;
    "atan2" 2 atan2;
    "atanh" 1 atanh;
    "cbrt" 1 cbrt;
    "ceil" 1 ceil;
    "clz32" 1 clz32;
    "cos" 1 cos;
    "cosh" 1 cosh;
    "exp" 1 exp;
    "expm1" 1 expm1;
    "floor" 1 floor;
    "fround" 1 fround;
    "hypot" 2 hypot;
    "imul" 2 imul;
    "log" 1 log;
    "log10" 1 log10;
    "log1p" 1 log1p;
    "log2" 1 log2;
    "max" 2 max;
    "min" 2 min;
    "pow" 2 pow;
    "round" 1 round;
    "sign" 1 sign;
    "sin" 1 sin;
    "sinh" 1 sinh;
    "sqrt" 1 sqrt;
    "tan" 1 tan;
    "tanh" 1 tanh;
    "trunc" 1 trunc;
};

/// `a ** b`.
pub(super) fn power(base: f64, exponent: f64) -> f64 {
    functions::pow(base, exponent)
}

fn pair(cx: &mut Cx<'_>, args: &[Value]) -> Run<(f64, f64)> {
    let first = to_number(cx, arg(args, 0))?;
    let second = to_number(cx, arg(args, 1))?;
    Ok((first, second))
}

fn atan2(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    let (y, x) = pair(cx, args)?;
    Ok(Value::Float(functions::atan2(y, x)))
}

fn imul(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    let (a, b) = pair(cx, args)?;
    Ok(Value::Float(functions::imul(a, b)))
}

fn pow(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    let (base, exponent) = pair(cx, args)?;
    Ok(Value::Float(functions::pow(base, exponent)))
}

/// All arguments are converted, in order, before any is looked at.
fn all(cx: &mut Cx<'_>, args: &[Value]) -> Run<Vec<f64>> {
    cx.charge(args.len() as u64)?;
    args.iter().map(|&value| to_number(cx, value)).collect()
}

fn hypot(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    Ok(Value::Float(functions::hypot(&all(cx, args)?)))
}

fn max(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    Ok(Value::Float(functions::max(&all(cx, args)?)))
}

fn min(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    Ok(Value::Float(functions::min(&all(cx, args)?)))
}
