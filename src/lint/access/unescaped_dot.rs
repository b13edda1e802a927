//! A point in a regular expression that is meant to be a point, and is any character.

use super::subject::Subject;
use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::syntax::ast::NodeId;

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1110, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Some(tested) = cx.tested_regex(node) else { return };
    if !matches!(cx.regex_subject(&tested), Some(Subject::Address | Subject::Email)) {
        return;
    }
    let bytes = tested.pattern.as_bytes();
    let word = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    let points: Vec<u32> = tested
        .signs()
        .iter()
        .filter(|sign| sign.1 == '.' && word(sign.0.checked_sub(1)) && word(sign.0.checked_add(1)))
        .map(|sign| tested.start + u32::try_from(sign.0).unwrap_or(0))
        .collect();
    if points.is_empty() {
        return;
    }
    found.push(
        Diagnostic::new(
            Code::W1110,
            cx.span(tested.regex),
            "`.` is any character here, and not only a point",
        )
        .label("other hosts and addresses match, too")
        .note("`acme.com` also matches `acmexcom`, which anybody may register")
        .help("write `\\.`")
        .fix(Fix::risky(
            "escape the points",
            points.iter().map(|&at| Edit::insert(at, "\\")),
        )),
    );
}
