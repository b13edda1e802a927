//! The bits of Integers.

use crate::number::ruby::{ArithmeticError, Int};
use crate::value::Value;
use crate::vm::context::{Cx, Run};
use crate::vm::ruby::Args;
use crate::vm::ruby::arguments::{no_conversion, object, to_long};
use crate::vm::ruby::numeric::{Number, cannot_coerce, integer, make_integer, number, raise};
use crate::vm::ruby::object::Object;

/// An operand of `&`, `|` and `^`: an Integer; TypeError for anything else.
fn operand(cx: &mut Cx<'_>, this: Value, other: Value) -> Run<(Int, Int)> {
    match (integer(cx, this), integer(cx, other)) {
        (Some(one), Some(other)) => {
            cx.charge((one.size_in_bits() + other.size_in_bits()) / 512)?;
            Ok((one, other))
        }
        _ => Err(cannot_coerce(cx, this, other)),
    }
}

/// `&`.
pub(super) fn and(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let (one, other) = operand(cx, this, args.at(0))?;
    make_integer(cx, one.bit_and(&other))
}

/// `|`.
pub(super) fn or(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let (one, other) = operand(cx, this, args.at(0))?;
    make_integer(cx, one.bit_or(&other))
}

/// `^`.
pub(super) fn xor(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let (one, other) = operand(cx, this, args.at(0))?;
    make_integer(cx, one.bit_xor(&other))
}

/// An operand that `to_int` converts (`rb_to_int`).
pub(super) fn to_int(cx: &mut Cx<'_>, value: Value) -> Run<Int> {
    let whole = match number(cx, value) {
        Some(Number::Integer(number)) => Ok(number),
        Some(Number::Rational(number)) => Ok(number.to_i()),
        Some(Number::Float(number)) => Int::from_f64(number),
        None => return Err(no_conversion(cx, value, "Integer")),
    };
    whole.map_err(|error| raise(cx, error))
}

type Shift = fn(&Int, &Int, u64) -> Result<Int, ArithmeticError>;

fn shift(cx: &mut Cx<'_>, this: Value, args: Args<'_>, shift: Shift) -> Run<Value> {
    let count = to_int(cx, args.at(0))?;
    let number = integer(cx, this).unwrap_or(Int::Small(0));
    let limit = cx.limits.integer_bits;
    match shift(&number, &count, limit) {
        Ok(shifted) => {
            cx.charge((number.size_in_bits() + shifted.size_in_bits()) / 512)?;
            make_integer(cx, shifted)
        }
        Err(error) => Err(raise(cx, error)),
    }
}

/// `<<`.
pub(super) fn shift_left(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    shift(cx, this, args, Int::shl)
}

/// `>>`.
pub(super) fn shift_right(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    shift(cx, this, args, Int::shr)
}

/// `[]` with one index.
pub(super) fn bit(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if args.len() > 1 || crate::vm::ruby::arguments::range(cx, args.at(0)).is_some() {
        return Err(cx.unsupported("several bits of an integer"));
    }
    let index = match integer(cx, args.at(0)) {
        Some(index) => index,
        // It is asked for `begin` like a range.
        None if matches!(object(cx, args.at(0)), Some(Object::MatchData(_))) => {
            return Err(cx.unsupported("a match as a number"));
        }
        // A Fixnum converts its index like any Integer argument, a Bignum as C's `long`.
        None if matches!(this, Value::Int(number) if (-(1 << 62)..1 << 62).contains(&number)) => {
            to_int(cx, args.at(0))?
        }
        None => Int::Small(to_long(cx, args.at(0))?),
    };
    let bit = integer(cx, this).map_or(Int::Small(0), |number| number.bit(&index));
    make_integer(cx, bit)
}

/// `allbits?`.
pub(super) fn all(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let mask = to_int(cx, args.at(0))?;
    let number = integer(cx, this).unwrap_or(Int::Small(0));
    Ok(Value::Bool(number.bit_and(&mask) == mask))
}

/// `anybits?`.
pub(super) fn any(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let mask = to_int(cx, args.at(0))?;
    let number = integer(cx, this).unwrap_or(Int::Small(0));
    Ok(Value::Bool(!number.bit_and(&mask).is_zero()))
}

/// `nobits?`.
pub(super) fn none(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let mask = to_int(cx, args.at(0))?;
    let number = integer(cx, this).unwrap_or(Int::Small(0));
    Ok(Value::Bool(number.bit_and(&mask).is_zero()))
}
