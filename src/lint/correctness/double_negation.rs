//! `!!x` where only the truth counts, or where `x` is a flag already.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::shape::Shape;
use crate::lint::{Context, Lint};
use crate::source::Span;
use crate::syntax::ast::{Kind, NodeId, UnaryOp};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1063, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Kind::Unary(UnaryOp::Not, inner) = *cx.kind(node) else {
        return;
    };
    let Kind::Unary(UnaryOp::Not, operand) = *cx.kind(inner) else {
        return;
    };
    let flag = cx.shape(operand) == Shape::Flag;
    // As the rule's value `!!x` makes a flag of it, which some settings ask for.
    let shell = cx.shell(node);
    let is_value = cx.results().contains(&shell) || cx.results().contains(&node);
    let only_truth = cx.is_tested(node) && !is_value && !is_end_of_chain(cx, shell);
    if !flag && !only_truth {
        return;
    }
    let diagnostic = Diagnostic::new(
        Code::W1063,
        cx.span(node),
        format!("`!!` changes nothing about `{}`", cx.quoted(operand)),
    )
    .label("negated twice")
    .note(if flag {
        "it is true or false already"
    } else {
        "only its truth counts here"
    })
    .help("leave both out");
    let marks = Span::new(cx.span(node).start, cx.span(operand).start);
    let fix = (cx.slice(marks) == "!!").then(|| Fix::safe("leave both out", [Edit::delete(marks)]));
    found.push(match fix {
        Some(fix) => diagnostic.fix(fix),
        None => diagnostic,
    });
}

/// Whether a node is the last clause of a chain, whose value becomes the chain's.
fn is_end_of_chain(cx: &Context<'_>, node: NodeId) -> bool {
    cx.parent(node)
        .is_some_and(|above| matches!(cx.kind(above), Kind::Logical(..)))
}
