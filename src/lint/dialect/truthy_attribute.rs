//! An attribute used as a truth value: it is a list, and true even without values.

use crate::diag::{Code, Diagnostic};
use crate::lint::shape::Shape;
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1203, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    // As the rule's value it is W1008; one that is read elsewhere is asked whether it is there.
    if cx.bare(node) != node || cx.shape(node) != Shape::Attribute || cx.results().contains(&cx.shell(node)) {
        return;
    }
    if matches!(cx.kind(node), Kind::Logical(..) | Kind::Conditional(..))
        || !cx.is_tested(node)
        || cx.is_read_twice(node)
    {
        return;
    }
    found.push(
        Diagnostic::new(
            Code::W1203,
            cx.span(node),
            format!("`{}` is true wherever the attribute is declared", cx.quoted(node)),
        )
        .label("a list, true even without values")
        .note("attributes are lists, and a list without values is true")
        .help("give an empty list as the second argument, and ask for `.length > 0`"),
    );
}
