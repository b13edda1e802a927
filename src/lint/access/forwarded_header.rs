//! A header that the client writes, taken for the client's address.

use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1103, check);

/// Headers that proxies set and any client can send, in small letters.
const HEADERS: &[&str] = &[
    "x-forwarded-for",
    "forwarded",
    "x-real-ip",
    "x-client-ip",
    "true-client-ip",
    "cf-connecting-ip",
    "x-cluster-client-ip",
    "x-remote-addr",
    "x-originating-ip",
    "x-forwarded-host",
    "x-forwarded-user",
    "x-remote-user",
];

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let key = match *cx.kind(node) {
        Kind::Send { .. } | Kind::Call { .. } => match cx.method_call(node) {
            Some(call) if matches!(call.name, "get_header" | "fetch" | "dig") => call.arguments.first().copied(),
            _ => None,
        },
        Kind::Index { arguments, .. } => cx.list(arguments).first().copied(),
        _ => None,
    };
    let Some(key) = key else { return };
    let Some(name) = cx.str(key) else { return };
    if !HEADERS.contains(&name.to_lowercase().as_str()) {
        return;
    }
    found.push(
        Diagnostic::new(
            Code::W1103,
            cx.span(key),
            format!("the header `{name}` is written by whoever sends the request"),
        )
        .label("a client can send what it likes")
        .note("a proxy adds to such a header or replaces it, but nothing in the rule says that a proxy was passed")
        .help("ask `@request.remote_addr`, or a signature: `@auth.validate_signature`"),
    );
}
