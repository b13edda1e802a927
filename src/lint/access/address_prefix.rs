//! A piece of an address compared as text: `10.1` also begins `10.100.0.7`.

use super::subject::Subject;
use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::syntax::ast::NodeId;

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1106, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Some(call) = cx.method_call(node) else { return };
    let &[argument] = call.arguments else { return };
    if cx.bare(node) != node || cx.subject(call.receiver) != Some(Subject::Address) {
        return;
    }
    let Some(text) = cx.str(argument) else { return };
    let span = cx.span(argument);
    match call.name {
        "start_with?" | "startsWith" if !text.is_empty() && !text.ends_with(['.', ':']) && !is_whole(&text) => {
            let at = span.end.saturating_sub(1);
            found.push(
                Diagnostic::new(
                    Code::W1106,
                    span,
                    format!("addresses of other networks begin with `{text}`, too"),
                )
                .label("the number may go on")
                .note(format!("`{text}` begins `{text}0` and `{text}1` as well"))
                .help("end it with the point, or ask a range: `IPAddr.new('10.1.0.0/16').include?(address)`")
                .fix(Fix::risky("end the prefix with a point", [Edit::insert(at, ".")])),
            );
        }
        "include?" | "includes" | "indexOf" | "index" | "end_with?" | "endsWith" => found.push(
            Diagnostic::new(Code::W1106, span, format!("`{text}` may stand anywhere in an address"))
                .label("found in addresses of other networks, too")
                .note("a network is the beginning of an address, and a text says nothing of where a number begins")
                .help("compare the whole address, or ask a range: `IPAddr.new('10.0.0.0/8').include?(address)`"),
        ),
        _ => {}
    }
}

fn is_whole(text: &str) -> bool {
    text.parse::<std::net::IpAddr>().is_ok()
}
