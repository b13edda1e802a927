//! `format`.

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::Args;

/// `format` and `sprintf`.
pub(super) fn format(cx: &mut Cx<'_>, args: Args<'_>) -> Run<Value> {
    let _ = args;
    Err(cx.unsupported("`format`"))
}

/// `String#%`.
pub(super) fn percent(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let _ = (this, args);
    Err(cx.unsupported("`%`"))
}

/// C's `%.{precision}g`.
pub(super) fn c_general(number: f64, precision: usize) -> String {
    let _ = precision;
    number.to_string()
}
