//! Lowers expressions: each gives a register with its value, or is run as a test.

use super::Lowerer;
use crate::hir::{Const, ExprId, Kind, Logic, VarId};
use crate::ir::{BlockId, Inst, Reg, Test};
use crate::op::Op;
use crate::source::{Dialect, Span};

impl Lowerer<'_> {
    /// Evaluates an expression into some register.
    pub(super) fn value(&mut self, expr: ExprId) -> Reg {
        let span = self.span(expr);
        let hir = self.hir;
        match hir.kind(expr) {
            Kind::Const(constant) => self.constant(*constant, span),
            Kind::Var(var) => {
                let value = self.read_place(*var, span);
                self.copied(value, span)
            }
            Kind::SetVar(var, value) => {
                let value = self.value(*value);
                self.write(*var, value, span);
                value
            }
            Kind::CheckedVar { var, global } => {
                let value = self.read_place(*var, span);
                let value = self.copied(value, span);
                self.emit(
                    Inst::CheckVar {
                        reg: value,
                        name: hir.var(*var).name,
                        global: *global,
                    },
                    span,
                );
                value
            }
            Kind::Fresh { vars, copy } => self.fresh(vars, *copy, span),
            Kind::Binding(section, key) => self.with(span, |dst| Inst::Binding(dst, *section, *key)),
            Kind::Unbound(name) => {
                self.emit(Inst::Unbound(*name), span);
                self.constant(Const::Undefined, span)
            }
            Kind::Op(op, operands) => {
                let operands = self.operands(operands);
                self.with(span, |dst| Inst::Op(dst, *op, operands))
            }
            Kind::Concat(parts) => {
                let parts = self.operands(parts);
                self.with(span, |dst| Inst::Concat(dst, parts))
            }
            Kind::Logic(..) | Kind::If(..) => {
                let result = self.reg();
                self.value_to(expr, result);
                result
            }
            Kind::Seq(list) => self.sequence(list, span),
            Kind::Member(object, name) => {
                let object = self.operand(*object, &[]);
                self.with(span, |dst| Inst::Member(dst, object, *name))
            }
            Kind::SetMember(object, name, value) => {
                let object = self.operand(*object, &[*value]);
                let value = self.value(*value);
                self.emit(Inst::SetMember(object, *name, value), span);
                value
            }
            Kind::Closure(func) => {
                let cells = self.captures[func.0 as usize]
                    .iter()
                    .map(|var| self.places[var])
                    .collect();
                self.with(span, |dst| Inst::Closure(dst, func.0, cells))
            }
            Kind::This => self.with(span, Inst::This),
            Kind::Regex { pattern, flags } => self.with(span, |dst| Inst::Regex(dst, *pattern, *flags)),
            Kind::Loop(label, body) => self.repeat(*label, *body, span),
            Kind::Block(label, body) => self.labelled(*label, *body, span),
            Kind::Break(..)
            | Kind::Continue(_)
            | Kind::Return(_)
            | Kind::BreakCall(_)
            | Kind::ReturnMethod(_)
            | Kind::Throw(_) => self.leave(expr),
            Kind::Try { body, catch, finally } => self.guarded(*body, *catch, *finally, span),
            Kind::Call { .. }
            | Kind::CallMethod { .. }
            | Kind::CallIndex { .. }
            | Kind::CallKernel { .. }
            | Kind::CallDefined { .. }
            | Kind::Yield(_)
            | Kind::New { .. }
            | Kind::Array(_)
            | Kind::Object(_)
            | Kind::Hash(_) => self.call_or_literal(expr),
        }
    }

    /// Evaluates an expression into the given register; joins of nested branches share it.
    pub(super) fn value_to(&mut self, expr: ExprId, dst: Reg) {
        let span = self.span(expr);
        match self.hir.kind(expr) {
            Kind::Logic(logic, a, b) => self.logic(*logic, *a, *b, dst, span),
            Kind::If(test, yes, no) => self.conditional(*test, *yes, *no, dst, span),
            Kind::Seq(list) if !list.is_empty() => {
                let (last, before) = (list[list.len() - 1], &list[..list.len() - 1]);
                before.iter().for_each(|&part| self.effect(part));
                self.value_to(last, dst);
            }
            _ => {
                let value = self.operand(expr, &[]);
                self.emit(Inst::Move(dst, value), span);
            }
        }
    }

    /// Emits an instruction that fills a new register.
    pub(super) fn with(&mut self, span: Span, inst: impl FnOnce(Reg) -> Inst) -> Reg {
        let dst = self.reg();
        self.emit(inst(dst), span);
        dst
    }

    /// The register with a variable's value: its home, or a copy of what its cell holds.
    pub(super) fn read_place(&mut self, var: VarId, span: Span) -> Reg {
        let place = self.places[&var];
        if self.hir.var(var).captured {
            self.with(span, |dst| Inst::LoadCell(dst, place))
        } else {
            place
        }
    }

    pub(super) fn write(&mut self, var: VarId, value: Reg, span: Span) {
        let place = self.places[&var];
        let inst = if self.hir.var(var).captured {
            Inst::StoreCell(place, value)
        } else {
            Inst::Move(place, value)
        };
        self.emit(inst, span);
    }

    /// A register that no later assignment changes.
    fn copied(&mut self, reg: Reg, span: Span) -> Reg {
        if self.is_home[reg.0 as usize] {
            self.with(span, |dst| Inst::Move(dst, reg))
        } else {
            reg
        }
    }

    /// Evaluates an operand; a variable is read in place where nothing in `later` can change it.
    pub(super) fn operand(&mut self, expr: ExprId, later: &[ExprId]) -> Reg {
        match self.hir.kind(expr) {
            Kind::Var(var) if later.iter().all(|&other| self.keeps_variables(other)) => {
                let span = self.span(expr);
                self.read_place(*var, span)
            }
            _ => self.value(expr),
        }
    }

    /// Evaluates operands, left to right.
    pub(super) fn operands(&mut self, exprs: &[ExprId]) -> Vec<Reg> {
        let first_safe = exprs.iter().rposition(|&expr| !self.keeps_variables(expr)).unwrap_or(0);
        let evaluate = |(index, &expr): (usize, &ExprId)| {
            let later = if index < first_safe {
                &exprs[first_safe..=first_safe]
            } else {
                &[]
            };
            self.operand(expr, later)
        };
        exprs.iter().enumerate().map(evaluate).collect()
    }

    /// Whether an expression cannot assign a variable that lives in a register.
    fn keeps_variables(&self, expr: ExprId) -> bool {
        match self.hir.kind(expr) {
            Kind::Const(_)
            | Kind::Var(_)
            | Kind::CheckedVar { .. }
            | Kind::Binding(..)
            | Kind::Closure(_)
            | Kind::This => true,
            Kind::Op(_, operands) => operands.iter().all(|&operand| {
                matches!(
                    self.hir.kind(operand),
                    Kind::Const(_) | Kind::Var(_) | Kind::Binding(..)
                )
            }),
            Kind::Member(object, _) => matches!(self.hir.kind(*object), Kind::Var(_)),
            _ => false,
        }
    }

    fn fresh(&mut self, vars: &[VarId], copy: bool, span: Span) -> Reg {
        for &var in vars {
            let place = self.places[&var];
            if !self.hir.var(var).captured {
                if !copy {
                    self.emit(Inst::Const(place, Const::Empty), span);
                }
                continue;
            }
            let value = if copy {
                self.with(span, |dst| Inst::LoadCell(dst, place))
            } else {
                self.constant(Const::Empty, span)
            };
            self.emit(Inst::NewCell(place, value), span);
        }
        self.constant(Const::Empty, span)
    }

    fn sequence(&mut self, list: &[ExprId], span: Span) -> Reg {
        let Some((&last, before)) = list.split_last() else {
            return self.constant(Const::Empty, span);
        };
        for &expr in before {
            self.effect(expr);
        }
        self.value(last)
    }

    /// Evaluates an expression whose value nobody reads.
    pub(super) fn effect(&mut self, expr: ExprId) {
        match self.hir.kind(expr) {
            Kind::Const(_) | Kind::Var(_) => {}
            Kind::Seq(list) => list.iter().for_each(|&part| self.effect(part)),
            _ => {
                self.value(expr);
            }
        }
    }

    fn logic(&mut self, logic: Logic, a: ExprId, b: ExprId, result: Reg, span: Span) {
        self.value_to(a, result);
        let right = self.block();
        let done = self.block();
        match logic {
            Logic::And => self.branch(Test::Truthy(result), right, done, self.span(a)),
            Logic::Or => self.branch(Test::Truthy(result), done, right, self.span(a)),
            Logic::Nullish => self.branch(Test::Nullish(result), right, done, self.span(a)),
        }
        self.start(right);
        self.value_to(b, result);
        self.jump(done, span);
        self.start(done);
    }

    fn conditional(&mut self, test: ExprId, yes: ExprId, no: ExprId, result: Reg, span: Span) {
        let (yes_block, no_block, done) = (self.block(), self.block(), self.block());
        self.condition(test, yes_block, no_block);
        for (block, branch) in [(yes_block, yes), (no_block, no)] {
            self.start(block);
            self.value_to(branch, result);
            self.jump(done, span);
        }
        self.start(done);
    }

    /// Evaluates an expression as a test and goes on with one of two blocks.
    pub(super) fn condition(&mut self, expr: ExprId, yes: BlockId, no: BlockId) {
        let span = self.span(expr);
        let hir = self.hir;
        match hir.kind(expr) {
            Kind::Const(constant) if truth(*constant, hir.dialect).is_some() => {
                let holds = truth(*constant, hir.dialect) == Some(true);
                self.jump(if holds { yes } else { no }, span);
            }
            Kind::Logic(Logic::And, a, b) => {
                let next = self.block();
                self.condition(*a, next, no);
                self.start(next);
                self.condition(*b, yes, no);
            }
            Kind::Logic(Logic::Or, a, b) => {
                let next = self.block();
                self.condition(*a, yes, next);
                self.start(next);
                self.condition(*b, yes, no);
            }
            Kind::Op(Op::JsNot | Op::RbNot, operands) => self.condition(operands[0], no, yes),
            Kind::Op(Op::JsIsNullish, operands) => {
                let operand = self.operand(operands[0], &[]);
                self.branch(Test::Nullish(operand), yes, no, span);
            }
            Kind::Op(Op::IsEmpty, operands) => {
                let operand = self.operand(operands[0], &[]);
                self.branch(Test::Empty(operand), yes, no, span);
            }
            // What asks for nothing but the call itself (`block_given?`) is an instruction, not a test.
            Kind::Op(op, operands) if op.gives_boolean() && !operands.is_empty() => {
                let operands = self.operands(operands);
                self.branch(Test::Op(*op, operands), yes, no, span);
            }
            Kind::Seq(list) if !list.is_empty() => {
                let (last, before) = (list[list.len() - 1], &list[..list.len() - 1]);
                before.iter().for_each(|&part| self.effect(part));
                self.condition(last, yes, no);
            }
            Kind::If(test, a, b) => {
                let (a_block, b_block) = (self.block(), self.block());
                self.condition(*test, a_block, b_block);
                self.start(a_block);
                self.condition(*a, yes, no);
                self.start(b_block);
                self.condition(*b, yes, no);
            }
            _ => {
                let value = self.operand(expr, &[]);
                self.branch(Test::Truthy(value), yes, no, span);
            }
        }
    }
}

/// The truth of a constant, where it does not depend on its text.
fn truth(constant: Const, dialect: Dialect) -> Option<bool> {
    match (constant, dialect) {
        (Const::Bool(flag), _) => Some(flag),
        (Const::Undefined | Const::Nil, _) => Some(false),
        _ => None,
    }
}
