//! Lowers jumps, loops and guarded regions.
//!
//! A jump that leaves a region with a `finally` first goes through the finalizer: it notes its number in the region's
//! register, and the finalizer's end goes on where the number says. The finalizer's code exists once.

use super::Lowerer;
use crate::hir::{Const, ExprId, Kind, Label, VarId};
use crate::ir::{BlockId, Handler, Inst, Reg, Term, Test};
use crate::source::Span;

/// What a jump may have to pass.
pub(super) enum Scope {
    /// A block or loop that can be left.
    Label {
        /// Its label.
        label: Label,
        /// Where `Break` goes.
        exit: BlockId,
        /// Where `Continue` goes.
        again: Option<BlockId>,
        /// What `Break` fills.
        result: Reg,
    },
    /// A region with a finalizer.
    Finally {
        /// Where the finalizer starts.
        entry: BlockId,
        /// The register that says how the region was left.
        exit_number: Reg,
        /// The jumps that go through it.
        exits: Vec<Exit>,
    },
}

/// A jump out of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// To a block of the same function.
    Block(BlockId),
    /// Out of the function.
    Return(Reg),
    /// Out of the pending call of the enclosing activation.
    BreakCall(Reg),
    /// Out of the enclosing method.
    ReturnMethod(Reg),
}

/// The number that says that the region ended without a jump.
const COMPLETED: i64 = 0;
/// The number that says that a throw is pending.
const PENDING: i64 = -1;

