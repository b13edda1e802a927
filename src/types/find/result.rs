//! What the rule comes to, and what decides it.

use super::{Look, is_callback};
use crate::diag::{Code, Diagnostic};
use crate::hir::{ExprId, Hir, Kind, Logic};
use crate::op::Op;
use crate::types::{Kinds, Type};

impl Look<'_> {
    /// A list whose truth is asked for: it is always true, even without elements.
    pub(super) fn truth(&mut self, id: ExprId) {
        let test = match self.hir.kind(id) {
            Kind::If(test, yes, no) => {
                if self.reads_again(*test, *yes) || self.reads_again(*test, *no) {
                    return;
                }
                *test
            }
            // `list && list.length` and `list || []` are tests for absence.
            Kind::Logic(Logic::And, test, then) if !self.reads_again(*test, *then) => *test,
            Kind::Op(Op::JsNot | Op::RbNot, operands) if operands.len() == 1 => operands[0],
            _ => return,
        };
        if self.is_general(test) || matches!(self.hir.kind(test), Kind::Op(..) | Kind::Logic(..) | Kind::If(..)) {
            return;
        }
        let ty = self.of(test);
        if !ty.meets(Kinds::LIST) || !ty.within(Kinds::LIST) {
            return;
        }
        let span = self.hir.expr(test).span;
        let diagnostic = Diagnostic::new(Code::W1007, span, "a list is used as a truth value")
            .label("is always true, even where the list is empty");
        let help = if self.ruby() {
            "Write `.any?` after it to ask for elements."
        } else {
            "Write `.length > 0` after it to ask for elements."
        };
        self.found.push(diagnostic.help(help));
    }

    /// Whether an expression reads what another one reads.
    fn reads_again(&self, test: ExprId, then: ExprId) -> bool {
        let kind = self.hir.kind(test);
        let mut pending = vec![then];
        while let Some(id) = pending.pop() {
            let other = self.hir.kind(id);
            match (kind, other) {
                (Kind::Binding(a, b), Kind::Binding(c, d)) if a == c && b == d => return true,
                (Kind::Var(a) | Kind::CheckedVar { var: a, .. }, Kind::Var(b) | Kind::CheckedVar { var: b, .. })
                | (Kind::SetVar(a, _), Kind::Var(b) | Kind::CheckedVar { var: b, .. })
                    if a == b =>
                {
                    return true;
                }
                (Kind::CallMethod { name: a, .. }, Kind::CallMethod { name: b, .. })
                    if a == b && self.binding_name(test).is_some() =>
                {
                    return true;
                }
                _ => {}
            }
            if let Kind::Closure(func) = other
                && is_callback(self.hir.func(*func))
            {
                pending.push(self.hir.func(*func).body);
            }
            other.for_each_child(|child| pending.push(child));
        }
        false
    }

    /// The result of the whole rule.
    pub(super) fn result(&mut self) {
        let result = self.types.result();
        let hir = self.hir;
        let body = hir.func(Hir::SCRIPT).body;
        let place = self.last(body);
        if result.is_never() {
            // Where the reason was told already, the whole need not be told as well.
            let unbound = |expr: &crate::hir::Expr| matches!(expr.kind, Kind::Unbound(_));
            let told = !self.found.is_empty() || hir.exprs.iter().any(unbound);
            if self.types.proof().always_fails && !told && self.schema.is_typed() {
                let error = Diagnostic::new(Code::W1011, hir.expr(place).span, "the rule fails for every caller")
                    .label("never gives an answer")
                    .note("A rule that throws or faults denies.")
                    .help("Mend what throws; write `false` to deny everybody.");
                self.found.push(error);
            }
            return;
        }
        let open = Kinds::LIST | Kinds::MAP | Kinds::TEXT | Kinds::NUMBER;
        // Without types nothing says that the text is the rule of an endpoint.
        if result.within(Kinds::BOOLEAN) || result.kinds.has(open) || !self.schema.is_typed() {
            return;
        }
        let other = Type::of(result.kinds.without(Kinds::BOOLEAN));
        let what = self.kinds_for_people(other.kinds);
        let message = if result.meets(Kinds::BOOLEAN) {
            format!("the result can be {what} and not only a boolean")
        } else {
            format!("the result is {what} and no boolean")
        };
        let diagnostic = Diagnostic::new(Code::W1008, hir.expr(place).span, message).label(if self.ruby() {
            "everything but nil and false counts as true"
        } else {
            "is read as true or false"
        });
        let diagnostic = match result.absent {
            Some(_) => self.with_origin(diagnostic, result, place),
            None => diagnostic,
        };
        let help = if self.ruby() {
            "Compare it with something, or ask whether it is `nil?`."
        } else {
            "Compare it with something, or give it to `Boolean`."
        };
        self.found.push(diagnostic.help(help));
    }

    /// The expression that gives the value of a sequence.
    fn last(&self, id: ExprId) -> ExprId {
        match self.hir.kind(id) {
            Kind::Seq(list) => list.last().map_or(id, |&last| self.last(last)),
            _ => id,
        }
    }
}
