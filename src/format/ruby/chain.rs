//! Chains of one operator, and `?:`.

use super::Ruby;
use crate::format::doc::DocId;
use crate::format::infix::Infix;
use crate::syntax::ast::{BinaryOp, LogicalOp, NodeId};

impl<'a> Infix<'a> for Ruby<'a> {
    fn continues(first: BinaryOp, next: BinaryOp) -> bool {
        match next {
            BinaryOp::Add | BinaryOp::Sub => matches!(first, BinaryOp::Add | BinaryOp::Sub),
            BinaryOp::Mul | BinaryOp::BitAnd | BinaryOp::BitOr => first == next,
            _ => false,
        }
    }

    fn operand_in(&self, node: NodeId, chain: Option<LogicalOp>) -> NodeId {
        match chain {
            Some(LogicalOp::And | LogicalOp::Or) => self.operand(node),
            _ => self.tight(node),
        }
    }

    fn layout(&mut self, node: NodeId) -> DocId {
        self.node(node)
    }
}

impl Ruby<'_> {
    /// `test ? yes : no`; a line may end after the signs alone.
    pub(super) fn conditional(&mut self, test: NodeId, yes: NodeId, no: NodeId) -> DocId {
        let test = self.operand(test);
        let mut parts = Vec::new();
        let first = self.indented(test);
        for (sign, branch) in [(" ?", yes), (" :", no)] {
            let start = self.out.start(branch);
            parts.push(self.put(sign));
            parts.push(self.out.after(start));
            parts.push(self.out.docs.line());
            parts.push(self.out.before(start));
            let branch = self.tight(branch);
            parts.push(self.indented(branch));
        }
        let tail = self.join(parts);
        let tail = self.out.docs.indent(tail);
        let doc = self.join([first, tail]);
        self.out.docs.group(doc)
    }
}
