//! Fixes of what the types find, made from the tree.
//!
//! The types look at the lowered rule and know what is wrong; how to write it instead is a question of the text.

use super::context::Context;
use super::shape::Shape;
use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::source::Span;
use crate::syntax::ast::{Kind, NodeId, UnaryOp};

/// Adds fixes to findings that have none.
pub fn add(cx: &Context<'_>, found: &mut [Diagnostic]) {
    for diagnostic in found.iter_mut().filter(|diagnostic| diagnostic.fix.is_none()) {
        let make = match diagnostic.code {
            Code::W1002 => stand_in,
            Code::W1004 => flag_or_text,
            Code::W1005 => ask_list,
            Code::W1007 => ask_for_values,
            _ => continue,
        };
        let at = cx.nodes().filter(|&node| cx.span(node) == diagnostic.span);
        diagnostic.fix = at.into_iter().find_map(|node| make(cx, node));
    }
}

/// `form('attribute:Owner').includes(x)`: an empty list stands in for an attribute that is not declared.
fn stand_in(cx: &Context<'_>, node: NodeId) -> Option<Fix> {
    let receiver = match *cx.kind(node) {
        Kind::Call { callee, .. } => match *cx.kind(callee) {
            Kind::Member { object, .. } => object,
            _ => return None,
        },
        Kind::Member { object, .. } | Kind::Index { object, .. } => object,
        _ => return None,
    };
    let bound = cx.binding(receiver).filter(|bound| bound.default.is_none())?;
    let attribute = cx.is_js() && bound.key_node.is_some() && cx.shape(receiver) == Shape::Attribute;
    if !attribute || !cx.text(receiver).ends_with(')') {
        return None;
    }
    let at = cx.span(receiver).end - 1;
    Some(Fix::risky("let an empty list stand in", [Edit::insert(at, ", []")]))
}

/// `identity('spaceAdmin') == 'true'`, `@identity.get_property('spaceAdmin') == true`: a flag is compared with a flag, a
/// text with a text.
fn flag_or_text(cx: &Context<'_>, node: NodeId) -> Option<Fix> {
    let equality = cx.equality(node)?;
    equality.sides().into_iter().find_map(|(literal, value)| {
        let shape = cx.shape(value);
        let text = match cx.bare_kind(literal) {
            Kind::Str(text) if matches!(shape, Shape::Flag | Shape::MaybeFlag) => {
                let text = cx.name(*text);
                matches!(text.as_ref(), "true" | "false").then(|| text.into_owned())?
            }
            Kind::Bool(flag) if shape.is_text() => format!("'{flag}'"),
            _ => return None,
        };
        let title = format!("compare with `{text}`");
        Some(Fix::risky(title, [Edit::replace(cx.span(literal), text)]))
    })
}

/// `identity('teams') == 'HR'`: the list is asked whether it has the text.
fn ask_list(cx: &Context<'_>, node: NodeId) -> Option<Fix> {
    let equality = cx.equality(node)?;
    let sides = equality.sides().into_iter();
    let (list, text) = { sides }.find(|(list, text)| cx.shape(*list).is_list() && cx.shape(*text).is_text())?;
    if !cx.is_simple(list) || cx.has_comment(cx.span(node)) {
        return None;
    }
    let not = if equality.negated { "!" } else { "" };
    let method = if cx.is_js() { "includes" } else { "include?" };
    let mut receiver = cx.text(list).to_owned();
    // An attribute that nobody declared is absent: the binding's second argument stands in for it.
    if cx.is_js() && cx.shape(list) == Shape::Attribute && cx.binding(list).is_some() {
        receiver = format!("{}, [])", receiver.strip_suffix(')')?);
    }
    let written = format!("{not}{receiver}.{method}({})", cx.text(text));
    Some(Fix::risky(
        format!("ask `{method}`"),
        [Edit::replace(cx.span(node), written)],
    ))
}

/// A list as a truth value: it is asked whether it has values.
fn ask_for_values(cx: &Context<'_>, node: NodeId) -> Option<Fix> {
    let negated = cx
        .use_of(node)
        .is_some_and(|above| matches!(cx.kind(above), Kind::Unary(UnaryOp::Not, _)));
    if negated || !cx.is_simple(node) || cx.binding(node).is_some() && cx.shape(node) != Shape::List {
        return None;
    }
    let at = Span::new(cx.span(node).end, cx.span(node).end);
    let text = if cx.is_js() { ".length > 0" } else { ".any?" };
    Some(Fix::risky("ask for values", [Edit::replace(at, text)]))
}
