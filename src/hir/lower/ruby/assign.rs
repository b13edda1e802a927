//! Assignments in all their forms. The value of an assignment is what was assigned.

use super::Lowering;
use super::expr::binary_method;
use super::target::Place;
use crate::hir::{Arg, ExprId, Kind};
use crate::op::Op;
use crate::source::Span;
use crate::syntax::ast::{self, AssignOp, List, NodeId};

impl Lowering<'_> {
    pub(super) fn assign(&mut self, operator: AssignOp, target: NodeId, value: NodeId, span: Span) -> ExprId {
        if let ast::Kind::Targets(_) = self.ast.kind(target) {
            return self.assign_multiple(target, value, span);
        }
        let mut code = Vec::new();
        let place = self.place(target, &mut code);
        let assigned = match operator {
            AssignOp::Plain => {
                let value = self.expr(value);
                self.assigned(&place, value, span)
            }
            AssignOp::Binary(operator) => {
                let old = self.load(&place, span);
                let value = self.expr(value);
                let new = self.call(old, binary_method(operator), &[value], span);
                self.assigned(&place, new, span)
            }
            AssignOp::Logical(operator) => {
                let old = self.load(&place, span);
                let value = self.expr(value);
                let stored = self.assigned(&place, value, span);
                self.add(Kind::Logic(Self::logic(operator), old, stored), span)
            }
        };
        let assigned = match &place {
            // `x&.name = value` evaluates nothing more where x is nil.
            Place::Attribute(object, _, true) => self.unless_nil(*object, assigned, span),
            _ => assigned,
        };
        code.push(assigned);
        self.sequence(code, span)
    }

    /// Writes a value and gives it.
    fn assigned(&mut self, place: &Place, value: ExprId, span: Span) -> ExprId {
        if let Place::Var(var) = place {
            return self.set(*var, value, span);
        }
        let (held, set) = self.hold(value, span);
        let mut code = vec![set];
        let value = self.get(held, span);
        let place = match place {
            Place::Attribute(object, name, _) => Place::Attribute(*object, *name, false),
            other => other.clone(),
        };
        self.store(&place, value, span, &mut code);
        let value = self.get(held, span);
        code.push(value);
        self.sequence(code, span)
    }

    /// `a, b = value`: receivers of the targets, then the value, then the writes, left to right (Ruby 3.1).
    fn assign_multiple(&mut self, target: NodeId, value: NodeId, span: Span) -> ExprId {
        self.declare_targets(target);
        let mut code = Vec::new();
        let Place::Targets(places) = self.place(target, &mut code) else {
            return self.nil(span);
        };
        if let ast::Kind::Array(list) = *self.ast.kind(value)
            && let Some(values) = self.plain_elements(list, places.len())
        {
            self.assign_pairwise(&places, &values, span, &mut code);
            return self.sequence(code, span);
        }
        let literal = matches!(self.ast.kind(value), ast::Kind::Array(_));
        let value = self.expr(value);
        let (whole, held) = self.hold(value, span);
        code.push(held);
        let list = if literal {
            whole
        } else {
            let value = self.get(whole, span);
            let list = self.op(Op::RbToAry, &[value], span);
            let (list, held) = self.hold(list, span);
            code.push(held);
            list
        };
        self.spread(&places, list, span, &mut code);
        let value = self.get(whole, span);
        code.push(value);
        self.sequence(code, span)
    }

    /// The elements of a list without `*`, if there is one for each target.
    fn plain_elements(&self, list: List, count: usize) -> Option<Vec<NodeId>> {
        let elements = self.nodes(list);
        let plain = elements.len() == count
            && !elements
                .iter()
                .any(|&element| matches!(self.ast.kind(element), ast::Kind::Spread(_)));
        plain.then_some(elements)
    }

    /// One value for each target: no list is needed but for the value of the whole.
    fn assign_pairwise(&mut self, places: &[Place], values: &[NodeId], span: Span, code: &mut Vec<ExprId>) {
        let mut vars = Vec::with_capacity(values.len());
        for &value in values {
            let place = self.span(value);
            let value = self.expr(value);
            let (var, held) = self.hold(value, place);
            code.push(held);
            vars.push(var);
        }
        for (place, &var) in places.iter().zip(&vars) {
            let value = self.get(var, span);
            match place {
                Place::Rest(Some(inner)) => {
                    let list = self.add(Kind::Array(vec![Arg::One(value)]), span);
                    self.store(inner, list, span, code);
                }
                Place::Rest(None) => {}
                place => self.store(place, value, span, code),
            }
        }
        let mut items = Vec::with_capacity(vars.len());
        for &var in &vars {
            items.push(Arg::One(self.get(var, span)));
        }
        let whole = self.add(Kind::Array(items), span);
        code.push(whole);
    }
}
