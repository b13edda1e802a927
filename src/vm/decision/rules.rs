//! Rules linked for many decisions: texts that they mention become bits, and short rules whole shapes.
//!
//! Input: programs with decision code; output: [`Rules`], which binds identities (`bind.rs`) and decides (`bound.rs`).
//! Subjects that are compared with one another share a domain, in which each text that any rule mentions has a number; a
//! bound text or list is the bits of its texts, and a text that nothing mentions is no bit at all. Programs share
//! subjects, domains and sets.

use std::collections::HashMap;

use super::bound::{Ask, Rule, Step};
use crate::bytecode::tests::{Acts, Ranges, TestInstr};
use crate::bytecode::{Program, Tests};
use crate::ir::graph::{Act, Equality, Kind, Kinds, Side};

/// Programs linked for many decisions about bound identities.
#[derive(Debug, Default)]
pub struct Rules {
    pub(super) subjects: Vec<Subject>,
    pub(super) domains: Vec<Domain>,
    pub(super) rules: Vec<Rule>,
    /// Sets of bits, one word after another.
    pub(super) masks: Vec<u64>,
    pub(super) nets: Vec<Ranges>,
    pub(super) numbers: Vec<f64>,
}

/// A binding that rules ask about.
#[derive(Debug)]
pub(super) struct Subject {
    pub section: Box<str>,
    pub key: Box<str>,
    pub domain: usize,
    /// Whether a rule asks for its address.
    pub address: bool,
}

/// What texts of some subjects mean as bits.
#[derive(Debug, Default)]
pub(super) struct Domain {
    /// The numbers of texts that rules mention.
    pub texts: HashMap<Box<str>, u32>,
    /// Pieces of texts, each with its bit.
    pub affixes: Vec<(Side, Box<str>, u32)>,
    /// How many bits there are.
    pub bits: u32,
    /// Whether subjects are compared with each other, so that texts that no rule mentions count too.
    pub open: bool,
}

impl Domain {
    /// How many words the bits take.
    pub fn width(&self) -> usize {
        (self.bits as usize).div_ceil(64).max(1)
    }

    fn text(&mut self, text: &str) -> u32 {
        if let Some(&known) = self.texts.get(text) {
            return known;
        }
        let bit = self.bits;
        self.texts.insert(text.into(), bit);
        self.bits += 1;
        bit
    }

    fn affix(&mut self, side: Side, piece: &str) -> u32 {
        let known = self
            .affixes
            .iter()
            .find(|(own, text, _)| *own == side && **text == *piece);
        if let Some((.., bit)) = known {
            return *bit;
        }
        let bit = self.bits;
        self.affixes.push((side, piece.into(), bit));
        self.bits += 1;
        bit
    }
}

/// The domain of a comparison has no bits for pieces of texts.
pub(super) const NO_PIECES: u32 = u32::MAX;

impl Rules {
    /// Links programs; the rule of a program has its position as its number. A program without decision code leaves every
    /// decision to its general code.
    pub fn new<'p>(programs: impl IntoIterator<Item = &'p Program>) -> Rules {
        Rules::with_gaps(programs.into_iter().map(Some))
    }

    /// As [`Rules::new`], where some numbers have no program and leave every decision.
    pub fn with_gaps<'p>(programs: impl IntoIterator<Item = Option<&'p Program>>) -> Rules {
        let programs: Vec<Option<(&Program, &Tests)>> = programs
            .into_iter()
            .map(|program| program.and_then(|program| Some((program, program.tests.as_ref()?))))
            .collect();
        let mut linker = Linker::default();
        let subjects: Vec<Vec<u16>> = programs
            .iter()
            .map(|found| found.map_or_else(Vec::new, |(program, _)| linker.subjects(program)))
            .collect();
        linker.domains();
        for (found, subjects) in programs.iter().zip(&subjects) {
            if let Some((program, tests)) = found {
                linker.mention(program, tests, subjects);
            }
        }
        for (found, subjects) in programs.iter().zip(&subjects) {
            let rule = found.and_then(|(program, tests)| linker.link(program, tests, subjects));
            linker.rules.rules.push(rule.unwrap_or(Rule::Leave));
        }
        linker.rules
    }

    /// How many rules there are.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// What the rules ask about, in the order of the numbers that [`Host::lend`](crate::vm::Host::lend) gets when an
    /// identity is bound: section and key.
    pub fn subjects(&self) -> impl Iterator<Item = (&str, &str)> {
        self.subjects.iter().map(|subject| (&*subject.section, &*subject.key))
    }

    /// Whether a rule asks about these sections alone.
    pub fn asks_only(&self, rule: usize, sections: &[&str]) -> bool {
        let own = |step: &Step| {
            step.subjects()
                .all(|subject| sections.contains(&&*self.subjects[usize::from(subject)].section))
        };
        self.rules.get(rule).is_some_and(|rule| rule.steps().iter().all(own))
    }
}

