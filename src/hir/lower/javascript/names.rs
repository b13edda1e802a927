//! What a name stands for, and reading it.

use super::Lowering;
use super::globals::{self, Builtin};
use super::scope::BindingKind;
use crate::diag::Code;
use crate::hir::{Const, ExprId, FuncId, Kind, Start, VarId};
use crate::op::Op;
use crate::source::Span;
use crate::syntax::ast::{NodeId, TextId};

/// What a name stands for at one place.
#[derive(Clone, Copy, Debug)]
pub enum Resolved {
    /// A declared variable; `checked` where its dead zone may not have ended.
    Local {
        /// The variable.
        var: VarId,
        /// How it was declared.
        kind: BindingKind,
        /// Whether it may not be set yet.
        checked: bool,
    },
    /// A global that some assignment creates.
    Created(VarId),
    /// A built-in or a section.
    Known(Const),
    /// Nothing: reading throws.
    Unbound,
    /// Reported already.
    Refused,
}

impl Lowering<'_> {
    /// What a name stands for where `at` stands.
    pub(super) fn resolve(&mut self, name: TextId, at: Span) -> Resolved {
        let mut hoisted = false;
        let mut inside = self.functions.len() - 1;
        for index in (0..self.scopes.len()).rev() {
            let owner = self.scopes[index].function;
            while inside > owner {
                hoisted |= self.functions[inside].hoisted;
                inside -= 1;
            }
            let Some(binding) = self.scopes[index].names.get(&name).copied() else {
                continue;
            };
            let var = match binding.var {
                Some(var) => var,
                None => {
                    // The own name of a function expression; its scope stands around that function.
                    let var = self.own_name(owner + 1);
                    if let Some(binding) = self.scopes[index].names.get_mut(&name) {
                        binding.var = Some(var);
                    }
                    var
                }
            };
            let dead_zone = matches!(binding.kind, BindingKind::Let | BindingKind::Const);
            let checked = dead_zone && (hoisted || at.start < binding.ready);
            if checked {
                self.checked.insert(var);
            }
            return Resolved::Local {
                var,
                kind: binding.kind,
                checked,
            };
        }
        self.resolve_global(name, at)
    }

    /// The variable that holds the function with this index itself; it belongs to the function around it.
    pub(super) fn own_name(&mut self, function: usize) -> VarId {
        if let Some(var) = self.functions[function].own {
            return var;
        }
        let around: FuncId = self.functions[function - 1].func;
        let var = self.builder.declare_in(around, None, Start::Empty);
        self.functions[function].own = Some(var);
        var
    }

    fn resolve_global(&mut self, name: TextId, at: Span) -> Resolved {
        let text = self.ast.name(name).into_owned();
        if let Some(section) = self.schema.section(&text) {
            return Resolved::Known(Const::Section(section));
        }
        match globals::find(&text, self.schema) {
            Some(Builtin::Value(constant)) => Resolved::Known(constant),
            Some(Builtin::Refused(help)) => {
                self.report(Code::E0303, at, format!("the global `{text}` is not supported"), help);
                Resolved::Refused
            }
            None if self.assigned.contains(&name) => Resolved::Created(self.created(name)),
            None => Resolved::Unbound,
        }
    }

    /// The variable of a global that assignments create.
    fn created(&mut self, name: TextId) -> VarId {
        if let Some(&var) = self.globals.get(&name) {
            return var;
        }
        let text = self.text(name);
        let script = self.functions[0].func;
        let var = self.builder.declare_in(script, Some(text), Start::Empty);
        self.globals.insert(name, var);
        var
    }

    /// Reads a name.
    pub(super) fn read_name(&mut self, name: TextId, span: Span) -> ExprId {
        let resolved = self.resolve(name, span);
        self.read(resolved, name, span)
    }

    /// Reads what a name was found to stand for.
    pub(super) fn read(&mut self, resolved: Resolved, name: TextId, span: Span) -> ExprId {
        match resolved {
            Resolved::Local {
                var, checked: false, ..
            } => self.get(var, span),
            Resolved::Local { var, checked: true, .. } => self.add(Kind::CheckedVar { var, global: false }, span),
            Resolved::Created(var) => self.add(Kind::CheckedVar { var, global: true }, span),
            Resolved::Known(constant) => self.constant(constant, span),
            Resolved::Unbound => {
                let text = self.text(name);
                self.add(Kind::Unbound(text), span)
            }
            Resolved::Refused => self.undefined(span),
        }
    }

    /// A name as an expression.
    pub(super) fn name(&mut self, node: NodeId, name: TextId) -> ExprId {
        let span = self.span(node);
        if self.is_arguments(name) {
            return self.bare_arguments(span);
        }
        if let Resolved::Known(Const::Global(crate::value::Global::JsFunction)) = self.resolve(name, span) {
            self.report(
                Code::E0303,
                span,
                "the global `Function` is not supported here",
                "Write a function expression; `x instanceof Function` is supported.",
            );
        }
        self.read_name(name, span)
    }

    /// `typeof name`, which does not throw for a name that nothing declares (ECMA-262 13.5.3).
    pub(super) fn typeof_name(&mut self, name: TextId, span: Span) -> ExprId {
        match self.resolve(name, span) {
            Resolved::Unbound => self.builder.string("undefined", span),
            Resolved::Created(var) => {
                let value = self.get(var, span);
                let empty = self.op(Op::IsEmpty, &[value], span);
                let undefined = self.builder.string("undefined", span);
                let value = self.get(var, span);
                let kind = self.op(Op::JsTypeof, &[value], span);
                self.add(Kind::If(empty, undefined, kind), span)
            }
            resolved => {
                let value = self.read(resolved, name, span);
                self.op(Op::JsTypeof, &[value], span)
            }
        }
    }
}
