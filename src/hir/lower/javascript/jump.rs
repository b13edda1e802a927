//! Where `break` and `continue` lead.

use super::Lowering;
use crate::hir::{ExprId, Kind, Label};
use crate::source::Span;
use crate::syntax::ast::TextId;

/// A statement that can be left.
#[derive(Clone, Debug)]
pub struct Target {
    /// Its labels.
    pub labels: Vec<TextId>,
    /// The block or loop that `break` leaves.
    pub leave: Label,
    /// Whether a `break` without a label leaves it.
    pub plain: bool,
    /// Where `continue` leads, in loops.
    pub next: Option<Next>,
}

/// How a loop starts its next turn.
#[derive(Clone, Copy, Debug)]
pub enum Next {
    /// The loop itself starts again.
    Loop(Label),
    /// The block of the body is left.
    Body(Label),
}

impl Lowering<'_> {
    pub(super) fn break_statement(&mut self, label: Option<TextId>, span: Span) -> ExprId {
        let target = self.function().targets.iter().rev().find(|target| match label {
            Some(label) => target.labels.contains(&label),
            None => target.plain,
        });
        let Some(leave) = target.map(|target| target.leave) else {
            return self.undefined(span);
        };
        let value = self.nothing(span);
        self.add(Kind::Break(leave, value), span)
    }

    pub(super) fn continue_statement(&mut self, label: Option<TextId>, span: Span) -> ExprId {
        let next = self.function().targets.iter().rev().find_map(|target| match label {
            Some(label) if !target.labels.contains(&label) => None,
            _ => target.next,
        });
        match next {
            Some(Next::Loop(label)) => self.add(Kind::Continue(label), span),
            Some(Next::Body(label)) => {
                let value = self.nothing(span);
                self.add(Kind::Break(label, value), span)
            }
            None => self.undefined(span),
        }
    }
}
