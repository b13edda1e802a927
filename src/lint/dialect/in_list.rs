//! `'HR' in list` in JavaScript, which asks for a place and not for a value.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::shape::Shape;
use crate::lint::{Context, Lint};
use crate::syntax::ast::{BinaryOp, Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1224, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Kind::Binary(BinaryOp::In, value, list) = *cx.kind(node) else {
        return;
    };
    if !cx.is_js()
        || !cx.shape(list).is_list()
        || cx.number(value).is_some()
        || cx.str(value).as_deref() == Some("length")
    {
        return;
    }
    // A text of digits is a place.
    if cx.str(value).is_some_and(|text| text.parse::<u32>().is_ok()) || cx.shape(value) == Shape::Number {
        return;
    }
    let mut diagnostic = Diagnostic::new(
        Code::W1224,
        cx.span(node),
        format!("`in` asks `{}` for a place, and not for a value", cx.quoted(list)),
    )
    .label("false for every name")
    .note("`in` asks for the keys of an object; those of a list are its places")
    .help("write `.includes(...)`");
    if cx.is_simple(list) {
        let text = format!("{}.includes({})", cx.text(list), cx.text(value));
        diagnostic = diagnostic.fix(Fix::risky("ask `includes`", [Edit::replace(cx.span(node), text)]));
    }
    found.push(diagnostic);
}
