//! The strict operators `Rb…` of [`crate::op::Op`] that are not method calls.

use crate::op::Op;
use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::arguments::{alloc, items, no_conversion, object};
use super::object::{Object, Range};
use super::{
    Args, array_items, compare, dispatch, exception, inspect, match_data, new_array, procs, regexp, section, send,
    splat, string_of, symbol, truthy,
};

/// Applies an operator.
pub(super) fn operate(cx: &mut Cx<'_>, op: Op, operands: &[Value]) -> Run<Value> {
    let at = |index: usize| operands.get(index).copied().unwrap_or(Value::Nil);
    match op {
        Op::IsEmpty => Ok(Value::Bool(matches!(at(0), Value::Empty))),
        Op::RbNot => Ok(Value::Bool(!truthy(at(0)))),
        Op::RbToS => string_of(cx, at(0)),
        Op::RbSplat => {
            let mut list = Vec::new();
            splat(cx, at(0), &mut list)?;
            new_array(cx, list)
        }
        Op::RbToAry => match array_items(cx, at(0))? {
            Some(list) => new_array(cx, list),
            None => new_array(cx, vec![at(0)]),
        },
        Op::RbElement => Ok(items(cx, at(0)).get(number(at(1))).copied().unwrap_or(Value::Nil)),
        Op::RbRest => {
            let list = items(cx, at(0));
            let (first, after) = (number(at(1)), number(at(2)));
            let end = list.len().saturating_sub(after);
            let taken = list.get(first..end).unwrap_or(&[]).to_vec();
            cx.charge(taken.len() as u64)?;
            new_array(cx, taken)
        }
        Op::RbPostElement => {
            let (before, offset, after) = (number(at(1)), number(at(2)), number(at(3)));
            let list = items(cx, at(0));
            // The targets before the splat are served first, then those after it from the end.
            let start = list.len().saturating_sub(after).max(before);
            Ok(list.get(start.saturating_add(offset)).copied().unwrap_or(Value::Nil))
        }
        Op::RbRange => new_range(cx, at(0), at(1), false),
        Op::RbRangeExclusive => new_range(cx, at(0), at(1), true),
        Op::RbObject => match at(0) {
            Value::Section(section) => section::object(cx, section),
            other => Ok(other),
        },
        Op::RbToHash => match object(cx, at(0)) {
            Some(Object::Hash(_)) => Ok(at(0)),
            _ => Err(no_conversion(cx, at(0), "Hash")),
        },
        Op::RbToProc => procs::to_proc(cx, at(0)),
        Op::RbCaseEq => Ok(Value::Bool(case_equal(cx, at(0), at(1))?)),
        Op::RbCaseEqAny => {
            let mut patterns = Vec::new();
            splat(cx, at(0), &mut patterns)?;
            for pattern in patterns {
                if case_equal(cx, pattern, at(1))? {
                    return Ok(Value::Bool(true));
                }
            }
            Ok(Value::Bool(false))
        }
        Op::RbRescues => rescues(cx, at(0), at(1)),
        Op::RbLastMatch => Ok(cx.last_match),
        Op::RbLastGroup => match_data::last_group(cx, number(at(0))),
        Op::RbRegexp => {
            let flags = inspect::to_s(cx, at(1))?;
            regexp::interpolated(cx, at(0), &flags)
        }
        Op::RbToSymbol => Ok(Value::Symbol(symbol::of_string(cx, at(0))?)),
        Op::RbResponds => {
            let name = super::kernel::method_name(cx, at(1))?;
            Ok(Value::Bool(dispatch::responds(cx, at(0), &name)))
        }
        _ => Err(cx.unsupported("an operator of the other language")),
    }
}

/// An index that the compiler wrote.
fn number(value: Value) -> usize {
    match value {
        Value::Int(number) => usize::try_from(number).unwrap_or(0),
        _ => 0,
    }
}

/// A range; ArgumentError `bad value for range` unless the ends compare or one is missing (`range_init`).
pub(super) fn new_range(cx: &mut Cx<'_>, begin: Value, end: Value, exclusive: bool) -> Run<Value> {
    let numbers = matches!((begin, end), (Value::Int(_), Value::Int(_)));
    if !numbers && !matches!(begin, Value::Nil) && !matches!(end, Value::Nil) {
        // An exception of `<=>` counts as no answer.
        let comparable = match compare::compare(cx, begin, end) {
            Ok(order) => order.is_some(),
            Err(crate::vm::context::Stop::Throw(_)) => false,
            Err(stop) => return Err(stop),
        };
        if !comparable {
            return Err(cx.raise(Global::RbArgumentError, "bad value for range"));
        }
    }
    alloc(cx, Object::Range(Range { begin, end, exclusive }))
}

/// `pattern === subject`.
pub(super) fn case_equal(cx: &mut Cx<'_>, pattern: Value, subject: Value) -> Run<bool> {
    match (pattern, subject) {
        (Value::Int(one), Value::Int(other)) => return Ok(one == other),
        (Value::Global(class), _) => return Ok(super::class::is_a(cx, subject, class)),
        _ => {}
    }
    if let (Some(Object::String(one)), Some(Object::String(other))) = (object(cx, pattern), object(cx, subject)) {
        let same = one.text == other.text;
        cx.charge(1)?;
        return Ok(same);
    }
    let answer = send(cx, pattern, "===", Args::new(&[subject]))?;
    Ok(truthy(answer))
}

/// Whether an exception is one of the classes that a `rescue` names.
fn rescues(cx: &mut Cx<'_>, classes: Value, thrown: Value) -> Run<Value> {
    let mut list = Vec::new();
    match array_items(cx, classes)? {
        Some(found) => list = found,
        None => list.push(classes),
    }
    for class in list {
        let Value::Global(class) = class else {
            return Err(cx.raise(Global::RbTypeError, "class or module required for rescue clause"));
        };
        if exception::is_instance(cx, thrown, class) || super::class::is_a(cx, thrown, class) {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}
