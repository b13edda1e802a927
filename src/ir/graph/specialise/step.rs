//! What each instruction does with symbolic values.

use std::rc::Rc;

use super::explore::Flow;
use super::state::{Each, Exact, Frame, Mode, State, Sym};
use super::{Cond, Specialiser};
use crate::hir::Const;
use crate::ir::graph::{Act, At, Kind, Kinds, Pred, Subject};
use crate::ir::{Args, Inst, Reg, Term, Test};
use crate::op::Op;
use crate::source::Dialect;
use crate::value::{Global, Text};

/// Two states that differ in what a register holds, in place of the given one.
pub(super) fn choose(state: &mut State, cond: Cond, dst: Reg, yes: Sym, no: Sym) -> Flow {
    let (yes, no) = (state.clone().with(dst, yes), std::mem::take(state).with(dst, no));
    Flow::Fork(cond, Box::new(yes), Box::new(no))
}

impl Specialiser<'_> {
    /// Follows an instruction; the state stands after it already.
    pub(super) fn inst(&mut self, state: &mut State, inst: &Inst, header: Option<&State>) -> Flow {
        match inst {
            Inst::Const(dst, constant) => state.set(*dst, Sym::constant(*constant)),
            Inst::Move(dst, src) => {
                let value = state.get(*src);
                state.set(*dst, value);
            }
            Inst::NewCell(dst, src) => {
                let value = state.get(*src);
                state.cells.push(value);
                state.set(*dst, Sym::Cell(state.cells.len() as u32 - 1));
            }
            Inst::LoadCell(dst, cell) => match state.get(*cell) {
                Sym::Cell(cell) => {
                    let held = state.cells[cell as usize].clone();
                    state.set(*dst, held);
                }
                _ => return Flow::Leave,
            },
            Inst::StoreCell(cell, src) => match state.get(*cell) {
                Sym::Cell(cell) => state.cells[cell as usize] = state.get(*src),
                _ => return Flow::Leave,
            },
            Inst::Capture(dst, index) => {
                let cell = state
                    .code()
                    .and_then(|code| code.captures.get(*index as usize).copied());
                match cell {
                    Some(cell) => state.set(*dst, Sym::Cell(cell)),
                    None => return Flow::Leave,
                }
            }
            Inst::CheckVar { reg, .. } => {
                if matches!(state.get(*reg).as_const(), Some(Const::Empty)) {
                    return Flow::Leave;
                }
            }
            Inst::Binding(dst, section, key) => match self.binding(*section, *key) {
                Some(subject) => state.set(*dst, Sym::Subject(subject)),
                None => return Flow::Leave,
            },
            Inst::Op(dst, op, operands) => return self.operator(state, *dst, *op, operands, header),
            Inst::Call {
                dst,
                callee,
                this: _,
                args: Args::Regs(args),
            } => {
                let args: Vec<Sym> = args.iter().map(|&arg| state.get(arg)).collect();
                let callee = state.get(*callee);
                return self.call(state, *dst, &callee, &args);
            }
            Inst::Send {
                dst,
                target,
                args: Args::Regs(args),
                extras,
            } => {
                if extras.keywords.is_some() {
                    return Flow::Leave;
                }
                let args: Vec<Sym> = args.iter().map(|&arg| state.get(arg)).collect();
                let block = extras.block.map(|block| state.get(block));
                return self.send(state, *dst, *target, &args, block.as_ref());
            }
            Inst::Closure(dst, func, cells) => {
                let mut captured = Vec::with_capacity(cells.len());
                for &cell in cells {
                    match state.get(cell) {
                        Sym::Cell(cell) => captured.push(cell),
                        _ => return Flow::Leave,
                    }
                }
                state.set(*dst, Sym::Closure(*func, captured.into()));
            }
            Inst::Member(dst, object, name) => {
                let object = state.get(*object);
                return self.member(state, *dst, object, *name);
            }
            Inst::Array(dst, items) => {
                let items: Rc<[Sym]> = items.iter().map(|&item| state.get(item)).collect();
                // A hole is no element.
                if items.iter().any(|item| matches!(item.as_const(), Some(Const::Empty))) {
                    return Flow::Leave;
                }
                state.set(*dst, Sym::List(items));
            }
            Inst::New {
                dst,
                callee,
                args: Args::Regs(args),
            } => {
                let date = Some(Const::Global(Global::JsDate));
                if state.get(*callee).as_const().map(Exact) != date.map(Exact) {
                    return Flow::Leave;
                }
                let args: Vec<Sym> = args.iter().map(|&arg| state.get(arg)).collect();
                return self.new_date(state, *dst, &args);
            }
            Inst::Regex(dst, pattern, flags) => state.set(*dst, Sym::Regex(*pattern, *flags)),
            Inst::Unbound(_)
            | Inst::Concat(..)
            | Inst::Call { .. }
            | Inst::New { .. }
            | Inst::Send { .. }
            | Inst::This(_)
            | Inst::SetMember(..)
            | Inst::Push(..)
            | Inst::PushAll(..)
            | Inst::Object(_)
            | Inst::Define(..)
            | Inst::CopyAll(..) => return Flow::Leave,
        }
        Flow::On
    }

    /// Follows the end of a block.
    pub(super) fn term(&mut self, state: &mut State, term: &Term, header: Option<&State>) -> Flow {
        let (test, yes, no) = match term {
            Term::Jump(to) => return Flow::Jump(*to),
            Term::Return(value) => return Flow::Return(state.get(*value)),
            Term::Branch(test, yes, no) => (test, *yes, *no),
            Term::Throw(_) | Term::Resume(_) | Term::BreakCall(_) | Term::ReturnMethod(_) => return Flow::Leave,
        };
        if let (Test::Op(op, operands), Some(header)) = (test, header)
            && let Some(flow) = self.index_loop(state, *op, operands, header, yes)
        {
            return flow;
        }
        let cond = match test {
            Test::Truthy(reg) => self.truth(&state.get(*reg)),
            Test::Nullish(reg) => self.nullish(&state.get(*reg)),
            Test::Empty(reg) => match state.get(*reg) {
                Sym::Unknown => None,
                value => Some(Cond::end(flag(matches!(value.as_const(), Some(Const::Empty))))),
            },
            Test::Is(reg, number) => match state.get(*reg).as_const() {
                Some(Const::Int(value)) => Some(Cond::end(flag(value == *number))),
                _ => None,
            },
            Test::Op(op, operands) => {
                let operands: Vec<Sym> = operands.iter().map(|&reg| state.get(reg)).collect();
                self.test(*op, &operands)
            }
        };
        let Some(cond) = cond else { return Flow::Leave };
        match cond.root {
            At::YES => Flow::Jump(yes),
            At::NO => Flow::Jump(no),
            At::Leave => Flow::Leave,
            _ => {
                // Both ways start at the end of this block, with the answer in place of the test.
                let (mut yes_state, mut no_state) = (state.clone(), std::mem::take(state));
                self.arrive(&mut yes_state, yes);
                self.arrive(&mut no_state, no);
                Flow::Fork(cond, Box::new(yes_state), Box::new(no_state))
            }
        }
    }

    fn operator(&mut self, state: &mut State, dst: Reg, op: Op, regs: &[Reg], header: Option<&State>) -> Flow {
        let operands: Vec<Sym> = regs.iter().map(|&reg| state.get(reg)).collect();
        let constants: Option<Vec<Const>> = operands.iter().map(Sym::as_const).collect();
        if let Some(constants) = constants
            && let Some(folded) = self.evaluate.operate(self.ir, op, &constants)
        {
            state.set(dst, Sym::constant(folded));
            return Flow::On;
        }
        match (op, &*operands) {
            (Op::JsToNumeric | Op::JsToNumber, [value @ (Sym::Index(_) | Sym::NextIndex(_) | Sym::Position)]) => {
                state.set(dst, value.clone());
                Flow::On
            }
            (Op::JsAdd, [Sym::Index(level), one]) if matches!(one.as_const(), Some(Const::Float(1.0))) => {
                state.set(dst, Sym::NextIndex(*level));
                Flow::On
            }
            (Op::JsGetIndex, [Sym::Subject(list), Sym::Index(level)])
                if self.searched.get(usize::from(*level)) == Some(list) =>
            {
                match self.subject(Subject::Element(*level)) {
                    Some(element) => {
                        state.set(dst, Sym::Subject(element));
                        Flow::On
                    }
                    None => Flow::Leave,
                }
            }
            (Op::JsGetIndex, [Sym::Subject(list), index]) if matches!(index.as_const(), Some(Const::Float(0.0))) => {
                self.first(state, dst, *list)
            }
            (Op::RbRange | Op::RbRangeExclusive, [Sym::Const(low), Sym::Const(high)]) => {
                let whole = |end: &Exact| matches!(end.0, Const::Int(_));
                if !whole(low) || !whole(high) {
                    return Flow::Leave;
                }
                state.set(dst, Sym::Range(*low, *high, op == Op::RbRangeExclusive));
                Flow::On
            }
            (Op::JsGetIndex, [Sym::List(items), index]) => match index.as_const() {
                Some(Const::Float(at)) if at >= 0.0 && at.fract() == 0.0 && at < 4e9 => {
                    let item = items.get(at as usize).cloned();
                    state.set(dst, item.unwrap_or(Sym::constant(Const::Undefined)));
                    Flow::On
                }
                _ => Flow::Leave,
            },
            (Op::JsIterator, [Sym::Subject(list)]) if !self.is_element(*list) => {
                state.set(dst, Sym::Iterator(*list));
                Flow::Guard(Cond::only(*list, &[Kind::List]))
            }
            (Op::JsIterator, [Sym::List(items)]) => {
                state.set(dst, Sym::Items(items.clone(), 0));
                Flow::On
            }
            (Op::JsIteratorNext, [Sym::Items(items, at)]) => {
                let item = items.get(*at as usize).cloned();
                state.set(regs[0], Sym::Items(items.clone(), at.saturating_add(1)));
                state.set(dst, item.unwrap_or(Sym::constant(Const::Empty)));
                Flow::On
            }
            (Op::JsIteratorNext, [Sym::Iterator(list)]) => match header {
                Some(header) => self
                    .iterator_loop(state, dst, regs[0], *list, header)
                    .unwrap_or(Flow::Leave),
                None => Flow::Leave,
            },
            _ => match self.arithmetic(op, &operands) {
                Some(number) => {
                    state.set(dst, number);
                    Flow::On
                }
                None => self.tested(state, dst, op, &operands),
            },
        }
    }

    fn tested(&mut self, state: &mut State, dst: Reg, op: Op, operands: &[Sym]) -> Flow {
        match self.test(op, operands) {
            Some(cond) => choose(state, cond, dst, Sym::flag(true), Sym::flag(false)),
            None => Flow::Leave,
        }
    }

    /// Reads a member of a JavaScript value.
    fn member(&mut self, state: &mut State, dst: Reg, object: Sym, name: crate::hir::TextId) -> Flow {
        let length = matches!(&self.ir.texts[name.0 as usize], Text::Utf8(text) if &**text == "length");
        let value = match &object {
            Sym::List(items) if length => Sym::constant(Const::Float(items.len() as f64)),
            Sym::Filled if length => Sym::Positive,
            Sym::Subject(subject) if length => {
                if self.is_element(*subject) {
                    return Flow::Leave;
                }
                state.set(dst, Sym::Length(*subject));
                return Flow::Guard(Cond::only(*subject, &[Kind::List]));
            }
            Sym::Subject(subject) => {
                let guard = Kinds::all(Act::Yes).with(&[Kind::Absent, Kind::Null], Act::Leave);
                let cond = self.ask(*subject, Pred::Kind, guard);
                state.set(dst, Sym::Method(Rc::new(object), name));
                return Flow::Guard(cond);
            }
            Sym::List(_) | Sym::Filled | Sym::Found | Sym::Date(_) | Sym::Regex(..) => {
                Sym::Method(Rc::new(object), name)
            }
            Sym::Const(exact)
                if matches!(
                    exact.0,
                    Const::Global(Global::JsArray | Global::JsDate | Global::JsMath)
                ) =>
            {
                Sym::Method(Rc::new(object), name)
            }
            _ => return Flow::Leave,
        };
        state.set(dst, value);
        Flow::On
    }

    /// Goes on with a built-in that calls back.
    pub(super) fn each(&mut self, state: &mut State) -> Flow {
        let Some(Frame::Each(each)) = state.frames.last_mut() else {
            return Flow::Leave;
        };
        if let Some(done) = each.done.take() {
            return Flow::Return(done);
        }
        if let Some(result) = each.result.take() {
            match each.mode {
                Mode::Map => {
                    each.kept.push(result);
                    each.at += 1;
                    return Flow::On;
                }
                Mode::ForEach => {
                    each.at += 1;
                    return Flow::On;
                }
                _ => {}
            }
            let Some(cond) = self.truth(&result) else {
                return Flow::Leave;
            };
            let (mut yes, mut no) = (state.clone(), std::mem::take(state));
            if let (Some(Frame::Each(yes)), Some(Frame::Each(no))) = (yes.frames.last_mut(), no.frames.last_mut()) {
                advance(yes, true);
                advance(no, false);
            }
            return Flow::Fork(cond, Box::new(yes), Box::new(no));
        }
        let at = each.at as usize;
        match each.items.get(at).cloned() {
            Some(item) => {
                let (callee, list) = (each.callee.clone(), Sym::List(each.items.clone()));
                let index = match self.ir.dialect {
                    Dialect::JavaScript => vec![item, Sym::constant(Const::Float(at as f64)), list],
                    Dialect::Ruby => vec![item],
                };
                if self.push_closure(state, &callee, &index, None) {
                    Flow::On
                } else {
                    Flow::Leave
                }
            }
            None => Flow::Return(finished(each)),
        }
    }
}

