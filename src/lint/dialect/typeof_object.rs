//! `typeof x === 'object'`, which is true for null and for lists, too.

use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId, UnaryOp};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1215, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Some(equality) = cx.equality(node) else { return };
    for (side, other) in equality.sides() {
        let Kind::Unary(UnaryOp::Typeof, operand) = *cx.bare_kind(side) else {
            continue;
        };
        if cx.str(other).as_deref() != Some("object") || is_asked(cx, operand, node) {
            continue;
        }
        found.push(
            Diagnostic::new(
                Code::W1215,
                cx.span(node),
                format!(
                    "`typeof {}` is 'object' for null and for lists, too",
                    cx.quoted(operand)
                ),
            )
            .label("true for null")
            .note("`typeof null` is 'object' in JavaScript, and so is that of a list")
            .help("ask `Array.isArray(x)` for a list, and `x !== null` besides for an object"),
        );
        return;
    }
}

/// Whether another place asks whether the value is null, or a list.
fn is_asked(cx: &Context<'_>, operand: NodeId, node: NodeId) -> bool {
    let operand = cx.bare(operand);
    cx.nodes().any(|other| {
        other != operand
            && cx.bare(other) == other
            && cx.same(other, operand)
            && !cx.ancestors(other).any(|above| above == node)
            && (cx.is_tested(other)
                || cx.use_of(other).is_some_and(|around| match cx.kind(around) {
                    Kind::Binary(..) => true,
                    Kind::Call { .. } => cx.method_call(around).is_some_and(|call| call.name == "isArray"),
                    _ => false,
                }))
    })
}
