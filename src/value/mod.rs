//! The values that programs compute with.
//!
//! A [`Value`] is 16 bytes and `Copy`: scalars are held, everything else is an index into the heap of one run or into the
//! constants of one program. A value means nothing apart from its run.

mod global;
mod text;
mod text_index;

pub use global::Global;
pub use text::{JsString, Text};
pub use text_index::TextIndex;

/// A section of bindings (`identity`, `values`, `request`, …): an index into the schema's sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Section(pub u8);

/// An immutable JavaScript string: with the high bit a constant of the program, else an entry of the heap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StrId(pub u32);

/// A Ruby symbol: with the high bit a constant of the program, else an entry of the heap. Equal symbols have equal ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SymbolId(pub u32);

/// An object of the heap; Ruby strings are among them, since they can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjId(pub u32);

/// A built-in function as a value: an index into its language's table of natives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NativeId(pub u16);

/// A value.
#[derive(Clone, Copy, Debug, Default)]
pub enum Value {
    /// The hidden marker: a hole, an unset variable, an argument that was not given. No rule ever sees it.
    #[default]
    Empty,
    /// JavaScript `undefined`.
    Undefined,
    /// JavaScript `null`, Ruby `nil`.
    Nil,
    /// `true`, `false`.
    Bool(bool),
    /// A Ruby Integer that fits in 64 bits (larger ones are objects); never in JavaScript.
    Int(i64),
    /// A JavaScript number, a Ruby Float.
    Float(f64),
    /// A JavaScript string; never in Ruby.
    Str(StrId),
    /// A Ruby symbol.
    Symbol(SymbolId),
    /// An object of the heap.
    Object(ObjId),
    /// A built-in object, class or constructor.
    Global(Global),
    /// A built-in JavaScript function that is not a constructor.
    Native(NativeId),
    /// A section of bindings: a function in JavaScript, an object in Ruby.
    Section(Section),
}

impl StrId {
    /// Marks constants of the program.
    pub const CONSTANT: u32 = 1 << 31;
}

impl SymbolId {
    /// Marks constants of the program.
    pub const CONSTANT: u32 = 1 << 31;
}
