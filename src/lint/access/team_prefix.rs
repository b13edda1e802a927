//! The beginning of a team's name, tested without the `::` at its end.

use super::subject::Subject;
use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{BinaryOp, Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1111, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let call = match *cx.kind(node) {
        // `name.indexOf(prefix) === 0`
        Kind::Binary(BinaryOp::Eq | BinaryOp::EqEqEq, left, right) if cx.number(right) == Some(0.0) => {
            cx.method_call(left).filter(|call| call.name == "indexOf")
        }
        Kind::Call { .. } | Kind::Send { .. } => cx
            .method_call(node)
            .filter(|call| matches!(call.name, "start_with?" | "startsWith")),
        _ => None,
    };
    let Some(call) = call else { return };
    let &[argument] = call.arguments else { return };
    let Some(text) = cx.str(argument) else { return };
    if text.is_empty() || text.ends_with(':') || cx.subject(call.receiver) != Some(Subject::Team) {
        return;
    }
    let at = cx.span(argument).end.saturating_sub(1);
    found.push(
        Diagnostic::new(
            Code::W1111,
            cx.span(argument),
            format!("other teams begin with `{text}`, too"),
        )
        .label("without `::` the name may go on")
        .note(format!("a team `{text} Guests` passes as well as one below `{text}`"))
        .help(format!(
            "write `{text}::` for the teams below it, and compare the team itself with `==`"
        ))
        .fix(Fix::risky("end the prefix with `::`", [Edit::insert(at, "::")])),
    );
}
