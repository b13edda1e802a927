//! `Integer()` and `String#to_i`.

use crate::number::ruby::{Int, parse};
use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run, Stop};
use crate::vm::ruby::arguments::{is_string, text, to_c_int};
use crate::vm::ruby::dispatch::{check_arity, responds};
use crate::vm::ruby::kernel_functions::{cannot_convert, raises};
use crate::vm::ruby::numeric::{Number, integer, make_integer, number, raise};
use crate::vm::ruby::{Args, dispatch, inspect};

/// Pays for reading digits.
fn charge(cx: &mut Cx<'_>, source: &str) -> Run<()> {
    let words = source.len() as u64 / 8 + 1;
    cx.charge(words.saturating_mul(words) / 8 + 1)
}

/// `String#to_i` with a base; negative ones are read as `String#oct` reads them.
pub(in crate::vm::ruby) fn lenient(cx: &mut Cx<'_>, source: &str, base: i64) -> Run<Value> {
    charge(cx, source)?;
    let number = match base {
        -8 => parse::oct(source),
        base => match parse::to_i(source, base) {
            Ok(number) => number,
            Err(error) => return Err(cx.raise(Global::RbArgumentError, error.message(source, ""))),
        },
    };
    make_integer(cx, number)
}

/// `Integer(text)`.
pub(in crate::vm::ruby) fn strict(cx: &mut Cx<'_>, value: Value, base: i64) -> Run<Int> {
    let source = text(cx, value).to_owned();
    charge(cx, &source)?;
    match parse::integer(&source, base) {
        Ok(number) => Ok(number),
        Err(error) => {
            let Some(shown) = inspect::inspect_unless_opaque(cx, value)? else {
                return Err(cx.raise_opaque(Global::RbArgumentError));
            };
            Err(cx.raise(Global::RbArgumentError, error.message(&source, &shown)))
        }
    }
}

/// What `Integer()` makes of a value that is no text.
pub(in crate::vm::ruby) fn of_value(cx: &mut Cx<'_>, value: Value) -> Run<Int> {
    let whole = match number(cx, value) {
        Some(Number::Integer(number)) => Ok(number),
        Some(Number::Rational(number)) => Ok(number.to_i()),
        Some(Number::Float(number)) => Int::from_f64(number),
        None if is_string(cx, value) => return strict(cx, value, 0),
        None if matches!(value, Value::Nil) || !responds(cx, value, "to_i") => {
            return Err(cannot_convert(cx, value, "Integer"));
        }
        None => {
            let answer = dispatch::send(cx, value, "to_i", Args::new(&[]))?;
            return match integer(cx, answer) {
                Some(number) => Ok(number),
                None => Err(cannot_convert(cx, value, "Integer")),
            };
        }
    };
    whole.map_err(|error| raise(cx, error))
}

/// `Integer()`.
pub(in crate::vm::ruby) fn convert(cx: &mut Cx<'_>, args: Args<'_>) -> Run<Value> {
    let raises = raises(cx, args)?;
    if args.len() == 0 && !matches!(args.keywords, Value::Empty) {
        return Err(cx.unsupported("`Integer()` of keywords"));
    }
    if !matches!(args.get(1), None | Some(Value::Nil | Value::Int(_))) {
        return Err(cx.unsupported("a base that is no Integer"));
    }
    check_arity(cx, args.len(), 1, 2)?;
    if let Some(base @ Value::Int(_)) = args.get(1) {
        to_c_int(cx, base)?;
    }
    let value = args.at(0);
    let result = match args.get(1) {
        Some(Value::Int(_)) if !is_string(cx, value) => {
            Err(cx.raise(Global::RbArgumentError, "base specified for non string value"))
        }
        // A wrong base raises even where the conversion does not.
        Some(Value::Int(base)) if base == 1 || base.unsigned_abs() > 36 => {
            return strict(cx, value, base).and(Ok(Value::Nil));
        }
        Some(Value::Int(base)) => strict(cx, value, base),
        None | Some(_) => of_value(cx, value),
    };
    match result {
        Ok(number) => make_integer(cx, number),
        Err(Stop::Throw(_)) if !raises => Ok(Value::Nil),
        Err(stop) => Err(stop),
    }
}
