//! `combination`, `permutation` and their `repeated_` forms.

use num_bigint::BigInt;

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::super::arguments::{items, to_long};
use super::super::dispatch::check_arity;
use super::super::enumerable::{Flow, Step};
use super::super::enumerator::waiting;
use super::super::{Args, new_array, new_integer};
use super::copy;

/// One of these methods.
pub(super) fn method(cx: &mut Cx<'_>, this: Value, args: Args<'_>, name: &'static str) -> Run<Value> {
    if matches!(name, "combination" | "repeated_combination") {
        to_long(cx, args.at(0))?;
    }
    if !args.has_block() {
        return waiting(cx, this, name, args.positional);
    }
    check_arguments(cx, name, args.positional)?;
    each(cx, this, name, args.at(0), &mut |cx, values| {
        args.call(cx, values)?;
        Ok(Flow::Next)
    })?;
    Ok(this)
}

/// ArgumentError for more than one argument of `permutation`, which is noticed once it walks.
pub(in crate::vm::ruby) fn check_arguments(cx: &mut Cx<'_>, name: &str, args: &[Value]) -> Run<()> {
    let least = u8::from(name != "permutation");
    check_arity(cx, args.len(), least, 1)
}

/// How many elements are chosen; none for a negative number.
fn chosen(cx: &mut Cx<'_>, this: Value, name: &str, count: Value) -> Run<Option<usize>> {
    match count {
        Value::Nil if name == "permutation" => Ok(Some(items(cx, this).len())),
        count => Ok(usize::try_from(to_long(cx, count)?).ok()),
    }
}

/// Every choice, in the order of the places that it takes.
pub(in crate::vm::ruby) fn each(cx: &mut Cx<'_>, this: Value, name: &str, count: Value, step: Step<'_>) -> Run<Flow> {
    let Some(count) = chosen(cx, this, name, count)? else {
        return Ok(Flow::Next);
    };
    if count == 1 {
        return each_alone(cx, this, step);
    }
    let list = copy(cx, this)?;
    let repeated = name.starts_with("repeated");
    if (!repeated && count > list.len()) || (list.is_empty() && count > 0) {
        return Ok(Flow::Next);
    }
    cx.charge_memory(count.saturating_mul(size_of::<usize>()))?;
    let ordered = name.ends_with("combination");
    let mut places: Vec<usize> = match (ordered, repeated) {
        (_, true) => vec![0; count],
        (_, false) => (0..count).collect(),
    };
    loop {
        cx.charge(1 + count as u64)?;
        let choice = places.iter().map(|&place| list[place]).collect();
        let choice = new_array(cx, choice)?;
        if step(cx, &[choice])? == Flow::Stop {
            return Ok(Flow::Stop);
        }
        let more = match (ordered, repeated) {
            (true, false) => next_combination(&mut places, list.len()),
            (true, true) => next_repeated_combination(&mut places, list.len()),
            (false, false) => next_permutation(cx, &mut places, list.len())?,
            (false, true) => next_number(&mut places, list.len()),
        };
        if !more {
            return Ok(Flow::Next);
        }
    }
}

/// Choices of one element are not taken from a copy.
fn each_alone(cx: &mut Cx<'_>, this: Value, step: Step<'_>) -> Run<Flow> {
    let mut at = 0;
    while let Some(&item) = items(cx, this).get(at) {
        cx.charge(1)?;
        let choice = new_array(cx, vec![item])?;
        if step(cx, &[choice])? == Flow::Stop {
            return Ok(Flow::Stop);
        }
        at += 1;
    }
    Ok(Flow::Next)
}

fn next_combination(places: &mut [usize], length: usize) -> bool {
    let count = places.len();
    let Some(at) = (0..count).rev().find(|&at| places[at] < length - count + at) else {
        return false;
    };
    places[at] += 1;
    for later in at + 1..count {
        places[later] = places[later - 1] + 1;
    }
    true
}

fn next_repeated_combination(places: &mut [usize], length: usize) -> bool {
    let Some(at) = places.iter().rposition(|&place| place + 1 < length) else {
        return false;
    };
    let next = places[at] + 1;
    places[at..].fill(next);
    true
}

fn next_number(places: &mut [usize], length: usize) -> bool {
    for place in places.iter_mut().rev() {
        *place += 1;
        if *place < length {
            return true;
        }
        *place = 0;
    }
    false
}

/// The next choice of distinct places: the last place that can move up to a free one does, the rest start anew.
fn next_permutation(cx: &mut Cx<'_>, places: &mut [usize], length: usize) -> Run<bool> {
    cx.charge(length as u64)?;
    let mut used = vec![false; length];
    for &place in places.iter() {
        used[place] = true;
    }
    for at in (0..places.len()).rev() {
        used[places[at]] = false;
        if let Some(next) = (places[at] + 1..length).find(|&place| !used[place]) {
            places[at] = next;
            used[next] = true;
            let mut free = (0..length).filter(|&place| !used[place]);
            for later in &mut places[at + 1..] {
                // As many places are free as were taken behind this one.
                *later = free.next().unwrap_or_default();
            }
            return Ok(true);
        }
    }
    Ok(false)
}

/// How many choices there are.
pub(in crate::vm::ruby) fn count(cx: &mut Cx<'_>, this: Value, name: &str, count: Value) -> Run<Value> {
    let Some(count) = chosen(cx, this, name, count)? else {
        return Ok(Value::Int(0));
    };
    let length = items(cx, this).len();
    let product = |cx: &mut Cx<'_>, factors: &mut dyn Iterator<Item = usize>| -> Run<BigInt> {
        let mut product = BigInt::from(1);
        for factor in factors {
            cx.charge(1 + product.bits() / 64)?;
            product *= factor;
        }
        Ok(product)
    };
    let found = match name {
        "repeated_permutation" => product(cx, &mut std::iter::repeat_n(length, count))?,
        _ if count > length && !name.starts_with("repeated") => BigInt::from(0),
        "permutation" => product(cx, &mut (length - count + 1..=length))?,
        "repeated_combination" if length == 0 && count > 0 => BigInt::from(0),
        name => {
            // `n` over `k`; with repetition `n + k - 1` over `k`.
            let from = if name == "combination" {
                length
            } else {
                (length + count).saturating_sub(1)
            };
            let count = count.min(from.saturating_sub(count));
            product(cx, &mut (from - count + 1..=from))? / product(cx, &mut (1..=count))?
        }
    };
    new_integer(cx, found)
}
