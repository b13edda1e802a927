//! Tests: what is known where a test holds, and where it fails.

use super::analysis::Analysis;
use super::kinds::Kinds;
use super::slots::Reading;
use super::state::{Place, State};
use super::ty::{Known, Type};
use crate::hir::{Const, ExprId, Kind, Logic};
use crate::op::Op;
use crate::schema::Absence;
use crate::value::Global;

impl Analysis<'_> {
    /// Walks an expression whose truth is asked for: afterwards the state is that where it holds; gives that where it
    /// fails.
    pub(super) fn branch(&mut self, id: ExprId) -> (Type, State) {
        match self.kind(id) {
            Kind::Logic(..) | Kind::If(..) | Kind::Op(Op::JsNot | Op::RbNot, _) | Kind::Block(..) | Kind::Seq(_) => {
                if !self.arrive(id) {
                    return (Type::NEVER, self.state.clone());
                }
                let (ty, fails) = self.split(id);
                self.depth -= 1;
                let dead = self.state.dead && fails.dead;
                let known = &mut self.types[id.0 as usize];
                let ty = if dead { Type::NEVER } else { ty };
                *known = known.join(ty);
                (ty, fails)
            }
            _ => {
                let ty = self.expr(id);
                self.step(1 + self.state.vars.len() / 16);
                let mut fails = self.state.clone();
                if !self.state.dead {
                    self.assume(id, ty, true);
                    std::mem::swap(&mut self.state, &mut fails);
                    self.assume(id, ty, false);
                    std::mem::swap(&mut self.state, &mut fails);
                }
                (ty, fails)
            }
        }
    }

    /// As [`Analysis::branch`], for the kinds that are made of tests.
    pub(super) fn split(&mut self, id: ExprId) -> (Type, State) {
        match self.kind(id) {
            Kind::Logic(Logic::And, a, b) => {
                let (left, left_fails) = self.branch(*a);
                let (right, fails) = self.branch(*b);
                (left.only(self.falsy()).join(right), fails.join(&left_fails))
            }
            Kind::Logic(Logic::Or, a, b) => {
                let (left, fails) = self.branch(*a);
                let holds = std::mem::replace(&mut self.state, fails);
                let (right, fails) = self.branch(*b);
                self.merge(&holds);
                (left.without(self.falsy()).join(right), fails)
            }
            Kind::Logic(Logic::Nullish, a, b) => {
                let left = self.expr(*a);
                self.step(1 + self.state.vars.len() / 16);
                let mut present = self.state.clone();
                self.narrow(*a, Kinds::NULLISH, None);
                if !left.meets(Kinds::NULLISH) {
                    self.state.dead = true;
                }
                std::mem::swap(&mut self.state, &mut present);
                self.narrow(*a, !Kinds::NULLISH, None);
                std::mem::swap(&mut self.state, &mut present);
                let holds = present;
                let (right, fails) = self.branch(*b);
                let fails = fails.join(&holds);
                self.merge(&holds);
                (left.without(Kinds::NULLISH).join(right), fails)
            }
            Kind::If(test, yes, no) => {
                let (_, fails) = self.branch(*test);
                let (yes, yes_fails) = self.branch(*yes);
                let yes_holds = std::mem::replace(&mut self.state, fails);
                let (no, no_fails) = self.branch(*no);
                self.merge(&yes_holds);
                (yes.join(no), yes_fails.join(&no_fails))
            }
            Kind::Op(Op::JsNot | Op::RbNot, operands) => {
                let Some(&operand) = operands.first() else {
                    return (Type::BOOLEAN, self.state.clone());
                };
                let (ty, fails) = self.branch(operand);
                let holds = std::mem::replace(&mut self.state, fails);
                let mut kinds = Kinds::NONE;
                if ty.meets(self.falsy()) {
                    kinds |= Kinds::TRUE;
                }
                if !ty.within(self.falsy()) {
                    kinds |= Kinds::FALSE;
                }
                (Type::of(kinds), holds)
            }
            Kind::Block(label, body) => self.split_block(*label, *body),
            Kind::Seq(list) => {
                let Some((last, before)) = list.split_last() else {
                    let fails = self.state.clone();
                    self.state.dead = true;
                    return (Type::of(Kinds::EMPTY), fails);
                };
                for &part in before {
                    self.expr(part);
                }
                self.branch(*last)
            }
            _ => self.branch(id),
        }
    }

    /// The state is that where a value counts as true or false.
    fn assume(&mut self, id: ExprId, ty: Type, truth: bool) {
        let falsy = self.falsy();
        let keep = if truth { !falsy } else { falsy };
        if ty.only(keep).is_never() {
            self.state.dead = true;
            return;
        }
        match self.kind(id) {
            Kind::Op(op, operands) => self.assume_operator(*op, operands, truth),
            Kind::Call { callee, args } => {
                if let (Kind::Const(Const::Global(Global::JsBoolean)), [crate::hir::Arg::One(argument)]) =
                    (self.kind(*callee), &args[..])
                {
                    self.narrow(*argument, keep, None);
                }
            }
            Kind::CallMethod {
                receiver, name, args, ..
            } => {
                let name = self.hir.text(*name).to_str();
                let argument = match args[..] {
                    [crate::hir::Arg::One(argument)] => Some(argument),
                    _ => None,
                };
                if self.ruby() {
                    self.assume_ruby(*receiver, &name, argument, truth);
                } else if let (Kind::Const(Const::Global(Global::JsArray)), "isArray", Some(argument)) =
                    (self.kind(*receiver), &*name, argument)
                {
                    self.narrow(argument, if truth { Kinds::LIST } else { !Kinds::LIST }, None);
                }
            }
            _ => {}
        }
        self.narrow(id, keep, None);
    }

    fn assume_operator(&mut self, op: Op, operands: &[ExprId], truth: bool) {
        match (op, operands) {
            (Op::JsIsUndefined, &[a]) => {
                // The marker is no value that a rule sees, so only a variable that is set is tested.
                self.narrow(a, keep(Kinds::UNDEFINED, truth), None);
            }
            (Op::JsIsNullish, &[a]) => self.narrow(a, keep(Kinds::NULLISH, truth), None),
            (Op::IsEmpty, &[a]) => self.narrow(a, keep(Kinds::EMPTY, truth), None),
            (Op::JsStrictEq | Op::JsEq, &[a, b]) => self.assume_equal(op == Op::JsEq, a, b, truth),
            (Op::JsStrictNe | Op::JsNe, &[a, b]) => self.assume_equal(op == Op::JsNe, a, b, !truth),
            (Op::JsInstanceOf, &[a, b]) => {
                let (kinds, exact) = match self.types[b.0 as usize].known {
                    Known::Global(Global::JsArray) => (Kinds::LIST, true),
                    Known::Global(Global::JsDate) => (Kinds::TIME, true),
                    Known::Global(Global::JsRegExp) => (Kinds::REGEX, true),
                    _ => (!Kinds::PRIMITIVE, false),
                };
                if truth {
                    self.narrow_before(a, b, kinds);
                } else if exact {
                    self.narrow_before(a, b, !kinds);
                }
            }
            (Op::RbCaseEq, &[pattern, subject]) => {
                let Kind::Const(constant) = *self.kind(pattern) else {
                    return;
                };
                match constant {
                    Const::Nil => self.narrow(subject, keep(Kinds::NULL, truth), None),
                    Const::Global(class) => self.assume_class(subject, class, truth),
                    Const::Str(_) if truth => self.narrow(subject, Kinds::TEXT, None),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// A value is one of a Ruby class.
    pub(super) fn assume_class(&mut self, subject: ExprId, class: Global, truth: bool) {
        let Some(kinds) = super::ruby::kinds_of_class(class) else {
            return;
        };
        self.narrow(subject, keep(kinds, truth), None);
    }

    /// Narrows the left operand, unless the right one, which is evaluated after it, may change it.
    fn narrow_before(&mut self, left: ExprId, right: ExprId, kinds: Kinds) {
        if self.is_still(right) {
            self.narrow(left, kinds, None);
        }
    }

    /// Whether evaluating an expression changes no variable.
    fn is_still(&self, id: ExprId) -> bool {
        match self.kind(id) {
            Kind::Const(_) | Kind::Var(_) | Kind::CheckedVar { .. } | Kind::Binding(..) => true,
            Kind::Op(Op::JsTypeof, operands) => operands.iter().all(|&operand| self.is_still(operand)),
            _ => false,
        }
    }

    fn assume_equal(&mut self, loose: bool, a: ExprId, b: ExprId, truth: bool) {
        for (own, other, before) in [(a, b, true), (b, a, false)] {
            if before && !self.is_still(other) {
                continue;
            }
            if let Kind::Op(Op::JsTypeof, operands) = self.kind(own)
                && let [operand] = operands[..]
                && let Kind::Const(Const::Str(text)) = *self.kind(other)
            {
                if let Some((holds, fails)) = typeof_kinds(&self.hir.text(text).to_str()) {
                    self.narrow(operand, if truth { holds } else { fails }, None);
                }
                continue;
            }
            let ty = self.types[other.0 as usize];
            let constant = match self.kind(other) {
                Kind::Const(constant) => self.constant(*constant),
                _ => ty,
            };
            if loose {
                if constant.within(Kinds::NULLISH) {
                    self.narrow(own, keep(Kinds::NULLISH, truth), None);
                } else if truth && !constant.meets(Kinds::NULLISH) {
                    self.narrow(own, !Kinds::NULLISH, None);
                }
            } else if truth {
                // Numbers of both truths can be equal only to their like; the marker reads as undefined.
                let mut kinds = constant.kinds;
                if kinds.meets(Kinds::EMPTY | Kinds::UNDEFINED) {
                    kinds |= Kinds::EMPTY | Kinds::UNDEFINED;
                }
                let known = matches!(self.kind(other), Kind::Const(_)).then_some(constant.known);
                self.narrow(own, kinds, known.filter(|known| *known != Known::Nothing));
            } else if constant.is_single() && constant.within(Kinds::NULLISH | Kinds::BOOLEAN | Kinds::BLANK) {
                self.narrow(own, !constant.kinds, None);
            }
        }
    }

    /// Keeps these kinds of what an expression reads.
    pub(super) fn narrow(&mut self, id: ExprId, keep: Kinds, known: Option<Known>) {
        if self.state.dead {
            return;
        }
        let place = match self.kind(id) {
            Kind::Var(var) | Kind::CheckedVar { var, .. } if self.tracked(*var) => Place::Var(*var),
            Kind::SetVar(var, value) => {
                self.narrow(*value, keep, known);
                if !self.tracked(*var) {
                    return;
                }
                Place::Var(*var)
            }
            Kind::Seq(list) => {
                if let Some(&last) = list.last() {
                    self.narrow(last, keep, known);
                }
                return;
            }
            _ => match self.slots.find(self.hir, self.schema, id) {
                Some(slot) => Place::Slot(slot),
                None => return,
            },
        };
        let mut ty = self.state.get(place).only(keep);
        if let Some(known) = known
            && ty.known == Known::Nothing
        {
            ty.known = known;
        }
        if ty.is_never() {
            self.state.dead = true;
            return;
        }
        self.state.set(place, ty);
        match (place, ty.slot) {
            (Place::Slot(slot), _) => self.signed_in(slot, ty),
            (Place::Var(_), Some(slot)) => self.narrow_slot(slot as usize, ty.kinds),
            (Place::Var(_), None) => {}
        }
        if let Place::Var(var) = place
            && let Some(other) = self.copies[var.0 as usize]
            && self.tracked(other)
        {
            let other = Place::Var(other);
            let narrowed = self.state.get(other).only(keep);
            if narrowed.is_never() {
                self.state.dead = true;
            } else {
                self.state.set(other, narrowed);
            }
        }
    }

    /// Keeps these kinds of a binding whose value a variable holds.
    fn narrow_slot(&mut self, slot: usize, keep: Kinds) {
        let place = Place::Slot(slot);
        let ty = self.state.get(place).only(keep);
        if ty.is_never() {
            self.state.dead = true;
            return;
        }
        self.state.set(place, ty);
        self.signed_in(slot, ty);
    }

    /// A caller who is signed in has what anonymous callers lack, and so have submissions.
    fn signed_in(&mut self, slot: usize, ty: Type) {
        let slot = self.slots.get(slot);
        let Reading::Key(key) = slot.reading else { return };
        if !self.schema.is_typed() {
            return;
        }
        let key = self.hir.text(key).to_str();
        let present = match (self.schema.name(slot.section), &*key) {
            ("identity", "authenticated" | "spaceAdmin") if ty.within(Kinds::TRUE) => Absence::Anonymous,
            ("identity", "anonymous") if ty.within(Kinds::FALSE) => Absence::Anonymous,
            ("submission", "anonymous") if ty.within(Kinds::FALSE) => Absence::AnonymousSubmission,
            _ => return,
        };
        let others: Vec<usize> = (self.slots.iter())
            .filter(|(_, other)| other.section == slot.section && other.binding.absence == present)
            .map(|(at, _)| at)
            .collect();
        for other in others {
            let place = Place::Slot(other);
            let ty = self.state.get(place).without(Kinds::NULLISH);
            if !ty.is_never() {
                self.state.set(place, ty);
            }
        }
    }
}

fn keep(kinds: Kinds, truth: bool) -> Kinds {
    if truth { kinds } else { !kinds }
}

/// What a value can be where JavaScript's `typeof` gives this word, and where it gives another one.
fn typeof_kinds(word: &str) -> Option<(Kinds, Kinds)> {
    let exactly = |kinds: Kinds| (kinds, !kinds);
    let objects = Kinds::LIST | Kinds::MAP | Kinds::TIME | Kinds::REGEX | Kinds::ERROR | Kinds::SET;
    Some(match word {
        "undefined" => exactly(Kinds::UNDEFINED | Kinds::EMPTY),
        "string" => exactly(Kinds::TEXTS),
        "number" => exactly(Kinds::NUMBERS),
        "boolean" => exactly(Kinds::BOOLEAN),
        // Some built-ins and objects are functions, others are not.
        "function" => (Kinds::FUNCTION | Kinds::BUILTIN | Kinds::OTHER, !Kinds::FUNCTION),
        "object" => (
            objects | Kinds::NULL | Kinds::BUILTIN | Kinds::OTHER,
            !(objects | Kinds::NULL),
        ),
        _ => return None,
    })
}
