//! `arguments.length` and `arguments[i]`.
//!
//! The object that the elements are read from is an ordinary one with the same own properties, so that every key gives
//! what the real one gives. A sloppy function ties `arguments[i]` to its parameters; where that could be seen, it is
//! refused.

use super::Lowering;
use crate::hir::{Arg, Const, Entry, ExprId, FuncKind, Kind, Param, ParamKind, Start, VarId};
use crate::op::Op;
use crate::source::Span;
use crate::syntax::ast::{NodeId, TextId};

/// How a function uses its `arguments`.
#[derive(Debug, Default)]
pub struct Arguments {
    /// Where the number of arguments goes.
    pub count: Option<VarId>,
    /// The object with the elements.
    pub object: Option<VarId>,
    /// Whether all parameters are plain names, so that `arguments` follows them.
    pub mapped: bool,
    /// Where a parameter is written.
    pub written: Option<Span>,
}

impl Lowering<'_> {
    /// Whether a name is the `arguments` of a function around.
    pub(super) fn is_arguments(&self, name: TextId) -> bool {
        self.ast.name(name) == "arguments" && self.arguments_owner().is_some()
    }

    fn arguments_owner(&self) -> Option<usize> {
        self.functions
            .iter()
            .rposition(|function| function.kind == FuncKind::Function)
    }

    pub(super) fn bare_arguments(&mut self, span: Span) -> ExprId {
        self.refuse(
            span,
            "`arguments` is supported as `arguments.length` and `arguments[i]` only",
            "Declare `...args` and use the array.",
        );
        self.undefined(span)
    }

    fn count_var(&mut self, owner: usize) -> VarId {
        if let Some(var) = self.functions[owner].arguments.count {
            return var;
        }
        let func = self.functions[owner].func;
        let var = self.builder.declare_in(func, None, Start::Undefined);
        self.functions[owner].arguments.count = Some(var);
        var
    }

    /// `arguments.length`
    pub(super) fn arguments_length(&mut self, span: Span) -> ExprId {
        match self.arguments_owner() {
            Some(owner) => {
                let var = self.count_var(owner);
                self.get(var, span)
            }
            None => self.undefined(span),
        }
    }

    /// `arguments[key]`
    pub(super) fn arguments_index(&mut self, key: NodeId, span: Span) -> ExprId {
        let Some(owner) = self.arguments_owner() else {
            return self.undefined(span);
        };
        let object = match self.functions[owner].arguments.object {
            Some(var) => var,
            None => {
                let func = self.functions[owner].func;
                let var = self.builder.declare_in(func, None, Start::Undefined);
                self.functions[owner].arguments.object = Some(var);
                self.count_var(owner);
                self.own_name(owner);
                var
            }
        };
        let object = self.get(object, span);
        let key = self.expr(key);
        self.op(Op::JsGetIndex, &[object, key], span)
    }

    /// The body of the current function with what its `arguments` need before it.
    pub(super) fn with_arguments(&mut self, body: ExprId, span: Span) -> ExprId {
        let function = self.function();
        let func = function.func;
        let (count, object, own) = (function.arguments.count, function.arguments.object, function.own);
        let written = function.arguments.written.filter(|_| function.arguments.mapped);
        self.builder.func_mut(func).argument_count = count;
        let (Some(object), Some(count), Some(own)) = (object, count, own) else {
            return body;
        };
        if let Some(written) = written {
            self.refuse(
                written,
                "a parameter is changed in a function that reads `arguments[i]`",
                "Copy the parameter into a variable of its own, or declare `...args`.",
            );
        }
        let mut params = self.builder.hir().func(func).params.clone();
        if params.last().is_none_or(|param| param.kind != ParamKind::Rest) {
            let var = self.builder.declare(None, Start::Undefined);
            params.push(Param {
                kind: ParamKind::Rest,
                var,
            });
            self.builder.func_mut(func).params.clone_from(&params);
        }
        let mut items = Vec::new();
        for param in &params {
            let value = self.get(param.var, span);
            items.push(if param.kind == ParamKind::Rest {
                Arg::Spread(value)
            } else {
                Arg::One(value)
            });
        }
        let items = self.add(Kind::Array(items), span);
        let length_key = self.builder.string("length", span);
        let length = self.get(count, span);
        let callee_key = self.builder.string("callee", span);
        let callee = self.get(own, span);
        let entries = vec![
            Entry::Spread(items),
            Entry::Pair(length_key, length),
            Entry::Pair(callee_key, callee),
        ];
        let made = self.add(Kind::Object(entries), span);
        let set = self.set(object, made, span);
        self.sequence(vec![set, body], span)
    }

    /// A constant that a global name has when the script starts to declare it (ECMA-262 9.1.1.4.17).
    pub(super) fn start_global(&mut self, name: TextId, var: VarId, span: Span, code: &mut Vec<ExprId>) {
        let text = self.ast.name(name).into_owned();
        let known = match self.schema.section(&text) {
            Some(section) => Some(super::globals::Builtin::Value(Const::Section(section))),
            None => super::globals::find(&text, self.schema),
        };
        match known {
            Some(super::globals::Builtin::Value(constant @ (Const::Global(_) | Const::Section(_)))) => {
                let value = self.constant(constant, span);
                let set = self.set(var, value, span);
                code.push(set);
            }
            Some(_) => self.refuse(
                span,
                format!("the rule declares a variable with the name of the global `{text}`"),
                "Choose another name.",
            ),
            None => {}
        }
    }
}
