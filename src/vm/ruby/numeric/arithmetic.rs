//! Arithmetic of any two kinds of numbers: the wider kind gives the result (Integer, Rational, Float).

use crate::number::ruby::integer::Power;
use crate::number::ruby::{ArithmeticError, Int, Rational, float};
use crate::value::Value;
use crate::vm::context::{Cx, Run};
use crate::vm::ruby::dispatch::{Method, method};
use crate::vm::ruby::{Args, new_array};

use super::{Number, cannot_coerce, charge_product, integer, is_number, make, make_integer, number, raise};

/// `*`, `**`, `+`, `-`, `/`, in this order, for the tables of the three classes.
pub(in crate::vm::ruby) const BINARY: [Method; 5] = [
    method("*", 1, 1, |cx, this, args| {
        if let (Value::Int(one), Value::Int(other)) = (this, args.at(0))
            && let Some(product) = one.checked_mul(other)
        {
            return Ok(Value::Int(product));
        }
        binary(cx, this, args.at(0), multiply)
    }),
    method("**", 1, 1, |cx, this, args| power(cx, this, args.at(0))),
    method("+", 1, 1, |cx, this, args| {
        if let (Value::Int(one), Value::Int(other)) = (this, args.at(0))
            && let Some(sum) = one.checked_add(other)
        {
            return Ok(Value::Int(sum));
        }
        binary(cx, this, args.at(0), add)
    }),
    method("-", 1, 1, |cx, this, args| {
        if let (Value::Int(one), Value::Int(other)) = (this, args.at(0))
            && let Some(difference) = one.checked_sub(other)
        {
            return Ok(Value::Int(difference));
        }
        binary(cx, this, args.at(0), subtract)
    }),
    method("/", 1, 1, |cx, this, args| binary(cx, this, args.at(0), quotient)),
];

type Operation = fn(&Number, &Number) -> Result<Number, ArithmeticError>;

/// Both operands as numbers; TypeError where the second is none.
pub(super) fn operands(cx: &mut Cx<'_>, this: Value, other: Value) -> Run<(Number, Number)> {
    let (Some(one), Some(two)) = (number(cx, this), number(cx, other)) else {
        return Err(cannot_coerce(cx, this, other));
    };
    charge_product(cx, &one, &two)?;
    Ok((one, two))
}

fn binary(cx: &mut Cx<'_>, this: Value, other: Value, operation: Operation) -> Run<Value> {
    let (one, two) = operands(cx, this, other)?;
    match operation(&one, &two) {
        Ok(result) => make(cx, result),
        Err(error) => Err(raise(cx, error)),
    }
}

fn add(one: &Number, other: &Number) -> Result<Number, ArithmeticError> {
    Ok(match (one, other) {
        (Number::Integer(one), Number::Integer(other)) => Number::Integer(one.add(other)),
        (Number::Float(_), _) | (_, Number::Float(_)) => Number::Float(one.to_f64() + other.to_f64()),
        _ => Number::Rational(exact(one).add(&exact(other))),
    })
}

fn subtract(one: &Number, other: &Number) -> Result<Number, ArithmeticError> {
    Ok(match (one, other) {
        (Number::Integer(one), Number::Integer(other)) => Number::Integer(one.sub(other)),
        (Number::Float(_), _) | (_, Number::Float(_)) => Number::Float(one.to_f64() - other.to_f64()),
        _ => Number::Rational(exact(one).sub(&exact(other))),
    })
}

fn multiply(one: &Number, other: &Number) -> Result<Number, ArithmeticError> {
    Ok(match (one, other) {
        (Number::Integer(one), Number::Integer(other)) => Number::Integer(one.mul(other)),
        (Number::Float(_), _) | (_, Number::Float(_)) => Number::Float(one.to_f64() * other.to_f64()),
        _ => Number::Rational(exact(one).mul(&exact(other))),
    })
}

