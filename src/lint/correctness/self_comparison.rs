//! `x == x`: a value compared with itself, which always gives the same answer.

use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{BinaryOp, Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1032, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Kind::Binary(op, left, right) = cx.kind(node) else {
        return;
    };
    use BinaryOp as B;
    let compares = matches!(
        op,
        B::Eq | B::Ne | B::EqEqEq | B::NeEqEq | B::Lt | B::Le | B::Gt | B::Ge | B::Spaceship
    );
    // Two literals are a constant clause.
    let literal = matches!(
        cx.bare_kind(*left),
        Kind::Str(_) | Kind::Float(_) | Kind::Integer(_) | Kind::Bool(_) | Kind::Nil
    );
    if !compares || literal || !cx.same(*left, *right) || !cx.is_pure(*left) {
        return;
    }
    found.push(
        Diagnostic::new(
            Code::W1032,
            cx.span(node),
            format!("`{}` is compared with itself", cx.quoted(*left)),
        )
        .label("both sides are the same")
        .note("only NaN differs from itself, so the comparison says nothing about the caller")
        .help("compare it with what was meant, for example the submission's value with the caller's"),
    );
}
