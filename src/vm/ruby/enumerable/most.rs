//! `min`, `max`, `minmax` and their `_by` forms.

use std::cmp::Ordering;

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::to_long;
use super::super::compare::compare_or_raise;
use super::super::enumerator::waiting;
use super::super::{Args, new_array};
use super::iterate::{Flow, each, each_packed, pack, yield_forced};
use super::order::order;
use super::sort::merge_sort;

/// `min` and `min(n)`.
pub(in crate::vm::ruby) fn min(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    most(cx, this, args, false)
}

/// `max` and `max(n)`.
pub(in crate::vm::ruby) fn max(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    most(cx, this, args, true)
}

fn most(cx: &mut Cx<'_>, this: Value, args: Args<'_>, greatest: bool) -> Run<Value> {
    if let Some(count) = args.get(0).filter(|count| !matches!(count, Value::Nil)) {
        return several(cx, this, args, count, greatest, false);
    }
    let mut found = None;
    each_packed(cx, this, &mut |cx, value| {
        let better = match found {
            None => true,
            Some(best) => wins(order(cx, args, value, best)?, greatest),
        };
        if better {
            found = Some(value);
        }
        Ok(Flow::Next)
    })?;
    Ok(found.unwrap_or(Value::Nil))
}

fn wins(order: Ordering, greatest: bool) -> bool {
    order == if greatest { Ordering::Greater } else { Ordering::Less }
}

/// `min_by`.
pub(in crate::vm::ruby) fn min_by(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    most_by(cx, this, args, false, "min_by")
}

/// `max_by`.
pub(in crate::vm::ruby) fn max_by(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    most_by(cx, this, args, true, "max_by")
}

fn most_by(cx: &mut Cx<'_>, this: Value, args: Args<'_>, greatest: bool, name: &'static str) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, name, args.positional);
    }
    if let Some(count) = args.get(0).filter(|count| !matches!(count, Value::Nil)) {
        return several(cx, this, args, count, greatest, true);
    }
    let mut found: Option<(Value, Value)> = None;
    each(cx, this, &mut |cx, values| {
        let value = pack(cx, values)?;
        let key = yield_forced(cx, args.block, values, value)?;
        let better = match found {
            None => true,
            Some((best, _)) => wins(compare_or_raise(cx, key, best)?, greatest),
        };
        if better {
            found = Some((key, value));
        }
        Ok(Flow::Next)
    })?;
    Ok(found.map_or(Value::Nil, |(_, value)| value))
}

/// `minmax`: values are compared in pairs first, as `enum_minmax` does.
pub(in crate::vm::ruby) fn minmax(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let mut extremes = Extremes::default();
    each_packed(cx, this, &mut |cx, value| {
        extremes.add(cx, (value, value), &mut |cx, left, right| order(cx, args, left, right))?;
        Ok(Flow::Next)
    })?;
    extremes.finish(cx, &mut |cx, left, right| order(cx, args, left, right))
}

/// `minmax_by`.
pub(in crate::vm::ruby) fn minmax_by(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "minmax_by", &[]);
    }
    let mut extremes = Extremes::default();
    each(cx, this, &mut |cx, values| {
        let value = pack(cx, values)?;
        let key = yield_forced(cx, args.block, values, value)?;
        extremes.add(cx, (key, value), &mut compare_or_raise)?;
        Ok(Flow::Next)
    })?;
    extremes.finish(cx, &mut compare_or_raise)
}

