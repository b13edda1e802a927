//! `sum`: exact for Integers and Rationals, compensated (Kahan-Babuska) from the first Float on, `+` for anything else.

use num_bigint::BigInt;

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::super::arguments::{is_integer, object};
use super::super::object::Object;
use super::super::{Args, new_integer, send};
use super::iterate::{Flow, each_packed};

/// `sum`, with a first value or 0, of the elements or of what a block makes of them.
pub(in crate::vm::ruby) fn sum(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let mut sum = Summing::new(cx, args.get(0).unwrap_or(Value::Int(0)));
    each_packed(cx, this, &mut |cx, value| {
        let value = if args.has_block() {
            args.call1(cx, value)?
        } else {
            value
        };
        sum.add(cx, value)?;
        Ok(Flow::Next)
    })?;
    sum.finish(cx)
}

/// A sum under way.
pub(in crate::vm::ruby) enum Summing {
    /// Integers and Rationals alone: the Integers, and everything else added by `+`.
    Exact {
        /// What was given and what is not a small Integer.
        value: Value,
        /// The Integers since.
        whole: i128,
        /// The Rationals, added apart and last.
        rational: Option<Value>,
    },
    /// From the first Float on, while only numbers follow.
    Float {
        /// The sum.
        sum: f64,
        /// What rounding has lost.
        lost: f64,
    },
    /// Anything else.
    Any(Value),
}

impl Summing {
    /// A sum that starts with a value.
    pub(in crate::vm::ruby) fn new(cx: &Cx<'_>, first: Value) -> Summing {
        match first {
            Value::Float(sum) => Summing::Float { sum, lost: 0.0 },
            _ if is_integer(cx, first) || is_rational(cx, first) => Summing::Exact {
                value: first,
                whole: 0,
                rational: None,
            },
            other => Summing::Any(other),
        }
    }

    /// Adds a value.
    pub(in crate::vm::ruby) fn add(&mut self, cx: &mut Cx<'_>, value: Value) -> Run<()> {
        match self {
            Summing::Exact {
                value: held,
                whole,
                rational,
            } => {
                if let Value::Int(number) = value
                    && let Some(sum) = whole.checked_add(number.into())
                {
                    *whole = sum;
                } else if is_integer(cx, value) {
                    *held = plus(cx, value, *held)?;
                } else if is_rational(cx, value) {
                    *rational = Some(match *rational {
                        Some(sofar) => plus(cx, sofar, value)?,
                        None => value,
                    });
                } else {
                    let exact = self.exact(cx)?;
                    *self = match value {
                        Value::Float(_) => Summing::Float {
                            sum: to_float(cx, exact)?,
                            lost: 0.0,
                        },
                        _ => Summing::Any(exact),
                    };
                    return self.add(cx, value);
                }
            }
            Summing::Float { sum, lost } => match value {
                Value::Float(_) | Value::Int(_) => compensate(sum, lost, to_float(cx, value)?),
                _ if is_integer(cx, value) || is_rational(cx, value) => compensate(sum, lost, to_float(cx, value)?),
                _ => {
                    // What rounding has lost is forgotten here, in Ruby, too.
                    *self = Summing::Any(plus(cx, Value::Float(*sum), value)?);
                }
            },
            Summing::Any(held) => *held = plus(cx, *held, value)?,
        }
        Ok(())
    }

    /// The sum.
    pub(in crate::vm::ruby) fn finish(&self, cx: &mut Cx<'_>) -> Run<Value> {
        match self {
            Summing::Exact { .. } => self.exact(cx),
            Summing::Float { sum, lost } => Ok(Value::Float(sum + lost)),
            Summing::Any(held) => Ok(*held),
        }
    }

    fn exact(&self, cx: &mut Cx<'_>) -> Run<Value> {
        let Summing::Exact { value, whole, rational } = self else {
            return Ok(Value::Nil);
        };
        let mut sum = *value;
        if *whole != 0 {
            let whole = new_integer(cx, BigInt::from(*whole))?;
            sum = plus(cx, whole, sum)?;
        }
        match rational {
            Some(rational) => plus(cx, *rational, sum),
            None => Ok(sum),
        }
    }
}

fn is_rational(cx: &Cx<'_>, value: Value) -> bool {
    matches!(object(cx, value), Some(Object::Rational(_)))
}

fn plus(cx: &mut Cx<'_>, left: Value, right: Value) -> Run<Value> {
    if let (Value::Int(one), Value::Int(other)) = (left, right)
        && let Some(sum) = one.checked_add(other)
    {
        return Ok(Value::Int(sum));
    }
    send(cx, left, "+", Args::new(&[right]))
}

fn to_float(cx: &mut Cx<'_>, value: Value) -> Run<f64> {
    let converted = match value {
        Value::Float(number) => return Ok(number),
        Value::Int(number) => return Ok(number as f64),
        other => send(cx, other, "to_f", Args::new(&[]))?,
    };
    match converted {
        Value::Float(number) => Ok(number),
        _ => Err(cx.unsupported("a sum of this number")),
    }
}

/// One step of Kahan-Babuska summation as `ary_add_one` and `sum_iter_Kahan_Babuska` take it.
fn compensate(sum: &mut f64, lost: &mut f64, next: f64) {
    if sum.is_nan() {
        return;
    }
    if next.is_nan() {
        *sum = next;
    } else if next.is_infinite() {
        if sum.is_infinite() && sum.is_sign_negative() != next.is_sign_negative() {
            *sum = f64::NAN;
            *lost = 0.0;
        } else {
            *sum = next;
        }
    } else if !sum.is_infinite() {
        let total = *sum + next;
        *lost += if sum.abs() >= next.abs() {
            (*sum - total) + next
        } else {
            (next - total) + *sum
        };
        *sum = total;
    }
}
