//! The interpreter of bytecode.
//!
//! Input: a program and bindings; output: a value, an uncaught throw or a fault. Calls between functions of the rule push
//! an activation, they do not nest the machine; only a built-in that calls back nests it, and that depth is bounded.
//! A jump backwards pays fuel for the stretch that it repeats, a call pays for itself, so forward code needs no counting.

mod activation;
mod bind;
mod call;
mod step;

use activation::Activation;
use bind::Given;

use super::context::{Arity, Cx, Engine, Fault, Run, Stop};
use super::data::{Bindings, World};
use super::decision::{ByName, decide};
use super::heap::Object;
use super::{javascript, ruby};
use crate::bytecode::{Function, Program};
use crate::diag::Code;
use crate::hir::FuncKind;
use crate::ir::graph::Answer as Decided;
use crate::limits::Limits;
use crate::source::{Dialect, Span};
use crate::value::{ObjId, Value};

/// A throw that no part of the rule caught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thrown {
    /// The class, as the real language names it; `$value` for a JavaScript value that is no error.
    pub class: String,
    /// Its text; none where the real language takes it from places that are not reproduced.
    pub message: Option<String>,
    /// Where it was thrown.
    pub span: Span,
}

/// Why a run gave no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The rule threw.
    Thrown(Thrown),
    /// The machine stopped it.
    Fault(Fault),
}

/// What a rule came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Whether its value is true in the sense of its language.
    pub truth: bool,
    /// Whether its value is `true` or `false` itself.
    pub boolean: bool,
}

/// Runs a program and tells whether its value is true in the sense of its language.
///
/// # Errors
/// [`Failure`] where there is no value; a policy treats it as a denial.
pub fn run(
    program: &Program,
    bindings: &dyn Bindings,
    world: World,
    limits: &Limits,
) -> (Result<Answer, Failure>, u64) {
    let (decided, steps) = decide(
        program,
        &ByName {
            program,
            bindings,
            world,
        },
    );
    if let Some(answer) = decided {
        return within_fuel(program, steps, limits, answer.into());
    }
    in_context(program, bindings, world, limits, |cx, value| {
        Ok(Answer {
            truth: truth(cx, program.dialect, value),
            boolean: matches!(value, Value::Bool(_)),
        })
    })
}

/// Runs a program and gives its value in the wire encoding, and its truth.
///
/// # Errors
/// [`Failure`] where there is no value, or none that the encoding can say.
pub fn evaluate(
    program: &Program,
    bindings: &dyn Bindings,
    world: World,
    limits: &Limits,
) -> (Result<(serde_json::Value, bool), Failure>, u64) {
    let (decided, steps) = decide(
        program,
        &ByName {
            program,
            bindings,
            world,
        },
    );
    if let Some(flag @ (Decided::True | Decided::False)) = decided {
        let flag = flag == Decided::True;
        return within_fuel(program, steps, limits, (serde_json::Value::Bool(flag), flag));
    }
    in_context(program, bindings, world, limits, |cx, value| {
        encode(cx, program.dialect, value)
    })
}

/// What decision code answered: an instruction of it costs one of fuel, as one of the general code does.
fn within_fuel<T>(program: &Program, steps: u64, limits: &Limits, answer: T) -> (Result<T, Failure>, u64) {
    if steps <= limits.fuel {
        return (Ok(answer), steps);
    }
    let fault = Fault {
        code: Code::F0901,
        message: "the rule did more work than its fuel allows".to_owned(),
        span: program.functions.first().map(|script| script.span),
    };
    (Err(Failure::Fault(fault)), limits.fuel)
}

/// The value in the wire encoding, and its truth.
fn encode(cx: &mut Cx<'_>, dialect: Dialect, value: Value) -> Run<(serde_json::Value, bool)> {
    let truth = truth(cx, dialect, value);
    let encoded = match dialect {
        Dialect::JavaScript => javascript::encode(cx, value)?,
        Dialect::Ruby => ruby::encode(cx, value)?,
    };
    Ok((encoded, truth))
}

/// What a run of the slow reference came to, in the form of [`evaluate`].
///
/// # Errors
/// [`Failure`] where there is no value.
pub fn conclude(
    cx: &mut Cx<'_>,
    dialect: Dialect,
    whole: Span,
    result: Run<Value>,
) -> Result<(serde_json::Value, bool), Failure> {
    result
        .and_then(|value| encode(cx, dialect, value))
        .map_err(|stop| failure(dialect, whole, cx, stop))
}

/// Binds arguments as a call does; gives the registers of the parameters and, last, that of the argument count.
///
/// # Errors
/// The throw of a call that does not fit.
pub fn bind_arguments(
    cx: &mut Cx<'_>,
    shape: &Function,
    this: Value,
    args: &[Value],
    keywords: Value,
    block: Value,
) -> Run<Vec<Value>> {
    let base = cx.stack.len();
    cx.stack.resize(base + usize::from(shape.registers), Value::Empty);
    let bound = bind::bind(
        cx,
        shape,
        base,
        &Given {
            this,
            args,
            keywords,
            block,
        },
    );
    let values = cx.stack.split_off(base);
    bound.map(|()| values)
}

