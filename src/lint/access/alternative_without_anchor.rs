//! `/^a|b$/`: each anchor belongs to one alternative only.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::source::Span;
use crate::syntax::ast::NodeId;

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1108, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Some(tested) = cx.tested_regex(node) else { return };
    let (starts, ends) = (tested.starts(), tested.ends());
    let bars: Vec<usize> = tested
        .signs()
        .iter()
        .filter(|sign| sign.1 == '|' && sign.2 == 0)
        .map(|sign| sign.0)
        .collect();
    if bars.is_empty() {
        return;
    }
    // Where each alternative has its own anchors, the author knew.
    let pattern = tested.pattern.as_str();
    let later = bars
        .iter()
        .all(|&bar| pattern[bar + 1..].starts_with(['^']) || pattern[bar + 1..].starts_with("\\A"));
    let earlier = bars
        .iter()
        .all(|&bar| pattern[..bar].ends_with(['$']) || pattern[..bar].ends_with("\\z"));
    let each = (later && (earlier || !ends)) || (earlier && !starts);
    let anchored = starts || ends;
    if each || !anchored {
        return;
    }
    let open = if pattern.starts_with("\\A") {
        2
    } else {
        usize::from(starts)
    };
    let close = match () {
        () if pattern.ends_with("\\z") || pattern.ends_with("\\Z") => 2,
        () => usize::from(ends),
    };
    let at = |offset: usize| tested.start + u32::try_from(offset).unwrap_or(0);
    let inner = Span::new(at(open), at(pattern.len() - close));
    found.push(
        Diagnostic::new(
            Code::W1108,
            cx.span(tested.regex),
            "the anchors do not hold for every alternative",
        )
        .label(format!(
            "`|` parts it into {} patterns, each with what stands next to it",
            bars.len() + 1
        ))
        .note("an alternative without an anchor matches in the middle of a text")
        .help("put the alternatives in a group: `^(?:a|b)$`")
        .fix(Fix::risky(
            "put the alternatives in a group",
            [Edit::insert(inner.start, "(?:"), Edit::insert(inner.end, ")")],
        )),
    );
}
