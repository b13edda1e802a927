//! A rule that only says who is kept out: everybody else passes, anonymous callers among them.

use super::subject::Subject;
use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{BinaryOp, Kind, LogicalOp, NodeId, UnaryOp};

/// The lint about users.
pub const USERS: Lint = Lint::rule(Code::W1115, users);

/// The lint about teams.
pub const TEAMS: Lint = Lint::rule(Code::W1116, teams);

fn users(cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some((node, Subject::User | Subject::Email | Subject::DisplayName)) = only_negative(cx) else {
        return;
    };
    found.push(
        Diagnostic::new(Code::W1115, cx.span(node), "everybody passes who is not named here")
            .label("says only who is kept out")
            .note("anonymous callers have no name, so they pass")
            .help("say who may pass, or ask for a signed-in caller as well: `identity('authenticated') && ...`"),
    );
}

fn teams(cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some((node, Subject::Teams | Subject::Team)) = only_negative(cx) else {
        return;
    };
    found.push(
        Diagnostic::new(Code::W1116, cx.span(node), "everybody passes who is in no such team")
            .label("says only who is kept out")
            .note("anonymous callers are in no team, so they pass")
            .help("ask for a signed-in caller as well: `identity('authenticated') && !...`"),
    );
}

/// The value of a rule that has negative clauses only, and whom they are about.
fn only_negative(cx: &Context<'_>) -> Option<(NodeId, Subject)> {
    let outcome = cx.results().iter().copied().filter(|&node| {
        !matches!(
            cx.kind(node),
            Kind::Block(_) | Kind::Expression(_) | Kind::Paren(_) | Kind::Chain(_) | Kind::Call { .. }
        ) || matches!(cx.kind(node), Kind::Call { .. }) && negative(cx, node).is_some()
    });
    // One value: a rule with branches is another matter.
    let roots: Vec<NodeId> = outcome.collect();
    let &first = roots.first()?;
    if roots
        .iter()
        .any(|&other| other != first && !cx.ancestors(other).any(|above| above == first))
    {
        return None;
    }
    let mut open = vec![first];
    let mut subject = None;
    while let Some(node) = open.pop() {
        match *cx.bare_kind(node) {
            Kind::Logical(LogicalOp::And | LogicalOp::AndWord | LogicalOp::Or | LogicalOp::OrWord, left, right) => {
                open.extend([left, right]);
            }
            _ => subject = Some(negative(cx, node)?),
        }
    }
    Some((first, subject?))
}

/// Whom a clause keeps out; none where it does anything else.
fn negative(cx: &Context<'_>, node: NodeId) -> Option<Subject> {
    let of = |node: NodeId| {
        let compared = cx.compared(cx.bare(node));
        compared.iter().find_map(|&compared| {
            let subject = cx.subject(compared.subject);
            subject.or_else(|| cx.is_about_teams(compared).then_some(Subject::Teams))
        })
    };
    match *cx.bare_kind(node) {
        Kind::Binary(BinaryOp::Ne | BinaryOp::NeEqEq, ..) => of(node),
        Kind::Unary(UnaryOp::Not | UnaryOp::NotWord, inner) => of(inner),
        Kind::Binary(BinaryOp::Eq | BinaryOp::EqEqEq, left, right) if cx.number(right) == Some(-1.0) => of(left),
        Kind::Binary(BinaryOp::Lt, left, right) if cx.number(right) == Some(0.0) => of(left),
        _ => None,
    }
}
