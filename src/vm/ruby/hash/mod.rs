//! Hash.
//!
//! Entries keep the order of insertion; adding a key while somebody walks raises. What Hash shares with other collections
//! stands in `enumerable`. Comparing keys by identity is left out.

mod access;
mod change;
mod choose;
mod make;
mod relate;
mod store;
mod transform;
mod walk;

pub(super) use access::{get, missing};
pub(super) use choose::copy;
pub(super) use store::{merge_into, store, store_as_is, store_key, take};

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::arguments::hash;
use super::array::dig;
use super::dispatch::{ANY, Method, method, refused};
use super::table::Entry;
use super::{Args, equality, in_place, inspect as show, new_string};

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    method("<", 1, 1, |cx, this, args| relate::subset(cx, this, args.at(0), true)),
    method("<=", 1, 1, |cx, this, args| relate::subset(cx, this, args.at(0), false)),
    method("==", 1, 1, |cx, this, args| {
        Ok(Value::Bool(equality::operator(cx, this, args.at(0))?))
    }),
    method(">", 1, 1, |cx, this, args| relate::superset(cx, this, args.at(0), true)),
    method(">=", 1, 1, |cx, this, args| {
        relate::superset(cx, this, args.at(0), false)
    }),
    method("[]", 1, 1, |cx, this, args| access::lookup(cx, this, args.at(0))),
    method("[]=", 2, 2, change::assign),
    method("any?", 0, 1, walk::any),
    method("assoc", 1, 1, access::assoc),
    method("clear", 0, 0, change::clear),
    method("compact", 0, 0, choose::compact),
    method("compact!", 0, 0, choose::compact_bang),
    refused("compare_by_identity"),
    method("compare_by_identity?", 0, 0, |_, _, _| Ok(Value::Bool(false))),
    method("deconstruct_keys", 1, 1, |_, this, _| Ok(this)),
    method("default", 0, 1, access::default),
    method("default=", 1, 1, change::set_default),
    method("default_proc", 0, 0, access::default_proc),
    refused("default_proc="),
    method("delete", 1, 1, change::delete),
    method("delete_if", 0, 0, |cx, this, args| {
        in_place::itself(cx, this, args, "delete_if", false, choose::keep)
    }),
    method("dig", 1, ANY, dig),
    method("each", 0, 0, |cx, this, args| walk::each(cx, this, args, "each")),
    method("each_key", 0, 0, walk::each_key),
    method("each_pair", 0, 0, |cx, this, args| {
        walk::each(cx, this, args, "each_pair")
    }),
    method("each_value", 0, 0, walk::each_value),
    method("empty?", 0, 0, |cx, this, _| Ok(Value::Bool(length(cx, this) == 0))),
    method("eql?", 1, 1, |cx, this, args| {
        Ok(Value::Bool(equality::eql(cx, this, args.at(0))?))
    }),
    method("except", 0, ANY, choose::except),
    method("fetch", 1, 2, access::fetch),
    method("fetch_values", 0, ANY, access::fetch_values),
    method("filter", 0, 0, |cx, this, args| {
        choose::select(cx, this, args, "filter", true)
    }),
    method("filter!", 0, 0, |cx, this, args| {
        in_place::or_nil(cx, this, args, "filter!", true, choose::keep)
    }),
    method("flatten", 0, 1, transform::flatten),
    method("has_key?", 1, 1, access::has_key),
    method("has_value?", 1, 1, access::has_value),
    refused("hash"),
    method("include?", 1, 1, access::has_key),
    method("inspect", 0, 0, inspect),
    method("invert", 0, 0, transform::invert),
    method("keep_if", 0, 0, |cx, this, args| {
        in_place::itself(cx, this, args, "keep_if", true, choose::keep)
    }),
    method("key", 1, 1, access::key),
    method("key?", 1, 1, access::has_key),
    method("keys", 0, 0, transform::keys),
    method("length", 0, 0, |cx, this, _| Ok(Value::Int(length(cx, this) as i64))),
    method("member?", 1, 1, access::has_key),
    method("merge", 0, ANY, change::merge),
    method("merge!", 0, ANY, change::update),
    method("rassoc", 1, 1, access::rassoc),
    refused("rehash"),
    method("reject", 0, 0, |cx, this, args| {
        choose::select(cx, this, args, "reject", false)
    }),
    method("reject!", 0, 0, |cx, this, args| {
        in_place::or_nil(cx, this, args, "reject!", false, choose::keep)
    }),
    method("replace", 1, 1, change::replace),
    method("select", 0, 0, |cx, this, args| {
        choose::select(cx, this, args, "select", true)
    }),
    method("select!", 0, 0, |cx, this, args| {
        in_place::or_nil(cx, this, args, "select!", true, choose::keep)
    }),
    method("shift", 0, 0, change::shift),
    method("size", 0, 0, |cx, this, _| Ok(Value::Int(length(cx, this) as i64))),
    method("slice", 0, ANY, choose::slice),
    method("store", 2, 2, change::assign),
    method("to_a", 0, 0, transform::to_a),
    method("to_h", 0, 0, transform::to_h),
    method("to_hash", 0, 0, |_, this, _| Ok(this)),
    refused("to_proc"),
    method("to_s", 0, 0, inspect),
    method("transform_keys", 0, 1, transform::transform_keys),
    method("transform_keys!", 0, 1, transform::transform_keys_bang),
    method("transform_values", 0, 0, transform::transform_values),
    method("transform_values!", 0, 0, transform::transform_values_bang),
    method("update", 0, ANY, change::update),
    method("value?", 1, 1, access::has_value),
    method("values", 0, 0, transform::values),
    method("values_at", 0, ANY, access::values_at),
];

/// Sorted by name.
pub(super) const CLASS_METHODS: &[Method] = &[
    method("[]", 0, ANY, make::bracket),
    method("new", 0, ANY, make::new),
    refused("ruby2_keywords_hash"),
    method("try_convert", 1, 1, |cx, _, args| {
        let found = hash(cx, args.at(0)).is_some();
        Ok(if found { args.at(0) } else { Value::Nil })
    }),
];

/// How many entries there are.
fn length(cx: &Cx<'_>, this: Value) -> usize {
    hash(cx, this).map_or(0, |hash| hash.table.len())
}

/// Whether a hash has no entries.
pub(super) fn is_empty(cx: &Cx<'_>, this: Value) -> bool {
    length(cx, this) == 0
}

/// A copy of the entries, in order, paid for.
pub(super) fn entries(cx: &mut Cx<'_>, this: Value) -> Run<Vec<Entry>> {
    let list: Vec<Entry> = hash(cx, this).map_or(Vec::new(), |hash| hash.table.iter().copied().collect());
    cx.charge(list.len() as u64)?;
    Ok(list)
}

fn inspect(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let text = show::inspect(cx, this)?;
    new_string(cx, &text)
}
