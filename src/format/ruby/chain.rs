//! Chains of one operator, and `?:`.

use super::Ruby;
use crate::format::doc::DocId;
use crate::syntax::ast::{BinaryOp, Kind, LogicalOp, NodeId};

impl Ruby<'_> {
    /// Operands of one operator with the operators at the ends of lines.
    pub(super) fn infix(&mut self, node: NodeId, indented: bool) -> DocId {
        let ast = self.out.ast;
        let mut rest = node;
        let mut terms = Vec::new();
        let is_logical = matches!(ast.kind(node), Kind::Logical(..));
        loop {
            match *ast.kind(rest) {
                Kind::Binary(operator, left, right) if !is_logical && (rest == node || joins(operator, &terms)) => {
                    terms.push((binary(operator), right));
                    rest = left;
                }
                Kind::Logical(operator, left, right)
                    if is_logical && terms.last().is_none_or(|(sign, _)| *sign == logical(operator)) =>
                {
                    terms.push((logical(operator), right));
                    rest = left;
                }
                _ => break,
            }
        }
        let words = terms.iter().any(|(sign, _)| matches!(*sign, "and" | "or"));
        let first = self.operand_of(rest, is_logical && !words);
        let mut parts = Vec::new();
        for &(sign, term) in terms.iter().rev() {
            let start = self.out.start(term);
            parts.push(self.out.put(format!(" {sign}")));
            parts.push(self.out.after(start));
            let leaf = !is_logical && self.is_leaf(term) && !self.out.pending(start);
            parts.push(if leaf { self.put(" ") } else { self.out.docs.line() });
            parts.push(self.out.before(start));
            parts.push(self.operand_of(term, is_logical && !words));
        }
        let tail = self.join(parts);
        let tail = if indented { self.out.docs.indent(tail) } else { tail };
        let doc = self.join([first, tail]);
        self.out.docs.group(doc)
    }

    fn is_leaf(&self, node: NodeId) -> bool {
        let mut leaf = true;
        // Parentheses that are left out are no part.
        self.out.ast.children(self.tight(node), &mut |_| leaf = false);
        leaf
    }

    fn operand_of(&mut self, node: NodeId, symbolic: bool) -> DocId {
        let inner = if symbolic { self.operand(node) } else { self.tight(node) };
        self.indented(inner)
    }

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

/// Whether an operator continues a chain: `+` and `-`, or the same as before.
fn joins(operator: BinaryOp, terms: &[(&'static str, NodeId)]) -> bool {
    match operator {
        BinaryOp::Add | BinaryOp::Sub => terms.iter().all(|(sign, _)| matches!(*sign, "+" | "-")),
        BinaryOp::Mul | BinaryOp::BitAnd | BinaryOp::BitOr => terms.iter().all(|(sign, _)| *sign == binary(operator)),
        _ => false,
    }
}

pub(super) fn logical(operator: LogicalOp) -> &'static str {
    match operator {
        LogicalOp::And => "&&",
        LogicalOp::AndWord => "and",
        LogicalOp::OrWord => "or",
        LogicalOp::Or | LogicalOp::Nullish => "||",
    }
}

pub(super) fn binary(operator: BinaryOp) -> &'static str {
    match operator {
        BinaryOp::Add => "+",
        BinaryOp::Sub => "-",
        BinaryOp::Mul => "*",
        BinaryOp::Div => "/",
        BinaryOp::Mod => "%",
        BinaryOp::Pow => "**",
        BinaryOp::BitAnd => "&",
        BinaryOp::BitOr => "|",
        BinaryOp::BitXor => "^",
        BinaryOp::Shl => "<<",
        BinaryOp::Shr | BinaryOp::UShr => ">>",
        BinaryOp::Eq => "==",
        BinaryOp::Ne | BinaryOp::NeEqEq => "!=",
        BinaryOp::EqEqEq | BinaryOp::In | BinaryOp::InstanceOf => "===",
        BinaryOp::Lt => "<",
        BinaryOp::Le => "<=",
        BinaryOp::Gt => ">",
        BinaryOp::Ge => ">=",
        BinaryOp::Spaceship => "<=>",
        BinaryOp::Match => "=~",
        BinaryOp::NotMatch => "!~",
    }
}
