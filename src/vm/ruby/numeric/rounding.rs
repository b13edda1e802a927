//! `floor`, `ceil`, `round` and `truncate` of all kinds of numbers.

use crate::number::ruby::float::{self, Rounded};
use crate::number::ruby::{ArithmeticError, Half, Int, Rational};
use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};
use crate::vm::ruby::Args;
use crate::vm::ruby::arguments::{only_keyword, to_c_int};
use crate::vm::ruby::inspect::to_s;

use super::{Number, integer, make, number, raise};

/// The number of digits of a rounding method, 0 where it is not given.
fn digits_of(cx: &mut Cx<'_>, args: Args<'_>) -> Run<i64> {
    match args.get(0) {
        Some(digits) => to_c_int(cx, digits).map(i64::from),
        None => Ok(0),
    }
}

fn rounded(cx: &mut Cx<'_>, result: Result<Rounded, ArithmeticError>) -> Run<Value> {
    match result {
        Ok(Rounded::Integer(number)) => make(cx, Number::Integer(number)),
        Ok(Rounded::Float(number)) => Ok(Value::Float(number)),
        Err(error) => Err(raise(cx, error)),
    }
}

/// `Rational#floor` and its like: a Rational for a positive number of digits, an Integer otherwise; without digits an
/// Integer.
fn rational(cx: &mut Cx<'_>, value: &Rational, args: Args<'_>, whole: fn(&Rational) -> Int) -> Run<Value> {
    if args.len() == 0 {
        return make(cx, Number::Integer(whole(value)));
    }
    let Some(digits) = integer(cx, args.at(0)) else {
        return Err(cx.raise(Global::RbTypeError, "not an integer"));
    };
    let digits = digits.to_i64().unwrap_or(i64::MAX);
    if digits.unsigned_abs() > 10_000 {
        return Err(cx.unsupported("rounding to that many digits"));
    }
    cx.charge(1 + digits.unsigned_abs())?;
    let power = num_bigint::BigInt::from(10).pow(digits.unsigned_abs() as u32);
    let scale = if digits < 0 {
        Rational::new(1.into(), power)
    } else {
        Rational::new(power, 1.into())
    };
    let result = scale.and_then(|scale| Rational::from(whole(&value.mul(&scale))).div(&scale));
    match result {
        Ok(result) if digits > 0 => make(cx, Number::Rational(result)),
        Ok(result) => make(cx, Number::Integer(result.to_i())),
        Err(error) => Err(raise(cx, error)),
    }
}

/// Pays for powers of ten.
fn charge_digits(cx: &mut Cx<'_>, digits: i64) -> Run<()> {
    cx.charge(1 + digits.unsigned_abs().min(1 << 20) / 8)
}

/// `floor`.
pub(in crate::vm::ruby) fn floor(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    match number(cx, this) {
        Some(Number::Rational(value)) => rational(cx, &value, args, Rational::floor),
        Some(Number::Float(value)) => {
            let digits = digits_of(cx, args)?;
            rounded(cx, float::floor(value, digits))
        }
        Some(Number::Integer(value)) => {
            let digits = digits_of(cx, args)?;
            charge_digits(cx, digits)?;
            make(cx, Number::Integer(value.floor(digits)))
        }
        None => Ok(this),
    }
}

/// `ceil`.
pub(in crate::vm::ruby) fn ceil(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    match number(cx, this) {
        Some(Number::Rational(value)) => rational(cx, &value, args, Rational::ceil),
        Some(Number::Float(value)) => {
            let digits = digits_of(cx, args)?;
            rounded(cx, float::ceil(value, digits))
        }
        Some(Number::Integer(value)) => {
            let digits = digits_of(cx, args)?;
            charge_digits(cx, digits)?;
            make(cx, Number::Integer(value.ceil(digits)))
        }
        None => Ok(this),
    }
}

/// `truncate`.
pub(in crate::vm::ruby) fn truncate(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    match number(cx, this) {
        Some(Number::Rational(value)) => rational(cx, &value, args, Rational::to_i),
        Some(Number::Float(value)) => {
            let digits = digits_of(cx, args)?;
            rounded(cx, float::truncate(value, digits))
        }
        Some(Number::Integer(value)) => {
            let digits = digits_of(cx, args)?;
            charge_digits(cx, digits)?;
            make(cx, Number::Integer(value.truncate(digits)))
        }
        None => Ok(this),
    }
}

/// The keyword `half:`.
fn half(cx: &mut Cx<'_>, args: Args<'_>) -> Run<Half> {
    let mode = match only_keyword(cx, args.keywords, "half")? {
        None | Some(Value::Nil) => return Ok(Half::Up),
        Some(Value::Symbol(name)) => cx.symbol(name).to_owned(),
        Some(other) => match crate::vm::ruby::arguments::string(cx, other) {
            Some(text) => text.text.clone(),
            None => to_s(cx, other)?,
        },
    };
    match mode.as_str() {
        "up" => Ok(Half::Up),
        "even" => Ok(Half::Even),
        "down" => Ok(Half::Down),
        _ => Err(cx.raise(Global::RbArgumentError, format!("invalid rounding mode: {mode}"))),
    }
}

/// `round`.
pub(in crate::vm::ruby) fn round(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let Some(value) = number(cx, this) else {
        return Ok(this);
    };
    if matches!(value, Number::Integer(_)) && args.len() == 0 {
        // `int_round` does not even look at `half:` then.
        return Ok(this);
    }
    if let Number::Rational(value) = &value {
        let whole = match half(cx, args)? {
            Half::Up => |value: &Rational| value.round(Half::Up),
            Half::Even => |value: &Rational| value.round(Half::Even),
            Half::Down => |value: &Rational| value.round(Half::Down),
        };
        return rational(cx, value, args, whole);
    }
    let digits = digits_of(cx, args)?;
    let half = half(cx, args)?;
    match value {
        Number::Float(value) => rounded(cx, float::round(value, digits, half)),
        Number::Integer(value) => {
            charge_digits(cx, digits)?;
            make(cx, Number::Integer(value.round(digits, half)))
        }
        Number::Rational(_) => Ok(this),
    }
}