/// `/`: floor division of Integers, exact for Rationals.
fn quotient(one: &Number, other: &Number) -> Result<Number, ArithmeticError> {
    Ok(match (one, other) {
        (Number::Integer(one), Number::Integer(other)) => Number::Integer(one.div(other)?),
        (Number::Float(_), _) | (_, Number::Float(_)) => Number::Float(one.to_f64() / other.to_f64()),
        _ => Number::Rational(exact(one).div(&exact(other))?),
    })
}

/// `%`: the sign of the divisor.
fn modulus(one: &Number, other: &Number) -> Result<Number, ArithmeticError> {
    Ok(match (one, other) {
        (Number::Integer(one), Number::Integer(other)) => Number::Integer(one.modulo(other)?),
        (Number::Rational(_), Number::Float(divisor)) => {
            // `Numeric#%`: x - y * x.div(y).
            let whole = whole(one, other)?;
            Number::Float(one.to_f64() - divisor * whole.to_f64())
        }
        (Number::Float(_), _) | (_, Number::Float(_)) => Number::Float(float::modulo(one.to_f64(), other.to_f64())?),
        _ => {
            let (one, other) = (exact(one), exact(other));
            let whole = Rational::from(one.div(&other)?.floor());
            Number::Rational(one.sub(&other.mul(&whole)))
        }
    })
}

/// `div`: the floor of the quotient.
fn whole(one: &Number, other: &Number) -> Result<Number, ArithmeticError> {
    if other.is_zero() {
        return Err(ArithmeticError::DividedByZero);
    }
    if let (Number::Integer(number), Number::Float(divisor)) = (one, other)
        && !number.is_fixnum()
    {
        // `rb_big_idiv` cuts the quotient instead of taking its floor.
        return Ok(Number::Integer(float::to_i(number.to_f64() / divisor)?));
    }
    Ok(Number::Integer(match quotient(one, other)? {
        Number::Integer(number) => number,
        Number::Rational(number) => number.floor(),
        Number::Float(number) => float::to_i(number.floor())?,
    }))
}

/// An Integer or Rational as a Rational; a Float never comes here.
pub(super) fn exact(number: &Number) -> Rational {
    number.to_rational().unwrap_or_else(|| Rational::from(Int::Small(0)))
}

/// `%`.
pub(in crate::vm::ruby) fn modulo(cx: &mut Cx<'_>, this: Value, other: Value) -> Run<Value> {
    binary(cx, this, other, modulus)
}

/// `div`.
pub(in crate::vm::ruby) fn whole_quotient(cx: &mut Cx<'_>, this: Value, other: Value) -> Run<Value> {
    binary(cx, this, other, whole)
}

/// `divmod`.
pub(in crate::vm::ruby) fn divmod(cx: &mut Cx<'_>, this: Value, other: Value) -> Run<Value> {
    let (one, two) = operands(cx, this, other)?;
    let pair = match (&one, &two) {
        (Number::Rational(_), _) => whole(&one, &two).and_then(|quotient| Ok((quotient, modulus(&one, &two)?))),
        (Number::Float(_), _) | (_, Number::Float(_)) => float::divmod(one.to_f64(), two.to_f64())
            .map(|(quotient, modulus)| (Number::Integer(quotient), Number::Float(modulus))),
        _ => whole(&one, &two).and_then(|quotient| Ok((quotient, modulus(&one, &two)?))),
    };
    match pair {
        Ok((quotient, modulus)) => {
            let pair = vec![make(cx, quotient)?, make(cx, modulus)?];
            new_array(cx, pair)
        }
        Err(error) => Err(raise(cx, error)),
    }
}

