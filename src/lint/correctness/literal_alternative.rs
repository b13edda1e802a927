//! `x == 'a' || 'b'`: the second text is a clause of its own, which is always true.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::logic::{Equality, Joined};
use crate::lint::{Context, Lint};
use crate::source::Span;
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1045, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    // `x == ('a' || 'b')` compares with 'a' alone.
    if let Some(equality) = cx.equality(node) {
        for (other, side) in equality.sides() {
            if let Some((Joined::Or, clauses)) = cx.chain(cx.bare(side))
                && clauses.iter().all(|&clause| cx.literal(clause).is_some())
            {
                found.push(within(cx, node, other, side, &clauses));
            }
        }
        return;
    }
    let Some((op, clauses)) = cx.chain(node) else { return };
    if !cx.is_tested(node) {
        return;
    }
    let compared = clauses.iter().find_map(|&clause| Some((clause, cx.equality(clause)?)));
    for &clause in &clauses {
        if !matches!(
            cx.kind(clause),
            Kind::Str(_) | Kind::Float(_) | Kind::Integer(_) | Kind::Symbol(_)
        ) {
            continue;
        }
        let truth = cx.constant(clause).unwrap_or(true);
        let effect = match (op, truth) {
            (Joined::Or, true) => "lets everybody in",
            (Joined::And, false) => "keeps everybody out",
            _ => "changes nothing",
        };
        let mut diagnostic = Diagnostic::new(
            Code::W1045,
            cx.span(clause),
            format!(
                "`{}` stands alone as a clause of `{}`, and {effect}",
                cx.quoted(clause),
                op.sign()
            ),
        )
        .label(format!("always {truth}"))
        .note("the comparison before it is not repeated for it")
        .help(match cx.is_js() {
            true => "repeat the comparison, or ask a list: `['a', 'b'].includes(x)`",
            false => "repeat the comparison, or ask a list: `['a', 'b'].include?(x)`",
        });
        if let Some((before, equality)) = compared
            && cx.span(before).start < cx.span(clause).start
            && cx.literal(equality.right).is_some()
        {
            let between = Span::new(cx.span(equality.left).start, cx.span(equality.right).start);
            let again = format!("{}{}", cx.slice(between), cx.text(clause));
            diagnostic = diagnostic.fix(Fix::risky(
                "repeat the comparison",
                [Edit::replace(cx.span(clause), again)],
            ));
        }
        found.push(diagnostic);
    }
}

fn within(cx: &Context<'_>, node: NodeId, other: NodeId, side: NodeId, clauses: &[NodeId]) -> Diagnostic {
    let first = clauses.first().map_or_else(String::new, |&first| cx.quoted(first));
    let diagnostic = Diagnostic::new(
        Code::W1045,
        cx.span(side),
        format!("`{}` is `{first}`, so the rest is never compared", cx.quoted(side)),
    )
    .label(format!("compares with {first} alone"))
    .note("`||` between literals gives the first that is true")
    .help("ask a list which holds them");
    let list: Vec<&str> = clauses.iter().map(|&clause| cx.text(clause)).collect();
    let method = if cx.is_js() { "includes" } else { "include?" };
    let not = match cx.equality(node) {
        Some(Equality { negated: true, .. }) => "!",
        _ => "",
    };
    let text = format!("{not}[{}].{method}({})", list.join(", "), cx.text(other));
    diagnostic.fix(Fix::risky("ask a list", [Edit::replace(cx.span(node), text)]))
}
