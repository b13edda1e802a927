//! Hours and days in the zone of the server.

use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1122, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Some(call) = cx.method_call(node) else { return };
    if cx.bare(node) != node {
        return;
    }
    let local = if cx.is_js() {
        matches!(
            call.name,
            "getHours" | "getDay" | "getDate" | "getMinutes" | "getMonth" | "getFullYear"
        ) && is_now_js(cx, call.receiver)
    } else {
        let reads = matches!(
            call.name,
            "hour"
                | "wday"
                | "day"
                | "min"
                | "month"
                | "yday"
                | "monday?"
                | "tuesday?"
                | "wednesday?"
                | "thursday?"
                | "friday?"
                | "saturday?"
                | "sunday?"
        );
        reads && is_now_ruby(cx, call.receiver)
    };
    if !local {
        return;
    }
    let help = if cx.is_js() {
        "ask in UTC: `getUTCHours`, `getUTCDay`, and count the difference to the zone that is meant"
    } else {
        "say the zone: `Time.now.utc.hour`, `Time.now.getlocal('+01:00').hour`"
    };
    found.push(
        Diagnostic::new(
            Code::W1122,
            cx.span(node),
            format!("`{}` is in the zone of the server", call.name),
        )
        .label("another machine may give another hour or day")
        .note("the rule decides otherwise when it is moved, or when the zone of the server changes")
        .help(help),
    );
}

fn set_to<'a>(cx: &Context<'a>, node: NodeId) -> &'a Kind {
    let bare = cx.bare(node);
    match cx.variables.at(bare) {
        Some(variable) if variable.writes.is_empty() => variable.init.map_or(cx.kind(bare), |init| cx.bare_kind(init)),
        _ => cx.kind(bare),
    }
}

fn is_now_js(cx: &Context<'_>, node: NodeId) -> bool {
    match *set_to(cx, node) {
        Kind::New { callee, arguments } => arguments.is_empty() && cx.is_global(callee, "Date"),
        _ => false,
    }
}

fn is_now_ruby(cx: &Context<'_>, node: NodeId) -> bool {
    match *set_to(cx, node) {
        Kind::Send {
            receiver: Some(receiver),
            name,
            ..
        } => {
            let name = cx.name(name);
            cx.is_global(receiver, "Time") && name == "now" || cx.is_global(receiver, "Date") && name == "today"
        }
        _ => false,
    }
}