/// Notes what the callback said about an item.
fn advance(each: &mut Each, holds: bool) {
    let item = each.items.get(each.at as usize).cloned().unwrap_or(Sym::Unknown);
    let index = Sym::constant(Const::Float(each.at.into()));
    each.at += 1;
    match (each.mode, holds) {
        (Mode::Some, true) => each.done = Some(Sym::flag(true)),
        (Mode::Every, false) | (Mode::None, true) => each.done = Some(Sym::flag(false)),
        (Mode::Find, true) => each.done = Some(item),
        (Mode::FindIndex, true) => each.done = Some(index),
        (Mode::Filter, true) => each.kept.push(item),
        _ => {}
    }
}

/// What a built-in gives when it has seen all items.
fn finished(each: &Each) -> Sym {
    match each.mode {
        Mode::Some => Sym::flag(false),
        Mode::Every | Mode::None => Sym::flag(true),
        Mode::Find | Mode::ForEach => Sym::constant(Const::Undefined),
        Mode::FindIndex => Sym::constant(Const::Float(-1.0)),
        Mode::Filter | Mode::Map => Sym::List(each.kept.iter().cloned().collect()),
    }
}

/// The end of a condition whose answer is known.
pub(super) fn flag(holds: bool) -> At {
    if holds { At::YES } else { At::NO }
}
