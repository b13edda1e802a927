//! `true || x`, `if (1)`, `'a' == 'b' && x`: a clause whose truth the text alone tells.

use crate::diag::{Code, Diagnostic};
use crate::lint::logic::Joined;
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1030, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    if let Some((op, clauses)) = cx.chain(node) {
        let last = clauses.len() - 1;
        for (at, &clause) in clauses.iter().enumerate() {
            let Some(truth) = cx.constant(clause) else { continue };
            let decides = truth == (op == Joined::Or);
            // `x || 'default'` and `x && true` are ways to choose a value; a text beside a comparison is W1045.
            let chooses = at == last && (!cx.is_tested(node) || !decides);
            if chooses || cx.literal(clause).is_some_and(|_| is_text_or_number(cx, clause)) {
                continue;
            }
            let what = if decides {
                "decides this"
            } else {
                "changes nothing in this"
            };
            let message = format!(
                "`{}` {what} `{}`, whatever the other clauses say",
                cx.quoted(clause),
                op.sign()
            );
            found.push(finding(cx, clause, truth, message));
        }
        return;
    }
    let test = match cx.kind(node) {
        Kind::If { test, .. } | Kind::Conditional(test, ..) => *test,
        Kind::While { test, .. } if cx.constant(*test) == Some(false) => *test,
        _ => return,
    };
    if let Some(truth) = cx.constant(test) {
        let message = format!("`{}` is always {truth}, so one branch never runs", cx.quoted(test));
        found.push(finding(cx, test, truth, message));
    }
}

fn is_text_or_number(cx: &Context<'_>, node: NodeId) -> bool {
    matches!(
        cx.bare_kind(node),
        Kind::Str(_) | Kind::Float(_) | Kind::Integer(_) | Kind::Symbol(_)
    )
}

fn finding(cx: &Context<'_>, node: NodeId, truth: bool, message: String) -> Diagnostic {
    Diagnostic::new(Code::W1030, cx.span(node), message)
        .label(format!("always {truth}"))
        .note("a clause that does not depend on the caller or the request decides for everybody alike")
        .help("remove it, or put there what was meant to be asked")
}
