//! A decision by the display name, which users choose themselves.

use super::subject::Subject;
use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::syntax::ast::NodeId;

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1121, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    for compared in cx.compared(node) {
        if cx.subject(compared.subject) != Some(Subject::DisplayName) {
            continue;
        }
        let mut diagnostic = Diagnostic::new(Code::W1121, cx.span(node), "the rule decides by the display name")
            .label("users choose it themselves, and two may have the same")
            .note("whoever knows the rule can take the name that it asks for")
            .help("compare `username`, or ask for a team");
        if let Some(bound) = cx.binding(compared.subject)
            && let Some(key) = bound.key_node
        {
            let edit = Edit::replace(cx.span(key), "'username'");
            diagnostic = diagnostic.fix(Fix::risky("compare the user name", [edit]));
        }
        found.push(diagnostic);
    }
}
