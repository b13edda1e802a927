//! A list used as a truth value: an empty list is true in both languages.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::shape::Shape;
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1203, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    if cx.bare(node) != node
        || matches!(
            cx.kind(node),
            Kind::Array(_) | Kind::Logical(..) | Kind::Conditional(..)
        )
    {
        return;
    }
    let attribute = match cx.shape(node) {
        Shape::List => false,
        Shape::Attribute => true,
        _ => return,
    };
    // As the rule's value it is W1071; an attribute may be asked whether it is there before it is read.
    if cx.results().contains(&cx.shell(node)) || !cx.is_tested(node) || attribute && cx.is_read_twice(node) {
        return;
    }
    let mut diagnostic = Diagnostic::new(
        Code::W1203,
        cx.span(node),
        format!("`{}` is a list, and an empty list is true", cx.quoted(node)),
    )
    .label(if attribute {
        "true for every attribute that is declared"
    } else {
        "always true"
    })
    .note("a list is true even without values, in JavaScript and in Ruby")
    .help(if cx.is_js() {
        "ask for `.length > 0`"
    } else {
        "ask `.any?`"
    });
    let above = cx.use_of(node);
    let negated = above.is_some_and(|above| matches!(cx.kind(above), Kind::Unary(..)));
    if !attribute && !negated {
        let at = cx.span(node).end;
        let text = if cx.is_js() { ".length > 0" } else { ".any?" };
        diagnostic = diagnostic.fix(Fix::risky("ask for values", [Edit::insert(at, text)]));
    }
    found.push(diagnostic);
}
