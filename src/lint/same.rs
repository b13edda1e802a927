//! Whether two pieces of a rule say the same, and whether it matters how often one is evaluated.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::context::Context;
use crate::syntax::ast::{AssignOp, BinaryOp, Kind, NodeId, UnaryOp};

impl Context<'_> {
    /// Whether two nodes are the same code, parentheses and layout aside.
    pub fn same(&self, one: NodeId, other: NodeId) -> bool {
        let (one, other) = (self.bare(one), self.bare(other));
        if one == other {
            return true;
        }
        let (first, second) = (self.kind(one), self.kind(other));
        if std::mem::discriminant(first) != std::mem::discriminant(second) || own(first) != own(second) {
            return false;
        }
        let (first, second) = (self.children(one), self.children(other));
        first.len() == second.len() && first.iter().zip(&second).all(|(&one, &other)| self.same(one, other))
    }

    /// Those of some nodes that are the same code as an earlier one.
    pub fn repeated(&self, nodes: &[NodeId]) -> Vec<NodeId> {
        let mut seen: HashMap<u64, Vec<NodeId>> = HashMap::new();
        let mut repeated = Vec::new();
        for &node in nodes {
            let alike = seen.entry(self.fingerprint(node)).or_default();
            if alike.iter().any(|&earlier| self.same(earlier, node)) {
                repeated.push(node);
            } else {
                alike.push(node);
            }
        }
        repeated
    }

    /// A number that is the same for nodes that are the same code, so that many are not compared each with each.
    fn fingerprint(&self, node: NodeId) -> u64 {
        let node = self.bare(node);
        let kind = self.kind(node);
        let mut hasher = DefaultHasher::new();
        std::mem::discriminant(kind).hash(&mut hasher);
        own(kind).hash(&mut hasher);
        self.ast
            .children(node, &mut |child| self.fingerprint(child).hash(&mut hasher));
        hasher.finish()
    }

    /// Whether evaluating a node again gives the same and changes nothing: names, bindings, operators, reading methods.
    pub fn is_pure(&self, node: NodeId) -> bool {
        let node = self.bare(node);
        let own = match self.kind(node) {
            Kind::Assign(..) | Kind::Update { .. } | Kind::Unary(UnaryOp::Delete, _) | Kind::New { .. } => false,
            // In Ruby `list << x` adds to the list.
            Kind::Binary(BinaryOp::Shl, ..) if self.is_ruby() => false,
            Kind::Function { .. } => return true,
            Kind::Yield(_) | Kind::Throw(_) | Kind::Return(_) | Kind::Break { .. } | Kind::Continue { .. } => false,
            Kind::Call { .. } => self.binding(node).is_some() || self.reads(node) || self.is_global_read(node),
            Kind::Send {
                receiver: Some(receiver),
                ..
            } => matches!(self.bare_kind(*receiver), Kind::InstanceVar(_)) || self.reads(node),
            Kind::Send { receiver: None, .. } => false,
            _ => true,
        };
        own && self.children(node).into_iter().all(|child| self.is_pure(child))
    }

    /// Whether a call is of a method that reads.
    fn reads(&self, node: NodeId) -> bool {
        self.method_call(node).is_some_and(|call| READING.contains(&call.name))
    }

    /// Whether a call is of a global function that reads: `String(x)`.
    fn is_global_read(&self, node: NodeId) -> bool {
        let Kind::Call { callee, .. } = self.kind(node) else {
            return false;
        };
        let names = [
            "String",
            "Number",
            "Boolean",
            "parseInt",
            "parseFloat",
            "isNaN",
            "hasIntersection",
        ];
        names.iter().any(|name| self.is_global(*callee, name))
    }
}

/// Methods of both languages that change nothing and depend on nothing but their arguments.
const READING: &[&str] = &[
    "at",
    "charAt",
    "charCodeAt",
    "concat",
    "endsWith",
    "every",
    "filter",
    "find",
    "findIndex",
    "includes",
    "indexOf",
    "join",
    "keys",
    "lastIndexOf",
    "length",
    "localeCompare",
    "map",
    "replace",
    "slice",
    "some",
    "split",
    "startsWith",
    "substr",
    "substring",
    "toLowerCase",
    "toString",
    "toUpperCase",
    "trim",
    "values",
    "entries",
    "flat",
    "isArray",
    "all?",
    "any?",
    "include?",
    "member?",
    "empty?",
    "nil?",
    "is_a?",
    "start_with?",
    "end_with?",
    "downcase",
    "upcase",
    "strip",
    "first",
    "last",
    "size",
    "count",
    "to_s",
    "to_i",
    "to_f",
    "to_a",
    "to_sym",
    "key?",
    "has_key?",
    "none?",
    "select",
    "reject",
    "map",
    "sub",
    "gsub",
    "match?",
    "intersect?",
    "==",
    "!=",
    "between?",
    "compact",
    "uniq",
    "sort",
];

/// What a node says besides its children: operators, names, flags. Names are numbers, equal for equal texts.
fn own(kind: &Kind) -> [u64; 3] {
    let text = |id: &crate::syntax::ast::TextId| u64::from(id.0);
    let flag = u64::from;
    match kind {
        Kind::Bool(value) => [flag(*value), 0, 0],
        Kind::Float(value) => [value.to_bits(), 0, 0],
        Kind::Integer(id) | Kind::Str(id) | Kind::Symbol(id) => [text(id), 0, 0],
        Kind::Name(id) | Kind::InstanceVar(id) | Kind::GlobalVar(id) | Kind::Constant(_, id) => [text(id), 0, 0],
        Kind::Regex { flags, .. } => [text(flags), 0, 0],
        Kind::Unary(op, _) => [*op as u64, 0, 0],
        Kind::Binary(op, ..) => [*op as u64, 0, 0],
        Kind::Logical(op, ..) => [*op as u64, 0, 0],
        Kind::Assign(op, ..) => match op {
            AssignOp::Plain => [0, 0, 0],
            AssignOp::Binary(op) => [1, *op as u64, 0],
            AssignOp::Logical(op) => [2, *op as u64, 0],
        },
        Kind::Update { increment, prefix, .. } => [flag(*increment), flag(*prefix), 0],
        Kind::Range { exclusive, low, high } => [flag(*exclusive), flag(low.is_some()), flag(high.is_some())],
        Kind::Property { computed, .. } => [flag(*computed), 0, 0],
        Kind::Member { name, optional, .. } => [text(name), flag(*optional), 0],
        Kind::Index { optional, .. } | Kind::Call { optional, .. } => [flag(*optional), 0, 0],
        Kind::Send {
            safe, name, receiver, ..
        } => [text(name), flag(*safe), flag(receiver.is_some())],
        Kind::Interpolation(what, _) => [*what as u64, 0, 0],
        Kind::Declaration(what, _) => [*what as u64, 0, 0],
        Kind::If { unless, yes, no, .. } => [flag(*unless), flag(yes.is_some()), flag(no.is_some())],
        Kind::While { until, body_first, .. } => [flag(*until), flag(*body_first), 0],
        Kind::ForEach { keys, .. } => [flag(*keys), 0, 0],
        Kind::Function { name, .. } => [name.as_ref().map_or(u64::MAX, text), 0, 0],
        Kind::Param { kind, default, .. } => [*kind as u64, flag(default.is_some()), 0],
        Kind::Break { label, .. } | Kind::Continue { label, .. } => [label.as_ref().map_or(u64::MAX, text), 0, 0],
        _ => [0, 0, 0],
    }
}
