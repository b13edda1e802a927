//! User names compared without regard to letter case.

use super::subject::{Subject, is_equality};
use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1114, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let sides = match *cx.kind(node) {
        Kind::Binary(op, left, right) if is_equality(op) => [left, right],
        Kind::Send { .. } => match cx.method_call(node) {
            Some(call) if matches!(call.name, "casecmp?") && call.arguments.len() == 1 => {
                return report(cx, node, [call.receiver, call.arguments[0]], found);
            }
            _ => return,
        },
        _ => return,
    };
    let folds = sides.iter().any(|&side| {
        cx.method_call(side)
            .is_some_and(|call| matches!(call.name, "toLowerCase" | "toUpperCase" | "downcase" | "upcase"))
    });
    if folds {
        report(cx, node, sides, found);
    }
}

fn report(cx: &Context<'_>, node: NodeId, sides: [NodeId; 2], found: &mut Vec<Diagnostic>) {
    if !sides.iter().any(|&side| cx.subject(side) == Some(Subject::User)) {
        return;
    }
    found.push(
        Diagnostic::new(
            Code::W1114,
            cx.span(node),
            "user names are compared without regard to letter case",
        )
        .label("`Ann` and `ann` may be two users")
        .note("the product tells user names apart by their letters, capital ones included")
        .help("compare the names as they are"),
    );
}
