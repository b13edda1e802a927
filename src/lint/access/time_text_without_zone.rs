//! A time written without its zone.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1123, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let argument = match *cx.kind(node) {
        Kind::New { callee, arguments } if cx.is_global(callee, "Date") => match cx.list(arguments) {
            &[only] => only,
            _ => return,
        },
        Kind::Call { .. } | Kind::Send { .. } => match cx.method_call(node) {
            Some(call)
                if call.name == "parse"
                    && (cx.is_global(call.receiver, "Date") && cx.is_js() || cx.is_global(call.receiver, "Time")) =>
            {
                match call.arguments {
                    &[only] => only,
                    _ => return,
                }
            }
            _ => return,
        },
        _ => return,
    };
    let Some(text) = cx.str(argument) else { return };
    if !lacks_zone(&text, cx.is_js()) {
        return;
    }
    let at = cx.span(argument).end.saturating_sub(1);
    found.push(
        Diagnostic::new(Code::W1123, cx.span(argument), format!("`{text}` has no zone"))
            .label("read in the zone of the server")
            .note("another machine may read it as another moment")
            .help(format!("write the zone: `{text}Z`, `{text}+01:00`"))
            .fix(Fix::risky(
                "read it as UTC",
                [Edit::insert(at, if text.contains('T') { "Z" } else { " UTC" })],
            )),
    );
}

/// Whether a text has a date and a time of the day, and no zone. In JavaScript a date alone is in UTC.
fn lacks_zone(text: &str, js: bool) -> bool {
    let Some((date, time)) = text.split_once(['T', ' ']) else {
        return !js && is_date(text);
    };
    is_date(date)
        && !time.is_empty()
        && time
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.'))
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    parts.len() == 3
        && parts
            .iter()
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}
