//! `return` with its value on the next line, which JavaScript does not return.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::source::Span;
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1223, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Kind::Block(list) = cx.kind(node) else { return };
    if !cx.is_js() {
        return;
    }
    for two in cx.list(*list).windows(2) {
        let (jump, value) = (two[0], two[1]);
        if !matches!(cx.kind(jump), Kind::Return(None)) || !matches!(cx.kind(value), Kind::Expression(_)) {
            continue;
        }
        let end = cx.span(jump).start + 6;
        let between = Span::new(end, cx.span(value).start);
        if cx.slice(between).contains(';') || !cx.slice(between).contains('\n') {
            continue;
        }
        let mut diagnostic = Diagnostic::new(
            Code::W1223,
            cx.span(jump),
            "this `return` gives nothing: its value is on the next line",
        )
        .label("ends here")
        .note("JavaScript puts a semicolon behind a `return` that ends its line")
        .help("begin the value on the line of the `return`, or open a parenthesis there");
        if !cx.has_comment(between) {
            diagnostic = diagnostic.fix(Fix::risky("return the value", [Edit::replace(between, " ")]));
        }
        found.push(diagnostic);
    }
}
