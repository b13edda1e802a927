//! What would have to differ for a rule to give the other answer.

use super::clause::Test;
use super::{Clauses, plain};
use crate::syntax::ast::{Kind, LogicalOp, NodeId, UnaryOp};

/// Most ways that are told.
const MOST: usize = 6;

impl Clauses<'_> {
    /// The ways in which a part of the answer would come to hold, or would come not to, each enough by itself. They are
    /// read off the operators and not tried out: a clause that was not asked may have its own say.
    pub(super) fn ways(&self, node: NodeId, wanted: bool) -> Vec<String> {
        let mut ways = self.find(node, wanted);
        ways.dedup();
        ways.truncate(MOST);
        ways
    }

    fn find(&self, node: NodeId, wanted: bool) -> Vec<String> {
        let ast = self.ast;
        let node = plain(ast, node);
        let held = |node: NodeId| self.tracer.truths.borrow().get(&plain(ast, node)).copied();
        match ast.kind(node) {
            Kind::Logical(op, left, right) => {
                let all = matches!(op, LogicalOp::And | LogicalOp::AndWord);
                if *op == LogicalOp::Nullish {
                    return vec![self.way(node, wanted)];
                }
                // All operands of `&&` must hold for it to hold; all of `||` must fail for it to fail.
                if all != wanted {
                    let mut ways = self.find(*left, wanted);
                    ways.extend(self.find(*right, wanted));
                    return ways;
                }
                if held(*left) == Some(wanted) {
                    return self.find(*right, wanted);
                }
                let further = format!(" and {}", self.way(*right, wanted));
                let ways = self.find(*left, wanted).into_iter();
                ways.map(|way| way + &further).collect()
            }
            Kind::Unary(UnaryOp::Not | UnaryOp::NotWord, inner)
                if matches!(ast.kind(plain(ast, *inner)), Kind::Logical(..)) =>
            {
                self.find(*inner, !wanted)
            }
            Kind::Conditional(test, yes, no) => {
                let Some(taken) = held(*test) else { return Vec::new() };
                let (taken, other) = if taken { (*yes, *no) } else { (*no, *yes) };
                let mut ways = self.find(taken, wanted);
                if self.constant(other).is_none_or(|holds| holds == wanted) {
                    let holds_now = taken == *yes;
                    ways.extend(self.find(*test, !holds_now));
                }
                ways
            }
            _ if self.constant(node).is_some() => Vec::new(),
            _ => vec![self.way(node, wanted)],
        }
    }

    /// Whether a literal holds.
    fn constant(&self, node: NodeId) -> Option<bool> {
        match self.ast.kind(plain(self.ast, node)) {
            Kind::Bool(flag) => Some(*flag),
            Kind::Nil => Some(false),
            _ => None,
        }
    }

    /// A clause that holds, or does not, in words.
    fn way(&self, node: NodeId, wanted: bool) -> String {
        match self.test(node) {
            Test::Member { list, item, positive } => {
                let had = if wanted == positive { "had" } else { "did not have" };
                format!("`{list}` {had} {}", self.line(item))
            }
            Test::Equal { left, right, positive } => {
                let (left, right) = (self.line(left), self.line(right));
                let were = if wanted == positive {
                    "were equal to"
                } else {
                    "differed from"
                };
                format!("`{left}` {were} `{right}`")
            }
            Test::Share { left, right, positive } => {
                let (left, right) = (self.line(left), self.line(right));
                let shared = if wanted == positive {
                    "shared something with"
                } else {
                    "shared nothing with"
                };
                format!("`{left}` {shared} `{right}`")
            }
            Test::Other => {
                let held = if wanted { "held" } else { "did not hold" };
                format!("`{}` {held}", self.line(node))
            }
        }
    }
}
