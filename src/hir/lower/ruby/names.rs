//! Local variables, instance variables, global variables.

use super::Lowering;
use crate::hir::{Const, ExprId, FuncKind, Hir, Kind, Start, VarId};
use crate::op::Op;
use crate::source::Span;
use crate::syntax::ast::{self, NodeId};
use crate::value::Section;

impl Lowering<'_> {
    /// The variable that a name means here, if one is declared.
    pub(super) fn find_local(&self, name: &str) -> Option<VarId> {
        for function in self.functions.iter().rev() {
            if let Some(&var) = function.names.get(name) {
                return Some(var);
            }
            if matches!(function.kind, FuncKind::Method | FuncKind::Script) {
                return None;
            }
        }
        None
    }

    /// The variable that an assignment to this name writes.
    pub(super) fn declare_name(&mut self, name: &str) -> VarId {
        match self.find_local(name) {
            Some(var) => var,
            None => self.declare_own(name, Start::Nil),
        }
    }

    /// A variable of the innermost function (of the one around it in a `for`), whatever is declared around it.
    pub(super) fn declare_own(&mut self, name: &str, start: Start) -> VarId {
        let text = self.builder.str(name);
        // The script, which is never left, is not transparent.
        let owner = self
            .functions
            .iter()
            .rposition(|function| !function.transparent)
            .unwrap_or(0);
        let function = &mut self.functions[owner];
        let var = self.builder.declare_in(function.func, Some(text), start);
        function.names.insert(name.to_owned(), var);
        var
    }

    pub(super) fn local(&mut self, name: ast::TextId, span: Span) -> ExprId {
        let text = self.name(name);
        let var = match numbered(&text) {
            Some(number) if self.find_local(&text).is_none() => self.numbered_param(number, span),
            _ => self.declare_name(&text),
        };
        self.read_local(var, span)
    }

    /// A variable's value; Ruby does not parse a parameter whose default reads it, but for some blocks in it.
    pub(super) fn read_local(&mut self, var: VarId, span: Span) -> ExprId {
        if self.defaults.contains(&var) {
            let help = "Give the variable in the default another name.";
            return self.unsupported(span, "a parameter in its own default", help);
        }
        let value = self.get(var, span);
        if !self.unset.contains(&var) {
            return value;
        }
        let missing = self.op(Op::IsEmpty, &[value], span);
        let value = self.get(var, span);
        let nil = self.nil(span);
        self.add(Kind::If(missing, nil, value), span)
    }

    /// The section that an instance variable names.
    pub(super) fn section(&self, name: &str) -> Option<Section> {
        matches!(name, "identity" | "request" | "auth")
            .then(|| self.schema.section(name))
            .flatten()
    }

    /// The section that an expression is.
    pub(super) fn section_of(&self, node: NodeId) -> Option<Section> {
        match *self.ast.kind(self.reduced(node)?) {
            ast::Kind::InstanceVar(name) => self.section(&self.ast.name(name)),
            _ => None,
        }
    }

    /// An expression that is only tested or called: nothing else happens to a section there.
    pub(super) fn asked_only(&mut self, node: NodeId) -> ExprId {
        match self.section_of(node) {
            Some(section) => self.builder.constant(Const::Section(section), self.span(node)),
            None => self.expr(node),
        }
    }

    /// The receiver of a call. Some methods give it away.
    pub(super) fn receiver_of(&mut self, node: NodeId, method: &str) -> ExprId {
        match method {
            "clone" | "dup" | "freeze" | "itself" | "tap" | "then" | "yield_self" => self.expr(node),
            _ => self.asked_only(node),
        }
    }

    pub(super) fn instance_var(&mut self, name: ast::TextId, span: Span) -> ExprId {
        if let Some(section) = self.section(&self.ast.name(name)) {
            let section = self.builder.constant(Const::Section(section), span);
            return self.op(Op::RbObject, &[section], span);
        }
        let var = self.own_instance_var(name);
        self.read_local(var, span)
    }

    /// The variable of the script that an instance variable of the rule's own is.
    pub(super) fn own_instance_var(&mut self, name: ast::TextId) -> VarId {
        if let Some(&var) = self.instance_vars.get(&name) {
            return var;
        }
        let text = self.builder.str(&format!("@{}", self.ast.name(name)));
        let start = if self.asks { Start::Empty } else { Start::Nil };
        let var = self.builder.declare_in(Hir::SCRIPT, Some(text), start);
        self.instance_vars.insert(name, var);
        if self.asks {
            self.unset.insert(var);
        }
        var
    }

    pub(super) fn global_var(&mut self, name: ast::TextId, span: Span) -> ExprId {
        let text = self.name(name);
        if text == "$~" {
            return self.op(Op::RbLastMatch, &[], span);
        }
        if let Ok(group) = text[1..].parse::<i64>()
            && group > 0
        {
            let group = self.builder.constant(Const::Int(group), span);
            return self.op(Op::RbLastGroup, &[group], span);
        }
        self.unsupported(
            span,
            &format!("the global variable `{text}`"),
            "Use `$~` and `$1` to `$9` for the last match, and local variables for everything else.",
        )
    }
}

/// The number of `_1` to `_9`.
pub(super) fn numbered(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'_', digit @ b'1'..=b'9'] => Some(digit - b'0'),
        _ => None,
    }
}
