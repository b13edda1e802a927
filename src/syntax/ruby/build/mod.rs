//! What the grammar's actions do: make nodes of the tree, with its depth and size bounded.
//!
//! Input: the pieces that the grammar recognised. Output: nodes, and diagnostics for what the grammar lets pass and Ruby
//! does not. Invariant: no node is deeper than `Limits::nesting`; what would be is replaced by an `Error` node.

mod argument;
mod control;
mod function;
mod literal;
mod operator;
mod target;
mod void;

pub use argument::Argument;
pub use control::Body;
pub use function::{Block, Lambda, Parameter};
pub use literal::Piece;
pub use operator::Item;

use crate::diag::{Code, Diagnostic};
use crate::limits::Limits;
use crate::source::Span;
use crate::syntax::ast::{Ast, Kind, LogicalOp, NodeId, UnaryOp};

/// Makes nodes.
#[derive(Debug)]
pub struct Builder<'t> {
    ast: &'t mut Ast,
    /// The depth of each node.
    depths: Vec<u16>,
    limits: &'t Limits,
    /// What was found wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// A limit was reached: the tree is not the text's.
    pub overflowed: bool,
}

impl<'t> Builder<'t> {
    /// A builder that adds to this tree.
    pub fn new(ast: &'t mut Ast, limits: &'t Limits) -> Self {
        Builder {
            ast,
            depths: Vec::new(),
            limits,
            diagnostics: Vec::new(),
            overflowed: false,
        }
    }

    /// Adds a node.
    pub fn node(&mut self, kind: Kind, l: u32, r: u32) -> NodeId {
        self.node_at(kind, Span::new(l, r))
    }

    fn node_at(&mut self, kind: Kind, span: Span) -> NodeId {
        let chained = match kind {
            Kind::Logical(operator, left, _) => self.is_logical(left, operator).then_some(left),
            _ => None,
        };
        if self.ast.len() >= self.limits.nodes {
            if !self.overflowed {
                self.overflowed = true;
                self.report(
                    Diagnostic::new(Code::E0603, span, "the text has too many parts")
                        .label(format!("the tree of the text has {} nodes here", self.limits.nodes))
                        .help("Split the rule, or keep long lists in the data that the rule is asked about."),
                );
            }
            // The last node stands for everything that no longer fits.
            return NodeId(u32::try_from(self.ast.len().saturating_sub(1)).unwrap_or(u32::MAX));
        }
        let mut depth = 0_u16;
        let depths = &self.depths;
        self.ast.children_of(&kind, &mut |child| {
            let below = depths.get(child.0 as usize).copied().unwrap_or(0);
            // A chain of one operator is one level: whoever reads it does so without recursion.
            let below = if chained == Some(child) {
                below
            } else {
                below.saturating_add(1)
            };
            depth = depth.max(below);
        });
        if usize::from(depth) <= self.limits.nesting {
            self.depths.push(depth);
            return self.ast.add(kind, span);
        }
        self.too_deep(span);
        self.depths.push(0);
        self.ast.add(Kind::Error, span)
    }

    fn is_logical(&self, node: NodeId, operator: LogicalOp) -> bool {
        matches!(self.ast.kind(node), Kind::Logical(other, ..) if *other == operator)
    }

    fn too_deep(&mut self, span: Span) {
        if !self.overflowed {
            self.overflowed = true;
            self.report(
                Diagnostic::new(Code::E0602, span, "the expression nests too deeply")
                    .label(format!(
                        "more than {} expressions stand inside each other",
                        self.limits.nesting
                    ))
                    .help("Give parts of it names."),
            );
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() < self.limits.diagnostics {
            self.diagnostics.push(diagnostic);
        }
    }

    fn unsupported(&mut self, span: Span, what: &str, help: &str) {
        self.report(
            Diagnostic::new(Code::E0301, span, format!("{what} cannot be used in a rule"))
                .label("Ruby has it, rules do without it")
                .help(help),
        );
    }

    fn error(&mut self, code: Code, span: Span, message: &str, help: &str) {
        self.report(
            Diagnostic::new(code, span, message)
                .label("not possible here")
                .help(help),
        );
    }

    fn kind(&self, node: NodeId) -> &Kind {
        self.ast.kind(node)
    }

    fn span(&self, node: NodeId) -> Span {
        self.ast.span(node)
    }

    fn name_of(&self, text: crate::syntax::ast::TextId) -> String {
        self.ast.name(text).into_owned()
    }

    /// Statements.
    pub fn block(&mut self, statements: &[NodeId], l: u32, r: u32) -> NodeId {
        let list = self.ast.add_list(statements);
        self.node(Kind::Block(list), l, r)
    }

    /// Statements in parentheses.
    pub fn paren(&mut self, statements: &[NodeId], l: u32, r: u32) -> NodeId {
        let list = self.ast.add_list(statements);
        self.node(Kind::Paren(list), l, r)
    }

    /// A prefix operator.
    pub fn unary(&mut self, operator: UnaryOp, operand: NodeId, l: u32, r: u32) -> NodeId {
        self.value(operand);
        self.node(Kind::Unary(operator, operand), l, r)
    }

    /// `not()`: the negation of nil.
    pub fn not_nothing(&mut self, l: u32, r: u32) -> NodeId {
        let nothing = self.node(Kind::Nil, l, r);
        self.unary(UnaryOp::NotWord, nothing, l, r)
    }

    /// `and`, `or`.
    pub fn logical(&mut self, operator: LogicalOp, x: NodeId, y: NodeId, l: u32, r: u32) -> NodeId {
        self.value(x);
        self.node(Kind::Logical(operator, x, y), l, r)
    }

    /// `defined?(x)`.
    pub fn defined(&mut self, x: NodeId, l: u32, r: u32) -> NodeId {
        self.node(Kind::Defined(x), l, r)
    }
}
