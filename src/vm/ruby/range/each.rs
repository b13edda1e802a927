//! Walking a range: Integers, Strings, Symbols, and whatever has `succ`.

use std::cmp::Ordering;

use num_bigint::BigInt;

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::{big, is_integer, is_string, text};
use super::super::class::class_name;
use super::super::compare::compare;
use super::super::dispatch::responds;
use super::super::enumerable::{Flow, Step};
use super::super::enumerator::waiting;
use super::super::object::Range;
use super::super::{Args, new_integer, new_string, send};
use super::ends;

/// `each`.
pub(super) fn each_method(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "each", &[]);
    }
    let range = ends(cx, this);
    each(cx, range, &mut |cx, values| {
        args.call(cx, values)?;
        Ok(Flow::Next)
    })?;
    Ok(this)
}

/// The values of a range, in order (`range_each`).
pub(in crate::vm::ruby) fn each(cx: &mut Cx<'_>, range: Range, step: Step<'_>) -> Run<Flow> {
    let Range { begin, end, exclusive } = range;
    let endless = matches!(end, Value::Nil);
    if is_integer(cx, begin) && (endless || is_integer(cx, end)) {
        return each_integer(cx, begin, (!endless).then_some((end, exclusive)), step);
    }
    if is_string(cx, begin) {
        let first = text(cx, begin).to_owned();
        return if endless {
            each_text_endless(cx, begin, step)
        } else {
            super::super::arguments::expect_string(cx, end)?;
            let last = text(cx, end).to_owned();
            each_text(cx, (&first, &last), exclusive, &mut |cx, text| {
                let value = new_string(cx, text)?;
                step(cx, &[value])
            })
        };
    }
    match (begin, end) {
        (Value::Symbol(first), Value::Symbol(last)) => {
            let (first, last) = (cx.symbol(first).to_owned(), cx.symbol(last).to_owned());
            return each_text(cx, (&first, &last), exclusive, &mut |cx, text| {
                let symbol = cx.intern(text)?;
                step(cx, &[Value::Symbol(symbol)])
            });
        }
        (Value::Symbol(_), Value::Nil) => return Err(cx.unsupported("an endless range of symbols")),
        _ => {}
    }
    if !responds(cx, begin, "succ") {
        let class = class_name(cx, begin);
        return Err(cx.raise(Global::RbTypeError, format!("can't iterate from {class}")));
    }
    each_successor(cx, range, step)
}

/// Values from a first Integer on, up to a bound if there is one (and whether it is left out).
pub(in crate::vm::ruby) fn each_integer(
    cx: &mut Cx<'_>,
    first: Value,
    bound: Option<(Value, bool)>,
    step: Step<'_>,
) -> Run<Flow> {
    if let (Value::Int(first), Some((Value::Int(last), exclusive))) = (first, bound) {
        let mut at = first;
        while at < last || (at == last && !exclusive) {
            cx.charge(1)?;
            if step(cx, &[Value::Int(at)])? == Flow::Stop {
                return Ok(Flow::Stop);
            }
            match at.checked_add(1) {
                Some(next) => at = next,
                None => break,
            }
        }
        return Ok(Flow::Next);
    }
    let (Some(mut at), bound) = (
        big(cx, first),
        bound.map(|(last, exclusive)| (big(cx, last), exclusive)),
    ) else {
        return Ok(Flow::Next);
    };
    loop {
        if let Some((Some(last), exclusive)) = &bound
            && (at > *last || (at == *last && *exclusive))
        {
            return Ok(Flow::Next);
        }
        cx.charge(1 + at.bits() / 64)?;
        let value = new_integer(cx, at.clone())?;
        if step(cx, &[value])? == Flow::Stop {
            return Ok(Flow::Stop);
        }
        at += BigInt::from(1);
    }
}

fn successor(cx: &mut Cx<'_>, value: Value) -> Run<Value> {
    send(cx, value, "succ", Args::new(&[]))
}

