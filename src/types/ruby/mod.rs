//! What Ruby's operators and methods give and when they raise. No rule can define a method of a class, so that a table of
//! names is the whole truth.

mod methods;
pub(super) mod names;
mod sections;

use super::analysis::Analysis;
use super::kinds::Kinds;
use super::state::Place;
use super::ty::{Known, Type};
use crate::hir::{Arg, ExprId, Kind, TextId};
use crate::op::Op;
use crate::value::Global;

/// Kinds whose `==`, `hash` and `to_s` are simple.
const PLAIN: Kinds = Kinds::NULL
    .or(Kinds::BOOLEAN)
    .or(Kinds::INTEGER)
    .or(Kinds::TEXT)
    .or(Kinds::SYMBOL);

/// The kinds of the instances of a class, where no other value is one.
pub(super) fn kinds_of_class(class: Global) -> Option<Kinds> {
    Some(match class {
        Global::RbNilClass => Kinds::NULL,
        Global::RbTrueClass => Kinds::TRUE,
        Global::RbFalseClass => Kinds::FALSE,
        Global::RbString => Kinds::TEXT,
        Global::RbSymbol => Kinds::SYMBOL,
        Global::RbArray => Kinds::LIST,
        Global::RbHash => Kinds::MAP,
        _ => return None,
    })
}

fn boolean(can_hold: bool, can_fail: bool) -> Type {
    let mut kinds = Kinds::NONE;
    if can_hold {
        kinds |= Kinds::TRUE;
    }
    if can_fail {
        kinds |= Kinds::FALSE;
    }
    Type::of(kinds)
}

/// Whether comparing and hashing such a value is simple.
fn is_plain(ty: Type) -> bool {
    ty.within(PLAIN) || (ty.within(PLAIN | Kinds::LIST) && ty.items.within(PLAIN))
}

/// `==` of two values.
fn equal(a: Type, b: Type) -> Type {
    let numbers = Kinds::INTEGER | Kinds::NUMBER | Kinds::OTHER | Kinds::ADDRESS | Kinds::DATE;
    let objects =
        Kinds::OTHER | Kinds::BUILTIN | Kinds::SET | Kinds::ERROR | Kinds::MATCH | Kinds::ADDRESS | Kinds::DATE;
    let shared = !(a.kinds & b.kinds).is_none()
        || (a.meets(numbers) && b.meets(numbers))
        || a.meets(objects)
        || b.meets(objects);
    let same = a.kinds == b.kinds
        && (a.within(Kinds::NULL) || a.within(Kinds::TRUE) || a.within(Kinds::FALSE))
        && !a.is_never();
    boolean(shared, !same)
}

