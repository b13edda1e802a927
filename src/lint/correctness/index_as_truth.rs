//! `if (list.indexOf(x))`: a place used as a truth value; the first place is 0, and "not there" is -1.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{BinaryOp, Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1035, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    if !cx.is_js() {
        return;
    }
    if let Kind::Binary(BinaryOp::Gt, left, right) = cx.kind(node)
        && cx.number(*right) == Some(0.0)
        && let Some(call) = cx.method_call(*left)
        && matches!(call.name, "indexOf" | "lastIndexOf" | "findIndex")
        && cx.shape(call.receiver).is_list()
    {
        let diagnostic = Diagnostic::new(
            Code::W1035,
            cx.span(node),
            "`> 0` leaves out the first place, which is 0",
        )
        .label("false for what stands first")
        .help("write `.includes(...)`, or compare with `>= 0`");
        let fix = cx
            .sign_between(*left, *right, ">")
            .map(|sign| Fix::risky("count the first place, too", [Edit::replace(sign, ">=")]));
        found.extend(with(diagnostic, fix));
        return;
    }
    let Some(call) = cx.method_call(node) else { return };
    let finds = matches!(call.name, "indexOf" | "lastIndexOf" | "findIndex" | "search");
    if !finds || cx.bare(node) != node || !cx.is_tested(node) {
        return;
    }
    let diagnostic = Diagnostic::new(
        Code::W1035,
        cx.span(node),
        format!("`{}` is true where nothing is found", cx.quoted(node)),
    )
    .label("-1 is true, and 0 is false")
    .note(format!(
        "`{}` gives -1 for what is not there, and 0 for what stands first",
        call.name
    ))
    .help(match call.name {
        "indexOf" | "lastIndexOf" => "write `.includes(...)`",
        "findIndex" => "write `.some(...)`",
        _ => "write `.test(...)` of the regular expression",
    });
    let fix = match call.name {
        "indexOf" if call.arguments.len() == 1 => Some(Fix::risky(
            "ask `includes`",
            [Edit::replace(call.name_span, "includes")],
        )),
        "findIndex" if call.arguments.len() == 1 => {
            Some(Fix::risky("ask `some`", [Edit::replace(call.name_span, "some")]))
        }
        _ => None,
    };
    found.extend(with(diagnostic, fix));
}

fn with(diagnostic: Diagnostic, fix: Option<Fix>) -> Option<Diagnostic> {
    Some(match fix {
        Some(fix) => diagnostic.fix(fix),
        None => diagnostic,
    })
}
