//! What a waiting call yields, one `yield` after the other.
//!
//! Only methods whose yields do not depend on what the block answers are walked; the others fault.

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::super::arguments::{is_integer, is_string, items, text, to_long};
use super::super::dispatch::check_arity;
use super::super::enumerable::{
    self, Flow, Step, collect, each_chunk, each_cons_step, each_entry, each_packed, each_slice_step, push,
};
use super::super::object::Enumerator;
use super::super::{Args, array, date, hash, new_array, new_string, numeric, range, send, string, truthy};
use super::{enumerator, first_index};

/// The methods whose enumerators hold how to cut.
pub(super) fn is_chunk(method: &str) -> bool {
    matches!(
        method,
        "chunk" | "chunk_while" | "slice_when" | "slice_before" | "slice_after"
    )
}

/// Hands everything that the call yields to the step.
pub(in crate::vm::ruby) fn each(cx: &mut Cx<'_>, made: &Enumerator, step: Step<'_>) -> Run<Flow> {
    let this = made.receiver;
    let arg = made.args.first().copied().unwrap_or(Value::Nil);
    match made.method {
        method if is_chunk(method) && !made.args.is_empty() => each_chunk(cx, made, step),
        "each_entry" | "each_with_index" | "reverse_each" | "to_a" if !made.args.is_empty() => {
            // The arguments go to `each`, which takes none; that of an enumerator adds them to its own.
            if enumerator(cx, this).is_some() {
                return Err(cx.unsupported("`each` of an enumerator with arguments"));
            }
            check_arity(cx, made.args.len(), 0, 0)?;
            Ok(Flow::Next)
        }
        "min_by" | "max_by" if !made.args.is_empty() => Err(cx.unsupported("walking this enumerator")),
        "each" | "map" | "collect" | "flat_map" | "collect_concat" | "filter_map" | "each_pair" => {
            enumerable::each(cx, this, step)
        }
        "select" | "filter" | "reject" if super::super::arguments::hash(cx, this).is_some() => {
            // A copy is walked, so that the hash may change.
            let copy = hash::copy(cx, this)?;
            each_entry(cx, copy, &mut |cx, entry| step(cx, &[entry.key, entry.value]))
        }
        "select" | "filter" | "reject" | "find_all" | "each_entry" | "group_by" | "partition" | "min_by" | "max_by"
        | "minmax_by" | "sort_by" => each_packed(cx, this, &mut |cx, value| step(cx, &[value])),
        "each_with_index" | "with_index" => {
            range::check_direction(cx, this)?;
            let mut at = first_index(cx, arg)?;
            each_packed(cx, this, &mut |cx, value| {
                let number = Value::Int(at);
                at += 1;
                step(cx, &[value, number])
            })
        }
        "each_with_object" | "with_object" => {
            range::check_direction(cx, this)?;
            each_packed(cx, this, &mut |cx, value| step(cx, &[value, arg]))
        }
        "each_slice" => {
            let length = length(cx, arg)?;
            each_slice_step(cx, this, length, step)
        }
        "each_cons" => {
            let length = length(cx, arg)?;
            each_cons_step(cx, this, length, step)
        }
        "reverse_each" if is_array(cx, this) => array::each_reversed(cx, this, step),
        "reverse_each" => {
            let all = collect(cx, this)?;
            each_of(cx, all.into_iter().rev(), step)
        }
        "each_index" => {
            let mut at = 0;
            while at < items(cx, this).len() {
                cx.charge(1)?;
                if step(cx, &[Value::Int(at as i64)])? == Flow::Stop {
                    return Ok(Flow::Stop);
                }
                at += 1;
            }
            Ok(Flow::Next)
        }
        "each_key" => each_entry(cx, this, &mut |cx, entry| step(cx, &[entry.key])),
        "each_value" => each_entry(cx, this, &mut |cx, entry| step(cx, &[entry.value])),
        "cycle" => cycle(cx, this, arg, step),
        "upto" | "downto" | "step" if date::date(cx, this).is_some() => {
            date::each(cx, this, made.method, &made.args, step)
        }
        "times" => range::each_integer(cx, Value::Int(0), Some((this, true)), step),
        "upto" if matches!((this, arg), (Value::Int(_), Value::Int(_))) => {
            range::each_integer(cx, this, Some((arg, false)), step)
        }
        "downto" if matches!((this, arg), (Value::Int(_), Value::Int(_))) => countdown(cx, this, arg, step),
        "upto" if is_integer(cx, this) => numeric::each_up(cx, this, arg, step),
        "downto" if is_integer(cx, this) => numeric::each_down(cx, this, arg, step),
        "step" | "%" => range::each_of_sequence(cx, made, step),
        "each_char" => {
            let chars: Vec<char> = text(cx, this).chars().collect();
            for char in chars {
                cx.charge(1)?;
                let char = new_string(cx, char.encode_utf8(&mut [0; 4]))?;
                if step(cx, &[char])? == Flow::Stop {
                    return Ok(Flow::Stop);
                }
            }
            Ok(Flow::Next)
        }
        "each_line" => {
            let lines = send(cx, this, "lines", Args::new(&made.args))?;
            let lines = items(cx, lines).to_vec();
            each_of(cx, lines.into_iter(), step)
        }
        "each_codepoint" if text(cx, this).is_ascii() => string::each_byte_value(cx, this, step),
        "each_codepoint" => {
            let points: Vec<u32> = text(cx, this).chars().map(u32::from).collect();
            each_of(cx, points.into_iter().map(|point| Value::Int(point.into())), step)
        }
        "upto" if is_string(cx, this) && is_string(cx, arg) => {
            let (first, last) = (text(cx, this).to_owned(), text(cx, arg).to_owned());
            let exclusive = made.args.get(1).is_some_and(|&exclusive| truthy(exclusive));
            range::each_text(cx, (&first, &last), exclusive, &mut |cx, text| {
                let text = new_string(cx, text)?;
                step(cx, &[text])
            })
        }
        "each_byte" => string::each_byte_value(cx, this, step),
        "combination" | "permutation" | "repeated_combination" | "repeated_permutation" => {
            array::check_arrangement(cx, made.method, &made.args)?;
            array::each_arrangement(cx, this, made.method, arg, step)
        }
        method => Err(cx.unsupported(format!("walking an enumerator of `{method}`"))),
    }
}

