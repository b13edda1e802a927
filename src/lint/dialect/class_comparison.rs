//! `x == Array`: compares a value with a class, and does not ask what it is.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{BinaryOp, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1214, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Some(equality) = cx.equality(node) else { return };
    for (class, value) in equality.sides() {
        let named = NAMES.iter().find(|name| cx.is_global(class, name));
        let Some(name) = named else { continue };
        // `Array === x` asks in Ruby, and `x.class == Array`, `x.constructor === Array` compare classes.
        let asks = cx.is_ruby() && matches!(equality.op, BinaryOp::EqEqEq | BinaryOp::NeEqEq) && class == equality.left;
        let of_class = cx.method_call(value).is_some_and(|call| call.name == "class")
            || cx.property(value).is_some_and(|(_, name)| name == "constructor");
        if asks || of_class || NAMES.iter().any(|name| cx.is_global(value, name)) {
            return;
        }
        let not = if equality.negated { "!" } else { "" };
        let text = match (cx.is_js(), *name) {
            (true, "Array") => format!("{not}Array.isArray({})", cx.text(value)),
            (true, _) if equality.negated => format!("!({} instanceof {name})", cx.text(value)),
            (true, _) => format!("{} instanceof {name}", cx.text(value)),
            (false, _) if cx.is_simple(value) => format!("{not}{}.is_a?({name})", cx.text(value)),
            (false, _) => format!("{not}({}).is_a?({name})", cx.text(value)),
        };
        let always = equality.negated;
        found.push(
            Diagnostic::new(
                Code::W1214,
                cx.span(node),
                format!("`{}` is always {always}", cx.quoted(node)),
            )
            .label("a value against a class")
            .note(format!("no value of a rule is equal to the class `{name}` itself"))
            .help(format!("write `{text}`"))
            .fix(Fix::risky("ask what it is", [Edit::replace(cx.span(node), text)])),
        );
        return;
    }
}

/// Classes of both languages.
const NAMES: &[&str] = &[
    "Array",
    "String",
    "Number",
    "Boolean",
    "Object",
    "Date",
    "RegExp",
    "Function",
    "Hash",
    "Integer",
    "Float",
    "Symbol",
    "NilClass",
    "TrueClass",
    "FalseClass",
    "Regexp",
    "Time",
    "Range",
];