#[derive(Default)]
struct Linker {
    rules: Rules,
    known: HashMap<(Box<str>, Box<str>), u16>,
    /// Which subject each subject shares its domain with.
    shares: Vec<usize>,
    /// Subjects that are compared with others, or with themselves.
    compared: Vec<usize>,
    masks: HashMap<Vec<u64>, u32>,
}

impl Linker {
    /// The numbers of a program's subjects; shares the domains of those that are compared.
    fn subjects(&mut self, program: &Program) -> Vec<u16> {
        let mut numbers = Vec::new();
        for (section, key) in program.subjects() {
            let name = (Box::from(section), Box::from(key));
            let next = self.rules.subjects.len();
            let number = *self.known.entry(name.clone()).or_insert_with(|| {
                self.rules.subjects.push(Subject {
                    section: name.0,
                    key: name.1,
                    domain: 0,
                    address: false,
                });
                self.shares.push(next);
                u16::try_from(next).unwrap_or(u16::MAX)
            });
            numbers.push(number);
        }
        for instr in program.tests.iter().flat_map(|tests| &tests.code) {
            if let TestInstr::Same { subject, other, .. } | TestInstr::Meets { subject, other, .. } = instr {
                let own = self.root(numbers[usize::from(subject.0)]);
                let other = self.root(numbers[usize::from(other.0)]);
                self.shares[own] = other;
                self.compared.push(other);
            }
        }
        numbers
    }

    fn root(&self, subject: u16) -> usize {
        let mut at = usize::from(subject);
        while self.shares[at] != at {
            at = self.shares[at];
        }
        at
    }

    fn domains(&mut self) {
        let mut domains: HashMap<usize, usize> = HashMap::new();
        for subject in 0..self.rules.subjects.len() {
            let root = self.root(u16::try_from(subject).unwrap_or(u16::MAX));
            let next = self.rules.domains.len();
            let domain = *domains.entry(root).or_insert(next);
            if domain == next {
                self.rules.domains.push(Domain::default());
            }
            self.rules.subjects[subject].domain = domain;
        }
        for &subject in &self.compared {
            self.rules.domains[self.rules.subjects[subject].domain].open = true;
        }
    }

    fn domain(&mut self, subject: u16) -> &mut Domain {
        &mut self.rules.domains[self.rules.subjects[usize::from(subject)].domain]
    }

    /// Gives every text that a program mentions its bit.
    fn mention(&mut self, program: &Program, tests: &Tests, subjects: &[u16]) {
        let texts = &program.constants.texts;
        for instr in &tests.code {
            match *instr {
                TestInstr::Has { subject, set, .. } | TestInstr::HasAll { subject, set, .. } => {
                    let domain = self.domain(subjects[usize::from(subject.0)]);
                    for &text in &tests.sets[set.0 as usize] {
                        domain.text(&texts[text as usize]);
                    }
                }
                TestInstr::Affix {
                    subject, side, text, ..
                } => {
                    self.domain(subjects[usize::from(subject.0)])
                        .affix(side, &texts[text.0 as usize]);
                }
                TestInstr::Nets { subject, .. } => {
                    let subject = usize::from(subjects[usize::from(subject.0)]);
                    self.rules.subjects[subject].address = true;
                }
                _ => {}
            }
        }
    }

    fn link(&mut self, program: &Program, tests: &Tests, subjects: &[u16]) -> Option<Rule> {
        let count = u16::try_from(tests.absent.len()).ok()?;
        let leave = u16::try_from(tests.code.len()).ok()?.checked_add(count)?;
        let mut steps = Vec::with_capacity(tests.code.len() + tests.absent.len() + 1);
        let absent = Kinds::all(Act::Leave).with(&[Kind::Absent], Act::No);
        for &subject in &tests.absent {
            let step = Step::new(Ask::Kind, subjects[usize::from(subject)], absent);
            steps.push(Step { target: leave, ..step });
        }
        for instr in &tests.code {
            let mut step = self.step(program, tests, subjects, instr);
            let mut instr = *instr;
            if let Some(target) = instr.target_mut() {
                step.target = u16::try_from(target.0).ok()?.checked_add(count)?;
            }
            steps.push(step);
        }
        if count > 0 {
            steps.push(Step::new(Ask::Leave, 0, Kinds::all(Act::Leave)));
        }
        Some(Rule::new(steps))
    }

