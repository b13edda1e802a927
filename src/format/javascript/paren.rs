//! Which parentheses the tree needs: the others are left out.

use super::JavaScript;
use crate::format::paren::is_primary;
use crate::syntax::ast::{Kind, NodeId};

impl JavaScript<'_> {
    /// What is inside redundant parentheses, at a place that takes any expression but one with commas. Those around an assignment say that it is meant.
    pub(super) fn free(&self, node: NodeId) -> NodeId {
        self.without(node, |kind| !matches!(kind, Kind::Comma(_) | Kind::Assign(..)))
    }

    /// The same for an operand of `&&` and `||`: comparisons and calls need no parentheses there. Those around another
    /// logical operator say what belongs together, and stay.
    pub(super) fn operand(&self, node: NodeId) -> NodeId {
        self.without(node, |kind| match kind {
            Kind::Binary(operator, ..) => operator.is_comparison(),
            Kind::Unary(..) => true,
            _ => is_primary(kind),
        })
    }

    /// The same for what an operator or a point binds tightly.
    pub(super) fn tight(&self, node: NodeId) -> NodeId {
        self.without(node, is_primary)
    }

    /// The same for an expression that begins a statement.
    pub(super) fn statement_operand(&self, node: NodeId) -> NodeId {
        let inner = self.without(node, |_| true);
        let first = self.leftmost(inner);
        let begins_otherwise = matches!(
            self.out.ast.kind(first),
            Kind::Function { .. } | Kind::Object(_) | Kind::Str(_)
        ) || self.out.slice(self.out.ast.span(first)) == "let";
        if begins_otherwise { node } else { inner }
    }

    /// The same for the body of an arrow: a brace would begin a block.
    pub(super) fn arrow_operand(&self, node: NodeId) -> NodeId {
        let inner = self.free(node);
        let object = matches!(self.out.ast.kind(self.leftmost(inner)), Kind::Object(_));
        if object { node } else { inner }
    }

    fn without(&self, node: NodeId, redundant: impl Fn(&Kind) -> bool) -> NodeId {
        self.out.without_parens(node, |_| self.head, redundant)
    }

    /// The node whose text begins a text.
    fn leftmost(&self, node: NodeId) -> NodeId {
        let mut node = node;
        loop {
            node = match *self.out.ast.kind(node) {
                Kind::Binary(_, left, _) | Kind::Logical(_, left, _) | Kind::Assign(_, left, _) => left,
                Kind::Conditional(test, ..) => test,
                Kind::Member { object, .. } | Kind::Index { object, .. } => object,
                Kind::Call { callee, .. } => callee,
                Kind::Chain(inner) => inner,
                Kind::Update {
                    prefix: false, target, ..
                } => target,
                Kind::Comma(list) => match self.out.ast.list(list) {
                    [first, ..] => *first,
                    [] => return node,
                },
                // Parentheses that are left out show what is inside.
                Kind::Paren(_) => match self.tight(node) {
                    inner if inner == node => return node,
                    inner => inner,
                },
                _ => return node,
            };
        }
    }
}
