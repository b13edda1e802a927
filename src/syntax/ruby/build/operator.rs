//! Precedence of operators, over flat chains of operands and operators.
//!
//! The table is that of CRuby's `parse.y` (`%nonassoc` … `%right`), read as yacc reads it: an operator waits on a stack
//! while a tighter one follows. An assignment belongs to the operand directly before it, whatever stands further left.

use super::Builder;
use super::function::Parameter;
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{AssignOp, BinaryOp, Kind, LogicalOp, NodeId, TextId, UnaryOp};
use crate::syntax::ruby::token::{Infix, Prefix};

/// A link of a chain.
#[derive(Clone, Debug)]
pub enum Item {
    /// A primary expression.
    Operand(NodeId),
    /// `!`.
    Not(Span),
    /// Another operator before its operand.
    Prefix(Prefix, Span),
    /// `defined?`.
    Defined(Span),
    /// `def name(…) =`.
    Def((TextId, Vec<Parameter>), Span),
    /// `target =`.
    Assign(NodeId, AssignOp, Span),
    /// An operator between operands.
    Infix(Infix, Span),
    /// `rescue` between operands.
    Rescue(Span),
    /// `..` or `...` (the flag) between operands.
    Range(bool, Span),
    /// `..` or `...` after the last operand.
    Endless(bool, Span),
    /// `? middle :` between operands.
    Conditional(NodeId, Span),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
    None,
}

const RANGE: u8 = 5;

/// How tightly an operator binds, and to which side.
fn precedence(item: &Item) -> (u8, Side) {
    match item {
        Item::Operand(_) => (u8::MAX, Side::None),
        Item::Defined(_) => (1, Side::None),
        Item::Assign(..) | Item::Def(..) => (2, Side::Right),
        Item::Rescue(_) => (3, Side::Left),
        Item::Conditional(..) => (4, Side::Right),
        Item::Range(..) | Item::Endless(..) | Item::Prefix(Prefix::Range { .. }, _) => (RANGE, Side::None),
        Item::Infix(Infix::Logical(LogicalOp::Or), _) => (6, Side::Left),
        Item::Infix(Infix::Logical(_), _) => (7, Side::Left),
        Item::Infix(Infix::Binary(operator), _) => match operator {
            BinaryOp::Spaceship
            | BinaryOp::Eq
            | BinaryOp::EqEqEq
            | BinaryOp::Ne
            | BinaryOp::Match
            | BinaryOp::NotMatch => (8, Side::None),
            BinaryOp::Lt | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Ge => (9, Side::Left),
            BinaryOp::BitOr | BinaryOp::BitXor => (10, Side::Left),
            BinaryOp::BitAnd => (11, Side::Left),
            BinaryOp::Shl | BinaryOp::Shr => (12, Side::Left),
            BinaryOp::Add | BinaryOp::Sub => (13, Side::Left),
            BinaryOp::Pow => (16, Side::Right),
            _ => (14, Side::Left),
        },
        Item::Prefix(Prefix::Minus | Prefix::MinusNumber, _) => (15, Side::Right),
        Item::Prefix(..) | Item::Not(_) => (17, Side::Right),
    }
}

