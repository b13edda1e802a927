//! `'ann' === identity('username')`: the literal first.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{BinaryOp, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1302, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Some(equality) = cx.equality(node) else { return };
    // In Ruby the left side of `===` is what asks.
    if cx.is_ruby() && matches!(equality.op, BinaryOp::EqEqEq | BinaryOp::NeEqEq) {
        return;
    }
    if cx.literal(equality.left).is_none() || cx.literal(equality.right).is_some() || !cx.is_simple(equality.right) {
        return;
    }
    let mut diagnostic = Diagnostic::new(
        Code::W1302,
        cx.span(node),
        "the literal stands before what it is compared with",
    )
    .label("the other way round")
    .note("a condition reads better when it begins with what is asked about")
    .help("exchange the sides");
    if !cx.has_comment(cx.span(node)) {
        let edits = [
            Edit::replace(cx.span(equality.left), cx.text(equality.right)),
            Edit::replace(cx.span(equality.right), cx.text(equality.left)),
        ];
        diagnostic = diagnostic.fix(Fix::safe("exchange the sides", edits));
    }
    found.push(diagnostic);
}
