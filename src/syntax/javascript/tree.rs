//! Builds the tree while the grammar reduces: places, depth, number of nodes.
//!
//! The grammar's locations are indices of tokens; this module turns them into places. A node that would be too deep, or
//! one too many, is replaced by an `Error` node and reported once, so that whoever walks the tree can recurse.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::token::{Tok, Token};
use crate::diag::{Code, Diagnostic};
use crate::limits::Limits;
use crate::source::Span;
use crate::syntax::ast::{Ast, FunctionKind, InterpolationKind, Kind, List, NodeId, TextId};

/// Most pieces of one chain of `else if` or `? :`: some four thousand rungs, where Node itself runs out of stack.
const LADDER: usize = 64;

/// Builds one tree from one list of tokens.
pub struct Tree<'t> {
    /// What was built.
    pub ast: Ast,
    /// What was found wrong.
    pub diagnostics: Vec<Diagnostic>,
    pub(super) text: &'t str,
    tokens: &'t [Token],
    /// The depth of each node below it.
    depths: Vec<u32>,
    nesting: u32,
    /// Depth from which long chains are cut into pieces.
    long: u32,
    nodes: usize,
    most_diagnostics: usize,
    full: bool,
    /// Properties such as `{a = 1}`, which only patterns may hold; those that became patterns are taken out again.
    pub(super) defaults: BTreeSet<NodeId>,
    /// Lists that end in `...x,`, which only literals may.
    pub(super) comma_after_rest: BTreeSet<NodeId>,
    /// Pieces of `else if` and `? :` chains that go on below a node, the last piece first.
    ladders: FxHashMap<NodeId, Vec<NodeId>>,
}

impl<'t> Tree<'t> {
    /// An empty tree of a text, over a tree that holds the texts of the tokens.
    pub fn new(text: &'t str, mut ast: Ast, tokens: &'t [Token], limits: &Limits) -> Self {
        ast.reserve(tokens.len());
        Tree {
            ast,
            diagnostics: Vec::new(),
            text,
            tokens,
            depths: Vec::with_capacity(tokens.len()),
            nesting: u32::try_from(limits.nesting).unwrap_or(u32::MAX),
            long: u32::try_from(limits.nesting / 4).unwrap_or(u32::MAX),
            nodes: limits.nodes,
            most_diagnostics: limits.diagnostics.max(1),
            full: false,
            defaults: BTreeSet::new(),
            comma_after_rest: BTreeSet::new(),
            ladders: FxHashMap::default(),
        }
    }

    /// Whether a chain that reaches this node is to be cut here.
    pub(super) fn is_long(&self, node: NodeId) -> bool {
        self.depths
            .get(node.0 as usize)
            .is_some_and(|&depth| depth >= self.long)
    }

    /// A rung of a chain: makes it of what stands below, cut off where the chain is long.
    pub(super) fn rung(
        &mut self,
        below: Option<NodeId>,
        left: u32,
        right: u32,
        kind: impl FnOnce(Option<NodeId>) -> Kind,
    ) -> NodeId {
        let mut pieces = Vec::new();
        let mut rest = below;
        if let Some(node) = below
            && matches!(self.ast.kind(node), Kind::If { .. } | Kind::Conditional(..))
        {
            pieces = self.ladders.remove(&node).unwrap_or_default();
            if self.is_long(node) {
                pieces.push(node);
                let start = self.ast.span(node).start;
                rest = Some(self.add_at(Kind::Below, Span::new(start, start)));
            }
        }
        let made = self.add(kind(rest), left, right);
        if !pieces.is_empty() {
            self.ladders.insert(made, pieces);
        }
        made
    }

    /// A statement or expression that is no rung of a longer chain: the pieces of its chain belong to it.
    pub fn whole(&mut self, node: NodeId) -> NodeId {
        match self.ladders.remove(&node) {
            None => node,
            Some(mut pieces) => {
                let span = self.ast.span(node);
                if pieces.len() >= LADDER {
                    self.report(
                        Diagnostic::new(Code::E0602, span, "this chain of `else if` or `? :` is too long")
                            .help("Look the answer up in an object, or write a `switch`."),
                    );
                }
                pieces.push(node);
                pieces.reverse();
                let list = self.list(&pieces);
                self.add_at(Kind::Ladder(list), span)
            }
        }
    }

    /// The place from the token with index `left` up to the token before `right`.
    pub fn span(&self, left: u32, right: u32) -> Span {
        let at = |index: u32| self.tokens.get(index as usize).map(|token| token.span);
        match (at(left), right.checked_sub(1).and_then(at)) {
            (Some(first), Some(last)) if left < right => first.to(last),
            (Some(first), _) => Span::new(first.start, first.start),
            (None, Some(last)) => Span::new(last.end, last.end),
            (None, None) => Span::default(),
        }
    }

