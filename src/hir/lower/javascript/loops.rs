//! Loops. Variables of `let` are new in each turn (ECMA-262 14.7.4.4), which matters where a closure keeps them.

use super::Lowering;
use super::jump::{Next, Target};
use crate::hir::{ExprId, Kind, Label, VarId};
use crate::op::Op;
use crate::source::Span;
use crate::syntax::ast::{self, DeclKind, NodeId, TextId};

impl Lowering<'_> {
    /// A loop with its labels.
    pub(super) fn loop_statement(&mut self, node: NodeId, labels: Vec<TextId>) -> ExprId {
        let span = self.span(node);
        let reset = self.reset_completion(span);
        let lowered = match *self.ast.kind(node) {
            ast::Kind::While {
                test, body, body_first, ..
            } => self.while_loop(test, body, body_first, labels, span),
            ast::Kind::For {
                init,
                test,
                update,
                body,
            } => self.for_loop(init, test, update, body, labels, span),
            ast::Kind::ForEach {
                decl,
                target,
                iterable,
                body,
                keys,
            } => self.for_each(decl, target, iterable, body, keys, labels, span),
            _ => self.nothing(span),
        };
        match reset {
            Some(reset) => self.sequence(vec![reset, lowered], span),
            None => lowered,
        }
    }

    /// The body of a loop, inside its jump target.
    fn loop_body(&mut self, body: NodeId, labels: Vec<TextId>, leave: Label, next: Next) -> ExprId {
        self.function().targets.push(Target {
            labels,
            leave,
            plain: true,
            next: Some(next),
        });
        let lowered = self.statement(body);
        self.function().targets.pop();
        match next {
            Next::Loop(_) => lowered,
            Next::Body(label) => {
                let span = self.span(body);
                self.add(Kind::Block(label, lowered), span)
            }
        }
    }

    /// Leaves the loop unless the test holds.
    fn leave_unless(&mut self, test: NodeId, leave: Label) -> ExprId {
        let span = self.span(test);
        let test = self.expr(test);
        let stay = self.nothing(span);
        let value = self.nothing(span);
        let gone = self.add(Kind::Break(leave, value), span);
        self.add(Kind::If(test, stay, gone), span)
    }

    fn while_loop(&mut self, test: NodeId, body: NodeId, body_first: bool, labels: Vec<TextId>, span: Span) -> ExprId {
        let leave = self.builder.label();
        self.function().loops += 1;
        let code = if body_first {
            let next = Next::Body(self.builder.label());
            let body = self.loop_body(body, labels, leave, next);
            vec![body, self.leave_unless(test, leave)]
        } else {
            let test = self.leave_unless(test, leave);
            vec![test, self.loop_body(body, labels, leave, Next::Loop(leave))]
        };
        self.function().loops -= 1;
        let turn = self.sequence(code, span);
        self.add(Kind::Loop(leave, turn), span)
    }

    fn for_loop(
        &mut self,
        init: Option<NodeId>,
        test: Option<NodeId>,
        update: Option<NodeId>,
        body: NodeId,
        labels: Vec<TextId>,
        span: Span,
    ) -> ExprId {
        self.open_scope();
        let leave = self.builder.label();
        let mut code = Vec::new();
        let mut copied = false;
        if let Some(init) = init {
            copied = matches!(self.ast.kind(init), ast::Kind::Declaration(DeclKind::Let, _));
            self.declare_lexical(&[init], false);
            let lowered = match self.ast.kind(init) {
                ast::Kind::Declaration(..) => self.statement(init),
                _ => self.effect(init),
            };
            code.push(lowered);
        }
        self.function().loops += 1;
        let mut turn = Vec::new();
        if let Some(test) = test {
            turn.push(self.leave_unless(test, leave));
        }
        let next = match update {
            Some(_) => Next::Body(self.builder.label()),
            // Without an update, the next turn still copies the variables.
            None if copied => Next::Body(self.builder.label()),
            None => Next::Loop(leave),
        };
        turn.push(self.loop_body(body, labels, leave, next));
        let update = update.map(|update| self.effect(update));
        self.function().loops -= 1;
        let vars = self.scopes.last().map(|scope| scope.vars.clone()).unwrap_or_default();
        let captured: Vec<VarId> = vars.into_iter().filter(|&var| self.is_captured(var)).collect();
        let copies = copied && !captured.is_empty();
        if copies {
            let fresh = self.fresh_copy(&captured, span);
            code.push(fresh);
            let fresh = self.fresh_copy(&captured, span);
            turn.push(fresh);
        }
        turn.extend(update);
        let turn = self.sequence(turn, span);
        code.push(self.add(Kind::Loop(leave, turn), span));
        if let Some(fresh) = self.close_scope(span) {
            code.insert(0, fresh);
        }
        self.sequence(code, span)
    }

    fn fresh_copy(&mut self, vars: &[VarId], span: Span) -> ExprId {
        let vars = vars.to_vec();
        self.add(Kind::Fresh { vars, copy: true }, span)
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one statement")]
    fn for_each(
        &mut self,
        decl: Option<DeclKind>,
        target: NodeId,
        iterable: NodeId,
        body: NodeId,
        keys: bool,
        labels: Vec<TextId>,
        span: Span,
    ) -> ExprId {
        let leave = self.builder.label();
        self.open_scope();
        let lexical = decl.filter(|&decl| decl != DeclKind::Var);
        if let Some(decl) = lexical {
            let ready = self.span(iterable).end;
            self.declare_target(decl, target, ready);
        }
        let at = self.span(iterable);
        let subject = self.expr(iterable);
        let op = if keys { Op::JsKeysIterator } else { Op::JsIterator };
        let iterator = self.op(op, &[subject], at);
        let (iterator, held) = self.hold(iterator, at);

        self.function().loops += 1;
        let source = self.get(iterator, at);
        let next = self.op(Op::JsIteratorNext, &[source], at);
        let (value, next) = self.hold(next, at);
        let got = self.get(value, at);
        let ended = self.op(Op::IsEmpty, &[got], at);
        let nothing = self.nothing(at);
        let gone = self.add(Kind::Break(leave, nothing), at);
        let stay = self.nothing(at);
        let test = self.add(Kind::If(ended, gone, stay), at);
        let mut bound = Vec::new();
        let got = self.get(value, at);
        match (lexical, self.ast.kind(target)) {
            (Some(_), _) => self.initialise(target, got, &mut bound),
            (None, &ast::Kind::Name(name)) => bound.push(self.write_name(name, got, at)),
            (None, _) => self.destructure(target, got, false, &mut bound),
        }
        let body = self.loop_body(body, labels, leave, Next::Loop(leave));
        // Inside the loop the variables are new in each turn; outside, the subject may see their dead zone.
        let fresh = self.close_scope(span);
        self.function().loops -= 1;
        let mut turn = vec![next, test];
        turn.extend(fresh);
        turn.extend(bound);
        turn.push(body);
        let turn = self.sequence(turn, span);
        let repeated = self.add(Kind::Loop(leave, turn), span);
        let mut code = Vec::new();
        if self.function().loops > 0
            && let Some(fresh) = fresh
        {
            let kind = self.builder.hir().kind(fresh).clone();
            code.push(self.add(kind, span));
        }
        code.push(held);
        code.push(repeated);
        self.sequence(code, span)
    }
}
