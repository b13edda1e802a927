//! What JavaScript's operators and built-ins give and when they throw.

mod globals;
pub(super) mod methods;
pub(super) mod names;
mod operators;

use super::analysis::Analysis;
use super::expr::Passed;
use super::kinds::Kinds;
use super::ty::{Known, Type};
use crate::hir::{Arg, ExprId, TextId};
use crate::value::Section;

use methods::{Given, Method};

/// Objects whose text and number are those of the built-in prototypes, if no rule writes properties.
const PLAIN_OBJECTS: Kinds = Kinds::LIST;

impl Analysis<'_> {
    /// A value is converted to a text or number: objects of the rule can answer with functions of the rule.
    pub(super) fn convert(&mut self, at: ExprId, ty: Type) {
        let quiet = if self.writes_properties {
            Kinds::PRIMITIVE
        } else {
            Kinds::PRIMITIVE | PLAIN_OBJECTS
        };
        let items = ty.items.within(Kinds::PRIMITIVE | Kinds::EMPTY);
        if ty.within(quiet | Kinds::EMPTY) && (items || !ty.meets(Kinds::LIST)) {
            return;
        }
        self.unknown(at);
    }

    /// A value is converted to a property key.
    pub(super) fn property_key(&mut self, at: ExprId, ty: Type) {
        self.convert(at, ty);
    }

    /// Null and undefined throw where a property of them is read: what is left of the type.
    fn present(&mut self, id: ExprId, object: ExprId, ty: Type) -> Type {
        if !ty.meets(Kinds::NULLISH | Kinds::EMPTY) {
            return ty;
        }
        self.throw(id);
        let ty = ty.without(Kinds::NULLISH | Kinds::EMPTY);
        if ty.is_never() {
            self.die(id);
            return ty;
        }
        self.narrow(object, !Kinds::NULLISH, None);
        ty
    }

    /// `object.name`.
    pub(super) fn member(&mut self, id: ExprId, object: ExprId, ty: Type, name: TextId) -> Type {
        let ty = self.present(id, object, ty);
        if self.state.dead {
            return Type::NEVER;
        }
        let hir = self.hir;
        let name = hir.text(name).to_str();
        if name == "length" && ty.within(Kinds::LIST | Kinds::TEXTS) {
            return Type::NUMBER;
        }
        let mut result = Type::NEVER;
        for kind in ty.kinds.each() {
            result = result.join(self.member_of(id, ty.only(kind), &name));
        }
        result
    }

    fn member_of(&mut self, id: ExprId, ty: Type, name: &str) -> Type {
        if name == "length" && ty.within(Kinds::LIST | Kinds::TEXTS) {
            return Type::NUMBER;
        }
        if ty.within(Kinds::MAP) && !names::is_of_every_object(name) {
            // Own properties, or none.
            return Type::of(ty.items.without(Kinds::EMPTY) | Kinds::UNDEFINED);
        }
        if methods::find(ty.kinds, name).is_some() {
            return Type::of(Kinds::BUILTIN);
        }
        match names::has(ty.kinds, name) {
            // The real prototypes have it; it may be one that faults.
            Some(true) | None => {
                self.fault(id);
                Type::ANY
            }
            Some(false) if ty.within(Kinds::PRIMITIVE) => Type::UNDEFINED,
            // Matches are lists with further properties.
            Some(false) => Type::of(Kinds::ANY),
        }
    }

    /// `receiver.name(…)`.
    pub(super) fn call_member(&mut self, id: ExprId, receiver: ExprId, name: TextId, args: &[Arg]) -> Type {
        let ty = self.expr(receiver);
        let ty = self.present(id, receiver, ty);
        let passed = self.passed(args);
        if self.state.dead {
            return Type::NEVER;
        }
        let hir = self.hir;
        let name = hir.text(name).to_str();
        if ty.within(Kinds::BUILTIN) {
            return match ty.known {
                Known::Global(global) => self.call_static(id, global, &name, &passed),
                _ => self.unknown(id),
            };
        }
        // A callback is walked once for all kinds of the receiver: it gets what any of them would pass.
        let mut result = Type::NEVER;
        let mut throws = false;
        let mut left = Kinds::NONE;
        for kind in ty.kinds.each() {
            if result_of_missing(self, kind, &name) {
                throws = true;
                continue;
            }
            left |= kind;
        }
        if throws {
            self.throw(id);
        }
        if left.is_none() {
            return self.die(id);
        }
        let left = ty.only(left);
        if throws {
            self.narrow(receiver, left.kinds, None);
        }
        let mut unknown = false;
        let mut seen: Option<&Method> = None;
        for kind in left.kinds.each() {
            match methods::find(kind, &name) {
                Some(method) if !self.writes_properties || kind.within(Kinds::PRIMITIVE) => {
                    // Two kinds share a table, such as the two of text.
                    if !seen.is_some_and(|seen| std::ptr::eq(seen, method)) {
                        result = result.join(self.call_method(id, left.only(kind_group(kind)), method, &passed));
                    }
                    seen = Some(method);
                }
                _ => unknown = true,
            }
        }
        if unknown {
            result = result.join(self.unknown(id));
        }
        result
    }

    /// `section(…)` with a key that is not a constant, or with a default.
    pub(super) fn call_section(&mut self, id: ExprId, section: Section, passed: &Passed) -> Type {
        if passed.open {
            return self.unknown(id);
        }
        let key = passed.get(0, Type::UNDEFINED);
        self.convert(id, key);
        let default = passed.get(1, Type::UNDEFINED);
        let found = match key.known {
            Known::Text(text) if key.within(Kinds::TEXT) => {
                let binding = self.schema.binding(section, &self.hir.text(text).to_str());
                let ty = super::slots::type_of(binding.shape, self.hir.dialect);
                self.items(ty)
            }
            _ => super::slots::type_of(crate::schema::Shape::ANY, self.hir.dialect),
        };
        if !found.meets(Kinds::UNDEFINED) {
            return found;
        }
        let mut given = found.without(Kinds::UNDEFINED).join(default);
        if given.meets(Kinds::NULLISH) && found.meets(Kinds::NULL) && self.schema.is_typed() {
            given.absent = given.absent.or(Some(id));
        }
        given
    }

    /// Calls a method that the tables know.
    fn call_method(&mut self, id: ExprId, ty: Type, method: &Method, passed: &Passed) -> Type {
        if passed.open {
            return self.unknown(id);
        }
        let element = Type::of(if ty.meets(Kinds::TEXTS) {
            Kinds::TEXT
        } else if ty.items.meets(Kinds::EMPTY) {
            ty.items.without(Kinds::EMPTY) | Kinds::UNDEFINED
        } else {
            ty.items
        });
        for (at, given) in method.takes.iter().enumerate() {
            let argument = passed.get(at, Type::UNDEFINED);
            match given {
                Given::Any => {}
                Given::Value => self.convert(id, argument),
                // A text is made a pattern, which may be wrong; a pattern is used as it is.
                Given::Pattern => {
                    if !argument.within(Kinds::REGEX) {
                        self.unknown(id);
                    }
                }
                // Like a value, but a regular expression throws.
                Given::NoRegex => self.convert(id, argument),
                Given::TextOrRegex => {
                    if !argument.within(Kinds::PRIMITIVE | Kinds::REGEX) {
                        self.convert(id, argument.without(Kinds::REGEX));
                    }
                }
                Given::Callback => {
                    let Some(&callback) = passed.exprs.get(at) else {
                        return self.die(id);
                    };
                    if !argument.meets(Kinds::CALLABLE | Kinds::OTHER) {
                        return self.die(id);
                    }
                    if !argument.within(Kinds::FUNCTION) {
                        return self.unknown(id);
                    }
                    let given = self.callback(id, callback, &[element, Type::NUMBER, ty]);
                    if method.name == "map" {
                        return self.items(Type::list(given.kinds.without(Kinds::EMPTY)));
                    }
                }
            }
        }
        for at in method.takes.len()..passed.types.len() {
            // Further arguments are converted by methods that take them, which the tables leave out.
            let argument = passed.types[at];
            if method.strict {
                self.convert(id, argument);
            }
        }
        if method.joins {
            self.convert(id, ty);
        }
        if method.faults {
            self.fault(id);
        }
        let mut result = match method.gives {
            methods::Gives::Kinds(kinds) => Type::of(kinds),
            methods::Gives::Texts => Type::list(Kinds::TEXTS),
            methods::Gives::Same => Type::list(ty.items),
            methods::Gives::Element => Type::of(element.kinds | Kinds::UNDEFINED),
            methods::Gives::Matches => Type {
                items: Kinds::TEXTS | Kinds::UNDEFINED,
                ..Type::of(Kinds::LIST | Kinds::NULL)
            },
        };
        result = self.items(result);
        result
    }
}

/// The kinds whose methods are the same.
fn kind_group(kind: Kinds) -> Kinds {
    for group in [Kinds::TEXTS, Kinds::NUMBERS, Kinds::BOOLEAN] {
        if group.has(kind) {
            return group;
        }
    }
    kind
}

/// Whether a value of this kind surely has no method of this name.
fn result_of_missing(analysis: &Analysis<'_>, kind: Kinds, name: &str) -> bool {
    let writable = !kind.within(Kinds::PRIMITIVE);
    !(writable && analysis.writes_properties) && names::has(kind, name) == Some(false)
}
