//! `list.includes(['a', 'b'])`: asks whether the list is an element, not whether its values are.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::shape::Shape;
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1053, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Some(call) = cx.method_call(node) else { return };
    if cx.bare(node) != node || !matches!(call.name, "includes" | "indexOf" | "include?" | "member?") {
        return;
    }
    let [argument] = call.arguments else { return };
    if !matches!(cx.shape(*argument), Shape::List | Shape::Attribute) || nested(cx, call.receiver) {
        return;
    }
    let (help, fix) = if cx.is_js() {
        let fix = (call.name == "includes" && cx.shape(call.receiver).is_list()).then(|| {
            let text = format!("hasIntersection({}, {})", cx.text(call.receiver), cx.text(*argument));
            Fix::risky("ask for a value in common", [Edit::replace(cx.span(node), text)])
        });
        (
            "ask for a value in common: `hasIntersection(a, b)`, or `a.some(x => b.includes(x))`",
            fix,
        )
    } else {
        let fix = cx.shape(call.receiver).is_list().then(|| {
            let text = format!("{}.intersect?({})", cx.text(call.receiver), cx.text(*argument));
            Fix::risky("ask for a value in common", [Edit::replace(cx.span(node), text)])
        });
        ("ask for a value in common: `a.intersect?(b)`", fix)
    };
    let mut diagnostic = Diagnostic::new(
        Code::W1053,
        cx.span(*argument),
        format!("`{}` looks for the list itself among the values", call.name),
    )
    .label("a list, where one value is asked for")
    .note("no list of texts has a list in it, so this is true for nobody")
    .help(help);
    diagnostic.fix = fix;
    found.push(diagnostic);
}

/// Whether a list is known to hold lists.
fn nested(cx: &Context<'_>, list: NodeId) -> bool {
    match cx.bare_kind(list) {
        Kind::Array(items) => cx
            .list(*items)
            .iter()
            .any(|&item| matches!(cx.bare_kind(item), Kind::Array(_))),
        Kind::Name(_) => match cx.variables.at(cx.bare(list)).and_then(|variable| variable.init) {
            Some(init) => !matches!(cx.bare_kind(init), Kind::Name(_)) && nested(cx, init),
            None => true,
        },
        _ => false,
    }
}
