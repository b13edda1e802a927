//! Expressions that never give a value (`return` and its kin) where one is needed: Ruby refuses them
//! (`value_expr_check` of CRuby's `parse.y`).

use super::Builder;
use crate::diag::{Code, Diagnostic};
use crate::syntax::ast::{Kind, NodeId};

impl Builder<'_> {
    /// Refuses a node that never gives a value.
    pub(super) fn value(&mut self, node: NodeId) {
        if let Some(jump) = self.jump(node) {
            let span = self.span(jump);
            self.report(
                Diagnostic::new(Code::E0204, span, "a jump gives no value")
                    .label("the expression around it needs one")
                    .help("Let the jump stand alone, for example behind `or` or with `if` after it."),
            );
        }
    }

    /// The jump that a node surely ends in.
    fn jump(&self, mut node: NodeId) -> Option<NodeId> {
        // Nodes are bounded in depth, and each turn goes one level down; only conditionals branch.
        loop {
            match *self.kind(node) {
                Kind::Return(_) | Kind::Break { .. } | Kind::Continue { .. } | Kind::Retry => return Some(node),
                Kind::Block(list) | Kind::Paren(list) => node = *self.ast.list(list).last()?,
                Kind::Begin {
                    body,
                    rescues,
                    otherwise: None,
                    ensure: None,
                } if rescues.is_empty() => node = body,
                Kind::If {
                    yes: Some(yes),
                    no: Some(no),
                    ..
                } => {
                    self.jump(yes)?;
                    node = no;
                }
                Kind::Conditional(_, yes, no) => {
                    self.jump(yes)?;
                    node = no;
                }
                Kind::Logical(_, first, _) => node = first,
                _ => return None,
            }
        }
    }
}
