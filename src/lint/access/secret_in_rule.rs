//! A secret that stands in the text of the rule.

use super::subject::is_equality;
use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1125, check);

/// Parts of names under which secrets are sent, in small letters.
const NAMES: &[&str] = &[
    "token",
    "secret",
    "password",
    "passwd",
    "api-key",
    "apikey",
    "api_key",
    "authorization",
];

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Kind::Binary(op, left, right) = *cx.kind(node) else {
        return;
    };
    if !is_equality(op) {
        return;
    }
    for (sent, text) in [(left, right), (right, left)] {
        let Some(secret) = cx.str(text) else { continue };
        if secret.is_empty() || !is_sent(cx, sent) {
            continue;
        }
        found.push(
            Diagnostic::new(Code::W1125, cx.span(text), "a secret stands in the rule")
                .label("everybody who may read rules and exports knows it")
                .note("rules are exported, kept in version control and shown in consoles")
                .help("check a signature: `@auth.validate_signature`, or ask who the caller is"),
        );
    }
}

/// Whether a value is a header or a parameter of the request whose name says that it is secret.
fn is_sent(cx: &Context<'_>, node: NodeId) -> bool {
    let bare = cx.bare(node);
    let key = match *cx.kind(bare) {
        Kind::Send { .. } | Kind::Call { .. } => match cx.method_call(bare) {
            Some(call) if matches!(call.name, "get_header" | "get_param" | "fetch") => call.arguments.first().copied(),
            _ => None,
        },
        Kind::Index { arguments, .. } => cx.list(arguments).first().copied(),
        _ => None,
    };
    let Some(name) = key.and_then(|key| cx.str(key)) else {
        return false;
    };
    let name = name.to_lowercase();
    NAMES.iter().any(|part| name.contains(part))
}
