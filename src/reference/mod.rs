//! The slow reference: evaluates HIR as it stands, with no IR, no registers and no bytecode.
//!
//! Input: a lowered rule and bindings; output: what the machine gives. It exists to be compared with: it shares the
//! built-ins with the machine and nothing of the way between HIR and them. It recurses, so give it a large stack.
//! Every variable is a cell of the heap, a jump is an `Exit` that passes up through the tree.

mod call;
mod witness;

use std::collections::HashMap;

use crate::bytecode::{Constants, Patterns};
use crate::hir::{Const, ExprId, FuncId, FuncKind, Hir, Kind, Label, Logic, Start, TextId, VarId};
use crate::limits::Limits;
use crate::op::Op;
use crate::schema::Schema;
use crate::source::{Dialect, Span};
use crate::types::Types;
use crate::value::{Global, JsString, ObjId, StrId, SymbolId, Value};
use crate::vm::{Bindings, Closure, Cx, Failure, Object, Run, Stop, World, conclude, javascript, ruby};

/// A lowered rule, ready to be evaluated.
pub struct Reference<'h> {
    hir: &'h Hir,
    constants: Constants,
    sections: Vec<Box<str>>,
    symbols: HashMap<TextId, u32>,
    /// The variables of outer functions that each function uses.
    captures: Vec<Vec<VarId>>,
    /// Claims about expressions that are compared with what they come to.
    witness: Option<witness::Witness<'h>>,
}

/// Why an expression gave no value.
enum Exit {
    Stop(Stop),
    Break(Label, Value),
    Continue(Label),
    Return(Value),
}

impl From<Stop> for Exit {
    fn from(stop: Stop) -> Self {
        Exit::Stop(stop)
    }
}

type Eval = Result<Value, Exit>;

/// One call of a function.
struct Frame {
    cells: HashMap<VarId, ObjId>,
    closure: Option<ObjId>,
    this: Value,
    block: Value,
    serial: u64,
    home: u64,
}

impl<'h> Reference<'h> {
    /// Prepares a rule.
    pub fn new(hir: &'h Hir, schema: &Schema) -> Self {
        let mut symbols = HashMap::new();
        let mut constants = Constants {
            strings: hir.texts.iter().map(JsString::from).collect(),
            texts: hir.texts.iter().map(|text| text.to_str().into()).collect(),
            symbols: Vec::new(),
            patterns: Patterns::default(),
        };
        for (index, text) in hir.texts.iter().enumerate() {
            let number = u32::try_from(index).unwrap_or(u32::MAX);
            // Texts differ as code units, so two of them can be one symbol only where both are ill-formed.
            symbols.insert(TextId(number), number);
            constants.symbols.push(text.to_str().into());
        }
        Reference {
            hir,
            constants,
            sections: schema.sections().iter().map(|name| name.as_str().into()).collect(),
            symbols,
            captures: crate::hir::captures(hir),
            witness: None,
        }
    }

    /// Compares what each expression comes to with what is claimed of it.
    #[must_use]
    pub fn witness(mut self, types: &'h Types) -> Self {
        self.witness = Some(witness::Witness::new(types));
        self
    }

    /// The first claim that did not hold: the place and what was seen there.
    pub fn violation(&self) -> Option<(Span, String)> {
        let (expr, seen) = self.witness.as_ref()?.violation()?;
        Some((self.hir.expr(expr).span, format!("{seen}: {:?}", self.hir.kind(expr))))
    }

    /// Evaluates the rule to its value in the wire encoding and its truth; the fuel that it used is not comparable.
    ///
    /// # Errors
    /// [`Failure`] where there is no value.
    pub fn evaluate(
        &self,
        bindings: &dyn Bindings,
        world: World,
        limits: &Limits,
    ) -> Result<(serde_json::Value, bool), Failure> {
        let mut cx = Cx::new(self, &self.constants, &self.sections, bindings, world, limits);
        let mut frame = Frame {
            cells: HashMap::new(),
            closure: None,
            this: Value::Empty,
            block: Value::Nil,
            serial: 0,
            home: 0,
        };
        let value = self.body(&mut cx, Hir::SCRIPT, &mut frame);
        conclude(&mut cx, self.hir.dialect, self.hir.func(Hir::SCRIPT).span, value)
    }

