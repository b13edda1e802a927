//! What Integer, Float and Rational share: reading a number of any kind, making one, equality and order across the
//! kinds, and the arithmetic of mixed kinds.

mod arithmetic;
mod methods;
mod rounding;
mod step;

use std::cmp::Ordering;

use crate::diag::Code;
use crate::number::ruby::{ArithmeticError, Int, Rational};
use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run, Stop};

use super::arguments::{alloc, object};
use super::class::class_name;
use super::compare::{is_dynamic, is_immediate};
use super::date::date;
use super::object::Object;
use super::{Args, dispatch, inspect, new_integer, truthy};

pub(super) use arithmetic::{BINARY, divmod, is_fixnum, modulo, power, whole_quotient};
pub(super) use methods::METHODS;
pub(super) use rounding::{ceil, floor, round, truncate};
pub(super) use step::{downto, each_down, each_up, step, times, upto};

/// A number of any kind.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Number {
    /// An Integer.
    Integer(Int),
    /// A Rational.
    Rational(Rational),
    /// A Float.
    Float(f64),
}

impl Number {
    /// The nearest double.
    pub(super) fn to_f64(&self) -> f64 {
        match self {
            Number::Integer(number) => number.to_f64(),
            Number::Rational(number) => number.to_f64(),
            Number::Float(number) => *number,
        }
    }

    /// The exact value of an Integer or Rational.
    fn to_rational(&self) -> Option<Rational> {
        match self {
            Number::Integer(number) => Some(Rational::from(number.clone())),
            Number::Rational(number) => Some(number.clone()),
            Number::Float(_) => None,
        }
    }

    /// Whether it is 0.
    pub(super) fn is_zero(&self) -> bool {
        match self {
            Number::Integer(number) => number.is_zero(),
            Number::Rational(number) => Int::from(number.numerator().clone()).is_zero(),
            Number::Float(number) => *number == 0.0,
        }
    }

    /// -1, 0 or 1; 0 for NaN.
    pub(super) fn signum(&self) -> i64 {
        match self {
            Number::Integer(number) => number.signum(),
            Number::Rational(number) => Int::from(number.numerator().clone()).signum(),
            Number::Float(number) => i64::from(*number > 0.0) - i64::from(*number < 0.0),
        }
    }

    /// How many bits arithmetic with it has to look at.
    fn bits(&self) -> u64 {
        match self {
            Number::Integer(number) => number.size_in_bits(),
            Number::Rational(number) => number.numerator().bits() + number.denominator().bits(),
            Number::Float(_) => 64,
        }
    }
}

/// The number behind a value.
pub(super) fn number(cx: &Cx<'_>, value: Value) -> Option<Number> {
    match value {
        Value::Int(number) => Some(Number::Integer(Int::Small(number))),
        Value::Float(number) => Some(Number::Float(number)),
        other => match object(cx, other) {
            Some(Object::BigInt(number)) => Some(Number::Integer(Int::Big((**number).clone()))),
            Some(Object::Rational(number)) => Some(Number::Rational((**number).clone())),
            _ => None,
        },
    }
}

/// The Integer behind a value.
pub(super) fn integer(cx: &Cx<'_>, value: Value) -> Option<Int> {
    match number(cx, value) {
        Some(Number::Integer(number)) => Some(number),
        _ => None,
    }
}

/// A value of a number.
pub(super) fn make(cx: &mut Cx<'_>, number: Number) -> Run<Value> {
    match number {
        Number::Integer(number) => make_integer(cx, number),
        Number::Rational(number) => make_rational(cx, number),
        Number::Float(number) => Ok(Value::Float(number)),
    }
}

/// A value of an Integer.
pub(super) fn make_integer(cx: &mut Cx<'_>, number: Int) -> Run<Value> {
    match number {
        Int::Small(number) => Ok(Value::Int(number)),
        Int::Big(number) => new_integer(cx, number),
    }
}

/// A value of a Rational.
pub(super) fn make_rational(cx: &mut Cx<'_>, number: Rational) -> Run<Value> {
    let bits = number.numerator().bits() + number.denominator().bits();
    if bits > cx.limits.integer_bits {
        return Err(too_large(cx));
    }
    cx.charge_memory(bits as usize / 8)?;
    alloc(cx, Object::Rational(number.into()))
}

fn too_large(cx: &Cx<'_>) -> Stop {
    cx.fault(Code::F0902, "a number became longer than it may")
}

/// Pays for work that grows with the product of two lengths.
pub(super) fn charge_product(cx: &mut Cx<'_>, one: &Number, other: &Number) -> Run<()> {
    let (one, other) = (one.bits() / 64 + 1, other.bits() / 64 + 1);
    cx.charge(one.saturating_mul(other) / 16)
}

