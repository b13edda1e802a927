//! Which parentheses the tree needs: the others are left out.

use super::Ruby;
use crate::format::doc::DocId;
use crate::format::paren::is_primary;
use crate::syntax::ast::{Kind, List, NodeId};

impl Ruby<'_> {
    /// What is inside redundant parentheses at a place that takes any expression, as behind `=` and after `if`.
    pub(super) fn free(&self, node: NodeId) -> NodeId {
        self.without(node, |kind| {
            is_primary(kind)
                || matches!(kind, Kind::Binary(..) | Kind::Unary(..) | Kind::Conditional(..))
                || is_symbolic(kind)
        })
    }

    /// The same for an operand of `&&` and `||`: comparisons and calls need no parentheses there. Those around another
    /// logical operator say what belongs together, and stay.
    pub(super) fn operand(&self, node: NodeId) -> NodeId {
        self.without(node, |kind| match kind {
            Kind::Binary(operator, ..) => operator.is_comparison(),
            _ => is_primary(kind),
        })
    }

    /// The same for what an operator or a point binds tightly.
    pub(super) fn tight(&self, node: NodeId) -> NodeId {
        self.without(node, is_primary)
    }

    /// The same for a statement: a brace would begin a block.
    pub(super) fn statement_operand(&self, node: NodeId) -> NodeId {
        let inner = self.free(node);
        let begins_otherwise = self
            .out
            .slice(self.out.ast.span(inner))
            .starts_with(['{', '-', '*', '&', '[', ':']);
        if begins_otherwise { node } else { inner }
    }

    fn without(&self, node: NodeId, redundant: impl Fn(&Kind) -> bool) -> NodeId {
        // A call without parentheses takes more than it would inside them.
        self.out
            .without_parens(node, |inner| self.has_command(inner), redundant)
    }

    /// Whether a call without parentheses around its arguments, or a block of `do`, is inside.
    fn has_command(&self, node: NodeId) -> bool {
        let ast = self.out.ast;
        let mut pending = vec![node];
        while let Some(node) = pending.pop() {
            match *ast.kind(node) {
                Kind::Send {
                    arguments,
                    block,
                    parenthesised,
                    ..
                } if (!parenthesised && !arguments.is_empty()) || block.is_some() => return true,
                Kind::Function { .. } | Kind::Yield(_) => return true,
                Kind::Str(_) | Kind::Interpolation(..) | Kind::Regex { .. } => {}
                _ => ast.children(node, &mut |child| pending.push(child)),
            }
        }
        false
    }

    pub(super) fn paren(&mut self, node: NodeId, list: List) -> DocId {
        let ast = self.out.ast;
        let end = self.out.end(node).saturating_sub(1);
        let (open, close) = (self.put("("), self.put(")"));
        match *ast.list(list) {
            [] => self.out.written(node),
            [inner] => {
                let start = self.out.start(inner);
                let after = self.out.after(start);
                let (begin, finish) = (self.out.docs.soft(), self.out.docs.soft());
                let before = self.out.before(start);
                let doc = self.node(inner);
                let closing = self.out.closing(end);
                let doc = self.join([after, begin, before, doc, closing]);
                let doc = self.out.docs.indent(doc);
                let doc = self.join([open, doc, finish, close]);
                self.out.docs.group(doc)
            }
            _ => self.out.written(node),
        }
    }
}

fn is_symbolic(kind: &Kind) -> bool {
    use crate::syntax::ast::LogicalOp::{And, Or};
    matches!(kind, Kind::Logical(And | Or, ..))
}
