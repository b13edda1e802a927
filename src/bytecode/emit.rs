//! From IR to bytecode: chooses registers and writes instructions.
//!
//! `allocate.rs` maps virtual registers to those of the machine, `branch.rs` writes the ends of blocks, which stand in
//! their linear order. This is the only place that makes a [`Program`] from a rule.

mod allocate;
mod branch;

use rustc_hash::FxHashMap;

use super::operand::{Const as ConstRef, Function as FunctionRef, List, Name, Number, Reg, Site, Slot, Target as At};
use super::{
    Arguments, CallSite, Constant, Constants, Function, Guard, Instr, Param, ParamShape, Patterns, Program, SlotKey,
};
use crate::hir::{Const, TextId};
use crate::ir::graph::Graph;
use crate::ir::{Args, BlockId, Extras, Func, Inst, Ir, Reg as Virtual, Target};
use crate::limits::Limits;
use crate::schema::Schema;

use crate::source::{Dialect, Span};
use crate::types::Proofs;
use crate::value::{JsString, Section, StrId, SymbolId, Value};

/// The rule needs more registers or constants than a program may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// Writes the program of a rule.
///
/// # Errors
/// [`TooLarge`] where a function needs more registers than `limits` allow.
pub fn emit(ir: &Ir, graph: Option<&Graph>, schema: &Schema, limits: &Limits) -> Result<Program, TooLarge> {
    let mut emitter = Emitter::new(ir, schema);
    for func in &ir.funcs {
        emitter.function(func, limits)?;
    }
    let mut program = emitter.program;
    program.tests = graph.and_then(|graph| super::tests::emit(graph, &program.constants.texts));
    program.place_tests();
    program.constants.patterns = Patterns::compile(&program.code, &program.constants);
    Ok(program)
}

struct Emitter<'i> {
    ir: &'i Ir,
    program: Program,
    values: FxHashMap<(u8, u64), u32>,
    slots: FxHashMap<SlotKey, u16>,
    symbols: FxHashMap<Box<str>, u32>,
    /// Machine registers by virtual register, of the current function.
    registers: Vec<u16>,
    /// First instruction of each block of the current function.
    starts: Vec<u32>,
    /// Jumps of the current function whose target is still a block number.
    jumps: Vec<usize>,
}

impl<'i> Emitter<'i> {
    fn new(ir: &'i Ir, schema: &Schema) -> Self {
        let constants = Constants {
            strings: ir.texts.iter().map(JsString::from).collect(),
            texts: ir.texts.iter().map(|text| text.to_str().into()).collect(),
            symbols: Vec::new(),
            patterns: Patterns::default(),
        };
        let blocks = ir.funcs.iter().flat_map(|func| &func.blocks);
        // A terminator is two jumps at most.
        let length = blocks.map(|block| block.insts.len() + 2).sum();
        let program = Program {
            dialect: ir.dialect,
            code: Vec::with_capacity(length),
            spans: Vec::with_capacity(length),
            functions: Vec::with_capacity(ir.funcs.len()),
            constants,
            values: Vec::new(),
            slots: Vec::new(),
            sites: Vec::new(),
            lists: Vec::new(),
            sections: schema.sections().iter().map(|name| name.as_str().into()).collect(),
            tests: None,
            proofs: Proofs::default(),
            straight: None,
        };
        Emitter {
            ir,
            program,
            values: FxHashMap::default(),
            slots: FxHashMap::default(),
            symbols: FxHashMap::default(),
            registers: Vec::new(),
            starts: Vec::new(),
            jumps: Vec::new(),
        }
    }

