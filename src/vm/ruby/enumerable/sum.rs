//! `sum`: exact for Integers and Rationals, compensated (Kahan-Babuska) from the first Float on, `+` for anything else.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::{is_integer, is_string, object};
use super::super::class::class_name;
use super::super::numeric::{is_fixnum, is_number};
use super::super::object::Object;
use super::super::{Args, send};
use super::iterate::{Flow, each_packed};

/// `sum`, with a first value or 0, of the elements or of what a block makes of them.
pub(in crate::vm::ruby) fn sum(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let sum = Summing::new(cx, args.get(0).unwrap_or(Value::Int(0)));
    sum.with_all(cx, this, args)
}

/// `Array#sum`: a first value that is no number does not keep the numbers from being added exactly first.
pub(in crate::vm::ruby) fn array_sum(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let sum = Summing::exact(args.get(0).unwrap_or(Value::Int(0)));
    sum.with_all(cx, this, args)
}

/// A sum under way.
enum Summing {
    /// Integers and Rationals alone: the Integers, and everything else added by `+`.
    Exact {
        /// What was given and what is not a small Integer.
        value: Value,
        /// The small Integers since, while their sum is small, too.
        whole: i64,
        /// The Rationals, added apart and last.
        rational: Option<Value>,
        /// Whether anything was added.
        any: bool,
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
    /// A sum that starts with a value, as Enumerable has it.
    fn new(cx: &Cx<'_>, first: Value) -> Summing {
        match first {
            Value::Float(sum) => Summing::Float { sum, lost: 0.0 },
            _ if is_integer(cx, first) || is_rational(cx, first) => Summing::exact(first),
            other => Summing::Any(other),
        }
    }

    fn exact(first: Value) -> Summing {
        Summing::Exact {
            value: first,
            whole: 0,
            rational: None,
            any: false,
        }
    }

    /// The sum with every element, or what the block makes of it.
    fn with_all(mut self, cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
        each_packed(cx, this, &mut |cx, value| {
            let value = if args.has_block() {
                args.call1(cx, value)?
            } else {
                value
            };
            self.add(cx, value)?;
            Ok(Flow::Next)
        })?;
        self.finish(cx)
    }

    fn add(&mut self, cx: &mut Cx<'_>, value: Value) -> Run<()> {
        match self {
            Summing::Exact {
                value: held,
                whole,
                rational,
                any,
            } => {
                if let Value::Int(number) = value
                    && is_fixnum(number)
                {
                    // Two of 63 bits; CRuby adds these up by themselves, which shows where they meet a Float.
                    *whole += number;
                    if !is_fixnum(*whole) {
                        *held = plus(cx, Value::Int(*whole), *held)?;
                        *whole = 0;
                    }
                } else if is_integer(cx, value) {
                    *held = plus(cx, value, *held)?;
                } else if is_rational(cx, value) {
                    *rational = Some(match *rational {
                        Some(sofar) => plus(cx, sofar, value)?,
                        None => value,
                    });
                } else {
                    let exact = self.finish(cx)?;
                    *self = match value {
                        Value::Float(_) => Summing::Float {
                            sum: to_float(cx, exact)?,
                            lost: 0.0,
                        },
                        _ => Summing::Any(exact),
                    };
                    return self.add(cx, value);
                }
                *any = true;
            }
            Summing::Float { sum, lost } => {
                if matches!(value, Value::Float(_)) || is_integer(cx, value) || is_rational(cx, value) {
                    compensate(sum, lost, to_float(cx, value)?);
                } else {
                    // What rounding has lost is forgotten here, in Ruby, too.
                    *self = Summing::Any(plus(cx, Value::Float(*sum), value)?);
                }
            }
            Summing::Any(held) => *held = plus(cx, *held, value)?,
        }
        Ok(())
    }

    fn finish(&self, cx: &mut Cx<'_>) -> Run<Value> {
        let (value, whole, rational, any) = match *self {
            Summing::Exact {
                value,
                whole,
                rational,
                any,
            } => (value, whole, rational, any),
            Summing::Float { sum, lost } => return Ok(Value::Float(sum + lost)),
            Summing::Any(held) => return Ok(held),
        };
        let mut sum = value;
        if whole != 0 || (any && rational.is_none()) {
            sum = plus(cx, Value::Int(whole), sum)?;
        }
        match rational {
            Some(rational) => plus(cx, rational, sum),
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

/// `NUM2DBL`.
fn to_float(cx: &mut Cx<'_>, value: Value) -> Run<f64> {
    let from = match value {
        Value::Float(number) => return Ok(number),
        Value::Int(number) => return Ok(number as f64),
        Value::Nil => Some("nil"),
        Value::Bool(true) => Some("true"),
        Value::Bool(false) => Some("false"),
        other => is_string(cx, other).then_some("string"),
    };
    if let Some(from) = from {
        let message = format!("no implicit conversion to float from {from}");
        return Err(cx.raise(Global::RbTypeError, message));
    }
    if let Some(Object::Time(_)) = object(cx, value) {
        return Err(cx.unsupported("a sum that starts with a time"));
    }
    if !is_number(cx, value) {
        let message = format!("can't convert {} into Float", class_name(cx, value));
        return Err(cx.raise(Global::RbTypeError, message));
    }
    match send(cx, value, "to_f", Args::new(&[]))? {
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
