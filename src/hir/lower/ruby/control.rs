//! Branches and loops.

use super::Lowering;
use super::function::Loop;
use crate::hir::{Arg, Const, ExprId, FuncKind, Kind, Label, Logic, Param, ParamKind, Start};
use crate::op::Op;
use crate::source::Span;
use crate::syntax::ast::{self, List, NodeId};

impl Lowering<'_> {
    fn optional(&mut self, node: Option<NodeId>, span: Span) -> ExprId {
        match node {
            Some(node) => self.expr(node),
            None => self.nil(span),
        }
    }

    pub(super) fn if_expr(
        &mut self,
        test: NodeId,
        yes: Option<NodeId>,
        no: Option<NodeId>,
        unless: bool,
        span: Span,
    ) -> ExprId {
        // A modifier's body stands before its test, and so do the names that it declares.
        let modifier = yes.filter(|&yes| self.span(yes).start < self.span(test).start);
        let early = modifier.map(|yes| self.expr(yes));
        let test = self.branch_condition(test);
        let yes = match early {
            Some(yes) => yes,
            None => self.optional(yes, span),
        };
        let no = self.optional(no, span);
        let (yes, no) = if unless { (no, yes) } else { (yes, no) };
        self.add(Kind::If(test, yes, no), span)
    }

    pub(super) fn while_expr(
        &mut self,
        test: NodeId,
        body: NodeId,
        until: bool,
        body_first: bool,
        span: Span,
    ) -> ExprId {
        let label = self.builder.label();
        // `next` in a body that runs before its test goes on with the test.
        let turn = body_first.then(|| self.builder.label());
        self.function().loops.push(Loop { leave: label, turn });
        let early = (self.span(body).start < self.span(test).start).then(|| self.expr(body));
        let test = self.condition(test);
        let body = match early {
            Some(body) => body,
            None => self.expr(body),
        };
        self.function().loops.pop();
        let body = match turn {
            Some(turn) => self.add(Kind::Block(turn, body), span),
            None => body,
        };
        let leave = self.leave(label, span);
        let nothing = self.nil(span);
        let check = if until {
            self.add(Kind::If(test, leave, nothing), span)
        } else {
            self.add(Kind::If(test, nothing, leave), span)
        };
        let turn = if body_first {
            vec![body, check]
        } else {
            vec![check, body]
        };
        let turn = self.add(Kind::Seq(turn), span);
        self.add(Kind::Loop(label, turn), span)
    }

    /// Leaves a loop with nil.
    fn leave(&mut self, label: Label, span: Span) -> ExprId {
        let value = self.nil(span);
        self.add(Kind::Break(label, value), span)
    }

    /// `for target in iterable`: `each` with a block that assigns a variable outside of it.
    pub(super) fn for_expr(&mut self, target: NodeId, iterable: NodeId, body: NodeId, span: Span) -> ExprId {
        self.declare_targets(target);
        let receiver = self.expr(iterable);
        let func = self.builder.enter(FuncKind::Proc, None, span);
        let param = self.builder.declare(None, Start::Nil);
        let kind = if matches!(self.ast.kind(target), ast::Kind::Targets(_)) {
            ParamKind::Rest
        } else {
            ParamKind::Required
        };
        self.builder.func_mut(func).params = vec![Param { kind, var: param }];
        self.enter_transparent(func);
        let value = self.get(param, span);
        let mut code = Vec::new();
        if kind == ParamKind::Rest {
            // Several values stay as they are; one value is taken apart.
            let count = self.call(value, "size", &[], span);
            let one = self.builder.constant(Const::Int(1), span);
            let single = self.call(count, "==", &[one], span);
            let zero = self.builder.constant(Const::Int(0), span);
            let all = self.get(param, span);
            let first = self.op(Op::RbElement, &[all, zero], span);
            let all = self.get(param, span);
            let chosen = self.add(Kind::If(single, first, all), span);
            let list = self.op(Op::RbToAry, &[chosen], span);
            let (list, held) = self.hold(list, span);
            code.push(held);
            self.assign_targets(target, list, &mut code);
        } else {
            self.assign_target(target, value, &mut code);
        }
        let body = self.expr(body);
        code.push(body);
        let body = self.sequence(code, span);
        self.leave_function();
        self.builder.func_mut(func).body = body;
        self.builder.leave();
        let block = self.add(Kind::Closure(func), span);
        let name = self.builder.str("each");
        self.add(
            Kind::CallMethod {
                receiver,
                name,
                args: Vec::<Arg>::new(),
                block: Some(block),
            },
            span,
        )
    }

    pub(super) fn case(
        &mut self,
        subject: Option<NodeId>,
        whens: List,
        otherwise: Option<NodeId>,
        span: Span,
    ) -> ExprId {
        let mut code = Vec::new();
        let subject = subject.map(|subject| {
            let value = self.expr(subject);
            let (var, held) = self.hold(value, span);
            code.push(held);
            var
        });
        // A list of branches, each of which leaves the whole: a `case` may have thousands, which must not nest.
        let label = self.builder.label();
        let mut branches = Vec::new();
        for when in self.nodes(whens) {
            let ast::Kind::When { conditions, body } = *self.ast.kind(when) else {
                continue;
            };
            let mut tests = Vec::new();
            let conditions = match *self.ast.list(conditions) {
                [only] => vec![only],
                _ => self.flattened(conditions),
            };
            for condition in conditions {
                let place = self.span(condition);
                tests.push((self.when_condition(subject, condition), place));
            }
            let place = self.span(when);
            let body = self.expr(body);
            if !tests.is_empty() {
                let test = self.balanced(Logic::Or, &tests);
                let found = self.add(Kind::Break(label, body), place);
                let nothing = self.nil(place);
                branches.push(self.add(Kind::If(test, found, nothing), place));
            }
        }
        branches.push(self.optional(otherwise, span));
        let branches = self.sequence(branches, span);
        code.push(self.add(Kind::Block(label, branches), span));
        self.sequence(code, span)
    }

    fn when_condition(&mut self, subject: Option<crate::hir::VarId>, condition: NodeId) -> ExprId {
        let span = self.span(condition);
        let splat = match *self.ast.kind(condition) {
            ast::Kind::Spread(inner) => Some(inner),
            _ => None,
        };
        match (subject, splat) {
            (Some(subject), Some(list)) => {
                let list = self.expr(list);
                let subject = self.get(subject, span);
                self.op(Op::RbCaseEqAny, &[list, subject], span)
            }
            (Some(subject), None) => {
                let pattern = self.expr(condition);
                let subject = self.get(subject, span);
                self.op(Op::RbCaseEq, &[pattern, subject], span)
            }
            (None, Some(_)) => self.unsupported(
                span,
                "a list of conditions behind `*`",
                "Write the conditions one by one, or use `any?`.",
            ),
            (None, None) => self.condition(condition),
        }
    }
}
