//! Whether a range holds a value: `include?`, `===`, `cover?`.

use std::cmp::Ordering;

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::{is_string, range, text};
use super::super::class::class_name;
use super::super::compare::compare;
use super::super::numeric::is_number;
use super::super::object::Range;
use super::super::{Args, enumerable};
use super::each::each_text;
use super::ends;

/// Whether a value lies between the ends (`r_cover_p`).
pub(super) fn covers(cx: &mut Cx<'_>, range: Range, value: Value) -> Run<bool> {
    if !matches!(range.begin, Value::Nil) && !matches!(compare(cx, range.begin, value)?, Some(order) if order.is_le()) {
        return Ok(false);
    }
    if matches!(range.end, Value::Nil) {
        return Ok(true);
    }
    Ok(match compare(cx, value, range.end)? {
        Some(Ordering::Less) => true,
        Some(Ordering::Equal) => !range.exclusive,
        _ => false,
    })
}

/// `===`: as `cover?` of one value.
pub(super) fn case_equal(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let found = ends(cx, this);
    Ok(Value::Bool(covers(cx, found, args.at(0))?))
}

/// `include?` and `member?`: between the ends for numbers and times; Strings are walked.
pub(super) fn include(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let found = ends(cx, this);
    let value = args.at(0);
    let (begin, end) = (found.begin, found.end);
    if is_linear(cx, begin) || is_linear(cx, end) {
        return Ok(Value::Bool(covers(cx, found, value)?));
    }
    if is_string(cx, begin) && is_string(cx, end) {
        return Ok(Value::Bool(includes_text(cx, found, value)?));
    }
    // One end alone is a text: the other is missing, since ends compare.
    if (is_string(cx, begin) && matches!(end, Value::Nil)) || (is_string(cx, end) && matches!(begin, Value::Nil)) {
        return Ok(Value::Bool(covers(cx, found, value)?));
    }
    enumerable::includes(cx, this, args)
}

/// Numbers and times (`linear_object_p`).
fn is_linear(cx: &Cx<'_>, value: Value) -> bool {
    is_number(cx, value) || matches!(super::super::class::class_of(cx, value), Some(Global::RbTime))
}

/// `rb_str_include_range_p`.
fn includes_text(cx: &mut Cx<'_>, range: Range, value: Value) -> Run<bool> {
    if !is_string(cx, value) {
        return Ok(false);
    }
    let (first, last) = (text(cx, range.begin).to_owned(), text(cx, range.end).to_owned());
    let wanted = text(cx, value).to_owned();
    if let (&[from], &[to], &[byte]) = (first.as_bytes(), last.as_bytes(), wanted.as_bytes()) {
        return Ok(from <= byte && (byte < to || (byte == to && !range.exclusive)));
    }
    let flow = each_text(cx, (&first, &last), range.exclusive, &mut |_, text| {
        Ok(if text == wanted {
            enumerable::Flow::Stop
        } else {
            enumerable::Flow::Next
        })
    })?;
    Ok(flow == enumerable::Flow::Stop)
}

/// `cover?`: of a value or of a range.
pub(super) fn cover(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let found = ends(cx, this);
    let covered = match range(cx, args.at(0)) {
        Some(inner) => covers_range(cx, found, inner)?,
        None => covers(cx, found, args.at(0))?,
    };
    Ok(Value::Bool(covered))
}

/// `r_cover_range_p`.
fn covers_range(cx: &mut Cx<'_>, outer: Range, inner: Range) -> Run<bool> {
    let (begin, end) = (inner.begin, inner.end);
    let both = !matches!(begin, Value::Nil) && !matches!(end, Value::Nil);
    if both {
        match compare(cx, begin, end)? {
            Some(Ordering::Less) => {}
            Some(Ordering::Equal) if !inner.exclusive => {}
            _ => return Ok(false),
        }
    }
    if !matches!(begin, Value::Nil) && !covers(cx, outer, begin)? {
        return Ok(false);
    }
    if matches!(begin, Value::Nil) && !matches!(outer.begin, Value::Nil) {
        return Ok(false);
    }
    let order = match (outer.end, end) {
        (Value::Nil, _) => return Ok(true),
        (_, Value::Nil) => return Ok(false),
        (outer, inner) => compare(cx, outer, inner)?,
    };
    match order {
        Some(Ordering::Equal) => Ok(!outer.exclusive || inner.exclusive),
        Some(Ordering::Greater) => Ok(true),
        None => Ok(false),
        Some(Ordering::Less) => {
            // `(1..3).cover?(1...4)`: the last value of the inner range counts.
            if !inner.exclusive || outer.exclusive || !both {
                return Ok(false);
            }
            if !matches!(begin, Value::Int(_)) || !matches!(end, Value::Int(_)) {
                let class = class_name(cx, begin);
                return Err(cx.unsupported(format!("the last value of a range of {class}")));
            }
            let last = match end {
                Value::Int(end) => Value::Int(end.saturating_sub(1)),
                other => other,
            };
            Ok(matches!(compare(cx, outer.end, last)?, Some(order) if order.is_ge()))
        }
    }
}
