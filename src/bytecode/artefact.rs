//! Programs as bytes: what `rulec compile` writes and a host loads without a compiler.
//!
//! Layout: the magic `rulec\0`, a format version, the dialect, then the tables in the order of [`Program`]'s fields, each a
//! count and its entries; counts and numbers of things are packed ([`super::packed`]), values are little-endian; texts are
//! a length and UTF-8, or code units where they are ill-formed. Reading bounds every count by the bytes that are left, and ends with [`check`], so that no bytes make a
//! program that the machine could not run safely. A program of another format version is refused: compile it again.

mod read;

pub(super) use read::Reader;

use super::bundle::Pool;
use super::load_error::LoadError;
use super::operand::{Operand, Reg};
use super::tests::{Tests, calc};
use super::{Arguments, Constant, Function, ParamShape, Patterns, Program, SlotKey, check, packed};
use crate::hir::FuncKind;
use crate::source::{Dialect, Span};
use crate::value::{JsString, StrId, SymbolId, Value};

const MAGIC: &[u8; 6] = b"rulec\0";

/// Version of the layout, of what policy sets attach to bundles, and of the table of opcodes; raised with every change of
/// one of them.
pub(super) const VERSION: u16 = 4;

impl Program {
    /// The program as bytes; [`Program::from_bytes`] reads them.
    ///
    /// ```
    /// use rulec::{Program, Schema, Source, compile};
    ///
    /// let program = compile(&Source::javascript("rule", "1 < 2"), &Schema::batch()).unwrap();
    /// let loaded = Program::from_bytes(&program.to_bytes()).unwrap();
    /// assert_eq!(loaded.to_bytes(), program.to_bytes());
    /// assert!(Program::from_bytes(b"rulec\0").is_err());
    /// ```
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer(Vec::new(), None);
        out.0.extend_from_slice(MAGIC);
        out.0.extend_from_slice(&VERSION.to_le_bytes());
        self.write(&mut out);
        out.0
    }

    /// Everything but the head.
    pub(super) fn write(&self, out: &mut Writer) {
        out.byte(match self.dialect {
            Dialect::JavaScript => 0,
            Dialect::Ruby => 1,
        });
        out.shared(|out| out.list(&self.sections, |out, name| out.text(name)));
        out.list(&self.constants.strings, |out, string| match out.1.take() {
            Some(mut pool) => {
                let number = pool.add(string);
                out.number(number);
                out.1 = Some(pool);
            }
            None => out.string(string),
        });
        out.shared(|out| out.list(&self.constants.symbols, |out, name| out.text(name)));
        out.list(&self.values, Writer::constant);
        out.list(&self.slots, Writer::slot);
        out.list(&self.lists, |out, register| out.number((*register).into()));
        out.list(&self.sites, |out, site| {
            match site.arguments {
                Arguments::Registers(list) => {
                    out.byte(0);
                    list.write(&mut out.0);
                }
                Arguments::Array(reg) => {
                    out.byte(1);
                    reg.write(&mut out.0);
                }
            }
            out.optional_reg(site.keywords);
            out.optional_reg(site.block);
        });
        out.list(&self.functions, Writer::function);
        out.list(&self.code, |out, instr| instr.encode(&mut out.0));
        self.spans.iter().for_each(|&span| out.span(span));
        out.byte(u8::from(self.tests.is_some()));
        if let Some(tests) = &self.tests {
            out.tests(tests);
        }
    }

    /// Reads a program and checks it.
    ///
    /// # Errors
    /// [`LoadError`] where the bytes are no program of this version, or none that passes the check.
    pub fn from_bytes(bytes: &[u8]) -> Result<Program, LoadError> {
        let mut input = Reader(bytes, None);
        if input.0.split_off(..MAGIC.len()).is_none_or(|head| head != MAGIC) {
            return Err(LoadError::Magic);
        }
        let version = input.take().map(u16::from_le_bytes).ok_or(LoadError::Broken)?;
        if version != VERSION {
            return Err(LoadError::Version(version));
        }
        Program::read(input)
    }

    /// Reads and checks everything behind the head.
    pub(super) fn read(mut input: Reader<'_>) -> Result<Program, LoadError> {
        let mut program = input.program().ok_or(LoadError::Broken)?;
        if !input.0.is_empty() {
            return Err(LoadError::Trailing);
        }
        check(&program).map_err(LoadError::Flaw)?;
        program.place_tests();
        program.constants.patterns = Patterns::compile(&program.code, &program.constants);
        Ok(program)
    }
}

/// Kinds of functions and the bytes that stand for them.
const KINDS: &[FuncKind] = &[
    FuncKind::Script,
    FuncKind::Function,
    FuncKind::Arrow,
    FuncKind::Method,
    FuncKind::Lambda,
    FuncKind::Proc,
];

/// Bytes, and where the program is one of several, the texts that they share.
#[derive(Debug)]
pub(super) struct Writer(pub Vec<u8>, pub Option<Pool>);

