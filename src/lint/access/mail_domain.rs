//! The domain of a mail address, tested so that other domains pass.

use super::subject::Subject;
use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::syntax::ast::NodeId;

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1112, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Some(call) = cx.method_call(node) else { return };
    let &[argument] = call.arguments else { return };
    if cx.bare(node) != node || cx.subject(call.receiver) != Some(Subject::Email) {
        return;
    }
    let Some(text) = cx.str(argument) else { return };
    let span = cx.span(argument);
    match call.name {
        "endsWith" | "end_with?" if text.contains('.') && !text.contains('@') && !text.starts_with('.') => found.push(
            Diagnostic::new(Code::W1112, span, format!("other domains end with `{text}`, too"))
                .label("without `@` the domain may begin earlier")
                .note(format!("`ann@evil{text}` ends with it as well"))
                .help(format!("write `@{text}`"))
                .fix(Fix::risky("begin with `@`", [Edit::insert(span.start + 1, "@")])),
        ),
        "includes" | "include?" | "indexOf" | "index" if text.len() > 1 && text.contains(['@', '.']) => found.push(
            Diagnostic::new(
                Code::W1112,
                span,
                format!("`{text}` may stand anywhere in a mail address"),
            )
            .label("not only at its end")
            .note(format!("`ann{text}.example.org` holds it as well"))
            .help(if cx.is_ruby() {
                "ask `end_with?`"
            } else {
                "ask `endsWith`"
            }),
        ),
        _ => {}
    }
}
