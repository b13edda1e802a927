//! A date in a constant that is no date.

use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};
use crate::time::Zone;
use crate::time::javascript;

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1064, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let (argument, what) = match *cx.kind(node) {
        Kind::New { callee, arguments } if cx.is_global(callee, "Date") => match *cx.list(arguments) {
            [one] => (one, "Date"),
            _ => return,
        },
        Kind::Call { .. } | Kind::Send { .. } => {
            let Some(call) = cx.method_call(node) else { return };
            let [argument, ..] = call.arguments else { return };
            let parses = matches!(call.name, "parse" | "iso8601");
            if parses && cx.is_global(call.receiver, "Date") {
                (*argument, "Date")
            } else if parses && cx.is_ruby() && cx.is_global(call.receiver, "Time") {
                (*argument, "Time")
            } else {
                return;
            }
        }
        _ => return,
    };
    let Some(text) = cx.str(argument) else { return };
    if is_date(cx, &text, what) {
        return;
    }
    let outcome = match cx.is_js() {
        true => "it gives an invalid date, and every comparison with that is false",
        false => "it throws ArgumentError",
    };
    found.push(
        Diagnostic::new(Code::W1064, cx.span(argument), format!("`{text}` is no date"))
            .label("cannot be read as a date")
            .note(outcome)
            .help("write year, month and day: `2026-01-31`, with the time as `2026-01-31T08:00:00Z`"),
    );
}

fn is_date(cx: &Context<'_>, text: &str, what: &str) -> bool {
    let Ok(zone) = Zone::javascript("UTC") else { return true };
    if cx.is_js() {
        let units: Vec<u16> = text.encode_utf16().collect();
        // What could not be told is not reported.
        return javascript::parse::parse(&units, &zone).map_or(true, |time| !time.is_nan());
    }
    // Whatever is taken from the current day, a text that is refused today is refused on every day.
    match what {
        "Date" => true,
        _ => text.chars().any(|char| char.is_ascii_digit()),
    }
}