    fn function(&mut self, func: &Func, limits: &Limits) -> Result<(), TooLarge> {
        let allocation = allocate::allocate(func);
        if allocation.count > limits.registers.min(usize::from(u16::MAX)) {
            return Err(TooLarge);
        }
        self.registers = allocation.registers;
        self.starts.clear();
        self.jumps.clear();
        let start = self.here();
        let mut guards: Vec<Guard> = Vec::new();
        for (index, block) in func.blocks.iter().enumerate() {
            let block_start = self.here();
            self.starts.push(block_start);
            for (inst, span) in &block.insts {
                self.inst(inst, *span);
            }
            self.term(block, BlockId(number(index + 1)));
            if let Some(handler) = block.handler {
                let (end, reg) = (self.here(), self.reg(handler.reg));
                let guard = Guard {
                    start: block_start,
                    end,
                    target: handler.block.0,
                    reg,
                    finally: handler.finally,
                };
                match guards.last_mut() {
                    Some(last)
                        if last.end == block_start
                            && Guard {
                                start: last.start,
                                end: last.end,
                                ..guard
                            } == *last =>
                    {
                        last.end = end;
                    }
                    _ => guards.push(guard),
                }
            }
        }
        for guard in &mut guards {
            guard.target = self.starts[guard.target as usize];
        }
        for jump in std::mem::take(&mut self.jumps) {
            let starts = &self.starts;
            if let Some(target) = self.program.code[jump].target_mut() {
                *target = At(starts[target.0 as usize]);
            }
        }
        let hir = &func.hir;
        let params = hir
            .params
            .iter()
            .zip(&func.params)
            .map(|(param, &reg)| {
                let symbol = match param.kind {
                    crate::hir::ParamKind::Keyword { name, .. } => self.symbol(name),
                    _ => 0,
                };
                Param {
                    kind: ParamShape::of(param.kind, || symbol),
                    reg: self.reg(reg),
                }
            })
            .collect();
        self.program.functions.push(Function {
            kind: hir.kind,
            name: hir.name.map(|name| name.0),
            start,
            end: self.here(),
            registers: u16::try_from(allocation.count).map_err(|_| TooLarge)?,
            captures: u16::try_from(func.captures).map_err(|_| TooLarge)?,
            params,
            argument_count: func.argument_count.map(|reg| self.reg(reg)),
            trailing_comma: hir.trailing_comma,
            guards,
            span: hir.span,
        });
        Ok(())
    }

    fn here(&self) -> u32 {
        number(self.program.code.len())
    }

    fn push(&mut self, instr: Instr, span: Span) {
        self.program.code.push(instr);
        self.program.spans.push(span);
    }

    /// Writes a jump whose target is a block.
    fn jump(&mut self, instr: Instr, span: Span) {
        self.jumps.push(self.program.code.len());
        self.push(instr, span);
    }

    fn reg(&self, reg: Virtual) -> Reg {
        Reg(self.registers[reg.0 as usize])
    }

    fn list(&mut self, regs: &[Virtual]) -> List {
        let start = number(self.program.lists.len());
        let registers = &self.registers;
        self.program
            .lists
            .extend(regs.iter().map(|reg| registers[reg.0 as usize]));
        // `Limits::nodes` keeps literals far below; what does not fit is refused by `check` as an empty list would be.
        List {
            start,
            len: u16::try_from(regs.len()).unwrap_or(u16::MAX),
        }
    }

    fn site(&mut self, args: &Args, extras: Extras) -> Site {
        let arguments = match args {
            Args::Regs(regs) => Arguments::Registers(self.list(regs)),
            Args::List(reg) => Arguments::Array(self.reg(*reg)),
        };
        let site = CallSite {
            arguments,
            keywords: extras.keywords.map(|reg| self.reg(reg)),
            block: extras.block.map(|reg| self.reg(reg)),
        };
        self.program.sites.push(site);
        Site(number(self.program.sites.len() - 1))
    }

    fn slot(&mut self, section: Section, key: TextId) -> Slot {
        let key = SlotKey { section, key: key.0 };
        let slots = &mut self.program.slots;
        let next = u16::try_from(slots.len()).unwrap_or(u16::MAX);
        Slot(*self.slots.entry(key).or_insert_with(|| {
            slots.push(key);
            next
        }))
    }

    fn symbol(&mut self, text: TextId) -> u32 {
        let name: Box<str> = self.ir.texts[text.0 as usize].to_str().into();
        let symbols = &mut self.program.constants.symbols;
        let next = number(symbols.len());
        *self.symbols.entry(name.clone()).or_insert_with(|| {
            symbols.push(name);
            next
        })
    }

