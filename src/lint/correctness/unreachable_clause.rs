//! Code that never runs: behind `return`, or behind a clause that decides alone.

use crate::diag::{Code, Diagnostic, Fix};
use crate::lint::logic::Joined;
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1031, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    if let Some((op, clauses)) = cx.chain(node) {
        let decides = |clause: &&NodeId| cx.constant(**clause) == Some(op == Joined::Or);
        let first = clauses.iter().position(|clause| decides(&clause));
        if let Some(&next) = first.and_then(|at| clauses.get(at + 1)) {
            let message = format!("`{}` is never reached", cx.quoted(next));
            let why = format!("the clause before it decides the `{}` already", op.sign());
            found.push(finding(cx, next, message, &why));
        }
        return;
    }
    let (Kind::Block(list) | Kind::SwitchCase { body: list, .. }) = cx.kind(node) else {
        return;
    };
    let statements = cx.list(*list);
    let Some(jump) = statements.iter().position(|&statement| leaves(cx, statement)) else {
        return;
    };
    let mut after = statements[jump + 1..].iter().filter(|&&statement| runs(cx, statement));
    let Some(&next) = after.next() else { return };
    // A value on the line after a bare `return` is W1223.
    if matches!(cx.kind(statements[jump]), Kind::Return(None)) && matches!(cx.kind(next), Kind::Expression(_)) {
        return;
    }
    let message = format!("`{}` is never reached", cx.quoted(next));
    let why = format!("`{}` before it leaves always", cx.quoted(statements[jump]));
    let mut diagnostic = finding(cx, next, message, &why);
    if after.next().is_none() && matches!(cx.kind(next), Kind::Expression(_) | Kind::Return(_) | Kind::Send { .. }) {
        diagnostic = diagnostic.fix(Fix::safe("remove what is never reached", [cx.remove_statement(next)]));
    }
    found.push(diagnostic);
}

/// Whether a statement leaves its block always.
fn leaves(cx: &Context<'_>, statement: NodeId) -> bool {
    match cx.kind(statement) {
        Kind::Return(_) | Kind::Throw(_) | Kind::Break { .. } | Kind::Continue { .. } => true,
        Kind::Send {
            receiver: None, name, ..
        } => cx.name(*name) == "raise",
        _ => false,
    }
}

/// Whether a statement does something where it stands: functions and `var` without a value do not.
fn runs(cx: &Context<'_>, statement: NodeId) -> bool {
    match cx.kind(statement) {
        Kind::Empty | Kind::Function { .. } => false,
        Kind::Declaration(_, list) => cx
            .list(*list)
            .iter()
            .any(|&one| matches!(cx.kind(one), Kind::Declarator { init: Some(init), .. } if !matches!(cx.bare_kind(*init), Kind::Function { .. }))),
        _ => true,
    }
}

fn finding(cx: &Context<'_>, node: NodeId, message: String, why: &str) -> Diagnostic {
    Diagnostic::new(Code::W1031, cx.span(node), message)
        .label("never runs")
        .note(why)
        .help("remove it, or move it to where it is reached")
}
