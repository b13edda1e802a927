//! `list.filter(...)` whose result nothing uses.

use crate::diag::{Code, Diagnostic};
use crate::lint::variables::{Variable, VariableKind};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1043, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Some(call) = cx.method_call(node) else { return };
    if cx.bare(node) != node || !CHOOSING.contains(&call.name) {
        return;
    }
    // A block that changes something is used for what it changes.
    if cx.callback(&call).is_some_and(|callback| changes(cx, callback)) {
        return;
    }
    let (place, what, fix) = if cx.is_dropped(node) {
        let what = format!("the result of `{}` is not used", call.name);
        (cx.span(node), what, cx.without_value(node, "remove the statement"))
    } else if let Some(variable) = unread(cx, node) {
        let what = format!(
            "the result of `{}` goes to `{}`, which nothing reads",
            call.name,
            cx.name(variable.name)
        );
        (
            cx.span(variable.declared),
            what,
            cx.without_variable(variable, "remove the variable"),
        )
    } else {
        return;
    };
    let mut diagnostic = Diagnostic::new(Code::W1043, place, what)
        .label("not used")
        .note(format!(
            "`{}` changes no list, it gives a new one or an answer",
            call.name
        ))
        .help("return it, test it, or remove it");
    diagnostic.fix = fix;
    found.push(diagnostic);
}

/// Methods of both languages that only give something.
const CHOOSING: &[&str] = &[
    "filter",
    "map",
    "find",
    "findIndex",
    "some",
    "every",
    "includes",
    "indexOf",
    "concat",
    "slice",
    "flatMap",
    "reduce",
    "toLowerCase",
    "toUpperCase",
    "trim",
    "replace",
    "split",
    "join",
    "select",
    "reject",
    "collect",
    "detect",
    "any?",
    "all?",
    "none?",
    "include?",
    "downcase",
    "upcase",
    "strip",
    "gsub",
    "sub",
    "compact",
    "uniq",
    "flatten",
];

/// Whether a function writes or calls anything but what only gives.
fn changes(cx: &Context<'_>, function: NodeId) -> bool {
    let Kind::Function { body, .. } = cx.kind(function) else {
        return false;
    };
    cx.inside(*body, true).into_iter().any(|node| match cx.kind(node) {
        Kind::Assign(..) | Kind::Update { .. } | Kind::Throw(_) => true,
        Kind::Call { .. } | Kind::Send { .. } | Kind::New { .. } | Kind::Binary(..) => !cx.is_pure(node),
        _ => false,
    })
}

/// The variable that a value goes to, where nothing reads it.
fn unread<'c>(cx: &'c Context<'_>, node: NodeId) -> Option<&'c Variable> {
    let variable = cx
        .variables
        .list
        .iter()
        .find(|one| one.init.map(|init| cx.bare(init)) == Some(node))?;
    let unread = variable.kind == VariableKind::Local && variable.reads.is_empty() && variable.writes.is_empty();
    let is_value = cx.is_ruby() && cx.parent(variable.declared).is_some_and(|above| !cx.is_dropped(above));
    (unread && !is_value).then_some(variable)
}