    fn value(&mut self, constant: Const) -> ConstRef {
        let (key, value) = match constant {
            Const::Empty => ((0, 0), Constant::Value(Value::Empty)),
            Const::Undefined => ((1, 0), Constant::Value(Value::Undefined)),
            Const::Nil => ((2, 0), Constant::Value(Value::Nil)),
            Const::Bool(flag) => ((3, u64::from(flag)), Constant::Value(Value::Bool(flag))),
            Const::Float(float) => ((4, float.to_bits()), Constant::Value(Value::Float(float))),
            Const::Int(int) => ((5, int.cast_unsigned()), Constant::Value(Value::Int(int))),
            Const::BigInt(text) => ((6, u64::from(text.0)), Constant::BigInt(text.0)),
            Const::Str(text) => (
                (7, u64::from(text.0)),
                Constant::Value(Value::Str(StrId(text.0 | StrId::CONSTANT))),
            ),
            Const::Symbol(text) => {
                let symbol = self.symbol(text);
                (
                    (8, u64::from(symbol)),
                    Constant::Value(Value::Symbol(SymbolId(symbol | SymbolId::CONSTANT))),
                )
            }
            Const::Global(global) => ((9, global as u64), Constant::Value(Value::Global(global))),
            Const::Section(section) => ((10, u64::from(section.0)), Constant::Value(Value::Section(section))),
        };
        let values = &mut self.program.values;
        let next = number(values.len());
        ConstRef(*self.values.entry(key).or_insert_with(|| {
            values.push(value);
            next
        }))
    }

