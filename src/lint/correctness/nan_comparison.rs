//! A comparison with NaN, which is never equal to anything.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{BinaryOp, Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1056, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Kind::Binary(op, left, right) = *cx.kind(node) else {
        return;
    };
    use BinaryOp as B;
    if !matches!(
        op,
        B::Eq | B::Ne | B::EqEqEq | B::NeEqEq | B::Lt | B::Le | B::Gt | B::Ge
    ) {
        return;
    }
    let Some((_, other)) = [(left, right), (right, left)]
        .into_iter()
        .find(|(side, _)| is_nan(cx, *side))
    else {
        return;
    };
    let negated = matches!(op, B::Ne | B::NeEqEq);
    let (help, text) = match cx.is_js() {
        true => ("ask `Number.isNaN(x)`", format!("Number.isNaN({})", cx.text(other))),
        false => ("ask `x.nan?`", format!("({}).nan?", cx.text(other))),
    };
    let text = if negated { format!("!{text}") } else { text };
    let diagnostic = Diagnostic::new(
        Code::W1056,
        cx.span(node),
        format!("`{}` is always {negated}", cx.quoted(node)),
    )
    .label(format!("always {negated}"))
    .note("NaN is equal to nothing, not even to itself")
    .help(help);
    let equal = cx.equality(node).is_some();
    found.push(match equal {
        true => diagnostic.fix(Fix::risky(
            "ask whether it is NaN",
            [Edit::replace(cx.span(node), text)],
        )),
        false => diagnostic,
    });
}

fn is_nan(cx: &Context<'_>, node: NodeId) -> bool {
    if cx.is_js() {
        return cx.is_global(node, "NaN")
            || cx
                .property(node)
                .is_some_and(|(object, name)| name == "NaN" && cx.is_global(object, "Number"));
    }
    cx.text(cx.bare(node)) == "Float::NAN"
}
