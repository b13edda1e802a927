//! The shapes that conditions have: chains of clauses, comparisons, constants, and where their signs stand.

use super::context::Context;
use crate::source::Span;
use crate::syntax::ast::{BinaryOp, Kind, LogicalOp, NodeId, UnaryOp};

/// Which operator joins a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joined {
    /// `&&`, `and`.
    And,
    /// `||`, `or`.
    Or,
}

impl Joined {
    /// The sign.
    pub fn sign(self) -> &'static str {
        match self {
            Joined::And => "&&",
            Joined::Or => "||",
        }
    }
}

/// A comparison for equality.
#[derive(Clone, Copy, Debug)]
pub struct Equality {
    /// Left of the sign.
    pub left: NodeId,
    /// Right of the sign.
    pub right: NodeId,
    /// `!=`, `!==`.
    pub negated: bool,
    /// The operator.
    pub op: BinaryOp,
}

impl Equality {
    /// Both sides, each once as the first.
    pub fn sides(self) -> [(NodeId, NodeId); 2] {
        [(self.left, self.right), (self.right, self.left)]
    }
}

impl<'a> Context<'a> {
    /// The comparison for equality that a node is.
    pub fn equality(&self, node: NodeId) -> Option<Equality> {
        let Kind::Binary(op, left, right) = *self.kind(node) else {
            return None;
        };
        let negated = match op {
            BinaryOp::Eq | BinaryOp::EqEqEq => false,
            BinaryOp::Ne | BinaryOp::NeEqEq => true,
            _ => return None,
        };
        Some(Equality {
            left,
            right,
            negated,
            op,
        })
    }

    fn joined(&self, node: NodeId) -> Option<(Joined, NodeId, NodeId)> {
        match *self.kind(node) {
            Kind::Logical(LogicalOp::And | LogicalOp::AndWord, left, right) => Some((Joined::And, left, right)),
            Kind::Logical(LogicalOp::Or | LogicalOp::OrWord, left, right) => Some((Joined::Or, left, right)),
            _ => None,
        }
    }

    /// The clauses that `&&`, or `||`, joins, where the node is the whole of the chain.
    pub fn chain(&self, node: NodeId) -> Option<(Joined, Vec<NodeId>)> {
        let (op, ..) = self.joined(node)?;
        let above = self.use_of(node).and_then(|above| self.joined(above));
        if above.is_some_and(|(above, ..)| above == op) {
            return None;
        }
        let mut clauses = Vec::new();
        self.flatten(node, op, &mut clauses);
        Some((op, clauses))
    }

    fn flatten(&self, node: NodeId, op: Joined, clauses: &mut Vec<NodeId>) {
        match self.joined(self.bare(node)) {
            Some((found, left, right)) if found == op => {
                self.flatten(left, op, clauses);
                self.flatten(right, op, clauses);
            }
            _ => clauses.push(self.bare(node)),
        }
    }

    /// Whether a value that the text alone tells is true in a test.
    pub fn constant(&self, node: NodeId) -> Option<bool> {
        let node = self.bare(node);
        match self.kind(node) {
            Kind::Bool(value) => Some(*value),
            Kind::Nil => Some(false),
            Kind::Name(_) if self.is_global(node, "undefined") => Some(false),
            Kind::Float(value) => Some(self.is_ruby() || *value != 0.0),
            Kind::Integer(_) | Kind::Symbol(_) | Kind::Regex { .. } | Kind::Function { .. } => Some(true),
            Kind::Str(text) => Some(self.is_ruby() || !self.name(*text).is_empty()),
            Kind::Array(_) | Kind::Object(_) | Kind::Hash { .. } => Some(true),
            Kind::Unary(UnaryOp::Not | UnaryOp::NotWord, inner) => self.constant(*inner).map(|truth| !truth),
            Kind::Binary(..) => {
                let equality = self.equality(node)?;
                let (left, right) = (self.literal(equality.left)?, self.literal(equality.right)?);
                // Only values of one kind: how others compare is not for here.
                let same_kind = std::mem::discriminant(self.bare_kind(equality.left))
                    == std::mem::discriminant(self.bare_kind(equality.right));
                same_kind.then_some((left == right) != equality.negated)
            }
            _ => None,
        }
    }

    /// A literal text, number or flag, as a text that differs for values that differ.
    pub fn literal(&self, node: NodeId) -> Option<String> {
        match self.bare_kind(node) {
            Kind::Str(text) => Some(self.name(*text).into_owned()),
            Kind::Symbol(text) => Some(format!(":{}", self.name(*text))),
            Kind::Integer(digits) => Some(self.name(*digits).into_owned()),
            Kind::Float(value) => Some(format!("{value:?}")),
            Kind::Bool(value) => Some(value.to_string()),
            Kind::Nil => Some("nil".to_owned()),
            _ => None,
        }
    }

