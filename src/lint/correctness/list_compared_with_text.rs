//! An attribute or the list of teams compared with a text.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::shape::Shape;
use crate::lint::{Context, Lint};
use crate::syntax::ast::{BinaryOp, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1036, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Some(equality) = cx.equality(node) else { return };
    for (list, text) in equality.sides() {
        let shape = cx.shape(list);
        if !shape.is_list() || !cx.shape(text).is_text() {
            continue;
        }
        let loose = cx.is_js() && matches!(equality.op, BinaryOp::Eq | BinaryOp::Ne);
        let why = if loose {
            "JavaScript compares the list written as one text, so that it is equal only with exactly one value"
        } else {
            "a list is never equal to a text"
        };
        let what = match shape {
            Shape::Attribute => "an attribute, which is a list",
            _ => "a list",
        };
        let mut diagnostic = Diagnostic::new(
            Code::W1036,
            cx.span(node),
            format!("`{}` is {what}, and is compared with a text", cx.quoted(list)),
        )
        .label("a list against a text")
        .note(why)
        .help(if cx.is_js() {
            "ask whether the list has it: `.includes(...)`"
        } else {
            "ask whether the list has it: `.include?(...)`"
        });
        if let Some(fix) = fix(cx, node, list, text, equality.negated) {
            diagnostic = diagnostic.fix(fix);
        }
        found.push(diagnostic);
        return;
    }
}

fn fix(cx: &Context<'_>, node: NodeId, list: NodeId, text: NodeId, negated: bool) -> Option<Fix> {
    if !cx.is_simple(list) || cx.has_comment(cx.span(node)) {
        return None;
    }
    let not = if negated { "!" } else { "" };
    let method = if cx.is_js() { "includes" } else { "include?" };
    let mut receiver = cx.text(list).to_owned();
    // An attribute that nobody declared is absent: the binding's second argument stands in for it.
    if cx.is_js() && cx.shape(list) == Shape::Attribute && cx.binding(list).is_some() {
        receiver = format!("{}, [])", receiver.strip_suffix(')')?);
    }
    let written = format!("{not}{receiver}.{method}({})", cx.text(text));
    Some(Fix::risky(
        format!("ask `{method}`"),
        [Edit::replace(cx.span(node), written)],
    ))
}
