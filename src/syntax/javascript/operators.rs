//! Infix operators: the grammar gives operands and operators in a row, this module finds which belong together
//! (ECMA-262 13.6 to 13.13).
//!
//! `||`, `&&` and `??` are associative, so a long run of one of them becomes a balanced tree, whose depth is logarithmic.
//! Long runs of other operators are cut into pieces.

use super::token::Infix;
use super::tree::Tree;
use crate::diag::{Code, Diagnostic};
use crate::syntax::ast::{BinaryOp, Kind, LogicalOp, NodeId};

/// Runs up to this length lean to the left, as people draw them.
const LEANING: usize = 8;

/// An operator with the index of its token, and the operand after it.
pub type Link = (Infix, u32, NodeId);

/// What was joined so far: the last piece, and the ones before it.
struct Run {
    node: NodeId,
    joined: bool,
    pieces: Vec<NodeId>,
}

impl Run {
    fn new(node: NodeId) -> Self {
        Run {
            node,
            joined: false,
            pieces: Vec::new(),
        }
    }
}

impl Tree<'_> {
    /// The tree of operands with operators between them.
    pub fn infix(&mut self, first: NodeId, links: &[Link]) -> NodeId {
        if links.is_empty() {
            return first;
        }
        let mut ors = Vec::new();
        let mut ands = Vec::new();
        let mut nullish = Vec::new();
        let mut segment = first;
        let mut at = 0;
        let mut mixed = None;
        loop {
            let length = links[at..]
                .iter()
                .position(|link| matches!(link.0, Infix::Logical(_)))
                .unwrap_or(links.len() - at);
            let operand = self.binary_run(segment, &links[at..at + length]);
            at += length;
            let link = links.get(at).map(|&(infix, token, next)| {
                segment = next;
                (infix, token)
            });
            match link {
                Some((Infix::Logical(LogicalOp::And), token)) => {
                    mixed = mixed.or((!nullish.is_empty()).then_some(token));
                    ands.push(operand);
                }
                Some((Infix::Logical(LogicalOp::Nullish), token)) => {
                    mixed = mixed.or((!ors.is_empty() || !ands.is_empty()).then_some(token));
                    nullish.push(operand);
                }
                Some((_, token)) => {
                    mixed = mixed.or((!nullish.is_empty()).then_some(token));
                    ands.push(operand);
                    let joined = self.logical_run(LogicalOp::And, &ands);
                    ands.clear();
                    ors.push(joined);
                }
                None => {
                    nullish.push(operand);
                    let joined = self.logical_run(LogicalOp::Nullish, &nullish);
                    ands.push(joined);
                    let joined = self.logical_run(LogicalOp::And, &ands);
                    ors.push(joined);
                    break;
                }
            }
            at += 1;
        }
        if let Some(token) = mixed {
            let span = self.span(token, token + 1);
            self.report(
                Diagnostic::new(Code::E0201, span, "`??` stands beside `||` or `&&` without parentheses")
                    .help("Put parentheses around one of them: `(a ?? b) || c`."),
            );
        }
        self.logical_run(LogicalOp::Or, &ors)
    }

    /// Operands without logical operators between them.
    fn binary_run(&mut self, first: NodeId, links: &[Link]) -> NodeId {
        if links.is_empty() {
            return first;
        }
        let mut operands = vec![Run::new(first)];
        let mut waiting: Vec<BinaryOp> = Vec::new();
        for &(infix, token, operand) in links {
            let Infix::Binary(op) = infix else { continue };
            let power = op == BinaryOp::Pow;
            if power
                && operands
                    .last()
                    .is_some_and(|left| matches!(self.ast.kind(left.node), Kind::Unary(..)))
            {
                let span = self.span(token, token + 1);
                self.report(
                    Diagnostic::new(Code::E0201, span, "`**` follows a prefix operator")
                        .help("Use parentheses: `(-a) ** b` or `-(a ** b)`."),
                );
            }
            while let Some(&top) = waiting.last()
                && (top.level() > op.level() || (top.level() == op.level() && !power))
            {
                waiting.pop();
                self.join(&mut operands, top);
            }
            waiting.push(op);
            operands.push(Run::new(operand));
        }
        while let Some(top) = waiting.pop() {
            self.join(&mut operands, top);
        }
        match operands.pop() {
            Some(run) => self.run(run),
            None => first,
        }
    }

    /// Joins the last two operands; where the left one is a long run already, a new piece of it starts.
    fn join(&mut self, operands: &mut Vec<Run>, op: BinaryOp) {
        if let (Some(right), Some(mut left)) = (operands.pop(), operands.pop()) {
            let right = self.run(right);
            let start = self.ast.span(left.node);
            if left.joined && self.is_long(left.node) {
                left.pieces.push(left.node);
                left.node = self.add_at(Kind::Before, start);
            }
            let span = start.to(self.ast.span(right));
            left.node = self.add_at(Kind::Binary(op, left.node, right), span);
            left.joined = true;
            operands.push(left);
        }
    }

    /// A run that nothing is joined to any more.
    fn run(&mut self, mut run: Run) -> NodeId {
        if run.pieces.is_empty() {
            return run.node;
        }
        run.pieces.push(run.node);
        let span = self.ast.span(run.node);
        let list = self.list(&run.pieces);
        self.add_at(Kind::Stages(list), span)
    }

    /// Operands of one logical operator.
    fn logical_run(&mut self, op: LogicalOp, run: &[NodeId]) -> NodeId {
        let (left, right) = match run {
            [] => return self.add(Kind::Error, 0, 0),
            [single] => return *single,
            _ if run.len() <= LEANING => run.split_at(run.len() - 1),
            _ => run.split_at(run.len() / 2),
        };
        let left = self.logical_run(op, left);
        let right = self.logical_run(op, right);
        let span = self.ast.span(left).to(self.ast.span(right));
        self.add_at(Kind::Logical(op, left, right), span)
    }
}
