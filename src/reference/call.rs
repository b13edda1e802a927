//! Calls and literals of the reference.

use std::collections::HashMap;

use super::{Eval, Exit, Frame, Reference};
use crate::bytecode::operand::Reg;
use crate::bytecode::{Function, Param, ParamShape};
use crate::hir::{Arg, Entry, ExprId, FuncId, FuncKind, Kind, ParamKind, VarId};
use crate::op::Op;
use crate::source::Dialect;
use crate::value::{Global, ObjId, Value};
use crate::vm::ruby::Args;
use crate::vm::{Arity, Cx, Engine, Object, Run, Stop, bind_arguments, javascript, ruby};

/// What a call passes, evaluated.
struct Passed {
    positional: Vec<Value>,
    keywords: Value,
    block: Value,
}

impl Reference<'_> {
    pub(super) fn call_or_literal(&self, cx: &mut Cx<'_>, frame: &mut Frame, expr: ExprId) -> Eval {
        let ruby = self.hir.dialect == Dialect::Ruby;
        match self.hir.kind(expr) {
            Kind::Call { callee, args } => {
                let callee = self.eval(cx, frame, *callee)?;
                let passed = self.passed(cx, frame, args, None)?;
                Ok(javascript::call_value(cx, callee, Value::Empty, &passed.positional)?)
            }
            Kind::CallMethod {
                receiver,
                name,
                args,
                block,
            } if ruby => {
                let receiver = self.eval(cx, frame, *receiver)?;
                let passed = self.passed(cx, frame, args, *block)?;
                let name = self.text(*name);
                self.pending(cx, &passed, |cx, args| ruby::send(cx, receiver, name, args))
            }
            Kind::CallMethod {
                receiver, name, args, ..
            } => {
                let this = self.eval(cx, frame, *receiver)?;
                let callee =
                    javascript::get_member(cx, this, crate::value::StrId(name.0 | crate::value::StrId::CONSTANT))?;
                let passed = self.passed(cx, frame, args, None)?;
                Ok(javascript::call_value(cx, callee, this, &passed.positional)?)
            }
            Kind::CallIndex { receiver, key, args } => {
                let this = self.eval(cx, frame, *receiver)?;
                let key = self.eval(cx, frame, *key)?;
                let callee = javascript::operate(cx, Op::JsGetIndex, &[this, key])?;
                let passed = self.passed(cx, frame, args, None)?;
                Ok(javascript::call_value(cx, callee, this, &passed.positional)?)
            }
            Kind::CallKernel {
                name,
                args,
                block,
                variable_like,
            } => {
                let passed = self.passed(cx, frame, args, *block)?;
                let name = self.text(*name);
                self.pending(cx, &passed, |cx, args| {
                    ruby::call_kernel(cx, name, args, *variable_like)
                })
            }
            Kind::CallDefined { var, args, block } => {
                let callee = self.read(cx, frame, *var);
                let passed = self.passed(cx, frame, args, *block)?;
                let Value::Object(id) = callee else {
                    return Err(cx.raise_opaque(Global::RbNoMethodError).into());
                };
                self.pending(cx, &passed, |cx, args| {
                    cx.call_closure(id, Value::Empty, args.positional, args.keywords, args.block)
                })
            }
            Kind::Yield(args) => {
                let passed = self.passed(cx, frame, args, None)?;
                if matches!(frame.block, Value::Nil) {
                    return Err(cx.raise(Global::RbLocalJumpError, "no block given (yield)").into());
                }
                let block = frame.block;
                self.pending(cx, &passed, |cx, args| ruby::call_proc(cx, block, args))
            }
            Kind::New { callee, args } => {
                let callee = self.eval(cx, frame, *callee)?;
                let passed = self.passed(cx, frame, args, None)?;
                Ok(javascript::construct(cx, callee, &passed.positional)?)
            }
            Kind::Array(items) => {
                let passed = self.passed(cx, frame, items, None)?;
                Ok(if ruby {
                    ruby::new_array(cx, passed.positional)?
                } else {
                    javascript::new_array(cx, passed.positional)?
                })
            }
            Kind::Object(entries) | Kind::Hash(entries) => self.entries(cx, frame, entries),
            _ => Err(cx.unsupported("an expression that the reference does not know").into()),
        }
    }

    /// Makes a Ruby call; a `break` in its block ends it.
    fn pending(
        &self,
        cx: &mut Cx<'_>,
        passed: &Passed,
        call: impl FnOnce(&mut Cx<'_>, Args<'_>) -> Run<Value>,
    ) -> Eval {
        let args = Args {
            positional: &passed.positional,
            keywords: passed.keywords,
            block: passed.block,
        };
        match call(cx, args) {
            Err(Stop::Unwind {
                target,
                call: true,
                value,
            }) if matches!(passed.block, Value::Object(block) if u64::from(block.0) == target) => Ok(value),
            other => Ok(other?),
        }
    }

    fn passed(&self, cx: &mut Cx<'_>, frame: &mut Frame, args: &[Arg], block: Option<ExprId>) -> Result<Passed, Exit> {
        let mut passed = Passed {
            positional: Vec::new(),
            keywords: Value::Empty,
            block: Value::Nil,
        };
        for arg in args {
            let value = self.eval(cx, frame, arg.expr())?;
            match (arg, self.hir.dialect) {
                (Arg::One(_), _) => passed.positional.push(value),
                (Arg::Spread(_), Dialect::JavaScript) => javascript::spread(cx, value, &mut passed.positional)?,
                (Arg::Spread(_), Dialect::Ruby) => ruby::splat(cx, value, &mut passed.positional)?,
                (Arg::Keywords(_), _) => passed.keywords = value,
            }
        }
        if let Some(block) = block {
            passed.block = self.eval(cx, frame, block)?;
        }
        Ok(passed)
    }

    fn entries(&self, cx: &mut Cx<'_>, frame: &mut Frame, entries: &[Entry]) -> Eval {
        if self.hir.dialect == Dialect::Ruby {
            return self.hash(cx, frame, entries);
        }
        let made = javascript::new_object(cx)?;
        for entry in entries {
            match *entry {
                Entry::Pair(key, value) => {
                    let key = self.eval(cx, frame, key)?;
                    let key = javascript::operate(cx, Op::JsToPropertyKey, &[key])?;
                    let value = self.eval(cx, frame, value)?;
                    javascript::define_property(cx, made, key, value)?;
                }
                Entry::Spread(source) => {
                    let source = self.eval(cx, frame, source)?;
                    javascript::copy_properties(cx, made, source)?;
                }
            }
        }
        Ok(made)
    }

    fn hash(&self, cx: &mut Cx<'_>, frame: &mut Frame, entries: &[Entry]) -> Eval {
        let made = ruby::new_hash(cx)?;
        for group in Entry::together(entries) {
            let mut pairs = Vec::new();
            for entry in group {
                match *entry {
                    Entry::Pair(key, value) => pairs.push((self.eval(cx, frame, key)?, self.eval(cx, frame, value)?)),
                    Entry::Spread(source) => {
                        let source = self.eval(cx, frame, source)?;
                        ruby::hash_merge(cx, made, source)?;
                    }
                }
            }
            for (key, value) in pairs {
                ruby::hash_set(cx, made, key, value)?;
            }
        }
        Ok(made)
    }
}

