//! A branch, a loop or a helper without anything in it.

use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{FunctionKind, Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1059, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let (block, what) = match *cx.kind(node) {
        Kind::If { yes: Some(yes), .. } if is_empty(cx, yes) => (yes, "a branch"),
        Kind::If { no: Some(no), .. } if is_empty(cx, no) => (no, "a branch"),
        Kind::For { body, .. } | Kind::ForEach { body, .. } | Kind::While { body, .. } if is_empty(cx, body) => {
            (body, "a loop")
        }
        Kind::Try {
            handler: Some(handler), ..
        } if is_empty(cx, handler) => (handler, "a handler"),
        Kind::Function { kind, body, .. } if is_empty(cx, body) && kind != FunctionKind::ArrowExpression => {
            (body, "a function")
        }
        _ => return,
    };
    let span = if cx.text(block).is_empty() {
        cx.span(node)
    } else {
        cx.span(block)
    };
    if cx.has_comment(cx.span(block)) || cx.is_ruby() && cx.has_comment(cx.span(node)) {
        return;
    }
    found.push(
        Diagnostic::new(Code::W1059, span, format!("{what} with nothing in it"))
            .label("nothing happens here")
            .note("whoever reads the rule cannot tell whether something was forgotten")
            .help("write what was meant, remove it, or say in a comment why it is empty"),
    );
}

fn is_empty(cx: &Context<'_>, block: NodeId) -> bool {
    match cx.kind(block) {
        Kind::Block(list) => cx.list(*list).iter().all(|&one| matches!(cx.kind(one), Kind::Empty)),
        Kind::Empty => true,
        _ => false,
    }
}