    fn step(&mut self, program: &Program, tests: &Tests, subjects: &[u16], instr: &TestInstr) -> Step {
        let texts = &program.constants.texts;
        let about = |subject: u16, acts: Acts, ask: Ask| Step {
            inverted: acts.inverted,
            ..Step::new(ask, subjects[usize::from(subject)], acts.kinds)
        };
        match *instr {
            TestInstr::Kind { subject, acts, .. } => about(subject.0, acts, Ask::Kind),
            TestInstr::Truth { subject, acts, .. } => about(subject.0, acts, Ask::Truth),
            TestInstr::Has { subject, acts, set, .. } => {
                let step = about(subject.0, acts, Ask::Kind);
                let set: Vec<&str> = tests.sets[set.0 as usize]
                    .iter()
                    .map(|&text| &*texts[text as usize])
                    .collect();
                self.has(step, &set, false)
            }
            TestInstr::HasAll { subject, acts, set, .. } => {
                let step = about(subject.0, acts, Ask::Kind);
                let set: Vec<&str> = tests.sets[set.0 as usize]
                    .iter()
                    .map(|&text| &*texts[text as usize])
                    .collect();
                self.has(step, &set, true)
            }
            TestInstr::Same {
                subject,
                acts,
                equality,
                other,
                ..
            } => Step {
                other: subjects[usize::from(other.0)],
                ..about(
                    subject.0,
                    acts,
                    match equality {
                        Equality::Strict => Ask::SameStrict,
                        Equality::Loose => Ask::SameLoose,
                        Equality::Ruby => Ask::SameRuby,
                    },
                )
            },
            TestInstr::Meets {
                subject,
                acts,
                other,
                others,
                ..
            } => Step {
                other: subjects[usize::from(other.0)],
                others: others.kinds,
                arg: self.pieces(subjects[usize::from(subject.0)]),
                ..about(subject.0, acts, Ask::Meets)
            },
            TestInstr::Affix {
                subject,
                acts,
                side,
                text,
                ..
            } => {
                let step = about(subject.0, acts, Ask::Kind);
                let bit = self.domain(step.subject).affix(side, &texts[text.0 as usize]);
                self.bit(step, bit)
            }
            TestInstr::Nets {
                subject, acts, nets, ..
            } => {
                let nets = tests.nets[nets.0 as usize].clone();
                let number = self.rules.nets.iter().position(|known| *known == nets);
                let number = number.unwrap_or_else(|| {
                    self.rules.nets.push(nets);
                    self.rules.nets.len() - 1
                });
                Step {
                    arg: number as u32,
                    ..about(subject.0, acts, Ask::Nets)
                }
            }
            TestInstr::Order {
                subject,
                acts,
                relation,
                number,
                ..
            } => {
                self.rules.numbers.push(f64::from_bits(number.0));
                Step {
                    arg: self.rules.numbers.len() as u32 - 1,
                    other: relation as u16,
                    ..about(subject.0, acts, Ask::Order)
                }
            }
            TestInstr::Jump { .. } => Step::new(Ask::Jump, 0, Kinds::all(Act::Leave)),
            TestInstr::Answer { answer } => Step {
                arg: answer as u32,
                ..Step::new(Ask::Answer, 0, Kinds::all(Act::Leave))
            },
            TestInstr::Leave {} => Step::new(Ask::Leave, 0, Kinds::all(Act::Leave)),
        }
    }

    /// Where the bits of a domain that stand for pieces of texts are listed: how many words, and the words. None where
    /// there are no such bits.
    fn pieces(&mut self, subject: u16) -> u32 {
        let domain = self.domain(subject);
        if domain.affixes.is_empty() {
            return NO_PIECES;
        }
        let mut words = vec![0_u64; domain.width() + 1];
        words[0] = domain.width() as u64;
        for (.., bit) in &domain.affixes {
            words[1 + *bit as usize / 64] |= 1 << (bit % 64);
        }
        let start = self.rules.masks.len() as u32;
        self.rules.masks.extend(words);
        start
    }

    fn bit(&self, step: Step, bit: u32) -> Step {
        let ask = if bit < 64 { Ask::Bit } else { Ask::WideBit };
        Step { ask, arg: bit, ..step }
    }

    fn has(&mut self, step: Step, set: &[&str], all: bool) -> Step {
        let domain = self.domain(step.subject);
        let bits: Vec<u32> = set.iter().map(|text| domain.text(text)).collect();
        if let ([bit], false) = (&*bits, all) {
            return self.bit(step, *bit);
        }
        let mut mask = vec![0_u64; domain.width()];
        for bit in bits {
            mask[bit as usize / 64] |= 1 << (bit % 64);
        }
        let ask = match (mask.len(), all) {
            (1, false) => Ask::Mask,
            (1, true) => Ask::AllMask,
            (_, false) => Ask::Wide,
            (_, true) => Ask::AllWide,
        };
        let width = u16::try_from(mask.len()).unwrap_or(u16::MAX);
        let start = self.rules.masks.len() as u32;
        let arg = *self.masks.entry(mask.clone()).or_insert(start);
        if arg == start {
            self.rules.masks.extend(mask);
        }
        Step {
            ask,
            arg,
            other: width,
            ..step
        }
    }
}
