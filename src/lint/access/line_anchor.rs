//! Ruby's `^` and `$` are the ends of lines, and a text may have several.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::source::Span;
use crate::syntax::ast::NodeId;

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1109, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Some(tested) = cx.tested_regex(node) else { return };
    if cx.is_js() && !tested.flags.contains('m') {
        return;
    }
    let signs = tested.signs();
    let anchors: Vec<(usize, char)> = signs
        .iter()
        .filter(|sign| matches!(sign.1, '^' | '$'))
        .map(|sign| (sign.0, sign.1))
        .collect();
    let Some(&(_, first)) = anchors.first() else { return };
    let diagnostic = Diagnostic::new(
        Code::W1109,
        cx.span(tested.regex),
        format!("`{first}` is the end of a line, and not of the text"),
    )
    .label("one line of several is enough")
    .note("`\"x\\nadmin\"` matches `/^admin$/`: whoever can send a line break passes");
    if cx.is_js() {
        found.push(diagnostic.help("take the flag `m` away"));
        return;
    }
    let edits = anchors.iter().map(|&(at, sign)| {
        let start = tested.start + u32::try_from(at).unwrap_or(0);
        Edit::replace(Span::new(start, start + 1), if sign == '^' { "\\A" } else { "\\z" })
    });
    let fix = Fix::risky("anchor at the ends of the text", edits);
    found.push(diagnostic.help("write `\\A` and `\\z`").fix(fix));
}
