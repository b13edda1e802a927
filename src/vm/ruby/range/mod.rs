//! Range.

mod bounds;
mod each;
mod include;
mod sequence;

pub(super) use each::{each, each_integer, each_text};
pub(super) use sequence::{METHODS as SEQUENCE_METHODS, check_direction, each_of_sequence, size_of_sequence};

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::arguments::range;
use super::dispatch::{ANY, Method, method, refused};
use super::object::Range;
use super::{Args, enumerable, equality, inspect, machine_text, operators, truthy};

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    method("%", 1, 1, |cx, this, args| sequence::step(cx, this, args, "%")),
    method("==", 1, 1, |cx, this, args| {
        Ok(Value::Bool(equality::equal(cx, this, args.at(0))?))
    }),
    method("===", 1, 1, include::case_equal),
    method("begin", 0, 0, |cx, this, _| Ok(ends(cx, this).begin)),
    refused("bsearch"),
    method("count", 0, ANY, bounds::count),
    method("cover?", 1, 1, include::cover),
    method("each", 0, 0, each::each_method),
    method("end", 0, 0, |cx, this, _| Ok(ends(cx, this).end)),
    method("entries", 0, 0, to_a),
    method("eql?", 1, 1, |cx, this, args| {
        Ok(Value::Bool(equality::eql(cx, this, args.at(0))?))
    }),
    method("exclude_end?", 0, 0, |cx, this, _| {
        Ok(Value::Bool(ends(cx, this).exclusive))
    }),
    method("first", 0, ANY, bounds::first),
    refused("hash"),
    method("include?", 1, 1, include::include),
    method("inspect", 0, 0, |cx, this, _| {
        let text = inspect::inspect(cx, this)?;
        machine_text(cx, &text)
    }),
    method("last", 0, ANY, bounds::last),
    method("max", 0, ANY, bounds::max),
    method("member?", 1, 1, include::include),
    method("min", 0, ANY, bounds::min),
    method("minmax", 0, 0, bounds::minmax),
    method("size", 0, 0, bounds::size),
    method("step", 0, 1, |cx, this, args| sequence::step(cx, this, args, "step")),
    method("sum", 0, 1, bounds::sum),
    method("to_a", 0, 0, to_a),
    method("to_s", 0, 0, |cx, this, _| {
        let text = inspect::to_s(cx, this)?;
        machine_text(cx, &text)
    }),
];

/// Sorted by name.
pub(super) const CLASS_METHODS: &[Method] = &[method("new", 2, 3, |cx, _, args| {
    operators::new_range(cx, args.at(0), args.at(1), truthy(args.at(2)))
})];

/// The ends of a range; the methods of this table are called on ranges alone.
fn ends(cx: &Cx<'_>, this: Value) -> Range {
    range(cx, this).unwrap_or(Range {
        begin: Value::Nil,
        end: Value::Nil,
        exclusive: false,
    })
}

/// `to_a` and `entries`.
fn to_a(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if matches!(ends(cx, this).end, Value::Nil) {
        return Err(cx.raise(Global::RbRangeError, "cannot convert endless range to an array"));
    }
    enumerable::to_a(cx, this, args)
}
