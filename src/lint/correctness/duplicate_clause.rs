//! `a || b || a`: a clause that stands in its chain already.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::source::Span;
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1033, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Some((op, clauses)) = cx.chain(node) else { return };
    for clause in cx.repeated(&clauses) {
        if !cx.is_pure(clause) || cx.constant(clause).is_some() {
            continue;
        }
        let mut diagnostic = Diagnostic::new(
            Code::W1033,
            cx.span(clause),
            format!("`{}` stands in this `{}` already", cx.quoted(clause), op.sign()),
        )
        .label("the same clause again")
        .note("asking the same twice changes nothing; often the second was meant to name something else")
        .help("remove it, or name what was meant");
        let shell = cx.shell(clause);
        if let Some(above) = cx.parent(shell)
            && let Kind::Logical(_, left, right) = cx.kind(above)
            && *right == shell
        {
            let span = Span::new(cx.span(*left).end, cx.span(shell).end);
            if !cx.has_comment(span) {
                diagnostic = diagnostic.fix(Fix::safe("remove the clause", [Edit::delete(span)]));
            }
        }
        found.push(diagnostic);
    }
}
