//! What a lint sees of a rule: text, tree, parents, variables, bindings.

use std::borrow::Cow;

use super::known::Known;
use super::variables::Variables;
use super::{Setting, tested};
use crate::hir::Hir;
use crate::schema::Schema;
use crate::source::{Dialect, Source, Span};
use crate::syntax::ast::{Ast, Kind, List, NodeId, TextId};
use crate::types::Types;

/// A rule as lints see it. Its tree has no `Error` nodes.
#[derive(Debug)]
pub struct Context<'a> {
    /// The text.
    pub source: &'a Source,
    /// The tree.
    pub ast: &'a Ast,
    /// The lowered tree, where the compiler has nothing against the rule.
    pub hir: Option<&'a Hir>,
    /// Its types, where there is a lowered tree.
    pub types: Option<&'a Types>,
    /// What the rule may name.
    pub schema: &'a Schema,
    /// What is known of names.
    pub known: &'a Known,
    /// The variables.
    pub variables: Variables,
    order: Vec<NodeId>,
    parents: Vec<Option<NodeId>>,
    results: Vec<NodeId>,
}

/// A binding that a rule reads: `identity('teams')`, `@identity.username`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound<'a> {
    /// The section.
    pub section: Cow<'a, str>,
    /// The key, where it is a literal.
    pub key: Option<Cow<'a, str>>,
    /// The node of the key.
    pub key_node: Option<NodeId>,
    /// The value that is given where the binding is absent.
    pub default: Option<NodeId>,
}

/// A method call in either language.
#[derive(Clone, Copy, Debug)]
pub struct MethodCall<'a> {
    /// What it is called on.
    pub receiver: NodeId,
    /// The name, as a text.
    pub name: &'a str,
    /// Where the name stands.
    pub name_span: Span,
    /// The arguments.
    pub arguments: &'a [NodeId],
    /// Ruby: the literal block.
    pub block: Option<NodeId>,
    /// `?.` or `&.`.
    pub optional: bool,
}

impl<'a> Context<'a> {
    /// Prepares a rule that was read without errors.
    pub fn new(source: &'a Source, ast: &'a Ast, typed: Option<(&'a Hir, &'a Types)>, setting: &Setting<'a>) -> Self {
        let mut parents = vec![None; ast.len()];
        let mut order = Vec::with_capacity(ast.len());
        let mut open: Vec<NodeId> = ast.root.into_iter().collect();
        while let Some(node) = open.pop() {
            order.push(node);
            let first = open.len();
            ast.children(node, &mut |child| {
                parents[child.0 as usize] = Some(node);
                open.push(child);
            });
            open[first..].reverse();
        }
        let mut cx = Context {
            source,
            ast,
            hir: typed.map(|(hir, _)| hir),
            types: typed.map(|(_, types)| types),
            schema: setting.schema,
            known: setting.known,
            variables: Variables::of(source.dialect, ast),
            order,
            parents,
            results: Vec::new(),
        };
        cx.results = tested::results(&cx);
        cx
    }

