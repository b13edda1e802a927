//! Lowers calls and literals of arrays, objects and hashes.
//!
//! JavaScript reads the member that is called before it evaluates the arguments, and a binding section that is called
//! with a constant key becomes a `Binding`. Spread arguments are gathered in an array first.

use super::Lowerer;
use crate::hir::{Arg, Const, Entry, ExprId, Kind};
use crate::ir::{Args, Extras, Inst, Reg, Target, Test};
use crate::op::Op;
use crate::source::{Dialect, Span};

impl Lowerer<'_> {
    pub(super) fn call_or_literal(&mut self, expr: ExprId) -> Reg {
        let span = self.span(expr);
        let hir = self.hir;
        match hir.kind(expr) {
            Kind::Call { callee, args } => {
                if let Some(value) = self.section_call(*callee, args, span) {
                    return value;
                }
                let callee = self.operand(*callee, &exprs(args));
                let args = self.args(args, span);
                self.with(span, |dst| Inst::Call {
                    dst,
                    callee,
                    this: None,
                    args,
                })
            }
            Kind::CallMethod {
                receiver,
                name,
                args,
                block,
            } if hir.dialect == Dialect::Ruby => {
                let mut later = exprs(args);
                later.extend(*block);
                let receiver = self.operand(*receiver, &later);
                self.send(Target::Method(receiver, *name), args, *block, span)
            }
            Kind::CallMethod {
                receiver, name, args, ..
            } => {
                let receiver = self.operand(*receiver, &exprs(args));
                let callee = self.with(span, |dst| Inst::Member(dst, receiver, *name));
                let args = self.args(args, span);
                self.with(span, |dst| Inst::Call {
                    dst,
                    callee,
                    this: Some(receiver),
                    args,
                })
            }
            Kind::CallIndex { receiver, key, args } => {
                let mut later = vec![*key];
                later.extend(exprs(args));
                let receiver = self.operand(*receiver, &later);
                let key = self.operand(*key, &later[1..]);
                let callee = self.with(span, |dst| Inst::Op(dst, Op::JsGetIndex, vec![receiver, key]));
                let args = self.args(args, span);
                self.with(span, |dst| Inst::Call {
                    dst,
                    callee,
                    this: Some(receiver),
                    args,
                })
            }
            Kind::CallKernel {
                name,
                args,
                block,
                variable_like,
            } => self.send(Target::Kernel(*name, *variable_like), args, *block, span),
            Kind::CallDefined { var, args, block } => {
                let name = hir.var(*var).name;
                let callee = self.read_place(*var, span);
                match name {
                    Some(name) => self.send(Target::Defined(callee, name), args, *block, span),
                    None => self.constant(Const::Nil, span),
                }
            }
            Kind::Yield(args) => self.send(Target::Block, args, None, span),
            Kind::New { callee, args } => {
                let callee = self.operand(*callee, &exprs(args));
                let args = self.args(args, span);
                self.with(span, |dst| Inst::New { dst, callee, args })
            }
            Kind::Array(items) => match self.args(items, span) {
                Args::Regs(items) => self.with(span, |dst| Inst::Array(dst, items)),
                Args::List(list) => list,
            },
            Kind::Object(entries) | Kind::Hash(entries) => self.entries(entries, span),
            _ => self.constant(Const::Undefined, span),
        }
    }

    /// `identity('teams')` and `identity('teams', fallback)` with a constant key.
    fn section_call(&mut self, callee: ExprId, args: &[Arg], span: Span) -> Option<Reg> {
        let Kind::Const(Const::Section(section)) = *self.hir.kind(callee) else {
            return None;
        };
        let [Arg::One(key), ref rest @ ..] = *args else {
            return None;
        };
        let Kind::Const(Const::Str(key)) = *self.hir.kind(key) else {
            return None;
        };
        match rest {
            [] => Some(self.with(span, |dst| Inst::Binding(dst, section, key))),
            [Arg::One(fallback)] => {
                let result = self.reg();
                self.value_to(*fallback, result);
                let value = self.with(span, |dst| Inst::Binding(dst, section, key));
                let (bound, done) = (self.block(), self.block());
                self.branch(Test::Op(Op::JsIsUndefined, vec![value]), done, bound, span);
                self.start(bound);
                self.emit(Inst::Move(result, value), span);
                self.jump(done, span);
                self.start(done);
                Some(result)
            }
            _ => None,
        }
    }

    fn send(&mut self, target: Target, args: &[Arg], block: Option<ExprId>, span: Span) -> Reg {
        let (positional, keywords) = match args.split_last() {
            Some((Arg::Keywords(keywords), positional)) => (positional, Some(*keywords)),
            _ => (args, None),
        };
        let args = self.args(positional, span);
        let keywords = keywords.map(|keywords| self.value(keywords));
        let block = block.map(|block| self.value(block));
        self.with(span, |dst| Inst::Send {
            dst,
            target,
            args,
            extras: Extras { keywords, block },
        })
    }

    /// Evaluates arguments or elements; an array is built where something is spread.
    fn args(&mut self, args: &[Arg], span: Span) -> Args {
        if args.iter().all(|arg| matches!(arg, Arg::One(_))) {
            return Args::Regs(self.operands(&exprs(args)));
        }
        let list = self.with(span, |dst| Inst::Array(dst, Vec::new()));
        for arg in args {
            let value = self.operand(arg.expr(), &[]);
            self.emit(
                match arg {
                    Arg::Spread(_) => Inst::PushAll(list, value),
                    _ => Inst::Push(list, value),
                },
                span,
            );
        }
        Args::List(list)
    }

    fn entries(&mut self, entries: &[Entry], span: Span) -> Reg {
        let object = self.with(span, Inst::Object);
        if self.hir.dialect == Dialect::Ruby {
            Entry::together(entries).for_each(|group| self.group(object, group, span));
            return object;
        }
        for entry in entries {
            match *entry {
                Entry::Pair(key, value) => {
                    let key_span = self.span(key);
                    let key = self.operand(key, &[value]);
                    let key = self.with(key_span, |dst| Inst::Op(dst, Op::JsToPropertyKey, vec![key]));
                    let value = self.operand(value, &[]);
                    self.emit(Inst::Define(object, key, value), span);
                }
                Entry::Spread(source) => self.spread(object, source, span),
            }
        }
        object
    }

    fn spread(&mut self, object: Reg, source: ExprId, span: Span) {
        let source = self.operand(source, &[]);
        self.emit(Inst::CopyAll(object, source), span);
    }

    /// Entries of a Ruby hash: all are evaluated before any is entered, since a later one may change an earlier key.
    fn group(&mut self, object: Reg, group: &[Entry], span: Span) {
        let mut parts = Vec::with_capacity(2 * group.len());
        for entry in group {
            match *entry {
                Entry::Pair(key, value) => parts.extend([key, value]),
                Entry::Spread(source) => return self.spread(object, source, span),
            }
        }
        // No literal changes, so that nothing has to wait for the rest.
        let at_once = parts
            .iter()
            .step_by(2)
            .all(|&key| matches!(self.hir.kind(key), Kind::Const(_)));
        let together = if at_once { 2 } else { parts.len() };
        for parts in parts.chunks(together) {
            let values = self.operands(parts);
            for pair in values.chunks_exact(2) {
                self.emit(Inst::Define(object, pair[0], pair[1]), span);
            }
        }
    }
}

fn exprs(args: &[Arg]) -> Vec<ExprId> {
    args.iter().map(|arg| arg.expr()).collect()
}
