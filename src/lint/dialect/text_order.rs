//! `values('Amount') > '1000'`: texts are compared character by character; Ruby does not compare them with numbers.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::shape::Shape;
use crate::lint::{Context, Lint};
use crate::syntax::ast::{BinaryOp, Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1213, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    use BinaryOp as B;
    let Kind::Binary(B::Lt | B::Le | B::Gt | B::Ge, left, right) = *cx.kind(node) else {
        return;
    };
    for (side, other) in [(left, right), (right, left)] {
        if cx.is_js() {
            let numeric = cx.str(side).is_some_and(|text| text.trim().parse::<f64>().is_ok());
            if !numeric || matches!(cx.shape(other), Shape::Number) {
                continue;
            }
            let number = cx.str(side).unwrap_or_default().trim().to_owned();
            let diagnostic = Diagnostic::new(
                Code::W1213,
                cx.span(node),
                format!("`{}` compares texts, character by character", cx.quoted(node)),
            )
            .label("'10' stands before '9'")
            .note("where both sides are texts, their order is that of their characters")
            .help(format!("compare numbers: `Number(...)` and `{number}`"));
            let plain =
                number.chars().all(|char| char.is_ascii_digit()) && !(number.len() > 1 && number.starts_with('0'));
            let edits = [
                Edit::replace(cx.span(other), format!("Number({})", cx.text(other))),
                Edit::replace(cx.span(side), number),
            ];
            found.push(if plain {
                diagnostic.fix(Fix::risky("compare numbers", edits))
            } else {
                diagnostic
            });
            return;
        }
        if cx.shape(side) == Shape::Number && cx.shape(other).is_text() {
            found.push(
                Diagnostic::new(
                    Code::W1213,
                    cx.span(node),
                    format!("`{}` is a text, and is compared with a number", cx.quoted(other)),
                )
                .label("throws")
                .note("Ruby compares no text with a number: it throws ArgumentError")
                .help("convert it: `.to_i`, `.to_f`"),
            );
            return;
        }
    }
}
