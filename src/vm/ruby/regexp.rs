//! Regexp.

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::dispatch::{Method, refused};

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    refused("=="),
    refused("==="),
    refused("=~"),
    refused("eql?"),
    refused("inspect"),
    refused("to_s"),
];

/// Sorted by name.
pub(super) const CLASS_METHODS: &[Method] = &[];

/// The Regexp of a literal.
pub(super) fn literal(cx: &mut Cx<'_>, pattern: &str, flags: &str) -> Run<Value> {
    let _ = (pattern, flags);
    Err(cx.unsupported("regular expressions"))
}
