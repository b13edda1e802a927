//! The script and its completion value (ECMA-262 14.2.2 and the UpdateEmpty steps of the statements).
//!
//! Where the last statement that can have a value stands at the end, its value is the script's. Otherwise a variable
//! collects it: expression statements write it, and statements whose value is undefined unless a part gives one reset it.

use super::Lowering;
use crate::hir::{ExprId, Kind, Start};
use crate::source::Span;
use crate::syntax::ast::{self, NodeId};

/// Whether a statement has a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Valued {
    Never,
    Always,
    Perhaps,
}

impl Lowering<'_> {
    /// The whole rule.
    pub(super) fn script(&mut self, span: Span) -> ExprId {
        let Some(&ast::Kind::Block(list)) = self.ast.root.map(|root| self.ast.kind(root)) else {
            return self.undefined(span);
        };
        self.open_scope();
        let statements = self.nodes(list);
        let mut code = Vec::new();
        self.hoist(&statements, false, &mut code);
        let value = self.values(&statements, true, span);
        code.push(value);
        self.sequence(code, span)
    }

    /// Whether a statement has a value; `top` where it stands at the top of the script.
    fn valued(&self, node: NodeId, top: bool) -> Valued {
        match *self.ast.kind(node) {
            ast::Kind::Expression(_)
            | ast::Kind::If { .. }
            | ast::Kind::Ladder(_)
            | ast::Kind::Below
            | ast::Kind::While { .. }
            | ast::Kind::For { .. }
            | ast::Kind::ForEach { .. }
            | ast::Kind::Switch(..)
            | ast::Kind::Try { .. }
            | ast::Kind::Throw(_) => Valued::Always,
            // V8 counts a function in a block, see `function_statement`.
            ast::Kind::Function { .. } if !top => Valued::Always,
            ast::Kind::Labelled(..) => Valued::Perhaps,
            ast::Kind::Block(list) => {
                let inner = |node: &NodeId| self.valued(*node, false);
                self.ast
                    .list(list)
                    .iter()
                    .map(inner)
                    .fold(Valued::Never, |all, one| match (all, one) {
                        (Valued::Always, _) | (_, Valued::Always) => Valued::Always,
                        (Valued::Perhaps, _) | (_, Valued::Perhaps) => Valued::Perhaps,
                        _ => Valued::Never,
                    })
            }
            _ => Valued::Never,
        }
    }

    /// The value of a list of statements that no jump can leave, undefined where they have none.
    fn values(&mut self, statements: &[NodeId], top: bool, span: Span) -> ExprId {
        let deciding = statements
            .iter()
            .rposition(|&node| self.valued(node, top) != Valued::Never);
        let Some(deciding) = deciding else {
            let mut code = self.run(statements);
            let undefined = self.undefined(span);
            code.push(undefined);
            return self.sequence(code, span);
        };
        let last = statements[deciding];
        if self.valued(last, top) == Valued::Perhaps {
            return self.collected(statements, span);
        }
        let mut code = self.run(&statements[..deciding]);
        let value = self.value(last);
        let after = self.run(&statements[deciding + 1..]);
        let silent = after
            .iter()
            .all(|&expr| matches!(self.builder.hir().kind(expr), Kind::Const(_)));
        if silent {
            code.push(value);
        } else {
            let (var, held) = self.hold(value, span);
            code.push(held);
            code.extend(after);
            let value = self.get(var, span);
            code.push(value);
        }
        self.sequence(code, span)
    }

    /// Statements whose values do not matter.
    fn run(&mut self, statements: &[NodeId]) -> Vec<ExprId> {
        let mut code = Vec::with_capacity(statements.len());
        for &statement in statements {
            let lowered = self.statement(statement);
            code.push(lowered);
        }
        code
    }

    /// Statements whose value a variable collects.
    fn collected(&mut self, statements: &[NodeId], span: Span) -> ExprId {
        let var = self.builder.declare(None, Start::Undefined);
        self.completion = Some(var);
        let mut code = self.run(statements);
        self.completion = None;
        let value = self.get(var, span);
        code.push(value);
        self.sequence(code, span)
    }

    /// The value of a statement that always has one and that no jump can leave.
    fn value(&mut self, node: NodeId) -> ExprId {
        let span = self.span(node);
        match *self.ast.kind(node) {
            ast::Kind::Expression(inner) => self.expr(inner),
            ast::Kind::Block(list) => {
                let statements = self.nodes(list);
                self.block_value(&statements, span)
            }
            ast::Kind::If { test, yes, no, .. } => {
                let test = self.expr(test);
                let yes = self.branch_value(yes, span);
                let no = self.branch_value(no, span);
                self.add(Kind::If(test, yes, no), span)
            }
            ast::Kind::Ladder(pieces) => self.ladder(pieces, span, Self::value),
            ast::Kind::Below => self.below(span),
            ast::Kind::Try {
                body,
                param,
                handler,
                finalizer,
            } => {
                self.check_catch_value(body, handler, false);
                let body = self.branch_value(Some(body), span);
                let catch = handler.map(|handler| {
                    let thrown = self.builder.temporary();
                    self.open_scope();
                    let mut code = Vec::new();
                    self.catch_param(param, thrown, &mut code);
                    let value = self.branch_value(Some(handler), span);
                    code.push(value);
                    self.close_scope(span);
                    (thrown, self.sequence(code, span))
                });
                let finally = finalizer.map(|finalizer| self.statement(finalizer));
                self.add(Kind::Try { body, catch, finally }, span)
            }
            _ => self.collected(&[node], span),
        }
    }

    /// A `catch` without a value makes that of the whole undefined (ECMA-262 14.15.3), but V8 keeps a value that the
    /// guarded statements left before they threw. Where there can be one, the rule is refused.
    pub(super) fn check_catch_value(&mut self, body: NodeId, handler: Option<NodeId>, jumps: bool) {
        let Some(handler) = handler else { return };
        if self.valued(handler, false) == Valued::Always || self.throws_before_value(body, jumps) {
            return;
        }
        let span = self.span(handler);
        self.refuse(
            span,
            "the value of the rule may come from a `catch` that gives none",
            "Write the value into the `catch` block, for example `false;`.",
        );
    }

    /// Whether a statement cannot throw any more once it has left a value; `jumps` where loops and labels make V8 keep
    /// the values of all statements.
    fn throws_before_value(&self, node: NodeId, jumps: bool) -> bool {
        match *self.ast.kind(node) {
            ast::Kind::Expression(_) | ast::Kind::Throw(_) => true,
            ast::Kind::If { yes, no, .. } => [yes, no]
                .into_iter()
                .flatten()
                .all(|branch| self.throws_before_value(branch, jumps)),
            ast::Kind::Ladder(pieces) => {
                (self.ast.list(pieces).iter()).all(|&piece| self.throws_before_value(piece, jumps))
            }
            ast::Kind::Below => true,
            ast::Kind::Block(list) => {
                let statements = self.ast.list(list);
                let last = statements
                    .iter()
                    .rposition(|&node| self.valued(node, false) != Valued::Never);
                let Some(last) = last else { return true };
                statements[last + 1..].iter().all(|&node| self.is_silent(node))
                    && self.throws_before_value(statements[last], jumps)
                    && !(jumps
                        && statements[..last]
                            .iter()
                            .any(|&node| self.valued(node, false) != Valued::Never))
            }
            _ => self.is_silent(node),
        }
    }

    /// Whether a statement does nothing that could throw.
    fn is_silent(&self, node: NodeId) -> bool {
        match *self.ast.kind(node) {
            ast::Kind::Empty | ast::Kind::Function { .. } => true,
            ast::Kind::Declaration(_, list) => (self.ast.list(list).iter())
                .all(|&declarator| matches!(self.ast.kind(declarator), ast::Kind::Declarator { init: None, .. })),
            _ => false,
        }
    }

    fn branch_value(&mut self, node: Option<NodeId>, span: Span) -> ExprId {
        let Some(node) = node else { return self.undefined(span) };
        let at = self.span(node);
        match *self.ast.kind(node) {
            ast::Kind::Block(list) => {
                let statements = self.nodes(list);
                self.block_value(&statements, at)
            }
            _ => self.values(&[node], false, at),
        }
    }

    fn block_value(&mut self, statements: &[NodeId], span: Span) -> ExprId {
        self.open_scope();
        let mut code = Vec::new();
        self.open_block(statements, &mut code);
        let value = self.values(statements, false, span);
        code.push(value);
        // The script itself is no loop, so nothing needs a new identity.
        self.close_scope(span);
        self.sequence(code, span)
    }
}