/// `**`.
pub(in crate::vm::ruby) fn power(cx: &mut Cx<'_>, this: Value, other: Value) -> Run<Value> {
    let (base, exponent) = operands(cx, this, other)?;
    let limit = cx.limits.integer_bits;
    if let (Number::Integer(base), Number::Integer(exponent)) = (&base, &exponent) {
        charge_power(cx, base.size_in_bits(), exponent)?;
    }
    let result = match (&base, &exponent) {
        (Number::Integer(base), Number::Integer(exponent)) => base.pow(exponent, limit).map(|power| match power {
            Power::Integer(power) => Number::Integer(power),
            Power::Rational(power) => Number::Rational(power),
        }),
        (Number::Integer(base), Number::Float(exponent)) => base.pow_f64(*exponent).map(Number::Float),
        (Number::Float(base), Number::Integer(exponent)) => Ok(Number::Float(float::pow(*base, exponent))),
        (Number::Float(base), _) => float::pow_f64(*base, exponent.to_f64()).map(Number::Float),
        (Number::Rational(_), Number::Float(exponent)) => float::pow_f64(base.to_f64(), *exponent).map(Number::Float),
        _ => return rational_power(cx, &base, &exponent),
    };
    match result {
        Ok(result) => make(cx, result),
        Err(error) => Err(raise(cx, error)),
    }
}

/// Pays for a power before it is computed.
fn charge_power(cx: &mut Cx<'_>, bits: u64, exponent: &Int) -> Run<()> {
    let exponent = exponent.abs().to_i64().map_or(u64::MAX, i64::unsigned_abs);
    let words = bits.saturating_mul(exponent).min(cx.limits.integer_bits) / 64;
    cx.charge(1 + words.saturating_mul(words) / 64)
}

/// `Rational#**` (`rb_rational_pow`).
fn rational_power(cx: &mut Cx<'_>, base: &Number, exponent: &Number) -> Run<Value> {
    let (base_exact, exponent_exact) = (exact(base), exact(exponent));
    let one = Int::Small(1);
    if Int::from(exponent_exact.denominator().clone()) != one {
        // 0 and 1 stay exact.
        if base.is_zero() && exponent.signum() < 0 {
            return Err(raise(cx, ArithmeticError::DividedByZero));
        }
        if base.is_zero() || base_exact == Rational::from(one) {
            return make(cx, Number::Rational(base_exact));
        }
        let result = match base {
            Number::Integer(base) => base.pow_f64(exponent.to_f64()),
            _ => float::pow_f64(base.to_f64(), exponent.to_f64()),
        };
        return match result {
            Ok(result) => Ok(Value::Float(result)),
            Err(error) => Err(raise(cx, error)),
        };
    }
    let exponent = Int::from(exponent_exact.numerator().clone());
    let size = exponent.abs();
    let numerator = Int::from(base_exact.numerator().clone());
    let denominator = Int::from(base_exact.denominator().clone());
    let limit = cx.limits.integer_bits;
    charge_power(cx, numerator.size_in_bits() + denominator.size_in_bits(), &size)?;
    let part = |number: &Int| match number.pow(&size, limit)? {
        Power::Integer(power) => Ok(power),
        Power::Rational(_) => Err(ArithmeticError::TooLarge),
    };
    let result = part(&numerator).and_then(|top| {
        let bottom = part(&denominator)?;
        let (top, bottom) = if exponent.signum() < 0 {
            (bottom, top)
        } else {
            (top, bottom)
        };
        Rational::new(top.into(), bottom.into())
    });
    match result {
        Ok(result) => make(cx, Number::Rational(result)),
        Err(error) => Err(raise(cx, error)),
    }
}

/// Whether CRuby holds an Integer without an object.
pub(in crate::vm::ruby) fn is_fixnum(number: i64) -> bool {
    (-(1 << 62)..1 << 62).contains(&number)
}

fn sign(number: f64) -> i64 {
    if number < 0.0 { -1 } else { 1 }
}

