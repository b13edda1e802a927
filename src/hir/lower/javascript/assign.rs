//! Assignments: to variables, properties and patterns, in all their forms (ECMA-262 13.15, 13.4).

use super::Lowering;
use super::expr::binary_op;
use super::names::Resolved;
use super::scope::BindingKind;
use crate::hir::{Arg, Const, ExprId, Kind, Logic, TextId, VarId};
use crate::op::Op;
use crate::source::Span;
use crate::syntax::ast::{self, AssignOp, LogicalOp, NodeId};
use crate::value::Global;

/// A target whose object and key have been evaluated.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// A variable.
    Name(ast::TextId),
    /// A property with a constant name of the object in the variable.
    Member(VarId, TextId),
    /// A property; object and key are in the variables.
    Index(VarId, VarId),
    /// Reported already.
    Nowhere,
}

impl Lowering<'_> {
    /// `target op value`
    pub(super) fn assign(&mut self, op: AssignOp, target: NodeId, value: NodeId, span: Span) -> ExprId {
        match op {
            AssignOp::Plain => self.assign_plain(target, value, span),
            AssignOp::Binary(op) => {
                let mut code = Vec::new();
                let place = self.place(target, &mut code);
                let old = self.load(place, span);
                let value = self.expr(value);
                let new = self.op(binary_op(op), &[old, value], span);
                let stored = self.store(place, new, span);
                code.push(stored);
                self.sequence(code, span)
            }
            AssignOp::Logical(op) => {
                let mut code = Vec::new();
                let place = self.place(target, &mut code);
                let old = self.load(place, span);
                // A parenthesised target gives no name (ECMA-262 13.15.2).
                let value = self.named_for(value, target);
                let stored = self.store(place, value, span);
                let joined = self.add(Kind::Logic(logic(op), old, stored), span);
                code.push(joined);
                self.sequence(code, span)
            }
        }
    }

    fn assign_plain(&mut self, target: NodeId, value: NodeId, span: Span) -> ExprId {
        let inner = self.unwrapped(target);
        match *self.ast.kind(inner) {
            ast::Kind::Name(name) => {
                let value = self.named_for(value, target);
                self.write_name(name, value, span)
            }
            ast::Kind::Member { object, name, .. } => {
                self.check_property(name, span);
                let object = self.expr(object);
                let name = self.text(name);
                let value = self.expr(value);
                self.add(Kind::SetMember(object, name, value), span)
            }
            ast::Kind::Index { object, arguments, .. } => {
                self.check_arguments_write(object, span);
                let key = self.only(arguments);
                let object = self.expr(object);
                let key = self.key(key);
                let value = self.expr(value);
                self.op(Op::JsSetIndex, &[object, key, value], span)
            }
            ast::Kind::Array(_) | ast::Kind::Object(_) => {
                let value = self.expr(value);
                let (var, held) = self.hold(value, span);
                let mut code = vec![held];
                let value = self.get(var, span);
                self.destructure(inner, value, false, &mut code);
                let value = self.get(var, span);
                code.push(value);
                self.sequence(code, span)
            }
            _ => self.undefined(span),
        }
    }

    fn check_arguments_write(&mut self, object: NodeId, span: Span) {
        if let ast::Kind::Name(name) = *self.ast.kind(object)
            && self.is_arguments(name)
        {
            self.refuse(
                span,
                "`arguments` is changed",
                "Declare `...args` and change the array.",
            );
        }
    }

    /// Evaluates object and key of a target into temporaries.
    pub(super) fn place(&mut self, target: NodeId, code: &mut Vec<ExprId>) -> Place {
        let inner = self.unwrapped(target);
        let span = self.span(inner);
        match *self.ast.kind(inner) {
            ast::Kind::Name(name) => Place::Name(name),
            ast::Kind::Member { object, name, .. } => {
                self.check_property(name, span);
                let object = self.expr(object);
                let (object, held) = self.hold(object, span);
                code.push(held);
                Place::Member(object, self.text(name))
            }
            ast::Kind::Index { object, arguments, .. } => {
                self.check_arguments_write(object, span);
                let key = self.only(arguments);
                let object = self.expr(object);
                let (object, held) = self.hold(object, span);
                code.push(held);
                let key = self.key(key);
                let (key, held) = self.hold(key, span);
                code.push(held);
                Place::Index(object, key)
            }
            _ => Place::Nowhere,
        }
    }

    pub(super) fn load(&mut self, place: Place, span: Span) -> ExprId {
        match place {
            Place::Name(name) => self.read_name(name, span),
            Place::Member(object, name) => {
                let object = self.get(object, span);
                self.add(Kind::Member(object, name), span)
            }
            Place::Index(object, key) => {
                let object = self.get(object, span);
                let key = self.get(key, span);
                self.op(Op::JsGetIndex, &[object, key], span)
            }
            Place::Nowhere => self.undefined(span),
        }
    }

    pub(super) fn store(&mut self, place: Place, value: ExprId, span: Span) -> ExprId {
        match place {
            Place::Name(name) => self.write_name(name, value, span),
            Place::Member(object, name) => {
                let object = self.get(object, span);
                self.add(Kind::SetMember(object, name, value), span)
            }
            Place::Index(object, key) => {
                let object = self.get(object, span);
                let key = self.get(key, span);
                self.op(Op::JsSetIndex, &[object, key, value], span)
            }
            Place::Nowhere => value,
        }
    }

    /// Writes a variable; the value is what was written.
    pub(super) fn write_name(&mut self, name: ast::TextId, value: ExprId, span: Span) -> ExprId {
        if self.ast.name(name) == "arguments" {
            self.refuse(span, "`arguments` is assigned", "Choose another name.");
            return value;
        }
        match self.resolve(name, span) {
            Resolved::Local { var, kind, checked } => {
                self.note_write(name, span);
                self.write_local(var, kind, checked, value, span)
            }
            Resolved::Created(var) => self.set(var, value, span),
            Resolved::Known(_) => {
                let text = self.ast.name(name).into_owned();
                self.refuse(
                    span,
                    format!("`{text}` is built in and cannot be assigned here"),
                    format!("Declare a variable of your own, with another name than `{text}`."),
                );
                value
            }
            // Every written name that nothing declares is created, and what is refused is reported.
            Resolved::Unbound | Resolved::Refused => value,
        }
    }

    fn note_write(&mut self, name: ast::TextId, span: Span) {
        let found = self.scopes.iter().rev().find(|scope| scope.names.contains_key(&name));
        if let Some(scope) = found
            && scope.names[&name].param
        {
            self.functions[scope.function].arguments.written = Some(span);
        }
    }

    fn write_local(&mut self, var: VarId, kind: BindingKind, checked: bool, value: ExprId, span: Span) -> ExprId {
        if kind == BindingKind::OwnName {
            return value;
        }
        if kind != BindingKind::Const && !checked {
            return self.set(var, value, span);
        }
        let (temporary, held) = self.hold(value, span);
        let mut code = vec![held];
        if checked {
            let check = self.add(Kind::CheckedVar { var, global: false }, span);
            code.push(check);
        }
        if kind == BindingKind::Const {
            let thrown = self.throw(Global::JsTypeError, "Assignment to constant variable.", span);
            code.push(thrown);
        } else {
            let value = self.get(temporary, span);
            let set = self.set(var, value, span);
            code.push(set);
        }
        self.sequence(code, span)
    }

    fn throw(&mut self, error: Global, message: &str, span: Span) -> ExprId {
        let callee = self.constant(Const::Global(error), span);
        let message = self.builder.string(message, span);
        let args = vec![Arg::One(message)];
        let error = self.add(Kind::New { callee, args }, span);
        self.add(Kind::Throw(error), span)
    }

    /// `++` and `--`; where the value is dropped, the old one need not be kept.
    pub(super) fn update(
        &mut self,
        increment: bool,
        prefix: bool,
        target: NodeId,
        dropped: bool,
        span: Span,
    ) -> ExprId {
        let mut code = Vec::new();
        let place = self.place(target, &mut code);
        let old = self.load(place, span);
        let old = self.op(Op::JsToNumeric, &[old], span);
        let one = self.constant(Const::Float(1.0), span);
        let op = if increment { Op::JsAdd } else { Op::JsSub };
        if prefix || dropped {
            let new = self.op(op, &[old, one], span);
            let stored = self.store(place, new, span);
            code.push(stored);
        } else {
            let (var, held) = self.hold(old, span);
            code.push(held);
            let old = self.get(var, span);
            let new = self.op(op, &[old, one], span);
            let stored = self.store(place, new, span);
            code.push(stored);
            let old = self.get(var, span);
            code.push(old);
        }
        self.sequence(code, span)
    }
}

/// The HIR's name of a logical operator.
pub fn logic(op: LogicalOp) -> Logic {
    match op {
        LogicalOp::And | LogicalOp::AndWord => Logic::And,
        LogicalOp::Or | LogicalOp::OrWord => Logic::Or,
        LogicalOp::Nullish => Logic::Nullish,
    }
}
