//! Float.

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::Args;
use super::dispatch::{Method, refused};
use super::kernel;

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    refused("<"),
    refused("<="),
    kernel::ORDER,
    kernel::EQUAL,
    kernel::CASE_EQUAL,
    refused(">"),
    refused(">="),
    kernel::EQL,
    kernel::INSPECT,
    kernel::TO_S,
];

/// Sorted by name.
pub(super) const MATH_METHODS: &[Method] = &[];

/// `Float#to_s`.
pub(super) fn text(number: f64) -> String {
    format!("{number:?}")
}

/// `String#to_f`.
pub(super) fn lenient(source: &str) -> f64 {
    source.parse().unwrap_or(0.0)
}

/// `Float()`.
pub(super) fn convert(cx: &mut Cx<'_>, args: Args<'_>) -> Run<Value> {
    let _ = args;
    Err(cx.unsupported("`Float()`"))
}