/// Raises what arithmetic has no answer for.
pub(super) fn raise(cx: &mut Cx<'_>, error: ArithmeticError) -> Stop {
    let class = match error {
        ArithmeticError::DividedByZero => Global::RbZeroDivisionError,
        ArithmeticError::NotANumber | ArithmeticError::Infinite { .. } => Global::RbFloatDomainError,
        ArithmeticError::InvalidRadix(_) | ArithmeticError::NegativeRadix => Global::RbArgumentError,
        ArithmeticError::NegativeExponentWithModulus => Global::RbRangeError,
        ArithmeticError::OutOfDomain => Global::RbMathDomainError,
        ArithmeticError::Complex => return cx.unsupported("complex numbers"),
        ArithmeticError::TooLarge => return too_large(cx),
    };
    cx.raise(class, error.to_string())
}

/// TypeError `X can't be coerced into Y` (`coerce_failed`): immediates and floats show themselves.
pub(super) fn cannot_coerce(cx: &mut Cx<'_>, this: Value, other: Value) -> Stop {
    if is_dynamic(other) {
        return cx.raise_opaque(Global::RbTypeError);
    }
    let shown = match other {
        value if is_immediate(value) || matches!(value, Value::Float(_)) => match inspect::inspect(cx, other) {
            Ok(shown) => shown,
            Err(stop) => return stop,
        },
        _ => class_name(cx, other).to_owned(),
    };
    let class = class_name(cx, this);
    cx.raise(Global::RbTypeError, format!("{shown} can't be coerced into {class}"))
}

/// Whether a value is a number.
pub(super) fn is_number(cx: &Cx<'_>, value: Value) -> bool {
    matches!(value, Value::Int(_) | Value::Float(_))
        || matches!(object(cx, value), Some(Object::BigInt(_) | Object::Rational(_)))
}

/// `==` where at least one side is a number: a number asks anything else whether it equals the number (`num_equal`).
pub(super) fn equal(cx: &mut Cx<'_>, left: Value, right: Value) -> Run<bool> {
    match (is_number(cx, left), is_number(cx, right)) {
        (true, true) => Ok(compare(cx, left, right)? == Some(Ordering::Equal)),
        (true, false) => asked(cx, right, left),
        (false, _) => asked(cx, left, right),
    }
}

/// `object == number` of an object that is no number.
fn asked(cx: &mut Cx<'_>, value: Value, number: Value) -> Run<bool> {
    match object(cx, value) {
        None
        | Some(
            Object::String(_)
            | Object::Array(_)
            | Object::Hash(_)
            | Object::Range(_)
            | Object::Set(_)
            | Object::Regexp(_)
            | Object::MatchData(_)
            | Object::Exception(_)
            | Object::SymbolProc(_)
            | Object::Enumerator(_)
            | Object::Plain,
        ) => Ok(false),
        Some(_) => {
            let answer = cx.nested(|cx| dispatch::send(cx, value, "==", Args::new(&[number])))?;
            Ok(truthy(answer))
        }
    }
}

/// `<=>` of numbers, exact but between Rational and Float; none where one is not a number or NaN.
pub(super) fn compare(cx: &mut Cx<'_>, left: Value, right: Value) -> Run<Option<Ordering>> {
    match (left, right) {
        (Value::Int(one), Value::Int(other)) => return Ok(Some(one.cmp(&other))),
        (Value::Float(one), Value::Float(other)) => return Ok(one.partial_cmp(&other)),
        _ => {}
    }
    let (Some(one), Some(other)) = (number(cx, left), number(cx, right)) else {
        // `flo_cmp` asks anything that knows `infinite?`; a date does, and never is.
        return Ok(match left {
            Value::Float(one) if one.is_infinite() && date(cx, right).is_some() => one.partial_cmp(&0.0),
            _ => None,
        });
    };
    charge_product(cx, &one, &other)?;
    Ok(order(&one, &other))
}

/// The order of two numbers.
pub(super) fn order(one: &Number, other: &Number) -> Option<Ordering> {
    match (one, other) {
        (Number::Integer(one), Number::Integer(other)) => Some(one.cmp(other)),
        (Number::Integer(one), Number::Float(other)) => one.cmp_f64(*other),
        (Number::Float(one), Number::Integer(other)) => other.cmp_f64(*one).map(Ordering::reverse),
        (Number::Float(_), _) | (_, Number::Float(_)) => one.to_f64().partial_cmp(&other.to_f64()),
        _ => Some(one.to_rational()?.cmp(&other.to_rational()?)),
    }
}