/// `remainder`: the sign of the dividend.
pub(super) fn remainder(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    binary(cx, this, args.at(0), |one, other| {
        Ok(match (one, other) {
            (Number::Integer(one), Number::Integer(other)) => Number::Integer(one.remainder(other)?),
            // `num_remainder` gives the receiver itself where the signs differ.
            (Number::Integer(one), Number::Float(other))
                if other.is_infinite() && one.to_i64().is_some_and(is_fixnum) && one.signum() * sign(*other) < 0 =>
            {
                Number::Integer(one.clone())
            }
            // Only a Float that is infinite gives the receiver: an Integer beyond all Floats is taken from itself.
            (Number::Float(one), Number::Integer(other))
                if other.to_f64().is_infinite()
                    && one.is_finite()
                    && *one != 0.0
                    && sign(*one) * other.signum() < 0 =>
            {
                Number::Float(f64::NAN)
            }
            (Number::Integer(_) | Number::Float(_), Number::Float(_)) | (Number::Float(_), _) => {
                Number::Float(float::remainder(one.to_f64(), other.to_f64())?)
            }
            _ => {
                let modulus = modulus(one, other)?;
                if !modulus.is_zero() && one.signum() * other.signum() < 0 {
                    if matches!(other, Number::Float(number) if number.is_infinite()) {
                        return Ok(one.clone());
                    }
                    subtract(&modulus, other)?
                } else {
                    modulus
                }
            }
        })
    })
}

/// `fdiv`.
pub(super) fn fdiv(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let (one, other) = operands(cx, this, args.at(0))?;
    check_double(cx, &one, &other)?;
    Ok(Value::Float(match (&one, &other) {
        (Number::Integer(one), Number::Integer(other)) => one.fdiv(other),
        (Number::Rational(_), _) if other.is_zero() => one.to_f64() / 0.0,
        (Number::Float(_), _) | (_, Number::Float(_)) => one.to_f64() / other.to_f64(),
        _ if other.is_zero() => one.to_f64() / 0.0,
        _ => match exact(&one).div(&exact(&other)) {
            Ok(quotient) => quotient.to_f64(),
            Err(error) => return Err(raise(cx, error)),
        },
    }))
}

/// A fault for an Integer beyond all Floats that is divided by a Float: Ruby divides digits there (`big_fdiv_float`).
fn check_double(cx: &mut Cx<'_>, one: &Number, other: &Number) -> Run<()> {
    match (one, other) {
        (Number::Integer(_), Number::Float(_)) if one.to_f64().is_infinite() => {
            Err(cx.unsupported("dividing an Integer beyond all Floats by a Float"))
        }
        _ => Ok(()),
    }
}

/// `quo`: exact unless a Float takes part.
pub(super) fn quo(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if integer(cx, this).is_some() && !is_number(cx, args.at(0)) {
        // An Integer becomes a Rational before it is divided.
        let one = make(cx, Number::Rational(Rational::from(Int::Small(1))))?;
        return Err(cannot_coerce(cx, one, args.at(0)));
    }
    if let (Some(one), Some(other)) = (number(cx, this), number(cx, args.at(0))) {
        check_double(cx, &one, &other)?;
    }
    binary(cx, this, args.at(0), |one, other| {
        Ok(match (one, other) {
            (Number::Float(_), _) | (_, Number::Float(_)) => Number::Float(one.to_f64() / other.to_f64()),
            _ => Number::Rational(exact(one).div(&exact(other))?),
        })
    })
}

/// `-x`.
pub(super) fn negate(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let negated = match number(cx, this) {
        Some(Number::Integer(number)) => Number::Integer(number.neg()),
        Some(Number::Rational(number)) => Number::Rational(number.neg()),
        Some(Number::Float(number)) => Number::Float(-number),
        None => return Ok(Value::Nil),
    };
    make(cx, negated)
}

/// `abs`.
pub(super) fn abs(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    match number(cx, this) {
        Some(Number::Integer(number)) => make_integer(cx, number.abs()),
        Some(Number::Float(number)) => Ok(Value::Float(number.abs())),
        Some(number) if number.signum() < 0 => negate(cx, this, args),
        _ => Ok(this),
    }
}
