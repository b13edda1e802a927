//! `identity.teams` in JavaScript, where sections are functions; `@identity = x` in Ruby.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{AssignOp, Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1211, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    if cx.is_ruby() {
        return assigned(cx, node, found);
    }
    let (object, key) = match *cx.kind(node) {
        Kind::Member { object, name, .. } => (object, Some(cx.name(name))),
        Kind::Index { object, arguments, .. } => {
            let key = cx.list(arguments).first().copied();
            (object, key.and_then(|key| cx.str(key)))
        }
        _ => return,
    };
    let Some(section) = cx.name_of(object) else { return };
    if cx.schema.section(&section).is_none() || cx.variables.at(cx.bare(object)).is_some() {
        return;
    }
    // What functions have by themselves.
    if key
        .as_deref()
        .is_some_and(|key| matches!(key, "call" | "apply" | "bind" | "length" | "name" | "toString"))
    {
        return;
    }
    let mut diagnostic = Diagnostic::new(
        Code::W1211,
        cx.span(node),
        format!("`{section}` is a function, so `{}` is undefined", cx.quoted(node)),
    )
    .label("undefined for everybody")
    .note("the sections of a request are functions which are given a key");
    diagnostic = match key.filter(|key| !key.contains(['\'', '\\'])) {
        Some(key) => {
            let text = format!("{section}('{key}')");
            let fixed = diagnostic.help(format!("write `{text}`"));
            fixed.fix(Fix::risky(
                format!("write `{text}`"),
                [Edit::replace(cx.span(node), text)],
            ))
        }
        None => diagnostic.help(format!("write `{section}('...')`")),
    };
    found.push(diagnostic);
}

/// Ruby: a reader of a section that is assigned to, where a comparison was meant.
fn assigned(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Kind::Assign(AssignOp::Plain, target, value) = *cx.kind(node) else {
        return;
    };
    let section = match *cx.kind(target) {
        Kind::InstanceVar(section) => cx.name(section),
        Kind::Send {
            receiver: Some(receiver),
            ..
        } => match cx.kind(receiver) {
            Kind::InstanceVar(section) => cx.name(*section),
            _ => return,
        },
        _ => return,
    };
    if cx.schema.section(&section).is_none() {
        return;
    }
    let diagnostic = Diagnostic::new(
        Code::W1211,
        cx.span(node),
        format!("`{}` assigns to what the request says", cx.quoted(node)),
    )
    .label("an assignment")
    .note("what the request says cannot be changed by a rule; a comparison is written `==`")
    .help("write `==` to compare");
    let fix = cx
        .sign_between(target, value, "=")
        .map(|sign| Fix::risky("compare", [Edit::replace(sign, "==")]));
    found.push(match fix {
        Some(fix) => diagnostic.fix(fix),
        None => diagnostic,
    });
}
