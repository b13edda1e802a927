//! `x == 0`, `x == ''`, `x == true` in JavaScript, which convert before they compare.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::shape::Shape;
use crate::lint::{Context, Lint};
use crate::syntax::ast::{BinaryOp, Kind, NodeId, UnaryOp};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1201, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Some(equality) = cx.equality(node) else { return };
    if !cx.is_js() || !matches!(equality.op, BinaryOp::Eq | BinaryOp::Ne) {
        return;
    }
    for (literal, other) in equality.sides() {
        let shape = cx.shape(other);
        let why = match cx.bare_kind(literal) {
            // A flag compared with a text is W1221.
            Kind::Bool(_) if !matches!(shape, Shape::Flag | Shape::MaybeFlag) && !shape.is_text() => {
                "a flag is converted to a number: 1 and '1' are equal to true, 'yes' is not"
            }
            Kind::Str(text) if cx.name(*text).trim().is_empty() && !shape.is_text() => {
                "an empty text is equal to 0, to false and to an empty list"
            }
            Kind::Float(_) | Kind::Unary(UnaryOp::Minus, _) if cx.number(literal).is_some() => match shape {
                Shape::Number => continue,
                _ => "a text is converted to a number: '' and ' ' are equal to 0, '1e1' is equal to 10",
            },
            _ => continue,
        };
        let strict = if equality.negated { "!==" } else { "===" };
        let loose = if equality.negated { "!=" } else { "==" };
        let mut diagnostic = Diagnostic::new(
            Code::W1201,
            cx.span(node),
            format!("`{}` converts what it compares", cx.quoted(node)),
        )
        .label(format!("`{loose}` converts"))
        .note(why)
        .help(format!(
            "write `{strict}`, and convert with `Number(...)` or `String(...)` where it is meant"
        ));
        if let Some(sign) = cx.sign_between(equality.left, equality.right, loose) {
            diagnostic = diagnostic.fix(Fix::risky(format!("write `{strict}`"), [Edit::replace(sign, strict)]));
        }
        found.push(diagnostic);
        return;
    }
}
