//! The intermediate representation that optimisations work on: functions as graphs of basic blocks.
//!
//! Input: `lower` makes it from HIR. Output: `bytecode::emit` writes it as instructions.
//! Invariants: every coercion, truth test and possible throw is an instruction or a test of its own and keeps its span;
//! a a virtual register that is not among a function's homes lives in one linear stretch of the block order; instructions of a block run in order, and only its last, the terminator, leaves it.
//! Each optimisation is a pass of its own in `pass/`.

pub mod graph;
mod lower;
pub mod pass;
mod registers;

pub use lower::lower;

use crate::hir::{Const, Func as HirFunc, TextId};
use crate::op::Op;
use crate::source::{Dialect, Span};
use crate::value::{Section, Text};

/// A virtual register of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reg(pub u32);

/// Names a basic block of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockId(pub u32);

/// The arguments of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Args {
    /// One register each.
    Regs(Vec<Reg>),
    /// An array that was built before, since something was spread.
    List(Reg),
}

/// What a Ruby call brings besides positional arguments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extras {
    /// A hash of keyword arguments.
    pub keywords: Option<Reg>,
    /// A block.
    pub block: Option<Reg>,
}

/// What a Ruby call calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A method of a receiver.
    Method(Reg, TextId),
    /// A function of Kernel; the flag says that it looks like a variable (no arguments, no parentheses).
    Kernel(TextId, bool),
    /// A method of the rule, held in a register; the name is for the error where it is not defined yet.
    Defined(Reg, TextId),
    /// The block of the current method.
    Block,
}

/// An instruction.
#[derive(Clone, Debug, PartialEq)]
pub enum Inst {
    /// `dst ← constant`. A Ruby string constant makes a new string.
    Const(Reg, Const),
    /// `dst ← src`.
    Move(Reg, Reg),
    /// `dst ← a new cell that holds src`.
    NewCell(Reg, Reg),
    /// `dst ← cell`.
    LoadCell(Reg, Reg),
    /// `cell ← src`.
    StoreCell(Reg, Reg),
    /// `dst ← captured cell of this number`.
    Capture(Reg, u32),
    /// Throws ReferenceError if the register holds the marker.
    CheckVar {
        /// What is tested.
        reg: Reg,
        /// The variable's name.
        name: Option<TextId>,
        /// See `hir::Kind::CheckedVar`.
        global: bool,
    },
    /// `dst ← binding`.
    Binding(Reg, Section, TextId),
    /// Throws that the name is not bound.
    Unbound(TextId),
    /// `dst ← op(operands)`.
    Op(Reg, Op, Vec<Reg>),
    /// `dst ← operands joined`.
    Concat(Reg, Vec<Reg>),
    /// JavaScript: `dst ← callee(args)` with the receiver as `this`.
    Call {
        /// Where the result goes.
        dst: Reg,
        /// What is called.
        callee: Reg,
        /// The receiver.
        this: Option<Reg>,
        /// Arguments.
        args: Args,
    },
    /// JavaScript: `dst ← new callee(args)`.
    New {
        /// Where the result goes.
        dst: Reg,
        /// The constructor.
        callee: Reg,
        /// Arguments.
        args: Args,
    },
    /// Ruby: `dst ← target(args)`.
    Send {
        /// Where the result goes.
        dst: Reg,
        /// What is called.
        target: Target,
        /// Positional arguments.
        args: Args,
        /// Keywords and block.
        extras: Extras,
    },
    /// `dst ← new function value`; the registers hold the cells that it captures.
    Closure(Reg, u32, Vec<Reg>),
    /// `dst ← this`.
    This(Reg),
    /// `dst ← object.name`.
    Member(Reg, Reg, TextId),
    /// `object.name ← value`.
    SetMember(Reg, TextId, Reg),
    /// `dst ← new array of the operands`.
    Array(Reg, Vec<Reg>),
    /// Appends one value to an array that is being built.
    Push(Reg, Reg),
    /// Appends what the second register spreads to.
    PushAll(Reg, Reg),
    /// `dst ← new object` (JavaScript) or hash (Ruby).
    Object(Reg),
    /// `object[key] ← value` of a literal that is being built.
    Define(Reg, Reg, Reg),
    /// Copies the entries of the second register into a literal that is being built.
    CopyAll(Reg, Reg),
    /// `dst ← regular expression` of pattern and flags.
    Regex(Reg, TextId, TextId),
}

/// What a branch tests.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// The register is true in the sense of the dialect.
    Truthy(Reg),
    /// The register is null or undefined.
    Nullish(Reg),
    /// The register holds the hidden marker.
    Empty(Reg),
    /// The operator, which gives a boolean, gives true.
    Op(Op, Vec<Reg>),
    /// The register holds this small number (which exit of a `finally` is pending).
    Is(Reg, i64),
}

/// How a block ends.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// Goes on with a block.
    Jump(BlockId),
    /// Goes on with the first block if the test holds, else with the second.
    Branch(Test, BlockId, BlockId),
    /// Leaves the function.
    Return(Reg),
    /// Throws a value.
    Throw(Reg),
    /// Goes on with what a `finally` interrupted; the register is the one that its handler filled.
    Resume(Reg),
    /// Ruby `break` in a block.
    BreakCall(Reg),
    /// Ruby `return` in a block.
    ReturnMethod(Reg),
}

/// Where a throw inside a block goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handler {
    /// The block that goes on.
    pub block: BlockId,
    /// The register that takes the thrown value, or the pending exit for a `finally`.
    pub reg: Reg,
    /// Whether it takes every exit (a `finally`), not only throws.
    pub finally: bool,
}

/// A basic block.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it does, each with its place.
    pub insts: Vec<(Inst, Span)>,
    /// How it ends, with its place.
    pub term: (Term, Span),
    /// Where a throw goes.
    pub handler: Option<Handler>,
}

/// A function.
#[derive(Clone, Debug)]
pub struct Func {
    /// Its signature, from HIR.
    pub hir: HirFunc,
    /// Blocks in linear order; the first is where it starts.
    pub blocks: Vec<Block>,
    /// Registers 0 … that take the parameters, in order, as `hir.params` lists them.
    pub params: Vec<Reg>,
    /// How many cells its closures capture.
    pub captures: u32,
    /// JavaScript: the register that takes the number of arguments.
    pub argument_count: Option<Reg>,
    /// Registers that may be written more than once or live across jumps: homes of variables, pending exits.
    pub homes: Vec<Reg>,
    /// How many registers there are.
    pub regs: u32,
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Ir {
    /// Its language.
    pub dialect: Dialect,
    /// Functions; the first is the script.
    pub funcs: Vec<Func>,
    /// Texts that instructions name.
    pub texts: Vec<Text>,
}

impl Ir {
    /// The id of a text, which is added where it is new.
    pub fn text(&mut self, text: Text) -> TextId {
        let found = self.texts.iter().position(|known| *known == text);
        let index = found.unwrap_or_else(|| {
            self.texts.push(text);
            self.texts.len() - 1
        });
        TextId(u32::try_from(index).unwrap_or(u32::MAX))
    }
}
