//! Errors that Node finds before a script runs, and that the grammar does not see: jumps to nowhere, labels, names
//! declared twice, regular expressions; and `'use strict'`, which would change what the rest means.
//!
//! One walk over the tree, whose depth is bounded.

mod declarations;
mod jumps;
mod regex;

use self::declarations::Scope;
use self::jumps::Function;
use crate::diag::{Code, Diagnostic};
use crate::limits::Limits;
use crate::source::Span;
use crate::syntax::ast::{Ast, DeclKind, FunctionKind, Kind, NodeId, ParamKind};

/// What is wrong with a tree that the grammar built.
pub fn check(text: &str, ast: &Ast, limits: &Limits) -> Vec<Diagnostic> {
    let mut check = Check {
        text,
        ast,
        limits,
        diagnostics: Vec::new(),
        scopes: Vec::new(),
        functions: vec![Function::default()],
    };
    if let Some(root) = ast.root
        && let Kind::Block(list) = *ast.kind(root)
    {
        let statements = ast.list(list);
        check.directives(statements);
        check.scopes.push(Scope::function());
        check.predeclare(statements, true);
        check.all(statements);
    }
    check.diagnostics
}

/// The walk.
struct Check<'a> {
    text: &'a str,
    ast: &'a Ast,
    limits: &'a Limits,
    diagnostics: Vec<Diagnostic>,
    scopes: Vec<Scope>,
    /// The functions around; the first is the script.
    functions: Vec<Function>,
}

impl<'a> Check<'a> {
    fn report(&mut self, code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        if self.diagnostics.len() < self.limits.diagnostics.max(1) {
            self.diagnostics.push(Diagnostic::new(code, span, message).help(help));
        }
    }

    fn all(&mut self, nodes: &'a [NodeId]) {
        for &node in nodes {
            self.node(node);
        }
    }

    fn children(&mut self, node: NodeId) {
        let ast = self.ast;
        ast.children(node, &mut |child| self.node(child));
    }

    fn node(&mut self, node: NodeId) {
        let ast = self.ast;
        let span = ast.span(node);
        match *ast.kind(node) {
            Kind::Function { .. } => self.function(node),
            Kind::Block(list) => self.block(ast.list(list)),
            Kind::Declaration(DeclKind::Var, list) => {
                for &declarator in ast.list(list) {
                    if let Kind::Declarator { target, .. } = *ast.kind(declarator) {
                        self.var_names(target, false);
                    }
                }
                self.children(node);
            }
            Kind::For { init, .. } => {
                self.scopes.push(Scope::block());
                if let Some(init) = init {
                    self.predeclare(&[init], false);
                }
                self.loop_body(node);
                self.scopes.pop();
            }
            Kind::ForEach { decl, target, keys, .. } => {
                self.scopes.push(Scope::block());
                match decl {
                    Some(DeclKind::Var) => self.var_names(target, !keys),
                    Some(_) => self.lexical_names(target, false),
                    None => {}
                }
                self.loop_body(node);
                self.scopes.pop();
            }
            Kind::While { .. } => self.loop_body(node),
            Kind::Switch(subject, cases) => {
                self.node(subject);
                let mut defaults = (ast.list(cases).iter())
                    .filter(|&&case| matches!(ast.kind(case), Kind::SwitchCase { test: None, .. }));
                if let (Some(_), Some(&second)) = (defaults.next(), defaults.next()) {
                    self.report(
                        Code::E0201,
                        ast.span(second),
                        "a `switch` has two `default` clauses",
                        "Leave one of them.",
                    );
                }
                self.scopes.push(Scope::block());
                for &case in ast.list(cases) {
                    if let Kind::SwitchCase { body, .. } = *ast.kind(case) {
                        self.predeclare(ast.list(body), false);
                    }
                }
                self.switch_body(ast.list(cases));
                self.scopes.pop();
            }
            Kind::Try {
                body,
                param,
                handler,
                finalizer,
            } => {
                self.node(body);
                if let Some(handler) = handler {
                    self.catch(param, handler);
                }
                if let Some(finalizer) = finalizer {
                    self.node(finalizer);
                }
            }
            Kind::Labelled(label, body) => self.labelled(label, body, span),
            Kind::Break { label, .. } => self.break_target(label, span),
            Kind::Continue { label, .. } => self.continue_target(label, span),
            Kind::Return(_) => {
                if self.functions.len() == 1 {
                    self.report(
                        Code::E0204,
                        span,
                        "`return` stands outside a function",
                        "A rule's value is that of its last expression: leave `return` out.",
                    );
                }
                self.children(node);
            }
            Kind::Regex { parts, flags } => self.regex(ast.list(parts), flags, span),
            _ => self.children(node),
        }
    }

    fn block(&mut self, statements: &'a [NodeId]) {
        self.scopes.push(Scope::block());
        self.predeclare(statements, false);
        self.all(statements);
        self.scopes.pop();
    }

    fn catch(&mut self, param: Option<NodeId>, handler: NodeId) {
        self.scopes.push(Scope::block());
        if let Some(param) = param {
            let simple = matches!(self.ast.kind(param), Kind::Name(_));
            self.lexical_names(param, simple);
            self.node(param);
        }
        if let Kind::Block(list) = *self.ast.kind(handler) {
            // The block's own declarations may not repeat the parameter, so they share its scope.
            let statements = self.ast.list(list);
            self.predeclare(statements, false);
            self.all(statements);
        }
        self.scopes.pop();
    }

    fn function(&mut self, node: NodeId) {
        let ast = self.ast;
        let Kind::Function { kind, params, body, .. } = *ast.kind(node) else {
            return;
        };
        self.functions.push(Function::default());
        self.scopes.push(Scope::function());
        let params = ast.list(params);
        let simple = params.iter().all(|&param| match *ast.kind(param) {
            Kind::Param { kind, target, default } => {
                kind == ParamKind::Positional && default.is_none() && matches!(ast.kind(target), Kind::Name(_))
            }
            _ => true,
        });
        let repeats = simple && matches!(kind, FunctionKind::Expression | FunctionKind::Declaration);
        for &param in params {
            if let Kind::Param { target, .. } = *ast.kind(param) {
                self.param_names(target, repeats);
            }
            self.node(param);
        }
        match *ast.kind(body) {
            Kind::Block(list) => {
                let statements = ast.list(list);
                self.directives(statements);
                self.predeclare(statements, true);
                self.all(statements);
            }
            _ => self.node(body),
        }
        self.scopes.pop();
        self.functions.pop();
    }

    /// The strings at the start of a script or function (ECMA-262 11.2.1).
    fn directives(&mut self, statements: &[NodeId]) {
        for &statement in statements {
            let Kind::Expression(inner) = *self.ast.kind(statement) else {
                break;
            };
            let Kind::Str(_) = *self.ast.kind(inner) else { break };
            let span = self.ast.span(inner);
            let written = self
                .text
                .get(span.start as usize + 1..(span.end as usize).saturating_sub(1));
            if written == Some("use strict") {
                self.report(
                    Code::E0301,
                    span,
                    "strict mode is not supported",
                    "Remove `'use strict'`: rules run as sloppy scripts, as Node runs a script without it.",
                );
            }
        }
    }
}
