//! A piece of a name looked for, where the name is meant.

use super::subject::Subject;
use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::NodeId;

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1120, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Some(call) = cx.method_call(node) else { return };
    let looks = matches!(call.name, "includes" | "indexOf" | "include?" | "index");
    let &[argument] = call.arguments else { return };
    if !looks || cx.bare(node) != node {
        return;
    }
    let (Some(subject @ (Subject::User | Subject::Team | Subject::DisplayName)), Some(text)) =
        (cx.subject(call.receiver), cx.str(argument))
    else {
        return;
    };
    if text.contains(':') {
        return;
    }
    found.push(
        Diagnostic::new(
            Code::W1120,
            cx.span(node),
            format!("`{text}` is looked for anywhere in {}", subject.words()),
        )
        .label("other names hold it, too")
        .note(format!("`not-{text}` passes as well"))
        .help("compare the whole name, or look in the list of teams"),
    );
}
