//! A team that neither the export nor `rulec.toml` knows.

use crate::diag::{Code, Diagnostic, Edit, Fix, nearest};
use crate::lint::{Context, Lint};

/// The lint.
pub const LINT: Lint = Lint::rule(Code::W1046, check);

fn check(cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
    if cx.known.teams.is_empty() {
        return;
    }
    for (node, team) in crate::lint::teams::literals(cx) {
        if cx.known.teams.contains(team.as_ref()) {
            continue;
        }
        let mut diagnostic = Diagnostic::new(Code::W1046, cx.span(node), format!("there is no team `{team}`"))
            .label("an unknown team")
            .note("nobody is on a team that does not exist, so this is true for nobody");
        match nearest(&team, cx.known.teams.iter().map(String::as_str)) {
            Some(near) => {
                let quote = cx.text(node).chars().next().filter(|quote| matches!(quote, '\'' | '"'));
                diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
                if let Some(quote) = quote.filter(|_| !near.contains(['\'', '"', '\\'])) {
                    let text = format!("{quote}{near}{quote}");
                    diagnostic = diagnostic.fix(Fix::risky(
                        format!("ask for `{near}`"),
                        [Edit::replace(cx.span(node), text)],
                    ));
                }
            }
            None => {
                diagnostic = diagnostic.help("correct the name, or add the team to `lint.known.teams` of `rulec.toml`")
            }
        }
        found.push(diagnostic);
    }
}
