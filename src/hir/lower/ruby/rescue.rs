//! `begin` with its clauses.

use super::Lowering;
use super::function::Handler;
use crate::diag::Code;
use crate::hir::{Arg, Const, ExprId, FuncKind, Kind, Logic, Start, VarId};
use crate::op::Op;
use crate::source::Span;
use crate::syntax::ast::{self, List, NodeId};
use crate::value::Global;

impl Lowering<'_> {
    pub(super) fn begin(
        &mut self,
        body: NodeId,
        rescues: List,
        otherwise: Option<NodeId>,
        ensure: Option<NodeId>,
        span: Span,
    ) -> ExprId {
        let guarded = if rescues.is_empty() {
            self.expr(body)
        } else {
            self.rescued(body, rescues, otherwise, span)
        };
        match ensure {
            Some(ensure) => {
                self.function().ensures += 1;
                let finally = self.expr(ensure);
                self.function().ensures -= 1;
                self.add(
                    Kind::Try {
                        body: guarded,
                        catch: None,
                        finally: Some(finally),
                    },
                    span,
                )
            }
            None => guarded,
        }
    }

    /// The body with its `rescue` clauses in a loop that `retry` starts again; `else` runs outside of the guard.
    fn rescued(&mut self, body: NodeId, rescues: List, otherwise: Option<NodeId>, span: Span) -> ExprId {
        let label = self.builder.label();
        let body = self.expr(body);
        let passed = otherwise.map(|_| self.builder.declare(None, Start::Nil));
        let body = match passed {
            Some(passed) => {
                let (value, held) = self.hold(body, span);
                let yes = self.boolean(true, span);
                let set = self.set(passed, yes, span);
                let value = self.get(value, span);
                self.sequence(vec![held, set, value], span)
            }
            None => body,
        };
        let thrown = self.builder.temporary();
        let ensures = self.function().ensures;
        self.function().handlers.push(Handler {
            again: label,
            thrown,
            retried: false,
            ensures,
        });
        let mut clauses = Vec::new();
        for clause in self.nodes(rescues) {
            if let ast::Kind::Rescue { classes, target, body } = *self.ast.kind(clause) {
                clauses.push(self.clause(classes, target, body, thrown, self.span(clause)));
            }
        }
        let retried = self.function().handlers.pop().is_some_and(|handler| handler.retried);
        let again = self.get(thrown, span);
        let mut handler = self.add(Kind::Throw(again), span);
        for (test, body, place) in clauses.into_iter().rev() {
            handler = self.add(Kind::If(test, body, handler), place);
        }
        let guarded = self.add(
            Kind::Try {
                body,
                catch: Some((thrown, handler)),
                finally: None,
            },
            span,
        );
        let value = match (passed, otherwise) {
            (Some(passed), Some(otherwise)) => {
                let no = self.boolean(false, span);
                let reset = self.set(passed, no, span);
                let (value, held) = self.hold(guarded, span);
                let otherwise = self.expr(otherwise);
                let test = self.get(passed, span);
                let value = self.get(value, span);
                let chosen = self.add(Kind::If(test, otherwise, value), span);
                self.sequence(vec![reset, held, chosen], span)
            }
            _ => guarded,
        };
        if retried {
            let leave = self.add(Kind::Break(label, value), span);
            return self.add(Kind::Loop(label, leave), span);
        }
        value
    }

    /// A clause: whether it takes the exception, and what it does.
    fn clause(
        &mut self,
        classes: List,
        target: Option<NodeId>,
        body: NodeId,
        thrown: VarId,
        span: Span,
    ) -> (ExprId, ExprId, Span) {
        let classes = self.flattened(classes);
        let test = if classes.is_empty() {
            let class = self.builder.constant(Const::Global(Global::RbStandardError), span);
            self.rescues(class, thrown, span)
        } else if classes
            .iter()
            .any(|&class| matches!(self.ast.kind(class), ast::Kind::Spread(_)))
        {
            // With a list among them all are evaluated first.
            let items = classes.into_iter().map(|class| self.element(class)).collect();
            let list = self.add(Kind::Array(items), span);
            self.rescues(list, thrown, span)
        } else {
            let mut tests = Vec::with_capacity(classes.len());
            for class in classes {
                let place = self.span(class);
                let value = self.expr(class);
                // A value that may be a list is one of the classes, not the list of them.
                let value = match self.ast.kind(class) {
                    ast::Kind::Constant(..) => value,
                    _ => self.add(Kind::Array(vec![Arg::One(value)]), place),
                };
                tests.push((self.rescues(value, thrown, place), place));
            }
            self.balanced(Logic::Or, &tests)
        };
        let mut code = Vec::new();
        if let Some(target) = target {
            let exception = self.get(thrown, span);
            self.assign_target(target, exception, &mut code);
        }
        let body = self.expr(body);
        code.push(body);
        (test, self.sequence(code, span), span)
    }

    fn rescues(&mut self, classes: ExprId, thrown: VarId, span: Span) -> ExprId {
        let exception = self.get(thrown, span);
        self.op(Op::RbRescues, &[classes, exception], span)
    }

    pub(super) fn retry(&mut self, span: Span) -> ExprId {
        let ensures = self.function().ensures;
        match self.function().handlers.last_mut() {
            Some(handler) if handler.ensures == ensures => {
                handler.retried = true;
                let again = handler.again;
                self.add(Kind::Continue(again), span)
            }
            _ => self.refuse(
                Code::E0204,
                span,
                "`retry` stands outside of a `rescue` clause",
                "Use it inside a `rescue` clause.",
            ),
        }
    }

    /// `raise` without arguments: raises the exception of the clause around it again.
    pub(super) fn raise_again(&mut self, span: Span) -> ExprId {
        let mut thrown = None;
        for function in self.functions.iter().rev() {
            thrown = function.handlers.last().map(|handler| handler.thrown);
            if thrown.is_some() || function.kind == FuncKind::Method {
                break;
            }
        }
        if let Some(thrown) = thrown {
            let exception = self.get(thrown, span);
            return self.add(Kind::Throw(exception), span);
        }
        // In the script itself, outside of every clause, there is no exception to raise again. A method or a block may
        // be called from a clause elsewhere.
        let script = self.functions.len() == 1;
        let leads_here = self.functions.iter().any(|function| function.ensures > 0)
            || (!script
                && (0..self.ast.len()).any(|index| {
                    let id = NodeId(u32::try_from(index).unwrap_or(u32::MAX));
                    matches!(
                        self.ast.kind(id),
                        ast::Kind::Rescue { .. } | ast::Kind::Begin { ensure: Some(_), .. }
                    )
                }));
        if leads_here {
            return self.unsupported(
                span,
                "`raise` without an exception, outside of a `rescue` clause,",
                "Name the exception: `raise error`, or `raise \"message\"`.",
            );
        }
        let class = self.builder.constant(Const::Global(Global::RbRuntimeError), span);
        let message = self.builder.string("", span);
        self.kernel("raise", &[class, message], span)
    }
}