    /// Evaluates a function's body in a frame whose parameters are bound.
    fn body(&self, cx: &mut Cx<'_>, func: FuncId, frame: &mut Frame) -> Run<Value> {
        for &var in &self.hir.func(func).vars {
            if !frame.cells.contains_key(&var) {
                let start = match self.hir.var(var).start {
                    Start::Undefined => Value::Undefined,
                    Start::Nil => Value::Nil,
                    Start::Empty => Value::Empty,
                };
                self.fresh_cell(cx, frame, var, start)?;
            }
        }
        match self.eval(cx, frame, self.hir.func(func).body) {
            Ok(value) | Err(Exit::Return(value)) => Ok(value),
            Err(Exit::Stop(Stop::Unwind {
                target,
                call: false,
                value,
            })) if target == frame.serial => Ok(value),
            Err(Exit::Stop(stop)) => Err(stop),
            Err(Exit::Break(..) | Exit::Continue(_)) => Err(cx.unsupported("a jump without a target")),
        }
    }

    fn fresh_cell(&self, cx: &mut Cx<'_>, frame: &mut Frame, var: VarId, value: Value) -> Run<()> {
        let cell = cx.alloc(Object::Cell(value))?;
        frame.cells.insert(var, cell);
        Ok(())
    }

    fn read(&self, cx: &Cx<'_>, frame: &Frame, var: VarId) -> Value {
        match frame.cells.get(&var).map(|&cell| cx.object(cell)) {
            Some(Object::Cell(value)) => *value,
            _ => Value::Empty,
        }
    }

    fn write(&self, cx: &mut Cx<'_>, frame: &Frame, var: VarId, value: Value) {
        if let Some(&cell) = frame.cells.get(&var) {
            *cx.object_mut(cell) = Object::Cell(value);
        }
    }

    fn text(&self, text: TextId) -> &str {
        &self.constants.texts[text.0 as usize]
    }

    fn truthy(&self, cx: &Cx<'_>, value: Value) -> bool {
        match self.hir.dialect {
            Dialect::JavaScript => javascript::truthy(cx, value),
            Dialect::Ruby => ruby::truthy(value),
        }
    }

    fn constant(&self, cx: &mut Cx<'_>, constant: Const) -> Run<Value> {
        Ok(match constant {
            Const::Empty => Value::Empty,
            Const::Undefined => Value::Undefined,
            Const::Nil => Value::Nil,
            Const::Bool(flag) => Value::Bool(flag),
            Const::Float(float) => Value::Float(float),
            Const::Int(int) => Value::Int(int),
            Const::BigInt(digits) => ruby::parse_integer(cx, self.text(digits))?,
            Const::Str(text) if self.hir.dialect == Dialect::Ruby => ruby::new_string(cx, self.text(text))?,
            Const::Str(text) => Value::Str(StrId(text.0 | StrId::CONSTANT)),
            Const::Symbol(text) => Value::Symbol(SymbolId(self.symbols[&text] | SymbolId::CONSTANT)),
            Const::Global(global) => Value::Global(global),
            Const::Section(section) => Value::Section(section),
        })
    }

    fn eval(&self, cx: &mut Cx<'_>, frame: &mut Frame, expr: ExprId) -> Eval {
        let result = self.eval_kind(cx, frame, expr);
        if let Some(witness) = &self.witness {
            let value = match &result {
                Ok(value) => Ok(*value),
                Err(Exit::Stop(Stop::Throw(_))) => Err(true),
                Err(_) => Err(false),
            };
            witness.see(cx, self.hir, expr, value);
        }
        result
    }

