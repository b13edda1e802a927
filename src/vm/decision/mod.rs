//! Runs decision code: the tests that decide most runs of a rule without its general code.
//!
//! `once.rs` asks the host's own values, without interning or allocating; the other files serve many decisions about one
//! identity: `linker.rs` links programs into atoms and logic, `bind.rs` answers every atom once, and `rules.rs` decides with
//! tables. Input: decision code and values; output: an [`Answer`], or none,
//! and then the general code decides. Both ways give the same answer, or none.

mod atoms;
mod bind;
mod blocks;
mod cells;
pub mod columns;
mod computed;
mod derive;
mod fold;
mod heads;
mod linker;
mod logic;
mod near;
mod once;
mod rules;

pub use bind::Bound;
pub(crate) use cells::Cells;
pub use fold::{Prepared, Residual};
pub(crate) use linker::{Binder, Linker};
pub(crate) use logic::{LEAVE, Logic};
pub(crate) use near::{Near, Values};
pub use once::decide;
pub use rules::Rules;

use crate::bytecode::{Program, SlotKey, Tests};
pub use crate::ir::graph::Answer;
use crate::vm::data::{Bindings, Datum, Host, World};

/// Bindings as the host of a program: subjects are looked up by their names.
pub struct ByName<'a> {
    /// The program whose subjects are asked.
    pub program: &'a Program,
    /// The bindings.
    pub bindings: &'a dyn Bindings,
    /// The time and place.
    pub world: World,
}

impl Host for ByName<'_> {
    fn lend(&self, subject: u16) -> Datum<'_> {
        let slot = self
            .program
            .tests
            .as_ref()
            .and_then(|tests| tests.subjects.get(usize::from(subject)));
        slot.map_or(Datum::Absent, |slot| {
            self.bindings
                .get(slot.section, &self.program.constants.texts[slot.key as usize])
        })
    }

    fn world(&self) -> Option<World> {
        Some(self.world)
    }
}

/// Decision code with the tables that its instructions refer to.
#[derive(Clone, Copy, Debug)]
pub struct Code<'a> {
    /// Names of the sections, by section number.
    pub sections: &'a [Box<str>],
    /// The texts that instructions and subjects name.
    pub texts: &'a [Box<str>],
    /// The instructions.
    pub tests: &'a Tests,
}

impl<'a> Code<'a> {
    /// What the instructions ask about, in the order of the numbers that [`Host::lend`] gets: section and key.
    pub fn subjects(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let name = move |slot: &SlotKey| {
            let section = self.sections.get(usize::from(slot.section.0));
            (section.map_or("", |name| &**name), &*self.texts[slot.key as usize])
        };
        self.tests.subjects.iter().map(name)
    }
}

impl Program {
    /// The decision code, where there is some.
    #[inline]
    pub fn decision_code(&self) -> Option<Code<'_>> {
        Some(Code {
            sections: &self.sections,
            texts: &self.constants.texts,
            tests: self.tests.as_ref()?,
        })
    }

    /// What the decision code asks about, in the order of the numbers that [`Host::lend`] gets: section and key.
    pub fn subjects(&self) -> impl Iterator<Item = (&str, &str)> {
        self.decision_code().into_iter().flat_map(Code::subjects)
    }
}

/// What an answer says: whether the value is true in the sense of the language, and whether it is a flag itself.
impl From<Answer> for super::Answer {
    fn from(answer: Answer) -> Self {
        super::Answer {
            truth: answer.holds(),
            boolean: matches!(answer, Answer::True | Answer::False),
        }
    }
}
