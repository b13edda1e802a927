//! What JavaScript's operators give (ECMA-262 13.5 to 13.15).

use super::super::analysis::Analysis;
use super::super::kinds::Kinds;
use super::super::ty::{Known, Type};
use crate::hir::ExprId;
use crate::op::Op;
use crate::value::Global;

/// A boolean of which one value may be impossible.
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

/// Swaps `true` and `false`.
fn negated(ty: Type) -> Type {
    boolean(ty.meets(Kinds::FALSE), ty.meets(Kinds::TRUE))
}

impl Analysis<'_> {
    pub(in crate::types) fn javascript_operator(
        &mut self,
        id: ExprId,
        op: Op,
        operands: &[ExprId],
        types: &[Type],
    ) -> Type {
        let a = types.first().copied().unwrap_or(Type::UNDEFINED);
        let b = types.get(1).copied().unwrap_or(Type::UNDEFINED);
        match op {
            Op::IsEmpty => boolean(a.meets(Kinds::EMPTY), !a.within(Kinds::EMPTY)),
            Op::JsIsUndefined => boolean(a.meets(Kinds::UNDEFINED), !a.within(Kinds::UNDEFINED)),
            Op::JsIsNullish => boolean(a.meets(Kinds::NULLISH), !a.within(Kinds::NULLISH)),
            Op::JsTypeof => Type::of(Kinds::TEXT),
            Op::JsStrictEq => strictly_equal(a, b),
            Op::JsStrictNe => negated(strictly_equal(a, b)),
            Op::JsEq | Op::JsNe => {
                let equal = self.loosely_equal(id, a, b);
                if op == Op::JsEq { equal } else { negated(equal) }
            }
            Op::JsLt | Op::JsLe | Op::JsGt | Op::JsGe => {
                // The number of a time is its own.
                self.convert(id, a.without(Kinds::TIME));
                self.convert(id, b.without(Kinds::TIME));
                Type::BOOLEAN
            }
            Op::JsToNumber | Op::JsToNumeric | Op::JsNeg | Op::JsBitNot => {
                self.convert(id, a.without(Kinds::TIME));
                Type::NUMBER
            }
            Op::JsSub
            | Op::JsMul
            | Op::JsDiv
            | Op::JsMod
            | Op::JsPow
            | Op::JsBitAnd
            | Op::JsBitOr
            | Op::JsBitXor
            | Op::JsShl
            | Op::JsShr
            | Op::JsUShr => {
                self.convert(id, a.without(Kinds::TIME));
                self.convert(id, b.without(Kinds::TIME));
                Type::NUMBER
            }
            Op::JsToString => {
                self.convert(id, a);
                Type::TEXT
            }
            Op::JsToPropertyKey => {
                self.convert(id, a);
                Type::of(Kinds::TEXTS | Kinds::NUMBERS)
            }
            Op::JsAdd => {
                self.convert(id, a);
                self.convert(id, b);
                let plain = Kinds::NUMBERS | Kinds::BOOLEAN | Kinds::NULLISH;
                if a.within(plain) && b.within(plain) {
                    Type::NUMBER
                } else if a.within(Kinds::TEXTS | Kinds::LIST) || b.within(Kinds::TEXTS | Kinds::LIST) {
                    Type::TEXT
                } else {
                    Type::of(Kinds::TEXTS | Kinds::NUMBERS)
                }
            }
            Op::JsInstanceOf => self.instance_of(id, a, b),
            Op::JsRequireObject => {
                if a.meets(Kinds::NULLISH | Kinds::EMPTY) {
                    self.throw(id);
                }
                let ty = a.without(Kinds::NULLISH | Kinds::EMPTY);
                if ty.is_never() { self.die(id) } else { ty }
            }
            Op::JsGetIndex => self.get_index(id, operands, a, b),
            Op::JsIterator if a.within(Kinds::LIST | Kinds::TEXTS) => {
                let items = if a.within(Kinds::LIST) { a.items } else { Kinds::ALL };
                Type {
                    items: items
                        | if items.meets(Kinds::EMPTY) {
                            Kinds::UNDEFINED
                        } else {
                            Kinds::NONE
                        },
                    // An iterator is marked as a set: it is no kind that a rule can name.
                    ..Type::of(Kinds::OTHER)
                }
            }
            Op::JsIteratorNext if a.within(Kinds::OTHER) && !a.items.is_none() => {
                Type::of(a.items.without(Kinds::EMPTY) | Kinds::EMPTY)
            }
            Op::JsIteratorNext => {
                self.unknown(id);
                Type::ALL
            }
            _ => {
                self.unknown(id);
                Type::ALL
            }
        }
    }

    fn loosely_equal(&mut self, id: ExprId, a: Type, b: Type) -> Type {
        let present = !Kinds::NULLISH;
        let both = Kinds::NULLISH;
        if a.within(both) || b.within(both) {
            let other = if a.within(both) { b } else { a };
            return boolean(other.meets(both | Kinds::EMPTY), !other.within(both));
        }
        let a_present = a.only(present);
        let b_present = b.only(present);
        let objects = !Kinds::PRIMITIVE;
        if (a_present.meets(objects) && b_present.meets(Kinds::PRIMITIVE))
            || (b_present.meets(objects) && a_present.meets(Kinds::PRIMITIVE))
        {
            self.convert(id, a_present);
            self.convert(id, b_present);
        }
        if (a.within(Kinds::BOOLEAN) && self.is_no_number(b)) || (b.within(Kinds::BOOLEAN) && self.is_no_number(a)) {
            return Type::of(Kinds::FALSE);
        }
        let truth = Kinds::BOOLEAN | Kinds::NUMBERS | Kinds::TEXTS;
        let nullish = a.meets(both | Kinds::EMPTY) && b.meets(both | Kinds::EMPTY);
        let primitive = a.meets(truth) && b.meets(truth);
        let object = (a.meets(objects) && !b.within(both | Kinds::EMPTY))
            || (b.meets(objects) && !a.within(both | Kinds::EMPTY));
        boolean(nullish || primitive || object, true)
    }

    /// Whether a value is a known text that no number is equal to: as a number it is NaN.
    fn is_no_number(&self, ty: Type) -> bool {
        let Known::Text(text) = ty.known else { return false };
        let text = self.hir.text(text).to_str();
        ty.within(Kinds::TEXT) && text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.trim() != "Infinity"
    }

    fn instance_of(&mut self, id: ExprId, value: Type, target: Type) -> Type {
        let Known::Global(global) = target.known else {
            self.unknown(id);
            return Type::BOOLEAN;
        };
        let exactly = |kinds: Kinds| boolean(value.meets(kinds), !value.within(kinds));
        match global {
            Global::JsArray => exactly(Kinds::LIST),
            Global::JsDate => exactly(Kinds::TIME),
            Global::JsRegExp => exactly(Kinds::REGEX),
            // Primitive values are instances of nothing.
            Global::JsObject | Global::JsFunction | Global::JsError | Global::JsString | Global::JsNumber => {
                boolean(!value.within(Kinds::PRIMITIVE | Kinds::EMPTY), true)
            }
            _ => {
                self.unknown(id);
                Type::BOOLEAN
            }
        }
    }

    fn get_index(&mut self, id: ExprId, operands: &[ExprId], object: Type, key: Type) -> Type {
        if object.meets(Kinds::NULLISH | Kinds::EMPTY) {
            self.throw(id);
            let left = object.without(Kinds::NULLISH | Kinds::EMPTY);
            if left.is_never() {
                return self.die(id);
            }
            if let [first, second] = operands
                && matches!(self.kind(*second), crate::hir::Kind::Const(_))
            {
                self.narrow(*first, !Kinds::NULLISH, None);
            }
        }
        let object = object.without(Kinds::NULLISH | Kinds::EMPTY);
        self.convert(id, key);
        if key.within(Kinds::NUMBERS) && object.within(Kinds::LIST | Kinds::TEXTS) {
            let mut kinds = Kinds::UNDEFINED | object.items.without(Kinds::EMPTY);
            if object.meets(Kinds::TEXTS) {
                kinds |= Kinds::TEXT;
            }
            return Type::of(kinds);
        }
        if let Known::Text(name) = key.known
            && key.within(Kinds::TEXT)
            && object.within(Kinds::MAP)
            && !super::names::is_of_every_object(&self.hir.text(name).to_str())
        {
            return Type::of(object.items.without(Kinds::EMPTY) | Kinds::UNDEFINED);
        }
        self.fault(id);
        Type::ANY
    }
}

/// `===`: values of different kinds are never equal.
fn strictly_equal(a: Type, b: Type) -> Type {
    let number = |ty: Type| ty.meets(Kinds::NUMBERS);
    let marker = Kinds::EMPTY | Kinds::UNDEFINED;
    let shared = a.kinds & b.kinds;
    let can_hold = !shared.is_none() || (number(a) && number(b)) || (a.meets(marker) && b.meets(marker));
    let same = a.is_single() && b.is_single() && a.kinds == b.kinds && a.known == b.known;
    let differ = a.is_single() && b.is_single() && a.kinds == b.kinds && a.known != b.known;
    let exact = same && (a.within(Kinds::NULLISH | Kinds::BOOLEAN | Kinds::BLANK | Kinds::TEXT) || is_number(a));
    boolean(can_hold && !differ, !exact)
}

fn is_number(ty: Type) -> bool {
    ty.within(Kinds::NUMBER) && matches!(ty.known, Known::Number(_))
}
