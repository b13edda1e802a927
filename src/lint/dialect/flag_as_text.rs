//! A flag compared with the text 'true', or a text with the flag `true`.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::shape::Shape;
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1218, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Some(equality) = cx.equality(node) else { return };
    for (literal, value) in equality.sides() {
        let always = equality.negated;
        let shape = cx.shape(value);
        let (what, note, edit) = match cx.bare_kind(literal) {
            Kind::Str(text) if matches!(shape, Shape::Flag | Shape::MaybeFlag) => {
                let text = cx.name(*text);
                let flag = matches!(text.as_ref(), "true" | "false").then(|| text.into_owned());
                (
                    "true or false, and is compared with a text",
                    "a flag is never equal to a text, not even to 'true'",
                    flag,
                )
            }
            Kind::Bool(flag) if shape.is_text() => (
                "a text, and is compared with a flag",
                "a text is never equal to true or false: 'true' is a text",
                Some(format!("'{flag}'")),
            ),
            _ => continue,
        };
        let mut diagnostic = Diagnostic::new(Code::W1218, cx.span(node), format!("`{}` is {what}", cx.quoted(value)))
            .label(format!("always {always}"))
            .note(note)
            .help(match &edit {
                Some(text) => format!("compare with `{text}`"),
                None => "compare with `true` or `false`".to_owned(),
            });
        if let Some(text) = edit {
            diagnostic = diagnostic.fix(Fix::risky(
                format!("compare with `{text}`"),
                [Edit::replace(cx.span(literal), text)],
            ));
        }
        found.push(diagnostic);
        return;
    }
}