impl Analysis<'_> {
    pub(super) fn ruby_operator(&mut self, id: ExprId, op: Op, types: &[Type]) -> Type {
        let a = types.first().copied().unwrap_or(Type::of(Kinds::NULL));
        let b = types.get(1).copied().unwrap_or(Type::of(Kinds::NULL));
        match op {
            Op::IsEmpty => boolean(a.meets(Kinds::EMPTY), !a.within(Kinds::EMPTY)),
            Op::RbToS => {
                if !a.within(PLAIN) {
                    self.throw(id);
                    self.fault(id);
                }
                Type::of(Kinds::TEXT)
            }
            Op::RbCaseEq => self.case_equal(id, a, b),
            Op::RbCaseEqAny => {
                if !(a.within(Kinds::LIST) && a.items.within(PLAIN)) {
                    self.throw(id);
                    self.fault(id);
                }
                Type::BOOLEAN
            }
            Op::RbRange | Op::RbRangeExclusive => {
                let ends = Kinds::INTEGER | Kinds::NULL;
                if !a.within(ends) || !b.within(ends) {
                    self.throw(id);
                    self.fault(id);
                }
                Type::of(Kinds::RANGE)
            }
            Op::RbLastMatch => Type::of(Kinds::MATCH | Kinds::NULL),
            Op::RbLastGroup => Type::of(Kinds::TEXT | Kinds::NULL),
            Op::RbBlockGiven => Type::BOOLEAN,
            Op::RbObject => {
                self.fault(id);
                a
            }
            Op::RbSplat | Op::RbToAry => {
                if !a.within(PLAIN | Kinds::LIST) {
                    self.throw(id);
                    self.fault(id);
                    return Type::of(Kinds::LIST);
                }
                let mut items = a.without(Kinds::LIST).kinds;
                if a.meets(Kinds::LIST) {
                    items |= a.items;
                }
                self.items(Type::list(items))
            }
            Op::RbElement | Op::RbPostElement => Type::of(a.items.without(Kinds::EMPTY) | Kinds::NULL),
            Op::RbRest => self.items(Type::list(a.items)),
            Op::RbRescues | Op::RbResponds => {
                self.throw(id);
                self.fault(id);
                Type::BOOLEAN
            }
            _ => {
                self.unknown(id);
                Type::ALL
            }
        }
    }

    fn case_equal(&mut self, id: ExprId, pattern: Type, subject: Type) -> Type {
        if let Known::Global(class) = pattern.known
            && pattern.within(Kinds::BUILTIN)
        {
            return match kinds_of_class(class) {
                Some(kinds) => boolean(subject.meets(kinds), !subject.within(kinds)),
                None => {
                    self.throw(id);
                    self.fault(id);
                    Type::BOOLEAN
                }
            };
        }
        if pattern.within(PLAIN) {
            return equal(pattern, subject);
        }
        if pattern.within(Kinds::REGEX) && subject.within(PLAIN) {
            return Type::BOOLEAN;
        }
        self.unknown(id);
        Type::BOOLEAN
    }

    /// A test of the form `receiver.name(argument)` holds or fails.
    pub(super) fn assume_ruby(&mut self, receiver: ExprId, name: &str, argument: Option<ExprId>, truth: bool) {
        let constant = argument.map(|argument| self.kind(argument));
        match (name, constant) {
            ("nil?", None) => self.narrow(receiver, if truth { Kinds::NULL } else { !Kinds::NULL }, None),
            ("is_a?" | "kind_of?" | "instance_of?", Some(Kind::Const(crate::hir::Const::Global(class)))) => {
                self.assume_class(receiver, *class, truth);
            }
            ("===", Some(_)) => {
                if let (Kind::Const(crate::hir::Const::Global(class)), Some(argument)) = (self.kind(receiver), argument)
                {
                    self.assume_class(argument, *class, truth);
                }
            }
            ("==", Some(Kind::Const(constant))) => {
                let ty = self.constant(*constant);
                if ty.within(Kinds::NULL | Kinds::BOOLEAN) {
                    self.narrow(receiver, if truth { ty.kinds } else { !ty.kinds }, None);
                } else if truth && ty.within(Kinds::TEXT | Kinds::SYMBOL) {
                    // A text or symbol is equal to no value of another kind that JSON or a literal can make.
                    self.narrow(receiver, !Kinds::NULL, None);
                }
            }
            // A method that nil does not have was called.
            _ => {}
        }
    }

    /// `receiver.name(…)` of Ruby.
    pub(super) fn send(
        &mut self,
        id: ExprId,
        receiver: ExprId,
        name: TextId,
        args: &[Arg],
        block: Option<ExprId>,
    ) -> Type {
        let ty = self.expr(receiver);
        let passed = self.passed(args);
        if let Some(block) = block {
            self.expr(block);
        }
        if self.state.dead {
            return Type::NEVER;
        }
        let hir = self.hir;
        let name = hir.text(name).to_str();
        if let Known::Section(section) = ty.known
            && ty.within(Kinds::BUILTIN)
        {
            return self.send_section(id, section, &name, &passed, block);
        }
        let mut left = Kinds::NONE;
        for kind in ty.kinds.each() {
            if names::has(kind, &name) != Some(false) {
                left |= kind;
            }
        }
        if left != ty.kinds {
            self.throw(id);
        }
        if left.is_none() {
            return self.die(id);
        }
        if left != ty.kinds {
            self.narrow(receiver, left, None);
        }
        let mut left = ty.only(left);
        left.absent = ty.absent;
        let result = self.send_known(id, left, &name, &passed, block);
        // `break` of the block gives the value of the call.
        match self.broke.take() {
            Some((broken, state)) => {
                self.merge(&state);
                result.join(broken)
            }
            None => result,
        }
    }

    /// A function without a receiver.
    pub(super) fn kernel(&mut self, id: ExprId, name: TextId, args: &[Arg], block: Option<ExprId>) -> Type {
        let passed = self.passed(args);
        if let Some(block) = block {
            self.expr(block);
        }
        if self.state.dead {
            return Type::NEVER;
        }
        let hir = self.hir;
        let name = hir.text(name).to_str();
        match &*name {
            "require" if !passed.open && block.is_none() => Type::BOOLEAN,
            "raise" => self.die(id),
            _ => self.unknown(id),
        }
    }

    /// The binding that a Ruby expression reads, if it is a reader.
    pub(super) fn reader(&self, id: ExprId) -> Option<(usize, Type)> {
        let slot = self.slots.find(self.hir, self.schema, id)?;
        Some((slot, self.state.get(Place::Slot(slot))))
    }
}
