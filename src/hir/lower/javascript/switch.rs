//! `switch` (ECMA-262 14.12.4): one scope for all cases, falling through.

use super::Lowering;
use super::jump::Target;
use crate::hir::{Const, ExprId, Kind, Label, Logic, VarId};
use crate::op::Op;
use crate::source::Span;
use crate::syntax::ast::{self, List, NodeId};

/// A clause.
struct Clause {
    /// None for `default`.
    test: Option<NodeId>,
    body: Vec<NodeId>,
}

impl Lowering<'_> {
    pub(super) fn switch_statement(&mut self, subject: NodeId, cases: List, span: Span) -> ExprId {
        let mut code: Vec<ExprId> = Vec::new();
        let value = self.expr(subject);
        let (subject, held) = self.hold(value, span);
        code.push(held);
        code.extend(self.reset_completion(span));
        let clauses: Vec<Clause> = (self.nodes(cases).into_iter())
            .filter_map(|case| match *self.ast.kind(case) {
                ast::Kind::SwitchCase { test, body } => Some(Clause {
                    test,
                    body: self.nodes(body),
                }),
                _ => None,
            })
            .collect();
        let leave = self.builder.label();
        self.function().targets.push(Target {
            labels: Vec::new(),
            leave,
            plain: true,
            next: None,
        });
        self.open_scope();
        let mut statements = Vec::new();
        for clause in &clauses {
            self.declare_lexical(&clause.body, true);
            statements.extend_from_slice(&clause.body);
        }
        let mut inner = Vec::new();
        self.block_functions(&statements, &mut inner);
        inner.extend(if self.is_flat(&clauses) {
            self.flat(&clauses, subject, leave, span)
        } else {
            self.falling(&clauses, subject, span)
        });
        if let Some(fresh) = self.close_scope(span) {
            inner.insert(0, fresh);
        }
        self.function().targets.pop();
        let inner = self.sequence(inner, span);
        code.push(self.add(Kind::Block(leave, inner), span));
        self.sequence(code, span)
    }

    /// Whether no clause with statements falls through, and `default` is the last.
    fn is_flat(&self, clauses: &[Clause]) -> bool {
        clauses.iter().enumerate().all(|(index, clause)| {
            let last = index + 1 == clauses.len();
            let jumps = clause.body.last().is_none_or(|&statement| {
                matches!(
                    self.ast.kind(statement),
                    ast::Kind::Break { .. } | ast::Kind::Continue { .. } | ast::Kind::Return(_) | ast::Kind::Throw(_)
                )
            });
            last || (clause.test.is_some() && jumps)
        })
    }

    /// `subject === test`
    fn matches(&mut self, subject: VarId, test: NodeId) -> ExprId {
        let span = self.span(test);
        let subject = self.get(subject, span);
        let test = self.expr(test);
        self.op(Op::JsStrictEq, &[subject, test], span)
    }

    fn statements(&mut self, statements: &[NodeId], span: Span) -> ExprId {
        let mut code = Vec::with_capacity(statements.len());
        for &statement in statements {
            let lowered = self.statement(statement);
            code.push(lowered);
        }
        if code.is_empty() {
            return self.nothing(span);
        }
        self.sequence(code, span)
    }

    /// One test after the other, each with its statements behind it.
    fn flat(&mut self, clauses: &[Clause], subject: VarId, leave: Label, span: Span) -> Vec<ExprId> {
        let mut code = Vec::new();
        let mut tests: Vec<ExprId> = Vec::new();
        for (index, clause) in clauses.iter().enumerate() {
            let last = index + 1 == clauses.len();
            match clause.test {
                Some(test) => {
                    let at = self.span(test);
                    let test = self.matches(subject, test);
                    tests.push(test);
                    if clause.body.is_empty() && !last {
                        continue;
                    }
                    let joined = self.any_of(&tests, at);
                    tests.clear();
                    let body = self.statements(&clause.body, at);
                    let body = if last {
                        body
                    } else {
                        let value = self.nothing(at);
                        let gone = self.add(Kind::Break(leave, value), at);
                        self.sequence(vec![body, gone], at)
                    };
                    let nothing = self.nothing(at);
                    code.push(self.add(Kind::If(joined, body, nothing), at));
                }
                None => {
                    // Tests that lead to `default` are run for what they do.
                    code.append(&mut tests);
                    let body = self.statements(&clause.body, span);
                    code.push(body);
                }
            }
        }
        if code.is_empty() {
            code.push(self.nothing(span));
        }
        code
    }

    /// Whether any of several tests holds: a balanced tree, since a `switch` may have thousands.
    fn any_of(&mut self, tests: &[ExprId], span: Span) -> ExprId {
        match tests {
            [] => self.constant(Const::Bool(false), span),
            [single] => *single,
            _ => {
                let (left, right) = tests.split_at(tests.len() / 2);
                let left = self.any_of(left, span);
                let right = self.any_of(right, span);
                self.add(Kind::Logic(Logic::Or, left, right), span)
            }
        }
    }

    /// First the number of the clause to start with, then every clause from that one on.
    fn falling(&mut self, clauses: &[Clause], subject: VarId, span: Span) -> Vec<ExprId> {
        let found = self.builder.label();
        let mut tests = Vec::new();
        let mut otherwise = clauses.len();
        for (index, clause) in clauses.iter().enumerate() {
            let Some(test) = clause.test else {
                otherwise = index;
                continue;
            };
            let at = self.span(test);
            let matched = self.matches(subject, test);
            let number = self.constant(number(index), at);
            let gone = self.add(Kind::Break(found, number), at);
            let nothing = self.nothing(at);
            tests.push(self.add(Kind::If(matched, gone, nothing), at));
        }
        tests.push(self.constant(number(otherwise), span));
        let tests = self.sequence(tests, span);
        let chosen = self.add(Kind::Block(found, tests), span);
        let (chosen, held) = self.hold(chosen, span);
        let mut code = vec![held];
        for (index, clause) in clauses.iter().enumerate() {
            if clause.body.is_empty() {
                continue;
            }
            let start = self.get(chosen, span);
            let here = self.constant(number(index), span);
            let reached = self.op(Op::JsLe, &[start, here], span);
            let body = self.statements(&clause.body, span);
            let nothing = self.nothing(span);
            code.push(self.add(Kind::If(reached, body, nothing), span));
        }
        code
    }
}

/// Clauses are fewer than 2⁵³.
fn number(index: usize) -> Const {
    Const::Float(index as f64)
}
