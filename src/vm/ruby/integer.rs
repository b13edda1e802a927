//! Integer.

use num_bigint::BigInt;

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
    kernel::INSPECT,
    kernel::TO_S,
];

/// Sorted by name.
pub(super) const CLASS_METHODS: &[Method] = &[];

/// The decimal digits of a large integer; the work grows with the square of its length.
pub(super) fn decimal(cx: &mut Cx<'_>, number: &BigInt) -> Run<String> {
    let words = number.bits() / 64 + 1;
    cx.charge(words.saturating_mul(words) / 16 + 1)?;
    Ok(number.to_string())
}

/// `String#to_i` with a base.
pub(super) fn lenient(cx: &mut Cx<'_>, source: &str, base: i64) -> Run<Value> {
    let _ = (source, base);
    Err(cx.unsupported("to_i"))
}

/// `Integer()`.
pub(super) fn convert(cx: &mut Cx<'_>, args: Args<'_>) -> Run<Value> {
    let _ = args;
    Err(cx.unsupported("`Integer()`"))
}