fn truth(cx: &Cx<'_>, dialect: Dialect, value: Value) -> bool {
    match dialect {
        Dialect::JavaScript => javascript::truthy(cx, value),
        Dialect::Ruby => ruby::truthy(value),
    }
}

fn in_context<T>(
    program: &Program,
    bindings: &dyn Bindings,
    world: World,
    limits: &Limits,
    read: impl FnOnce(&mut Cx<'_>, Value) -> Run<T>,
) -> (Result<T, Failure>, u64) {
    let mut cx = Cx::new(program, &program.constants, &program.sections, bindings, world, limits);
    let script = Activation::script(program, &mut cx);
    let result = match script
        .and_then(|script| program.drive(&mut cx, script))
        .and_then(|value| read(&mut cx, value))
    {
        Ok(value) => Ok(value),
        Err(stop) => Err(failure(program.dialect, program.functions[0].span, &mut cx, stop)),
    };
    (result, limits.fuel - cx.fuel())
}

fn failure(dialect: Dialect, whole: Span, cx: &mut Cx<'_>, stop: Stop) -> Failure {
    match stop {
        Stop::Throw(value) => {
            let described = match dialect {
                Dialect::JavaScript => Ok(javascript::describe_throw(cx, value)),
                Dialect::Ruby => ruby::describe_throw(cx, value),
            };
            match described {
                Ok((class, message)) => Failure::Thrown(Thrown {
                    class,
                    message,
                    span: cx.throw_span.unwrap_or(whole),
                }),
                Err(stop) => failure(dialect, whole, cx, stop),
            }
        }
        Stop::Fault(fault) => Failure::Fault(Fault {
            span: fault.span.or(Some(whole)),
            ..*fault
        }),
        Stop::Unwind { .. } => Failure::Fault(Fault {
            code: Code::F0904,
            message: "`break` or `return` left a block whose method had already ended".to_owned(),
            span: Some(whole),
        }),
    }
}

impl Engine for Program {
    fn call(
        &self,
        cx: &mut Cx<'_>,
        closure: ObjId,
        this: Value,
        args: &[Value],
        keywords: Value,
        block: Value,
    ) -> Run<Value> {
        let activation = Activation::enter(
            self,
            cx,
            closure,
            &Given {
                this,
                args,
                keywords,
                block,
            },
        )?;
        self.drive(cx, activation)
    }

    fn arity(&self, func: u32) -> Arity {
        Arity::of(self.functions[func as usize].params.iter().map(|param| param.kind))
    }

    fn name(&self, func: u32) -> Option<&str> {
        self.functions[func as usize]
            .name
            .map(|name| &*self.constants.texts[name as usize])
    }
}

impl Program {
    /// Runs an activation, and what it calls, to its end.
    fn drive(&self, cx: &mut Cx<'_>, entry: Activation) -> Run<Value> {
        let mut callers: Vec<Activation> = Vec::new();
        let mut current = entry;
        loop {
            let step = self.execute(cx, &mut current);
            let outcome = match step {
                Ok(step::Outcome::Call(callee)) => {
                    callers.push(std::mem::replace(&mut current, *callee));
                    continue;
                }
                Ok(step::Outcome::Return(value)) => Ok(value),
                Err(stop) => match self.take(cx, &mut current, stop) {
                    activation::Taken::Here => continue,
                    activation::Taken::Returned(value) => Ok(value),
                    activation::Taken::Not(stop) => Err(stop),
                },
            };
            let mut outcome = outcome;
            loop {
                current.end(cx);
                let Some(caller) = callers.pop() else { return outcome };
                current = caller;
                match outcome {
                    Ok(value) => {
                        self.resume(cx, &mut current, value);
                        break;
                    }
                    Err(stop) => match self.take(cx, &mut current, stop) {
                        activation::Taken::Here => break,
                        activation::Taken::Returned(value) => outcome = Ok(value),
                        activation::Taken::Not(stop) => outcome = Err(stop),
                    },
                }
            }
        }
    }

    /// Gives the pending call of an activation its result.
    fn resume(&self, cx: &mut Cx<'_>, activation: &mut Activation, value: Value) {
        if let Some(dst) = activation.pending_dst(self) {
            cx.stack[activation.base + usize::from(dst.0)] = value;
        }
    }

    /// Whether the kind of function is called with Ruby's rules for `break` and `return`.
    fn is_lambda(kind: FuncKind) -> bool {
        matches!(kind, FuncKind::Lambda | FuncKind::Method | FuncKind::Script)
    }
}

/// The closure of an object id; anything else is no closure.
fn closure_of<'c>(cx: &'c Cx<'_>, id: ObjId) -> Option<&'c super::heap::Closure> {
    match cx.object(id) {
        Object::Closure(closure) => Some(closure),
        _ => None,
    }
}
