//! Calls: functions of the rule are entered; built-ins of JavaScript are questions or go through known items.

use std::rc::Rc;

use super::explore::Flow;
use super::state::{Each, Frame, Mode, State, Sym};
use super::step::{choose, flag};
use super::{Cond, Specialiser};
use crate::hir::{Const, FuncKind, ParamKind};
use crate::ir::Reg;
use crate::ir::graph::{Act, At, Kind, Kinds, Pred, Side, SubjectId};
use crate::value::{Global, Text};

impl Specialiser<'_> {
    /// Enters a function of the rule; false where its parameters are not simple.
    pub(super) fn push_closure(&mut self, state: &mut State, callee: &Sym, args: &[Sym], dst: Option<Reg>) -> bool {
        let Sym::Closure(number, captures) = callee else {
            return false;
        };
        let func = &self.funcs[*number as usize];
        let mut code = self.enter(*number, captures.clone(), dst);
        let mut fill = |reg: Reg, value: Sym| code.regs[reg.0 as usize] = value;
        match func.hir.kind {
            FuncKind::Function | FuncKind::Arrow => {
                for (index, (param, reg)) in func.hir.params.iter().zip(&func.params).enumerate() {
                    let value = match param.kind {
                        ParamKind::Rest => Sym::List(args.get(index..).unwrap_or(&[]).iter().cloned().collect()),
                        _ => args.get(index).cloned().unwrap_or(Sym::constant(Const::Undefined)),
                    };
                    fill(*reg, value);
                }
                if let Some(count) = func.argument_count {
                    fill(count, Sym::constant(Const::Float(args.len() as f64)));
                }
            }
            FuncKind::Method | FuncKind::Lambda | FuncKind::Proc => {
                let plain = func.hir.params.iter().all(|param| param.kind == ParamKind::Required);
                let spread = func.hir.kind == FuncKind::Proc && (func.params.len() > 1 || func.hir.trailing_comma);
                let unused = func.hir.kind == FuncKind::Proc && func.params.is_empty();
                if !plain || spread || (func.params.len() != args.len() && !unused) {
                    return false;
                }
                for (reg, value) in func.params.iter().zip(args) {
                    fill(*reg, value.clone());
                }
            }
            FuncKind::Script => return false,
        }
        state.frames.push(Frame::Code(code));
        true
    }

    /// Starts a built-in that goes through known items.
    pub(super) fn start_each(
        &mut self,
        state: &mut State,
        dst: Reg,
        mode: Mode,
        items: &Rc<[Sym]>,
        callee: &Sym,
    ) -> Flow {
        if !matches!(callee, Sym::Closure(..)) {
            return Flow::Leave;
        }
        state.frames.push(Frame::Each(Each {
            mode,
            items: items.clone(),
            at: 0,
            callee: callee.clone(),
            kept: Vec::new(),
            result: None,
            done: None,
            dst: Some(dst),
        }));
        Flow::On
    }

    /// A JavaScript call.
    pub(super) fn call(&mut self, state: &mut State, dst: Reg, callee: &Sym, args: &[Sym]) -> Flow {
        match callee {
            Sym::Closure(..) => {
                if self.push_closure(state, callee, args, Some(dst)) {
                    Flow::On
                } else {
                    Flow::Leave
                }
            }
            Sym::Method(receiver, name) => {
                let name = match &self.ir.texts[name.0 as usize] {
                    Text::Utf8(name) => name.clone(),
                    Text::Utf16(_) => return Flow::Leave,
                };
                self.method(state, dst, receiver, &name, args)
            }
            Sym::Const(exact) => {
                let cond = match (exact.0, args) {
                    (Const::Global(Global::JsHasIntersection), [a, b]) => self.intersection(a, b),
                    (Const::Global(Global::JsBoolean), [value]) => self.truth(value),
                    _ => None,
                };
                match cond {
                    Some(cond) => choose(state, cond, dst, Sym::flag(true), Sym::flag(false)),
                    None => Flow::Leave,
                }
            }
            _ => Flow::Leave,
        }
    }

    fn method(&mut self, state: &mut State, dst: Reg, receiver: &Sym, name: &str, args: &[Sym]) -> Flow {
        let mode = match name {
            "some" => Some(Mode::Some),
            "every" => Some(Mode::Every),
            "find" | "findLast" => Some(Mode::Find),
            "findIndex" => Some(Mode::FindIndex),
            "filter" => Some(Mode::Filter),
            "map" => Some(Mode::Map),
            "forEach" => Some(Mode::ForEach),
            _ => None,
        };
        if matches!(receiver, Sym::Date(_))
            || matches!(receiver, Sym::Const(exact) if !matches!(exact.0, Const::Global(Global::JsArray)))
        {
            return self.number_method(state, dst, receiver, name, args);
        }
        match (receiver, mode, args) {
            (Sym::List(items), Some(mode), [callee]) if name != "findLast" => {
                self.start_each(state, dst, mode, &items.clone(), callee)
            }
            (Sym::Subject(list), Some(mode), [callee]) => self.callback(state, dst, mode, *list, callee),
            (_, None, [value]) => {
                let found = (Sym::flag(true), Sym::flag(false));
                let place = (Sym::Position, Sym::constant(Const::Float(-1.0)));
                let (cond, (yes, no)) = match (receiver, name) {
                    (Sym::Subject(list), "includes") => (self.contains(*list, value), found),
                    (Sym::Subject(list), "indexOf" | "lastIndexOf") => (self.contains(*list, value), place),
                    (Sym::List(items), "includes") => (self.among(value, items), found),
                    (Sym::List(items), "indexOf" | "lastIndexOf") => (self.among(value, items), place),
                    (Sym::Subject(text), "startsWith") => (self.affix(*text, Side::Start, value), found),
                    (Sym::Subject(text), "endsWith") => (self.affix(*text, Side::End, value), found),
                    (Sym::Regex(pattern, flags), "test") => (self.matches(*pattern, *flags, value), found),
                    (Sym::Const(exact), "isArray") if matches!(exact.0, Const::Global(Global::JsArray)) => {
                        let array = Sym::constant(Const::Global(Global::JsArray));
                        let test = crate::op::Op::JsInstanceOf;
                        (self.test(test, &[value.clone(), array]), found)
                    }
                    _ => return Flow::Leave,
                };
                match cond {
                    Some(cond) => choose(state, cond, dst, yes, no),
                    None => Flow::Leave,
                }
            }
            _ => Flow::Leave,
        }
    }

    /// Whether a text starts or ends with another.
    pub(super) fn affix(&mut self, subject: SubjectId, side: Side, value: &Sym) -> Option<Cond> {
        let text = value.as_text()?;
        self.text(text)?;
        let kinds = Kinds::all(Act::Leave).with(&[Kind::Text], Act::Test);
        Some(self.ask(subject, Pred::Affix(side, text), kinds))
    }

    /// `hasIntersection(a, b)`: null and undefined are empty lists, what is no list is a list of one.
    fn intersection(&mut self, a: &Sym, b: &Sym) -> Option<Cond> {
        let empty = |value: &Sym| matches!(value.as_const(), Some(Const::Undefined | Const::Nil));
        if empty(a) || empty(b) {
            return Some(Cond::end(At::NO));
        }
        let items = |value: &Sym| match value {
            Sym::List(items) => Some(items.clone()),
            Sym::Const(exact) if matches!(exact.0, Const::Str(_)) => Some(Rc::from([value.clone()])),
            _ => None,
        };
        match (a, b, items(a), items(b)) {
            (_, _, Some(a), Some(b)) => {
                let (a, b) = (self.texts(&a)?, self.texts(&b)?);
                Some(Cond::end(flag(a.iter().any(|text| b.contains(text)))))
            }
            (Sym::Subject(subject), _, _, Some(items)) | (_, Sym::Subject(subject), Some(items), _) => {
                let texts = self.texts(&items)?;
                let kinds = Kinds::all(Act::No).with(&[Kind::Text, Kind::List, Kind::Mixed], Act::Test);
                Some(self.ask(*subject, Pred::Has(texts), kinds))
            }
            (Sym::Subject(a), Sym::Subject(b), None, None) if a != b && !self.is_element(*a) => {
                let empty = [Kind::Absent, Kind::Null];
                let lists = [Kind::Text, Kind::List];
                let kinds = Kinds::all(Act::Leave).with(&empty, Act::No).with(&lists, Act::Test);
                let other = Kinds::all(Act::Leave).with(&empty, Act::No).with(&lists, Act::Yes);
                Some(self.ask(*a, Pred::Meets(*b, other), kinds))
            }
            _ => None,
        }
    }

    /// The text of a name, where it is one.
    pub(super) fn name(&self, id: crate::hir::TextId) -> &str {
        self.text(id).unwrap_or("")
    }
}
