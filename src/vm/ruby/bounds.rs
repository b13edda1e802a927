//! Where a range begins in a sequence and how long it is there (`rb_range_beg_len`).

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::arguments::{range, to_long};
use super::inspect;

/// What happens to a range that lies outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outside {
    /// There is no answer; the end is cut to the length.
    Nothing,
    /// RangeError; the end is cut to the length.
    Raise,
    /// RangeError for a beginning before the start; neither end is cut (`[]=`, `fill`).
    RaiseUncut,
}

/// The first position and the length of a range in a sequence; none where the value is no range or lies outside.
pub(super) fn range_bounds(cx: &mut Cx<'_>, value: Value, len: usize, outside: Outside) -> Run<Option<(usize, usize)>> {
    let Some(bounds) = range(cx, value) else {
        return Ok(None);
    };
    let len = i64::try_from(len).unwrap_or(i64::MAX);
    let given_begin = match bounds.begin {
        Value::Nil => 0,
        other => to_long(cx, other)?,
    };
    let (given_end, exclusive) = match bounds.end {
        Value::Nil => (-1, false),
        other => (to_long(cx, other)?, bounds.exclusive),
    };
    let begin = if given_begin < 0 {
        given_begin.saturating_add(len)
    } else {
        given_begin
    };
    let mut end = if given_end < 0 {
        given_end.saturating_add(len)
    } else {
        given_end
    };
    if !exclusive {
        end = end.saturating_add(1);
    }
    let cut = outside != Outside::RaiseUncut;
    if begin < 0 || (cut && begin > len) {
        if outside == Outside::Nothing {
            return Ok(None);
        }
        let shown = inspect::inspect(cx, value)?;
        return Err(cx.raise(Global::RbRangeError, format!("{shown} out of range")));
    }
    if cut {
        end = end.min(len);
    }
    let span = end.saturating_sub(begin).max(0);
    Ok(Some((
        usize::try_from(begin).unwrap_or(usize::MAX),
        usize::try_from(span).unwrap_or(usize::MAX),
    )))
}
