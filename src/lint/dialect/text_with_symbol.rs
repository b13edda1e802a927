//! A text compared with a Ruby symbol, which are never equal.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1217, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    if !cx.is_ruby() {
        return;
    }
    if let Some(equality) = cx.equality(node) {
        for (symbol, text) in equality.sides() {
            if matches!(cx.bare_kind(symbol), Kind::Symbol(_)) && is_text(cx, text) {
                found.push(finding(cx, symbol));
            }
        }
        return;
    }
    let Some(call) = cx.method_call(node) else { return };
    let [argument] = call.arguments else { return };
    if cx.bare(node) != node || !matches!(call.name, "include?" | "member?" | "is_member_of" | "is_member_of?") {
        return;
    }
    let symbols = match cx.bare_kind(call.receiver) {
        Kind::Array(list) if is_text(cx, *argument) => cx.list(*list),
        Kind::InstanceVar(_) => call.arguments,
        _ => return,
    };
    for &symbol in symbols {
        if matches!(cx.kind(symbol), Kind::Symbol(_)) {
            found.push(finding(cx, symbol));
        }
    }
}

/// Whether a value is a text of the request.
fn is_text(cx: &Context<'_>, node: NodeId) -> bool {
    cx.shape(node).is_text() || cx.binding(node).is_some()
}

fn finding(cx: &Context<'_>, symbol: NodeId) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::W1217,
        cx.span(symbol),
        format!("`{}` is a symbol, and is compared with a text", cx.quoted(symbol)),
    )
    .label("never equal to a text")
    .note("what the request says are texts; `:ann` and `'ann'` are not equal")
    .help("write it in quotes");
    match cx.text(symbol).strip_prefix(':') {
        Some(name) if name.chars().all(|char| char.is_alphanumeric() || char == '_') => {
            let edit = Edit::replace(cx.span(symbol), format!("'{name}'"));
            diagnostic.fix(Fix::risky("write it in quotes", [edit]))
        }
        _ => diagnostic,
    }
}
