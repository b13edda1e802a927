//! A method of Ruby, or of no language, in JavaScript: `.downcase`, `.include(x)`, `.contains(x)`, `.empty`.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::shape::Shape;
use crate::lint::{Context, Lint};
use crate::source::Span;
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1206, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    if !cx.is_js() {
        return;
    }
    let Kind::Member { object, name, .. } = *cx.kind(node) else {
        return;
    };
    let called = cx
        .parent(node)
        .is_some_and(|above| matches!(cx.kind(above), Kind::Call { callee, .. } if *callee == node));
    let name_span = cx.end_name(node, name);
    let name = cx.name(name);
    if name == "length" && called {
        let call = cx.parent(node).unwrap_or(node);
        let tail = Span::new(cx.span(node).end, cx.span(call).end);
        let diagnostic = Diagnostic::new(Code::W1206, cx.span(call), "`length` is no method in JavaScript")
            .label("throws TypeError")
            .note("it is a property, which is read without parentheses")
            .help("write `.length`");
        let fix = (cx.slice(tail) == "()").then(|| Fix::risky("leave the parentheses out", [Edit::delete(tail)]));
        found.push(match fix {
            Some(fix) => diagnostic.fix(fix),
            None => diagnostic,
        });
        return;
    }
    let Some((_, same, instead)) = TABLE.iter().find(|(known, ..)| *known == name) else {
        return;
    };
    // `size`, `first` and the like are names that objects of the rule's own may have.
    if !called
        && !matches!(
            cx.shape(object),
            Shape::List | Shape::Attribute | Shape::Text | Shape::MaybeText
        )
    {
        return;
    }
    if cx.nodes().any(|other| is_own(cx, other, &name)) {
        return;
    }
    let mut diagnostic = Diagnostic::new(Code::W1206, name_span, format!("`{name}` is no method of JavaScript"))
        .label(if called { "throws TypeError" } else { "is undefined" })
        .note("texts and lists have other names for it here")
        .help(format!("write {instead}"));
    if let Some(same) = same.filter(|_| called) {
        diagnostic = diagnostic.fix(Fix::risky(format!("write `{same}`"), [Edit::replace(name_span, same)]));
    }
    found.push(diagnostic);
}

/// Whether a place gives an object of the rule such a name.
fn is_own(cx: &Context<'_>, node: NodeId, name: &str) -> bool {
    match *cx.kind(node) {
        Kind::Property { key, .. } => {
            cx.str(key).is_some_and(|key| key == name) || cx.name_of(key).is_some_and(|key| key == name)
        }
        Kind::Assign(_, target, _) => cx.property(target).is_some_and(|(_, key)| key == name),
        _ => false,
    }
}

/// The name, the method that does the same, and what to write.
const TABLE: &[(&str, Option<&str>, &str)] = &[
    ("include", Some("includes"), "`.includes(...)`"),
    ("contains", Some("includes"), "`.includes(...)`"),
    ("member", Some("includes"), "`.includes(...)`"),
    ("has_key", None, "`key in object`"),
    ("containsKey", None, "`key in object`"),
    ("equals", None, "`===`"),
    ("equalsIgnoreCase", None, "`a.toLowerCase() === b.toLowerCase()`"),
    ("eql", None, "`===`"),
    ("empty", None, "`.length === 0`"),
    ("isEmpty", None, "`.length === 0`"),
    ("size", None, "`.length`"),
    ("count", None, "`.length`"),
    ("len", None, "`.length`"),
    ("first", None, "`[0]`"),
    ("last", None, "`.at(-1)`"),
    ("any", Some("some"), "`.some(...)`"),
    ("all", Some("every"), "`.every(...)`"),
    ("none", None, "`!list.some(...)`"),
    ("select", Some("filter"), "`.filter(...)`"),
    ("reject", None, "`.filter(x => !...)`"),
    ("detect", Some("find"), "`.find(...)`"),
    ("collect", Some("map"), "`.map(...)`"),
    ("each", Some("forEach"), "`.forEach(...)`"),
    ("downcase", Some("toLowerCase"), "`.toLowerCase()`"),
    ("upcase", Some("toUpperCase"), "`.toUpperCase()`"),
    ("lower", Some("toLowerCase"), "`.toLowerCase()`"),
    ("upper", Some("toUpperCase"), "`.toUpperCase()`"),
    ("toLower", Some("toLowerCase"), "`.toLowerCase()`"),
    ("toUpper", Some("toUpperCase"), "`.toUpperCase()`"),
    ("strip", Some("trim"), "`.trim()`"),
    ("start_with", Some("startsWith"), "`.startsWith(...)`"),
    ("startswith", Some("startsWith"), "`.startsWith(...)`"),
    ("starts_with", Some("startsWith"), "`.startsWith(...)`"),
    ("end_with", Some("endsWith"), "`.endsWith(...)`"),
    ("endswith", Some("endsWith"), "`.endsWith(...)`"),
    ("ends_with", Some("endsWith"), "`.endsWith(...)`"),
    ("gsub", Some("replaceAll"), "`.replaceAll(...)`"),
    ("to_s", Some("toString"), "`String(...)`"),
    ("to_i", None, "`parseInt(...)`"),
    ("to_f", None, "`Number(...)`"),
    ("nil", None, "`=== null`"),
    ("is_member_of", None, "`identity('teams').includes(...)`"),
    ("get_property", None, "`identity('...')`"),
];
