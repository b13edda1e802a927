//! A signature that is checked, and its answer is not used.

use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1127, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Some(call) = cx.method_call(node) else { return };
    let asks = matches!(call.name, "validate_signature" | "is_member_of" | "is_member_of?");
    if !asks || cx.bare(node) != node || !cx.is_ruby() {
        return;
    }
    let shell = cx.shell(node);
    let Some(parent) = cx.parent(shell) else { return };
    let Kind::Block(list) = *cx.kind(parent) else { return };
    if cx.list(list).last() == Some(&shell) {
        return;
    }
    found.push(
        Diagnostic::new(
            Code::W1127,
            cx.span(node),
            format!("the answer of `{}` is not used", call.name),
        )
        .label("asked, and then forgotten")
        .note("it gives true or false and stops nothing by itself")
        .help("join it to what follows with `&&`, or write `return false unless ...`"),
    );
}
