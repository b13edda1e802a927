//! A field that no form of the export has.

use crate::diag::{Code, Diagnostic, Edit, Fix, nearest};
use crate::lint::{Context, Lint};
use crate::syntax::ast::NodeId;

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1048, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    if cx.known.fields.is_empty() || cx.bare(node) != node {
        return;
    }
    let Some(bound) = cx.binding(node).filter(|bound| bound.section == "values") else {
        return;
    };
    let (Some(name), Some(key)) = (&bound.key, bound.key_node) else {
        return;
    };
    if cx.known.fields.contains(name.as_ref()) {
        return;
    }
    let mut diagnostic = Diagnostic::new(
        Code::W1048,
        cx.span(key),
        format!("no form that the rule is asked about has a field `{name}`"),
    )
    .label("an unknown field")
    .note("a field that no form has is absent in every submission");
    diagnostic = match nearest(name, cx.known.fields.iter().map(String::as_str)) {
        Some(near) if !near.contains(['\'', '"', '\\']) => {
            diagnostic.help(format!("did you mean `{near}`?")).fix(Fix::risky(
                format!("read `{near}`"),
                [Edit::replace(cx.span(key), format!("'{near}'"))],
            ))
        }
        _ => diagnostic.help("correct the name, or add it to `lint.known.fields` of `rulec.toml`"),
    };
    found.push(diagnostic);
}
