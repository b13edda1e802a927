//! Steps between numbers: `Range#step`, `%`, and the arithmetic sequences that they give without a block.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{FromPrimitive, Signed};

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run, Stop};

use super::super::arguments::{alloc, big, no_conversion, object, range, to_long};
use super::super::compare::{compare, compare_or_raise, failed};
use super::super::dispatch::{ANY, Method, method, refused, wrong_arguments};
use super::super::enumerable::{self, Flow, Step};
use super::super::enumerator::{enumerator, inspect_method, size, waiting};
use super::super::numeric::is_number;
use super::super::object::{Enumerator, Object};
use super::super::{Args, array, equality, missing, new_array, new_integer, send};
use super::each::each;
use super::ends;

/// Sorted by name.
pub(in crate::vm::ruby) const METHODS: &[Method] = &[
    method("==", 1, 1, equals),
    method("===", 1, 1, equals),
    method("begin", 0, 0, |cx, this, _| Ok(progression(cx, this)?.from)),
    method("each", 0, 0, each_method),
    method("end", 0, 0, |cx, this, _| {
        Ok(progression(cx, this)?.to.unwrap_or(Value::Nil))
    }),
    method("eql?", 1, 1, equals),
    method("exclude_end?", 0, 0, |cx, this, _| {
        Ok(Value::Bool(progression(cx, this)?.exclusive))
    }),
    method("first", 0, 1, first),
    refused("hash"),
    method("inspect", 0, 0, inspect_method),
    method("last", 0, ANY, last),
    method("size", 0, 0, size),
    method("step", 0, 0, |cx, this, _| Ok(progression(cx, this)?.by)),
];

/// Numbers at equal distances.
#[derive(Clone, Copy, Debug)]
pub(super) struct Progression {
    /// The first number.
    pub from: Value,
    /// The distance.
    pub by: Value,
    /// The bound, if there is one.
    pub to: Option<Value>,
    /// Whether the bound is left out.
    pub exclusive: bool,
}

impl Progression {
    /// What a waiting `step` means.
    fn of(cx: &Cx<'_>, made: &Enumerator) -> Progression {
        let arg = |at: usize| made.args.get(at).copied().filter(|value| !matches!(value, Value::Nil));
        match range(cx, made.receiver) {
            Some(found) => Progression {
                from: found.begin,
                by: arg(0).unwrap_or(Value::Int(1)),
                to: Some(found.end).filter(|end| !matches!(end, Value::Nil)),
                exclusive: found.exclusive,
            },
            None => Progression {
                from: made.receiver,
                by: arg(1).unwrap_or(Value::Int(1)),
                to: arg(0),
                exclusive: false,
            },
        }
    }

    fn is_float(&self) -> bool {
        let float = |value: Value| matches!(value, Value::Float(_));
        float(self.from) || float(self.by) || self.to.is_some_and(float)
    }

    /// First number, distance, bound and how many numbers there are, as `ruby_float_step` computes them.
    fn floats(&self, cx: &mut Cx<'_>) -> Run<(f64, f64, f64, f64)> {
        let by = to_float(cx, self.by)?;
        let from = to_float(cx, self.from)?;
        let to = match self.to {
            Some(to) => to_float(cx, to)?,
            None if by < 0.0 => f64::NEG_INFINITY,
            None => f64::INFINITY,
        };
        Ok((from, by, to, float_count(from, to, by, self.exclusive)))
    }

    /// The first number as it was given; nil where it lies beyond the bound (`arith_seq_first`).
    fn first(&self, cx: &mut Cx<'_>) -> Run<Value> {
        let (from, Some(to)) = (self.from, self.to) else {
            return Ok(self.from);
        };
        if matches!(from, Value::Nil) {
            return Ok(from);
        }
        let beyond = match compare(cx, self.by, Value::Int(0))? {
            Some(Ordering::Greater) => compare(cx, from, to)? == Some(Ordering::Greater),
            Some(Ordering::Less) => compare(cx, from, to)? == Some(Ordering::Less),
            _ => false,
        };
        Ok(if beyond { Value::Nil } else { from })
    }

