//! The local address compared as a text in one of its forms.

use super::subject::Subject;
use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::NodeId;

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1105, check);

/// The forms in which servers write the local address.
const FORMS: &[&str] = &["127.0.0.1", "::1", "::ffff:127.0.0.1"];

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    for compared in cx.compared(node) {
        let Some(text) = cx.str(compared.text) else { continue };
        if cx.subject(compared.subject) != Some(Subject::Address) || !FORMS.contains(&text.as_ref()) {
            continue;
        }
        let others: Vec<&str> = FORMS.iter().copied().filter(|form| *form != text).collect();
        if others.iter().any(|other| {
            cx.source.text.contains(&format!("'{other}'")) || cx.source.text.contains(&format!("\"{other}\""))
        }) {
            continue;
        }
        found.push(
            Diagnostic::new(
                Code::W1105,
                cx.span(compared.text),
                format!("the local address has other forms than `{text}`"),
            )
            .label("the same machine may come as another text")
            .note(format!(
                "a server that also listens on IPv6 writes it as `{}` or `{}`",
                others[0], others[1]
            ))
            .help("list the three forms: `['127.0.0.1', '::1', '::ffff:127.0.0.1'].include?(@request.remote_addr)`"),
        );
    }
}
