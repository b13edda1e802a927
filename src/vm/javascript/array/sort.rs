//! `sort` and `toSorted` (ECMA-262 23.1.3.30): a stable merge of natural runs.
//!
//! Which pairs a comparison function sees, and in which order, shows where the function has effects or contradicts
//! itself. The algorithm is therefore the one that V8 uses: Tim Peters's list sort, with binary insertion for short
//! runs and galloping merges.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::call::{call_value, is_callable};
use super::super::convert::{arg, is_object, to_number, to_object, to_string};
use super::super::equality::compare_strings;
use super::super::property::length_of;
use super::{adopt, charge_items, copy, element, is_frozen, items_mut, own_array};

/// So many wins in a row make a merge gallop.
const MIN_GALLOP: usize = 7;

/// The comparison function, or none; TypeError for anything else.
fn comparator(cx: &mut Cx<'_>, args: &[Value]) -> Run<Option<Value>> {
    match arg(args, 0) {
        Value::Undefined => Ok(None),
        function if is_callable(cx, function) => Ok(Some(function)),
        _ => {
            let message = "The comparison function must be either a function or undefined";
            Err(cx.throw(Global::JsTypeError, message))
        }
    }
}

pub(super) fn sort(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let comparator = comparator(cx, args)?;
    let id = own_array(cx, this, "sort")?;
    let length = length_of(cx, this)?;
    if length < 2 {
        return Ok(this);
    }
    let mut items = Vec::new();
    for at in 0..length {
        if let Some(item) = element(cx, this, at)? {
            charge_items(cx, 1)?;
            items.push(item);
        }
    }
    let sorted = sort_items(cx, items, comparator)?;
    if is_frozen(cx, id) {
        if sorted.is_empty() {
            return Ok(this);
        }
        return Err(cx.throw_opaque(Global::JsTypeError));
    }
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    let now = items_mut(cx, id).map_or(0, |items| items.len());
    charge_items(cx, sorted.len().saturating_sub(now) as u64)?;
    if let Some(items) = items_mut(cx, id) {
        if items.len() < sorted.len() {
            items.resize(sorted.len(), Value::Empty);
        }
        items[..sorted.len()].copy_from_slice(&sorted);
        let end = length.min(items.len());
        if sorted.len() < end {
            items[sorted.len()..end].fill(Value::Empty);
        }
    }
    Ok(this)
}

pub(super) fn to_sorted(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let comparator = comparator(cx, args)?;
    let object = to_object(cx, this)?;
    let length = length_of(cx, object)?;
    let items = copy::dense(cx, object, length)?;
    let sorted = sort_items(cx, items, comparator)?;
    adopt(cx, sorted)
}

/// Sorts by the function or by text; undefined comes last and is never compared.
fn sort_items(cx: &mut Cx<'_>, items: Vec<Value>, comparator: Option<Value>) -> Run<Vec<Value>> {
    let total = items.len();
    let mut work: Vec<Value> = items;
    work.retain(|item| !matches!(item, Value::Undefined));
    let sorted = match comparator {
        Some(function) => {
            let mut sorter = Sorter::new(work, |cx: &mut Cx<'_>, &a: &Value, &b: &Value| {
                let order = call_value(cx, function, Value::Undefined, &[a, b])?;
                Ok(to_number(cx, order)? < 0.0)
            });
            sorter.run(cx)?;
            sorter.work
        }
        None if work.iter().any(|&item| is_object(item)) => {
            // An object is asked for its text at each comparison.
            let mut sorter = Sorter::new(work, |cx: &mut Cx<'_>, &a: &Value, &b: &Value| {
                let a = to_string(cx, a)?;
                let b = to_string(cx, b)?;
                Ok(compare_strings(cx, a, b)?.is_lt())
            });
            sorter.run(cx)?;
            sorter.work
        }
        None => {
            let mut keyed = Vec::new();
            for item in work {
                keyed.push((to_string(cx, item)?, item));
            }
            let mut sorter = Sorter::new(
                keyed,
                |cx: &mut Cx<'_>, a, b| Ok(compare_strings(cx, a.0, b.0)?.is_lt()),
            );
            sorter.run(cx)?;
            sorter.work.into_iter().map(|(_, item)| item).collect()
        }
    };
    let mut sorted = sorted;
    sorted.resize(total, Value::Undefined);
    Ok(sorted)
}

