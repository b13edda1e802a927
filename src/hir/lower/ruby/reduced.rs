//! What Ruby's parser makes of parentheses and `begin … end` around statements: `block_append` leaves out literals that
//! something follows, and a single statement stands for the whole (`remove_begin`).

use super::Lowering;
use crate::syntax::ast::{self, List, NodeId};

impl Lowering<'_> {
    /// The expression that an operand is to Ruby; none for several statements and for none at all.
    pub(super) fn reduced(&self, node: NodeId) -> Option<NodeId> {
        match *self.ast.kind(node) {
            ast::Kind::Paren(_) => self.statement(node),
            _ => Some(node),
        }
    }

    /// The expression that a statement is to Ruby: `begin … end` around it counts no more than parentheses.
    pub(super) fn statement(&self, node: NodeId) -> Option<NodeId> {
        let Some(list) = self.contents(node) else {
            return Some(node);
        };
        let (&first, rest) = self.ast.list(list).split_first()?;
        if self.starts_with_semicolon(node, first) {
            return None;
        }
        let mut only = self.statement(first)?;
        for &next in rest {
            if !self.is_left_out(only) {
                return None;
            }
            only = self.statement(next)?;
        }
        Some(only)
    }

    /// Whether a node is `()` or `begin end`.
    pub(super) fn is_nothing(&self, node: NodeId) -> bool {
        match self.contents(node).map(|list| self.ast.list(list)) {
            Some([]) => true,
            Some(&[only]) => !self.starts_with_semicolon(node, only) && self.is_nothing(only),
            _ => false,
        }
    }

    /// The statements in parentheses, or in a `begin` without clauses.
    fn contents(&self, node: NodeId) -> Option<List> {
        match *self.ast.kind(node) {
            ast::Kind::Paren(list) => Some(list),
            ast::Kind::Begin {
                body,
                rescues,
                otherwise: None,
                ensure: None,
            } if rescues.is_empty() => match *self.ast.kind(body) {
                ast::Kind::Block(list) => Some(list),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a literal is left out where a statement follows it.
    fn is_left_out(&self, node: NodeId) -> bool {
        match *self.ast.kind(node) {
            ast::Kind::This => true,
            ast::Kind::Regex { parts, .. } => self.regex_text(parts).is_some(),
            _ => self.is_literal(node),
        }
    }

    /// `(;x)` and `begin; x end` have an empty statement first.
    fn starts_with_semicolon(&self, node: NodeId, first: NodeId) -> bool {
        let between = self.span(node).start as usize..self.span(first).start as usize;
        let opening = self.source.get(between).unwrap_or(";");
        (opening.lines()).any(|line| line.split('#').next().unwrap_or("").contains(';'))
    }
}
