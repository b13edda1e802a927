//! `numbers.sort()` in JavaScript, which sorts them as texts.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::shape::Shape;
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1066, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Some(call) = cx.method_call(node) else { return };
    if !cx.is_js() || cx.bare(node) != node || call.name != "sort" || !call.arguments.is_empty() {
        return;
    }
    if !is_numbers(cx, call.receiver) {
        return;
    }
    let at = cx.span(node).end.saturating_sub(1);
    found.push(
        Diagnostic::new(
            Code::W1066,
            cx.span(node),
            "`sort` puts numbers in the order of their texts",
        )
        .label("10 stands before 9")
        .note("without a function that compares, `sort` compares texts")
        .help("write `.sort((a, b) => a - b)`")
        .fix(Fix::risky("compare as numbers", [Edit::insert(at, "(a, b) => a - b")])),
    );
}

/// Whether a list is known to hold numbers.
fn is_numbers(cx: &Context<'_>, list: NodeId) -> bool {
    let list = cx.bare(list);
    match cx.kind(list) {
        Kind::Array(items) => !items.is_empty() && cx.list(*items).iter().all(|&item| cx.shape(item) == Shape::Number),
        Kind::Name(_) => {
            let variable = cx.variables.at(list).filter(|variable| variable.writes.is_empty());
            let init = variable.and_then(|variable| variable.init).map(|init| cx.bare(init));
            init.is_some_and(|init| !matches!(cx.kind(init), Kind::Name(_)) && is_numbers(cx, init))
        }
        _ => cx.method_call(list).is_some_and(|call| {
            let names = ["Number", "parseInt", "parseFloat"];
            call.name == "map"
                && call
                    .arguments
                    .first()
                    .is_some_and(|&by| names.iter().any(|name| cx.is_global(by, name)))
        }),
    }
}
