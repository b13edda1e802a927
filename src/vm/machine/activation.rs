//! An activation: one call of a function of the rule, and how exits other than `return` leave it.

use super::bind::{self, Given};
use super::{Program, closure_of};
use crate::bytecode::operand::Reg;
use crate::bytecode::{Guard, Instr};
use crate::diag::Code;
use crate::hir::FuncKind;
use crate::value::{ObjId, Value};
use crate::vm::context::{Cx, Run, Stop};

/// One call of a function of the rule.
#[derive(Debug)]
pub(super) struct Activation {
    /// Which function.
    pub function: usize,
    /// The next instruction.
    pub at: usize,
    /// Its first register on the stack.
    pub base: usize,
    /// The closure that was called; none for the script.
    pub closure: Option<ObjId>,
    /// JavaScript `this`.
    pub this: Value,
    /// Ruby: the block that the enclosing method was given.
    pub block: Value,
    /// Its number.
    pub serial: u64,
    /// The number of the method, lambda or script around it.
    pub home: u64,
    /// Exits that a `finally` interrupted.
    pending: Vec<Stop>,
    /// Ruby: `$~` of the caller, to be restored when a method ends.
    saved_match: Option<Value>,
}

/// What became of a stop that reached an activation.
pub(super) enum Taken {
    /// A handler took it; the activation goes on.
    Here,
    /// It ends the activation with a value.
    Returned(Value),
    /// It goes on to the caller.
    Not(Stop),
}

impl Activation {
    pub(super) fn script(program: &Program, cx: &mut Cx<'_>) -> Run<Activation> {
        let base = reserve(program, cx, 0)?;
        cx.activations += 1;
        Ok(Activation {
            function: 0,
            at: program.functions[0].start as usize,
            base,
            closure: None,
            this: Value::Empty,
            block: Value::Nil,
            serial: cx.activations,
            home: cx.activations,
            pending: Vec::new(),
            saved_match: None,
        })
    }

    /// Starts a call of a closure: binds its arguments to registers above the stack.
    pub(super) fn enter(program: &Program, cx: &mut Cx<'_>, id: ObjId, given: &Given<'_>) -> Run<Activation> {
        let Some(closure) = closure_of(cx, id) else {
            return Err(cx.unsupported("a call of something that is no function of the rule"));
        };
        let (function, this, closure_home, enclosing_block) =
            (closure.func as usize, closure.this, closure.home, closure.block);
        cx.charge(4)?;
        if cx.call_depth >= cx.limits.call_depth {
            return Err(cx.fault(Code::F0903, "functions of the rule call each other too deeply"));
        }
        let shape = &program.functions[function];
        let base = reserve(program, cx, function)?;
        if let Err(stop) = bind::bind(cx, shape, base, given) {
            cx.stack.truncate(base);
            return Err(stop);
        }
        cx.call_depth += 1;
        cx.activations += 1;
        let serial = cx.activations;
        let own = Program::is_lambda(shape.kind);
        let saved_match = (shape.kind == FuncKind::Method).then(|| std::mem::replace(&mut cx.last_match, Value::Nil));
        let block = match shape.kind {
            FuncKind::Method => given.block,
            _ => enclosing_block,
        };
        Ok(Activation {
            function,
            at: shape.start as usize,
            base,
            closure: Some(id),
            this: if shape.kind == FuncKind::Arrow {
                this
            } else {
                given.this
            },
            block,
            serial,
            home: if own { serial } else { closure_home },
            pending: Vec::new(),
            saved_match,
        })
    }

    /// Gives back what the activation used.
    pub(super) fn end(&mut self, cx: &mut Cx<'_>) {
        cx.stack.truncate(self.base);
        if self.closure.is_some() {
            cx.call_depth -= 1;
        }
        if let Some(saved) = self.saved_match {
            cx.last_match = saved;
        }
    }

    /// The register that takes the result of the call that the activation waits for.
    pub(super) fn pending_dst(&self, program: &Program) -> Option<Reg> {
        match program.code[self.at - 1] {
            Instr::JsCall { dst, .. }
            | Instr::JsCallMember { dst, .. }
            | Instr::JsNew { dst, .. }
            | Instr::RbSend { dst, .. }
            | Instr::RbKernel { dst, .. }
            | Instr::RbVariable { dst, .. }
            | Instr::RbDefined { dst, .. }
            | Instr::RbYield { dst, .. } => Some(dst),
            _ => None,
        }
    }

