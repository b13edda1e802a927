//! Scopes: which names are declared where, and when a variable is surely set.

use rustc_hash::FxHashMap;

use super::Lowering;
use super::collect::pattern_names;
use crate::hir::{ExprId, Kind, Start, VarId};
use crate::source::Span;
use crate::syntax::ast::{self, DeclKind, FunctionKind, NodeId, TextId};

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BindingKind {
    /// `var`, functions, parameters without expressions: always set, assignable.
    Var,
    /// `let`: has a dead zone.
    Let,
    /// `const`: has a dead zone and throws when assigned.
    Const,
    /// The own name of a function expression: assignments have no effect.
    OwnName,
}

/// A declared name.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Its variable; the own name of a function gets one when it is first used.
    pub var: Option<VarId>,
    /// What it stands for.
    pub kind: BindingKind,
    /// The offset from which on the variable is surely set, if no hoisted function stands between.
    pub ready: u32,
    /// Whether it is a parameter of the function that owns its scope.
    pub param: bool,
}

/// A scope.
#[derive(Debug)]
pub struct Scope {
    /// The names declared in it.
    pub names: FxHashMap<TextId, Binding>,
    /// The function that it belongs to: an index of `Lowering::functions`.
    pub function: usize,
    /// Its variables, in order.
    pub vars: Vec<VarId>,
}

impl Lowering<'_> {
    /// Opens a scope of the current function.
    pub(super) fn open_scope(&mut self) {
        self.scopes.push(Scope {
            names: FxHashMap::default(),
            function: self.functions.len() - 1,
            vars: Vec::new(),
        });
    }

    /// Closes the innermost scope; in a loop, gives the expression that makes its variables new.
    pub(super) fn close_scope(&mut self, span: Span) -> Option<ExprId> {
        let scope = self.scopes.pop()?;
        if self.function().loops == 0 {
            return None;
        }
        let vars = self.renewed(&scope.vars);
        (!vars.is_empty()).then(|| self.add(Kind::Fresh { vars, copy: false }, span))
    }

    /// The variables that need a new identity in each turn: captured ones, and those whose dead zone is checked.
    fn renewed(&self, vars: &[VarId]) -> Vec<VarId> {
        let needed = |var: &VarId| self.is_captured(*var) || self.checked.contains(var);
        vars.iter().copied().filter(needed).collect()
    }

    pub(super) fn is_captured(&self, var: VarId) -> bool {
        self.builder.hir().var(var).captured
    }

    /// Declares a name in the innermost scope.
    pub(super) fn declare(&mut self, name: TextId, kind: BindingKind, ready: u32) -> VarId {
        let text = self.text(name);
        let start = if kind == BindingKind::Var {
            Start::Undefined
        } else {
            Start::Empty
        };
        let var = self.builder.declare(Some(text), start);
        self.bind_name(name, var, kind, ready, false);
        var
    }

    /// Makes a name of the innermost scope stand for a variable.
    pub(super) fn bind_name(&mut self, name: TextId, var: VarId, kind: BindingKind, ready: u32, param: bool) {
        let binding = Binding {
            var: Some(var),
            kind,
            ready,
            param,
        };
        if let Some(scope) = self.scopes.last_mut() {
            scope.names.insert(name, binding);
            scope.vars.push(var);
        }
    }

    /// Declares the names of a `let` or `const` target, which are set from `ready` on.
    pub(super) fn declare_target(&mut self, kind: DeclKind, target: NodeId, ready: u32) {
        let kind = match kind {
            DeclKind::Const => BindingKind::Const,
            _ => BindingKind::Let,
        };
        let mut names = Vec::new();
        pattern_names(self.ast, target, &mut names);
        for (name, _) in names {
            self.declare(name, kind, ready);
        }
    }

    /// Declares what statements declare in their own block: `let`, `const`. In a `switch` a jump can pass a declaration,
    /// so there nothing is surely set.
    pub(super) fn declare_lexical(&mut self, statements: &[NodeId], switch: bool) {
        for &statement in statements {
            if let ast::Kind::Declaration(kind @ (DeclKind::Let | DeclKind::Const), list) = *self.ast.kind(statement) {
                for declarator in self.nodes(list) {
                    if let ast::Kind::Declarator { target, .. } = *self.ast.kind(declarator) {
                        let ready = if switch { u32::MAX } else { self.span(declarator).end };
                        self.declare_target(kind, target, ready);
                    }
                }
            }
        }
    }

    /// The function declarations among statements.
    pub(super) fn function_declarations(&self, statements: &[NodeId]) -> Vec<(TextId, NodeId)> {
        let named = |&node: &NodeId| match *self.ast.kind(node) {
            ast::Kind::Function {
                kind: FunctionKind::Declaration,
                name: Some(name),
                ..
            } => Some((name, node)),
            _ => None,
        };
        statements.iter().filter_map(named).collect()
    }
}
