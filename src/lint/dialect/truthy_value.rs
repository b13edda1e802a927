//! A number or a text used as a truth value in Ruby, where 0 and '' are true, or the text 'false' anywhere.

use crate::diag::{Code, Diagnostic};
use crate::lint::shape::Shape;
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1204, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    if !cx.is_ruby() || cx.bare(node) != node {
        return;
    }
    let literal = cx.literal(node).is_some() || matches!(cx.kind(node), Kind::Logical(..) | Kind::Conditional(..));
    if literal || cx.results().contains(&cx.shell(node)) || !cx.is_tested(node) {
        return;
    }
    let (what, note, help) = match cx.shape(node) {
        Shape::Number => (
            "a number",
            "in Ruby every number is true, 0 among them",
            "compare it: `> 0`",
        ),
        Shape::Text => (
            "a text",
            "in Ruby every text is true, the empty one among them",
            "ask `!text.empty?`",
        ),
        Shape::MaybeText if !cx.is_read_twice(node) => (
            "a text, where it is there",
            "every property is a text, and 'false' is true",
            "compare it: `== 'true'`",
        ),
        _ => return,
    };
    found.push(
        Diagnostic::new(
            Code::W1204,
            cx.span(node),
            format!("`{}` is {what}, and that is true", cx.quoted(node)),
        )
        .label("true whatever it says")
        .note(note)
        .help(help),
    );
}
