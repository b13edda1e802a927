//! An attribute that neither the export nor `rulec.toml` declares.

use crate::diag::{Code, Diagnostic, Edit, Fix, nearest};
use crate::lint::{Context, Lint};
use crate::syntax::ast::NodeId;

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1047, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Some(bound) = cx.binding(node) else { return };
    let (Some(key), Some(key_node)) = (&bound.key, bound.key_node) else {
        return;
    };
    if cx.bare(node) != node || cx.is_ruby() {
        return;
    }
    let (section, prefix) = match key.split_once(':') {
        Some(("attribute", _)) => (bound.section.as_ref(), "attribute:"),
        Some(("profileAttribute", _)) => ("profile", "profileAttribute:"),
        _ => return,
    };
    let name = &key[prefix.len()..];
    let known = cx.known.attributes_of(section);
    if known.is_empty() || known.contains(name) {
        return;
    }
    let mut diagnostic = Diagnostic::new(
        Code::W1047,
        cx.span(key_node),
        format!("`{}` has no attribute `{name}`", bound.section),
    )
    .label("an unknown attribute")
    .note("an attribute that is not declared is undefined for everybody");
    diagnostic = match nearest(name, known) {
        Some(near) => {
            let fixed = diagnostic.help(format!("did you mean `{near}`?"));
            if near.contains(['\'', '"', '\\']) {
                fixed
            } else {
                let text = format!("'{prefix}{near}'");
                fixed.fix(Fix::risky(
                    format!("read `{near}`"),
                    [Edit::replace(cx.span(key_node), text)],
                ))
            }
        }
        None => diagnostic.help("correct the name, or add it to `lint.known.attributes` of `rulec.toml`"),
    };
    found.push(diagnostic);
}
