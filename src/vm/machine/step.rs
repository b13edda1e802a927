//! Executes instructions of one activation until it ends, calls a function of the rule, or stops.

use smallvec::SmallVec;

use super::activation::Activation;
use super::{closure_of, truth};
use crate::bytecode::operand::{List, Reg};
use crate::bytecode::{Constant, Instr, Program};
use crate::op::Op;
use crate::source::Dialect;
use crate::value::{Global, ObjId, StrId, Value};
use crate::vm::context::{Cx, Run, Stop};
use crate::vm::heap::{Closure, Object};
use crate::vm::{javascript, ruby};

/// What an activation does next.
pub(super) enum Outcome {
    /// Waits for a call of a function of the rule.
    Call(Box<Activation>),
    /// Ends with a value.
    Return(Value),
}

pub(super) type Values = SmallVec<[Value; 8]>;

impl Program {
    /// Executes until something happens that `drive` decides.
    pub(super) fn execute(&self, cx: &mut Cx<'_>, frame: &mut Activation) -> Run<Outcome> {
        loop {
            let instr = self.code[frame.at];
            frame.at += 1;
            match instr {
                Instr::Load { dst, value } => {
                    let value = match self.values[value.0 as usize] {
                        Constant::Value(value) => value,
                        Constant::BigInt(text) => ruby::parse_integer(cx, &self.constants.texts[text as usize])?,
                    };
                    set(cx, frame, dst, value);
                }
                Instr::Move { dst, src } => {
                    let value = get(cx, frame, src);
                    set(cx, frame, dst, value);
                }
                Instr::Jump { target } => self.jump(cx, frame, target.0)?,
                Instr::JsJumpIf { test, target } => {
                    if javascript::truthy(cx, get(cx, frame, test)) {
                        self.jump(cx, frame, target.0)?;
                    }
                }
                Instr::JsJumpUnless { test, target } => {
                    if !javascript::truthy(cx, get(cx, frame, test)) {
                        self.jump(cx, frame, target.0)?;
                    }
                }
                Instr::RbJumpIf { test, target } => {
                    if ruby::truthy(get(cx, frame, test)) {
                        self.jump(cx, frame, target.0)?;
                    }
                }
                Instr::RbJumpUnless { test, target } => {
                    if !ruby::truthy(get(cx, frame, test)) {
                        self.jump(cx, frame, target.0)?;
                    }
                }
                Instr::JumpNullish { test, target } => {
                    if matches!(get(cx, frame, test), Value::Nil | Value::Undefined) {
                        self.jump(cx, frame, target.0)?;
                    }
                }
                Instr::JumpNotNullish { test, target } => {
                    if !matches!(get(cx, frame, test), Value::Nil | Value::Undefined) {
                        self.jump(cx, frame, target.0)?;
                    }
                }
                Instr::JumpEmpty { test, target } => {
                    if matches!(get(cx, frame, test), Value::Empty) {
                        self.jump(cx, frame, target.0)?;
                    }
                }
                Instr::JumpNotEmpty { test, target } => {
                    if !matches!(get(cx, frame, test), Value::Empty) {
                        self.jump(cx, frame, target.0)?;
                    }
                }
                Instr::JumpIs { test, number, target } => {
                    if matches!(get(cx, frame, test), Value::Int(value) if value == i64::from(number.0)) {
                        self.jump(cx, frame, target.0)?;
                    }
                }
                Instr::JumpIsNot { test, number, target } => {
                    if !matches!(get(cx, frame, test), Value::Int(value) if value == i64::from(number.0)) {
                        self.jump(cx, frame, target.0)?;
                    }
                }
                Instr::JumpOp2 { op, a, b, target } => {
                    if self.holds(cx, op, &[get(cx, frame, a), get(cx, frame, b)])? {
                        self.jump(cx, frame, target.0)?;
                    }
                }
                Instr::JumpNotOp2 { op, a, b, target } => {
                    if !self.holds(cx, op, &[get(cx, frame, a), get(cx, frame, b)])? {
                        self.jump(cx, frame, target.0)?;
                    }
                }
                Instr::JumpOp { op, operands, target } => {
                    let operands = self.registers(cx, frame, operands);
                    if self.holds(cx, op, &operands)? {
                        self.jump(cx, frame, target.0)?;
                    }
                }
                Instr::JumpNotOp { op, operands, target } => {
                    let operands = self.registers(cx, frame, operands);
                    if !self.holds(cx, op, &operands)? {
                        self.jump(cx, frame, target.0)?;
                    }
                }
                Instr::Return { value } => return Ok(Outcome::Return(get(cx, frame, value))),
                Instr::Throw { value } => return Err(Stop::Throw(get(cx, frame, value))),
                Instr::Resume { pending } => {
                    let pending = get(cx, frame, pending);
                    let lost = || cx.unsupported("an exit that was lost");
                    return Err(frame.kept(pending).unwrap_or_else(lost));
                }
                Instr::BreakCall { value } => {
                    let value = get(cx, frame, value);
                    let target = frame.closure.map_or(u64::MAX, |closure| u64::from(closure.0));
                    return Err(Stop::Unwind {
                        target,
                        call: true,
                        value,
                    });
                }
                Instr::ReturnMethod { value } => {
                    let value = get(cx, frame, value);
                    if frame.home == frame.serial {
                        return Ok(Outcome::Return(value));
                    }
                    return Err(Stop::Unwind {
                        target: frame.home,
                        call: false,
                        value,
                    });
                }
                Instr::JsCall { .. }
                | Instr::JsCallMember { .. }
                | Instr::JsNew { .. }
                | Instr::RbSend { .. }
                | Instr::RbKernel { .. }
                | Instr::RbVariable { .. }
                | Instr::RbDefined { .. }
                | Instr::RbYield { .. } => {
                    if let Some(callee) = self.call_instr(cx, frame, instr)? {
                        return Ok(Outcome::Call(Box::new(callee)));
                    }
                }
                _ => self.data(cx, frame, instr)?,
            }
        }
    }

