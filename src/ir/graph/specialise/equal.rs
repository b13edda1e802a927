//! Tests: truth, equality and order of symbolic values, as conditions. None means that it is left to the general code.

use super::state::Sym;
use super::step::flag;
use super::{Cond, Specialiser};
use crate::hir::{Const, TextId};
use crate::ir::graph::{Act, At, Equality, Kind, Kinds, Pred, Relation, SubjectId};
use crate::op::Op;
use crate::source::Dialect;
use crate::value::Global;

impl Specialiser<'_> {
    /// A question about a subject; elements of searches are always texts.
    pub(super) fn ask(&self, subject: SubjectId, pred: Pred, kinds: Kinds) -> Cond {
        if !self.is_element(subject) {
            return Cond::test(subject, pred, kinds);
        }
        match kinds.of(Kind::Text) {
            Act::Yes => Cond::end(At::YES),
            Act::No => Cond::end(At::NO),
            Act::Leave => Cond::end(At::Leave),
            Act::Test => Cond::test(subject, pred, Kinds::all(Act::Leave).with(&[Kind::Text], Act::Test)),
        }
    }

    /// Whether a value is true in the sense of the language.
    pub(super) fn truth(&mut self, value: &Sym) -> Option<Cond> {
        let ruby = self.ir.dialect == Dialect::Ruby;
        match value {
            Sym::Const(exact) => Some(Cond::end(flag(self.evaluate.truth(self.ir, self.ir.dialect, exact.0)))),
            Sym::Subject(subject) => {
                let kinds = Kinds::all(Act::Yes)
                    .with(&[Kind::Absent, Kind::Null], Act::No)
                    .with(&[Kind::Bool], Act::Test);
                let kinds = if ruby {
                    kinds
                } else {
                    kinds.with(&[Kind::Text, Kind::Number], Act::Test)
                };
                Some(self.ask(*subject, Pred::Truth, kinds))
            }
            Sym::List(_)
            | Sym::Closure(..)
            | Sym::Filled
            | Sym::Positive
            | Sym::Net(_)
            | Sym::Date(_)
            | Sym::Time(_)
            | Sym::Range(..)
            | Sym::Regex(..) => Some(Cond::end(At::YES)),
            Sym::First(list) if ruby => Some(self.filled(*list)),
            Sym::Number(calc) if !ruby => self.truth_of_number(*calc),
            Sym::Found | Sym::Position | Sym::Number(_) if ruby => Some(Cond::end(At::YES)),
            Sym::Length(subject) if !ruby => Some(self.filled(*subject)),
            _ => None,
        }
    }

    /// Whether a value is null or undefined.
    pub(super) fn nullish(&self, value: &Sym) -> Option<Cond> {
        match value {
            Sym::Const(exact) => Some(Cond::end(flag(matches!(exact.0, Const::Nil | Const::Undefined)))),
            Sym::Subject(subject) => {
                let kinds = Kinds::all(Act::No).with(&[Kind::Absent, Kind::Null], Act::Yes);
                Some(self.ask(*subject, Pred::Kind, kinds))
            }
            Sym::First(list) => Some(self.filled(*list).not()),
            Sym::Unknown | Sym::Method(..) => None,
            _ => Some(Cond::end(At::NO)),
        }
    }

    /// Whether a list of texts has an element.
    pub(super) fn filled(&self, list: SubjectId) -> Cond {
        self.ask(list, Pred::Truth, Kinds::all(Act::Leave).with(&[Kind::List], Act::Test))
    }

    /// An operator that gives a flag.
    pub(super) fn test(&mut self, op: Op, operands: &[Sym]) -> Option<Cond> {
        let constants: Option<Vec<Const>> = operands.iter().map(Sym::as_const).collect();
        if let Some(constants) = constants
            && let Some(Const::Bool(holds)) = self.evaluate.operate(self.ir, op, &constants)
        {
            return Some(Cond::end(flag(holds)));
        }
        match (op, operands) {
            (Op::JsNot | Op::RbNot, [value]) => self.truth(value).map(|cond| cond.not()),
            (Op::JsIsNullish, [value]) => self.nullish(value),
            (Op::JsIsUndefined, [value]) => self.equal(value, &Sym::constant(Const::Undefined), Equality::Strict),
            (Op::IsEmpty, [value]) if !matches!(value, Sym::Unknown) => {
                Some(Cond::end(flag(matches!(value.as_const(), Some(Const::Empty)))))
            }
            (Op::JsStrictEq, [a, b]) => self.equal(a, b, Equality::Strict),
            (Op::JsStrictNe, [a, b]) => self.equal(a, b, Equality::Strict).map(|cond| cond.not()),
            (Op::JsEq, [a, b]) => self.equal(a, b, Equality::Loose),
            (Op::JsNe, [a, b]) => self.equal(a, b, Equality::Loose).map(|cond| cond.not()),
            (Op::JsLt, [a, b]) => self.order(a, b, Relation::Less),
            (Op::JsLe, [a, b]) => self.order(a, b, Relation::AtMost),
            (Op::JsGt, [a, b]) => self.order(a, b, Relation::Greater),
            (Op::JsGe, [a, b]) => self.order(a, b, Relation::AtLeast),
            (Op::JsInstanceOf, [value, class]) => {
                if !matches!(class.as_const(), Some(Const::Global(Global::JsArray))) {
                    return None;
                }
                match value {
                    Sym::Subject(subject) => {
                        let kinds = Kinds::all(Act::No).with(&[Kind::List, Kind::Mixed], Act::Yes);
                        Some(self.ask(*subject, Pred::Kind, kinds))
                    }
                    Sym::List(_) | Sym::Filled => Some(Cond::end(At::YES)),
                    Sym::Const(_) | Sym::Found | Sym::Position => Some(Cond::end(At::NO)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Whether two values are equal.
    pub(super) fn equal(&mut self, a: &Sym, b: &Sym, equality: Equality) -> Option<Cond> {
        match (a, b) {
            (Sym::Subject(a), Sym::Subject(b)) if a == b => None,
            (Sym::Subject(a), Sym::Subject(b)) => {
                // Of two elements the inner search's is asked.
                let (a, b) = if self.is_element(*b) { (b, a) } else { (a, b) };
                Some(self.ask(*a, Pred::Same(*b, equality), Kinds::all(Act::Test)))
            }
            (Sym::Subject(subject), Sym::Const(exact)) | (Sym::Const(exact), Sym::Subject(subject)) => {
                self.equals_constant(*subject, exact.0, equality)
            }
            (Sym::Const(a), Sym::Const(b)) if self.ir.dialect == Dialect::Ruby => match (a.0, b.0) {
                (Const::Str(a), Const::Str(b)) => Some(Cond::end(flag(a == b))),
                (Const::Nil, Const::Nil) => Some(Cond::end(At::YES)),
                (Const::Bool(a), Const::Bool(b)) => Some(Cond::end(flag(a == b))),
                (Const::Str(_), Const::Nil | Const::Bool(_)) | (Const::Nil | Const::Bool(_), Const::Str(_)) => {
                    Some(Cond::end(At::NO))
                }
                _ => None,
            },
            (Sym::Const(a), Sym::Const(b)) => {
                // NaN is found by `includes` and not by `indexOf`.
                let nan = |constant| matches!(constant, Const::Float(number) if number.is_nan());
                if nan(a.0) || nan(b.0) || equality == Equality::Loose {
                    return None;
                }
                match self.evaluate.operate(self.ir, Op::JsStrictEq, &[a.0, b.0]) {
                    Some(Const::Bool(holds)) => Some(Cond::end(flag(holds))),
                    _ => None,
                }
            }
            (Sym::First(list), Sym::Const(exact)) | (Sym::Const(exact), Sym::First(list)) => {
                self.first_equals(*list, exact.0, equality)
            }
            // What a search found is a text, a list is no constant.
            (Sym::Found | Sym::List(_) | Sym::Filled | Sym::Number(_) | Sym::Date(_), Sym::Const(exact))
            | (Sym::Const(exact), Sym::Found | Sym::List(_) | Sym::Filled | Sym::Number(_) | Sym::Date(_)) => {
                match exact.0 {
                    Const::Undefined | Const::Nil => Some(Cond::end(At::NO)),
                    _ => self.equal_numbers(a, b),
                }
            }
            (Sym::Number(_), Sym::Number(_)) => self.equal_numbers(a, b),
            (Sym::Length(list), Sym::Const(exact)) | (Sym::Const(exact), Sym::Length(list)) => match exact.0 {
                Const::Float(0.0) => Some(self.filled(*list).not()),
                _ => None,
            },
            (Sym::Position | Sym::Positive, Sym::Const(exact)) | (Sym::Const(exact), Sym::Position | Sym::Positive) => {
                let positive = matches!(a, Sym::Positive) || matches!(b, Sym::Positive);
                match exact.0 {
                    Const::Float(number) if number < 0.0 || (positive && number < 1.0) => Some(Cond::end(At::NO)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Whether the first element of a list of texts equals a constant.
    fn first_equals(&mut self, list: SubjectId, constant: Const, equality: Equality) -> Option<Cond> {
        match constant {
            Const::Str(text) => {
                self.text(text)?;
                let kinds = Kinds::all(Act::Leave).with(&[Kind::List], Act::Test);
                Some(self.ask(list, Pred::First(vec![text]), kinds))
            }
            Const::Nil if equality == Equality::Strict => Some(Cond::end(At::NO)),
            Const::Nil | Const::Undefined => Some(self.filled(list).not()),
            _ => None,
        }
    }

    fn equals_constant(&self, subject: SubjectId, constant: Const, equality: Equality) -> Option<Cond> {
        let empty = [Kind::Absent, Kind::Null];
        // Which kinds are neither equal nor converted.
        let other = match equality {
            Equality::Strict | Equality::Ruby => Kinds::all(Act::No),
            Equality::Loose => Kinds::all(Act::Leave).with(&empty, Act::No),
        };
        let (pred, kinds, sense) = match constant {
            Const::Str(text) => {
                self.text(text)?;
                (Pred::Has(vec![text]), other.with(&[Kind::Text], Act::Test), true)
            }
            Const::Bool(sense) => (Pred::Truth, other.with(&[Kind::Bool], Act::Test), sense),
            Const::Undefined if equality == Equality::Strict => {
                (Pred::Kind, Kinds::all(Act::No).with(&[Kind::Absent], Act::Yes), true)
            }
            Const::Nil if equality == Equality::Strict => {
                (Pred::Kind, Kinds::all(Act::No).with(&[Kind::Null], Act::Yes), true)
            }
            Const::Undefined | Const::Nil => (Pred::Kind, Kinds::all(Act::No).with(&empty, Act::Yes), true),
            Const::Float(number) if equality != Equality::Ruby && !number.is_nan() => (
                Pred::Order(Relation::Equal, number.to_bits()),
                other.with(&[Kind::Number], Act::Test),
                true,
            ),
            _ => return None,
        };
        if sense {
            return Some(self.ask(subject, pred, kinds));
        }
        // Equal to false: a flag that is not true.
        let flag = self.ask(
            subject,
            Pred::Truth,
            Kinds::all(Act::Leave).with(&[Kind::Bool], Act::Test),
        );
        let kinds = Kinds::all(Act::Yes);
        let kinds = Kind::ALL.into_iter().fold(kinds, |kinds, kind| {
            let act = match other.of(kind) {
                _ if kind == Kind::Bool => Act::Yes,
                act => act,
            };
            kinds.with(&[kind], act)
        });
        Some(self.ask(subject, Pred::Kind, kinds).and(&flag.not()))
    }

    /// How two numbers compare.
    pub(super) fn order(&mut self, a: &Sym, b: &Sym, relation: Relation) -> Option<Cond> {
        let swapped = match relation {
            Relation::Less => Relation::Greater,
            Relation::AtMost => Relation::AtLeast,
            Relation::Greater => Relation::Less,
            Relation::AtLeast => Relation::AtMost,
            Relation::Equal => Relation::Equal,
        };
        match (a, b) {
            (Sym::Const(_), Sym::Const(_)) => None,
            (Sym::Const(_), _) => self.order(b, a, swapped),
            (Sym::Number(_) | Sym::Date(_), _) => self.order_of_numbers(a, b, relation),
            (Sym::Index(level), Sym::Length(list)) => {
                let own = self.searched.get(usize::from(*level)) == Some(list);
                (own && relation == Relation::Less).then(|| Cond::end(At::YES))
            }
            (Sym::Length(_), Sym::Index(_) | Sym::LastIndex(_)) => self.order(b, a, swapped),
            (Sym::LastIndex(last), Sym::Length(list)) => {
                (last == list && relation == Relation::Less).then(|| Cond::end(At::NO))
            }
            (_, Sym::Const(exact)) => {
                let Const::Float(number) = exact.0 else { return None };
                match (a, relation) {
                    (Sym::Subject(subject), _) => {
                        let kinds = Kinds::all(Act::Leave).with(&[Kind::Number], Act::Test);
                        let pred = Pred::Order(relation, number.to_bits());
                        // Undefined becomes NaN, which compares with nothing.
                        Some(self.ask(*subject, pred, kinds.with(&[Kind::Absent], Act::No)))
                    }
                    (Sym::Length(list), Relation::Greater) if number == 0.0 => Some(self.filled(*list)),
                    (Sym::Length(list), Relation::AtLeast) if number == 1.0 => Some(self.filled(*list)),
                    (Sym::Length(list), Relation::Less) if number == 1.0 => Some(self.filled(*list).not()),
                    (Sym::Length(list), Relation::AtMost) if number == 0.0 => Some(self.filled(*list).not()),
                    (Sym::Position, Relation::Greater) if number < 0.0 => Some(Cond::end(At::YES)),
                    (Sym::Position, Relation::AtLeast) if number <= 0.0 => Some(Cond::end(At::YES)),
                    (Sym::Position, Relation::Less) if number <= 0.0 => Some(Cond::end(At::NO)),
                    (Sym::Position, Relation::AtMost) if number < 0.0 => Some(Cond::end(At::NO)),
                    (Sym::Positive, Relation::Greater) if number < 1.0 => Some(Cond::end(At::YES)),
                    (Sym::Positive, Relation::AtLeast) if number <= 1.0 => Some(Cond::end(At::YES)),
                    (Sym::Positive, Relation::Less) if number <= 1.0 => Some(Cond::end(At::NO)),
                    (Sym::Positive, Relation::AtMost) if number < 1.0 => Some(Cond::end(At::NO)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Whether a value is one of the items, by the equality of the language's search.
    pub(super) fn among(&mut self, value: &Sym, items: &[Sym]) -> Option<Cond> {
        let equality = match self.ir.dialect {
            Dialect::JavaScript => Equality::Strict,
            Dialect::Ruby => Equality::Ruby,
        };
        if let (Sym::Subject(subject), Some(texts)) = (value, self.texts(items)) {
            let kinds = Kinds::all(Act::No).with(&[Kind::Text], Act::Test);
            return Some(self.ask(*subject, Pred::Has(texts), kinds));
        }
        let mut found = Cond::end(At::NO);
        // From the last to the first, so that the chain is built once.
        for item in items.iter().rev() {
            // `includes` finds NaN, which a computed number may be.
            if equality == Equality::Strict && matches!((item, value), (Sym::Number(_), Sym::Number(_))) {
                return None;
            }
            found = self.equal(item, value, equality)?.or(&found);
        }
        Some(found)
    }

    /// Whether a bound list has a value: by `includes`, `indexOf`, `include?`.
    pub(super) fn contains(&mut self, list: SubjectId, value: &Sym) -> Option<Cond> {
        if self.is_element(list) {
            return None;
        }
        let texts = [Kind::List, Kind::Mixed];
        match value {
            Sym::Const(exact) => match exact.0 {
                Const::Str(text) => {
                    self.text(text)?;
                    let kinds = Kinds::all(Act::Leave).with(&texts, Act::Test);
                    Some(self.ask(list, Pred::Has(vec![text]), kinds))
                }
                Const::Nil | Const::Undefined | Const::Bool(_) | Const::Float(_) => {
                    // A list of texts has nothing else.
                    let kinds = Kinds::all(Act::Leave).with(&[Kind::List], Act::No);
                    Some(self.ask(list, Pred::Kind, kinds))
                }
                _ => None,
            },
            Sym::Subject(value) => {
                let listed = Kinds::all(Act::Leave).with(&[Kind::List], Act::Yes);
                let kinds = Kinds::all(Act::No).with(&[Kind::Text], Act::Test);
                Some(self.ask(*value, Pred::Meets(list, listed), kinds))
            }
            _ => None,
        }
    }

    /// The texts of a known list, where it has nothing else.
    pub(super) fn texts(&self, items: &[Sym]) -> Option<Vec<TextId>> {
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            let text = item.as_text()?;
            self.text(text)?;
            texts.push(text);
        }
        texts.sort_unstable();
        texts.dedup();
        Some(texts)
    }
}
