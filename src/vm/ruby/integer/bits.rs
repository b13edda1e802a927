//! The bits of Integers.

use std::cmp::Ordering;

use crate::number::ruby::{ArithmeticError, Int};
use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};
use crate::vm::ruby::arguments::{no_conversion, object, range, to_long};
use crate::vm::ruby::compare::compare;
use crate::vm::ruby::numeric::{Number, cannot_coerce, integer, is_fixnum, make_integer, number, raise};
use crate::vm::ruby::object::{Object, Range};
use crate::vm::ruby::{Args, send};

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

/// `[]`: a bit, or several from a first one on (`int_aref`).
pub(super) fn bits(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if let Some(count) = args.get(1) {
        let shifted = shift_right(cx, this, args)?;
        return masked(cx, shifted, count);
    }
    match range(cx, args.at(0)) {
        Some(range) => bits_of_range(cx, this, range),
        None => bit(cx, this, args),
    }
}

/// So many of the lowest bits of an Integer; all of them for a negative number.
fn masked(cx: &mut Cx<'_>, number: Value, count: Value) -> Run<Value> {
    let bound = shift_left(cx, Value::Int(1), Args::new(&[count]))?;
    let mask = integer(cx, bound).unwrap_or(Int::Small(0)).add(&Int::Small(-1));
    let mask = make_integer(cx, mask)?;
    and(cx, number, Args::new(&[mask]))
}

/// `[]` with a range (`rb_int_aref1`).
fn bits_of_range(cx: &mut Cx<'_>, this: Value, range: Range) -> Run<Value> {
    let Range { begin, end, exclusive } = range;
    if matches!(begin, Value::Nil) {
        return low_bits(cx, this, end, exclusive);
    }
    let shifted = shift_right(cx, this, Args::new(&[begin]))?;
    if matches!(end, Value::Nil) {
        return Ok(shifted);
    }
    match compare(cx, begin, end)? {
        Some(Ordering::Less) => {
            let distance = send(cx, end, "-", Args::new(&[begin]))?;
            let count = counted(cx, distance, exclusive)?;
            masked(cx, shifted, count)
        }
        Some(Ordering::Equal) if exclusive => Ok(Value::Int(0)),
        Some(Ordering::Equal) => bit(cx, this, Args::new(&[begin])),
        _ => Ok(shifted),
    }
}

/// A number, one more where the end belongs to the range.
fn counted(cx: &mut Cx<'_>, number: Value, exclusive: bool) -> Run<Value> {
    if exclusive {
        return Ok(number);
    }
    send(cx, number, "+", Args::new(&[Value::Int(1)]))
}

/// `[]` with a range without a beginning: 0, or ArgumentError where any of the bits is set.
fn low_bits(cx: &mut Cx<'_>, this: Value, end: Value, exclusive: bool) -> Run<Value> {
    if matches!(end, Value::Nil) {
        return Err(cx.raise(Global::RbArgumentError, "comparison of NilClass with 0 failed"));
    }
    let Some(last) = number(cx, end) else {
        return Err(cx.unsupported("the bits of a range without numbers"));
    };
    if last.signum() < 0 {
        return Ok(Value::Int(0));
    }
    let count = counted(cx, end, exclusive)?;
    match masked(cx, this, count)? {
        Value::Int(0) => Ok(Value::Int(0)),
        _ => {
            let message = "The beginless range for Integer#[] results in infinity";
            Err(cx.raise(Global::RbArgumentError, message))
        }
    }
}

/// `[]` with one index.
fn bit(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let index = match integer(cx, args.at(0)) {
        Some(index) => index,
        // It is asked for `begin` like a range.
        None if matches!(object(cx, args.at(0)), Some(Object::MatchData(_))) => {
            return Err(cx.unsupported("a match as a number"));
        }
        // A Fixnum converts its index like any Integer argument, a Bignum as C's `long`.
        None if matches!(this, Value::Int(number) if is_fixnum(number)) => to_int(cx, args.at(0))?,
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