    /// Every node of the tree, parents before children, in the order of the text.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.order.iter().copied()
    }

    /// Whether the rule is JavaScript.
    pub fn is_js(&self) -> bool {
        self.source.dialect == Dialect::JavaScript
    }

    /// Whether the rule is Ruby.
    pub fn is_ruby(&self) -> bool {
        self.source.dialect == Dialect::Ruby
    }

    /// What a node is.
    pub fn kind(&self, node: NodeId) -> &'a Kind {
        self.ast.kind(node)
    }

    /// Where a node stands.
    pub fn span(&self, node: NodeId) -> Span {
        self.ast.span(node)
    }

    /// The text of a node as the author wrote it.
    pub fn text(&self, node: NodeId) -> &'a str {
        self.slice(self.span(node))
    }

    /// A piece of the text.
    pub fn slice(&self, span: Span) -> &'a str {
        self.source
            .text
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default()
    }

    /// A piece of the text for a message: on one line, not too long.
    pub fn quoted(&self, node: NodeId) -> String {
        const MOST: usize = 48;
        let mut text = String::new();
        let mut left = MOST + 1;
        for word in self.text(node).split_whitespace() {
            let space = if text.is_empty() { "" } else { " " };
            for c in space.chars().chain(word.chars()) {
                // A long text is not read to its end: in a chain each operand holds all before it.
                if left == 0 {
                    break;
                }
                text.push(c);
                left -= 1;
            }
            if left == 0 {
                let cut: String = text.chars().take(MOST - 3).collect();
                return format!("{cut}...");
            }
        }
        text
    }

    /// The node around a node.
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.parents.get(node.0 as usize).copied().flatten()
    }

    /// The nodes around a node, the nearest first.
    pub fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(node), |&node| self.parent(node))
    }

    /// The nodes of a list.
    pub fn list(&self, list: List) -> &'a [NodeId] {
        self.ast.list(list)
    }

    /// The children of a node.
    pub fn children(&self, node: NodeId) -> Vec<NodeId> {
        let mut found = Vec::new();
        self.ast.children(node, &mut |child| found.push(child));
        found
    }

    /// A node and what is in it, parents first; functions inside are left out where `functions` is false.
    pub fn inside(&self, node: NodeId, functions: bool) -> Vec<NodeId> {
        let mut found = Vec::new();
        let mut open = vec![node];
        while let Some(at) = open.pop() {
            found.push(at);
            if functions || at == node || !matches!(self.kind(at), Kind::Function { .. }) {
                self.ast.children(at, &mut |child| open.push(child));
            }
        }
        found
    }

    /// The name with this id.
    pub fn name(&self, name: TextId) -> Cow<'a, str> {
        self.ast.name(name)
    }

    /// The node without parentheses and other shells around it.
    pub fn bare(&self, mut node: NodeId) -> NodeId {
        loop {
            node = match self.kind(node) {
                Kind::Chain(inner) | Kind::Expression(inner) => *inner,
                Kind::Paren(list) if list.len() == 1 => self.list(*list)[0],
                _ => return node,
            };
        }
    }

    /// The outermost shell of parentheses around a node.
    pub fn shell(&self, mut node: NodeId) -> NodeId {
        while let Some(parent) = self.parent(node) {
            match self.kind(parent) {
                Kind::Chain(_) => node = parent,
                Kind::Paren(list) if list.len() == 1 => node = parent,
                _ => break,
            }
        }
        node
    }

    /// The kind of a node without its parentheses.
    pub fn bare_kind(&self, node: NodeId) -> &'a Kind {
        self.kind(self.bare(node))
    }

    /// The node around a node and its parentheses.
    pub fn use_of(&self, node: NodeId) -> Option<NodeId> {
        self.parent(self.shell(node))
    }

    /// The text of a string literal.
    pub fn str(&self, node: NodeId) -> Option<Cow<'a, str>> {
        match self.bare_kind(node) {
            Kind::Str(text) => Some(self.name(*text)),
            _ => None,
        }
    }

    /// The value of a number literal, a sign before it included.
    pub fn number(&self, node: NodeId) -> Option<f64> {
        match self.bare_kind(node) {
            Kind::Float(value) => Some(*value),
            Kind::Integer(digits) => self.name(*digits).parse().ok(),
            Kind::Unary(crate::syntax::ast::UnaryOp::Minus, inner) => self.number(*inner).map(|value| -value),
            _ => None,
        }
    }

    /// The name of a variable or global that a node is.
    pub fn name_of(&self, node: NodeId) -> Option<Cow<'a, str>> {
        match self.bare_kind(node) {
            Kind::Name(name) => Some(self.name(*name)),
            _ => None,
        }
    }

    /// Whether a node is the global with this name, and no variable of the rule.
    pub fn is_global(&self, node: NodeId, name: &str) -> bool {
        match self.bare_kind(node) {
            Kind::Name(found) => self.name(*found) == name && self.variables.at(self.bare(node)).is_none(),
            Kind::Constant(None, found) => self.name(*found) == name,
            _ => false,
        }
    }

    /// The method call that a node is.
    pub fn method_call(&self, node: NodeId) -> Option<MethodCall<'a>> {
        match self.bare_kind(node) {
            Kind::Call {
                callee,
                arguments,
                optional,
            } => match self.kind(*callee) {
                Kind::Member {
                    object,
                    name,
                    optional: link,
                } => Some(MethodCall {
                    receiver: *object,
                    name: self.str_of(*name)?,
                    name_span: self.end_name(*callee, *name),
                    arguments: self.list(*arguments),
                    block: None,
                    optional: *link || *optional,
                }),
                _ => None,
            },
            Kind::Send {
                receiver: Some(receiver),
                safe,
                name,
                arguments,
                block,
                ..
            } => {
                let written = self.str_of(*name)?;
                Some(MethodCall {
                    receiver: *receiver,
                    name: written,
                    name_span: self.name_after(*receiver, written),
                    arguments: self.list(*arguments),
                    block: *block,
                    optional: *safe,
                })
            }
            _ => None,
        }
    }

    /// A property that a node reads without calling it: `x.length`.
    pub fn property(&self, node: NodeId) -> Option<(NodeId, &'a str)> {
        match self.bare_kind(node) {
            Kind::Member { object, name, .. } => Some((*object, self.str_of(*name)?)),
            _ => None,
        }
    }

    fn str_of(&self, name: TextId) -> Option<&'a str> {
        match self.ast.get_text(name) {
            crate::value::Text::Utf8(text) => Some(text),
            crate::value::Text::Utf16(_) => None,
        }
    }

    /// The place of the name at the end of a member expression.
    pub fn end_name(&self, member: NodeId, name: TextId) -> Span {
        let span = self.span(member);
        let length = u32::try_from(self.name(name).len()).unwrap_or(0);
        Span::new(span.end.saturating_sub(length).max(span.start), span.end)
    }

    /// The place of a name that follows a receiver.
    fn name_after(&self, receiver: NodeId, name: &str) -> Span {
        let from = self.span(receiver).end as usize;
        let rest = self.source.text.get(from..).unwrap_or_default();
        match rest.find(name) {
            Some(at) => {
                let start = u32::try_from(from + at).unwrap_or(u32::MAX);
                Span::new(start, start + u32::try_from(name.len()).unwrap_or(0))
            }
            None => self.span(receiver),
        }
    }

    /// The binding that a node reads.
    pub fn binding(&self, node: NodeId) -> Option<Bound<'a>> {
        match self.bare_kind(node) {
            Kind::Call { callee, arguments, .. } => {
                let section = self.name_of(*callee)?;
                if self.variables.at(self.bare(*callee)).is_some() || self.schema.section(&section).is_none() {
                    return None;
                }
                let arguments = self.list(*arguments);
                let key_node = arguments.first().copied();
                Some(Bound {
                    section,
                    key: key_node.and_then(|key| self.str(key)),
                    key_node,
                    default: arguments.get(1).copied(),
                })
            }
            Kind::Send {
                receiver: Some(receiver),
                name,
                arguments,
                ..
            } => {
                let Kind::InstanceVar(section) = self.bare_kind(*receiver) else {
                    return None;
                };
                let section = self.name(*section);
                self.schema.section(&section)?;
                let name = self.name(*name);
                let (key, key_node) = if name == "get_property" {
                    let key = self.list(*arguments).first().copied();
                    (key.and_then(|key| self.str(key)), key)
                } else if arguments.is_empty() && !name.ends_with(['?', '!', '=']) {
                    (Some(name), None)
                } else {
                    return None;
                };
                Some(Bound {
                    section,
                    key,
                    key_node,
                    default: None,
                })
            }
            _ => None,
        }
    }

    /// The nodes whose values are the rule's value.
    pub fn results(&self) -> &[NodeId] {
        &self.results
    }

    /// The function around a node; none in the script itself.
    pub fn function_of(&self, node: NodeId) -> Option<NodeId> {
        self.ancestors(node)
            .find(|&above| matches!(self.kind(above), Kind::Function { .. }))
    }
}
