//! `a < b < c`: compares true or false with the third value.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::shape::Shape;
use crate::lint::{Context, Lint};
use crate::syntax::ast::{BinaryOp, Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1057, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Kind::Binary(op, left, right) = *cx.kind(node) else {
        return;
    };
    let Kind::Binary(inner, first, middle) = *cx.kind(left) else {
        return;
    };
    use BinaryOp as B;
    let orders = |op: BinaryOp| matches!(op, B::Lt | B::Le | B::Gt | B::Ge);
    let equals = |op: BinaryOp| matches!(op, B::Eq | B::Ne | B::EqEqEq | B::NeEqEq);
    // `a < b == true` compares a flag on purpose.
    let compares_flag = equals(op) && matches!(cx.shape(right), Shape::Flag | Shape::MaybeFlag);
    if !(orders(op) && orders(inner) || equals(op) && equals(inner) && cx.is_js()) || compares_flag {
        return;
    }
    let why = match cx.is_js() {
        true => "the first comparison gives true or false, which is then compared with the third value",
        false => "the first comparison gives true or false, which has no such operator: it throws NoMethodError",
    };
    let mut diagnostic = Diagnostic::new(
        Code::W1057,
        cx.span(node),
        format!(
            "`{}` compares `{}` with `{}`",
            cx.quoted(node),
            cx.quoted(left),
            cx.quoted(right)
        ),
    )
    .label("not a range")
    .note(why)
    .help("write both comparisons: `a < b && b < c`");
    if cx.is_pure(middle) {
        let at = cx.span(left).end;
        let text = format!(" && {}", cx.text(middle));
        let mut edits = vec![Edit::insert(at, text)];
        if cx
            .parent(node)
            .is_some_and(|above| matches!(cx.kind(above), Kind::Binary(..) | Kind::Unary(..)))
        {
            edits.push(Edit::insert(cx.span(first).start, "("));
            edits.push(Edit::insert(cx.span(right).end, ")"));
        }
        diagnostic = diagnostic.fix(Fix::risky("write both comparisons", edits));
    }
    found.push(diagnostic);
}