fn each_text_endless(cx: &mut Cx<'_>, first: Value, step: Step<'_>) -> Run<Flow> {
    let mut current = first;
    loop {
        cx.charge(1)?;
        let next = successor(cx, current)?;
        if step(cx, &[current])? == Flow::Stop {
            return Ok(Flow::Stop);
        }
        current = next;
        if text(cx, current).is_empty() {
            return Ok(Flow::Next);
        }
    }
}

/// `rb_str_upto_each`: one ASCII character, digits, or `String#succ` until the text grows longer than the last.
pub(in crate::vm::ruby) fn each_text(
    cx: &mut Cx<'_>,
    (first, last): (&str, &str),
    exclusive: bool,
    step: &mut dyn FnMut(&mut Cx<'_>, &str) -> Run<Flow>,
) -> Run<Flow> {
    if let (&[from], &[to]) = (first.as_bytes(), last.as_bytes()) {
        // Single bytes of a text are ASCII.
        for byte in from..=to {
            cx.charge(1)?;
            if exclusive && byte == to {
                break;
            }
            if step(cx, char::from(byte).encode_utf8(&mut [0; 4]))? == Flow::Stop {
                return Ok(Flow::Stop);
            }
        }
        return Ok(Flow::Next);
    }
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits(first) && digits(last) {
        return each_number(cx, (first, last), exclusive, step);
    }
    match first.as_bytes().cmp(last.as_bytes()) {
        Ordering::Greater => return Ok(Flow::Next),
        Ordering::Equal if exclusive => return Ok(Flow::Next),
        _ => {}
    }
    let end = new_string(cx, last)?;
    let after = successor(cx, end)?;
    let after = text(cx, after).to_owned();
    let mut current = first.to_owned();
    while current != after {
        cx.charge(1 + current.len() as u64 / 8)?;
        let next = if exclusive || current != last {
            let value = new_string(cx, &current)?;
            let next = successor(cx, value)?;
            Some(text(cx, next).to_owned())
        } else {
            None
        };
        if step(cx, &current)? == Flow::Stop {
            return Ok(Flow::Stop);
        }
        let Some(next) = next else { break };
        current = next;
        if (exclusive && current == last) || current.len() > last.len() || current.is_empty() {
            break;
        }
    }
    Ok(Flow::Next)
}

/// Numbers as digits, at least as wide as the first.
fn each_number(
    cx: &mut Cx<'_>,
    (first, last): (&str, &str),
    exclusive: bool,
    step: &mut dyn FnMut(&mut Cx<'_>, &str) -> Run<Flow>,
) -> Run<Flow> {
    let width = first.len();
    let (Ok(mut at), Ok(to)) = (first.parse::<u128>(), last.parse::<u128>()) else {
        return Err(cx.unsupported("a range of texts with so many digits"));
    };
    while at < to || (at == to && !exclusive) {
        cx.charge(1)?;
        if step(cx, &format!("{at:0width$}"))? == Flow::Stop {
            return Ok(Flow::Stop);
        }
        match at.checked_add(1) {
            Some(next) => at = next,
            None => break,
        }
    }
    Ok(Flow::Next)
}

/// `range_each_func`: by `<=>` and `succ`.
fn each_successor(cx: &mut Cx<'_>, range: Range, step: Step<'_>) -> Run<Flow> {
    let mut current = range.begin;
    loop {
        cx.charge(1)?;
        let order = match range.end {
            Value::Nil => Some(Ordering::Less),
            end => compare(cx, current, end)?,
        };
        match order {
            Some(Ordering::Less) => {}
            Some(Ordering::Equal) if !range.exclusive => return step(cx, &[current]),
            _ => return Ok(Flow::Next),
        }
        if step(cx, &[current])? == Flow::Stop {
            return Ok(Flow::Stop);
        }
        current = successor(cx, current)?;
    }
}