type Compare<'c> = &'c mut dyn FnMut(&mut Cx<'_>, Value, Value) -> Run<Ordering>;

/// The least and the greatest so far, as keys and values, and a value that waits for its partner.
#[derive(Default)]
struct Extremes {
    waiting: Option<(Value, Value)>,
    found: Option<((Value, Value), (Value, Value))>,
}

impl Extremes {
    fn add(&mut self, cx: &mut Cx<'_>, next: (Value, Value), compare: Compare<'_>) -> Run<()> {
        let Some(first) = self.waiting.take() else {
            self.waiting = Some(next);
            return Ok(());
        };
        let (low, high) = match compare(cx, first.0, next.0)? {
            Ordering::Equal => (first, first),
            Ordering::Less => (first, next),
            Ordering::Greater => (next, first),
        };
        self.update(cx, low, high, compare)
    }

    fn update(&mut self, cx: &mut Cx<'_>, low: (Value, Value), high: (Value, Value), compare: Compare<'_>) -> Run<()> {
        let Some((least, greatest)) = &mut self.found else {
            self.found = Some((low, high));
            return Ok(());
        };
        if compare(cx, low.0, least.0)?.is_lt() {
            *least = low;
        }
        if compare(cx, high.0, greatest.0)?.is_gt() {
            *greatest = high;
        }
        Ok(())
    }

    fn finish(mut self, cx: &mut Cx<'_>, compare: Compare<'_>) -> Run<Value> {
        if let Some(last) = self.waiting.take() {
            self.update(cx, last, last, compare)?;
        }
        let (least, greatest) = self
            .found
            .map_or((Value::Nil, Value::Nil), |(low, high)| (low.1, high.1));
        new_array(cx, vec![least, greatest])
    }
}

/// `min(n)`, `max(n)` and their `_by` forms (`rb_nmin_run`).
fn several(cx: &mut Cx<'_>, this: Value, args: Args<'_>, count: Value, greatest: bool, by: bool) -> Run<Value> {
    let count = to_long(cx, count)?;
    let Ok(wanted) = usize::try_from(count) else {
        return Err(cx.raise(Global::RbArgumentError, format!("negative size ({count})")));
    };
    if wanted == 0 {
        return new_array(cx, Vec::new());
    }
    if count > i64::MAX / 4 / if by { 2 } else { 1 } {
        return Err(cx.raise(Global::RbArgumentError, "too big size"));
    }
    let mut chosen = Chosen {
        wanted,
        greatest,
        list: Vec::new(),
        limit: None,
    };
    let mut compare = |cx: &mut Cx<'_>, left: Value, right: Value| {
        if by {
            compare_or_raise(cx, left, right)
        } else {
            order(cx, args, left, right)
        }
    };
    each(cx, this, &mut |cx, values| {
        let value = pack(cx, values)?;
        let key = if by {
            yield_forced(cx, args.block, values, value)?
        } else {
            value
        };
        chosen.add(cx, (key, value), &mut compare)?;
        Ok(Flow::Next)
    })?;
    chosen.filter(cx, &mut compare)?;
    let mut list = chosen.list;
    merge_sort(cx, &mut list, &mut |cx, left, right| compare(cx, left.0, right.0))?;
    if greatest {
        list.reverse();
    }
    new_array(cx, list.into_iter().map(|(_, value)| value).collect())
}

/// Candidates for the least or greatest so many: once four times as many are there, all but the best are dropped
/// (`nmin_filter`). Which of equal ones stay is seen by the rule, so the selection swaps exactly as Ruby's.
struct Chosen {
    wanted: usize,
    greatest: bool,
    list: Vec<(Value, Value)>,
    limit: Option<Value>,
}

impl Chosen {
    fn compare(&self, cx: &mut Cx<'_>, left: Value, right: Value, compare: Compare<'_>) -> Run<Ordering> {
        let order = compare(cx, left, right)?;
        Ok(if self.greatest { order.reverse() } else { order })
    }

    fn add(&mut self, cx: &mut Cx<'_>, next: (Value, Value), compare: Compare<'_>) -> Run<()> {
        if let Some(limit) = self.limit
            && self.compare(cx, next.0, limit, compare)?.is_ge()
        {
            return Ok(());
        }
        cx.charge_memory(size_of::<(Value, Value)>())?;
        self.list.push(next);
        if self.list.len() == self.wanted.saturating_mul(4) {
            self.filter(cx, compare)?;
        }
        Ok(())
    }

    fn filter(&mut self, cx: &mut Cx<'_>, compare: Compare<'_>) -> Run<()> {
        if self.list.len() <= self.wanted {
            return Ok(());
        }
        let (mut left, mut right) = (0, self.list.len() - 1);
        let store = loop {
            let (store, pivots) = self.split(cx, left, right, compare)?;
            if store <= self.wanted && self.wanted <= store + pivots {
                break store;
            }
            if self.wanted < store {
                right = store - 1;
            } else {
                left = store + pivots;
            }
        };
        self.limit = self.list.get(store).map(|pivot| pivot.0);
        self.list.truncate(self.wanted);
        Ok(())
    }

    /// Moves what is less than the middle element to the front of a part, and what equals it next to that; gives where
    /// the equal ones start and how many they are.
    fn split(&mut self, cx: &mut Cx<'_>, left: usize, right: usize, compare: Compare<'_>) -> Run<(usize, usize)> {
        let mut pivots = 1;
        self.list.swap(left + (right - left) / 2, right);
        let mut store = left;
        let mut at = left;
        while at + pivots <= right {
            cx.charge(1)?;
            match self.compare(cx, self.list[at].0, self.list[right].0, compare)? {
                Ordering::Equal => {
                    self.list.swap(at, right - pivots);
                    pivots += 1;
                    continue;
                }
                Ordering::Less => {
                    self.list.swap(at, store);
                    store += 1;
                }
                Ordering::Greater => {}
            }
            at += 1;
        }
        let mut to = store;
        let mut from = right;
        while from + pivots > right && from > to {
            self.list.swap(to, from);
            to += 1;
            from -= 1;
        }
        Ok((store, pivots))
    }
}
