//! `x ? true : false`, which is `x`.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::shape::Shape;
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1062, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Kind::Conditional(test, yes, no) = *cx.kind(node) else {
        return;
    };
    let (Kind::Bool(yes), Kind::Bool(no)) = (cx.bare_kind(yes), cx.bare_kind(no)) else {
        return;
    };
    if yes == no || cx.constant(test).is_some() {
        return;
    }
    let flag = cx.shape(test) == Shape::Flag;
    let text = cx.text(test);
    let inner = if cx.is_simple(test) {
        text.to_owned()
    } else {
        format!("({text})")
    };
    let (says, new) = match (yes, flag) {
        (true, true) => ("the test itself".to_owned(), inner),
        (true, false) => ("the truth of the test".to_owned(), format!("!!{inner}")),
        (false, _) => ("the negated test".to_owned(), format!("!{inner}")),
    };
    let mut diagnostic = Diagnostic::new(Code::W1062, cx.span(node), format!("`{}` is {says}", cx.quoted(node)))
        .label("says the same as the test")
        .note("a choice between true and false only hides the condition")
        .help("write the condition itself");
    if !cx.has_comment(cx.span(node)) {
        diagnostic = diagnostic.fix(Fix::safe("write the condition", [Edit::replace(cx.span(node), new)]));
    }
    found.push(diagnostic);
}
