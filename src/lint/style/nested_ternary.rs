//! `a ? b : c ? d : e`: a choice in a choice.

use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1301, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Kind::Conditional(test, yes, no) = *cx.kind(node) else {
        return;
    };
    let nested = [test, yes, no]
        .into_iter()
        .find(|&part| matches!(cx.bare_kind(part), Kind::Conditional(..)));
    if let Some(inner) = nested {
        found.push(
            Diagnostic::new(Code::W1301, cx.span(inner), "a choice stands in a choice")
                .label("the inner choice")
                .note("which condition belongs to which value is hard to see")
                .help("write `if` and `return`, or join the conditions with `&&` and `||`"),
        );
    }
}
