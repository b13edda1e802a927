//! A text that looks like a pattern, compared as it stands.

use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::NodeId;

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1118, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    for compared in cx.compared(node) {
        let Some(text) = cx.str(compared.text) else { continue };
        let about = cx.is_about_teams(compared)
            || matches!(
                cx.subject(compared.subject),
                Some(super::subject::Subject::User | super::subject::Subject::Email)
            );
        let wild = text.contains('*') || text.ends_with('%') || text.starts_with('%');
        if !about || !wild {
            continue;
        }
        found.push(
            Diagnostic::new(
                Code::W1118,
                cx.span(compared.text),
                format!("`{text}` is no pattern: it is compared as it stands"),
            )
            .label("matches nobody")
            .note("lists and comparisons know no wildcards")
            .help(if cx.is_ruby() {
                "ask for the beginning: `@identity.teams.any? { |team| team.start_with?('Department::') }`"
            } else {
                "ask for the beginning: `identity('teams').some(function (team) { return team.startsWith('Department::'); })`"
            }),
        );
    }
}
