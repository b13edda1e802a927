//! `((x))`, `return (x)` on one line: parentheses that say nothing.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::source::Span;
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1304, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Kind::Paren(list) = cx.kind(node) else { return };
    let [inner] = cx.list(*list) else { return };
    let simple = matches!(
        cx.kind(*inner),
        Kind::Paren(_) | Kind::Name(_) | Kind::Str(_) | Kind::Bool(_) | Kind::Call { .. } | Kind::InstanceVar(_)
    );
    // A parenthesis over several lines is layout; one around a function or before `(` has its use.
    if !simple || cx.text(node).contains('\n') || cx.has_comment(cx.span(node)) || !may_go(cx, node) {
        return;
    }
    let (start, end) = (cx.span(node), cx.span(*inner));
    let edits = [
        Edit::delete(Span::new(start.start, end.start)),
        Edit::delete(Span::new(end.end, start.end)),
    ];
    found.push(
        Diagnostic::new(
            Code::W1304,
            cx.span(node),
            format!("the parentheses around `{}` say nothing", cx.quoted(*inner)),
        )
        .label("not needed")
        .note("a single value needs no parentheses")
        .help("leave them out")
        .fix(Fix::safe("leave the parentheses out", edits)),
    );
}

/// Whether nothing changes without the parentheses: blanks or signs stand around them, and no chain or call begins.
fn may_go(cx: &Context<'_>, node: NodeId) -> bool {
    let span = cx.span(node);
    let text = cx.source.text.as_str();
    let before = text[..span.start as usize].chars().next_back();
    let apart = before.is_none_or(|before| before.is_whitespace() || "([{!,=&|?:;".contains(before));
    let begins = text[..span.start as usize].trim_end().is_empty() || before == Some('\n');
    let above = cx.parent(node);
    let bound = above.is_some_and(|above| match cx.kind(above) {
        Kind::Member { .. } | Kind::Index { .. } | Kind::Chain(_) | Kind::New { .. } => true,
        Kind::Call { callee, .. } => *callee == node,
        Kind::Send { .. } | Kind::If { .. } | Kind::While { .. } => true,
        _ => false,
    });
    apart && !begins && !bound
}
