//! Texts of times.

use crate::time::TimeError;
use crate::time::ruby::Time;
use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::super::arguments::to_str;
use super::super::{Args, machine_text};
use super::{own, settle};

/// A text of the time layer as a String.
pub(super) fn text(cx: &mut Cx<'_>, this: Value, of: fn(&Time) -> Result<String, TimeError>) -> Run<Value> {
    let own = own(cx, this)?;
    let text = settle(cx, of(&own))?;
    cx.charge(1 + text.len() as u64 / 8)?;
    machine_text(cx, text)
}

/// `ctime` and `asctime`.
pub(super) fn ctime(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    text(cx, this, Time::ctime)
}

/// `strftime`.
pub(super) fn strftime(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let own = own(cx, this)?;
    let format = to_str(cx, args.at(0))?;
    cx.charge(1 + format.len() as u64)?;
    let text = settle(cx, own.strftime(&format))?;
    cx.charge(text.len() as u64 / 8)?;
    machine_text(cx, text)
}

/// `iso8601` and `xmlschema`.
pub(super) fn iso8601(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let own = own(cx, this)?;
    let digits = match args.get(0) {
        None => 0,
        Some(Value::Int(digits)) if digits <= 100 => digits,
        Some(_) => return Err(cx.unsupported("`iso8601` with such digits")),
    };
    let text = settle(cx, own.iso8601(digits))?;
    machine_text(cx, text)
}
