//! Executes calls: of functions of the rule, which become activations, and of built-ins, whose result is put in place.

use super::activation::Activation;
use super::bind::Given;
use super::closure_of;
use super::step::{Values, get, set};
use crate::bytecode::operand::{Reg, Site};
use crate::bytecode::{Arguments, Instr, Program};
use crate::source::Dialect;
use crate::value::{Global, ObjId, Value};
use crate::vm::context::{Cx, Run};
use crate::vm::ruby::Args;
use crate::vm::{javascript, ruby};

impl Program {
    /// Executes a call: gives the activation to run, or puts the result of a built-in in place.
    pub(super) fn call_instr(&self, cx: &mut Cx<'_>, frame: &mut Activation, instr: Instr) -> Run<Option<Activation>> {
        match instr {
            Instr::JsCall { dst, callee, site } => {
                let callee = get(cx, frame, callee);
                self.call_javascript(cx, frame, dst, callee, Value::Empty, site)
            }
            Instr::JsCallMember {
                dst,
                callee,
                receiver,
                site,
            } => {
                let (callee, this) = (get(cx, frame, callee), get(cx, frame, receiver));
                self.call_javascript(cx, frame, dst, callee, this, site)
            }
            Instr::JsNew { dst, callee, site } => {
                let callee = get(cx, frame, callee);
                let args = self.arguments(cx, frame, site)?;
                let value = javascript::construct(cx, callee, &args)?;
                set(cx, frame, dst, value);
                Ok(None)
            }
            Instr::RbSend {
                dst,
                receiver,
                name,
                site,
            } => {
                let receiver = get(cx, frame, receiver);
                let name = &self.constants.texts[name.0 as usize];
                self.with_args(cx, frame, site, dst, |cx, args| ruby::send(cx, receiver, name, args))
            }
            Instr::RbKernel { dst, name, site } => {
                let name = &self.constants.texts[name.0 as usize];
                self.with_args(cx, frame, site, dst, |cx, args| {
                    ruby::call_kernel(cx, name, args, false)
                })
            }
            Instr::RbVariable { dst, name, site } => {
                let name = &self.constants.texts[name.0 as usize];
                self.with_args(cx, frame, site, dst, |cx, args| ruby::call_kernel(cx, name, args, true))
            }
            Instr::RbDefined { callee, site, .. } => {
                let callee = get(cx, frame, callee);
                let Value::Object(id) = callee else {
                    // The text holds the address of the rule's object.
                    return Err(cx.raise_opaque(Global::RbNoMethodError));
                };
                self.enter(cx, frame, id, site).map(Some)
            }
            Instr::RbYield { dst, site } => {
                let block = frame.block;
                if matches!(block, Value::Nil) {
                    return Err(cx.raise(Global::RbLocalJumpError, "no block given (yield)"));
                }
                self.with_args(cx, frame, site, dst, |cx, args| ruby::call_proc(cx, block, args))
            }
            _ => Err(cx.unsupported("an instruction that is no call")),
        }
    }

    fn enter(&self, cx: &mut Cx<'_>, frame: &Activation, id: ObjId, site: Site) -> Run<Activation> {
        let args = self.arguments(cx, frame, site)?;
        let call = self.sites[site.0 as usize];
        let keywords = call.keywords.map_or(Value::Empty, |reg| get(cx, frame, reg));
        let block = call.block.map_or(Value::Nil, |reg| get(cx, frame, reg));
        Activation::enter(
            self,
            cx,
            id,
            &Given {
                this: Value::Empty,
                args: &args,
                keywords,
                block,
            },
        )
    }

    fn call_javascript(
        &self,
        cx: &mut Cx<'_>,
        frame: &Activation,
        dst: Reg,
        callee: Value,
        this: Value,
        site: Site,
    ) -> Run<Option<Activation>> {
        let args = self.arguments(cx, frame, site)?;
        if let Value::Object(id) = callee
            && closure_of(cx, id).is_some()
        {
            let given = Given {
                this,
                args: &args,
                keywords: Value::Empty,
                block: Value::Nil,
            };
            return Activation::enter(self, cx, id, &given).map(Some);
        }
        let value = javascript::call_value(cx, callee, this, &args)?;
        set(cx, frame, dst, value);
        Ok(None)
    }

    fn with_args(
        &self,
        cx: &mut Cx<'_>,
        frame: &Activation,
        site: Site,
        dst: Reg,
        call: impl FnOnce(&mut Cx<'_>, Args<'_>) -> Run<Value>,
    ) -> Run<Option<Activation>> {
        let positional = self.arguments(cx, frame, site)?;
        let site = self.sites[site.0 as usize];
        let keywords = site.keywords.map_or(Value::Empty, |reg| get(cx, frame, reg));
        let block = site.block.map_or(Value::Nil, |reg| get(cx, frame, reg));
        let value = call(
            cx,
            Args {
                positional: &positional,
                keywords,
                block,
            },
        )?;
        set(cx, frame, dst, value);
        Ok(None)
    }

    fn arguments(&self, cx: &mut Cx<'_>, frame: &Activation, site: Site) -> Run<Values> {
        Ok(match self.sites[site.0 as usize].arguments {
            Arguments::Registers(list) => self.registers(cx, frame, list),
            Arguments::Array(reg) => {
                let array = get(cx, frame, reg);
                let items = match self.dialect {
                    Dialect::JavaScript => javascript::array_items(cx, array),
                    Dialect::Ruby => ruby::array_items(cx, array)?.unwrap_or_default(),
                };
                cx.charge(items.len() as u64)?;
                Values::from_vec(items)
            }
        })
    }
}