/// The size that was checked when the enumerator was made.
fn length(cx: &mut Cx<'_>, value: Value) -> Run<usize> {
    let length = to_long(cx, value)?;
    Ok(usize::try_from(length).unwrap_or(1).max(1))
}

fn each_of(cx: &mut Cx<'_>, values: impl Iterator<Item = Value>, step: Step<'_>) -> Run<Flow> {
    for value in values {
        cx.charge(1)?;
        if step(cx, &[value])? == Flow::Stop {
            return Ok(Flow::Stop);
        }
    }
    Ok(Flow::Next)
}

fn countdown(cx: &mut Cx<'_>, from: Value, to: Value, step: Step<'_>) -> Run<Flow> {
    let (Value::Int(from), Value::Int(to)) = (from, to) else {
        return Ok(Flow::Next);
    };
    each_of(cx, (to..=from).rev().map(Value::Int), step)
}

fn cycle(cx: &mut Cx<'_>, this: Value, rounds: Value, step: Step<'_>) -> Run<Flow> {
    let mut rounds = match rounds {
        Value::Nil => None,
        count => Some(to_long(cx, count)?),
    };
    if rounds.is_some_and(|rounds| rounds <= 0) {
        return Ok(Flow::Next);
    }
    // An array is read again in every round; of anything else the first round is kept.
    let mut repeated = this;
    if !is_array(cx, this) {
        let mut all = Vec::new();
        let flow = each_packed(cx, this, &mut |cx, value| {
            push(cx, &mut all, value)?;
            step(cx, &[value])
        })?;
        if flow == Flow::Stop {
            return Ok(Flow::Stop);
        }
        repeated = new_array(cx, all)?;
        rounds = rounds.map(|rounds| rounds - 1);
    }
    while !items(cx, repeated).is_empty() && rounds.is_none_or(|rounds| rounds > 0) {
        if enumerable::each(cx, repeated, step)? == Flow::Stop {
            return Ok(Flow::Stop);
        }
        rounds = rounds.map(|rounds| rounds - 1);
    }
    Ok(Flow::Next)
}

fn is_array(cx: &Cx<'_>, this: Value) -> bool {
    super::super::arguments::array(cx, this).is_some()
}
