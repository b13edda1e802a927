//! Destructuring (ECMA-262 8.6.2, 13.15.5): arrays through their iterator, objects by their keys.

use super::Lowering;
use super::assign::Place;
use crate::hir::{Arg, Const, ExprId, Kind, VarId};
use crate::op::Op;
use crate::source::Span;
use crate::syntax::ast::{self, NodeId};

impl Lowering<'_> {
    /// Gives a declared `let`, `const`, parameter or `catch` target its first value.
    pub(super) fn initialise(&mut self, target: NodeId, value: ExprId, code: &mut Vec<ExprId>) {
        self.destructure(target, value, true, code);
    }

    /// Writes a value to a target, which may be a pattern; `first` where this gives declared variables their first value.
    pub(super) fn destructure(&mut self, target: NodeId, value: ExprId, first: bool, code: &mut Vec<ExprId>) {
        let target = self.unwrapped(target);
        let span = self.span(target);
        match *self.ast.kind(target) {
            ast::Kind::Name(name) if first => {
                let set = self.initialise_name(name, value, span);
                code.push(set);
            }
            ast::Kind::Array(list) => {
                let iterator = self.op(Op::JsIterator, &[value], span);
                let (iterator, held) = self.hold(iterator, span);
                code.push(held);
                for item in self.nodes(list) {
                    self.array_item(item, iterator, first, code);
                }
            }
            ast::Kind::Object(list) => {
                let properties = self.nodes(list);
                let late = !first && properties.first().is_some_and(|&item| self.checks_late(item));
                let value = match late {
                    true => value,
                    false => self.op(Op::JsRequireObject, &[value], span),
                };
                let (object, held) = self.hold(value, span);
                code.push(held);
                let rest = properties
                    .last()
                    .is_some_and(|&last| matches!(self.ast.kind(last), ast::Kind::Spread(_)));
                let mut pattern = ObjectPattern {
                    object,
                    rest,
                    keys: Vec::new(),
                    unchecked: late.then_some(span),
                };
                for property in properties {
                    self.object_item(property, &mut pattern, first, code);
                }
            }
            _ => {
                // The value is evaluated before a target that stands alone.
                let (var, held) = self.hold(value, span);
                code.push(held);
                let place = self.place(target, code);
                let value = self.get(var, span);
                let stored = self.store(place, value, span);
                code.push(stored);
            }
        }
    }

    /// The first value of a declared variable: no dead zone, no `const`.
    fn initialise_name(&mut self, name: ast::TextId, value: ExprId, span: Span) -> ExprId {
        let declared = self
            .scopes
            .iter()
            .rev()
            .find_map(|scope| scope.names.get(&name))
            .and_then(|found| found.var);
        match declared {
            Some(var) => self.set(var, value, span),
            None => value,
        }
    }

    /// Evaluates the object and key of an element's target, which comes before its value.
    fn prepare(&mut self, target: NodeId, first: bool, code: &mut Vec<ExprId>) -> Option<Place> {
        let inner = self.unwrapped(target);
        match self.ast.kind(inner) {
            ast::Kind::Member { .. } | ast::Kind::Index { .. } if !first => Some(self.place(inner, code)),
            _ => None,
        }
    }

    fn finish(&mut self, target: NodeId, place: Option<Place>, value: ExprId, first: bool, code: &mut Vec<ExprId>) {
        match place {
            Some(place) => {
                let stored = self.store(place, value, self.span(target));
                code.push(stored);
            }
            None => match *self.ast.kind(self.unwrapped(target)) {
                ast::Kind::Name(name) if !first => {
                    let stored = self.write_name(name, value, self.span(target));
                    code.push(stored);
                }
                _ => self.destructure(target, value, first, code),
            },
        }
    }

    fn array_item(&mut self, item: NodeId, iterator: VarId, first: bool, code: &mut Vec<ExprId>) {
        let span = self.span(item);
        let source = self.get(iterator, span);
        match *self.ast.kind(item) {
            ast::Kind::Hole => {
                let next = self.op(Op::JsIteratorNext, &[source], span);
                code.push(next);
            }
            ast::Kind::Spread(target) => {
                let place = self.prepare(target, first, code);
                let rest = self.op(Op::JsIteratorRest, &[source], span);
                self.finish(target, place, rest, first, code);
            }
            _ => {
                let (target, default) = self.split_default(item);
                let place = self.prepare(target, first, code);
                let next = self.op(Op::JsIteratorNext, &[source], span);
                let value = self.or_undefined(next, span);
                let value = self.with_default(value, default, target, span);
                self.finish(target, place, value, first, code);
            }
        }
    }

    /// A value, or undefined for the marker.
    fn or_undefined(&mut self, value: ExprId, span: Span) -> ExprId {
        let (var, held) = self.hold(value, span);
        let value = self.get(var, span);
        let ended = self.op(Op::IsEmpty, &[value], span);
        let undefined = self.undefined(span);
        let value = self.get(var, span);
        let chosen = self.add(Kind::If(ended, undefined, value), span);
        self.sequence(vec![held, chosen], span)
    }

    fn split_default(&self, item: NodeId) -> (NodeId, Option<NodeId>) {
        match *self.ast.kind(item) {
            ast::Kind::PatternDefault(target, default) => (target, Some(default)),
            _ => (item, None),
        }
    }

    /// Whether null and undefined throw only after the object and key of this first target were evaluated. V8 leaves the
    /// check to the first read, unless the key is computed.
    fn checks_late(&self, item: NodeId) -> bool {
        let target = match *self.ast.kind(item) {
            ast::Kind::Spread(target) => target,
            ast::Kind::Property {
                value, computed: false, ..
            } => self.split_default(value).0,
            _ => return false,
        };
        matches!(
            self.ast.kind(self.unwrapped(target)),
            ast::Kind::Member { .. } | ast::Kind::Index { .. }
        )
    }

    /// Throws where the pattern's value has not been looked at yet and is null or undefined.
    fn check_object(&mut self, pattern: &mut ObjectPattern, code: &mut Vec<ExprId>) {
        if let Some(span) = pattern.unchecked.take() {
            let object = self.get(pattern.object, span);
            let checked = self.op(Op::JsRequireObject, &[object], span);
            code.push(checked);
        }
    }

    /// One property.
    fn object_item(&mut self, item: NodeId, pattern: &mut ObjectPattern, first: bool, code: &mut Vec<ExprId>) {
        let span = self.span(item);
        match *self.ast.kind(item) {
            ast::Kind::Spread(target) => {
                let place = self.prepare(target, first, code);
                self.check_object(pattern, code);
                let source = self.get(pattern.object, span);
                let keys = self.add(Kind::Array(std::mem::take(&mut pattern.keys)), span);
                let value = self.op(Op::JsObjectRest, &[source, keys], span);
                self.finish(target, place, value, first, code);
            }
            ast::Kind::Property {
                key, value, computed, ..
            } => {
                let (target, default) = self.split_default(value);
                let read = self.property_reader(key, computed, pattern, code);
                let place = self.prepare(target, first, code);
                self.check_object(pattern, code);
                let source = self.get(pattern.object, span);
                let value = match read {
                    Reader::Name(name) => self.add(Kind::Member(source, name), span),
                    Reader::Constant(constant) => {
                        let key = self.constant(constant, span);
                        self.op(Op::JsGetIndex, &[source, key], span)
                    }
                    Reader::Key(var) => {
                        let key = self.get(var, span);
                        self.op(Op::JsGetIndex, &[source, key], span)
                    }
                };
                let value = self.with_default(value, default, target, span);
                self.finish(target, place, value, first, code);
            }
            _ => {}
        }
    }

    fn property_reader(
        &mut self,
        key: NodeId,
        computed: bool,
        pattern: &mut ObjectPattern,
        code: &mut Vec<ExprId>,
    ) -> Reader {
        let span = self.span(key);
        match *self.ast.kind(key) {
            ast::Kind::Str(name) if !computed => {
                self.check_property(name, span);
                let name = self.text(name);
                if pattern.rest {
                    let key = self.constant(Const::Str(name), span);
                    pattern.keys.push(Arg::One(key));
                }
                Reader::Name(name)
            }
            ast::Kind::Float(value) if !computed => {
                if pattern.rest {
                    let key = self.constant(Const::Float(value), span);
                    let key = self.op(Op::JsToPropertyKey, &[key], span);
                    pattern.keys.push(Arg::One(key));
                }
                Reader::Constant(Const::Float(value))
            }
            _ => {
                let value = self.key(key);
                let value = self.op(Op::JsToPropertyKey, &[value], span);
                let (var, held) = self.hold(value, span);
                code.push(held);
                if pattern.rest {
                    let key = self.get(var, span);
                    pattern.keys.push(Arg::One(key));
                }
                Reader::Key(var)
            }
        }
    }
}

/// What the properties of an object pattern share.
struct ObjectPattern {
    /// The value that is taken apart.
    object: VarId,
    /// Whether a rest follows.
    rest: bool,
    /// The keys that the rest leaves out.
    keys: Vec<Arg>,
    /// The pattern's place, where the value must still be looked at for null and undefined.
    unchecked: Option<Span>,
}

/// How a property of a pattern is read.
enum Reader {
    Name(crate::hir::TextId),
    Constant(Const),
    Key(VarId),
}