/// A sort in progress. `before(a, b)` says whether `a` is strictly smaller; it may contradict itself.
struct Sorter<T, F> {
    work: Vec<T>,
    before: F,
    /// Sorted stretches that are to be merged: start and length.
    runs: Vec<(usize, usize)>,
    min_gallop: usize,
}

/// Which side of equal elements a search ends at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

impl<T: Copy, F: FnMut(&mut Cx<'_>, &T, &T) -> Run<bool>> Sorter<T, F> {
    fn new(work: Vec<T>, before: F) -> Self {
        Sorter {
            work,
            before,
            runs: Vec::new(),
            min_gallop: MIN_GALLOP,
        }
    }

    fn is_before(&mut self, cx: &mut Cx<'_>, a: T, b: T) -> Run<bool> {
        cx.charge(1)?;
        (self.before)(cx, &a, &b)
    }

    fn run(&mut self, cx: &mut Cx<'_>) -> Run<()> {
        let total = self.work.len();
        if total < 2 {
            return Ok(());
        }
        let shortest = shortest_run(total);
        let mut low = 0;
        while low < total {
            let mut length = self.natural_run(cx, low)?;
            if length < shortest {
                let forced = shortest.min(total - low);
                self.insert(cx, low, low + length, low + forced)?;
                length = forced;
            }
            self.runs.push((low, length));
            self.collapse(cx)?;
            low += length;
        }
        while self.runs.len() > 1 {
            let mut at = self.runs.len() - 2;
            if at > 0 && self.runs[at - 1].1 < self.runs[at + 1].1 {
                at -= 1;
            }
            self.merge_at(cx, at)?;
        }
        Ok(())
    }

    /// The length of the run that begins at `low`; a strictly descending one is turned round.
    fn natural_run(&mut self, cx: &mut Cx<'_>, low: usize) -> Run<usize> {
        let total = self.work.len();
        if low + 1 == total {
            return Ok(1);
        }
        let descending = self.is_before(cx, self.work[low + 1], self.work[low])?;
        let mut end = low + 2;
        while end < total && self.is_before(cx, self.work[end], self.work[end - 1])? == descending {
            end += 1;
        }
        if descending {
            self.work[low..end].reverse();
        }
        Ok(end - low)
    }

    /// Binary insertion of the elements from `start` to `high` into the sorted stretch that begins at `low`.
    fn insert(&mut self, cx: &mut Cx<'_>, low: usize, start: usize, high: usize) -> Run<()> {
        for at in start..high {
            let pivot = self.work[at];
            let (mut left, mut right) = (low, at);
            while left < right {
                let middle = left + (right - left) / 2;
                if self.is_before(cx, pivot, self.work[middle])? {
                    right = middle;
                } else {
                    left = middle + 1;
                }
            }
            cx.charge((at - left) as u64 / 8)?;
            self.work[left..=at].rotate_right(1);
        }
        Ok(())
    }

    /// Whether the run at a place is longer than the two behind it together.
    fn holds(&self, last: usize) -> bool {
        last < 2 || self.runs[last - 2].1 > self.runs[last - 1].1 + self.runs[last].1
    }

    /// Merges runs until their lengths fall fast enough.
    fn collapse(&mut self, cx: &mut Cx<'_>) -> Run<()> {
        while self.runs.len() > 1 {
            let mut at = self.runs.len() - 2;
            if !self.holds(at + 1) || !self.holds(at) {
                if at > 0 && self.runs[at - 1].1 < self.runs[at + 1].1 {
                    at -= 1;
                }
            } else if self.runs[at].1 > self.runs[at + 1].1 {
                return Ok(());
            }
            self.merge_at(cx, at)?;
        }
        Ok(())
    }

    /// Merges two neighbouring runs, but for the ends that are in place already.
    fn merge_at(&mut self, cx: &mut Cx<'_>, at: usize) -> Run<()> {
        let (base_a, length_a) = self.runs[at];
        let (base_b, length_b) = self.runs[at + 1];
        self.runs[at].1 = length_a + length_b;
        self.runs.remove(at + 1);
        let run_a = self.work[base_a..base_a + length_a].to_vec();
        cx.charge((length_a + length_b) as u64 / 8)?;
        let skipped = gallop(cx, &mut self.before, &run_a, self.work[base_b], 0, Side::Right)?;
        let run_a = &run_a[skipped..];
        let Some(&last_a) = run_a.last() else {
            return Ok(());
        };
        let run_b = &self.work[base_b..base_b + length_b];
        let kept = gallop(cx, &mut self.before, run_b, last_a, length_b - 1, Side::Left)?;
        if kept == 0 {
            return Ok(());
        }
        let base = base_a + skipped;
        if run_a.len() <= kept {
            self.merge_low(cx, base, run_a, kept)
        } else {
            let run_b = self.work[base_b..base_b + kept].to_vec();
            self.merge_high(cx, base, run_a.len(), &run_b)
        }
    }

    /// Merges `run_a`, a copy of what stands at `base`, with the `left_b` elements behind it, from the front.
    fn merge_low(&mut self, cx: &mut Cx<'_>, base: usize, run_a: &[T], length_b: usize) -> Run<()> {
        let count_a = run_a.len();
        let end = base + count_a + length_b;
        let (mut left_a, mut left_b) = (count_a, length_b);
        self.work[base] = self.work[end - left_b];
        left_b -= 1;
        let mut min_gallop = self.min_gallop;
        'merge: while left_b > 0 && left_a > 1 {
            let (mut wins_a, mut wins_b) = (0, 0);
            while wins_a < min_gallop && wins_b < min_gallop {
                let to = end - left_a - left_b;
                let (a, b) = (run_a[count_a - left_a], self.work[end - left_b]);
                if self.is_before(cx, b, a)? {
                    self.work[to] = b;
                    left_b -= 1;
                    (wins_a, wins_b) = (0, wins_b + 1);
                    if left_b == 0 {
                        break 'merge;
                    }
                } else {
                    self.work[to] = a;
                    left_a -= 1;
                    (wins_a, wins_b) = (wins_a + 1, 0);
                    if left_a == 1 {
                        break 'merge;
                    }
                }
            }
            min_gallop += 1;
            loop {
                min_gallop = min_gallop.saturating_sub(1).max(1);
                self.min_gallop = min_gallop;
                let rest_a = &run_a[count_a - left_a..];
                wins_a = gallop(cx, &mut self.before, rest_a, self.work[end - left_b], 0, Side::Right)?;
                let to = end - left_a - left_b;
                self.work[to..to + wins_a].copy_from_slice(&rest_a[..wins_a]);
                left_a -= wins_a;
                if wins_a > 0 && left_a <= 1 {
                    break 'merge;
                }
                self.work[to + wins_a] = self.work[end - left_b];
                left_b -= 1;
                if left_b == 0 {
                    break 'merge;
                }
                let key = run_a[count_a - left_a];
                wins_b = gallop(cx, &mut self.before, &self.work[end - left_b..end], key, 0, Side::Left)?;
                let to = end - left_a - left_b;
                self.work.copy_within(end - left_b..end - left_b + wins_b, to);
                left_b -= wins_b;
                if left_b == 0 {
                    break 'merge;
                }
                self.work[to + wins_b] = run_a[count_a - left_a];
                left_a -= 1;
                if left_a == 1 {
                    break 'merge;
                }
                if wins_a < MIN_GALLOP && wins_b < MIN_GALLOP {
                    break;
                }
            }
            min_gallop += 1;
            self.min_gallop = min_gallop;
        }
        // Of run A the last element at most is left unless run B is used up.
        if left_b == 0 {
            self.work[end - left_a..end].copy_from_slice(&run_a[count_a - left_a..]);
        } else if left_a == 1 {
            self.work.copy_within(end - left_b..end, end - left_b - 1);
            self.work[end - 1] = run_a[count_a - 1];
        }
        Ok(())
    }

    /// Merges the `length_a` elements at `base` with `run_b`, a copy of what stands behind them, from the back.
    fn merge_high(&mut self, cx: &mut Cx<'_>, base: usize, length_a: usize, run_b: &[T]) -> Run<()> {
        let (mut left_a, mut left_b) = (length_a, run_b.len());
        self.work[base + left_a + left_b - 1] = self.work[base + left_a - 1];
        left_a -= 1;
        let mut min_gallop = self.min_gallop;
        'merge: while left_a > 0 && left_b > 1 {
            let (mut wins_a, mut wins_b) = (0, 0);
            while wins_a < min_gallop && wins_b < min_gallop {
                let to = base + left_a + left_b - 1;
                let (a, b) = (self.work[base + left_a - 1], run_b[left_b - 1]);
                if self.is_before(cx, b, a)? {
                    self.work[to] = a;
                    left_a -= 1;
                    (wins_a, wins_b) = (wins_a + 1, 0);
                    if left_a == 0 {
                        break 'merge;
                    }
                } else {
                    self.work[to] = b;
                    left_b -= 1;
                    (wins_a, wins_b) = (0, wins_b + 1);
                    if left_b == 1 {
                        break 'merge;
                    }
                }
            }
            min_gallop += 1;
            loop {
                min_gallop = min_gallop.saturating_sub(1).max(1);
                self.min_gallop = min_gallop;
                let (rest_a, key) = (&self.work[base..base + left_a], run_b[left_b - 1]);
                let kept = gallop(cx, &mut self.before, rest_a, key, left_a - 1, Side::Right)?;
                wins_a = left_a - kept;
                self.work.copy_within(base + kept..base + left_a, base + kept + left_b);
                left_a = kept;
                if left_a == 0 {
                    break 'merge;
                }
                self.work[base + left_a + left_b - 1] = run_b[left_b - 1];
                left_b -= 1;
                if left_b == 1 {
                    break 'merge;
                }
                let (rest_b, key) = (&run_b[..left_b], self.work[base + left_a - 1]);
                let kept = gallop(cx, &mut self.before, rest_b, key, left_b - 1, Side::Left)?;
                wins_b = left_b - kept;
                self.work[base + left_a + kept..base + left_a + left_b].copy_from_slice(&run_b[kept..left_b]);
                left_b = kept;
                if wins_b > 0 && left_b <= 1 {
                    break 'merge;
                }
                self.work[base + left_a + left_b - 1] = self.work[base + left_a - 1];
                left_a -= 1;
                if left_a == 0 {
                    break 'merge;
                }
                if wins_a < MIN_GALLOP && wins_b < MIN_GALLOP {
                    break;
                }
            }
            min_gallop += 1;
            self.min_gallop = min_gallop;
        }
        // Of run B the first element at most is left unless run A is used up.
        if left_a == 0 {
            self.work[base..base + left_b].copy_from_slice(&run_b[..left_b]);
        } else if left_b == 1 {
            self.work.copy_within(base..base + left_a, base + 1);
            self.work[base] = run_b[0];
        }
        Ok(())
    }
}

