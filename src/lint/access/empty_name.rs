//! A team or a user without a name, or with blanks around it.

use super::subject::Subject;
use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::syntax::ast::NodeId;

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1117, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    for compared in cx.compared(node) {
        let Some(text) = cx.str(compared.text) else { continue };
        let user = cx.subject(compared.subject) == Some(Subject::User);
        if text.trim() == text && !text.is_empty() || !(cx.is_about_teams(compared) || user && !text.is_empty()) {
            continue;
        }
        let thing = if user { "user" } else { "team" };
        let span = cx.span(compared.text);
        let message = if text.trim().is_empty() {
            format!("no {thing} has an empty name")
        } else {
            format!("no {thing} has a name with blanks around it")
        };
        let diagnostic = Diagnostic::new(Code::W1117, span, message)
            .label("never found")
            .note("names are compared letter by letter, blanks included");
        found.push(if text.trim().is_empty() {
            diagnostic.help("name the team that is meant, or take the clause away")
        } else {
            let written = cx.slice(span).replace(text.as_ref(), text.trim());
            diagnostic
                .help(format!("write `{}`", text.trim()))
                .fix(Fix::risky("take the blanks away", [Edit::replace(span, written)]))
        });
    }
}