    fn eval_kind(&self, cx: &mut Cx<'_>, frame: &mut Frame, expr: ExprId) -> Eval {
        cx.charge(1)?;
        let hir = self.hir;
        Ok(match hir.kind(expr) {
            Kind::Const(constant) => self.constant(cx, *constant)?,
            Kind::Var(var) => self.read(cx, frame, *var),
            Kind::SetVar(var, value) => {
                let value = self.eval(cx, frame, *value)?;
                self.write(cx, frame, *var, value);
                value
            }
            Kind::CheckedVar { var, global } => {
                let value = self.read(cx, frame, *var);
                if matches!(value, Value::Empty) {
                    let name = hir.var(*var).name.map_or("", |name| self.text(name));
                    let message = if *global {
                        format!("{name} is not defined")
                    } else {
                        format!("Cannot access '{name}' before initialization")
                    };
                    return Err(cx.throw(Global::JsReferenceError, message).into());
                }
                value
            }
            Kind::Fresh { vars, copy } => {
                for &var in vars {
                    let value = if *copy { self.read(cx, frame, var) } else { Value::Empty };
                    self.fresh_cell(cx, frame, var, value)?;
                }
                Value::Empty
            }
            Kind::Binding(section, key) => cx.binding_value(*section, self.text(*key), hir.dialect)?,
            Kind::Unbound(name) => {
                let name = self.text(*name);
                let stop = match hir.dialect {
                    Dialect::JavaScript => cx.throw(Global::JsReferenceError, format!("{name} is not defined")),
                    Dialect::Ruby => cx.raise_opaque(Global::RbNameError),
                };
                return Err(stop.into());
            }
            Kind::Op(op, operands) => {
                let operands = self.all(cx, frame, operands)?;
                self.operate(cx, frame, *op, &operands)?
            }
            Kind::Concat(parts) => {
                let parts = self.all(cx, frame, parts)?;
                match hir.dialect {
                    Dialect::JavaScript => javascript::concat(cx, &parts)?,
                    Dialect::Ruby => ruby::concat(cx, &parts)?,
                }
            }
            Kind::Logic(logic, a, b) => {
                let left = self.eval(cx, frame, *a)?;
                let skips = match logic {
                    Logic::And => !self.truthy(cx, left),
                    Logic::Or => self.truthy(cx, left),
                    Logic::Nullish => !matches!(left, Value::Nil | Value::Undefined),
                };
                if skips { left } else { self.eval(cx, frame, *b)? }
            }
            Kind::If(test, yes, no) => {
                let test = self.eval(cx, frame, *test)?;
                let branch = if self.truthy(cx, test) { yes } else { no };
                self.eval(cx, frame, *branch)?
            }
            Kind::Seq(list) => {
                let mut last = Value::Empty;
                for &part in list {
                    last = self.eval(cx, frame, part)?;
                }
                last
            }
            Kind::Loop(label, body) => loop {
                match self.eval(cx, frame, *body) {
                    Err(Exit::Break(target, value)) if target == *label => break value,
                    Ok(_) => {}
                    Err(Exit::Continue(target)) if target == *label => {}
                    Err(exit) => return Err(exit),
                }
            },
            Kind::Block(label, body) => match self.eval(cx, frame, *body) {
                Err(Exit::Break(target, value)) if target == *label => value,
                other => other?,
            },
            Kind::Break(label, value) => {
                let value = self.eval(cx, frame, *value)?;
                return Err(Exit::Break(*label, value));
            }
            Kind::Continue(label) => return Err(Exit::Continue(*label)),
            Kind::Return(value) => {
                let value = self.eval(cx, frame, *value)?;
                return Err(Exit::Return(value));
            }
            Kind::BreakCall(value) => {
                let value = self.eval(cx, frame, *value)?;
                let target = frame.closure.map_or(u64::MAX, |closure| u64::from(closure.0));
                return Err(Stop::Unwind {
                    target,
                    call: true,
                    value,
                }
                .into());
            }
            Kind::ReturnMethod(value) => {
                let value = self.eval(cx, frame, *value)?;
                if frame.home == frame.serial {
                    return Err(Exit::Return(value));
                }
                return Err(Stop::Unwind {
                    target: frame.home,
                    call: false,
                    value,
                }
                .into());
            }
            Kind::Throw(value) => {
                let value = self.eval(cx, frame, *value)?;
                return Err(Stop::Throw(value).into());
            }
            Kind::Try { body, catch, finally } => self.guarded(cx, frame, *body, *catch, *finally)?,
            Kind::Closure(func) => self.closure(cx, frame, *func)?,
            Kind::This => {
                if matches!(frame.this, Value::Empty) {
                    return Err(cx.unsupported("`this` without an object").into());
                }
                frame.this
            }
            Kind::Member(object, name) => {
                let object = self.eval(cx, frame, *object)?;
                javascript::get_member(cx, object, StrId(name.0 | StrId::CONSTANT))?
            }
            Kind::SetMember(object, name, value) => {
                let object = self.eval(cx, frame, *object)?;
                let value = self.eval(cx, frame, *value)?;
                javascript::set_member(cx, object, StrId(name.0 | StrId::CONSTANT), value)?;
                value
            }
            Kind::Regex { pattern, flags } => self.regex(cx, expr, *pattern, *flags)?,
            _ => self.call_or_literal(cx, frame, expr)?,
        })
    }

