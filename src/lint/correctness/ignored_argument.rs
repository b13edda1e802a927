//! A callback of `filter`, `some`, `find` and the like that does not look at its argument.

use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1068, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Some(call) = cx.method_call(node) else { return };
    if cx.bare(node) != node || !ASKING.contains(&call.name) {
        return;
    }
    let Some(callback) = cx.callback(&call) else { return };
    let Kind::Function { params, body, .. } = *cx.kind(callback) else {
        return;
    };
    let looks = cx.list(params).iter().any(|&param| {
        cx.inside(param, true).into_iter().any(|part| {
            cx.variables
                .list
                .iter()
                .any(|one| one.declared == part && !one.reads.is_empty())
        })
    });
    // `_1`, `it` and `arguments` are arguments, too; a callback that changes something counts or collects.
    let inside = cx.inside(body, true);
    let other = inside.iter().any(|&part| match cx.kind(part) {
        Kind::Name(name) => matches!(cx.name(*name).as_ref(), "_1" | "_2" | "arguments"),
        Kind::Send {
            receiver: None, name, ..
        } => matches!(cx.name(*name).as_ref(), "_1" | "_2" | "it"),
        Kind::Assign(..) | Kind::Update { .. } => true,
        _ => false,
    });
    if looks || other || cx.list(params).iter().any(|&param| cx.text(param).starts_with('_')) {
        return;
    }
    found.push(
        Diagnostic::new(
            Code::W1068,
            cx.span(callback),
            format!("what `{}` asks of each value does not look at the value", call.name),
        )
        .label("the same answer for every value")
        .note("it answers the same for each, so that the values of the list do not matter")
        .help("compare the value that it is given: `team => team === 'HR'`"),
    );
}

/// Methods that ask each value.
const ASKING: &[&str] = &[
    "filter",
    "find",
    "findIndex",
    "findLast",
    "some",
    "every",
    "select",
    "reject",
    "detect",
    "any?",
    "all?",
    "none?",
    "one?",
    "partition",
    "find_index",
    "filter_map",
    "take_while",
    "drop_while",
];
