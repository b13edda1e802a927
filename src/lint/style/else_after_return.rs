//! `else` after a branch that returns.

use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1303, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Kind::If {
        yes: Some(yes),
        no: Some(no),
        ..
    } = *cx.kind(node)
    else {
        return;
    };
    let last = match cx.kind(yes) {
        Kind::Block(list) => cx.list(*list).last().copied(),
        _ => Some(yes),
    };
    let returns = last.is_some_and(|last| matches!(cx.kind(last), Kind::Return(Some(_))));
    let alone = cx
        .parent(node)
        .is_some_and(|above| matches!(cx.kind(above), Kind::Block(_)));
    if !returns || !alone || matches!(cx.kind(no), Kind::If { .. }) {
        return;
    }
    found.push(
        Diagnostic::new(Code::W1303, cx.span(no), "this `else` follows a branch that returns")
            .label("needs no `else`")
            .note("what follows the `if` is reached only where its test does not hold")
            .help("write the branch behind the `if`"),
    );
}
