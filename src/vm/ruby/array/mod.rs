//! Array.
//!
//! Blocks may change the array that is walked; every walk reads the length anew. What Array shares with other
//! collections stands in `enumerable`. `pack` and what draws random numbers are left out.

mod access;
mod arrange;
mod combine;
mod convert;
mod filter;
mod flatten;
mod grow;
mod make;
mod place;
mod reorder;
mod search;
mod walk;

pub(super) use access::{dig, last};
pub(super) use arrange::{check_arguments as check_arrangement, count as count_arrangements, each as each_arrangement};
pub(super) use grow::{append, append_checked};
pub(super) use walk::each_reversed;

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::arguments::{array_mut, check_frozen, items};
use super::dispatch::{ANY, Method, method, refused};
use super::enumerable as e;
use super::{Args, equality, in_place};

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    method("&", 1, 1, combine::intersection),
    method("*", 1, 1, combine::times),
    method("+", 1, 1, combine::plus),
    method("-", 1, 1, combine::difference),
    method("<<", 1, 1, |cx, this, args| {
        grow::append_checked(cx, this, args.positional)?;
        Ok(this)
    }),
    method("<=>", 1, 1, convert::spaceship),
    method("==", 1, 1, |cx, this, args| {
        Ok(Value::Bool(equality::operator(cx, this, args.at(0))?))
    }),
    method("[]", 1, 2, access::slice),
    method("[]=", 2, 3, place::assign),
    method("all?", 0, 1, e::all),
    method("any?", 0, 1, e::any),
    method("append", 0, ANY, grow::push),
    method("assoc", 1, 1, |cx, this, args| search::associated(cx, this, args, 0)),
    method("at", 1, 1, access::at),
    method("bsearch", 0, 0, search::bsearch),
    method("bsearch_index", 0, 0, search::bsearch_index),
    method("clear", 0, 0, |cx, this, _| set_items(cx, this, Vec::new())),
    method("collect", 0, 0, |cx, this, args| e::map(cx, this, args, "collect")),
    method("collect!", 0, 0, |cx, this, args| {
        reorder::map(cx, this, args, "collect!")
    }),
    method("combination", 1, 1, |cx, this, args| {
        arrange::method(cx, this, args, "combination")
    }),
    method("compact", 0, 0, filter::compact),
    method("compact!", 0, 0, filter::compact_bang),
    method("concat", 0, ANY, grow::concat),
    method("count", 0, 1, e::count),
    method("cycle", 0, 1, walk::cycle),
    method("deconstruct", 0, 0, |_, this, _| Ok(this)),
    method("delete", 1, 1, filter::delete),
    method("delete_at", 1, 1, place::delete_at),
    method("delete_if", 0, 0, |cx, this, args| {
        in_place::itself(cx, this, args, "delete_if", false, filter::keep)
    }),
    method("difference", 0, ANY, combine::difference),
    method("dig", 1, ANY, dig),
    method("drop", 1, 1, access::drop),
    method("drop_while", 0, 0, filter::drop_while),
    method("each", 0, 0, walk::each),
    method("each_index", 0, 0, walk::each_index),
    method("empty?", 0, 0, |cx, this, _| {
        Ok(Value::Bool(items(cx, this).is_empty()))
    }),
    method("eql?", 1, 1, |cx, this, args| {
        Ok(Value::Bool(equality::eql(cx, this, args.at(0))?))
    }),
    method("fetch", 1, 2, access::fetch),
    method("fill", 0, ANY, place::fill),
    method("filter", 0, 0, |cx, this, args| {
        filter::select_new(cx, this, args, "filter")
    }),
    method("filter!", 0, 0, |cx, this, args| {
        in_place::or_nil(cx, this, args, "filter!", true, filter::keep)
    }),
    method("find_index", 0, 1, |cx, this, args| {
        search::index(cx, this, args, "find_index")
    }),
    method("first", 0, 1, access::first),
    method("flatten", 0, 1, flatten::flatten),
    method("flatten!", 0, 1, flatten::flatten_bang),
    refused("hash"),
    method("include?", 1, 1, e::includes),
    method("index", 0, 1, |cx, this, args| search::index(cx, this, args, "index")),
    method("insert", 1, ANY, place::insert),
    method("inspect", 0, 0, convert::inspect),
    method("intersect?", 1, 1, combine::intersects),
    method("intersection", 0, ANY, combine::intersection),
    method("join", 0, 1, convert::join),
    method("keep_if", 0, 0, |cx, this, args| {
        in_place::itself(cx, this, args, "keep_if", true, filter::keep)
    }),
    method("last", 0, 1, last),
    method("length", 0, 0, length),
    method("map", 0, 0, |cx, this, args| e::map(cx, this, args, "map")),
    method("map!", 0, 0, |cx, this, args| reorder::map(cx, this, args, "map!")),
    method("max", 0, 1, search::max),
    method("min", 0, 1, search::min),
    method("minmax", 0, 0, search::minmax),
    method("none?", 0, 1, e::none),
    method("one?", 0, 1, e::one),
    refused("pack"),
    method("permutation", 0, ANY, |cx, this, args| {
        arrange::method(cx, this, args, "permutation")
    }),
    method("pop", 0, ANY, grow::pop),
    method("prepend", 0, ANY, grow::unshift),
    method("product", 0, ANY, combine::product),
    method("push", 0, ANY, grow::push),
    method("rassoc", 1, 1, |cx, this, args| search::associated(cx, this, args, 1)),
    method("reject", 0, 0, e::reject),
    method("reject!", 0, 0, |cx, this, args| {
        in_place::or_nil(cx, this, args, "reject!", false, filter::keep)
    }),
    method("repeated_combination", 1, 1, |cx, this, args| {
        arrange::method(cx, this, args, "repeated_combination")
    }),
    method("repeated_permutation", 1, 1, |cx, this, args| {
        arrange::method(cx, this, args, "repeated_permutation")
    }),
    method("replace", 1, 1, place::replace),
    method("reverse", 0, 0, reorder::reverse),
    method("reverse!", 0, 0, reorder::reverse_bang),
    method("reverse_each", 0, 0, walk::reverse_each),
    method("rindex", 0, 1, search::rindex),
    method("rotate", 0, 1, reorder::rotate),
    method("rotate!", 0, 1, reorder::rotate_bang),
    refused("sample"),
    method("select", 0, 0, |cx, this, args| {
        filter::select_new(cx, this, args, "select")
    }),
    method("select!", 0, 0, |cx, this, args| {
        in_place::or_nil(cx, this, args, "select!", true, filter::keep)
    }),
    method("shift", 0, ANY, grow::shift),
    refused("shuffle"),
    refused("shuffle!"),
    method("size", 0, 0, length),
    method("slice", 1, 2, access::slice),
    method("slice!", 0, ANY, place::slice_bang),
    method("sort", 0, 0, e::sort),
    method("sort!", 0, 0, reorder::sort),
    method("sort_by!", 0, 0, reorder::sort_by),
    method("sum", 0, 1, e::array_sum),
    method("take", 1, 1, access::take),
    method("take_while", 0, 0, filter::take_while),
    method("to_a", 0, 0, |_, this, _| Ok(this)),
    method("to_ary", 0, 0, |_, this, _| Ok(this)),
    method("to_h", 0, 0, convert::to_h),
    method("to_s", 0, 0, convert::inspect),
    method("transpose", 0, 0, combine::transpose),
    method("union", 0, ANY, combine::union),
    method("uniq", 0, 0, filter::uniq),
    method("uniq!", 0, 0, filter::uniq_bang),
    method("unshift", 0, ANY, grow::unshift),
    method("values_at", 0, ANY, access::values_at),
    method("zip", 0, ANY, combine::zip),
    method("|", 1, 1, combine::union),
];