impl Writer {
    fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    fn number(&mut self, number: u32) {
        packed::write(number.into(), &mut self.0);
    }

    /// Writes what many programs have alike: where texts are shared, its number.
    fn shared(&mut self, write: impl FnOnce(&mut Writer)) {
        match self.1.take() {
            None => write(self),
            Some(mut pool) => {
                let mut alone = Writer(Vec::new(), None);
                write(&mut alone);
                let number = pool.add_bytes(alone.0);
                self.1 = Some(pool);
                self.number(number);
            }
        }
    }

    fn list<T>(&mut self, items: &[T], write: impl Fn(&mut Self, &T)) {
        // Programs are far smaller than 2³² entries (`Limits::nodes`).
        self.number(u32::try_from(items.len()).unwrap_or(u32::MAX));
        items.iter().for_each(|item| write(self, item));
    }

    pub(super) fn string(&mut self, string: &JsString) {
        match string.to_utf8() {
            Some(text) => {
                self.byte(0);
                self.text(&text);
            }
            None => {
                self.byte(1);
                self.list(&string.to_units(), |out, unit| {
                    out.0.extend_from_slice(&unit.to_le_bytes())
                });
            }
        }
    }

    fn text(&mut self, text: &str) {
        // Texts are far shorter than 2³² bytes (`Limits::source_bytes`).
        self.number(u32::try_from(text.len()).unwrap_or(u32::MAX));
        self.0.extend_from_slice(text.as_bytes());
    }

    fn span(&mut self, span: Span) {
        self.number(span.start);
        // No span ends before it starts.
        self.number(span.end.saturating_sub(span.start));
    }

    fn slot(&mut self, slot: &SlotKey) {
        self.byte(slot.section.0);
        self.number(slot.key);
    }

    fn tests(&mut self, tests: &Tests) {
        self.list(&tests.subjects, Writer::slot);
        self.list(&tests.absent, |out, subject| out.number((*subject).into()));
        self.list(&tests.sets, |out, set| out.list(set, |out, text| out.number(*text)));
        self.list(&tests.nets, |out, nets| {
            out.list(&nets.v4, |out, (start, end)| {
                out.number(*start);
                out.number(*end);
            });
            out.list(&nets.v6, |out, (start, end)| {
                out.0.extend_from_slice(&start.to_le_bytes());
                out.0.extend_from_slice(&end.to_le_bytes());
            });
        });
        self.list(&tests.calcs, |out, &calc| calc::write(calc, &mut out.0));
        self.list(&tests.code, |out, instr| instr.encode(&mut out.0));
    }

    fn optional_reg(&mut self, reg: Option<Reg>) {
        self.byte(u8::from(reg.is_some()));
        reg.unwrap_or(Reg(0)).write(&mut self.0);
    }

    fn constant(&mut self, constant: &Constant) {
        let (kind, bits) = match *constant {
            Constant::BigInt(text) => (10, u64::from(text)),
            Constant::Value(value) => match value {
                // Objects and natives belong to a run and are never constants.
                Value::Empty | Value::Object(_) | Value::Native(_) => (0, 0),
                Value::Undefined => (1, 0),
                Value::Nil => (2, 0),
                Value::Bool(flag) => (3, u64::from(flag)),
                Value::Int(int) => (4, int.cast_unsigned()),
                Value::Float(float) => (5, float.to_bits()),
                Value::Str(StrId(id)) => (6, u64::from(id)),
                Value::Symbol(SymbolId(id)) => (7, u64::from(id)),
                Value::Global(global) => (8, global as u64),
                Value::Section(section) => (9, u64::from(section.0)),
            },
        };
        self.byte(kind);
        packed::write(bits, &mut self.0);
    }

    fn function(&mut self, function: &Function) {
        let kind = KINDS.iter().position(|kind| *kind == function.kind).unwrap_or(0);
        self.byte(u8::try_from(kind).unwrap_or(0));
        self.byte(u8::from(function.name.is_some()));
        self.number(function.name.unwrap_or(0));
        self.number(function.start);
        self.number(function.end);
        self.number(function.registers.into());
        self.number(function.captures.into());
        self.optional_reg(function.argument_count);
        self.byte(u8::from(function.trailing_comma));
        self.span(function.span);
        self.list(&function.params, |out, param| {
            let (kind, symbol, required) = match param.kind {
                ParamShape::Required => (0, 0, false),
                ParamShape::Optional => (1, 0, false),
                ParamShape::Rest => (2, 0, false),
                ParamShape::Post => (3, 0, false),
                ParamShape::Keyword { symbol, required } => (4, symbol, required),
                ParamShape::KeywordRest => (5, 0, false),
                ParamShape::Block => (6, 0, false),
            };
            out.byte(kind);
            out.number(symbol);
            out.byte(u8::from(required));
            param.reg.write(&mut out.0);
        });
        self.list(&function.guards, |out, guard| {
            out.number(guard.start);
            out.number(guard.end);
            out.number(guard.target);
            guard.reg.write(&mut out.0);
            out.byte(u8::from(guard.finally));
        });
    }
}