/// Where a key belongs in a sorted list: left or right of its equals. The search leaps from `hint` on.
fn gallop<T: Copy>(
    cx: &mut Cx<'_>,
    before: &mut impl FnMut(&mut Cx<'_>, &T, &T) -> Run<bool>,
    list: &[T],
    key: T,
    hint: usize,
    side: Side,
) -> Run<usize> {
    // Whether the element stands before the place of the key.
    let mut precedes = |cx: &mut Cx<'_>, item: T| {
        cx.charge(1)?;
        match side {
            Side::Left => before(cx, &item, &key),
            Side::Right => Ok(!before(cx, &key, &item)?),
        }
    };
    let forward = precedes(cx, list[hint])?;
    let most = if forward { list.len() - hint } else { hint + 1 };
    let (mut last, mut offset) = (0, 1);
    while offset < most {
        let item = if forward {
            list[hint + offset]
        } else {
            list[hint - offset]
        };
        if precedes(cx, item)? != forward {
            break;
        }
        last = offset;
        offset = 2 * offset + 1;
    }
    let offset = offset.min(most);
    // The place lies behind `low - 1` and not behind `high`.
    let (mut low, mut high) = if forward {
        (hint + last + 1, hint + offset)
    } else {
        (hint + 1 - offset, hint - last)
    };
    while low < high {
        let middle = low + (high - low) / 2;
        if precedes(cx, list[middle])? {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(high)
}

/// The length that short runs are brought to: 32 to 64, so that the number of runs is just below a power of two.
fn shortest_run(total: usize) -> usize {
    let (mut high, mut lost) = (total, 0);
    while high >= 64 {
        lost |= high & 1;
        high >>= 1;
    }
    high + lost
}

#[cfg(test)]
mod tests {
    use super::shortest_run;

    #[test]
    fn short_runs_fill_up_to_a_power_of_two() {
        assert_eq!([0, 2, 63].map(shortest_run), [0, 2, 63]);
        assert_eq!(
            [64, 65, 128, 200, 500, 1000].map(shortest_run),
            [32, 33, 32, 50, 63, 63]
        );
    }
}
