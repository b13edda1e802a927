//! Tests of conditions: a range or a regular expression means something else there (`cond0` of CRuby's `parse.y`), and so does
//! what catches in one that never holds (`compile_if` of its `compile.c`).

use super::Lowering;
use crate::hir::{ExprId, Logic};
use crate::syntax::ast::{self, LogicalOp, NodeId};

impl Lowering<'_> {
    /// An expression whose truth is asked for.
    pub(super) fn condition(&mut self, node: NodeId) -> ExprId {
        self.check_condition(node);
        self.asked_only(node)
    }

    /// The condition that chooses a branch. Where it never holds, CRuby drops what the branch catches, and what the condition
    /// itself catches with it, so that its `break` or `rescue` finds nothing.
    pub(super) fn branch_condition(&mut self, node: NodeId) -> ExprId {
        if self.never_holds(node)
            && let Some(catching) = self.catching(node)
        {
            return self.unsupported(
                self.span(catching),
                "`break`, `rescue` or `ensure` in a condition that never holds",
                "Take away the `nil` or `false` that the condition ends with, or evaluate what stands before it in a line of its own.",
            );
        }
        self.condition(node)
    }

    /// Whether the text of a condition says that it is not met.
    fn never_holds(&self, node: NodeId) -> bool {
        let mut pending = vec![node];
        while let Some(node) = pending.pop() {
            match self.statement(node).map(|node| self.ast.kind(node)) {
                Some(ast::Kind::Nil | ast::Kind::Bool(false)) => {}
                Some(&ast::Kind::Logical(operator, left, right)) => {
                    pending.push(right);
                    if Self::logic(operator) == Logic::Or {
                        pending.push(left);
                    }
                }
                _ => return false,
            }
        }
        true
    }

    /// Something in an expression that catches a jump or an exception.
    fn catching(&self, node: NodeId) -> Option<NodeId> {
        let mut pending = vec![node];
        while let Some(node) = pending.pop() {
            match self.ast.kind(node) {
                ast::Kind::Break { .. } => return Some(node),
                ast::Kind::Begin { rescues, ensure, .. } if !rescues.is_empty() || ensure.is_some() => {
                    return Some(node);
                }
                _ => self.ast.children(node, &mut |child| pending.push(child)),
            }
        }
        None
    }

    /// Refuses flip-flops and matches against the last line read.
    pub(super) fn check_condition(&mut self, node: NodeId) {
        let mut pending = vec![node];
        while let Some(node) = pending.pop() {
            let span = self.span(node);
            match *self.ast.kind(node) {
                ast::Kind::Range { .. } => {
                    self.unsupported(
                        span,
                        "a flip-flop (a range as a condition)",
                        "To test whether a value lies between two others, write `(a..b).cover?(x)`.",
                    );
                }
                ast::Kind::Regex { .. } => {
                    self.unsupported(
                        span,
                        "a regular expression as a condition (it would be matched against the last line read)",
                        "Write what it is matched against: `text =~ /…/` or `text.match?(/…/)`.",
                    );
                }
                ast::Kind::Logical(_, left, right) => pending.extend([left, right]),
                ast::Kind::Paren(list) => {
                    if let [only] = *self.ast.list(list) {
                        pending.push(only);
                    }
                }
                _ => {}
            }
        }
    }

    /// `&&` and `||` of the tree as those of the HIR.
    pub(super) fn logic(operator: LogicalOp) -> Logic {
        match operator {
            LogicalOp::And | LogicalOp::AndWord => Logic::And,
            _ => Logic::Or,
        }
    }
}
