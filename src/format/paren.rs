//! Which parentheses nobody needs, as far as both languages agree.

use super::builder::Builder;
use crate::syntax::ast::{Kind, NodeId};

impl Builder<'_> {
    /// What is inside parentheses that are `redundant` around such an expression, or double. They stay where a comment
    /// stands beside them and where the expression `needs` them.
    pub fn without_parens(
        &self,
        node: NodeId,
        needs: impl Fn(NodeId) -> bool,
        redundant: impl Fn(&Kind) -> bool,
    ) -> NodeId {
        let ast = self.ast;
        let mut node = node;
        while let Kind::Paren(list) = *ast.kind(node) {
            let [inner] = *ast.list(list) else { break };
            let (outer_span, span) = (ast.span(node), ast.span(inner));
            let commented = self.commented(outer_span.start, span.start) || self.commented(span.end, outer_span.end);
            let double = matches!(ast.kind(inner), Kind::Paren(_));
            if commented || needs(inner) || !(double || redundant(ast.kind(inner))) {
                break;
            }
            node = inner;
        }
        node
    }
}

/// Whether nothing binds tighter than such an expression.
pub fn is_primary(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Name(_)
            | Kind::This
            | Kind::Nil
            | Kind::Bool(_)
            | Kind::Str(_)
            | Kind::Interpolation(..)
            | Kind::InstanceVar(_)
            | Kind::Constant(..)
            | Kind::Array(_)
            | Kind::Member { .. }
            | Kind::Index { .. }
            | Kind::Call { .. }
            | Kind::Send { .. }
    )
}
