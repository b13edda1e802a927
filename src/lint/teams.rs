//! The names of teams that a rule asks for.

use std::borrow::Cow;

use super::context::Context;
use crate::syntax::ast::{Kind, NodeId};

/// The literals that are compared with the teams of the caller, in the order of the text.
pub fn literals<'a>(cx: &Context<'a>) -> Vec<(NodeId, Cow<'a, str>)> {
    let mut found: Vec<(NodeId, Cow<'a, str>)> = Vec::new();
    for node in cx.nodes() {
        if cx.is_ruby() {
            if let Some(call) = cx.method_call(node)
                && matches!(call.name, "is_member_of" | "is_member_of?")
            {
                call.arguments
                    .iter()
                    .for_each(|&argument| texts(cx, argument, &mut found));
            }
            continue;
        }
        if is_teams(cx, node) {
            uses(cx, node, &mut found);
        }
    }
    found.sort_by_key(|(node, _)| cx.span(*node).start);
    found.dedup_by_key(|(node, _)| *node);
    found
}

/// Whether a node is the list of the caller's teams, or a variable that is set to it.
fn is_teams(cx: &Context<'_>, node: NodeId) -> bool {
    if cx.bare(node) != node {
        return false;
    }
    if let Some(bound) = cx.binding(node) {
        return bound.section == "identity" && bound.key.as_deref() == Some("teams");
    }
    let variable = cx.variables.at(node).filter(|variable| variable.writes.is_empty());
    let init = variable.and_then(|variable| variable.init).map(|init| cx.bare(init));
    init.is_some_and(|init| init != node && cx.binding(init).is_some() && is_teams(cx, init))
}

/// Notes the texts that the teams are compared with at one place.
fn uses<'a>(cx: &Context<'a>, teams: NodeId, found: &mut Vec<(NodeId, Cow<'a, str>)>) {
    let Some(around) = cx.use_of(teams) else { return };
    match cx.kind(around) {
        // `teams.includes('X')`, `teams.indexOf('X')`
        Kind::Member { .. } => {
            if let Some(call) = cx.parent(around).and_then(|call| cx.method_call(call))
                && cx.bare(call.receiver) == teams
                && matches!(call.name, "includes" | "indexOf" | "lastIndexOf")
            {
                call.arguments.iter().for_each(|&argument| texts(cx, argument, found));
            }
        }
        // `hasIntersection(teams, ['X'])`, and a helper like it
        Kind::Call { callee, arguments, .. } if cx.bare(*callee) != teams => {
            for &argument in cx
                .list(*arguments)
                .iter()
                .filter(|&&argument| cx.bare(argument) != teams)
            {
                texts(cx, argument, found);
            }
        }
        _ => {}
    }
}

/// Notes a text, or those of a list.
fn texts<'a>(cx: &Context<'a>, node: NodeId, found: &mut Vec<(NodeId, Cow<'a, str>)>) {
    let node = cx.bare(node);
    match cx.kind(node) {
        Kind::Str(text) => found.push((node, cx.name(*text))),
        Kind::Array(list) => cx.list(*list).iter().for_each(|&item| texts(cx, item, found)),
        Kind::Name(_) => {
            let variable = cx.variables.at(node).filter(|variable| variable.writes.is_empty());
            let init = variable.and_then(|variable| variable.init).map(|init| cx.bare(init));
            if let Some(init) = init.filter(|&init| matches!(cx.kind(init), Kind::Array(_) | Kind::Str(_))) {
                texts(cx, init, found);
            }
        }
        _ => {}
    }
}
