//! Calls of JavaScript's global functions, their methods, and `new`.

use super::super::analysis::Analysis;
use super::super::expr::Passed;
use super::super::kinds::Kinds;
use super::super::ty::{Known, Type};
use crate::hir::{Arg, ExprId};
use crate::value::Global;

impl Analysis<'_> {
    /// `Global(…)`.
    pub(in crate::types) fn call_global(&mut self, id: ExprId, global: Global, passed: &Passed) -> Type {
        if passed.open {
            return self.unknown(id);
        }
        let first = passed.get(0, Type::UNDEFINED);
        match global {
            Global::JsBoolean => {
                let falsy = first.meets(Kinds::FALSY);
                let truthy = !first.within(Kinds::FALSY);
                let mut kinds = Kinds::NONE;
                if falsy || passed.types.is_empty() {
                    kinds |= Kinds::FALSE;
                }
                if truthy {
                    kinds |= Kinds::TRUE;
                }
                Type::of(kinds)
            }
            Global::JsHasIntersection => Type::BOOLEAN,
            Global::JsString => {
                self.convert(id, first);
                Type::TEXT
            }
            Global::JsNumber => {
                self.convert(id, first);
                Type::NUMBER
            }
            Global::JsParseInt | Global::JsParseFloat => {
                self.convert(id, first);
                self.convert(id, passed.get(1, Type::UNDEFINED));
                Type::NUMBER
            }
            Global::JsIsNaN | Global::JsIsFinite => {
                self.convert(id, first);
                Type::BOOLEAN
            }
            _ => self.unknown(id),
        }
    }

    /// `Global.name(…)`.
    pub(in crate::types) fn call_static(&mut self, id: ExprId, global: Global, name: &str, passed: &Passed) -> Type {
        if passed.open {
            return self.unknown(id);
        }
        let first = passed.get(0, Type::UNDEFINED);
        match (global, name) {
            (Global::JsArray, "isArray") => {
                let mut kinds = Kinds::NONE;
                if first.meets(Kinds::LIST) {
                    kinds |= Kinds::TRUE;
                }
                if !first.within(Kinds::LIST) {
                    kinds |= Kinds::FALSE;
                }
                Type::of(kinds)
            }
            (Global::JsDate, "now") => Type::NUMBER,
            (Global::JsNumber, "isInteger" | "isNaN" | "isFinite" | "isSafeInteger") => Type::BOOLEAN,
            (Global::JsMath, "abs" | "floor" | "ceil" | "round" | "trunc" | "sign" | "sqrt" | "max" | "min") => {
                for &ty in &passed.types {
                    self.convert(id, ty);
                }
                Type::NUMBER
            }
            (Global::JsObject, "keys") if first.within(Kinds::MAP) => {
                let list = Type::list(Kinds::TEXTS);
                self.items(list)
            }
            (Global::JsObject, "values") if first.within(Kinds::MAP) => {
                let list = Type::list(first.items.without(Kinds::EMPTY));
                self.items(list)
            }
            _ => self.unknown(id),
        }
    }

    /// `new callee(…)`.
    pub(in crate::types) fn construct(&mut self, id: ExprId, callee: ExprId, args: &[Arg]) -> Type {
        let ty = self.expr(callee);
        let passed = self.passed(args);
        if self.state.dead {
            return Type::NEVER;
        }
        let simple = |kinds: Kinds| !passed.open && passed.types.iter().all(|ty| ty.within(kinds));
        match ty.known {
            Known::Global(Global::JsDate) if simple(Kinds::PRIMITIVE) => {
                // Texts that are no ISO form may be refused.
                if !simple(Kinds::PRIMITIVE.without(Kinds::TEXTS)) {
                    self.fault(id);
                }
                Type::of(Kinds::TIME)
            }
            Known::Global(Global::JsDate) if simple(Kinds::PRIMITIVE | Kinds::TIME) => {
                self.fault(id);
                Type::of(Kinds::TIME)
            }
            Known::Global(Global::JsError | Global::JsTypeError | Global::JsRangeError) if simple(Kinds::PRIMITIVE) => {
                Type::of(Kinds::ERROR)
            }
            _ => self.unknown(id),
        }
    }
}
