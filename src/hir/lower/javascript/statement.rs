//! Statements. Each becomes an expression whose value nobody reads; the completion value of the script goes through a
//! variable (see `completion.rs`).

use rustc_hash::FxHashSet;

use super::Lowering;
use super::jump::Target;
use super::scope::BindingKind;
use crate::hir::{ExprId, Kind};
use crate::source::Span;
use crate::syntax::ast::{self, DeclKind, FunctionKind, List, NodeId, TextId};

impl Lowering<'_> {
    pub(super) fn statement(&mut self, node: NodeId) -> ExprId {
        let span = self.span(node);
        match *self.ast.kind(node) {
            ast::Kind::Block(list) => {
                let statements = self.nodes(list);
                self.block(&statements, span)
            }
            ast::Kind::Expression(inner) => self.expression_statement(inner, span),
            ast::Kind::Declaration(kind, list) => self.declaration(kind, list, span),
            ast::Kind::Function {
                kind: FunctionKind::Declaration,
                name: Some(name),
                ..
            } => self.function_statement(name, span),
            ast::Kind::If { test, yes, no, .. } => self.if_statement(test, yes, no, span),
            ast::Kind::Ladder(pieces) => self.ladder(pieces, span, Self::statement),
            ast::Kind::Below => self.below(span),
            ast::Kind::While { .. } | ast::Kind::For { .. } | ast::Kind::ForEach { .. } => {
                self.loop_statement(node, Vec::new())
            }
            ast::Kind::Switch(subject, cases) => self.switch_statement(subject, cases, span),
            ast::Kind::Break { label, .. } => self.break_statement(label, span),
            ast::Kind::Continue { label, .. } => self.continue_statement(label, span),
            ast::Kind::Return(value) => {
                let value = match value {
                    Some(value) => self.expr(value),
                    None => self.undefined(span),
                };
                self.add(Kind::Return(value), span)
            }
            ast::Kind::Throw(value) => {
                let value = self.expr(value);
                self.add(Kind::Throw(value), span)
            }
            ast::Kind::Labelled(label, body) => self.labelled(label, body, span),
            ast::Kind::Try {
                body,
                param,
                handler,
                finalizer,
            } => self.try_statement(body, param, handler, finalizer, span),
            // `;`, and what only broken trees hold.
            _ => self.nothing(span),
        }
    }

    fn expression_statement(&mut self, inner: NodeId, span: Span) -> ExprId {
        match self.completion {
            Some(completion) => {
                let value = self.expr(inner);
                self.set(completion, value, span)
            }
            None => self.effect(inner),
        }
    }

    /// Statements in a scope of their own.
    pub(super) fn block(&mut self, statements: &[NodeId], span: Span) -> ExprId {
        self.open_scope();
        let mut code = Vec::new();
        self.open_block(statements, &mut code);
        for &statement in statements {
            let lowered = self.statement(statement);
            code.push(lowered);
        }
        if let Some(fresh) = self.close_scope(span) {
            code.insert(0, fresh);
        }
        if code.is_empty() {
            return self.nothing(span);
        }
        self.sequence(code, span)
    }

    /// Declares what a block declares, and makes its functions.
    pub(super) fn open_block(&mut self, statements: &[NodeId], code: &mut Vec<ExprId>) {
        self.declare_lexical(statements, false);
        self.block_functions(statements, code);
    }

    /// Declares and makes the functions of a block; of several with one name only the last is ever seen.
    pub(super) fn block_functions(&mut self, statements: &[NodeId], code: &mut Vec<ExprId>) {
        let mut seen = FxHashSet::default();
        let mut functions = self.function_declarations(statements);
        functions.reverse();
        functions.retain(|&(name, _)| seen.insert(name));
        functions.reverse();
        for &(name, _) in &functions {
            self.declare(name, BindingKind::Var, 0);
        }
        for (name, node) in functions {
            let made = self.closure(node, None);
            let span = self.span(node);
            let set = self.write_name(name, made, span);
            code.push(set);
        }
    }

    /// Reaching a function declaration: at the top of a function nothing happens; in a block the variable of the
    /// function around gets the function (ECMA-262 B.3.2), which V8 counts as a value of the script.
    fn function_statement(&mut self, name: TextId, span: Span) -> ExprId {
        let holders = self.scopes.iter().enumerate().rev();
        let mut found = holders.filter_map(|(at, scope)| Some((at, scope.names.get(&name)?.var?)));
        let (Some((_, inner)), Some((at, outer))) = (found.next(), found.next()) else {
            return self.nothing(span);
        };
        if self.is_function_top() {
            return self.nothing(span);
        }
        if self.scopes[..at]
            .last()
            .is_some_and(|around| around.function == self.scopes[at].function)
        {
            // A block in between has a function of this name, which keeps this one from the variable (B.3.2.1).
            self.refuse(
                span,
                "this function in a block has the name of a function of a block around it",
                "Rename one of them.",
            );
        }
        let value = self.get(inner, span);
        let set = self.set(outer, value, span);
        match self.completion {
            Some(completion) => self.set(completion, set, span),
            None => set,
        }
    }

    /// Whether the innermost scope is that of the function itself.
    fn is_function_top(&self) -> bool {
        let function = self.functions.len() - 1;
        let own = self.scopes.iter().filter(|scope| scope.function == function).count();
        own == 1
    }

    fn declaration(&mut self, kind: DeclKind, list: List, span: Span) -> ExprId {
        let mut code = Vec::new();
        for declarator in self.nodes(list) {
            let ast::Kind::Declarator { target, init } = *self.ast.kind(declarator) else {
                continue;
            };
            let at = self.span(declarator);
            match (init, kind) {
                (None, DeclKind::Var) => {}
                (None, _) => {
                    let value = self.undefined(at);
                    self.initialise(target, value, &mut code);
                }
                (Some(init), DeclKind::Var) => self.initialise_var(target, init, at, &mut code),
                (Some(init), _) => {
                    let value = self.named_for(init, target);
                    self.initialise(target, value, &mut code);
                }
            }
        }
        if code.is_empty() {
            return self.nothing(span);
        }
        self.sequence(code, span)
    }

    /// `var target = init` is an assignment.
    fn initialise_var(&mut self, target: NodeId, init: NodeId, span: Span, code: &mut Vec<ExprId>) {
        let value = self.named_for(init, target);
        match *self.ast.kind(target) {
            ast::Kind::Name(name) => {
                let set = self.write_name(name, value, span);
                code.push(set);
            }
            _ => self.destructure(target, value, false, code),
        }
    }

    /// Resets the completion value, as statements do whose own value is undefined unless their parts give one.
    pub(super) fn reset_completion(&mut self, span: Span) -> Option<ExprId> {
        let completion = self.completion?;
        let undefined = self.undefined(span);
        Some(self.set(completion, undefined, span))
    }

    fn if_statement(&mut self, test: NodeId, yes: Option<NodeId>, no: Option<NodeId>, span: Span) -> ExprId {
        let test = self.expr(test);
        let mut branch = |branch: Option<NodeId>| {
            let reset = self.reset_completion(span);
            let lowered = match branch {
                Some(branch) => self.statement(branch),
                None => self.nothing(span),
            };
            match reset {
                Some(reset) => self.sequence(vec![reset, lowered], span),
                None => lowered,
            }
        };
        let yes = branch(yes);
        let no = branch(no);
        self.add(Kind::If(test, yes, no), span)
    }

    fn labelled(&mut self, label: TextId, body: NodeId, span: Span) -> ExprId {
        let mut labels = vec![label];
        let mut body = body;
        while let ast::Kind::Labelled(label, inner) = *self.ast.kind(body) {
            labels.push(label);
            body = inner;
        }
        if matches!(
            self.ast.kind(body),
            ast::Kind::While { .. } | ast::Kind::For { .. } | ast::Kind::ForEach { .. }
        ) {
            return self.loop_statement(body, labels);
        }
        let leave = self.builder.label();
        self.function().targets.push(Target {
            labels,
            leave,
            plain: false,
            next: None,
        });
        let body = self.statement(body);
        self.function().targets.pop();
        self.add(Kind::Block(leave, body), span)
    }

    fn try_statement(
        &mut self,
        body: NodeId,
        param: Option<NodeId>,
        handler: Option<NodeId>,
        finalizer: Option<NodeId>,
        span: Span,
    ) -> ExprId {
        if self.completion.is_some() {
            self.check_catch_value(body, handler, true);
        }
        let mut code: Vec<ExprId> = self.reset_completion(span).into_iter().collect();
        let body = self.statement(body);
        let catch = handler.map(|handler| {
            let thrown = self.builder.temporary();
            self.open_scope();
            let mut inner: Vec<ExprId> = self.reset_completion(span).into_iter().collect();
            self.catch_param(param, thrown, &mut inner);
            let handler = self.statement(handler);
            inner.push(handler);
            if let Some(fresh) = self.close_scope(span) {
                inner.insert(0, fresh);
            }
            (thrown, self.sequence(inner, span))
        });
        let finally = finalizer.map(|finalizer| self.finalizer(finalizer, span));
        let guarded = self.add(Kind::Try { body, catch, finally }, span);
        code.push(guarded);
        self.sequence(code, span)
    }

    pub(super) fn catch_param(&mut self, param: Option<NodeId>, thrown: crate::hir::VarId, code: &mut Vec<ExprId>) {
        let Some(param) = param else { return };
        let span = self.span(param);
        self.declare_target(DeclKind::Let, param, span.end);
        let value = self.get(thrown, span);
        self.initialise(param, value, code);
    }

    /// A `finally` block: if it ends normally, the value of what it follows stays.
    fn finalizer(&mut self, finalizer: NodeId, span: Span) -> ExprId {
        let Some(completion) = self.completion else {
            return self.statement(finalizer);
        };
        let value = self.get(completion, span);
        let (saved, held) = self.hold(value, span);
        let mut code = vec![held];
        code.extend(self.reset_completion(span));
        let lowered = self.statement(finalizer);
        code.push(lowered);
        let value = self.get(saved, span);
        let restored = self.set(completion, value, span);
        code.push(restored);
        self.sequence(code, span)
    }
}
