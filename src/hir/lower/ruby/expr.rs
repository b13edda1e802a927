//! Expressions: which kind is lowered by whom, and the operators.

use super::Lowering;
use crate::hir::{Const, ExprId, Kind, Logic};
use crate::op::Op;
use crate::source::Span;
use crate::syntax::ast::{self, BinaryOp, LogicalOp, NodeId, UnaryOp};

impl Lowering<'_> {
    /// An expression or a statement.
    pub(super) fn expr(&mut self, node: NodeId) -> ExprId {
        let span = self.span(node);
        match *self.ast.kind(node) {
            ast::Kind::Nil => self.nil(span),
            ast::Kind::Bool(value) => self.boolean(value, span),
            ast::Kind::Float(value) => self.builder.constant(Const::Float(value), span),
            ast::Kind::Integer(digits) => self.integer(digits, span),
            ast::Kind::Str(text) => {
                let text = self.text(text);
                self.builder.constant(Const::Str(text), span)
            }
            ast::Kind::Symbol(text) => {
                let text = self.text(text);
                self.builder.constant(Const::Symbol(text), span)
            }
            ast::Kind::Interpolation(kind, parts) => self.interpolation(kind, parts, span),
            ast::Kind::Regex { parts, flags } => self.regex(parts, flags, span),
            ast::Kind::Array(list) => self.array(list, span),
            ast::Kind::Hash { pairs, .. } => self.hash(pairs, span),
            ast::Kind::Range { low, high, exclusive } => self.range(low, high, exclusive, span),
            ast::Kind::Name(name) => self.local(name, span),
            ast::Kind::InstanceVar(name) => self.instance_var(name, span),
            ast::Kind::GlobalVar(name) => self.global_var(name, span),
            ast::Kind::Constant(scope, name) => self.constant(scope, name, span),
            ast::Kind::This => self.unsupported(
                span,
                "`self` as a value",
                "Call methods of the rule by their names, without `self`.",
            ),
            ast::Kind::Unary(operator, operand) => self.unary(operator, operand, span),
            ast::Kind::Binary(operator, left, right) => self.binary(operator, left, right, span),
            ast::Kind::Logical(operator, ..) => self.logical(node, operator),
            ast::Kind::Conditional(test, yes, no) => {
                let test = self.branch_condition(test);
                let yes = self.expr(yes);
                let no = self.expr(no);
                self.add(Kind::If(test, yes, no), span)
            }
            ast::Kind::Assign(operator, target, value) => self.assign(operator, target, value, span),
            ast::Kind::Paren(list) | ast::Kind::Block(list) => self.statements(list, span),
            ast::Kind::Defined(operand) => self.defined(node, operand, span),
            ast::Kind::Index { object, arguments, .. } => self.index(object, arguments, span),
            ast::Kind::Send { .. } => self.send(node),
            ast::Kind::Function { kind, .. } => match kind {
                ast::FunctionKind::Def => self.def(node),
                _ => self.lambda(node),
            },
            ast::Kind::If { test, yes, no, unless } => self.if_expr(test, yes, no, unless, span),
            ast::Kind::While {
                test,
                body,
                until,
                body_first,
            } => self.while_expr(test, body, until, body_first, span),
            ast::Kind::ForEach {
                target, iterable, body, ..
            } => self.for_expr(target, iterable, body, span),
            ast::Kind::Case {
                subject,
                whens,
                otherwise,
            } => self.case(subject, whens, otherwise, span),
            ast::Kind::Break { value, .. } => self.break_expr(value, span),
            ast::Kind::Continue { value, .. } => self.next_expr(value, span),
            ast::Kind::Return(value) => self.return_expr(value, span),
            ast::Kind::Retry => self.retry(span),
            ast::Kind::Yield(arguments) => self.yield_expr(arguments, span),
            ast::Kind::Begin {
                body,
                rescues,
                otherwise,
                ensure,
            } => self.begin(body, rescues, otherwise, ensure, span),
            // The rest is JavaScript, or a part that its owner lowers, or stands for an error that was reported.
            _ => self.nil(span),
        }
    }

    /// Statements in order; without any the value is nil.
    pub(super) fn statements(&mut self, list: ast::List, span: Span) -> ExprId {
        let mut code = Vec::with_capacity(list.len());
        for statement in self.nodes(list) {
            let lowered = self.expr(statement);
            code.push(lowered);
        }
        self.sequence(code, span)
    }

    fn unary(&mut self, operator: UnaryOp, operand: NodeId, span: Span) -> ExprId {
        let name = match operator {
            UnaryOp::Not | UnaryOp::NotWord => {
                let operand = self.condition(operand);
                return self.op(Op::RbNot, &[operand], span);
            }
            UnaryOp::Minus => "-@",
            UnaryOp::Plus => "+@",
            _ => "~",
        };
        let operand = self.expr(operand);
        self.call(operand, name, &[], span)
    }

    fn binary(&mut self, operator: BinaryOp, left: NodeId, right: NodeId, span: Span) -> ExprId {
        if operator == BinaryOp::Match
            && let Some(matched) = self.match_with_names(left, right, span)
        {
            return matched;
        }
        let left = self.asked_only(left);
        let right = self.expr(right);
        match operator {
            BinaryOp::Ne => {
                let equal = self.call(left, "==", &[right], span);
                self.op(Op::RbNot, &[equal], span)
            }
            BinaryOp::NotMatch => {
                let matched = self.call(left, "=~", &[right], span);
                self.op(Op::RbNot, &[matched], span)
            }
            _ => self.call(left, binary_method(operator), &[right], span),
        }
    }

    /// A chain of one operator, read in a loop and put together as a balanced tree: the operator is associative.
    fn logical(&mut self, node: NodeId, operator: LogicalOp) -> ExprId {
        let mut terms = Vec::new();
        let mut rest = node;
        while let ast::Kind::Logical(other, left, right) = *self.ast.kind(rest) {
            if other != operator {
                break;
            }
            terms.push(right);
            rest = left;
        }
        terms.push(rest);
        let logic = match operator {
            LogicalOp::And | LogicalOp::AndWord => Logic::And,
            _ => Logic::Or,
        };
        let mut lowered = Vec::with_capacity(terms.len());
        for (at, &term) in terms.iter().enumerate().rev() {
            // All but the last of `&&` give their value only where it is nil or false.
            let value = match logic {
                Logic::And if at > 0 => self.asked_only(term),
                _ => self.expr(term),
            };
            lowered.push((value, self.span(term)));
        }
        self.balanced(logic, &lowered)
    }

    /// Halves the terms: the depth is the logarithm of their number.
    pub(super) fn balanced(&mut self, logic: Logic, terms: &[(ExprId, Span)]) -> ExprId {
        if let [(only, _)] = terms {
            return *only;
        }
        let (left, right) = terms.split_at(terms.len() / 2);
        let span = match (terms.first(), terms.last()) {
            (Some((_, first)), Some((_, last))) => first.to(*last),
            _ => Span::default(),
        };
        let left = self.balanced(logic, left);
        let right = self.balanced(logic, right);
        self.add(Kind::Logic(logic, left, right), span)
    }
}

/// The method behind an operator; of a negated one, the method whose answer is negated.
pub(super) fn binary_method(operator: BinaryOp) -> &'static str {
    match operator {
        BinaryOp::Ne => BinaryOp::Eq,
        BinaryOp::NotMatch => BinaryOp::Match,
        operator => operator,
    }
    .sign()
}
