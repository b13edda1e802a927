//! Infix operators: the operands of a chain on lines of their own, the operators at the ends of lines.
//!
//! Input: a node with an infix operator; output: a document. A chain is a run of one logical operator, or of operators
//! that a reader takes together, as `+` and `-`; the languages say which. The depth of the calls does not grow with the
//! length of a chain.

use super::builder::Printer;
use super::doc::DocId;
use crate::syntax::ast::{Ast, BinaryOp, Kind, LogicalOp, NodeId};

/// What a language decides about its chains.
pub trait Infix<'a>: Printer<'a> {
    /// Whether an operator goes on with the chain that another one began.
    fn continues(first: BinaryOp, next: BinaryOp) -> bool;

    /// An operand without the parentheses that nobody needs; of a logical operator where one is given.
    fn operand_in(&self, node: NodeId, chain: Option<LogicalOp>) -> NodeId;

    /// The document of any expression.
    fn layout(&mut self, node: NodeId) -> DocId;

    /// An expression whose lines after the first stand further in.
    fn indented(&mut self, node: NodeId) -> DocId
    where
        Self: Sized,
    {
        match self.out().ast.kind(node) {
            Kind::Binary(..) | Kind::Logical(..) => infix(self, node, true),
            _ => self.layout(node),
        }
    }
}

/// The document of a chain, its lines after the first further in where that is asked.
pub fn infix<'a, P: Infix<'a>>(printer: &mut P, node: NodeId, indented: bool) -> DocId {
    let ast = printer.out().ast;
    let mut rest = node;
    let mut terms = Vec::new();
    let mut chain = None;
    match *ast.kind(node) {
        Kind::Logical(first, ..) => {
            chain = Some(first);
            while let Kind::Logical(operator, left, right) = *ast.kind(rest)
                && operator == first
            {
                terms.push((operator.sign(), right));
                rest = left;
            }
        }
        Kind::Binary(first, ..) => {
            while let Kind::Binary(operator, left, right) = *ast.kind(rest)
                && (rest == node || P::continues(first, operator))
            {
                terms.push((operator.sign(), right));
                rest = left;
            }
        }
        _ => {}
    }
    let inner = printer.operand_in(rest, chain);
    let first = printer.indented(inner);
    let mut parts = Vec::new();
    for &(sign, term) in terms.iter().rev() {
        let out = printer.out();
        let start = out.start(term);
        parts.push(out.put(format!(" {sign}")));
        parts.push(out.after(start));
        // A short operand of a comparison stays with it.
        let inner = printer.operand_in(term, chain);
        let leaf = chain.is_none() && is_leaf(ast, inner) && !printer.out().pending(start);
        let out = printer.out();
        parts.push(if leaf { out.put(" ") } else { out.docs.line() });
        parts.push(out.before(start));
        parts.push(printer.indented(inner));
    }
    let out = printer.out();
    let tail = out.join(parts);
    let tail = if indented { out.docs.indent(tail) } else { tail };
    let doc = out.join([first, tail]);
    out.docs.group(doc)
}

/// Whether an expression has no parts.
pub fn is_leaf(ast: &Ast, node: NodeId) -> bool {
    let mut leaf = true;
    ast.children(node, &mut |_| leaf = false);
    leaf
}