impl Engine for Reference<'_> {
    fn call(
        &self,
        cx: &mut Cx<'_>,
        id: ObjId,
        this: Value,
        args: &[Value],
        keywords: Value,
        block: Value,
    ) -> Run<Value> {
        let Object::Closure(closure) = cx.object(id) else {
            return Err(cx.unsupported("a call of something that is no function of the rule"));
        };
        let closure = closure.clone();
        let func = FuncId(closure.func);
        let hir = self.hir.func(func);
        let params = (hir.params.iter().enumerate())
            .map(|(index, param)| {
                let symbol = || match param.kind {
                    ParamKind::Keyword { name, .. } => self.symbols[&name],
                    _ => 0,
                };
                let reg = Reg(u16::try_from(index).unwrap_or(u16::MAX));
                Param {
                    kind: ParamShape::of(param.kind, symbol),
                    reg,
                }
            })
            .collect::<Vec<_>>();
        let count = u16::try_from(params.len()).unwrap_or(u16::MAX);
        let shape = Function {
            kind: hir.kind,
            name: None,
            start: 0,
            end: 0,
            registers: count + 1,
            captures: 0,
            params,
            argument_count: Some(Reg(count)),
            trailing_comma: hir.trailing_comma,
            guards: Vec::new(),
            span: hir.span,
        };
        let bound = bind_arguments(cx, &shape, this, args, keywords, block)?;
        let serial = cx.next_activation();
        let mut cells: HashMap<VarId, ObjId> = self.captures[func.0 as usize]
            .iter()
            .copied()
            .zip(closure.captures.iter().copied())
            .collect();
        let vars = hir.params.iter().map(|param| param.var).chain(hir.argument_count);
        let values = bound[..hir.params.len()].iter().chain(bound.last());
        for (var, &value) in vars.zip(values) {
            cells.insert(var, cx.alloc(Object::Cell(value))?);
        }
        let mut frame = Frame {
            cells,
            closure: Some(id),
            this: if hir.kind == FuncKind::Arrow {
                closure.this
            } else {
                this
            },
            block: if hir.kind == FuncKind::Method {
                block
            } else {
                closure.block
            },
            serial,
            home: if matches!(hir.kind, FuncKind::Method | FuncKind::Lambda) {
                serial
            } else {
                closure.home
            },
        };
        let saved = cx.last_match;
        if hir.kind == FuncKind::Method {
            cx.last_match = Value::Nil;
        }
        let result = self.body(cx, func, &mut frame);
        if hir.kind == FuncKind::Method {
            cx.last_match = saved;
        }
        result
    }

    fn arity(&self, func: u32) -> Arity {
        Arity::of(
            self.hir
                .func(FuncId(func))
                .params
                .iter()
                .map(|param| ParamShape::of(param.kind, || 0)),
        )
    }

    fn name(&self, func: u32) -> Option<&str> {
        self.hir.func(FuncId(func)).name.map(|name| self.text(name))
    }
}
