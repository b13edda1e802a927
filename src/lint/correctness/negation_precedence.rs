//! `!x in y`, `!x === y`: the `!` belongs to the left operand alone.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::shape::Shape;
use crate::lint::{Context, Lint};
use crate::syntax::ast::{BinaryOp, Kind, NodeId, UnaryOp};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1055, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Kind::Binary(op, left, right) = *cx.kind(node) else {
        return;
    };
    let Kind::Unary(UnaryOp::Not, operand) = *cx.kind(left) else {
        return;
    };
    use BinaryOp as B;
    let suspicious = match op {
        B::In | B::InstanceOf | B::Match => true,
        B::Lt | B::Le | B::Gt | B::Ge => true,
        // Flags may be compared: `!a == !b`, `!a === true`, `!!a == b`.
        B::Eq | B::Ne | B::EqEqEq | B::NeEqEq => {
            let flag = |side: NodeId| matches!(cx.shape(side), Shape::Flag | Shape::MaybeFlag);
            !flag(right) && !flag(operand)
        }
        _ => false,
    };
    if !suspicious {
        return;
    }
    let start = cx.span(operand).start;
    let edits = [Edit::insert(start, "("), Edit::insert(cx.span(right).end, ")")];
    found.push(
        Diagnostic::new(
            Code::W1055,
            cx.span(node),
            format!("`!` negates `{}` alone, and not the comparison", cx.quoted(operand)),
        )
        .label("compares true or false with the right side")
        .note("`!` binds more tightly than the operators that compare")
        .help("put the comparison in parentheses: `!(a == b)`, or write `!=`")
        .fix(Fix::risky("negate the comparison", edits)),
    );
}