    /// The last number, by the numbers' own operators; nil where there is none (`arith_seq_last`).
    fn last(&self, cx: &mut Cx<'_>) -> Run<Value> {
        let to = self.to.unwrap_or(Value::Nil);
        let length = send(cx, to, "-", Args::new(&[self.from]))?;
        let steps = send(cx, length, "div", Args::new(&[self.by]))?;
        if compare(cx, steps, Value::Int(0))? == Some(Ordering::Less) {
            return Ok(Value::Nil);
        }
        let way = send(cx, self.by, "*", Args::new(&[steps]))?;
        let last = send(cx, self.from, "+", Args::new(&[way]))?;
        if self.exclusive && equality::equal(cx, last, to)? {
            return send(cx, last, "-", Args::new(&[self.by]));
        }
        Ok(last)
    }

    /// TypeError for a missing first number.
    fn check(&self, cx: &mut Cx<'_>) -> Run<()> {
        if !matches!(self.from, Value::Nil) {
            return Ok(());
        }
        if self.is_float() {
            return Err(float_from_nil(cx));
        }
        send(cx, self.to.unwrap_or(Value::Int(0)), "-", Args::new(&[Value::Nil]))?;
        Err(cx.unsupported("a sequence without a first number"))
    }

    /// How many numbers there are.
    pub(super) fn size(&self, cx: &mut Cx<'_>) -> Run<Value> {
        self.check(cx)?;
        if self.is_float() {
            let (_, _, _, count) = self.floats(cx)?;
            if count.is_nan() {
                return Err(cx.unsupported("the size of a sequence of NaN"));
            }
            if count.is_infinite() {
                return Ok(Value::Float(count));
            }
            return new_integer(cx, BigInt::from_f64(count).unwrap_or_default());
        }
        let Some(to) = self.to else {
            return Ok(Value::Float(f64::INFINITY));
        };
        let (Some(from), Some(by), Some(to)) = (big(cx, self.from), big(cx, self.by), big(cx, to)) else {
            return Err(cx.unsupported("the size of this sequence"));
        };
        new_integer(cx, whole_count(&from, &by, &to, self.exclusive))
    }

    /// The numbers, in order.
    fn each(&self, cx: &mut Cx<'_>, step: Step<'_>) -> Run<Flow> {
        self.check(cx)?;
        if self.is_float() {
            return self.each_float(cx, step);
        }
        let (Some(from), Some(by)) = (big(cx, self.from), big(cx, self.by)) else {
            return self.each_by_method(cx, step);
        };
        let count = match self.to {
            Some(to) => match big(cx, to) {
                Some(to) => Some(whole_count(&from, &by, &to, self.exclusive)),
                None => return self.each_by_method(cx, step),
            },
            None => None,
        };
        let mut at = from;
        let mut done = BigInt::from(0);
        while count.as_ref().is_none_or(|count| done < *count) {
            cx.charge(1 + at.bits() / 64)?;
            let value = new_integer(cx, at.clone())?;
            if step(cx, &[value])? == Flow::Stop {
                return Ok(Flow::Stop);
            }
            at += &by;
            done += 1;
        }
        Ok(Flow::Next)
    }

    fn each_float(&self, cx: &mut Cx<'_>, step: Step<'_>) -> Run<Flow> {
        let (from, by, to, count) = self.floats(cx)?;
        if by.is_infinite() {
            return if count > 0.0 {
                step(cx, &[Value::Float(from)])
            } else {
                Ok(Flow::Next)
            };
        }
        let mut at = 0.0;
        while at < count {
            cx.charge(1)?;
            let number = at * by + from;
            let beyond = if by >= 0.0 { to < number } else { number < to };
            if step(cx, &[Value::Float(if beyond { to } else { number })])? == Flow::Stop {
                return Ok(Flow::Stop);
            }
            at += 1.0;
        }
        Ok(Flow::Next)
    }

    /// Rationals: by their own operators.
    fn each_by_method(&self, cx: &mut Cx<'_>, step: Step<'_>) -> Run<Flow> {
        let down = compare_or_raise(cx, self.by, Value::Int(0))?.is_lt();
        let mut at = self.from;
        loop {
            cx.charge(1)?;
            if let Some(to) = self.to {
                let order = compare_or_raise(cx, at, to)?;
                let past = if down { Ordering::Less } else { Ordering::Greater };
                if order == past || (order.is_eq() && self.exclusive) {
                    return Ok(Flow::Next);
                }
            }
            if step(cx, &[at])? == Flow::Stop {
                return Ok(Flow::Stop);
            }
            at = send(cx, at, "+", Args::new(&[self.by]))?;
        }
    }
}