    fn inst(&mut self, inst: &Inst, span: Span) {
        let ruby = self.ir.dialect == Dialect::Ruby;
        let instr = match inst {
            Inst::Const(dst, Const::Str(text)) if ruby => Instr::RbString {
                dst: self.reg(*dst),
                text: Name(text.0),
            },
            Inst::Const(dst, constant) => Instr::Load {
                dst: self.reg(*dst),
                value: self.value(*constant),
            },
            Inst::Move(dst, src) if self.reg(*dst) == self.reg(*src) => return,
            Inst::Move(dst, src) => Instr::Move {
                dst: self.reg(*dst),
                src: self.reg(*src),
            },
            Inst::NewCell(dst, src) => Instr::NewCell {
                dst: self.reg(*dst),
                src: self.reg(*src),
            },
            Inst::LoadCell(dst, cell) => Instr::LoadCell {
                dst: self.reg(*dst),
                cell: self.reg(*cell),
            },
            Inst::StoreCell(cell, src) => Instr::StoreCell {
                cell: self.reg(*cell),
                src: self.reg(*src),
            },
            Inst::Capture(dst, index) => Instr::Capture {
                dst: self.reg(*dst),
                index: Number(i32::try_from(*index).unwrap_or(i32::MAX)),
            },
            Inst::CheckVar { reg, name, global } => {
                let (src, name) = (self.reg(*reg), Name(name.map_or(0, |name| name.0)));
                if *global {
                    Instr::CheckGlobal { src, name }
                } else {
                    Instr::CheckDeadZone { src, name }
                }
            }
            Inst::Binding(dst, section, key) => {
                let (dst, slot) = (self.reg(*dst), self.slot(*section, *key));
                if ruby {
                    Instr::RbBinding { dst, slot }
                } else {
                    Instr::JsBinding { dst, slot }
                }
            }
            Inst::Unbound(name) if ruby => Instr::RbUnbound { name: Name(name.0) },
            Inst::Unbound(name) => Instr::JsUnbound { name: Name(name.0) },
            Inst::Op(dst, op, operands) => self.op(self.reg(*dst), *op, operands),
            Inst::Concat(dst, parts) => {
                let (dst, parts) = (self.reg(*dst), self.list(parts));
                if ruby {
                    Instr::RbConcat { dst, parts }
                } else {
                    Instr::JsConcat { dst, parts }
                }
            }
            Inst::Call {
                dst,
                callee,
                this,
                args,
            } => {
                let (dst, callee) = (self.reg(*dst), self.reg(*callee));
                let site = self.site(args, Extras::default());
                match this {
                    Some(this) => Instr::JsCallMember {
                        dst,
                        callee,
                        receiver: self.reg(*this),
                        site,
                    },
                    None => Instr::JsCall { dst, callee, site },
                }
            }
            Inst::New { dst, callee, args } => {
                let site = self.site(args, Extras::default());
                Instr::JsNew {
                    dst: self.reg(*dst),
                    callee: self.reg(*callee),
                    site,
                }
            }
            Inst::Send {
                dst,
                target,
                args,
                extras,
            } => {
                let (dst, site) = (self.reg(*dst), self.site(args, *extras));
                match *target {
                    Target::Method(receiver, name) => Instr::RbSend {
                        dst,
                        receiver: self.reg(receiver),
                        name: Name(name.0),
                        site,
                    },
                    Target::Kernel(name, false) => Instr::RbKernel {
                        dst,
                        name: Name(name.0),
                        site,
                    },
                    Target::Kernel(name, true) => Instr::RbVariable {
                        dst,
                        name: Name(name.0),
                        site,
                    },
                    Target::Defined(callee, name) => Instr::RbDefined {
                        dst,
                        callee: self.reg(callee),
                        name: Name(name.0),
                        site,
                    },
                    Target::Block => Instr::RbYield { dst, site },
                }
            }
            Inst::Closure(dst, function, cells) => {
                let cells = self.list(cells);
                Instr::Closure {
                    dst: self.reg(*dst),
                    function: FunctionRef(*function),
                    cells,
                }
            }
            Inst::This(dst) => Instr::This { dst: self.reg(*dst) },
            Inst::Member(dst, object, name) => Instr::Member {
                dst: self.reg(*dst),
                object: self.reg(*object),
                name: Name(name.0),
            },
            Inst::SetMember(object, name, value) => Instr::SetMember {
                object: self.reg(*object),
                name: Name(name.0),
                value: self.reg(*value),
            },
            Inst::Array(dst, items) => {
                let (dst, items) = (self.reg(*dst), self.list(items));
                if ruby {
                    Instr::RbArray { dst, items }
                } else {
                    Instr::JsArray { dst, items }
                }
            }
            Inst::Push(array, value) => {
                let (array, value) = (self.reg(*array), self.reg(*value));
                if ruby {
                    Instr::RbPush { array, value }
                } else {
                    Instr::JsPush { array, value }
                }
            }
            Inst::PushAll(array, values) => {
                let (array, values) = (self.reg(*array), self.reg(*values));
                if ruby {
                    Instr::RbPushAll { array, values }
                } else {
                    Instr::JsPushAll { array, values }
                }
            }
            Inst::Object(dst) if ruby => Instr::RbHash { dst: self.reg(*dst) },
            Inst::Object(dst) => Instr::JsObject { dst: self.reg(*dst) },
            Inst::Define(object, key, value) => {
                let (object, key, value) = (self.reg(*object), self.reg(*key), self.reg(*value));
                if ruby {
                    Instr::RbDefine {
                        hash: object,
                        key,
                        value,
                    }
                } else {
                    Instr::JsDefine { object, key, value }
                }
            }
            Inst::CopyAll(object, source) => {
                let (object, source) = (self.reg(*object), self.reg(*source));
                if ruby {
                    Instr::RbCopyAll { hash: object, source }
                } else {
                    Instr::JsCopyAll { object, source }
                }
            }
            Inst::Regex(dst, pattern, flags) => {
                let (dst, pattern, flags) = (self.reg(*dst), Name(pattern.0), Name(flags.0));
                if ruby {
                    Instr::RbRegex { dst, pattern, flags }
                } else {
                    Instr::JsRegex { dst, pattern, flags }
                }
            }
        };
        self.push(instr, span);
    }

    fn op(&mut self, dst: Reg, op: crate::op::Op, operands: &[Virtual]) -> Instr {
        match *operands {
            [] => Instr::Op0 { dst, op },
            [a] => Instr::Op1 {
                dst,
                op,
                a: self.reg(a),
            },
            [a, b] => Instr::Op2 {
                dst,
                op,
                a: self.reg(a),
                b: self.reg(b),
            },
            _ => Instr::OpN {
                dst,
                op,
                operands: self.list(operands),
            },
        }
    }
}

/// Counts are bounded by `Limits::nodes`, far below `u32::MAX`.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