impl Lowerer<'_> {
    /// Lowers the kinds that never give a value; the register stands for it in code that is not reached.
    pub(super) fn leave(&mut self, expr: ExprId) -> Reg {
        let span = self.span(expr);
        let hir = self.hir;
        match hir.kind(expr) {
            Kind::Break(label, value) => {
                let value = self.value(*value);
                let target = self.scope_of(*label);
                if let Some((depth, &Scope::Label { exit, result, .. })) = target {
                    self.emit(Inst::Move(result, value), span);
                    self.exit(Exit::Block(exit), depth, span);
                }
            }
            Kind::Continue(label) => {
                let target = self.scope_of(*label);
                if let Some((depth, &Scope::Label { again: Some(again), .. })) = target {
                    self.exit(Exit::Block(again), depth, span);
                }
            }
            Kind::Return(value) => {
                let value = self.value(*value);
                self.leave_function(value, span);
            }
            Kind::BreakCall(value) => {
                let value = self.kept(*value, span);
                self.exit(Exit::BreakCall(value), 0, span);
            }
            Kind::ReturnMethod(value) => {
                let value = self.kept(*value, span);
                self.exit(Exit::ReturnMethod(value), 0, span);
            }
            Kind::Throw(value) => {
                let value = self.value(*value);
                self.end(Term::Throw(value), span);
            }
            _ => {}
        }
        let unreachable = self.block();
        self.start(unreachable);
        self.constant(Const::Undefined, span)
    }

    /// The innermost scope with a label, and its depth.
    fn scope_of(&self, label: Label) -> Option<(usize, &Scope)> {
        let has_it = |scope: &Scope| matches!(scope, Scope::Label { label: found, .. } if *found == label);
        let depth = self.scopes.iter().rposition(has_it)?;
        Some((depth, &self.scopes[depth]))
    }

    fn kept(&mut self, value: ExprId, span: Span) -> Reg {
        let value = self.value(value);
        let kept = self.home();
        self.emit(Inst::Move(kept, value), span);
        kept
    }

    /// Ends the function with a value, through the finalizers that are open.
    pub(super) fn leave_function(&mut self, value: Reg, span: Span) {
        if self.scopes.iter().any(|scope| matches!(scope, Scope::Finally { .. })) {
            let kept = self.home();
            self.emit(Inst::Move(kept, value), span);
            self.exit(Exit::Return(kept), 0, span);
        } else {
            self.end(Term::Return(value), span);
        }
    }

    /// Jumps, through the finalizers of the scopes at `depth` and deeper.
    fn exit(&mut self, exit: Exit, depth: usize, span: Span) {
        let innermost = self.scopes[depth..].iter_mut().rev().find_map(|scope| match scope {
            Scope::Finally {
                entry,
                exit_number,
                exits,
            } => Some((*entry, *exit_number, exits)),
            Scope::Label { .. } => None,
        });
        let Some((entry, exit_number, exits)) = innermost else {
            let term = match exit {
                Exit::Block(block) => Term::Jump(block),
                Exit::Return(value) => Term::Return(value),
                Exit::BreakCall(value) => Term::BreakCall(value),
                Exit::ReturnMethod(value) => Term::ReturnMethod(value),
            };
            self.end(term, span);
            return;
        };
        let number = exits.iter().position(|known| *known == exit).unwrap_or_else(|| {
            exits.push(exit);
            exits.len() - 1
        });
        let number = i64::try_from(number).unwrap_or(i64::MAX).saturating_add(1);
        self.emit(Inst::Const(exit_number, Const::Int(number)), span);
        self.jump(entry, span);
    }

    pub(super) fn repeat(&mut self, label: Label, body: ExprId, span: Span) -> Reg {
        let result = self.reg();
        let (again, exit) = (self.block(), self.block());
        self.jump(again, span);
        self.start(again);
        self.scopes.push(Scope::Label {
            label,
            exit,
            again: Some(again),
            result,
        });
        self.effect(body);
        self.scopes.pop();
        self.jump(again, span);
        self.start(exit);
        result
    }

    pub(super) fn labelled(&mut self, label: Label, body: ExprId, span: Span) -> Reg {
        let result = self.reg();
        let exit = self.block();
        self.scopes.push(Scope::Label {
            label,
            exit,
            again: None,
            result,
        });
        self.value_to(body, result);
        self.scopes.pop();
        self.jump(exit, span);
        self.start(exit);
        result
    }

    pub(super) fn guarded(
        &mut self,
        body: ExprId,
        catch: Option<(VarId, ExprId)>,
        finally: Option<ExprId>,
        span: Span,
    ) -> Reg {
        let result = self.reg();
        let Some(finalizer) = finally else {
            self.caught(body, catch, result, span);
            return result;
        };
        let (pending, exit_number) = (self.home(), self.home());
        let (thrown, entry) = (self.block(), self.block());
        let outer = self.handler;
        self.handler = Some(Handler {
            block: thrown,
            reg: pending,
            finally: true,
        });
        self.scopes.push(Scope::Finally {
            entry,
            exit_number,
            exits: Vec::new(),
        });
        self.enter_region(span);
        self.caught(body, catch, result, span);
        self.emit(Inst::Const(exit_number, Const::Int(COMPLETED)), span);
        self.jump(entry, span);
        let scope = self.scopes.pop();
        self.handler = outer;

        self.start(thrown);
        self.emit(Inst::Const(exit_number, Const::Int(PENDING)), span);
        self.jump(entry, span);
        self.start(entry);
        self.effect(finalizer);
        let dispatch = |lowerer: &mut Self, number: i64, leave: &mut dyn FnMut(&mut Self)| {
            let (matches, other) = (lowerer.block(), lowerer.block());
            lowerer.branch(Test::Is(exit_number, number), matches, other, span);
            lowerer.start(matches);
            leave(lowerer);
            lowerer.start(other);
        };
        dispatch(self, PENDING, &mut |lowerer| lowerer.end(Term::Resume(pending), span));
        if let Some(Scope::Finally { exits, .. }) = scope {
            for (index, exit) in exits.into_iter().enumerate() {
                let number = i64::try_from(index).unwrap_or(i64::MAX).saturating_add(1);
                let depth = self.depth_of(exit);
                dispatch(self, number, &mut |lowerer| lowerer.exit(exit, depth, span));
            }
        }
        result
    }

    /// The scope that a jump ends at: what lies deeper is passed.
    fn depth_of(&self, exit: Exit) -> usize {
        let Exit::Block(block) = exit else { return 0 };
        self.scopes
            .iter()
            .position(
                |scope| matches!(scope, Scope::Label { exit, again, .. } if *exit == block || *again == Some(block)),
            )
            .unwrap_or(0)
    }

    /// A body with its `catch`, into a register.
    fn caught(&mut self, body: ExprId, catch: Option<(VarId, ExprId)>, result: Reg, span: Span) {
        let Some((var, handler)) = catch else {
            self.value_to(body, result);
            return;
        };
        let thrown = self.home();
        let (caught, done) = (self.block(), self.block());
        let outer = self.handler;
        self.handler = Some(Handler {
            block: caught,
            reg: thrown,
            finally: false,
        });
        self.enter_region(span);
        self.value_to(body, result);
        self.jump(done, span);
        self.handler = outer;
        self.start(caught);
        self.write(var, thrown, span);
        self.value_to(handler, result);
        self.jump(done, span);
        self.start(done);
    }

    /// Starts a block, so that the handler in force holds from here on.
    fn enter_region(&mut self, span: Span) {
        let inside = self.block();
        self.jump(inside, span);
        self.start(inside);
    }
}