/// Sorted by name.
pub(super) const CLASS_METHODS: &[Method] = &[
    method("[]", 0, ANY, |cx, _, args| {
        super::new_array(cx, args.positional.to_vec())
    }),
    method("new", 0, 2, make::new),
    method("try_convert", 1, 1, |cx, _, args| {
        let list = super::arguments::array(cx, args.at(0)).is_some();
        Ok(if list { args.at(0) } else { Value::Nil })
    }),
];

/// The longest array that Ruby allows.
const MOST: i64 = i64::MAX / 8;

fn length(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    Ok(Value::Int(items(cx, this).len() as i64))
}

/// A copy of the elements, paid for.
fn copy(cx: &mut Cx<'_>, this: Value) -> Run<Vec<Value>> {
    let list = items(cx, this).to_vec();
    cx.charge(list.len() as u64)?;
    Ok(list)
}

/// Puts other elements into an array that is not frozen; gives the array.
fn set_items(cx: &mut Cx<'_>, this: Value, list: Vec<Value>) -> Run<Value> {
    check_frozen(cx, this)?;
    let grown = list.len().saturating_sub(items(cx, this).len());
    cx.charge_memory(grown * size_of::<Value>())?;
    if let Some(array) = array_mut(cx, this) {
        array.items = list;
    }
    Ok(this)
}

/// An index counted from the end where it is negative; none where it lies before the start.
fn from_end(at: i64, length: usize) -> Option<usize> {
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    usize::try_from(if at < 0 { at + length } else { at }).ok()
}

fn index_error(cx: &mut Cx<'_>, message: String) -> crate::vm::context::Stop {
    cx.raise(Global::RbIndexError, message)
}
