//! A `case` or `when` that stands in its `switch` already.

use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1060, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let tests: Vec<NodeId> = match cx.kind(node) {
        Kind::Switch(_, cases) => {
            let tests = cx.list(*cases).iter().filter_map(|&case| match cx.kind(case) {
                Kind::SwitchCase { test, .. } => *test,
                _ => None,
            });
            tests.collect()
        }
        Kind::Case { whens, .. } => {
            let conditions = cx.list(*whens).iter().filter_map(|&when| match cx.kind(when) {
                Kind::When { conditions, .. } => Some(cx.list(*conditions)),
                _ => None,
            });
            conditions.flatten().copied().collect()
        }
        // `if a … else if a`: the second is never reached.
        Kind::If {
            test, unless: false, ..
        } => else_tests(cx, node, *test),
        _ => return,
    };
    for test in cx.repeated(&tests) {
        if cx.is_pure(test) {
            found.push(
                Diagnostic::new(
                    Code::W1060,
                    cx.span(test),
                    format!("`{}` is asked here already", cx.quoted(test)),
                )
                .label("never reached")
                .note("the first branch that fits is taken, so this one never is")
                .help("remove it, or name what was meant"),
            );
        }
    }
}

/// The tests of a chain of `else if`, where the node is its beginning.
fn else_tests(cx: &Context<'_>, node: NodeId, first: NodeId) -> Vec<NodeId> {
    let inner = cx
        .parent(node)
        .is_some_and(|above| matches!(cx.kind(above), Kind::If { no, .. } if *no == Some(node)));
    let mut tests = Vec::new();
    if inner {
        return tests;
    }
    tests.push(first);
    let mut at = node;
    while let Kind::If { no: Some(no), .. } = cx.kind(at) {
        let Kind::If {
            test, unless: false, ..
        } = cx.kind(*no)
        else {
            break;
        };
        tests.push(*test);
        at = *no;
    }
    tests
}