impl Builder<'_> {
    /// An operator and the operand after it, whose prefixes stand in reverse.
    pub fn link(&mut self, operator: Item, operand: Vec<Item>) -> Vec<Item> {
        let mut link = Vec::with_capacity(operand.len() + 1);
        link.push(operator);
        link.extend(operand.into_iter().rev());
        link
    }

    /// The tree of a chain.
    pub fn resolve(&mut self, chain: Vec<Item>) -> NodeId {
        let mut operands: Vec<NodeId> = Vec::new();
        let mut waiting: Vec<Item> = Vec::new();
        for item in chain {
            match item {
                Item::Operand(node) => operands.push(node),
                Item::Not(_) | Item::Prefix(..) | Item::Defined(_) | Item::Assign(..) | Item::Def(..) => {
                    waiting.push(item);
                }
                Item::Endless(exclusive, span) => {
                    self.reduce_for(&item, &mut operands, &mut waiting);
                    if let Some(low) = operands.pop() {
                        self.value(low);
                        let place = self.span(low).to(span);
                        let range = Kind::Range {
                            low: Some(low),
                            high: None,
                            exclusive,
                        };
                        operands.push(self.node_at(range, place));
                    }
                }
                Item::Infix(..) | Item::Rescue(_) | Item::Range(..) | Item::Conditional(..) => {
                    self.reduce_for(&item, &mut operands, &mut waiting);
                    waiting.push(item);
                }
            }
        }
        while let Some(item) = waiting.pop() {
            self.reduce(item, &mut operands);
        }
        match operands.pop() {
            Some(node) => node,
            // The grammar gives every chain an operand.
            None => self.node(Kind::Error, 0, 0),
        }
    }

    /// Applies what binds tighter than the operator that follows.
    fn reduce_for(&mut self, next: &Item, operands: &mut Vec<NodeId>, waiting: &mut Vec<Item>) {
        let (level, side) = precedence(next);
        while let Some(top) = waiting.last() {
            let (above, _) = precedence(top);
            // `rescue` joins the value of an assignment: everything inside of the value is complete before it.
            let inside = matches!(next, Item::Rescue(_)) && !matches!(top, Item::Assign(..) | Item::Def(..));
            if inside {
                if let Some(item) = waiting.pop() {
                    self.reduce(item, operands);
                }
                continue;
            }
            if above < level || (above == level && side == Side::Right) {
                break;
            }
            if above == level && side == Side::None {
                self.report(
                    Diagnostic::new(Code::E0201, item_span(next), "this operator cannot be chained")
                        .label("it stands beside another one of its kind")
                        .help("Put one of the two comparisons into parentheses, or join them with `&&`."),
                );
            }
            if let Some(item) = waiting.pop() {
                self.reduce(item, operands);
            }
        }
    }

    /// Applies an operator to the operands before it.
    fn reduce(&mut self, item: Item, operands: &mut Vec<NodeId>) {
        let Some(last) = operands.pop() else { return };
        let node = match item {
            Item::Operand(_) | Item::Endless(..) => last,
            Item::Not(span) => {
                self.value(last);
                self.prefixed(Kind::Unary(UnaryOp::Not, last), span, last)
            }
            Item::Defined(span) => self.prefixed(Kind::Defined(last), span, last),
            Item::Prefix(prefix, span) => {
                self.value(last);
                let kind = match prefix {
                    Prefix::Minus | Prefix::MinusNumber => Kind::Unary(UnaryOp::Minus, last),
                    Prefix::Plus => Kind::Unary(UnaryOp::Plus, last),
                    Prefix::BitNot => Kind::Unary(UnaryOp::BitNot, last),
                    Prefix::Range { exclusive } => Kind::Range {
                        low: None,
                        high: Some(last),
                        exclusive,
                    },
                };
                self.prefixed(kind, span, last)
            }
            Item::Def(head, span) => {
                let end = self.span(last).end;
                self.endless_def(head, last, span.start, end)
            }
            Item::Assign(target, operator, _) => {
                let (start, end) = (self.span(target).start, self.span(last).end);
                self.assign(target, operator, last, start, end)
            }
            Item::Infix(..) | Item::Rescue(_) | Item::Range(..) | Item::Conditional(..) => {
                let Some(first) = operands.pop() else {
                    operands.push(last);
                    return;
                };
                self.infix(item, first, last)
            }
        };
        operands.push(node);
    }

    fn prefixed(&mut self, kind: Kind, sign: Span, operand: NodeId) -> NodeId {
        let place = sign.to(self.span(operand));
        self.node_at(kind, place)
    }

    fn infix(&mut self, item: Item, first: NodeId, last: NodeId) -> NodeId {
        let place = self.span(first).to(self.span(last));
        self.value(first);
        let kind = match item {
            Item::Infix(Infix::Binary(operator), _) => {
                self.value(last);
                Kind::Binary(operator, first, last)
            }
            Item::Infix(Infix::Logical(operator), _) => Kind::Logical(operator, first, last),
            Item::Rescue(_) => return self.rescue_value(first, last, place.start, place.end),
            Item::Range(exclusive, _) => {
                self.value(last);
                Kind::Range {
                    low: Some(first),
                    high: Some(last),
                    exclusive,
                }
            }
            Item::Conditional(middle, _) => Kind::Conditional(first, middle, last),
            _ => Kind::Error,
        };
        self.node_at(kind, place)
    }
}

fn item_span(item: &Item) -> Span {
    match *item {
        Item::Operand(_) => Span::default(),
        Item::Not(span)
        | Item::Prefix(_, span)
        | Item::Defined(span)
        | Item::Def(_, span)
        | Item::Assign(_, _, span)
        | Item::Infix(_, span)
        | Item::Rescue(span)
        | Item::Range(_, span)
        | Item::Endless(_, span)
        | Item::Conditional(_, span) => span,
    }
}
