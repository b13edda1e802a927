//! `defined?(x)`: a word that says what an expression is, or nil; the expression itself is not evaluated, but the
//! receiver of a call is.

use super::Lowering;
use super::constant::{Meaning, constant_meaning};
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
            ast::Kind::Name(_) => "local-variable",
            ast::Kind::InstanceVar(name) if self.section(&self.ast.name(name)).is_some() => "instance-variable",
            ast::Kind::GlobalVar(name) if self.ast.name(name) == "$~" => "global-variable",
            ast::Kind::Assign(..) => {
                // The names that it would assign exist from here on.
                if let ast::Kind::Assign(_, target, _) = *self.ast.kind(operand) {
                    self.declare_targets(target);
                }
                "assignment"
            }
            ast::Kind::Integer(_) | ast::Kind::Float(_) | ast::Kind::Str(_) | ast::Kind::Symbol(_) => "expression",
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
                    let word = self.builder.string("method", span);
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
                let name = self.text(name);
                let name = self.builder.constant(crate::hir::Const::Str(name), span);
                let responds = self.op(Op::RbResponds, &[value, name], span);
                return self.word_if(responds, "method", span);
            }
            _ => return self.undecided(span),
        };
        self.builder.string(word, span)
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
            ast::Kind::InstanceVar(name) => self.section(&self.ast.name(name)).is_some(),
            ast::Kind::Constant(scope, name) => self
                .constant_path(scope, name)
                .is_some_and(|path| matches!(constant_meaning(&path), Meaning::Value(_))),
            _ => false,
        }
    }

    fn word_if(&mut self, test: ExprId, word: &str, span: Span) -> ExprId {
        let word = self.builder.string(word, span);
        let nil = self.nil(span);
        self.add(Kind::If(test, word, nil), span)
    }

    fn undecided(&mut self, span: Span) -> ExprId {
        self.unsupported(
            span,
            "`defined?` of this expression",
            "ask for a variable, a constant or a method of a variable, or test the value with `nil?`",
        )
    }
}
