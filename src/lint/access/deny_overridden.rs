//! A denial that a later statement turns into a grant.

use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{AssignOp, Kind, NodeId, TextId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1119, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Kind::Block(list) = *cx.kind(node) else { return };
    let statements = cx.list(list);
    for (index, &statement) in statements.iter().enumerate() {
        let Some((name, false)) = set_if(cx, statement) else {
            continue;
        };
        let later = statements[index + 1..]
            .iter()
            .find(|&&later| matches!(set_if(cx, later), Some((other, true)) if other == name));
        let Some(&later) = later else { continue };
        found.push(
            Diagnostic::new(
                Code::W1119,
                cx.span(later),
                format!("this grants again what was denied to `{}` before", cx.name(name)),
            )
            .label("the last assignment counts")
            .note("a caller for whom both conditions hold passes, although the first one denies")
            .help("return `false` where it is denied, or put the denial last"),
        );
    }
}

/// The variable that a statement `if (…) { x = true }` sets, and to what.
fn set_if(cx: &Context<'_>, statement: NodeId) -> Option<(TextId, bool)> {
    let Kind::If {
        yes: Some(yes),
        no: None,
        ..
    } = *cx.kind(statement)
    else {
        return None;
    };
    let inner = match *cx.kind(yes) {
        Kind::Block(list) => match cx.list(list) {
            &[only] => only,
            _ => return None,
        },
        _ => yes,
    };
    let Kind::Assign(AssignOp::Plain, target, value) = *cx.bare_kind(inner) else {
        return None;
    };
    match (cx.bare_kind(target), cx.bare_kind(value)) {
        (Kind::Name(name), Kind::Bool(value)) => Some((*name, *value)),
        _ => None,
    }
}
