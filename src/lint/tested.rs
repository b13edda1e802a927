//! Where only the truth of a value counts, and which values become the rule's.

use super::context::Context;
use crate::syntax::ast::{FunctionKind, Kind, LogicalOp, NodeId, UnaryOp};

impl Context<'_> {
    /// Whether of a node's value only the truth counts: in a test, under `!`, left of `&&`, or as the rule's value.
    pub fn is_tested(&self, node: NodeId) -> bool {
        let node = self.shell(node);
        if self.results().contains(&node) {
            return true;
        }
        let Some(parent) = self.parent(node) else { return false };
        match self.kind(parent) {
            Kind::If { test, .. } | Kind::While { test, .. } | Kind::Conditional(test, ..) => *test == node,
            Kind::For { test, .. } => *test == Some(node),
            Kind::Unary(UnaryOp::Not | UnaryOp::NotWord, _) => true,
            Kind::Logical(op, left, _) => {
                *left == node && matches!(op, LogicalOp::And | LogicalOp::AndWord)
                    || !matches!(op, LogicalOp::Nullish) && self.is_tested(parent)
            }
            Kind::Expression(_) => self.results().contains(&parent),
            _ => false,
        }
    }
}

/// The nodes whose values become the rule's: the last statement, what an immediately invoked function returns, the
/// branches of both.
pub fn results(cx: &Context<'_>) -> Vec<NodeId> {
    let mut found = Vec::new();
    if let Some(root) = cx.ast.root {
        follow(cx, root, &mut found);
    }
    found
}

/// Notes a node whose value is the rule's, and goes on to those that it takes its value from. The depth is that of the
/// tree, which is bounded.
fn follow(cx: &Context<'_>, node: NodeId, found: &mut Vec<NodeId>) {
    match cx.kind(node) {
        Kind::Block(list) | Kind::Paren(list) => {
            found.push(node);
            let last = cx.list(*list).iter().rev();
            // Declarations and empty statements have no value of their own.
            let mut last = last.filter(|&&node| {
                cx.is_ruby()
                    || !matches!(
                        cx.kind(node),
                        Kind::Empty | Kind::Declaration(..) | Kind::Function { .. }
                    )
            });
            if let Some(&last) = last.next() {
                follow(cx, last, found);
            }
        }
        Kind::Expression(inner) | Kind::Chain(inner) => {
            found.push(node);
            follow(cx, *inner, found);
        }
        Kind::Return(Some(inner)) => follow(cx, *inner, found),
        Kind::If { yes, no, .. } => {
            found.push(node);
            for branch in [yes, no].into_iter().flatten() {
                follow(cx, *branch, found);
            }
        }
        Kind::Conditional(_, yes, no) => {
            found.push(node);
            follow(cx, *yes, found);
            follow(cx, *no, found);
        }
        Kind::Case { whens, otherwise, .. } => {
            found.push(node);
            for when in cx.list(*whens) {
                if let Kind::When { body, .. } = cx.kind(*when) {
                    follow(cx, *body, found);
                }
            }
            if let Some(otherwise) = otherwise {
                follow(cx, *otherwise, found);
            }
        }
        Kind::Logical(_, _, right) => {
            found.push(node);
            follow(cx, *right, found);
        }
        Kind::Call { callee, .. } => {
            found.push(node);
            if let Kind::Function { kind, body, .. } = cx.bare_kind(*callee) {
                returns(cx, *kind, *body, found);
            }
        }
        _ => found.push(node),
    }
}

/// What a function of JavaScript gives.
fn returns(cx: &Context<'_>, kind: FunctionKind, body: NodeId, found: &mut Vec<NodeId>) {
    if kind == FunctionKind::ArrowExpression {
        return follow(cx, body, found);
    }
    for node in cx.inside(body, false) {
        if matches!(cx.kind(node), Kind::Return(Some(_))) {
            follow(cx, node, found);
        }
    }
}
