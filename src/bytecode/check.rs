//! Proves a program sound before it runs: operands within bounds, jumps within their function, no way past its end.

use super::operand::{Bounds, Operand, Reg};
use super::{Arguments, Constant, Function, Instr, ParamShape, Program};
use crate::value::{StrId, SymbolId, Value};

/// What is wrong with a program that is to be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// There is no function, or code and places differ in number.
    Shape,
    /// An operand of the instruction with this number is out of bounds.
    Operand(u32),
    /// The function with this number can run past its end, or is empty, or lies outside of the code.
    OpenEnd(u32),
    /// A guard, parameter, constant, site or slot is out of bounds.
    Table(&'static str),
}

/// Checks a program.
///
/// # Errors
/// The first [`Flaw`].
pub fn check(program: &Program) -> Result<(), Flaw> {
    if program.functions.is_empty() || program.code.len() != program.spans.len() {
        return Err(Flaw::Shape);
    }
    tables(program)?;
    for (index, function) in program.functions.iter().enumerate() {
        check_function(program, function, u32::try_from(index).unwrap_or(u32::MAX))?;
    }
    match &program.tests {
        Some(tests) => super::tests::check(program, tests),
        None => Ok(()),
    }
}

fn tables(program: &Program) -> Result<(), Flaw> {
    let texts = program.constants.texts.len();
    let known = |value: &Constant| match *value {
        Constant::Value(Value::Str(StrId(id))) => {
            ((id & !StrId::CONSTANT) as usize) < texts && id & StrId::CONSTANT != 0
        }
        Constant::Value(Value::Symbol(SymbolId(id))) => {
            ((id & !SymbolId::CONSTANT) as usize) < program.constants.symbols.len() && id & SymbolId::CONSTANT != 0
        }
        Constant::Value(Value::Object(_) | Value::Native(_)) => false,
        Constant::Value(Value::Section(section)) => usize::from(section.0) < program.sections.len(),
        Constant::Value(_) => true,
        Constant::BigInt(text) => (text as usize) < texts,
    };
    if !program.values.iter().all(known) {
        return Err(Flaw::Table("constant"));
    }
    if texts != program.constants.strings.len() {
        return Err(Flaw::Table("text"));
    }
    let slot =
        |slot: &super::SlotKey| (slot.key as usize) < texts && usize::from(slot.section.0) < program.sections.len();
    if !program.slots.iter().all(slot) {
        return Err(Flaw::Table("slot"));
    }
    Ok(())
}

fn check_function(program: &Program, function: &Function, index: u32) -> Result<(), Flaw> {
    let (start, end) = (function.start as usize, function.end as usize);
    let Some(code) = program.code.get(start..end) else {
        return Err(Flaw::OpenEnd(index));
    };
    if !code.last().is_some_and(Instr::leaves) {
        return Err(Flaw::OpenEnd(index));
    }
    let bounds = Bounds {
        registers: usize::from(function.registers),
        constants: program.values.len(),
        names: program.constants.texts.len(),
        slots: program.slots.len(),
        functions: program.functions.len(),
        code: (function.start, function.end),
        sites: program.sites.len(),
        captures: usize::from(function.captures),
        ..Bounds::default()
    };
    for (offset, instr) in code.iter().enumerate() {
        if !instr_is_sound(program, &bounds, instr) {
            return Err(Flaw::Operand(
                function.start + u32::try_from(offset).unwrap_or(u32::MAX),
            ));
        }
    }
    let register = |reg: Reg| usize::from(reg.0) < bounds.registers;
    let guards = function.guards.iter().all(|guard| {
        let inside = |at: u32| (function.start..=function.end).contains(&at);
        inside(guard.start)
            && inside(guard.end)
            && (function.start..function.end).contains(&guard.target)
            && register(guard.reg)
    });
    let params = function.params.iter().all(|param| {
        let symbol = match param.kind {
            ParamShape::Keyword { symbol, .. } => (symbol as usize) < program.constants.symbols.len(),
            _ => true,
        };
        symbol && register(param.reg)
    });
    let name = function.name.is_none_or(|name| (name as usize) < bounds.names);
    if !guards || !params || !name || !function.argument_count.is_none_or(register) {
        return Err(Flaw::Table("function"));
    }
    Ok(())
}

fn instr_is_sound(program: &Program, bounds: &Bounds, instr: &Instr) -> bool {
    let mut sound = true;
    instr.for_each_operand(|operand| sound &= operand.check(bounds, &program.lists));
    if let Instr::Capture { index, .. } = instr {
        sound &= usize::try_from(index.0).is_ok_and(|index| index < bounds.captures);
    }
    if let Instr::Closure { function, cells, .. } = instr {
        let captures = program
            .functions
            .get(function.0 as usize)
            .map(|function| function.captures);
        sound &= captures == Some(cells.len);
    }
    if let Some(site) = instr.site() {
        let Some(site) = program.sites.get(site.0 as usize) else {
            return false;
        };
        sound &= match site.arguments {
            Arguments::Registers(list) => list.check(bounds, &program.lists),
            Arguments::Array(reg) => reg.check(bounds, &program.lists),
        };
        sound &= site
            .keywords
            .into_iter()
            .chain(site.block)
            .all(|reg| reg.check(bounds, &program.lists));
    }
    sound
}
