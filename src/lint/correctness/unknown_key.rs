//! A key that the section does not have: `identity('userName')`.

use crate::diag::{Code, Diagnostic, Edit, Fix, nearest};
use crate::lint::{Context, Lint};
use crate::syntax::ast::NodeId;

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1049, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    if !cx.is_js() || cx.bare(node) != node {
        return;
    }
    let Some(bound) = cx.binding(node) else { return };
    let (Some(key), Some(key_node)) = (&bound.key, bound.key_node) else {
        return;
    };
    let Some(keys) = keys_of(&bound.section) else { return };
    let prefixed = key.starts_with("attribute:") || key.starts_with("profileAttribute:") && bound.section == "identity";
    if prefixed || keys.contains(&key.as_ref()) {
        return;
    }
    let mut diagnostic = Diagnostic::new(
        Code::W1049,
        cx.span(key_node),
        format!("`{}` has no `{key}`", bound.section),
    )
    .label("an unknown key")
    .note("what a section does not have is undefined for everybody");
    diagnostic = match nearest(key, keys.iter().copied()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(Fix::risky(
            format!("read `{near}`"),
            [Edit::replace(cx.span(key_node), format!("'{near}'"))],
        )),
        None => diagnostic.help(format!("it has {}, and `attribute:NAME`", keys.join(", "))),
    };
    found.push(diagnostic);
}

/// The keys of a section, as the documentation of the product lists them.
fn keys_of(section: &str) -> Option<&'static [&'static str]> {
    Some(match section {
        "identity" => &[
            "username",
            "displayName",
            "email",
            "groups",
            "teams",
            "sessionToken",
            "anonymous",
            "authenticated",
            "spaceAdmin",
            "attributes",
            "profileAttributes",
        ],
        "submission" => &[
            "anonymous",
            "closedAt",
            "closedBy",
            "coreState",
            "createdAt",
            "createdBy",
            "currentPage",
            "id",
            "sessionToken",
            "submittedAt",
            "submittedBy",
            "type",
            "updatedAt",
            "updatedBy",
        ],
        "form" | "kapp" | "space" | "team" => &["name", "slug", "attributes"],
        "user" => &["displayName", "email", "invitedBy", "spaceAdmin", "username"],
        "file" => &["folder", "name", "path"],
        _ => return None,
    })
}
