//! The sorting algorithm of CRuby on Linux: the merge sort of glibc's `qsort_r`.
//!
//! A rule sees which pairs its block is asked about, and in what order, and where elements that compare equal end up; so
//! the algorithm is part of the language here. It is stable and compares at most `n log n` times.

use std::cmp::Ordering;

use crate::vm::context::{Cx, Run};

/// Sorts by a comparison that may raise.
pub(in crate::vm::ruby) fn merge_sort<T: Copy>(
    cx: &mut Cx<'_>,
    list: &mut [T],
    compare: &mut dyn FnMut(&mut Cx<'_>, T, T) -> Run<Ordering>,
) -> Run<()> {
    let mut room = Vec::with_capacity(list.len());
    sort_part(cx, list, &mut room, compare)
}

/// The recursion halves the list, so its depth is the logarithm of a length.
fn sort_part<T: Copy>(
    cx: &mut Cx<'_>,
    list: &mut [T],
    room: &mut Vec<T>,
    compare: &mut dyn FnMut(&mut Cx<'_>, T, T) -> Run<Ordering>,
) -> Run<()> {
    if list.len() <= 1 {
        return Ok(());
    }
    let middle = list.len() / 2;
    sort_part(cx, &mut list[..middle], room, compare)?;
    sort_part(cx, &mut list[middle..], room, compare)?;
    room.clear();
    let (mut left, mut right) = (0, middle);
    while left < middle && right < list.len() {
        cx.charge(1)?;
        if compare(cx, list[left], list[right])?.is_le() {
            room.push(list[left]);
            left += 1;
        } else {
            room.push(list[right]);
            right += 1;
        }
    }
    // What is left of the right half stands where it belongs.
    room.extend_from_slice(&list[left..middle]);
    list[..room.len()].copy_from_slice(room);
    Ok(())
}