    /// Goes on at a target; the way back pays for the stretch that it repeats.
    fn jump(&self, cx: &mut Cx<'_>, frame: &mut Activation, target: u32) -> Run<()> {
        let target = target as usize;
        if target < frame.at {
            cx.charge((frame.at - target) as u64)?;
        }
        frame.at = target;
        Ok(())
    }

    pub(super) fn registers(&self, cx: &Cx<'_>, frame: &Activation, list: List) -> Values {
        list.of(&self.lists)
            .iter()
            .map(|&register| cx.stack[frame.base + usize::from(register)])
            .collect()
    }

    fn operate(&self, cx: &mut Cx<'_>, op: Op, operands: &[Value]) -> Run<Value> {
        match (op, operands) {
            (Op::IsEmpty, [value]) => Ok(Value::Bool(matches!(value, Value::Empty))),
            (Op::JsStrictEq, [Value::Float(a), Value::Float(b)]) => Ok(Value::Bool(a == b)),
            (Op::JsStrictNe, [Value::Float(a), Value::Float(b)]) => Ok(Value::Bool(a != b)),
            (Op::JsLt, [Value::Float(a), Value::Float(b)]) => Ok(Value::Bool(a < b)),
            (Op::JsLe, [Value::Float(a), Value::Float(b)]) => Ok(Value::Bool(a <= b)),
            (Op::JsGt, [Value::Float(a), Value::Float(b)]) => Ok(Value::Bool(a > b)),
            (Op::JsGe, [Value::Float(a), Value::Float(b)]) => Ok(Value::Bool(a >= b)),
            (Op::JsAdd, [Value::Float(a), Value::Float(b)]) => Ok(Value::Float(a + b)),
            (Op::JsSub, [Value::Float(a), Value::Float(b)]) => Ok(Value::Float(a - b)),
            (Op::JsMul, [Value::Float(a), Value::Float(b)]) => Ok(Value::Float(a * b)),
            (Op::JsDiv, [Value::Float(a), Value::Float(b)]) => Ok(Value::Float(a / b)),
            (Op::JsNot, [value]) => Ok(Value::Bool(!javascript::truthy(cx, *value))),
            (Op::RbNot, [value]) => Ok(Value::Bool(!ruby::truthy(*value))),
            _ => match self.dialect {
                Dialect::JavaScript => javascript::operate(cx, op, operands),
                Dialect::Ruby => ruby::operate(cx, op, operands),
            },
        }
    }

    fn holds(&self, cx: &mut Cx<'_>, op: Op, operands: &[Value]) -> Run<bool> {
        let value = self.operate(cx, op, operands)?;
        Ok(truth(cx, self.dialect, value))
    }