    /// Whether the pending call was given this block.
    fn gave_block(&self, program: &Program, cx: &Cx<'_>, closure: u64) -> bool {
        let Some(site) = program.code[self.at - 1].site() else {
            return false;
        };
        let Some(block) = program.sites[site.0 as usize].block else {
            return false;
        };
        matches!(cx.stack[self.base + usize::from(block.0)], Value::Object(id) if u64::from(id.0) == closure)
    }

    /// Keeps an exit that a `finally` interrupted; gives its number.
    fn keep(&mut self, stop: Stop) -> Value {
        self.pending.push(stop);
        // A function has fewer pending exits than instructions.
        Value::Int(i64::try_from(self.pending.len() - 1).unwrap_or(i64::MAX))
    }

    /// The exit with this number.
    pub(super) fn kept(&mut self, number: Value) -> Option<Stop> {
        let Value::Int(number) = number else { return None };
        usize::try_from(number)
            .ok()
            .and_then(|number| self.pending.get(number).cloned())
    }
}

impl Program {
    /// Offers a stop to an activation.
    pub(super) fn take(&self, cx: &mut Cx<'_>, activation: &mut Activation, stop: Stop) -> Taken {
        let at = activation.at - 1;
        let stop = match stop {
            Stop::Fault(mut fault) => {
                fault.span.get_or_insert(self.spans[at]);
                return Taken::Not(Stop::Fault(fault));
            }
            Stop::Throw(value) => {
                cx.throw_span.get_or_insert(self.spans[at]);
                Stop::Throw(value)
            }
            Stop::Unwind {
                target,
                call: true,
                value,
            } if activation.gave_block(self, cx, target) => {
                self.resume(cx, activation, value);
                return Taken::Here;
            }
            unwind @ Stop::Unwind { .. } => unwind,
        };
        let thrown = matches!(stop, Stop::Throw(_));
        let guards = &self.functions[activation.function].guards;
        if let Some(&Guard {
            target, reg, finally, ..
        }) = guard_of(guards, at, thrown)
        {
            if let Err(Stop::Fault(mut fault)) = pay_for_handler(cx, at, target as usize, finally) {
                fault.span.get_or_insert(self.spans[at]);
                return Taken::Not(Stop::Fault(fault));
            }
            let value = match stop {
                stop if finally => activation.keep(stop),
                Stop::Throw(value) => {
                    cx.throw_span = None;
                    value
                }
                _ => Value::Nil,
            };
            cx.stack[activation.base + usize::from(reg.0)] = value;
            activation.at = target as usize;
            return Taken::Here;
        }
        match stop {
            Stop::Unwind {
                target,
                call: false,
                value,
            } if target == activation.serial => Taken::Returned(value),
            stop => Taken::Not(stop),
        }
    }
}

/// The innermost guard of a place that takes a stop. What is not thrown passes by a `catch`, whose own code stands in the
/// region of the guard around it.
fn guard_of(guards: &[Guard], at: usize, thrown: bool) -> Option<&Guard> {
    let mut place = at;
    for _ in guards {
        let guard = guards
            .iter()
            .find(|guard| (guard.start as usize..guard.end as usize).contains(&place))?;
        if guard.finally || thrown {
            return Some(guard);
        }
        place = guard.target as usize;
    }
    None
}

/// Pays for going to a handler: as a jump does for the stretch that it repeats, and for the exit that a `finally` keeps.
fn pay_for_handler(cx: &mut Cx<'_>, at: usize, target: usize, finally: bool) -> Run<()> {
    cx.charge((at + 1).saturating_sub(target) as u64 + 1)?;
    if finally {
        cx.charge_memory(size_of::<Stop>())?;
    }
    Ok(())
}

/// Makes room for a function's registers and pays for it.
fn reserve(program: &Program, cx: &mut Cx<'_>, function: usize) -> Run<usize> {
    let base = cx.stack.len();
    let registers = usize::from(program.functions[function].registers);
    if (base + registers) * size_of::<Value>() > cx.limits.memory {
        return Err(cx.fault(Code::F0902, "the rule used more memory than it may"));
    }
    cx.charge(u64::from(program.functions[function].registers) / 8)?;
    cx.stack.resize(base + registers, Value::Empty);
    Ok(base)
}
