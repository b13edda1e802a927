//! A text in capital or small letters, compared with one that has others.

use super::subject::is_equality;
use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1113, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let pairs: Vec<(NodeId, NodeId)> = match *cx.kind(node) {
        Kind::Binary(op, left, right) if is_equality(op) => vec![(left, right), (right, left)],
        _ => cx
            .compared(node)
            .iter()
            .map(|compared| (compared.subject, compared.text))
            .collect(),
    };
    for (folded, constant) in pairs {
        let Some(call) = cx.method_call(folded) else { continue };
        let Some(text) = cx.str(constant) else { continue };
        let (fits, word): (String, &str) = match call.name {
            "toLowerCase" | "downcase" => (text.to_lowercase(), "small"),
            "toUpperCase" | "upcase" => (text.to_uppercase(), "capital"),
            _ => continue,
        };
        if fits == text || !call.arguments.is_empty() {
            continue;
        }
        let span = cx.span(constant);
        let written = cx.slice(span).replace(text.as_ref(), &fits);
        found.push(
            Diagnostic::new(
                Code::W1113,
                span,
                format!("`{text}` is never equal to a text in {word} letters"),
            )
            .label(format!("`{}` gives {word} letters only", call.name))
            .help(format!("write `{fits}`"))
            .fix(Fix::risky(
                format!("write it in {word} letters"),
                [Edit::replace(span, written)],
            )),
        );
    }
}
