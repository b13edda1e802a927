//! `typeof x == undefined`, `typeof x === 'array'`: `typeof` gives none of these.

use crate::diag::{Code, Diagnostic, Edit, Fix, nearest};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId, UnaryOp};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1058, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Some(equality) = cx.equality(node) else { return };
    for (side, other) in equality.sides() {
        let Kind::Unary(UnaryOp::Typeof, operand) = *cx.bare_kind(side) else {
            continue;
        };
        let always = if equality.negated { "true" } else { "false" };
        let finding = |why: String, help: String| {
            Diagnostic::new(
                Code::W1058,
                cx.span(node),
                format!("`{}` is always {always}", cx.quoted(node)),
            )
            .label(format!("always {always}"))
            .note(why)
            .help(help)
        };
        if cx.is_global(other, "undefined") || matches!(cx.bare_kind(other), Kind::Nil) {
            let written = cx.text(other);
            let help = format!(
                "compare with the text `'undefined'`, or compare `{}` itself",
                cx.quoted(operand)
            );
            let fix = Fix::risky("compare with the text", [Edit::replace(cx.span(other), "'undefined'")]);
            found.push(finding(format!("`typeof` gives a text, and `{written}` is none"), help).fix(fix));
        } else if let Some(name) = cx.str(other)
            && !NAMES.contains(&name.as_ref())
        {
            let help = match name.to_lowercase().as_str() {
                "array" | "list" => "ask `Array.isArray(x)`".to_owned(),
                "null" => "compare with `null` itself".to_owned(),
                "date" | "regexp" => "ask `x instanceof Date`".to_owned(),
                _ => match nearest(&name, NAMES.iter().copied()) {
                    Some(near) => format!("did you mean `'{near}'`?"),
                    None => format!("it gives one of {}", NAMES.join(", ")),
                },
            };
            found.push(finding(format!("`typeof` never gives `'{name}'`"), help));
        }
    }
}

/// What `typeof` gives (ECMA-262 13.5.3).
const NAMES: &[&str] = &[
    "undefined",
    "object",
    "boolean",
    "number",
    "bigint",
    "string",
    "symbol",
    "function",
];
