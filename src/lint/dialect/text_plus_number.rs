//! `values('Count') + 1` in JavaScript, which puts texts together.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::shape::Shape;
use crate::lint::{Context, Lint};
use crate::syntax::ast::{BinaryOp, Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1212, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Kind::Binary(BinaryOp::Add, left, right) = *cx.kind(node) else {
        return;
    };
    if !cx.is_js() {
        return;
    }
    for (text, number) in [(left, right), (right, left)] {
        if cx.shape(number) != Shape::Number || !is_field(cx, text) {
            continue;
        }
        let mut diagnostic = Diagnostic::new(
            Code::W1212,
            cx.span(node),
            format!("`+` puts the text `{}` and a number together", cx.quoted(text)),
        )
        .label("a text, and no sum")
        .note("the values of fields are texts: '12' + 1 is '121'")
        .help(format!("write `Number({}) + ...`", cx.quoted(text)));
        let written = format!("Number({})", cx.text(text));
        diagnostic = diagnostic.fix(Fix::risky("add numbers", [Edit::replace(cx.span(text), written)]));
        found.push(diagnostic);
        return;
    }
}

/// Whether a value is one of a field, or another text of the request.
fn is_field(cx: &Context<'_>, node: NodeId) -> bool {
    let field = cx.binding(node).is_some_and(|bound| bound.section == "values");
    field || cx.shape(node) == Shape::MaybeText
}
