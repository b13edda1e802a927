//! `x == 'a' && x == 'b'`: two comparisons that cannot both hold.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::logic::{Equality, Joined};
use crate::lint::{Context, Lint};
use crate::source::Span;
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1052, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Some((op, clauses)) = cx.chain(node) else { return };
    let mut before: Vec<(NodeId, Equality, String)> = Vec::new();
    for clause in clauses {
        let Some((equality, value)) = compared(cx, clause) else {
            continue;
        };
        let (impossible, outcome) = match op {
            Joined::And => (!equality.negated, "never"),
            Joined::Or => (equality.negated, "always"),
        };
        if !impossible {
            continue;
        }
        let earlier = before
            .iter()
            .find(|(_, other, known)| *known != value && cx.same(other.left, equality.left) && cx.is_pure(other.left));
        if let Some((first, ..)) = earlier {
            found.push(finding(cx, node, op, outcome, *first, clause));
            return;
        }
        before.push((clause, equality, value));
    }
}

/// A comparison with a literal, the literal on the right, and the literal.
fn compared(cx: &Context<'_>, clause: NodeId) -> Option<(Equality, String)> {
    let mut equality = cx.equality(clause)?;
    if cx.literal(equality.right).is_none() {
        std::mem::swap(&mut equality.left, &mut equality.right);
    }
    let value = cx.literal(equality.right)?;
    // In Ruby `===` asks a class or a pattern; `nil` and a text may both be unequal to a list.
    (cx.literal(equality.left).is_none()).then_some((equality, value))
}

fn finding(cx: &Context<'_>, node: NodeId, op: Joined, outcome: &str, first: NodeId, second: NodeId) -> Diagnostic {
    let (other, holds) = match op {
        Joined::And => ("||", "no value is equal to both"),
        Joined::Or => ("&&", "every value differs from one of them"),
    };
    let diagnostic = Diagnostic::new(
        Code::W1052,
        cx.span(second),
        format!(
            "`{}` and `{}` make this {outcome} true",
            cx.quoted(first),
            cx.quoted(second)
        ),
    )
    .label(format!("{outcome} true together"))
    .note(holds)
    .help(format!("join them with `{other}`"));
    // Only where the whole chain is these two can the sign be replaced.
    let Kind::Logical(_, left, right) = *cx.kind(node) else {
        return diagnostic;
    };
    if cx.bare(left) != first || cx.bare(right) != second {
        return diagnostic;
    }
    let written = if cx
        .slice(Span::new(cx.span(left).end, cx.span(right).start))
        .contains(op.sign())
    {
        op.sign()
    } else {
        return diagnostic;
    };
    match cx.sign_between(left, right, written) {
        Some(sign)
            if cx
                .use_of(node)
                .is_none_or(|above| !matches!(cx.kind(above), Kind::Logical(..))) =>
        {
            diagnostic.fix(Fix::risky(
                format!("join them with `{other}`"),
                [Edit::replace(sign, other)],
            ))
        }
        _ => diagnostic,
    }
}