    /// Where the sign between two operands stands; the text there is the sign, blanks and comments aside.
    pub fn sign_between(&self, left: NodeId, right: NodeId, sign: &str) -> Option<Span> {
        let (from, to) = (self.span(left).end, self.span(right).start);
        let between = self.slice(Span::new(from, to));
        let at = between.find(sign)?;
        let around = [&between[..at], &between[at + sign.len()..]];
        // Closing and opening parentheses may stand there, too, where the tree has no node for them.
        let plain = |text: &str| {
            text.chars()
                .all(|char| char.is_whitespace() || matches!(char, '(' | ')'))
        };
        if !around.iter().all(|text| plain(text)) {
            return None;
        }
        let start = from + u32::try_from(at).ok()?;
        Some(Span::new(start, start + u32::try_from(sign.len()).ok()?))
    }

    /// Whether a piece of the text has a comment.
    pub fn has_comment(&self, span: Span) -> bool {
        let text = self.slice(span);
        match self.is_js() {
            true => text.contains("//") || text.contains("/*"),
            false => text.contains('#'),
        }
    }

    /// Whether a statement's value is dropped.
    pub fn is_dropped(&self, node: NodeId) -> bool {
        if self.results().contains(&node) {
            return false;
        }
        let node = self.shell(node);
        let Some(parent) = self.parent(node) else { return false };
        match self.kind(parent) {
            Kind::Expression(_) => !self.results().contains(&parent) && !self.in_script_loop(parent),
            Kind::Block(list) if self.is_ruby() => {
                self.list(*list).last() != Some(&node) && !self.results().contains(&node)
            }
            _ => false,
        }
    }

    /// Whether a statement of JavaScript stands in a loop or the like outside of functions, where its value can become
    /// the script's.
    fn in_script_loop(&self, node: NodeId) -> bool {
        self.function_of(node).is_none()
            && self.ancestors(node).any(|above| {
                matches!(
                    self.kind(above),
                    Kind::For { .. } | Kind::ForEach { .. } | Kind::While { .. } | Kind::Try { .. } | Kind::Switch(..)
                )
            })
    }

    /// The function that a call is given as its first argument, or a Ruby block.
    pub fn callback(&self, call: &super::context::MethodCall<'a>) -> Option<NodeId> {
        let first = call.block.or_else(|| call.arguments.first().copied())?;
        matches!(self.bare_kind(first), Kind::Function { .. }).then(|| self.bare(first))
    }

    /// Whether an operand needs parentheses under `!` or beside an operator that binds tightly.
    pub fn is_simple(&self, node: NodeId) -> bool {
        matches!(
            self.kind(node),
            Kind::Name(_)
                | Kind::Call { .. }
                | Kind::Send { .. }
                | Kind::Member { .. }
                | Kind::Index { .. }
                | Kind::Paren(_)
                | Kind::Chain(_)
                | Kind::InstanceVar(_)
                | Kind::Bool(_)
                | Kind::Str(_)
                | Kind::Unary(UnaryOp::Not, _)
        )
    }

    /// Whether another place of the rule asks whether a value is there, or what it is.
    pub fn is_guarded(&self, node: NodeId) -> bool {
        let node = self.bare(node);
        self.nodes()
            .any(|other| other != node && self.bare(other) == other && self.same(other, node) && self.asks(other))
    }

    /// Whether a place asks whether a value is there: a test, a default, a comparison with nothing, a test of its type.
    fn asks(&self, node: NodeId) -> bool {
        if self.is_tested(node) {
            return true;
        }
        let Some(around) = self.use_of(node) else { return false };
        match self.kind(around) {
            Kind::Logical(_, left, _) => self.bare(*left) == node,
            Kind::Binary(BinaryOp::InstanceOf, ..) | Kind::Unary(UnaryOp::Typeof, _) => true,
            Kind::Binary(..) => true,
            Kind::Call { arguments, .. } => {
                let named = self.method_call(around).map(|call| call.name);
                self.list(*arguments).contains(&self.shell(node)) && matches!(named, Some("isArray"))
            }
            Kind::Send { .. } => self
                .method_call(around)
                .is_some_and(|call| self.bare(call.receiver) == node && matches!(call.name, "nil?" | "is_a?" | "!")),
            Kind::Case { .. } | Kind::Switch(..) => true,
            _ => false,
        }
    }

    /// Whether the same value is read at another place, so that a test of it asks whether it is there.
    pub fn is_read_twice(&self, node: NodeId) -> bool {
        self.nodes()
            .any(|other| other != node && self.bare(other) == other && self.same(other, node))
            || self.variables.at(node).is_some_and(|variable| variable.reads.len() > 1)
    }
}
