//! `list == ['a']` in JavaScript: two lists are equal only if they are the same list.

use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1037, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    if !cx.is_js() {
        return;
    }
    let Some(equality) = cx.equality(node) else { return };
    let literal = |side: NodeId| matches!(cx.bare_kind(side), Kind::Array(_) | Kind::Object(_));
    let [(left, right), _] = equality.sides();
    let both = cx.shape(left).is_list() && cx.shape(right).is_list();
    if !both && !literal(left) && !literal(right) {
        return;
    }
    // A list against a text is W1005; a list with itself W1032.
    if cx.shape(left).is_text() || cx.shape(right).is_text() || cx.same(left, right) {
        return;
    }
    let outcome = if equality.negated { "true" } else { "false" };
    let empty = [left, right]
        .into_iter()
        .any(|side| matches!(cx.bare_kind(side), Kind::Array(list) if list.is_empty()));
    let help = if empty {
        "ask for `.length === 0`"
    } else {
        "ask `hasIntersection(a, b)`, or compare the values one by one"
    };
    found.push(
        Diagnostic::new(
            Code::W1037,
            cx.span(node),
            format!("`{}` is always {outcome}", cx.quoted(node)),
        )
        .label(format!("always {outcome}"))
        .note("JavaScript compares lists by identity: two lists with the same values are not equal")
        .help(help),
    );
}
