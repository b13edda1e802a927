//! `break`, `next`, `return`, `retry` and `yield`: what they leave depends on the function around them.

use super::Lowering;
use super::call::Lone;
use crate::diag::Code;
use crate::hir::{Arg, Const, ExprId, FuncKind, Kind};
use crate::source::Span;
use crate::syntax::ast::{List, NodeId};
use crate::value::Global;

impl Lowering<'_> {
    fn jump_value(&mut self, value: Option<NodeId>, span: Span) -> ExprId {
        match value {
            Some(value) => self.expr(value),
            None => self.nil(span),
        }
    }

    fn invalid(&mut self, word: &str, span: Span, help: &str) -> ExprId {
        self.refuse(
            Code::E0204,
            span,
            format!("`{word}` stands where nothing can be left"),
            help,
        )
    }

    pub(super) fn break_expr(&mut self, value: Option<NodeId>, span: Span) -> ExprId {
        let value = self.jump_value(value, span);
        let function = self.function();
        if let Some(target) = function.loops.last() {
            let leave = target.leave;
            return self.add(Kind::Break(leave, value), span);
        }
        match function.kind {
            FuncKind::Proc => self.add(Kind::BreakCall(value), span),
            FuncKind::Lambda => self.add(Kind::Return(value), span),
            _ => self.invalid("break", span, "Use it inside a loop or a block."),
        }
    }

    pub(super) fn next_expr(&mut self, value: Option<NodeId>, span: Span) -> ExprId {
        let value = self.jump_value(value, span);
        let function = self.function();
        if let Some(target) = function.loops.last() {
            let (leave, turn) = (target.leave, target.turn);
            return match turn {
                Some(turn) => self.add(Kind::Break(turn, value), span),
                None => {
                    let jump = self.add(Kind::Continue(leave), span);
                    self.sequence(vec![value, jump], span)
                }
            };
        }
        match function.kind {
            FuncKind::Proc | FuncKind::Lambda => self.add(Kind::Return(value), span),
            _ => self.invalid("next", span, "Use it inside a loop or a block."),
        }
    }

    /// In a method or a lambda `return` leaves it; in the rule itself Ruby raises LocalJumpError, since the text is
    /// evaluated in a method that has returned already.
    pub(super) fn return_expr(&mut self, value: Option<NodeId>, span: Span) -> ExprId {
        let value = self.jump_value(value, span);
        let owner = self
            .functions
            .iter()
            .rev()
            .find(|function| function.kind != FuncKind::Proc)
            .map_or(FuncKind::Script, |function| function.kind);
        if owner == FuncKind::Script {
            let class = self.builder.constant(Const::Global(Global::RbLocalJumpError), span);
            let message = self.builder.string("unexpected return", span);
            let raised = self.kernel("raise", &[class, message], span);
            return self.sequence(vec![value, raised], span);
        }
        if self.function().kind == FuncKind::Proc {
            self.add(Kind::ReturnMethod(value), span)
        } else {
            self.add(Kind::Return(value), span)
        }
    }

    /// A call of a function of Kernel with positional arguments.
    pub(super) fn kernel(&mut self, name: &str, args: &[ExprId], span: Span) -> ExprId {
        let name = self.builder.str(name);
        let args = args.iter().copied().map(Arg::One).collect();
        self.add(
            Kind::CallKernel {
                name,
                args,
                block: None,
                variable_like: false,
            },
            span,
        )
    }

    /// Outside of a method it is a syntax error in a file, and a LocalJumpError where a text is evaluated.
    pub(super) fn yield_expr(&mut self, arguments: List, span: Span) -> ExprId {
        let inside = self.functions.iter().any(|function| function.kind == FuncKind::Method);
        let (args, _) = self.arguments(arguments, Lone::Unknown);
        if !inside {
            let help = "Use it inside a method that is called with a block.";
            return self.unsupported(span, "`yield` outside of a method", help);
        }
        self.add(Kind::Yield(args), span)
    }
}
