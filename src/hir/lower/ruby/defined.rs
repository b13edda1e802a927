//! `defined?(x)`: a word that says what an expression is, or nil; the expression itself is not evaluated, but the
//! receiver of a call is.

use super::Lowering;
use super::constant::{Meaning, constant_meaning};
use super::expr::binary_method;
use super::kernel;
use crate::hir::{ExprId, FuncKind, Kind};
use crate::op::Op;
use crate::source::Span;
use crate::syntax::ast::{self, NodeId};

impl Lowering<'_> {
    pub(super) fn defined(&mut self, operand: NodeId, span: Span) -> ExprId {
        let word = match *self.ast.kind(operand) {
            ast::Kind::Nil => "nil",
            ast::Kind::This => "self",
            ast::Kind::Bool(true) => "true",
            ast::Kind::Bool(false) => "false",
            ast::Kind::Name(name) => {
                let name = self.name(name);
                if self.find_local(&name).is_some_and(|var| self.defaults.contains(&var)) {
                    return self.expr(operand);
                }
                "local-variable"
            }
            ast::Kind::InstanceVar(name) if self.section(&self.ast.name(name)).is_some() => "instance-variable",
            ast::Kind::GlobalVar(name) if self.ast.name(name) == "$~" => "global-variable",
            ast::Kind::Assign(..) => {
                // The names that it would assign exist from here on.
                if let ast::Kind::Assign(_, target, _) = *self.ast.kind(operand) {
                    self.declare_targets(target);
                }
                "assignment"
            }
            ast::Kind::Integer(_)
            | ast::Kind::Float(_)
            | ast::Kind::Str(_)
            | ast::Kind::Symbol(_)
            | ast::Kind::Interpolation(..)
            | ast::Kind::Regex { .. }
            | ast::Kind::Range { .. }
            | ast::Kind::Logical(..)
            | ast::Kind::Conditional(..)
            | ast::Kind::If { .. }
            | ast::Kind::Case { .. }
            | ast::Kind::Function {
                kind: ast::FunctionKind::Lambda,
                ..
            } => "expression",
            ast::Kind::Array(list) if self.nodes(list).iter().all(|&element| self.is_plain(element)) => "expression",
            ast::Kind::Binary(operator, left, right) if self.is_plain(left) && self.is_plain(right) => {
                let value = self.expr(left);
                return self.responds(value, binary_method(operator), span);
            }
            ast::Kind::Paren(list) => match *self.ast.list(list) {
                [only] => return self.defined(only, span),
                _ => return self.undecided(span),
            },
            ast::Kind::Constant(scope, name) => {
                match self.constant_path(scope, name).map(|path| constant_meaning(&path)) {
                    Some(Meaning::Value(_)) => "constant",
                    Some(Meaning::Unknown) => return self.nil(span),
                    _ => return self.expr(operand),
                }
            }
            ast::Kind::Yield(_) => {
                if !self.functions.iter().any(|function| function.kind == FuncKind::Method) {
                    return self.nil(span);
                }
                let given = self.op(Op::RbBlockGiven, &[], span);
                return self.word_if(given, "yield", span);
            }
            ast::Kind::Send {
                receiver: None,
                name,
                arguments,
                block: None,
                ..
            } if arguments.is_empty() => {
                if let Some(&var) = self.methods.get(&name) {
                    let value = self.get(var, span);
                    let missing = self.op(Op::IsEmpty, &[value], span);
                    let nil = self.nil(span);
                    let word = self.word("method", span);
                    return self.add(Kind::If(missing, nil, word), span);
                }
                let text = self.name(name);
                if !kernel::is_supported(&text) && !kernel::is_refused(&text) {
                    return self.nil(span);
                }
                "method"
            }
            ast::Kind::Send {
                receiver: Some(receiver),
                safe: false,
                name,
                arguments,
                block: None,
                ..
            } if arguments.is_empty() && self.is_plain(receiver) => {
                let value = self.expr(receiver);
                let name = self.name(name);
                return self.responds(value, &name, span);
            }
            _ => return self.undecided(span),
        };
        self.word(word, span)
    }

    /// The words are frozen.
    fn word(&mut self, word: &str, span: Span) -> ExprId {
        let word = self.builder.string(word, span);
        self.call(word, "freeze", &[], span)
    }

    /// Whether an expression surely has a value, so that asking for it raises nothing.
    fn is_plain(&self, node: NodeId) -> bool {
        match *self.ast.kind(node) {
            ast::Kind::Name(_)
            | ast::Kind::Nil
            | ast::Kind::Bool(_)
            | ast::Kind::Integer(_)
            | ast::Kind::Float(_)
            | ast::Kind::Str(_)
            | ast::Kind::Symbol(_) => true,
            ast::Kind::Array(list) => list.is_empty(),
            ast::Kind::InstanceVar(name) => self.section(&self.ast.name(name)).is_some(),
            ast::Kind::Constant(scope, name) => self
                .constant_path(scope, name)
                .is_some_and(|path| matches!(constant_meaning(&path), Meaning::Value(_))),
            _ => false,
        }
    }

    fn responds(&mut self, value: ExprId, name: &str, span: Span) -> ExprId {
        let name = self.builder.string(name, span);
        let responds = self.op(Op::RbResponds, &[value, name], span);
        self.word_if(responds, "method", span)
    }

    fn word_if(&mut self, test: ExprId, word: &str, span: Span) -> ExprId {
        let word = self.word(word, span);
        let nil = self.nil(span);
        self.add(Kind::If(test, word, nil), span)
    }

    fn undecided(&mut self, span: Span) -> ExprId {
        self.unsupported(
            span,
            "`defined?` of this expression",
            "Ask for a variable, a constant or a method of a variable, or test the value with `nil?`.",
        )
    }
}
