//! Counting: `times`, `upto`, `downto`, `step`.

use std::cmp::Ordering;

use crate::number::ruby::Int;
use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};
use crate::vm::ruby::arguments::{alloc, hash};
use crate::vm::ruby::dispatch::check_arity;
use crate::vm::ruby::object::{Enumerator, Object};
use crate::vm::ruby::{Args, compare, inspect};

use super::{Number, integer, make, make_integer, number};

fn enumerator(cx: &mut Cx<'_>, this: Value, method: &'static str, args: Args<'_>) -> Run<Value> {
    let args = args.positional.to_vec();
    alloc(
        cx,
        Object::Enumerator(Enumerator {
            receiver: this,
            method,
            args,
        }),
    )
}

/// `times`.
pub(in crate::vm::ruby) fn times(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return enumerator(cx, this, "times", args);
    }
    // A count beyond 64 bits never ends before the fuel does.
    let count = match this {
        Value::Int(count) => count,
        _ => integer(cx, this).map_or(0, |count| if count.signum() < 0 { 0 } else { i64::MAX }),
    };
    for index in 0..count {
        cx.charge(1)?;
        args.call1(cx, Value::Int(index))?;
    }
    Ok(this)
}

/// `upto`.
pub(in crate::vm::ruby) fn upto(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return enumerator(cx, this, "upto", args);
    }
    count(cx, this, args, 1, Ordering::Greater)
}

/// `downto`.
pub(in crate::vm::ruby) fn downto(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return enumerator(cx, this, "downto", args);
    }
    count(cx, this, args, -1, Ordering::Less)
}

fn count(cx: &mut Cx<'_>, this: Value, args: Args<'_>, step: i64, beyond: Ordering) -> Run<Value> {
    let limit = args.at(0);
    let mut current = integer(cx, this).unwrap_or(Int::Small(0));
    loop {
        cx.charge(1)?;
        let value = make_integer(cx, current.clone())?;
        match compare::compare(cx, value, limit)? {
            None if super::is_number(cx, limit) => return Ok(this),
            None => return Err(compare::failed(cx, this, limit)),
            Some(order) if order == beyond => return Ok(this),
            Some(_) => {}
        }
        args.call1(cx, value)?;
        current = current.add(&Int::Small(step));
    }
}

/// `step`: by position or with `by:` and `to:`.
pub(in crate::vm::ruby) fn step(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_arity(cx, args.len(), 0, 2)?;
    if !args.has_block() {
        return Err(cx.unsupported("`step` without a block"));
    }
    let (mut limit, mut by) = (args.at(0), args.get(1));
    if let Some(keywords) = hash(cx, args.keywords) {
        let entries: Vec<(Value, Value)> = keywords.table.iter().map(|entry| (entry.key, entry.value)).collect();
        for (key, value) in entries {
            let name = match key {
                Value::Symbol(name) => cx.symbol(name).to_owned(),
                _ => String::new(),
            };
            match name.as_str() {
                "to" if args.len() > 0 => return Err(cx.raise(Global::RbArgumentError, "to is given twice")),
                "by" if args.len() > 1 => return Err(cx.raise(Global::RbArgumentError, "step is given twice")),
                "to" => limit = value,
                "by" => by = Some(value),
                _ => {
                    let shown = inspect::inspect(cx, key)?;
                    return Err(cx.raise(Global::RbArgumentError, format!("unknown keyword: {shown}")));
                }
            }
        }
    }
    let by = by.unwrap_or(Value::Int(1));
    let Some(step) = number(cx, by) else {
        return Err(cx.unsupported("a step that is no number"));
    };
    if step.is_zero() {
        return Err(cx.raise(Global::RbArgumentError, "step can't be 0"));
    }
    let start = number(cx, this).unwrap_or(Number::Integer(Int::Small(0)));
    let end = number(cx, limit);
    if end.is_none() && !matches!(limit, Value::Nil) {
        return Err(compare::failed(cx, this, limit));
    }
    let floats = [Some(&start), end.as_ref(), Some(&step)]
        .iter()
        .any(|number| matches!(number, Some(Number::Float(_))));
    if floats {
        return float_steps(cx, this, args, &start, end.as_ref(), &step);
    }
    let mut current = this;
    loop {
        cx.charge(1)?;
        if let Some(end) = &end {
            let order = number(cx, current).and_then(|current| super::order(&current, end));
            let beyond = if step.signum() < 0 {
                Ordering::Less
            } else {
                Ordering::Greater
            };
            if order == Some(beyond) {
                return Ok(this);
            }
        }
        args.call1(cx, current)?;
        let next = super::arithmetic::operands(cx, current, by)?;
        current = match next {
            (Number::Integer(one), Number::Integer(other)) => make_integer(cx, one.add(&other))?,
            (one, other) => {
                let sum = super::arithmetic::exact(&one).add(&super::arithmetic::exact(&other));
                make(cx, Number::Rational(sum))?
            }
        };
    }
}

/// `ruby_float_step`: the number of steps is computed beforehand, so that errors do not add up.
fn float_steps(
    cx: &mut Cx<'_>,
    this: Value,
    args: Args<'_>,
    start: &Number,
    end: Option<&Number>,
    step: &Number,
) -> Run<Value> {
    let (start, unit) = (start.to_f64(), step.to_f64());
    let end = end.map_or(
        if unit < 0.0 { f64::NEG_INFINITY } else { f64::INFINITY },
        Number::to_f64,
    );
    let steps = float_step_size(start, end, unit, false);
    if unit.is_infinite() {
        // One step at most.
        if steps > 0.0 {
            args.call1(cx, Value::Float(start))?;
        }
        return Ok(this);
    }
    let mut index = 0.0;
    while index < steps {
        cx.charge(1)?;
        let mut current = index * unit + start;
        if (unit >= 0.0 && end < current) || (unit < 0.0 && current < end) {
            current = end;
        }
        args.call1(cx, Value::Float(current))?;
        index += 1.0;
    }
    Ok(this)
}

/// `ruby_float_step_size`: how many values there are.
pub(in crate::vm::ruby) fn float_step_size(start: f64, end: f64, unit: f64, exclusive: bool) -> f64 {
    let span = (end - start) / unit;
    let error = (start.abs() + end.abs() + (end - start).abs()) / unit.abs() * f64::EPSILON;
    if unit.is_infinite() {
        return f64::from(u8::from(if unit > 0.0 { start <= end } else { start >= end }));
    }
    if unit == 0.0 {
        return f64::INFINITY;
    }
    let error = error.min(0.5);
    if exclusive {
        if span <= 0.0 {
            return 0.0;
        }
        let whole = if span < 1.0 { 0.0 } else { (span - error).floor() };
        let last = whole * unit + start;
        if start < end && last < end || start > end && last > end {
            return whole + 1.0;
        }
        return whole;
    }
    if span < 0.0 {
        return 0.0;
    }
    (span + error).floor() + 1.0
}