    fn regex(&self, cx: &mut Cx<'_>, expr: ExprId, pattern: TextId, flags: TextId) -> Run<Value> {
        match self.hir.dialect {
            Dialect::JavaScript => {
                let constant = |text: TextId| StrId(text.0 | StrId::CONSTANT);
                javascript::new_regexp(cx, constant(pattern), constant(flags))
            }
            Dialect::Ruby => cx.literal(expr.0 as usize, |cx| {
                ruby::new_regexp(cx, self.text(pattern), self.text(flags), None)
            }),
        }
    }

    fn all(&self, cx: &mut Cx<'_>, frame: &mut Frame, exprs: &[ExprId]) -> Result<Vec<Value>, Exit> {
        exprs.iter().map(|&expr| self.eval(cx, frame, expr)).collect()
    }

    fn operate(&self, cx: &mut Cx<'_>, frame: &Frame, op: Op, operands: &[Value]) -> Run<Value> {
        match (op, operands) {
            (Op::IsEmpty, [value]) => Ok(Value::Bool(matches!(value, Value::Empty))),
            (Op::RbLastMatch, _) => Ok(cx.last_match),
            (Op::RbBlockGiven, _) => Ok(Value::Bool(!matches!(frame.block, Value::Nil))),
            (Op::JsNot, [value]) => Ok(Value::Bool(!javascript::truthy(cx, *value))),
            (Op::RbNot, [value]) => Ok(Value::Bool(!ruby::truthy(*value))),
            _ => match self.hir.dialect {
                Dialect::JavaScript => javascript::operate(cx, op, operands),
                Dialect::Ruby => ruby::operate(cx, op, operands),
            },
        }
    }

    fn guarded(
        &self,
        cx: &mut Cx<'_>,
        frame: &mut Frame,
        body: ExprId,
        catch: Option<(VarId, ExprId)>,
        finally: Option<ExprId>,
    ) -> Eval {
        let mut result = self.eval(cx, frame, body);
        if let (Err(Exit::Stop(Stop::Throw(thrown))), Some((var, handler))) = (&result, catch) {
            self.write(cx, frame, var, *thrown);
            result = self.eval(cx, frame, handler);
        }
        if let Some(finalizer) = finally
            && !matches!(result, Err(Exit::Stop(Stop::Fault(_))))
        {
            self.eval(cx, frame, finalizer)?;
        }
        result
    }

    fn closure(&self, cx: &mut Cx<'_>, frame: &Frame, func: FuncId) -> Run<Value> {
        let captures = self.captures[func.0 as usize]
            .iter()
            .map(|var| frame.cells[var])
            .collect();
        let kind = self.hir.func(func).kind;
        let closure = Closure {
            func: func.0,
            captures,
            this: frame.this,
            home: frame.home,
            block: frame.block,
            lambda: matches!(kind, FuncKind::Lambda | FuncKind::Method),
        };
        Ok(Value::Object(cx.alloc(Object::Closure(closure))?))
    }
}
