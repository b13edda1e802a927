//! Texts of dates.

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::super::arguments::to_str;
use super::super::time::settle;
use super::super::{Args, machine_text};
use super::own;

/// A text of a fixed format.
pub(super) fn formatted(cx: &mut Cx<'_>, this: Value, format: &str) -> Run<Value> {
    let own = own(cx, this)?;
    let text = settle(cx, own.strftime(format))?;
    cx.charge(1 + text.len() as u64 / 8)?;
    machine_text(cx, text)
}

/// `to_s`, `iso8601` and `xmlschema`.
pub(super) fn to_s(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let own = own(cx, this)?;
    let text = settle(cx, own.to_s())?;
    machine_text(cx, text)
}

/// `ctime` and `asctime`.
pub(super) fn ctime(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    formatted(cx, this, "%a %b %e %T %Y")
}

/// `strftime`, as `%F` without an argument.
pub(super) fn strftime(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    match args.get(0) {
        None => formatted(cx, this, "%F"),
        Some(format) => {
            let format = to_str(cx, format)?;
            cx.charge(format.len() as u64)?;
            formatted(cx, this, &format)
        }
    }
}
