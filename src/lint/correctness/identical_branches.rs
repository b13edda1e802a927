//! A condition whose two branches say the same.

use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1069, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let (yes, no) = match *cx.kind(node) {
        Kind::Conditional(_, yes, no) => (yes, no),
        Kind::If {
            yes: Some(yes),
            no: Some(no),
            ..
        } => (yes, no),
        _ => return,
    };
    if !cx.same(yes, no) || matches!(cx.kind(yes), Kind::Block(list) if list.is_empty()) {
        return;
    }
    found.push(
        Diagnostic::new(Code::W1069, cx.span(no), "both branches say the same")
            .label("the same as the branch before")
            .note("the condition decides nothing")
            .help("write what the other branch was meant to say, or leave the condition out"),
    );
}
