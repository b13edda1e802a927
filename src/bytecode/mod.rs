//! Programs: instructions, constants and side tables, ready to run and to be stored.
//!
//! Input: `emit` writes a [`Program`] from IR; `decode` (artefacts) reads one from bytes and checks it. Output: what
//! `vm::machine` runs, and what `print` lists.
//! Invariants: every operand is within its bounds and every function ends in an instruction that does not fall through
//! ([`check`] proves both); spans are a side table that only faults, throws and listings read.

mod artefact;
mod bundle;
mod check;
mod emit;
mod facts;
mod load_error;
mod opcode;
pub mod operand;
mod packed;
mod patterns;
mod print;
pub mod tests;

pub use bundle::{Bundle, BundleWriter};
pub use check::{Flaw, check};
pub use emit::{TooLarge, emit};
pub use facts::{Binding, Facts};
pub use load_error::LoadError;
pub use opcode::{Instr, Line};
pub use patterns::Patterns;
pub use print::{listing, table};
pub use tests::{TestInstr, Tests};

use operand::{List, Reg};

use crate::hir::{FuncKind, ParamKind};

use crate::source::{Dialect, Span};
use crate::types::Proofs;
use crate::value::{JsString, Section, Value};

/// The constants that a program refers to by number.
#[derive(Clone, Debug, Default)]
pub struct Constants {
    /// JavaScript strings, and the names of members and methods.
    pub strings: Vec<JsString>,
    /// The same texts as UTF-8, for Ruby and for names; a lone surrogate is U+FFFD there.
    pub texts: Vec<Box<str>>,
    /// Ruby symbols, each name once.
    pub symbols: Vec<Box<str>>,
    /// Regular expression literals.
    pub patterns: Patterns,
}

/// A constant that `Load` gives.
#[derive(Clone, Copy, Debug)]
pub enum Constant {
    /// A value that needs nothing of the run: scalars, string and symbol constants, built-ins.
    Value(Value),
    /// A Ruby integer beyond 64 bits: the number of its digits' text.
    BigInt(u32),
}

/// A binding that a program reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SlotKey {
    /// The section.
    pub section: Section,
    /// The number of the key's text.
    pub key: u32,
}

/// Where the arguments of a call stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arguments {
    /// A register each.
    Registers(List),
    /// An array that was built before.
    Array(Reg),
}

/// What a call passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallSite {
    /// Positional arguments.
    pub arguments: Arguments,
    /// Ruby keyword arguments: a hash.
    pub keywords: Option<Reg>,
    /// Ruby block.
    pub block: Option<Reg>,
}

/// A parameter: what it takes and its name for keywords (a text number).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Param {
    /// What it takes.
    pub kind: ParamShape,
    /// The register that it fills.
    pub reg: Reg,
}

/// What a parameter takes; see `hir::ParamKind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the same kinds as `hir::ParamKind`, which documents them")]
pub enum ParamShape {
    Required,
    Optional,
    Rest,
    Post,
    Keyword { symbol: u32, required: bool },
    KeywordRest,
    Block,
}

impl ParamShape {
    pub(crate) fn of(kind: ParamKind, symbol: impl FnOnce() -> u32) -> Self {
        match kind {
            ParamKind::Required => ParamShape::Required,
            ParamKind::Optional => ParamShape::Optional,
            ParamKind::Rest => ParamShape::Rest,
            ParamKind::Post => ParamShape::Post,
            ParamKind::Keyword { required, .. } => ParamShape::Keyword {
                symbol: symbol(),
                required,
            },
            ParamKind::KeywordRest => ParamShape::KeywordRest,
            ParamKind::Block => ParamShape::Block,
        }
    }
}

/// Where a throw inside a stretch of code goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guard {
    /// First instruction of the stretch.
    pub start: u32,
    /// The instruction after its last.
    pub end: u32,
    /// Where it goes on.
    pub target: u32,
    /// The register that takes the thrown value, or the pending exit.
    pub reg: Reg,
    /// Whether it takes every exit, not only throws.
    pub finally: bool,
}

/// A function.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its kind.
    pub kind: FuncKind,
    /// The number of its name's text.
    pub name: Option<u32>,
    /// Its first instruction.
    pub start: u32,
    /// The instruction after its last.
    pub end: u32,
    /// How many registers it uses.
    pub registers: u16,
    /// How many cells its closures capture.
    pub captures: u16,
    /// Its parameters.
    pub params: Vec<Param>,
    /// JavaScript: the register that takes the number of arguments.
    pub argument_count: Option<Reg>,
    /// Ruby: a block written `|a,|`.
    pub trailing_comma: bool,
    /// Its guarded stretches, none inside another.
    pub guards: Vec<Guard>,
    /// Its place in the source.
    pub span: Span,
}

/// A compiled rule. It is immutable; any number of threads may run it at once.
#[derive(Clone, Debug)]
pub struct Program {
    /// Its language.
    pub dialect: Dialect,
    /// The instructions of all functions.
    pub code: Vec<Instr>,
    /// The place of each instruction.
    pub spans: Vec<Span>,
    /// Functions; the first is the rule itself.
    pub functions: Vec<Function>,
    /// Texts and symbols.
    pub constants: Constants,
    /// What `Load` gives.
    pub values: Vec<Constant>,
    /// Bindings that it reads with constant keys.
    pub slots: Vec<SlotKey>,
    /// Call sites.
    pub sites: Vec<CallSite>,
    /// Registers that lists name.
    pub lists: Vec<u16>,
    /// Names of the sections, by section number.
    pub sections: Vec<Box<str>>,
    /// What runs before the code and decides most runs alone.
    pub tests: Option<Tests>,
    /// What the compiler proved; not part of an artefact, since nobody could check it there.
    pub proofs: Proofs,
    /// The decision code with what one decision needs in place; made of it, and not stored.
    pub straight: Option<tests::Straight>,
}