    /// Adds a node that stands from one token up to another.
    pub fn add(&mut self, kind: Kind, left: u32, right: u32) -> NodeId {
        let span = self.span(left, right);
        self.add_at(kind, span)
    }

    /// Adds a node.
    pub fn add_at(&mut self, kind: Kind, span: Span) -> NodeId {
        if self.ast.len() >= self.nodes {
            if !self.full {
                self.full = true;
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::E0603,
                        span,
                        format!("the rule has more than {} parts", self.nodes),
                    )
                    .help("Split it into several rules."),
                );
            }
            return self
                .ast
                .len()
                .checked_sub(1)
                .map_or_else(|| self.plain(Kind::Error, span), |_| NodeId(0));
        }
        let mut deepest = 0;
        let depths = &self.depths;
        self.ast
            .children_of(&kind, &mut |child| deepest = deepest.max(depths[child.0 as usize]));
        if deepest >= self.nesting {
            if !self.diagnostics.iter().any(|found| found.code == Code::E0602) {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::E0602,
                        span,
                        format!("this is nested more than {} deep", self.nesting),
                    )
                    .help("Give inner parts names with `var`, or split the rule into functions."),
                );
            }
            return self.plain(Kind::Error, span);
        }
        let id = self.ast.add(kind, span);
        self.depths.push(deepest + 1);
        id
    }

    /// Whether the token before the one with this index is a comma.
    pub fn comma_before(&self, right: u32) -> bool {
        let before = right.checked_sub(2).and_then(|index| self.tokens.get(index as usize));
        before.is_some_and(|token| token.tok == Tok::Comma)
    }

    fn plain(&mut self, kind: Kind, span: Span) -> NodeId {
        self.depths.push(1);
        self.ast.add(kind, span)
    }

    /// Adds a list of nodes.
    pub fn list(&mut self, nodes: &[NodeId]) -> List {
        self.ast.add_list(nodes)
    }

    /// Reports something.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() < self.most_diagnostics {
            self.diagnostics.push(diagnostic);
        }
    }

    /// `(expression)`.
    pub fn paren(&mut self, inner: NodeId, left: u32, right: u32) -> NodeId {
        let list = self.list(&[inner]);
        self.add(Kind::Paren(list), left, right)
    }

    /// `a, b, c`, or the only expression itself.
    pub fn comma(&mut self, nodes: &[NodeId], left: u32, right: u32) -> NodeId {
        match nodes {
            [single] => *single,
            _ => {
                let list = self.list(nodes);
                self.add(Kind::Comma(list), left, right)
            }
        }
    }

    /// A block of statements.
    pub fn block(&mut self, statements: &[NodeId], left: u32, right: u32) -> NodeId {
        let list = self.list(statements);
        self.add(Kind::Block(list), left, right)
    }

    /// A string of a template or a key.
    pub fn string(&mut self, text: TextId, left: u32, right: u32) -> NodeId {
        self.add(Kind::Str(text), left, right)
    }

    /// A template from its strings and expressions in turn.
    pub fn template(&mut self, parts: &[NodeId], left: u32, right: u32) -> NodeId {
        let list = self.list(parts);
        self.add(Kind::Interpolation(InterpolationKind::Text, list), left, right)
    }

    /// A regular expression literal.
    pub fn regex(&mut self, pattern: TextId, flags: TextId, left: u32, right: u32) -> NodeId {
        let part = self.string(pattern, left, right);
        let parts = self.list(&[part]);
        self.add(Kind::Regex { parts, flags }, left, right)
    }

    /// `object[key]`.
    pub fn index(&mut self, object: NodeId, key: NodeId, optional: bool, left: u32, right: u32) -> NodeId {
        let arguments = self.list(&[key]);
        self.add(
            Kind::Index {
                object,
                arguments,
                optional,
            },
            left,
            right,
        )
    }

    /// `callee(arguments)`.
    pub fn call(&mut self, callee: NodeId, arguments: &[NodeId], optional: bool, left: u32, right: u32) -> NodeId {
        let arguments = self.list(arguments);
        self.add(
            Kind::Call {
                callee,
                arguments,
                optional,
            },
            left,
            right,
        )
    }

    /// A function.
    pub fn function(
        &mut self,
        kind: FunctionKind,
        name: Option<TextId>,
        params: &[NodeId],
        body: NodeId,
        left: u32,
        right: u32,
    ) -> NodeId {
        let params = self.list(params);
        self.add(
            Kind::Function {
                kind,
                name,
                params,
                body,
            },
            left,
            right,
        )
    }
}
