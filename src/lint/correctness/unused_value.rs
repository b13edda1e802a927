//! A statement that is only a value, such as `x == y;`.

use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1044, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let says = match cx.kind(node) {
        Kind::Binary(..) | Kind::Logical(..) | Kind::Conditional(..) | Kind::Unary(..) => "is computed",
        Kind::Bool(_) | Kind::Name(_) | Kind::Member { .. } | Kind::Nil => "stands here",
        Kind::Call { .. } | Kind::Send { .. } if is_question(cx, node) => "is asked",
        _ => return,
    };
    if !cx.is_dropped(node) || !cx.is_pure(node) || cx.bare(node) != node {
        return;
    }
    // The right side of `x and raise` and of `x || raise` runs for what it does.
    found.push(
        Diagnostic::new(
            Code::W1044,
            cx.span(node),
            format!("`{}` {says}, and nothing uses it", cx.quoted(node)),
        )
        .label("not used")
        .note("only the last value of a rule, and what `return` gives, decides")
        .help("join it to what follows with `&&` or `||`, return it, or remove it"),
    );
}

/// Whether a call reads a binding or asks for a team.
fn is_question(cx: &Context<'_>, node: NodeId) -> bool {
    if cx.binding(node).is_some() {
        return true;
    }
    cx.is_ruby()
        && cx.method_call(node).is_some_and(|call| {
            matches!(cx.bare_kind(call.receiver), Kind::InstanceVar(_))
                && matches!(call.name, "is_member_of" | "is_member_of?" | "validate_signature")
        })
}
