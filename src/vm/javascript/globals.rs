//! Global functions, and the constants and lengths of the built-in objects (ECMA-262 19 and the value properties of each
//! constructor).

use crate::number::javascript::{self as numbers, constants};
use crate::value::{Global, JsString, Value};
use crate::vm::context::{Cx, Run};

use super::convert::arg;
use super::equality::strictly_equal;
use super::object::Class;
use super::property::class_of;

/// `parseInt` of a string, ECMA-262 19.2.5.
pub(super) fn parse_int(text: &JsString, radix: i32) -> f64 {
    match text {
        JsString::Ascii(text) => numbers::parse_int(&**text, radix),
        JsString::Wide(units) => numbers::parse_int(&**units, radix),
    }
}

/// `parseFloat` of a string, ECMA-262 19.2.4.
pub(super) fn parse_float(text: &JsString) -> f64 {
    match text {
        JsString::Ascii(text) => numbers::parse_float(&**text),
        JsString::Wide(units) => numbers::parse_float(&**units),
    }
}

/// The `length` of a global function; none for a namespace.
pub(super) fn length(global: Global) -> Option<f64> {
    Some(match global {
        Global::JsMath | Global::JsJson => return None,
        Global::JsDate => 7.0,
        Global::JsRegExp | Global::JsParseInt | Global::JsHasIntersection => 2.0,
        Global::JsSet | Global::JsMap => 0.0,
        _ => 1.0,
    })
}

/// A constant, or a global function under its second name, of a built-in object.
pub(super) fn constant(global: Global, name: &str) -> Option<Value> {
    let number = match (global, name) {
        (Global::JsMath, "E") => constants::E,
        (Global::JsMath, "LN10") => constants::LN10,
        (Global::JsMath, "LN2") => constants::LN2,
        (Global::JsMath, "LOG10E") => constants::LOG10E,
        (Global::JsMath, "LOG2E") => constants::LOG2E,
        (Global::JsMath, "PI") => constants::PI,
        (Global::JsMath, "SQRT1_2") => constants::SQRT1_2,
        (Global::JsMath, "SQRT2") => constants::SQRT2,
        (Global::JsNumber, "EPSILON") => constants::EPSILON,
        (Global::JsNumber, "MAX_SAFE_INTEGER") => constants::MAX_SAFE_INTEGER,
        (Global::JsNumber, "MIN_SAFE_INTEGER") => constants::MIN_SAFE_INTEGER,
        (Global::JsNumber, "MAX_VALUE") => constants::MAX_VALUE,
        (Global::JsNumber, "MIN_VALUE") => constants::MIN_VALUE,
        (Global::JsNumber, "NaN") => f64::NAN,
        (Global::JsNumber, "NEGATIVE_INFINITY") => f64::NEG_INFINITY,
        (Global::JsNumber, "POSITIVE_INFINITY") => f64::INFINITY,
        (Global::JsNumber, "parseInt") => return Some(Value::Global(Global::JsParseInt)),
        (Global::JsNumber, "parseFloat") => return Some(Value::Global(Global::JsParseFloat)),
        _ => return None,
    };
    Some(Value::Float(number))
}

/// `hasIntersection(a, b)` of the Kinetic Core schema: whether two lists share an element by `===`: null and undefined are empty lists, any other value is a list of one.
pub(super) fn has_intersection(cx: &mut Cx<'_>, args: &[Value]) -> Run<Value> {
    let left = list(cx, arg(args, 0))?;
    let right = list(cx, arg(args, 1))?;
    for &a in &left {
        cx.charge(right.len() as u64)?;
        if right.iter().any(|&b| strictly_equal(cx, a, b)) {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

fn list(cx: &mut Cx<'_>, value: Value) -> Run<Vec<Value>> {
    let items = match value {
        Value::Undefined | Value::Nil => Vec::new(),
        _ => match class_of(cx, value) {
            Some(Class::Array(items)) => items.clone(),
            _ => vec![value],
        },
    };
    cx.charge(items.len() as u64)?;
    let read = |item| {
        if matches!(item, Value::Empty) {
            Value::Undefined
        } else {
            item
        }
    };
    Ok(items.into_iter().map(read).collect())
}
