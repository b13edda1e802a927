//! How often a waiting call would yield: `Enumerator#size`.

use num_traits::Signed;

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::{big, hash, items, to_long};
use super::super::class::class_of;
use super::super::object::Enumerator;
use super::super::{Args, array, range, send};
use super::stream::is_chunk;

/// `size`: nil where the real method does not know, a fault where it knows and this machine does not.
pub(super) fn of(cx: &mut Cx<'_>, made: &Enumerator) -> Run<Value> {
    let this = made.receiver;
    let arg = made.args.first().copied().unwrap_or(Value::Nil);
    match made.method {
        method if is_chunk(method) && !made.args.is_empty() => Ok(Value::Nil),
        "find" | "detect" | "find_index" | "index" | "rindex" | "take_while" | "drop_while" | "bsearch"
        | "bsearch_index" => Ok(Value::Nil),
        "each_slice" | "each_cons" => {
            let length = to_long(cx, arg)?;
            Ok(match of_source(cx, this)? {
                Value::Int(count) if made.method == "each_slice" => {
                    Value::Int(count / length + i64::from(count % length != 0))
                }
                Value::Int(count) => Value::Int((count - length + 1).max(0)),
                other => other,
            })
        }
        "cycle" => cycle(cx, this, arg),
        "times" => Ok(match this {
            Value::Int(count) => Value::Int(count.max(0)),
            other if big(cx, other).is_some_and(|count| count.is_negative()) => Value::Int(0),
            other => other,
        }),
        "upto" | "downto" => match (this, arg) {
            (Value::Int(from), Value::Int(to)) => {
                let (low, high) = if made.method == "upto" { (from, to) } else { (to, from) };
                match high.checked_sub(low).and_then(|count| count.checked_add(1)) {
                    Some(count) => Ok(Value::Int(count.max(0))),
                    None => Err(cx.unsupported("the size of this enumerator")),
                }
            }
            _ => Err(cx.unsupported("the size of this enumerator")),
        },
        "step" | "%" => range::size_of_sequence(cx, made),
        "each_char" => send(cx, this, "length", Args::new(&[])),
        "each_byte" => send(cx, this, "bytesize", Args::new(&[])),
        "each_line" | "gsub" => Ok(Value::Nil),
        "combination" | "permutation" | "repeated_combination" | "repeated_permutation" => {
            if !made.args.is_empty() {
                // Walking takes nil for no number, `rb_ary_permutation_size` does not.
                to_long(cx, arg)?;
            }
            array::count_arrangements(cx, this, made.method, arg)
        }
        "with_index" | "each_with_index" | "with_object" | "each_with_object" => {
            range::check_direction(cx, this)?;
            of_source(cx, this)
        }
        _ => of_source(cx, this),
    }
}

/// The `size` of what is walked; nil where it has none.
fn of_source(cx: &mut Cx<'_>, this: Value) -> Run<Value> {
    match class_of(cx, this) {
        Some(Global::RbArray) => Ok(Value::Int(items(cx, this).len() as i64)),
        Some(Global::RbHash) => Ok(hash(cx, this).map_or(Value::Nil, |hash| Value::Int(hash.table.len() as i64))),
        Some(Global::RbRangeClass | Global::RbSet | Global::RbEnumerator | Global::RbArithmeticSequence) => {
            cx.nested(|cx| send(cx, this, "size", Args::new(&[])))
        }
        _ => Err(cx.unsupported("the size of this enumerator")),
    }
}

fn cycle(cx: &mut Cx<'_>, this: Value, rounds: Value) -> Run<Value> {
    let array = class_of(cx, this) == Some(Global::RbArray);
    let given = match rounds {
        Value::Nil => None,
        _ if array && items(cx, this).is_empty() => None,
        rounds => Some(to_long(cx, rounds)?.max(0)),
    };
    let count = of_source(cx, this)?;
    match (count, given) {
        (Value::Int(0), _) => Ok(Value::Int(0)),
        (Value::Nil, _) => Ok(Value::Nil),
        (_, None) => Ok(Value::Float(f64::INFINITY)),
        (count, Some(rounds)) => send(cx, count, "*", Args::new(&[Value::Int(rounds)])),
    }
}
