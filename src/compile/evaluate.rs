//! Lends the machine to constant folding, so that what is folded is what would have been computed.

use crate::bytecode::Constants;
use crate::hir::Const;
use crate::ir::Ir;
use crate::ir::pass::Evaluate;
use crate::limits::Limits;
use crate::op::Op;
use crate::source::Dialect;
use crate::value::{JsString, ObjId, Text, Value};
use crate::vm::{Arity, Bindings, Cx, Datum, Engine, Run, World, javascript};

/// Computes operators over constants of JavaScript; Ruby's operators are method calls and are not folded here.
pub(super) struct Folding;

/// A run without functions and bindings.
struct Nothing;

impl Engine for Nothing {
    fn call(&self, cx: &mut Cx<'_>, _: ObjId, _: Value, _: &[Value], _: Value, _: Value) -> Run<Value> {
        Err(cx.unsupported("a call while folding"))
    }

    fn arity(&self, _: u32) -> Arity {
        Arity::of(std::iter::empty())
    }

    fn name(&self, _: u32) -> Option<&str> {
        None
    }
}

impl Bindings for Nothing {
    fn get(&self, _: crate::value::Section, _: &str) -> Datum<'_> {
        Datum::Absent
    }

    fn keys(&self, _: crate::value::Section) -> Vec<&str> {
        Vec::new()
    }
}

/// Looking up a text is linear; a rule with more texts than this is not folded.
const MOST_TEXTS: usize = 2_000;

/// A small budget: what takes longer is left to the run.
fn limits() -> Limits {
    Limits {
        fuel: 10_000,
        memory: 1 << 16,
        ..Limits::default()
    }
}

impl Evaluate for Folding {
    fn operate(&self, ir: &mut Ir, op: Op, operands: &[Const]) -> Option<Const> {
        if ir.dialect != Dialect::JavaScript || ir.texts.len() > MOST_TEXTS {
            return None;
        }
        let limits = limits();
        let constants = Constants::default();
        let mut cx = Cx::new(&Nothing, &constants, &[], &Nothing, World::default(), &limits);
        let mut values = Vec::with_capacity(operands.len());
        for operand in operands {
            values.push(match *operand {
                Const::Undefined => Value::Undefined,
                Const::Nil => Value::Nil,
                Const::Bool(flag) => Value::Bool(flag),
                Const::Float(number) => Value::Float(number),
                Const::Str(text) => cx.new_string(JsString::from(&ir.texts[text.0 as usize])).ok()?,
                _ => return None,
            });
        }
        let value = javascript::operate(&mut cx, op, &values).ok()?;
        Some(match value {
            Value::Undefined => Const::Undefined,
            Value::Nil => Const::Nil,
            Value::Bool(flag) => Const::Bool(flag),
            Value::Float(number) => Const::Float(number),
            Value::Str(id) => Const::Str(ir.text(Text::from_units(&cx.string(id).to_units()))),
            _ => return None,
        })
    }

    fn truth(&self, ir: &Ir, dialect: Dialect, constant: Const) -> bool {
        match (dialect, constant) {
            (Dialect::Ruby, Const::Nil | Const::Bool(false)) => false,
            (Dialect::Ruby, _) => true,
            (Dialect::JavaScript, Const::Str(text)) => !JsString::from(&ir.texts[text.0 as usize]).is_empty(),
            (Dialect::JavaScript, Const::Float(number)) => number != 0.0 && !number.is_nan(),
            (Dialect::JavaScript, Const::Undefined | Const::Nil | Const::Bool(false) | Const::Empty) => false,
            (Dialect::JavaScript, _) => true,
        }
    }
}
