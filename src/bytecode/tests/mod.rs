//! Decision code: what the compiler understood of a rule, as forward-only tests of bindings.
//!
//! Input: `emit` writes it from a decision graph; output: what `vm::test` runs before the general code. One instruction
//! is a question, what it means for each kind of value, and where its yes goes; else the next one follows. Code that ends in
//! `leave` says nothing, and the general code of the program decides.
//! Invariants ([`check`] proves them): targets lie ahead, so that a run ends; the last instruction goes nowhere; operands
//! are within bounds; sets are in the order that a search needs.

pub(super) mod calc;
mod emit;
mod lay;
mod nets;
mod opcode;
pub mod straight;

pub use emit::emit;
pub use lay::{At, Ways, lay};
pub use nets::{Ranges, address};
pub use opcode::{Acts, TestInstr};
pub use straight::Straight;

use super::operand::Bounds;
use super::{Flaw, Program, SlotKey};
use crate::ir::graph::Calc;
use crate::ir::graph::calc::are_bounded;

/// The decision code of a program.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tests {
    /// Bindings that instructions ask about.
    pub subjects: Vec<SlotKey>,
    /// Subjects that must be absent, else the code says nothing.
    pub absent: Vec<u16>,
    /// Sets of texts: numbers of the program's texts, shorter texts first, those of one length in byte order.
    pub sets: Vec<Vec<u32>>,
    /// Sets of networks.
    pub nets: Vec<Ranges>,
    /// Computed numbers; each names others only before it, and subjects by their numbers here.
    pub calcs: Vec<Calc>,
    /// The instructions.
    pub code: Vec<TestInstr>,
}

/// The order of texts in a set.
pub fn order(a: &str, b: &str) -> std::cmp::Ordering {
    (a.len(), a.as_bytes()).cmp(&(b.len(), b.as_bytes()))
}

/// Checks the decision code of a program.
pub(super) fn check(program: &Program, tests: &Tests) -> Result<(), Flaw> {
    let texts = &program.constants.texts;
    let count = u32::try_from(tests.code.len()).unwrap_or(u32::MAX);
    if !tests.code.last().is_some_and(TestInstr::leaves) {
        return Err(Flaw::Table("decision code"));
    }
    let slot =
        |slot: &SlotKey| (slot.key as usize) < texts.len() && usize::from(slot.section.0) < program.sections.len();
    let absent = |subject: &u16| usize::from(*subject) < tests.subjects.len();
    let set = |set: &Vec<u32>| {
        let known = set.iter().all(|&text| (text as usize) < texts.len());
        let text = |number: u32| &*texts[number as usize];
        known && set.is_sorted_by(|&a, &b| order(text(a), text(b)).is_lt())
    };
    let calc = |calc: &Calc| {
        let text = !matches!(calc, Calc::TextDate(text) if text.0 as usize >= texts.len());
        let subject = calc
            .subject()
            .is_none_or(|subject| usize::from(subject.0) < tests.subjects.len());
        text && subject
    };
    if !(tests.subjects.iter().all(slot)
        && tests.absent.iter().all(absent)
        && tests.sets.iter().all(set)
        && tests.nets.iter().all(Ranges::is_sound)
        && are_bounded(&tests.calcs)
        && tests.calcs.iter().all(calc))
    {
        return Err(Flaw::Table("decision set"));
    }
    for (at, instr) in (0_u32..).zip(&tests.code) {
        let bounds = Bounds {
            names: texts.len(),
            subjects: tests.subjects.len(),
            sets: tests.sets.len(),
            nets: tests.nets.len(),
            calcs: tests.calcs.len(),
            // Only forwards.
            code: (at + 1, count),
            ..Bounds::default()
        };
        let mut sound = true;
        instr.for_each_operand(|operand| sound &= operand.check(&bounds, &[]));
        if !sound {
            return Err(Flaw::Operand(at));
        }
    }
    Ok(())
}
