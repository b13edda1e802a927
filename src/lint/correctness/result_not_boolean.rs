//! A rule that gives something else than true or false.

use crate::diag::{Code, Diagnostic};
use crate::lint::shape::Shape;
use crate::lint::{Context, Lint};
use crate::syntax::ast::{FunctionKind, Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::rule(Code::W1071, check);

fn check(cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let leaves: Vec<NodeId> = cx.results().iter().copied().filter(|&node| is_leaf(cx, node)).collect();
    for node in leaves {
        let (what, truth) = match cx.shape(node) {
            Shape::List => ("a list", "a list is true even without values"),
            Shape::Attribute => ("an attribute, which is a list", "a list is true even without values"),
            Shape::Text => ("a text", "a text is true in Ruby, and in JavaScript unless it is empty"),
            Shape::MaybeText => ("a text", "a text is true, even 'false' and 'no'"),
            Shape::Number => (
                "a number",
                "in JavaScript 0 is false and every other number true, in Ruby all are true",
            ),
            Shape::Function => ("a function", "a function is true; it was perhaps meant to be called"),
            Shape::Regex => (
                "a regular expression",
                "a regular expression is true; it was perhaps meant to be matched",
            ),
            Shape::Map => ("a map", "a map is true even without entries"),
            _ => continue,
        };
        // The truth of these in a test has lints of its own.
        if cx
            .method_call(node)
            .is_some_and(|call| matches!(call.name, "indexOf" | "lastIndexOf" | "findIndex" | "search"))
        {
            continue;
        }
        found.push(
            Diagnostic::new(
                Code::W1071,
                cx.span(node),
                format!("the rule gives {what}, and not true or false"),
            )
            .label("becomes the answer of the rule")
            .note(truth)
            .help("compare it with what is asked for"),
        );
    }
    if let Some(root) = cx.ast.root
        && cx.results() == [root]
        && let Kind::Block(list) = cx.kind(root)
    {
        let span = cx.list(*list).last().map_or(cx.span(root), |&last| cx.span(last));
        found.push(
            Diagnostic::new(Code::W1071, span, "the rule gives no value")
                .label("nothing follows that could be the answer")
                .note("what gives nothing is false: nobody gets in")
                .help("end it with the condition that is asked for"),
        );
    }
}

/// Whether a value is the rule's by itself, and not by something inside.
fn is_leaf(cx: &Context<'_>, node: NodeId) -> bool {
    if matches!(
        cx.kind(node),
        Kind::Function {
            kind: FunctionKind::Def,
            ..
        }
    ) {
        return false;
    }
    let inside = cx.inside(node, true);
    let shell = matches!(
        cx.kind(node),
        Kind::Block(_) | Kind::Expression(_) | Kind::Paren(_) | Kind::Chain(_)
    );
    !shell
        && !cx
            .results()
            .iter()
            .any(|&other| other != node && inside.contains(&other))
}
