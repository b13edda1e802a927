//! `a&.b.c` in Ruby: where `a` is nil, `c` is called on nil.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::source::Span;
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1205, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Kind::Send {
        receiver: Some(receiver),
        safe: false,
        name,
        ..
    } = *cx.kind(node)
    else {
        return;
    };
    let Kind::Send { safe: true, .. } = *cx.kind(receiver) else {
        return;
    };
    let name = cx.name(name);
    if ON_NIL.contains(&name.as_ref()) {
        return;
    }
    let dot = cx.span(receiver).end;
    let mut diagnostic = Diagnostic::new(
        Code::W1205,
        cx.span(node),
        format!("`.{name}` is called on nil where `&.` before it finds nil"),
    )
    .label("throws NoMethodError")
    .note("unlike `?.` of JavaScript, `&.` skips one call and not the rest of the chain")
    .help(format!("write `&.{name}`"));
    if cx.slice(Span::new(dot, dot + 1)) == "." {
        diagnostic = diagnostic.fix(Fix::risky("skip this call, too", [Edit::insert(dot, "&")]));
    }
    found.push(diagnostic);
}

/// Methods that nil has.
const ON_NIL: &[&str] = &[
    "nil?",
    "to_s",
    "to_a",
    "to_i",
    "to_f",
    "to_h",
    "is_a?",
    "kind_of?",
    "inspect",
    "then",
    "tap",
    "class",
    "dup",
    "instance_of?",
    "respond_to?",
    "frozen?",
    "eql?",
    "equal?",
    "hash",
    "==",
    "!=",
    "===",
    "=~",
    "!",
    "&",
    "|",
];
