//! Tests of conditions: a range or a regular expression means something else there (`cond0` of CRuby's `parse.y`).

use super::Lowering;
use crate::hir::{ExprId, Logic};
use crate::syntax::ast::{self, LogicalOp, NodeId};

impl Lowering<'_> {
    /// An expression whose truth is asked for.
    pub(super) fn condition(&mut self, node: NodeId) -> ExprId {
        self.check_condition(node);
        self.expr(node)
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
