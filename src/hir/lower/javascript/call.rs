//! Properties, calls, `new` and optional chains.

use super::Lowering;
use super::globals;
use super::names::Resolved;
use crate::diag::Code;
use crate::hir::{Const, ExprId, Kind};
use crate::op::Op;
use crate::source::Span;
use crate::syntax::ast::{self, List, NodeId, TextId};
use crate::value::Global;

impl Lowering<'_> {
    /// `a?.b.c` as a whole: a nullish link gives undefined.
    pub(super) fn chain(&mut self, inner: NodeId, span: Span) -> ExprId {
        let label = self.builder.label();
        self.chains.push((label, false));
        let value = self.expr(inner);
        self.chains.pop();
        self.add(Kind::Block(label, value), span)
    }

    /// Leaves the innermost chain if the value of a variable is nullish.
    fn leave_if_nullish(&mut self, value: ExprId, span: Span) -> ExprId {
        let test = self.op(Op::JsIsNullish, &[value], span);
        let (label, deletes) = self.chains.last().copied().unwrap_or((crate::hir::Label(0), false));
        let result = if deletes { Const::Bool(true) } else { Const::Undefined };
        let result = self.constant(result, span);
        let leave = self.add(Kind::Break(label, result), span);
        let stay = self.nothing(span);
        self.add(Kind::If(test, leave, stay), span)
    }

    /// The object of a member: with `?.` the chain is left where it is nullish.
    pub(super) fn receiver(&mut self, object: NodeId, optional: bool) -> ExprId {
        let value = self.expr(object);
        if !optional {
            return value;
        }
        let span = self.span(object);
        let (var, held) = self.hold(value, span);
        let value = self.get(var, span);
        let guard = self.leave_if_nullish(value, span);
        let value = self.get(var, span);
        self.sequence(vec![held, guard, value], span)
    }

    /// Reports a property name that reaches a prototype.
    pub(super) fn check_property(&mut self, name: TextId, span: Span) {
        let text = self.ast.name(name).into_owned();
        if globals::is_prototype_name(&text) {
            self.refuse(
                span,
                format!("the property `{text}` is not supported"),
                "Write functions that take the object as an argument.",
            );
        }
    }

    /// A key in brackets.
    pub(super) fn key(&mut self, key: NodeId) -> ExprId {
        if let ast::Kind::Str(text) = *self.ast.kind(self.unwrapped(key)) {
            let span = self.span(key);
            self.check_property(text, span);
        }
        self.expr(key)
    }

    /// The built-in object that an expression names.
    fn global_of(&mut self, node: NodeId) -> Option<Global> {
        let ast::Kind::Name(name) = *self.ast.kind(node) else {
            return None;
        };
        let text = self.ast.name(name);
        // Resolving reports unsupported names, which the reading of the name does again.
        Global::find(crate::source::Dialect::JavaScript, &text)?;
        match self.resolve(name, self.span(node)) {
            Resolved::Known(Const::Global(global)) => Some(global),
            _ => None,
        }
    }

    fn check_member(&mut self, object: NodeId, name: TextId, span: Span) {
        self.check_property(name, span);
        if let Some(global) = self.global_of(object) {
            let text = self.ast.name(name).into_owned();
            if let Some(help) = globals::refused_member(global, &text) {
                self.report(
                    Code::E0302,
                    span,
                    format!("`{}.{text}` is not supported", global.name()),
                    help,
                );
            }
        }
    }

    /// `object.name`, `object?.name`
    pub(super) fn member(&mut self, object: NodeId, name: TextId, optional: bool, span: Span) -> ExprId {
        if let ast::Kind::Name(object) = *self.ast.kind(object)
            && self.is_arguments(object)
        {
            if self.ast.name(name) == "length" {
                return self.arguments_length(span);
            }
            return self.bare_arguments(span);
        }
        self.check_member(object, name, span);
        let object = self.receiver(object, optional);
        let name = self.text(name);
        self.add(Kind::Member(object, name), span)
    }

    /// `object[key]`, `object?.[key]`
    pub(super) fn index(&mut self, object: NodeId, arguments: List, optional: bool, span: Span) -> ExprId {
        let key = self.only(arguments);
        if let ast::Kind::Name(name) = *self.ast.kind(object)
            && self.is_arguments(name)
        {
            return self.arguments_index(key, span);
        }
        let object = self.receiver(object, optional);
        let key = self.key(key);
        self.op(Op::JsGetIndex, &[object, key], span)
    }

    /// V8 refuses `f([1], [x] = [2])`: it takes a literal before a destructuring assignment for a pattern, too. Which
    /// literals it takes so depends on what stands around them, so a call with any before is refused as unsupported.
    fn check_pattern_arguments(&mut self, arguments: List) {
        let nodes = self.nodes(arguments);
        let destructures = |node: NodeId| match *self.ast.kind(self.unspread(node)) {
            ast::Kind::Assign(_, target, _) => {
                matches!(*self.ast.kind(target), ast::Kind::Array(_) | ast::Kind::Object(_))
            }
            _ => false,
        };
        let Some(last) = nodes.iter().rposition(|&node| destructures(node)) else {
            return;
        };
        let Some(literal) = nodes[..last].iter().position(|&node| self.holds_literal(node)) else {
            return;
        };
        if let Some(&node) = nodes[literal + 1..].iter().find(|&&node| destructures(node)) {
            self.refuse(
                self.span(node),
                "a destructuring assignment follows an argument with a literal",
                "Put it in parentheses, or assign before the call.",
            );
        }
    }

    /// What `...x` spreads, or the node itself.
    fn unspread(&self, node: NodeId) -> NodeId {
        match *self.ast.kind(node) {
            ast::Kind::Spread(inner) => inner,
            _ => node,
        }
    }

    /// Whether an array or object literal stands anywhere in an expression.
    fn holds_literal(&self, node: NodeId) -> bool {
        let mut pending = vec![node];
        while let Some(node) = pending.pop() {
            if matches!(*self.ast.kind(node), ast::Kind::Array(_) | ast::Kind::Object(_)) {
                return true;
            }
            self.ast.children(node, &mut |child| pending.push(child));
        }
        false
    }

    /// `callee(arguments)`, `callee?.(arguments)`
    pub(super) fn call(&mut self, callee: NodeId, arguments: List, optional: bool, span: Span) -> ExprId {
        self.check_pattern_arguments(arguments);
        let inner = self.unwrapped(callee);
        match *self.ast.kind(inner) {
            ast::Kind::Member {
                object,
                name,
                optional: link,
            } => {
                if self.calls_arguments(object, span) {
                    return self.undefined(span);
                }
                self.check_member(object, name, self.span(inner));
                let receiver = self.receiver(object, link);
                let name = self.text(name);
                if !optional {
                    let args = self.arguments(arguments);
                    return self.call_method(receiver, name, args, span);
                }
                let (object, held) = self.hold(receiver, span);
                let receiver = self.get(object, span);
                let method = self.add(Kind::Member(receiver, name), span);
                let guard = self.leave_if_nullish(method, span);
                let receiver = self.get(object, span);
                let args = self.arguments(arguments);
                let call = self.call_method(receiver, name, args, span);
                self.sequence(vec![held, guard, call], span)
            }
            ast::Kind::Index {
                object,
                arguments: key,
                optional: link,
            } => {
                if self.calls_arguments(object, span) {
                    return self.undefined(span);
                }
                self.call_index(object, self.only(key), link, arguments, optional, span)
            }
            ast::Kind::Chain(_) if inner != callee => {
                self.refuse(
                    span,
                    "calling an optional chain in parentheses is not supported",
                    "Remove the parentheses, or keep the function in a variable.",
                );
                self.undefined(span)
            }
            ast::Kind::Name(name) if !optional => self.call_name(callee, name, arguments, span),
            _ => {
                let mut code = Vec::new();
                let mut callee = self.expr(callee);
                if optional {
                    let (var, held) = self.hold(callee, span);
                    code.push(held);
                    let value = self.get(var, span);
                    let guard = self.leave_if_nullish(value, span);
                    code.push(guard);
                    callee = self.get(var, span);
                }
                let args = self.arguments(arguments);
                let call = self.add(Kind::Call { callee, args }, span);
                code.push(call);
                self.sequence(code, span)
            }
        }
    }

    fn calls_arguments(&mut self, object: NodeId, span: Span) -> bool {
        let ast::Kind::Name(name) = *self.ast.kind(object) else {
            return false;
        };
        let found = self.is_arguments(name);
        if found {
            self.bare_arguments(span);
        }
        found
    }

    fn call_method(
        &mut self,
        receiver: ExprId,
        name: crate::hir::TextId,
        args: Vec<crate::hir::Arg>,
        span: Span,
    ) -> ExprId {
        let kind = Kind::CallMethod {
            receiver,
            name,
            args,
            block: None,
        };
        self.add(kind, span)
    }

    fn call_index(
        &mut self,
        object: NodeId,
        key: NodeId,
        link: bool,
        arguments: List,
        optional: bool,
        span: Span,
    ) -> ExprId {
        let receiver = self.receiver(object, link);
        let key_value = self.key(key);
        if !optional {
            let args = self.arguments(arguments);
            let kind = Kind::CallIndex {
                receiver,
                key: key_value,
                args,
            };
            return self.add(kind, span);
        }
        // The method is read to test it and read again by the call, so the key must not be converted twice. A nullish
        // object throws before the key is converted.
        let (object, held_object) = self.hold(receiver, span);
        let (raw, held_raw) = self.hold(key_value, span);
        let receiver = self.get(object, span);
        let nullish = self.op(Op::JsIsNullish, &[receiver], span);
        let plain = self.get(raw, span);
        let unconverted = self.get(raw, span);
        let converted = self.op(Op::JsToPropertyKey, &[unconverted], span);
        let key_value = self.add(Kind::If(nullish, plain, converted), span);
        let (key, held_key) = self.hold(key_value, span);
        let receiver = self.get(object, span);
        let key_value = self.get(key, span);
        let method = self.op(Op::JsGetIndex, &[receiver, key_value], span);
        let guard = self.leave_if_nullish(method, span);
        let receiver = self.get(object, span);
        let key = self.get(key, span);
        let args = self.arguments(arguments);
        let call = self.add(Kind::CallIndex { receiver, key, args }, span);
        self.sequence(vec![held_object, held_raw, held_key, guard, call], span)
    }

    /// `name(arguments)`; a section with one constant key is a binding.
    fn call_name(&mut self, callee: NodeId, name: TextId, arguments: List, span: Span) -> ExprId {
        let at = self.span(callee);
        if !self.is_arguments(name)
            && let [argument] = *self.ast.list(arguments)
            && let ast::Kind::Str(key) = *self.ast.kind(argument)
            && let Resolved::Known(Const::Section(section)) = self.resolve(name, at)
        {
            let key = self.text(key);
            return self.add(Kind::Binding(section, key), span);
        }
        let callee = self.expr(callee);
        let args = self.arguments(arguments);
        self.add(Kind::Call { callee, args }, span)
    }

    /// `new callee(arguments)`
    pub(super) fn new_object(&mut self, callee: NodeId, arguments: List, span: Span) -> ExprId {
        self.check_pattern_arguments(arguments);
        let callee = self.expr(callee);
        let args = self.arguments(arguments);
        self.add(Kind::New { callee, args }, span)
    }
}
