//! Rational.

use num_bigint::BigInt;

use crate::number::ruby::{Rational, float};
use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run, Stop};

use super::arguments::{is_string, object, text as text_of};
use super::dispatch::{Method, check_arity, keyword_method, method, refused};
use super::kernel_functions::{cannot_convert, raises};
use super::numeric::{self, BINARY, Number, make_integer, make_rational, number};
use super::object::Object;
use super::{Args, inspect, kernel};

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    BINARY[0],
    BINARY[1],
    BINARY[2],
    BINARY[3],
    BINARY[4],
    kernel::ORDER,
    kernel::EQUAL,
    method("ceil", 0, 1, numeric::ceil),
    refused("coerce"),
    method("denominator", 0, 0, |cx, this, _| {
        let part = rational(cx, this).map_or_else(BigInt::default, |number| number.denominator().clone());
        make_integer(cx, part.into())
    }),
    method("floor", 0, 1, numeric::floor),
    refused("hash"),
    kernel::INSPECT,
    method("numerator", 0, 0, |cx, this, _| {
        let part = rational(cx, this).map_or_else(BigInt::default, |number| number.numerator().clone());
        make_integer(cx, part.into())
    }),
    refused("rationalize"),
    keyword_method("round", 0, 1, numeric::round),
    method("to_f", 0, 0, |cx, this, _| {
        Ok(Value::Float(rational(cx, this).map_or(0.0, Rational::to_f64)))
    }),
    method("to_i", 0, 0, |cx, this, _| numeric::truncate(cx, this, Args::new(&[]))),
    method("to_r", 0, 0, |_, this, _| Ok(this)),
    kernel::TO_S,
    method("truncate", 0, 1, numeric::truncate),
];

fn rational<'c>(cx: &'c Cx<'_>, value: Value) -> Option<&'c Rational> {
    match object(cx, value) {
        Some(Object::Rational(number)) => Some(number),
        _ => None,
    }
}

/// `Rational#to_s`.
pub(super) fn text(cx: &mut Cx<'_>, number: &Rational) -> Run<String> {
    let numerator = super::integer::decimal(cx, number.numerator())?;
    let denominator = super::integer::decimal(cx, number.denominator())?;
    Ok(format!("{numerator}/{denominator}"))
}

/// A part of `Rational()`: any number, or a text of digits with a point or a slash.
fn part(cx: &mut Cx<'_>, value: Value) -> Run<Rational> {
    let result = match number(cx, value) {
        Some(Number::Integer(number)) => Ok(Rational::from(number)),
        Some(Number::Rational(number)) => Ok(number),
        Some(Number::Float(number)) => float::to_r(number),
        None if is_string(cx, value) => return of_text(cx, value),
        None => return Err(cannot_convert(cx, value, "Rational")),
    };
    result.map_err(|error| numeric::raise(cx, error))
}

/// `Rational("3/4")` and `Rational("0.75")`; other forms are not here.
fn of_text(cx: &mut Cx<'_>, value: Value) -> Run<Rational> {
    let source = text_of(cx, value).trim_matches([' ', '\t', '\n', '\r']).to_owned();
    cx.charge(1 + source.len() as u64)?;
    let (negative, digits) = match source.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, source.strip_prefix('+').unwrap_or(&source)),
    };
    let plain = |text: &str| !text.is_empty() && text.len() < 1_000 && text.bytes().all(|byte| byte.is_ascii_digit());
    let integer = |text: &str| text.parse::<BigInt>().unwrap_or_default();
    let (numerator, denominator) = if let Some((top, bottom)) = digits
        .split_once('/')
        .filter(|(top, bottom)| plain(top) && plain(bottom))
    {
        (integer(top), integer(bottom))
    } else if let Some((whole, places)) = digits
        .split_once('.')
        .filter(|(whole, places)| plain(whole) && plain(places))
    {
        let scale = BigInt::from(10).pow(places.len() as u32);
        (integer(&format!("{whole}{places}")), scale)
    } else if plain(digits) {
        (integer(digits), BigInt::from(1))
    } else if digits.bytes().any(|byte| byte.is_ascii_digit()) {
        return Err(cx.unsupported("this text as a Rational"));
    } else {
        let shown = inspect::inspect(cx, value)?;
        return Err(cx.raise(Global::RbArgumentError, format!("invalid value for convert(): {shown}")));
    };
    let numerator = if negative { -numerator } else { numerator };
    Rational::new(numerator, denominator).map_err(|error| numeric::raise(cx, error))
}

/// `Rational()`.
pub(super) fn convert(cx: &mut Cx<'_>, args: Args<'_>) -> Run<Value> {
    let raises = raises(cx, args)?;
    if args.len() > 2 {
        check_arity(cx, args.len(), 1, 2)?;
    }
    let plain = |value: Value| numeric::is_number(cx, value) || is_string(cx, value);
    if args.len() == 2 && !(plain(args.at(0)) && plain(args.at(1))) || args.len() == 0 {
        return Err(cx.unsupported("`Rational()` of these values"));
    }
    let result = part(cx, args.at(0)).and_then(|one| match args.get(1) {
        None => Ok(one),
        Some(other) => {
            let other = part(cx, other)?;
            one.div(&other).map_err(|error| numeric::raise(cx, error))
        }
    });
    match result {
        Ok(number) => make_rational(cx, number),
        Err(Stop::Throw(_)) if !raises => Ok(Value::Nil),
        Err(stop) => Err(stop),
    }
}
