//! `if (x = y)`: an assignment where a comparison was meant.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{AssignOp, Kind, NodeId, UnaryOp};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1034, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Kind::Assign(AssignOp::Plain, target, value) = *cx.kind(node) else {
        return;
    };
    let wrapped = cx
        .parent(node)
        .is_some_and(|above| matches!(cx.kind(above), Kind::Paren(_)));
    // Parentheses of its own say that the assignment is meant, unless what is assigned can only be meant as compared.
    let literal = cx.literal(value).is_some();
    if !is_test(cx, node) || wrapped && !literal {
        return;
    }
    let equals = if cx.is_js() { "===" } else { "==" };
    let mut diagnostic = Diagnostic::new(
        Code::W1034,
        cx.span(node),
        format!("`{}` assigns, and does not compare", cx.quoted(node)),
    )
    .label("an assignment in a test")
    .note("the test sees what is assigned, so it does not depend on what was there before")
    .help(format!("write `{equals}` to compare"));
    if let Some(sign) = cx.sign_between(target, value, "=") {
        diagnostic = diagnostic.fix(Fix::risky("compare", [Edit::replace(sign, equals)]));
    }
    found.push(diagnostic);
}

/// Whether a node is itself the test of something, or a clause of one.
fn is_test(cx: &Context<'_>, node: NodeId) -> bool {
    let shell = cx.shell(node);
    let Some(above) = cx.parent(shell) else { return false };
    match cx.kind(above) {
        Kind::If { test, .. } | Kind::While { test, .. } | Kind::Conditional(test, ..) => *test == shell,
        Kind::Logical(..) => cx.is_tested(shell),
        Kind::Unary(UnaryOp::Not | UnaryOp::NotWord, _) => true,
        _ => false,
    }
}
