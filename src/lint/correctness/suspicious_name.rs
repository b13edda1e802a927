//! A name with a part written twice (`Role::Role::X`), with blanks at its ends, or nearly another's of the same rule.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};

/// The lint.
pub const LINT: Lint = Lint::rule(Code::W1050, check);

fn check(cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let teams = crate::lint::teams::literals(cx);
    for (at, (node, team)) in teams.iter().enumerate() {
        if cx.known.teams.contains(team.as_ref()) {
            continue;
        }
        let parts: Vec<&str> = team.split("::").collect();
        let (why, better) = if parts.windows(2).any(|two| two[0] == two[1]) {
            let mut parts = parts.clone();
            parts.dedup();
            ("a part of it stands twice", parts.join("::"))
        } else if parts.iter().any(|part| part.trim() != *part) {
            let parts: Vec<&str> = parts.iter().map(|part| part.trim()).collect();
            ("it has blanks at the end of a part", parts.join("::"))
        } else if parts.iter().any(|part| part.is_empty()) {
            let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
            ("a part of it is empty", parts.join("::"))
        } else if let Some((_, other)) = teams[..at].iter().find(|(_, other)| is_slip(team, other)) {
            ("it is nearly another name of this rule", other.to_string())
        } else {
            continue;
        };
        let mut diagnostic = Diagnostic::new(
            Code::W1050,
            cx.span(*node),
            format!("`{team}` is probably no name: {why}"),
        )
        .label("a suspicious name")
        .note("names are compared character by character, so that nobody is on a team with a slip in its name")
        .help(format!("did you mean `{better}`?"));
        if !better.is_empty() && !better.contains(['\'', '"', '\\']) && cx.text(*node).starts_with(['\'', '"']) {
            let fix = Fix::risky(
                format!("ask for `{better}`"),
                [Edit::replace(cx.span(*node), format!("'{better}'"))],
            );
            diagnostic = diagnostic.fix(fix);
        }
        found.push(diagnostic);
    }
}

/// Whether two names differ only by case, or by one slip in a long name.
fn is_slip(one: &str, other: &str) -> bool {
    if one == other || one.chars().count() < 8 {
        return false;
    }
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    let plural = one.strip_suffix('s') == Some(other) || other.strip_suffix('s') == Some(one);
    // Names that are numbered, or differ by a short word, are different names.
    one.to_lowercase() == other.to_lowercase()
        || !plural && digits(one) == digits(other) && strsim::damerau_levenshtein(one, other) == 1
}
