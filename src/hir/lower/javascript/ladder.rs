//! Long chains, which the parser cuts into pieces so that no tree is deep: runs of operators, `else if`, `? :`.
//!
//! The pieces of a run follow each other through temporaries. The pieces of a ladder stand in blocks one after the
//! other: the way down leaves its block, every other way leaves the whole ladder with its value.

use super::Lowering;
use crate::hir::{ExprId, Kind};
use crate::source::Span;
use crate::syntax::ast::{List, NodeId};

impl Lowering<'_> {
    /// A run of operators: each piece starts with the value of the one before.
    pub(super) fn stages(&mut self, pieces: List, span: Span) -> ExprId {
        let pieces = self.nodes(pieces);
        let mut code = Vec::with_capacity(pieces.len());
        for (index, &piece) in pieces.iter().enumerate() {
            let value = self.expr(piece);
            if index + 1 == pieces.len() {
                code.push(value);
            } else {
                let (var, held) = self.hold(value, self.span(piece));
                code.push(held);
                self.stage = Some(var);
            }
        }
        self.sequence(code, span)
    }

    /// The value of the piece before. It is what its piece evaluates first, so no other run is lowered in between.
    pub(super) fn before(&mut self, span: Span) -> ExprId {
        match self.stage.take() {
            Some(var) => self.get(var, span),
            None => self.undefined(span),
        }
    }

    /// The pieces of a ladder, each lowered with `rung`.
    pub(super) fn ladder(&mut self, pieces: List, span: Span, rung: fn(&mut Self, NodeId) -> ExprId) -> ExprId {
        let pieces = self.nodes(pieces);
        let done = self.builder.label();
        let mut code = Vec::with_capacity(pieces.len());
        for (index, &piece) in pieces.iter().enumerate() {
            if index + 1 == pieces.len() {
                let value = rung(self, piece);
                code.push(value);
                continue;
            }
            let next = self.builder.label();
            self.rungs.push(next);
            let value = rung(self, piece);
            self.rungs.pop();
            let at = self.span(piece);
            let leave = self.add(Kind::Break(done, value), at);
            let block = self.add(Kind::Block(next, leave), at);
            code.push(block);
        }
        let all = self.sequence(code, span);
        self.add(Kind::Block(done, all), span)
    }

    /// Goes on with the next piece of the ladder.
    pub(super) fn below(&mut self, span: Span) -> ExprId {
        let nothing = self.nothing(span);
        match self.rungs.last() {
            Some(&next) => self.add(Kind::Break(next, nothing), span),
            None => nothing,
        }
    }
}
