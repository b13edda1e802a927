//! A function whose value is used and that gives none.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{FunctionKind, Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1039, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Kind::Function { kind, body, .. } = *cx.kind(node) else {
        return;
    };
    if !cx.is_js() || kind == FunctionKind::ArrowExpression || !is_value_used(cx, node) {
        return;
    }
    let inside = cx.inside(body, false);
    if inside
        .iter()
        .any(|&one| matches!(cx.kind(one), Kind::Return(_) | Kind::Throw(_)))
    {
        return;
    }
    let Kind::Block(list) = cx.kind(body) else { return };
    let last = cx.list(*list).last().copied();
    let mut diagnostic = Diagnostic::new(
        Code::W1039,
        last.map_or_else(|| cx.span(node), |last| cx.span(last)),
        "this function gives no value, and its value is used",
    )
    .label("nothing is returned")
    .note("a function without `return` gives undefined, which is false")
    .help("write `return` before the value that it is to give");
    if let Some(last) = last
        && matches!(cx.kind(last), Kind::Expression(_))
    {
        diagnostic = diagnostic.fix(Fix::risky(
            "return the last value",
            [Edit::insert(cx.span(last).start, "return ")],
        ));
    }
    found.push(diagnostic);
}

/// Whether a function's value matters: it is called at once, handed to a method that asks it, or a helper that is asked.
fn is_value_used(cx: &Context<'_>, node: NodeId) -> bool {
    let shell = cx.shell(node);
    if let Some(above) = cx.parent(shell)
        && let Kind::Call { callee, arguments, .. } = cx.kind(above)
    {
        if *callee == shell {
            return !cx.is_dropped(above);
        }
        let asks = cx.method_call(above).is_some_and(|call| ASKING.contains(&call.name));
        return asks && cx.list(*arguments).first() == Some(&shell);
    }
    let helper = cx
        .variables
        .list
        .iter()
        .find(|one| one.init.map(|init| cx.bare(init)) == Some(node));
    helper.is_some_and(|helper| {
        helper.reads.iter().any(|&read| {
            let above = cx.use_of(read);
            above.is_some_and(|above| {
                matches!(cx.kind(above), Kind::Call { callee, .. } if cx.bare(*callee) == read) && !cx.is_dropped(above)
            })
        })
    })
}

/// Methods that use what their callback gives.
const ASKING: &[&str] = &[
    "filter",
    "find",
    "findIndex",
    "findLast",
    "findLastIndex",
    "some",
    "every",
    "map",
    "flatMap",
    "reduce",
    "reduceRight",
    "sort",
];
