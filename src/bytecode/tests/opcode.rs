//! The table of opcodes of decision code.

use crate::bytecode::opcode::{Line, opcodes};
use crate::bytecode::operand::{Bounds, Computed, Float, Name, Nets, Operand, Set, Subject, Target};
use crate::ir::graph::{Act, Answer, Equality, Kind, Kinds, Relation, Side};

/// What an instruction does for each kind of value, and whether its answer is turned round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Acts {
    /// For each kind.
    pub kinds: Kinds,
    /// Jumps where the answer is no instead of yes.
    pub inverted: bool,
}

impl Operand for Acts {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.kinds.0.to_le_bytes());
        out.push(u8::from(self.inverted));
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let (&[a, b, inverted], rest) = bytes.split_first_chunk::<3>()?;
        *bytes = rest;
        Some(Acts {
            kinds: Kinds(u16::from_le_bytes([a, b])),
            inverted: inverted & 1 == 1,
        })
    }

    fn check(&self, _: &Bounds, _: &[u16]) -> bool {
        true
    }

    fn show(&self) -> String {
        let mut groups: Vec<String> = Vec::new();
        for (act, word) in [(Act::Test, "ask"), (Act::Yes, "yes"), (Act::No, "no")] {
            let kinds: Vec<String> = Kind::ALL
                .into_iter()
                .filter(|&kind| self.kinds.of(kind) == act)
                .map(|kind| format!("{kind:?}").to_lowercase())
                .collect();
            if !kinds.is_empty() {
                groups.push(format!("{word}:{}", kinds.join(",")));
            }
        }
        let sense = if self.inverted { "unless " } else { "" };
        format!("({sense}{})", groups.join(" "))
    }
}

/// An operand that is one of a few words.
macro_rules! words {
    ($($type:ident { $($word:ident $name:literal),* })*) => {
        $(
            impl Operand for $type {
                fn write(&self, out: &mut Vec<u8>) {
                    out.push(*self as u8);
                }

                fn read(bytes: &mut &[u8]) -> Option<Self> {
                    let (&number, rest) = bytes.split_first()?;
                    *bytes = rest;
                    [$($type::$word),*].get(usize::from(number)).copied()
                }

                fn check(&self, _: &Bounds, _: &[u16]) -> bool {
                    true
                }

                fn show(&self) -> String {
                    match self { $($type::$word => $name),* }.to_owned()
                }
            }
        )*
    };
}

words! {
    Side { Start "start", End "end", Inside "inside" }
    Relation { Equal "=", Less "<", AtMost "<=", Greater ">", AtLeast ">=" }
    Equality { Strict "===", Loose "==", Ruby "rb.==" }
    Answer { False "false", True "true", Falsy "falsy", Truthy "truthy" }
}

opcodes! {
    /// An instruction of decision code.
    TestInstr
    /// `by the kind alone`
    0x01 Kind "test.kind" { subject: Subject, acts: Acts, target: Target }
    /// `a flag that is true, a number that is neither zero nor NaN, a text or list that is not empty`
    0x02 Truth "test.true" { subject: Subject, acts: Acts, target: Target }
    /// `a text of the set, or a list with one`
    0x03 Has "test.has" { subject: Subject, acts: Acts, set: Set, target: Target }
    /// `a list with all texts of the set`
    0x04 HasAll "test.has-all" { subject: Subject, acts: Acts, set: Set, target: Target }
    /// `equal to the other subject`
    0x05 Same "test.same" { subject: Subject, acts: Acts, equality: Equality, other: Subject, target: Target }
    /// `a text, or a list with one, that the other subject has too; first by the kind of the other, where yes goes on`
    0x06 Meets "test.meets" { subject: Subject, acts: Acts, other: Subject, others: Acts, target: Target }
    /// `a text, or a list with one, with the piece on that side`
    0x07 Affix "test.affix" { subject: Subject, acts: Acts, side: Side, text: Name, target: Target }
    /// `an address in one of the networks`
    0x08 Nets "test.nets" { subject: Subject, acts: Acts, nets: Nets, target: Target }
    /// `a number that compares so with the given one`
    0x09 Order "test.order" { subject: Subject, acts: Acts, relation: Relation, number: Float, target: Target }
    /// `a list whose first text is of the set`
    0x0a First "test.first" { subject: Subject, acts: Acts, set: Set, target: Target }
    /// `a computed number that compares so with the given one; it leaves where it cannot be computed`
    0x0b Compute "test.compute" { value: Computed, acts: Acts, relation: Relation, number: Float, target: Target }
    /// `goes on at target`
    0x10 Jump "test.jump" { target: Target }
    /// `the rule's answer`
    0x11 Answer "test.answer" { answer: Answer }
    /// `says nothing: the general code decides`
    0x12 Leave "test.leave" { }
}

impl TestInstr {
    /// The target of a jump.
    pub fn target_mut(&mut self) -> Option<&mut Target> {
        match self {
            TestInstr::Kind { target, .. }
            | TestInstr::Truth { target, .. }
            | TestInstr::Has { target, .. }
            | TestInstr::HasAll { target, .. }
            | TestInstr::Same { target, .. }
            | TestInstr::Meets { target, .. }
            | TestInstr::Affix { target, .. }
            | TestInstr::Nets { target, .. }
            | TestInstr::Order { target, .. }
            | TestInstr::First { target, .. }
            | TestInstr::Compute { target, .. }
            | TestInstr::Jump { target } => Some(target),
            TestInstr::Answer { .. } | TestInstr::Leave {} => None,
        }
    }

    /// For which kinds it asks, where it asks.
    pub fn acts_mut(&mut self) -> Option<&mut Acts> {
        match self {
            TestInstr::Kind { acts, .. }
            | TestInstr::Truth { acts, .. }
            | TestInstr::Has { acts, .. }
            | TestInstr::HasAll { acts, .. }
            | TestInstr::Same { acts, .. }
            | TestInstr::Meets { acts, .. }
            | TestInstr::Affix { acts, .. }
            | TestInstr::Nets { acts, .. }
            | TestInstr::Order { acts, .. }
            | TestInstr::First { acts, .. }
            | TestInstr::Compute { acts, .. } => Some(acts),
            TestInstr::Jump { .. } | TestInstr::Answer { .. } | TestInstr::Leave {} => None,
        }
    }

    /// What it asks about first; a number is computed of no single subject.
    pub fn subject(&self) -> Option<Subject> {
        match *self {
            TestInstr::Kind { subject, .. }
            | TestInstr::Truth { subject, .. }
            | TestInstr::Has { subject, .. }
            | TestInstr::HasAll { subject, .. }
            | TestInstr::First { subject, .. }
            | TestInstr::Affix { subject, .. }
            | TestInstr::Nets { subject, .. }
            | TestInstr::Order { subject, .. }
            | TestInstr::Same { subject, .. }
            | TestInstr::Meets { subject, .. } => Some(subject),
            TestInstr::Compute { .. } | TestInstr::Jump { .. } | TestInstr::Answer { .. } | TestInstr::Leave {} => None,
        }
    }

    /// Whether the instruction never goes on with the next one.
    pub fn leaves(&self) -> bool {
        matches!(
            self,
            TestInstr::Jump { .. } | TestInstr::Answer { .. } | TestInstr::Leave {}
        )
    }
}