/// How many whole numbers there are from one to another; none where the distance leads away.
fn whole_count(from: &BigInt, by: &BigInt, to: &BigInt, exclusive: bool) -> BigInt {
    let length: BigInt = to - from;
    let steps = length.div_floor(by);
    if steps.is_negative() {
        return BigInt::from(0);
    }
    let ends_there = from + by * &steps == *to;
    if exclusive && ends_there { steps } else { steps + 1 }
}

/// `ruby_float_step_size`.
fn float_count(from: f64, to: f64, by: f64, exclusive: bool) -> f64 {
    if by.is_infinite() {
        let reaches = if by > 0.0 { from <= to } else { from >= to };
        return if reaches { 1.0 } else { 0.0 };
    }
    if by == 0.0 {
        return f64::INFINITY;
    }
    let steps = (to - from) / by;
    let error = ((from.abs() + to.abs() + (to - from).abs()) / by.abs() * f64::EPSILON).min(0.5);
    if !exclusive {
        if steps < 0.0 {
            return 0.0;
        }
        let whole = (steps + error).floor();
        let next = (whole + 1.0) * by + from;
        let one_more = (from < to && next <= to) || (from > to && next >= to);
        // One by one: beyond 2⁵³ two added at once are another number.
        return if one_more { whole + 1.0 + 1.0 } else { whole + 1.0 };
    }
    if steps <= 0.0 {
        return 0.0;
    }
    let mut whole = if steps < 1.0 { 0.0 } else { (steps - error).floor() };
    let next = (whole + 1.0) * by + from;
    if (from < to && next < to) || (from > to && next > to) {
        whole += 1.0;
    }
    whole + 1.0
}

fn float_from_nil(cx: &mut Cx<'_>) -> Stop {
    cx.raise(Global::RbTypeError, "no implicit conversion to float from nil")
}

fn to_float(cx: &mut Cx<'_>, value: Value) -> Run<f64> {
    match send(cx, value, "to_f", Args::new(&[]))? {
        Value::Float(number) => Ok(number),
        _ => Err(cx.unsupported("this number as a step")),
    }
}

/// `Range#step` and `%`.
pub(super) fn step(cx: &mut Cx<'_>, this: Value, args: Args<'_>, name: &'static str) -> Run<Value> {
    let found = ends(cx, this);
    let by = args.get(0).unwrap_or(Value::Int(1));
    if !is_number(cx, by) {
        return Err(no_conversion(cx, by, "Integer"));
    }
    let sign = compare(cx, by, Value::Int(0))?;
    if sign == Some(Ordering::Equal) {
        return Err(cx.raise(Global::RbArgumentError, "step can't be 0"));
    }
    let begins = is_number(cx, found.begin);
    let ends_in_number = is_number(cx, found.end);
    let numbers = (begins && (matches!(found.end, Value::Nil) || ends_in_number))
        || (matches!(found.begin, Value::Nil) && ends_in_number);
    if !args.has_block() {
        if !numbers {
            return waiting(cx, this, name, args.positional);
        }
        cx.charge_memory(size_of::<Enumerator>())?;
        return alloc(
            cx,
            Object::Enumerator(Enumerator {
                receiver: this,
                method: name,
                args: args.positional.to_vec(),
                sequence: true,
            }),
        );
    }
    if sign == Some(Ordering::Less) {
        return Err(cx.raise(Global::RbArgumentError, "step can't be negative"));
    }
    if sign.is_none() {
        return Err(failed(cx, by, Value::Int(0)));
    }
    let made = Enumerator {
        receiver: this,
        method: name,
        args: args.positional.to_vec(),
        sequence: numbers && begins,
    };
    if numbers && !begins {
        let name = if found.exclusive { "<" } else { "<=" };
        return Err(match found.end {
            Value::Float(_) => float_from_nil(cx),
            _ => missing::undefined_method(cx, found.begin, name),
        });
    }
    each_of_sequence(cx, &made, &mut |cx, values| {
        args.call(cx, values)?;
        Ok(Flow::Next)
    })?;
    Ok(this)
}

