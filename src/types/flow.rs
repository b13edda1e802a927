//! Blocks, loops, jumps, guards.

use super::analysis::{Analysis, Target};
use super::kinds::Kinds;
use super::state::State;
use super::ty::Type;
use crate::hir::{ExprId, FuncKind, Label, VarId};

/// How often a loop is walked before everything that it assigns is given up.
const ROUNDS: usize = 3;

impl Analysis<'_> {
    /// A block that jumps can leave.
    pub(super) fn block(&mut self, label: Label, body: ExprId) -> Type {
        self.frame().targets.push(Target::new(Some(label), false));
        let ty = self.expr(body);
        self.end_block(ty)
    }

    fn end_block(&mut self, ty: Type) -> Type {
        let Some(target) = self.frame().targets.pop() else {
            return ty;
        };
        if let Some(state) = &target.holds {
            self.merge(state);
        }
        ty.join(target.ty)
    }

    /// A block whose truth is asked for: leaves the state where it holds, gives that where it fails.
    pub(super) fn split_block(&mut self, label: Label, body: ExprId) -> (Type, State) {
        self.frame().targets.push(Target::new(Some(label), true));
        let (ty, mut fails) = self.branch(body);
        let Some(target) = self.frame().targets.pop() else {
            return (ty, fails);
        };
        if let Some(state) = &target.holds {
            self.merge(state);
        }
        if let Some(state) = &target.fails {
            fails = fails.join(state);
        }
        (ty.join(target.ty), fails)
    }

    /// `break` to a label, `return` where there is none.
    pub(super) fn leave(&mut self, label: Option<Label>, value: ExprId) -> Type {
        let last = self.frames.len() - 1;
        self.leave_frame(last, label, value)
    }

    fn leave_frame(&mut self, frame: usize, label: Option<Label>, value: ExprId) -> Type {
        let found = |target: &Target| target.label == label;
        let Some(at) = self.frames[frame].targets.iter().rposition(found) else {
            self.exhausted = true;
            self.state.dead = true;
            return Type::NEVER;
        };
        let splits = self.frames[frame].targets[at].splits;
        let (ty, mut fails) = if splits {
            self.branch(value)
        } else {
            let ty = self.expr(value);
            (ty, self.state.unreachable())
        };
        // What each `finally` on the way assigns is unknown afterwards.
        for frame in frame..self.frames.len() {
            for at in 0..self.frames[frame].finals.len() {
                let vars = self.frames[frame].finals[at].clone();
                self.forget(&vars);
                forget_in(&mut fails, &vars);
                forget_in(&mut fails, &self.shared);
            }
        }
        self.step(1 + self.state.vars.len() / 16);
        let target = &mut self.frames[frame].targets[at];
        if !self.state.dead || !fails.dead {
            target.ty = target.ty.join(ty);
        }
        Target::add(&mut target.holds, &self.state);
        Target::add(&mut target.fails, &fails);
        self.state.dead = true;
        Type::NEVER
    }

    /// Ruby `break` in a block: ends the call that got the block.
    pub(super) fn break_call(&mut self, value: ExprId) -> Type {
        let ty = self.expr(value);
        let state = self.state.clone();
        match self.frame().broken.as_mut() {
            Some(broken) => {
                if !state.dead {
                    broken.ty = broken.ty.join(ty);
                }
                Target::add(&mut broken.holds, &state);
            }
            None => self.exhausted = true,
        }
        self.state.dead = true;
        Type::NEVER
    }

    /// Ruby `return`: ends the method, lambda or script around the blocks.
    pub(super) fn return_method(&mut self, value: ExprId) -> Type {
        let home = |func: FuncKind| matches!(func, FuncKind::Method | FuncKind::Lambda | FuncKind::Script);
        // The block stands in the method whose call is nearest, if every call between is one of a block around this one.
        let mut at = self.frames.len() - 1;
        loop {
            let func = self.frames[at].func;
            if home(self.hir.func(func).kind) {
                break;
            }
            let parent = self.hir.func(func).parent;
            if at == 0 || parent != Some(self.frames[at - 1].func) {
                self.exhausted = true;
                self.state.dead = true;
                return Type::NEVER;
            }
            at -= 1;
        }
        self.leave_frame(at, None, value)
    }

    /// `continue` of a loop.
    pub(super) fn turn(&mut self, label: Label) -> Type {
        let last = self.frames.len() - 1;
        for at in 0..self.frames[last].finals.len() {
            let vars = self.frames[last].finals[at].clone();
            self.forget(&vars);
        }
        let state = self.state.clone();
        let targets = &mut self.frame().targets;
        match targets.iter_mut().rev().find(|target| target.label == Some(label)) {
            Some(target) => Target::add(&mut target.turns, &state),
            None => self.exhausted = true,
        }
        self.state.dead = true;
        Type::NEVER
    }

    /// A loop: walked until nothing changes.
    pub(super) fn repeat(&mut self, label: Label, body: ExprId) -> Type {
        self.repeats = true;
        let entry = self.state.clone();
        let mut head = entry.clone();
        self.frame().targets.push(Target::new(Some(label), false));
        self.frame().loops += 1;
        for round in 0..=ROUNDS {
            self.state = head.clone();
            if round == ROUNDS {
                let vars = self.assigned_in(body);
                self.state = entry.clone();
                self.forget(&vars);
            }
            self.step(1 + self.state.vars.len() / 4);
            self.expr(body);
            if round == ROUNDS || self.exhausted {
                break;
            }
            let turns = self.frame().targets.last_mut().and_then(|target| target.turns.take());
            if let Some(turns) = turns {
                self.merge(&turns);
            }
            let next = head.clone().join(&self.state);
            if next == head {
                break;
            }
            head = next;
        }
        self.frame().loops -= 1;
        self.state = entry.unreachable();
        self.end_block(Type::NEVER)
    }

    /// `try`, `begin`.
    pub(super) fn guarded(&mut self, body: ExprId, catch: Option<(VarId, ExprId)>, finally: Option<ExprId>) -> Type {
        let entry = self.state.clone();
        let mut assigned = self.assigned_in(body);
        if let Some((_, handler)) = catch {
            assigned.extend(self.assigned_in(handler));
        }
        let finals = finally.map(|finally| self.assigned_in(finally));
        if let Some(finals) = &finals {
            self.frame().finals.push(finals.clone());
        }
        self.guards += u32::from(catch.is_some());
        let mut ty = self.expr(body);
        self.guards -= u32::from(catch.is_some());
        if let Some((var, handler)) = catch {
            let after = std::mem::replace(&mut self.state, entry.clone());
            self.forget(&assigned);
            let thrown = if self.ruby() { Kinds::ERROR } else { Kinds::ANY };
            self.write(var, Type::of(thrown));
            ty = ty.join(self.expr(handler));
            self.merge(&after);
        }
        let (Some(finally), Some(finals)) = (finally, finals) else {
            return ty;
        };
        self.frame().finals.pop();
        let after = std::mem::replace(&mut self.state, entry);
        self.forget(&assigned);
        self.expr(finally);
        if self.state.dead {
            return Type::NEVER;
        }
        self.state = after;
        self.forget(&finals);
        ty
    }
}

fn forget_in(state: &mut State, vars: &[VarId]) {
    for &var in vars {
        state.set(super::state::Place::Var(var), Type::ALL);
    }
}
