//! Calls of functions of the rule.

use super::analysis::{Analysis, Frame, Target};
use super::expr::Passed;
use super::kinds::Kinds;
use super::state::State;
use super::ty::{Known, Type};
use crate::hir::{Arg, ExprId, FuncId, FuncKind, Kind, ParamKind, VarId};

/// Deepest nesting of calls that are walked.
const CALLS: usize = 8;

impl Analysis<'_> {
    /// Walks the body of a function whose parameters are bound.
    pub(super) fn enter(
        &mut self,
        func: FuncId,
        around: Vec<FuncId>,
        once: bool,
        params: &[(VarId, Type)],
        splits: bool,
    ) -> Type {
        let (ty, fails) = self.enter_with(func, around, once, params, splits, None).0;
        debug_assert!(fails.dead || splits, "truth is told apart only where it is asked for");
        ty
    }

    /// As [`Analysis::enter`]; gives what is known where the result counts as false, and what `break` left.
    fn enter_with(
        &mut self,
        func: FuncId,
        around: Vec<FuncId>,
        once: bool,
        params: &[(VarId, Type)],
        splits: bool,
        block: Option<(FuncId, Vec<FuncId>)>,
    ) -> ((Type, State), Option<Target>) {
        let hir = self.hir;
        let function = hir.func(func);
        if once {
            self.once.push(func);
        }
        self.frames.push(Frame {
            func,
            around,
            targets: vec![Target::new(None, splits)],
            loops: 0,
            once,
            finals: Vec::new(),
            block,
            broken: matches!(function.kind, FuncKind::Proc).then(|| Target::new(None, false)),
        });
        for &var in &function.vars {
            let start = self.start_of(var);
            self.state.set(super::state::Place::Var(var), start);
        }
        for &(var, ty) in params {
            self.state.set(super::state::Place::Var(var), ty);
        }
        if let Some(count) = function.argument_count {
            self.state.set(super::state::Place::Var(count), Type::NUMBER);
        }
        let (mut ty, mut fails) = if splits {
            self.branch(function.body)
        } else {
            let ty = self.expr(function.body);
            (ty, self.state.unreachable())
        };
        let Some(mut frame) = self.frames.pop() else {
            return ((ty, fails), None);
        };
        if let Some(target) = frame.targets.pop() {
            ty = ty.join(target.ty);
            if let Some(state) = &target.holds {
                self.merge(state);
            }
            if let Some(state) = &target.fails {
                fails = fails.join(state);
            }
        }
        ((ty, fails), frame.broken)
    }

    /// Walks a function that something unknown calls.
    pub(super) fn enter_unknown(&mut self, func: FuncId) {
        let hir = self.hir;
        let params: Vec<(VarId, Type)> = (hir.func(func).params.iter())
            .map(|param| (param.var, Type::ALL))
            .collect();
        let (_, broken) = self.enter_with(func, Vec::new(), false, &params, false, None);
        if broken.is_some_and(|broken| broken.holds.is_some()) {
            // It ends a call that the walk does not see.
            self.exhausted = true;
        }
    }

    /// The types of a function's parameters in a call.
    fn bind(&self, func: FuncId, passed: &Passed) -> Vec<(VarId, Type)> {
        let function = self.hir.func(func);
        let missing = if self.ruby() { Kinds::NULL } else { Kinds::UNDEFINED };
        let simple = !self.ruby()
            || (!passed.open
                && (function.params.iter()).all(|param| matches!(param.kind, ParamKind::Required))
                && !function.trailing_comma
                && (function.params.len() < 2 || passed.types.len() > 1));
        (function.params.iter().enumerate())
            .map(|(at, param)| {
                let ty = match param.kind {
                    _ if !simple => Type::ALL,
                    ParamKind::Required => passed.get(at, Type::of(missing)),
                    ParamKind::Optional => {
                        let ty = passed.get(at, Type::of(missing | Kinds::EMPTY));
                        ty.join(Type::of(Kinds::EMPTY)).join(Type::of(missing))
                    }
                    ParamKind::Rest => Type::of(Kinds::LIST),
                    _ => Type::ALL,
                };
                (param.var, ty)
            })
            .collect()
    }

    /// Whether a call of a function can be walked here.
    fn can_enter(&self, func: FuncId) -> bool {
        self.frames.len() < CALLS && self.frames.iter().all(|frame| frame.func != func)
    }

    /// The functions around a closure that is made at the current point.
    fn around_here(&self) -> Vec<FuncId> {
        let Some(frame) = self.frames.last() else {
            return Vec::new();
        };
        let mut around = frame.around.clone();
        around.push(frame.func);
        around
    }

    /// Calls a known function once.
    fn apply(&mut self, at: ExprId, func: FuncId, direct: bool, passed: &Passed) -> Type {
        if !self.can_enter(func) {
            self.made[func.0 as usize] = true;
            return self.unknown(at);
        }
        let around = if direct { self.around_here() } else { Vec::new() };
        let once = direct && self.frames.last().is_some_and(|frame| frame.once && frame.loops == 0);
        let params = self.bind(func, passed);
        self.enter(func, around, once, &params, false)
    }

    /// JavaScript `callee(…)`.
    pub(super) fn call(&mut self, id: ExprId, callee: ExprId, args: &[Arg]) -> Type {
        let ty = self.expr(callee);
        let passed = self.passed(args);
        if self.state.dead {
            return Type::NEVER;
        }
        self.call_value(id, callee, ty, &passed)
    }

    /// Calls a value that was evaluated.
    pub(super) fn call_value(&mut self, id: ExprId, callee: ExprId, ty: Type, passed: &Passed) -> Type {
        if !ty.meets(Kinds::CALLABLE | Kinds::OTHER) {
            return self.die(id);
        }
        if !ty.within(Kinds::CALLABLE) {
            self.throw(id);
            self.narrow(callee, Kinds::CALLABLE | Kinds::OTHER, None);
        }
        if ty.meets(Kinds::OTHER) || (ty.meets(Kinds::FUNCTION) && ty.meets(Kinds::BUILTIN)) {
            return self.unknown(id);
        }
        match ty.known {
            Known::Function(func) if ty.meets(Kinds::FUNCTION) => {
                let direct = matches!(self.kind(callee), Kind::Closure(_));
                self.apply(id, func, direct, passed)
            }
            Known::Global(global) => self.call_global(id, global, passed),
            Known::Section(section) => self.call_section(id, section, passed),
            _ => self.unknown(id),
        }
    }

    /// A built-in calls its callback any number of times. What the callback gives, and whether it is known.
    pub(super) fn callback(&mut self, at: ExprId, callback: ExprId, args: &[Type]) -> Type {
        let ty = self.types[callback.0 as usize];
        let func = match (self.kind(callback), ty.known) {
            (Kind::Closure(func), _) => *func,
            (_, Known::Function(func)) if ty.within(Kinds::FUNCTION) => func,
            _ => return self.unknown(at),
        };
        if !self.can_enter(func) {
            return self.unknown(at);
        }
        let direct = matches!(self.kind(callback), Kind::Closure(_));
        let around = if direct { self.around_here() } else { Vec::new() };
        let passed = Passed {
            types: args.to_vec(),
            exprs: Vec::new(),
            open: false,
        };
        let params = self.bind(func, &passed);
        self.forget_shared();
        let before = self.state.clone();
        let outer = self.broke.take();
        let ((ty, _), broken) = self.enter_with(func, around, false, &params, false, None);
        self.broke = outer;
        self.forget_shared();
        self.merge(&before);
        if let Some(target) = broken
            && let Some(state) = target.holds
        {
            self.broke = Some((target.ty, state));
        }
        ty
    }

    /// Ruby: a method of the rule.
    pub(super) fn call_defined(&mut self, id: ExprId, var: VarId, args: &[Arg], block: Option<ExprId>) -> Type {
        let ty = self.read(var);
        let passed = self.passed(args);
        if let Some(block) = block {
            self.expr(block);
        }
        if self.state.dead {
            return Type::NEVER;
        }
        let Known::Function(func) = ty.known else {
            return self.unknown(id);
        };
        let function = self.hir.func(func);
        let exact = !passed.open
            && function.params.len() == passed.types.len()
            && function.params.iter().all(|param| param.kind == ParamKind::Required);
        if !ty.within(Kinds::FUNCTION) || !exact {
            self.throw(id);
            self.fault(id);
        }
        let given = match block.map(|block| self.kind(block)) {
            None => None,
            Some(Kind::Closure(block)) => Some((*block, self.around_here())),
            Some(_) => return self.unknown(id),
        };
        if !self.can_enter(func) {
            return self.unknown(id);
        }
        let params = self.bind(func, &passed);
        let outer = self.broke.take();
        let ((ty, _), _) = self.enter_with(func, Vec::new(), false, &params, false, given);
        match std::mem::replace(&mut self.broke, outer) {
            Some((broken, state)) => {
                self.merge(&state);
                ty.join(broken)
            }
            None => ty,
        }
    }

    /// Ruby `yield`.
    pub(super) fn yielded(&mut self, id: ExprId, args: &[Arg]) -> Type {
        let passed = self.passed(args);
        let own = self.frames.last().and_then(|frame| frame.block.clone());
        // The block of a method is known only in the method itself, not in a block inside it.
        let Some((func, around)) = own else {
            return self.unknown(id);
        };
        if !self.can_enter(func) {
            return self.unknown(id);
        }
        let params = self.bind(func, &passed);
        let ((ty, _), broken) = self.enter_with(func, around, false, &params, false, None);
        if let Some(target) = broken
            && let Some(state) = target.holds
        {
            let (ty, state) = match self.broke.take() {
                Some((earlier, known)) => (earlier.join(target.ty), known.join(&state)),
                None => (target.ty, state),
            };
            self.broke = Some((ty, state));
        }
        ty
    }
}
