//! `space('attribute:X').includes(y)`: a method of a value that may be absent, without asking first.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::shape::Shape;
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1038, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let receiver = match cx.kind(node) {
        Kind::Member {
            object,
            optional: false,
            ..
        } => *object,
        Kind::Index {
            object,
            optional: false,
            ..
        } if cx.is_js() => *object,
        Kind::Send {
            receiver: Some(receiver),
            safe: false,
            name,
            ..
        } if !ON_NIL.contains(&cx.name(*name).as_ref()) => *receiver,
        _ => return,
    };
    let Some(source) = origin(cx, receiver) else { return };
    let Some(what) = may_be_absent(cx, source) else { return };
    if cx.is_guarded(receiver) || cx.is_guarded(source) {
        return;
    }
    let error = if cx.is_js() { "TypeError" } else { "NoMethodError" };
    let mut diagnostic = Diagnostic::new(
        Code::W1038,
        cx.span(receiver),
        format!("`{}` may be absent: {what}", cx.quoted(receiver)),
    )
    .label(format!("throws {error} where it is absent"))
    .note("a rule that throws denies, whatever its other clauses say")
    .help(match (cx.is_js(), receiver == source) {
        (true, true) => "give a second argument, which stands in for it: `..., [])`",
        (true, false) => "ask first whether it is there: `x && x.includes(...)`",
        (false, _) => "write `.to_s` after it, or ask `nil?` first",
    });
    if cx.is_js() && receiver == source && cx.text(source).ends_with(')') && cx.shape(source) == Shape::Attribute {
        let at = cx.span(source).end - 1;
        diagnostic = diagnostic.fix(Fix::risky("let an empty list stand in", [Edit::insert(at, ", []")]));
    }
    found.push(diagnostic);
}

/// Methods that `nil` has.
const ON_NIL: &[&str] = &[
    "nil?",
    "to_s",
    "to_a",
    "to_i",
    "to_f",
    "to_h",
    "is_a?",
    "kind_of?",
    "==",
    "!=",
    "!",
    "&",
    "|",
    "inspect",
    "then",
    "tap",
    "instance_of?",
    "respond_to?",
    "frozen?",
    "dup",
    "=~",
    "eql?",
    "equal?",
    "===",
    "class",
    "hash",
];

/// The binding that a receiver is, or that the variable which it names was set to.
fn origin(cx: &Context<'_>, receiver: NodeId) -> Option<NodeId> {
    let receiver = cx.bare(receiver);
    if let Some(variable) = cx.variables.at(receiver) {
        let init = variable.init.filter(|_| variable.writes.is_empty())?;
        return is_lookup(cx, cx.bare(init)).then(|| cx.bare(init));
    }
    is_lookup(cx, receiver).then_some(receiver)
}

fn is_lookup(cx: &Context<'_>, node: NodeId) -> bool {
    cx.binding(node).is_some() || cx.method_call(node).is_some_and(|call| call.name == "get_header")
}

/// Why a binding may be absent; none where it is there, as far as is known.
fn may_be_absent(cx: &Context<'_>, node: NodeId) -> Option<String> {
    let Some(bound) = cx.binding(node) else {
        return Some("the request need not have the header".to_owned());
    };
    if bound.default.is_some() {
        return None;
    }
    if cx.is_ruby() {
        let call = cx.method_call(node)?;
        return (call.name == "get_property").then(|| "a caller need not have the property".to_owned());
    }
    let key = bound.key?;
    if bound.section == "values" {
        return Some("a submission need not have a value for the field".to_owned());
    }
    let name = key
        .strip_prefix("attribute:")
        .or_else(|| key.strip_prefix("profileAttribute:"))?;
    let section = if key.starts_with("profile") {
        "profile"
    } else {
        bound.section.as_ref()
    };
    let known = cx.known.attributes_of(section);
    (!known.contains(name)).then(|| format!("an attribute `{name}` that is not declared is undefined"))
}
