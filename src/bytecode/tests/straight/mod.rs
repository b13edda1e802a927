//! Decision code for one decision straight from the host's values: what each question needs stands beside it.
//!
//! Input: decision code and the texts that it names; output: [`Straight`], in which a question knows both places where it
//! goes on, and carries the text that it compares with. It is made anew when a program is made or read, and never stored.
//! Invariant: places lie ahead or are ends.

mod clock;
mod needle;

pub use clock::{Clock, Local, Part};
pub use needle::{Needle, Needles, equal};

use super::{Acts, TestInstr, Tests};
use crate::bytecode::Program;
use crate::ir::graph::{Act, Answer, CalcId, Equality, Kind, Kinds};

/// Places from this one on are ends: the answers in their order, then the general code.
const ENDS: u32 = u32::MAX - 7;

/// The end at which the general code goes on.
const LEAVE: u32 = ENDS + Answer::ALL.len() as u32;

/// Decision code with what it needs in place.
#[derive(Clone, Debug, PartialEq)]
pub struct Straight {
    /// The only question, if it is about one text or a few.
    pub only: Option<Only>,
    /// What comes first.
    pub first: First,
    /// Subjects that must be absent, else nothing is said.
    pub absent: Box<[u16]>,
    /// The questions.
    pub steps: Box<[Step]>,
    /// Where it starts.
    pub start: u32,
}

/// What decision code starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// Subjects must be absent.
    Guards,
    /// A question that compares texts.
    Texts,
    /// Any other question, or none.
    Others,
}

/// Code that asks for one short text or a few and no more, as many rules do: what it says of texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Only {
    /// The texts.
    pub needles: Needles,
    /// What is asked whether it is one of them.
    pub subject: u16,
    /// The answer where it is another text, and where it is one of these.
    pub answers: [Answer; 2],
}

/// A question.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What is asked.
    pub ask: Ask,
    /// For which kinds.
    pub kinds: Kinds,
    /// About which subject.
    pub subject: u16,
    /// Where a no goes on, and a yes. Which of them cannot be foreseen, so that it is looked up instead of branched to.
    pub ways: [u32; 2],
}

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// It is one of these texts, or a list with one of them.
    Texts(Needles),
    /// It equals another subject.
    Same(u16, Equality),
    /// The local clock shows one of some times.
    Clock(Clock),
    /// What the instruction of this number asks.
    Other(u32),
}

impl Straight {
    /// The code with what it needs in place. It must have passed the check.
    pub fn new(tests: &Tests, texts: &[Box<str>]) -> Straight {
        let count = tests
            .code
            .iter()
            .filter(|instr| { **instr }.acts_mut().is_some())
            .count();
        // From the end, since targets lie ahead; steps stand in this order until all are there.
        let mut places = vec![LEAVE; tests.code.len()];
        let mut steps: Vec<Step> = Vec::with_capacity(count);
        for (at, instr) in tests.code.iter().enumerate().rev() {
            let mut copy = *instr;
            let target = copy.target_mut().map(|target| target.0 as usize);
            let jump = target.and_then(|target| places.get(target)).copied().unwrap_or(LEAVE);
            let follow = places.get(at + 1).copied().unwrap_or(LEAVE);
            places[at] = match (copy.acts_mut(), instr) {
                (Some(&mut Acts { kinds, inverted }), _) => {
                    let (yes, no) = if inverted { (follow, jump) } else { (jump, follow) };
                    let (subject, ask) = ask(instr, at, tests, texts);
                    let step = Step {
                        ask,
                        kinds,
                        subject,
                        ways: [no, yes],
                    };
                    let step = step.joined(|place| steps.get((count - 1).checked_sub(place as usize)?));
                    steps.push(step);
                    place(count, &steps)
                }
                (None, TestInstr::Jump { .. }) => jump,
                (None, TestInstr::Answer { answer }) => ENDS + *answer as u32,
                (None, _) => LEAVE,
            };
        }
        let start = places.first().copied().unwrap_or(LEAVE);
        steps.reverse();
        let only = match &*steps {
            [step] if start == 0 && tests.absent.is_empty() => step.only(),
            _ => None,
        };
        let first = match steps.get(start as usize).map(|step| &step.ask) {
            _ if !tests.absent.is_empty() => First::Guards,
            Some(Ask::Texts(_) | Ask::Same(..)) => First::Texts,
            _ => First::Others,
        };
        Straight {
            only,
            first,
            absent: tests.absent.as_slice().into(),
            steps: steps.into(),
            start,
        }
    }

    /// What an end says: the answer, none where the general code goes on.
    #[inline(always)]
    pub fn end(place: u32) -> Option<Answer> {
        Answer::ALL.get(place.wrapping_sub(ENDS) as usize).copied()
    }
}

/// The place of the last of some steps, which stand in reverse, where so many are to come in all.
fn place(count: usize, steps: &[Step]) -> u32 {
    // There are no more than instructions, whose numbers have 32 bits; so many do not fit into memory.
    (count - steps.len()) as u32
}

impl Step {
    /// The step as all that is asked, where it is that of texts.
    fn only(&self) -> Option<Only> {
        let Ask::Texts(needles) = &self.ask else { return None };
        let asks = self.kinds.of(Kind::Text) == Act::Test;
        let [no, yes] = self.ways.map(Straight::end);
        (asks && needles.are_short()).then_some(Only {
            needles: needles.clone(),
            subject: self.subject,
            answers: [no?, yes?],
        })
    }

    /// Takes the step after this one with it, where both ask the clock and lead to the same place.
    fn joined<'s>(self, step: impl Fn(u32) -> Option<&'s Step>) -> Step {
        let Ask::Clock(own) = &self.ask else { return self };
        for (on, out) in [(1, 0), (0, 1)] {
            let out = self.ways[out];
            let Some(next) = step(self.ways[on]) else { continue };
            let Ask::Clock(other) = &next.ask else { continue };
            let Some(way) = next.ways.iter().position(|&way| way == out) else {
                continue;
            };
            if let Some(clock) = own.and(on == 1, other, way == 0) {
                return Step {
                    ask: Ask::Clock(clock),
                    ways: [out, next.ways[1 - way]],
                    ..self
                };
            }
        }
        self
    }
}

impl Program {
    /// Puts in place what one decision needs of the decision code, which has passed the check.
    pub(in crate::bytecode) fn place_tests(&mut self) {
        let texts = &self.constants.texts;
        self.straight = self.tests.as_ref().map(|tests| Straight::new(tests, texts));
    }
}

/// What an instruction asks, and about which subject.
fn ask(instr: &TestInstr, at: usize, tests: &Tests, texts: &[Box<str>]) -> (u16, Ask) {
    match *instr {
        TestInstr::Has { subject, set, .. } => {
            let set = &tests.sets[set.0 as usize];
            // Where there are more, the set is searched instead of gone through.
            let needles = Needles::new(set.iter().map(|&text| &*texts[text as usize]));
            (subject.0, needles.map_or(Ask::Other(at as u32), Ask::Texts))
        }
        TestInstr::Same {
            subject,
            acts,
            equality,
            other,
            ..
        } if acts.kinds == Kinds::all(Act::Test) => (subject.0, Ask::Same(other.0, equality)),
        TestInstr::Compute {
            value,
            relation,
            number,
            ..
        } => {
            let clock = Clock::new(&tests.calcs, CalcId(value.0), relation, f64::from_bits(number.0));
            (0, clock.map_or(Ask::Other(at as u32), Ask::Clock))
        }
        _ => (0, Ask::Other(at as u32)),
    }
}