    /// Executes an instruction that neither jumps nor calls.
    fn data(&self, cx: &mut Cx<'_>, frame: &mut Activation, instr: Instr) -> Run<()> {
        let (dst, value) = match instr {
            Instr::RbString { dst, text } => (dst, ruby::new_string(cx, &self.constants.texts[text.0 as usize])?),
            Instr::NewCell { dst, src } => {
                let held = get(cx, frame, src);
                (dst, Value::Object(cx.alloc(Object::Cell(held))?))
            }
            Instr::LoadCell { dst, cell } => {
                let Value::Object(id) = get(cx, frame, cell) else {
                    return Err(no_cell(cx));
                };
                let Object::Cell(held) = cx.object(id) else {
                    return Err(no_cell(cx));
                };
                (dst, *held)
            }
            Instr::StoreCell { cell, src } => {
                let (cell, held) = (get(cx, frame, cell), get(cx, frame, src));
                let Value::Object(id) = cell else {
                    return Err(no_cell(cx));
                };
                *cx.object_mut(id) = Object::Cell(held);
                return Ok(());
            }
            Instr::Capture { dst, index } => {
                let cell = frame.closure.and_then(|closure| {
                    let index = usize::try_from(index.0).ok()?;
                    closure_of(cx, closure)?.captures.get(index).copied()
                });
                let Some(cell) = cell else { return Err(no_cell(cx)) };
                (dst, Value::Object(cell))
            }
            Instr::CheckDeadZone { src, name } => {
                if matches!(get(cx, frame, src), Value::Empty) {
                    let name = &self.constants.texts[name.0 as usize];
                    let message = format!("Cannot access '{name}' before initialization");
                    return Err(cx.throw(Global::JsReferenceError, message));
                }
                return Ok(());
            }
            Instr::CheckGlobal { src, name } => {
                if matches!(get(cx, frame, src), Value::Empty) {
                    let message = format!("{} is not defined", self.constants.texts[name.0 as usize]);
                    return Err(cx.throw(Global::JsReferenceError, message));
                }
                return Ok(());
            }
            Instr::JsBinding { dst, slot } | Instr::RbBinding { dst, slot } => {
                let key = self.slots[usize::from(slot.0)];
                let name = &self.constants.texts[key.key as usize];
                (dst, cx.binding_value(key.section, name, self.dialect)?)
            }
            Instr::JsUnbound { name } => {
                let message = format!("{} is not defined", self.constants.texts[name.0 as usize]);
                return Err(cx.throw(Global::JsReferenceError, message));
            }
            // The message names the class that the host runs the rule in.
            Instr::RbUnbound { .. } => return Err(cx.raise_opaque(Global::RbNameError)),
            Instr::Op0 { dst, op } => {
                let value = match op {
                    Op::RbLastMatch => cx.last_match,
                    Op::RbBlockGiven => Value::Bool(!matches!(frame.block, Value::Nil)),
                    _ => self.operate(cx, op, &[])?,
                };
                (dst, value)
            }
            Instr::Op1 { dst, op, a } => (dst, self.operate(cx, op, &[get(cx, frame, a)])?),
            Instr::Op2 { dst, op, a, b } => (dst, self.operate(cx, op, &[get(cx, frame, a), get(cx, frame, b)])?),
            Instr::OpN { dst, op, operands } => {
                let operands = self.registers(cx, frame, operands);
                (dst, self.operate(cx, op, &operands)?)
            }
            Instr::JsConcat { dst, parts } => {
                let parts = self.registers(cx, frame, parts);
                (dst, javascript::concat(cx, &parts)?)
            }
            Instr::RbConcat { dst, parts } => {
                let parts = self.registers(cx, frame, parts);
                (dst, ruby::concat(cx, &parts)?)
            }
            Instr::Closure { dst, function, cells } => {
                let captures = self
                    .registers(cx, frame, cells)
                    .iter()
                    .map(|cell| match cell {
                        Value::Object(id) => *id,
                        _ => ObjId(0),
                    })
                    .collect();
                let closure = Closure {
                    func: function.0,
                    captures,
                    this: frame.this,
                    home: frame.home,
                    block: frame.block,
                    lambda: Program::is_lambda(self.functions[function.0 as usize].kind),
                };
                cx.charge_memory(usize::from(cells.len) * 4)?;
                (dst, Value::Object(cx.alloc(Object::Closure(closure))?))
            }
            Instr::This { dst } => {
                if matches!(frame.this, Value::Empty) {
                    return Err(cx.unsupported("`this` in a function that was called without an object is the global object, which rules do not have"));
                }
                (dst, frame.this)
            }
            Instr::Member { dst, object, name } => {
                let object = get(cx, frame, object);
                (
                    dst,
                    javascript::get_member(cx, object, StrId(name.0 | StrId::CONSTANT))?,
                )
            }
            Instr::SetMember { object, name, value } => {
                let (object, value) = (get(cx, frame, object), get(cx, frame, value));
                return javascript::set_member(cx, object, StrId(name.0 | StrId::CONSTANT), value);
            }
            Instr::JsArray { dst, items } => {
                let items = self.registers(cx, frame, items);
                cx.charge(items.len() as u64)?;
                (dst, javascript::new_array(cx, items.into_vec())?)
            }
            Instr::RbArray { dst, items } => {
                let items = self.registers(cx, frame, items);
                cx.charge(items.len() as u64)?;
                (dst, ruby::new_array(cx, items.into_vec())?)
            }
            Instr::JsPush { array, value } => {
                let (array, value) = (get(cx, frame, array), get(cx, frame, value));
                return javascript::array_push(cx, array, value);
            }
            Instr::RbPush { array, value } => {
                let (array, value) = (get(cx, frame, array), get(cx, frame, value));
                return ruby::array_push(cx, array, value);
            }
            Instr::JsPushAll { array, values } => {
                let (array, values) = (get(cx, frame, array), get(cx, frame, values));
                let mut items = Vec::new();
                javascript::spread(cx, values, &mut items)?;
                return items
                    .into_iter()
                    .try_for_each(|item| javascript::array_push(cx, array, item));
            }
            Instr::RbPushAll { array, values } => {
                let (array, values) = (get(cx, frame, array), get(cx, frame, values));
                let mut items = Vec::new();
                ruby::splat(cx, values, &mut items)?;
                return items.into_iter().try_for_each(|item| ruby::array_push(cx, array, item));
            }
            Instr::JsObject { dst } => (dst, javascript::new_object(cx)?),
            Instr::RbHash { dst } => (dst, ruby::new_hash(cx)?),
            Instr::JsDefine { object, key, value } => {
                let (object, key, value) = (get(cx, frame, object), get(cx, frame, key), get(cx, frame, value));
                return javascript::define_property(cx, object, key, value);
            }
            Instr::RbDefine { hash, key, value } => {
                let (hash, key, value) = (get(cx, frame, hash), get(cx, frame, key), get(cx, frame, value));
                return ruby::hash_set(cx, hash, key, value);
            }
            Instr::JsCopyAll { object, source } => {
                let (object, source) = (get(cx, frame, object), get(cx, frame, source));
                return javascript::copy_properties(cx, object, source);
            }
            Instr::RbCopyAll { hash, source } => {
                let (hash, source) = (get(cx, frame, hash), get(cx, frame, source));
                return ruby::hash_merge(cx, hash, source);
            }
            Instr::JsRegex { dst, pattern, flags } => {
                let constant = |name: u32| StrId(name | StrId::CONSTANT);
                (dst, javascript::new_regexp(cx, constant(pattern.0), constant(flags.0))?)
            }
            Instr::RbRegex { dst, pattern, flags } => {
                let texts = &self.constants.texts;
                let make = |cx: &mut Cx<'_>| {
                    let known = cx.pattern(pattern.0, flags.0);
                    ruby::new_regexp(cx, &texts[pattern.0 as usize], &texts[flags.0 as usize], known)
                };
                (dst, cx.literal(frame.at, make)?)
            }
            _ => return Err(cx.unsupported("an instruction that is no data instruction")),
        };
        set(cx, frame, dst, value);
        Ok(())
    }
}

pub(super) fn get(cx: &Cx<'_>, frame: &Activation, reg: Reg) -> Value {
    cx.stack[frame.base + usize::from(reg.0)]
}

pub(super) fn set(cx: &mut Cx<'_>, frame: &Activation, reg: Reg, value: Value) {
    cx.stack[frame.base + usize::from(reg.0)] = value;
}

/// Only a program that was not made by this compiler gets here.
fn no_cell(cx: &Cx<'_>) -> Stop {
    cx.unsupported("a variable without a cell")
}
