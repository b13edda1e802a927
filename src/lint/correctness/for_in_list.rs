//! `for (x in list)` in JavaScript: `x` is a place, as a text, and no value.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1070, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Kind::ForEach {
        target,
        iterable,
        body,
        keys: true,
        ..
    } = *cx.kind(node)
    else {
        return;
    };
    if !cx.is_js() || !cx.shape(iterable).is_list() {
        return;
    }
    // With `list[x]` in the body the places are meant.
    let indexed = cx.inside(body, true).into_iter().any(|part| {
        matches!(cx.kind(part), Kind::Index { arguments, .. }
            if cx.list(*arguments).first().is_some_and(|&key| cx.text(key) == cx.text(target)))
    });
    if indexed {
        return;
    }
    let mut diagnostic = Diagnostic::new(
        Code::W1070,
        cx.span(iterable),
        format!(
            "`in` goes over the places of `{}`, and not over its values",
            cx.quoted(iterable)
        ),
    )
    .label("'0', '1', '2'")
    .note("`for ... in` gives the keys of an object; those of a list are its places, as texts")
    .help("write `of` to go over the values");
    if let Some(sign) = cx.sign_between(target, iterable, " in ") {
        diagnostic = diagnostic.fix(Fix::risky("go over the values", [Edit::replace(sign, " of ")]));
    }
    found.push(diagnostic);
}
