//! MatchData.

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::dispatch::{Method, refused};

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[refused("=="), refused("eql?"), refused("inspect"), refused("to_s")];

/// `$1` and so on.
pub(super) fn last_group(cx: &mut Cx<'_>, group: usize) -> Run<Value> {
    let _ = group;
    match cx.last_match {
        Value::Nil => Ok(Value::Nil),
        _ => Err(cx.unsupported("groups")),
    }
}
