//! Rational.

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::Args;
use super::dispatch::Method;
use super::kernel;
use super::object::Rational;

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[kernel::ORDER, kernel::EQUAL, kernel::INSPECT, kernel::TO_S];

/// `Rational#to_s`.
pub(super) fn text(cx: &mut Cx<'_>, number: &Rational) -> Run<String> {
    let numerator = super::integer::decimal(cx, &number.numerator)?;
    let denominator = super::integer::decimal(cx, &number.denominator)?;
    Ok(format!("{numerator}/{denominator}"))
}

/// `Rational()`.
pub(super) fn convert(cx: &mut Cx<'_>, args: Args<'_>) -> Run<Value> {
    let _ = args;
    Err(cx.unsupported("`Rational()`"))
}
