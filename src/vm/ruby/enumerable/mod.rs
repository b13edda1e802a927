//! `Enumerable`: what `each` of the receiver makes possible.
//!
//! Everything walks the receiver through `iterate.rs`; Array, Hash, Range, Set and Enumerator use these functions where
//! they have no faster or different ones of their own. Lazy enumerators and chains are left out.

mod chunk;
mod fold;
mod group;
mod iterate;
mod most;
mod order;
mod search;
mod select;
mod sort;
mod sum;
mod transform;
mod window;

pub(super) use chunk::each_chunk;
pub(super) use fold::{each_with_object, inject};
pub(super) use group::{group_by, partition, tally};
pub(super) use iterate::{Flow, Step, collect, each, each_entry, each_packed, pack, push};
pub(super) use most::{max, max_by, min, min_by, minmax, minmax_by};
pub(super) use order::{order, sort, sort_by};
pub(super) use search::{all, any, at_most_one, count, find, find_index, first, includes, none, one};
pub(super) use select::{reject, uniq};

pub(super) use sort::merge_sort;
pub(super) use sum::{array_sum, sum};
pub(super) use transform::{column, entry_list, flat_map, map, to_a, to_h, to_set, zip, zip_columns};
pub(super) use window::{cycle, each_cons, each_cons_step, each_slice, each_slice_step, each_with_index, reverse_each};

use super::dispatch::{ANY, Method, method, refused};

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    method("all?", 0, 1, all),
    method("any?", 0, 1, any),
    refused("chain"),
    method("chunk", 0, 0, |cx, this, args| {
        chunk::waiting_for(cx, this, args, "chunk")
    }),
    method("chunk_while", 0, 0, |cx, this, args| {
        chunk::waiting_for(cx, this, args, "chunk_while")
    }),
    method("collect", 0, 0, |cx, this, args| map(cx, this, args, "collect")),
    method("collect_concat", 0, 0, |cx, this, args| {
        flat_map(cx, this, args, "collect_concat")
    }),
    method("compact", 0, 0, transform::compact),
    method("count", 0, ANY, count),
    method("cycle", 0, 1, cycle),
    method("detect", 0, 1, |cx, this, args| find(cx, this, args, "detect")),
    method("drop", 1, 1, select::drop),
    method("drop_while", 0, 0, select::drop_while),
    method("each_cons", 1, 1, each_cons),
    method("each_entry", 0, ANY, transform::each_entry_method),
    method("each_slice", 1, 1, each_slice),
    method("each_with_index", 0, ANY, each_with_index),
    method("each_with_object", 1, 1, each_with_object),
    method("entries", 0, ANY, to_a),
    method("filter", 0, 0, |cx, this, args| {
        select::select(cx, this, args, "filter")
    }),
    method("filter_map", 0, 0, select::filter_map),
    method("find", 0, 1, |cx, this, args| find(cx, this, args, "find")),
    method("find_all", 0, 0, |cx, this, args| {
        select::select(cx, this, args, "find_all")
    }),
    method("find_index", 0, ANY, find_index),
    method("first", 0, 1, first),
    method("flat_map", 0, 0, |cx, this, args| flat_map(cx, this, args, "flat_map")),
    method("grep", 1, 1, |cx, this, args| select::grep(cx, this, args, true)),
    method("grep_v", 1, 1, |cx, this, args| select::grep(cx, this, args, false)),
    method("group_by", 0, 0, group_by),
    method("include?", 1, 1, includes),
    method("inject", 0, 2, inject),
    refused("lazy"),
    method("map", 0, 0, |cx, this, args| map(cx, this, args, "map")),
    method("max", 0, 1, max),
    method("max_by", 0, 1, max_by),
    method("member?", 1, 1, includes),
    method("min", 0, 1, min),
    method("min_by", 0, 1, min_by),
    method("minmax", 0, 0, minmax),
    method("minmax_by", 0, 0, minmax_by),
    method("none?", 0, 1, none),
    method("one?", 0, 1, one),
    method("partition", 0, 0, partition),
    method("reduce", 0, 2, inject),
    method("reject", 0, 0, reject),
    method("reverse_each", 0, ANY, reverse_each),
    method("select", 0, 0, |cx, this, args| {
        select::select(cx, this, args, "select")
    }),
    method("slice_after", 0, ANY, |cx, this, args| {
        chunk::waiting_for(cx, this, args, "slice_after")
    }),
    method("slice_before", 0, ANY, |cx, this, args| {
        chunk::waiting_for(cx, this, args, "slice_before")
    }),
    method("slice_when", 0, 0, |cx, this, args| {
        chunk::waiting_for(cx, this, args, "slice_when")
    }),
    method("sort", 0, 0, sort),
    method("sort_by", 0, 0, sort_by),
    method("sum", 0, 1, sum),
    method("take", 1, 1, select::take),
    method("take_while", 0, 0, select::take_while),
    method("tally", 0, 1, tally),
    method("to_a", 0, ANY, to_a),
    method("to_h", 0, ANY, to_h),
    method("to_set", 0, ANY, to_set),
    method("uniq", 0, 0, uniq),
    method("zip", 0, ANY, zip),
];
