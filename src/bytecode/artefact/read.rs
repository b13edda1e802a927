//! Reads programs from bytes: nothing is believed that the bytes do not bear out.

use super::KINDS;
use crate::bytecode::bundle::Shared;
use crate::bytecode::operand::{List, Operand, Reg};
use crate::bytecode::tests::{Ranges, TestInstr, Tests, calc};
use crate::bytecode::{
    Arguments, CallSite, Constant, Constants, Function, Guard, Instr, Param, ParamShape, Patterns, Program, SlotKey,
    packed,
};
use crate::source::{Dialect, Span};
use crate::types::Proofs;
use crate::value::{Global, JsString, Section, StrId, SymbolId, Value};

/// The bytes that are left, and the texts that several programs share.
pub(in crate::bytecode) struct Reader<'b>(pub &'b [u8], pub Option<Shared<'b>>);

impl Reader<'_> {
    pub(super) fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*head)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take::<1>().map(|[byte]| byte)
    }

    fn flag(&mut self) -> Option<bool> {
        match self.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    fn number(&mut self) -> Option<u32> {
        packed::read(&mut self.0)?.try_into().ok()
    }

    fn half(&mut self) -> Option<u16> {
        packed::read(&mut self.0)?.try_into().ok()
    }

    /// Entries take at least a byte each, so a count beyond the bytes that are left is a lie and nothing is reserved for it.
    fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()? as usize;
        if count > self.0.len() {
            return None;
        }
        (0..count).map(|_| read(self)).collect()
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()? as usize;
        let bytes = self.0.split_off(..length)?;
        std::str::from_utf8(bytes).ok().map(str::to_owned)
    }

    fn names(&mut self) -> Option<Vec<Box<str>>> {
        self.list(|input| input.text().map(String::into_boxed_str))
    }

    /// Names that [`Writer::shared`] wrote.
    fn shared_names(&mut self) -> Option<Vec<Box<str>>> {
        let Some(shared) = self.1 else { return self.names() };
        let mut alone = Reader(shared.get(self.number()?)?, None);
        alone.names().filter(|_| alone.0.is_empty())
    }

    fn string(&mut self) -> Option<JsString> {
        match self.byte()? {
            0 => self.text().map(|text| JsString::from(text.as_str())),
            1 => self
                .list(|input| input.take().map(u16::from_le_bytes))
                .map(|units| JsString::from_units(&units)),
            _ => None,
        }
    }

    fn span(&mut self) -> Option<Span> {
        let start = self.number()?;
        Some(Span::new(start, start.checked_add(self.number()?)?))
    }

    fn reg(&mut self) -> Option<Reg> {
        Reg::read(&mut self.0)
    }

    fn optional_reg(&mut self) -> Option<Option<Reg>> {
        let there = self.flag()?;
        let reg = self.reg()?;
        Some(there.then_some(reg))
    }

    pub(super) fn program(&mut self) -> Option<Program> {
        let dialect = match self.byte()? {
            0 => Dialect::JavaScript,
            1 => Dialect::Ruby,
            _ => return None,
        };
        let sections = self.shared_names()?;
        // A program names each text once, or each spelling of it, so that its texts are hardly longer than all that there are.
        let mut room = self.1.map_or(0, |shared| shared.len().saturating_mul(4));
        let strings = self.list(|input| match input.1 {
            Some(shared) => {
                let bytes = shared.get(input.number()?)?;
                room = room.checked_sub(bytes.len())?;
                Reader(bytes, None).string()
            }
            None => input.string(),
        })?;
        let texts = strings
            .iter()
            .map(|string| string.to_lossy().into_boxed_str())
            .collect();
        let symbols = self.shared_names()?;
        let values = self.list(Self::constant)?;
        let slots = self.list(Self::slot)?;
        let lists = self.list(Self::half)?;
        let sites = self.list(|input| {
            let arguments = match input.byte()? {
                0 => Arguments::Registers(List::read(&mut input.0)?),
                1 => Arguments::Array(input.reg()?),
                _ => return None,
            };
            Some(CallSite {
                arguments,
                keywords: input.optional_reg()?,
                block: input.optional_reg()?,
            })
        })?;
        let functions = self.list(Self::function)?;
        let code = self.list(|input| Instr::decode(&mut input.0))?;
        let spans = code.iter().map(|_| self.span()).collect::<Option<_>>()?;
        let tests = if self.flag()? { Some(self.tests()?) } else { None };
        let constants = Constants {
            strings,
            texts,
            symbols,
            patterns: Patterns::default(),
        };
        Some(Program {
            dialect,
            code,
            spans,
            functions,
            constants,
            values,
            slots,
            sites,
            lists,
            sections,
            tests,
            proofs: Proofs::default(),
            straight: None,
        })
    }

    fn slot(&mut self) -> Option<SlotKey> {
        Some(SlotKey {
            section: Section(self.byte()?),
            key: self.number()?,
        })
    }

    fn tests(&mut self) -> Option<Tests> {
        Some(Tests {
            subjects: self.list(Self::slot)?,
            absent: self.list(Self::half)?,
            sets: self.list(|input| input.list(Self::number))?,
            nets: self.list(|input| {
                Some(Ranges {
                    v4: input.list(|input| Some((input.number()?, input.number()?)))?,
                    v6: input.list(|input| {
                        let start = input.take().map(u128::from_le_bytes)?;
                        Some((start, input.take().map(u128::from_le_bytes)?))
                    })?,
                })
            })?,
            calcs: self.list(|input| calc::read(&mut input.0))?,
            code: self.list(|input| TestInstr::decode(&mut input.0))?,
        })
    }

    fn constant(&mut self) -> Option<Constant> {
        let kind = self.byte()?;
        let bits = packed::read(&mut self.0)?;
        let id = u32::try_from(bits).ok();
        Some(Constant::Value(match kind {
            0 => Value::Empty,
            1 => Value::Undefined,
            2 => Value::Nil,
            3 => Value::Bool(bits == 1),
            4 => Value::Int(bits.cast_signed()),
            5 => Value::Float(f64::from_bits(bits)),
            6 => Value::Str(StrId(id?)),
            7 => Value::Symbol(SymbolId(id?)),
            8 => Value::Global(Global::ALL.get(usize::try_from(bits).ok()?).copied()?),
            9 => Value::Section(Section(u8::try_from(bits).ok()?)),
            10 => return id.map(Constant::BigInt),
            _ => return None,
        }))
    }

    fn function(&mut self) -> Option<Function> {
        let kind = *KINDS.get(usize::from(self.byte()?))?;
        let named = self.flag()?;
        let name = self.number()?;
        Some(Function {
            kind,
            name: named.then_some(name),
            start: self.number()?,
            end: self.number()?,
            registers: self.half()?,
            captures: self.half()?,
            argument_count: self.optional_reg()?,
            trailing_comma: self.flag()?,
            span: self.span()?,
            params: self.list(|input| {
                let (kind, symbol, required) = (input.byte()?, input.number()?, input.flag()?);
                let kind = match kind {
                    0 => ParamShape::Required,
                    1 => ParamShape::Optional,
                    2 => ParamShape::Rest,
                    3 => ParamShape::Post,
                    4 => ParamShape::Keyword { symbol, required },
                    5 => ParamShape::KeywordRest,
                    6 => ParamShape::Block,
                    _ => return None,
                };
                Some(Param {
                    kind,
                    reg: input.reg()?,
                })
            })?,
            guards: self.list(|input| {
                Some(Guard {
                    start: input.number()?,
                    end: input.number()?,
                    target: input.number()?,
                    reg: input.reg()?,
                    finally: input.flag()?,
                })
            })?,
        })
    }
}