/// What a waiting `step` yields: numbers at equal distances, or every so-many-th value of a range of something else.
pub(in crate::vm::ruby) fn each_of_sequence(cx: &mut Cx<'_>, made: &Enumerator, step: Step<'_>) -> Run<Flow> {
    if made.sequence {
        return Progression::of(cx, made).each(cx, step);
    }
    let Some(found) = range(cx, made.receiver) else {
        return Err(cx.unsupported("walking these steps"));
    };
    let by = made.args.first().copied().unwrap_or(Value::Int(1));
    if matches!(by, Value::Float(_)) {
        return Err(cx.unsupported("a fractional step between values that are no numbers"));
    }
    let by = to_long(cx, by)?;
    if by <= 0 {
        let message = if by < 0 {
            "step can't be negative"
        } else {
            "step can't be 0"
        };
        return Err(cx.raise(Global::RbArgumentError, message));
    }
    let mut at = 0;
    each(cx, found, &mut |cx, values| {
        let wanted = at == 0;
        at = (at + 1) % by.max(1);
        if wanted { step(cx, values) } else { Ok(Flow::Next) }
    })
}

/// ArgumentError for a sequence of a range that goes down: numbering its values calls `Range#step` with a block.
pub(in crate::vm::ruby) fn check_direction(cx: &mut Cx<'_>, this: Value) -> Run<()> {
    let Some(made) = enumerator(cx, this).filter(|made| made.sequence) else {
        return Ok(());
    };
    let by = Progression::of(cx, &made).by;
    if range(cx, made.receiver).is_some() && compare(cx, by, Value::Int(0))? == Some(Ordering::Less) {
        return Err(cx.raise(Global::RbArgumentError, "step can't be negative"));
    }
    Ok(())
}

/// How many values a waiting `step` yields.
pub(in crate::vm::ruby) fn size_of_sequence(cx: &mut Cx<'_>, made: &Enumerator) -> Run<Value> {
    if made.sequence {
        return Progression::of(cx, made).size(cx);
    }
    if let Some(&by) = made.args.first()
        && compare(cx, by, Value::Int(0))? == Some(Ordering::Less)
    {
        return Err(cx.raise(Global::RbArgumentError, "step can't be negative"));
    }
    Ok(Value::Nil)
}

fn progression(cx: &mut Cx<'_>, this: Value) -> Run<Progression> {
    match enumerator(cx, this) {
        Some(made) => Ok(Progression::of(cx, &made)),
        None => Err(cx.unsupported("this sequence")),
    }
}

fn equals(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let Some(other) = enumerator(cx, args.at(0)).filter(|made| made.sequence) else {
        return Ok(Value::Bool(false));
    };
    let (one, other) = (progression(cx, this)?, Progression::of(cx, &other));
    let to = |progression: Progression| progression.to.unwrap_or(Value::Nil);
    Ok(Value::Bool(
        one.exclusive == other.exclusive
            && equality::equal(cx, one.from, other.from)?
            && equality::equal(cx, to(one), to(other))?
            && equality::equal(cx, one.by, other.by)?,
    ))
}

fn each_method(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if args.has_block() {
        progression(cx, this)?.each(cx, &mut |cx, values| {
            args.call(cx, values)?;
            Ok(Flow::Next)
        })?;
    }
    Ok(this)
}

fn first(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let found = progression(cx, this)?;
    if args.len() == 0 {
        return found.first(cx);
    }
    if found.is_float() && found.floats(cx)?.3.is_nan() {
        return Err(cx.unsupported("the first of a sequence of NaN"));
    }
    enumerable::first(cx, this, args)
}

/// `last`: the last number that is reached.
fn last(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if progression(cx, this)?.to.is_none() {
        let message = "cannot get the last element of endless arithmetic sequence";
        return Err(cx.raise(Global::RbRangeError, message));
    }
    if args.len() > 1 {
        // `rb_scan_args` knows no optional argument here.
        return Err(wrong_arguments(cx, args.len(), 1, 1));
    }
    let found = progression(cx, this)?;
    if args.len() == 0 {
        return found.last(cx);
    }
    if found.is_float() {
        return Err(cx.unsupported("the last numbers of a sequence of Floats"));
    }
    let all = enumerable::collect(cx, this)?;
    let all = new_array(cx, all)?;
    if args
        .get(0)
        .is_some_and(|count| matches!(object(cx, count), Some(Object::BigInt(count)) if count.is_positive()))
    {
        return Ok(all);
    }
    array::last(cx, all, args)
}
