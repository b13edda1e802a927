//! `'${x}'` or `'#{x}'` in quotes that do not fill it in.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1216, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Kind::Str(_) = cx.kind(node) else { return };
    // Parts of templates and of regular expressions are texts, too.
    let part = cx
        .parent(node)
        .is_some_and(|above| matches!(cx.kind(above), Kind::Interpolation(..) | Kind::Regex { .. }));
    let written = cx.text(node);
    let mark = ["${", "#{"].into_iter().find(|mark| fills(written, mark));
    let Some(mark) = mark.filter(|_| !part) else { return };
    let (quotes, fix) = match (cx.is_js(), mark) {
        (true, "${") if written.starts_with(['\'', '"']) => ("backquotes", {
            let inner = &written[1..written.len() - 1];
            (!inner.contains(['`', '\\'])).then(|| format!("`{inner}`"))
        }),
        (true, "#{") if !written.starts_with('/') => ("backquotes, and `${...}`", None),
        (false, "#{") if written.starts_with('\'') => ("double quotes", {
            let inner = &written[1..written.len() - 1];
            (!inner.contains(['"', '\\'])).then(|| format!("\"{inner}\""))
        }),
        (false, "${") if written.starts_with(['\'', '"']) => ("double quotes, and `#{...}`", None),
        _ => return,
    };
    let mut diagnostic = Diagnostic::new(
        Code::W1216,
        cx.span(node),
        format!("`{mark}...}}` is not filled in here"),
    )
    .label("taken as it stands")
    .note("the text is compared with the signs in it, which no value has")
    .help(format!("write it in {quotes}"));
    if let Some(text) = fix {
        diagnostic = diagnostic.fix(Fix::risky(
            format!("write it in {quotes}"),
            [Edit::replace(cx.span(node), text)],
        ));
    }
    found.push(diagnostic);
}

/// Whether a text has a place to fill in: the mark, something, and the brace that closes it.
fn fills(text: &str, mark: &str) -> bool {
    text.find(mark).is_some_and(|at| {
        let rest = &text[at + mark.len()..];
        rest.find('}')
            .is_some_and(|end| end > 0 && rest[..end].chars().any(char::is_alphabetic))
    })
}
