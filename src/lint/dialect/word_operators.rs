//! Ruby's `and`, `or` and `not` where they do not bind as `&&`, `||` and `!` do.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, LogicalOp, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1202, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Kind::Logical(op @ (LogicalOp::AndWord | LogicalOp::OrWord), left, right) = *cx.kind(node) else {
        return;
    };
    let word = if op == LogicalOp::AndWord { "and" } else { "or" };
    let why = if let Kind::Assign(..) = cx.kind(left) {
        format!("`=` binds more tightly than `{word}`: only the left side is assigned")
    } else if matches!(cx.kind(left), Kind::Logical(inner @ (LogicalOp::AndWord | LogicalOp::OrWord), ..) if *inner != op)
    {
        "`and` and `or` bind equally tightly, from the left: `a or b and c` is `(a or b) and c`".to_owned()
    } else if [left, right].iter().any(|&side| is_other_sign(cx, side, op)) {
        format!("`&&` and `||` bind more tightly than `{word}`")
    } else {
        return;
    };
    let sign = if op == LogicalOp::AndWord { "&&" } else { "||" };
    let mut diagnostic = Diagnostic::new(
        Code::W1202,
        cx.span(node),
        format!("`{word}` does not bind as `{sign}` does"),
    )
    .label("read otherwise than it looks")
    .note(why)
    .help(format!("write `{sign}`, or put parentheses where they are meant"));
    let mut edits = Vec::new();
    if signs(cx, node, &mut edits) {
        diagnostic = diagnostic.fix(Fix::risky("write `&&` and `||`", edits));
    }
    found.push(diagnostic);
}

/// The edits that put signs in the place of the words of a chain; whether each was found.
fn signs(cx: &Context<'_>, node: NodeId, edits: &mut Vec<Edit>) -> bool {
    let (word, sign, left, right) = match *cx.kind(node) {
        Kind::Logical(LogicalOp::AndWord, left, right) => ("and", "&&", left, right),
        Kind::Logical(LogicalOp::OrWord, left, right) => ("or", "||", left, right),
        _ => return true,
    };
    let Some(place) = cx.sign_between(left, right, word) else {
        return false;
    };
    edits.push(Edit::replace(place, sign));
    signs(cx, left, edits)
}

/// Whether a side is joined by the other sign, without parentheses.
fn is_other_sign(cx: &Context<'_>, side: NodeId, op: LogicalOp) -> bool {
    match cx.kind(side) {
        Kind::Logical(LogicalOp::Or, ..) => op == LogicalOp::AndWord,
        Kind::Logical(LogicalOp::And, ..) => op == LogicalOp::OrWord,
        _ => false,
    }
}
