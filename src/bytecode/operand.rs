//! The kinds of operands: how each is written, read and checked.

use super::packed;
use crate::op::Op;

/// Sizes that an operand must stay below, for the function that it stands in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bounds {
    /// Registers of the function.
    pub registers: usize,
    /// Constants of the program.
    pub constants: usize,
    /// Texts of the program.
    pub names: usize,
    /// Binding slots of the program.
    pub slots: usize,
    /// Functions of the program.
    pub functions: usize,
    /// First and last instruction of the function.
    pub code: (u32, u32),
    /// Call sites of the program.
    pub sites: usize,
    /// Captured cells of the function.
    pub captures: usize,
    /// Subjects of the decision code.
    pub subjects: usize,
    /// Sets of texts of the decision code.
    pub sets: usize,
    /// Sets of networks of the decision code.
    pub nets: usize,
    /// Computed numbers of the decision code.
    pub calcs: usize,
}

/// An operand of an instruction.
pub trait Operand {
    /// Appends its bytes.
    fn write(&self, out: &mut Vec<u8>);

    /// Reads one and moves past it.
    fn read(bytes: &mut &[u8]) -> Option<Self>
    where
        Self: Sized;

    /// Whether it stays within the bounds; `lists` are the register lists of the program.
    fn check(&self, bounds: &Bounds, lists: &[u16]) -> bool;

    /// How a listing shows it.
    fn show(&self) -> String;

    /// The sign of an operand that is a number of something, or a list; a word or a relation has none.
    fn sign(&self) -> Option<u8> {
        None
    }
}

/// A number as an operand holds it.
trait Packed: Sized {
    fn pack(self, out: &mut Vec<u8>);
    fn unpack(bytes: &mut &[u8]) -> Option<Self>;
}

macro_rules! packed {
    ($($small:ident),*; $($whole:ident),*) => {
        $(
            /// Numbers of things, most of them small.
            impl Packed for $small {
                fn pack(self, out: &mut Vec<u8>) {
                    packed::write(self.into(), out);
                }

                fn unpack(bytes: &mut &[u8]) -> Option<Self> {
                    $small::try_from(packed::read(bytes)?).ok()
                }
            }
        )*
        $(
            /// Values, of which any bit may be set.
            impl Packed for $whole {
                fn pack(self, out: &mut Vec<u8>) {
                    out.extend_from_slice(&self.to_le_bytes());
                }

                fn unpack(bytes: &mut &[u8]) -> Option<Self> {
                    take(bytes).map($whole::from_le_bytes)
                }
            }
        )*
    };
}

packed!(u16, u32; u64, i32);

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*head)
}

macro_rules! operands {
    ($($(#[doc = $doc:literal])+ $name:ident($inner:ty) $sigil:literal |$value:ident, $bounds:ident| $check:expr;)*) => {
        $(
            $(#[doc = $doc])+
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
            pub struct $name(pub $inner);

            impl Operand for $name {
                fn write(&self, out: &mut Vec<u8>) {
                    self.0.pack(out);
                }

                fn read(bytes: &mut &[u8]) -> Option<Self> {
                    Packed::unpack(bytes).map($name)
                }

                fn check(&self, $bounds: &Bounds, _: &[u16]) -> bool {
                    let $value = self.0;
                    $check
                }

                fn show(&self) -> String {
                    format!("{}{}", $sigil, self.0)
                }

                fn sign(&self) -> Option<u8> {
                    $sigil.bytes().next()
                }
            }
        )*
    };
}

operands! {
    /// A register of the activation.
    Reg(u16) "r" |value, bounds| usize::from(value) < bounds.registers;
    /// A constant of the program.
    Const(u32) "k" |value, bounds| (value as usize) < bounds.constants;
    /// A text of the program.
    Name(u32) "n" |value, bounds| (value as usize) < bounds.names;
    /// A binding of the program.
    Slot(u16) "s" |value, bounds| usize::from(value) < bounds.slots;
    /// A function of the program.
    Function(u32) "f" |value, bounds| (value as usize) < bounds.functions;
    /// An instruction of the same function.
    Target(u32) "@" |value, bounds| (bounds.code.0..bounds.code.1).contains(&value);
    /// A call site of the program.
    Site(u32) "c" |value, bounds| (value as usize) < bounds.sites;
    /// A subject of the decision code.
    Subject(u16) "b" |value, bounds| usize::from(value) < bounds.subjects;
    /// A set of texts of the decision code.
    Set(u32) "{" |value, bounds| (value as usize) < bounds.sets;
    /// A set of networks of the decision code.
    Nets(u32) "^" |value, bounds| (value as usize) < bounds.nets;
    /// A computed number of the decision code.
    Computed(u16) "=" |value, bounds| usize::from(value) < bounds.calcs;
    /// A number, by its bits.
    Float(u64) "%" |_value, _bounds| true;
    /// A small number.
    Number(i32) "#" |_value, _bounds| true;
}

/// A list of registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct List {
    /// Where it starts among the program's register lists.
    pub start: u32,
    /// How many registers it has.
    pub len: u16,
}

impl List {
    /// The registers.
    pub fn of(self, lists: &[u16]) -> &[u16] {
        let start = self.start as usize;
        lists.get(start..start + usize::from(self.len)).unwrap_or(&[])
    }
}

impl Operand for List {
    fn write(&self, out: &mut Vec<u8>) {
        self.start.pack(out);
        self.len.pack(out);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Some(List {
            start: Packed::unpack(bytes)?,
            len: Packed::unpack(bytes)?,
        })
    }

    fn check(&self, bounds: &Bounds, lists: &[u16]) -> bool {
        let start = self.start as usize;
        lists
            .get(start..start + usize::from(self.len))
            .is_some_and(|registers| {
                registers
                    .iter()
                    .all(|&register| usize::from(register) < bounds.registers)
            })
    }

    fn show(&self) -> String {
        format!("[{}+{}]", self.start, self.len)
    }

    fn sign(&self) -> Option<u8> {
        Some(b'[')
    }
}

impl Operand for Op {
    fn write(&self, out: &mut Vec<u8>) {
        // The table has fewer than 256 operators; `Op::ALL` lists them in the order of their numbers.
        out.push(*self as u8);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let [number] = take(bytes)?;
        Op::ALL.get(usize::from(number)).copied()
    }

    fn check(&self, _: &Bounds, _: &[u16]) -> bool {
        true
    }

    fn show(&self) -> String {
        format!("{self:?}")
    }
}
