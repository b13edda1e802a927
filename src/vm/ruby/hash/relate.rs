//! Subsets: `<`, `<=`, `>`, `>=`.

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::super::arguments::{hash, no_conversion};
use super::super::equality;
use super::access::get;
use super::{entries, length};

/// `<=` and, where `proper`, `<`.
pub(super) fn subset(cx: &mut Cx<'_>, this: Value, other: Value, proper: bool) -> Run<Value> {
    if hash(cx, other).is_none() {
        return Err(no_conversion(cx, other, "Hash"));
    }
    within(cx, this, other, proper)
}

/// `>=` and, where `proper`, `>`.
pub(super) fn superset(cx: &mut Cx<'_>, this: Value, other: Value, proper: bool) -> Run<Value> {
    if hash(cx, other).is_none() {
        return Err(no_conversion(cx, other, "Hash"));
    }
    within(cx, other, this, proper)
}

fn within(cx: &mut Cx<'_>, small: Value, large: Value, proper: bool) -> Run<Value> {
    let room = length(cx, large).checked_sub(length(cx, small));
    if room.is_none_or(|room| proper && room == 0) {
        return Ok(Value::Bool(false));
    }
    for entry in entries(cx, small)? {
        let same = match get(cx, large, entry.key)? {
            Some(value) => equality::equal(cx, entry.value, value)?,
            None => false,
        };
        if !same {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}
