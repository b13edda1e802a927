//! Decides with bound values: each question is a few machine instructions.
//!
//! Rules of one or two questions are whole shapes, since the set-up of the loop would cost as much as they do.

use super::bind::{Bound, Cell};
use super::once::{compares, same_kinds, same_numbers};
use super::rules::{NO_PIECES, Rules};
use crate::ir::graph::{Act, Answer, Equality, Kind, Kinds, Relation};

/// What a step asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    Kind,
    Truth,
    /// One bit of the first word.
    Bit,
    /// Any bit of a mask of one word.
    Mask,
    /// All bits of a mask of one word.
    AllMask,
    /// One bit of a later word.
    WideBit,
    /// Any bit of a mask of several words.
    Wide,
    /// All bits of a mask of several words.
    AllWide,
    SameStrict,
    SameLoose,
    SameRuby,
    Meets,
    Nets,
    Order,
    Jump,
    Answer,
    Leave,
}

/// An instruction of a linked rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub ask: Ask,
    pub inverted: bool,
    pub kinds: Kinds,
    /// What is done for each kind of the other subject.
    pub others: Kinds,
    pub subject: u16,
    /// The other subject, the relation, or the width of the mask.
    pub other: u16,
    pub target: u16,
    /// A bit, the start of a mask or of the bits of pieces, or the number of a set of networks, number or answer.
    pub arg: u32,
}

impl Step {
    pub fn new(ask: Ask, subject: u16, kinds: Kinds) -> Self {
        Step {
            ask,
            inverted: false,
            kinds,
            others: Kinds::all(Act::Leave),
            subject,
            other: 0,
            target: 0,
            arg: 0,
        }
    }

    /// The subjects that it asks about.
    pub fn subjects(&self) -> impl Iterator<Item = u16> + use<> {
        let asks = !matches!(self.ask, Ask::Jump | Ask::Answer | Ask::Leave);
        let two = matches!(self.ask, Ask::SameStrict | Ask::SameLoose | Ask::SameRuby | Ask::Meets);
        asks.then_some(self.subject)
            .into_iter()
            .chain(two.then_some(self.other))
    }

    /// The answer where it asks nothing: outer none where it asks something.
    fn end(&self) -> Option<Option<Answer>> {
        match self.ask {
            Ask::Answer => Some(Answer::ALL.get(self.arg as usize).copied()),
            Ask::Leave => Some(None),
            _ => None,
        }
    }
}

/// A linked rule.
#[derive(Debug)]
pub(super) enum Rule {
    /// Always the general code.
    Leave,
    /// Always the same answer.
    Always(Option<Answer>),
    /// One question.
    One {
        /// The question, and no further steps.
        steps: Box<[Step; 1]>,
        yes: Option<Answer>,
        no: Option<Answer>,
    },
    /// Two questions, of which the first decides alone where its answer is not `on`.
    Two {
        steps: Box<[Step; 2]>,
        on: bool,
        first: Option<Answer>,
        yes: Option<Answer>,
        no: Option<Answer>,
    },
    /// Anything else.
    Code(Box<[Step]>),
}

impl Rule {
    pub fn new(steps: Vec<Step>) -> Self {
        let end = |at: usize| steps.get(at).and_then(Step::end);
        // Where a step goes on a yes and on a no.
        let ways = |at: usize| {
            let step = &steps[at];
            let (jump, next) = (usize::from(step.target), at + 1);
            if step.inverted { (next, jump) } else { (jump, next) }
        };
        if let Some(answer) = end(0) {
            return Rule::Always(answer);
        }
        if steps.len() < 2 || steps[0].ask == Ask::Jump {
            return Rule::Code(steps.into());
        }
        let (yes, no) = ways(0);
        if let (Some(yes), Some(no)) = (end(yes), end(no)) {
            return Rule::One {
                steps: Box::new([steps[0]]),
                yes,
                no,
            };
        }
        for (on, decided, second) in [(true, no, yes), (false, yes, no)] {
            if let Some(first) = end(decided)
                && second == 1
                && steps[1].ask != Ask::Jump
                && let (Some(yes), Some(no)) = (end(ways(1).0), end(ways(1).1))
            {
                return Rule::Two {
                    steps: Box::new([steps[0], steps[1]]),
                    on,
                    first,
                    yes,
                    no,
                };
            }
        }
        Rule::Code(steps.into())
    }

    pub fn steps(&self) -> &[Step] {
        match self {
            Rule::Leave | Rule::Always(_) => &[],
            Rule::One { steps, .. } => &steps[..],
            Rule::Two { steps, .. } => &steps[..],
            Rule::Code(steps) => steps,
        }
    }
}

impl Rules {
    /// The answer of a rule for bound values; none where its general code must decide.
    #[inline]
    pub fn decide(&self, rule: usize, bound: &Bound) -> Option<Answer> {
        match self.rules.get(rule)? {
            // Answers are looked up instead of branched to: which one it is cannot be foreseen.
            Rule::One { steps, yes, no } => [*no, *yes][usize::from(self.ask(&steps[0], bound)?)],
            Rule::Two {
                steps,
                on,
                first,
                yes,
                no,
            } => {
                let further = self.ask(&steps[0], bound)? == *on;
                // Asking changes nothing, so that the second question is asked in any case.
                let second = match self.ask(&steps[1], bound) {
                    Some(holds) => [*no, *yes][usize::from(holds)],
                    None => None,
                };
                [*first, second][usize::from(further)]
            }
            Rule::Code(steps) => self.run(steps, bound).0,
            Rule::Always(answer) => *answer,
            Rule::Leave => None,
        }
    }

    /// As [`Rules::decide`], and how many questions were asked.
    pub fn decide_counted(&self, rule: usize, bound: &Bound) -> (Option<Answer>, u64) {
        match self.rules.get(rule) {
            Some(Rule::Code(steps)) => self.run(steps, bound),
            Some(Rule::One { .. }) => (self.decide(rule, bound), 1),
            Some(Rule::Two { steps, on, .. }) => {
                let further = self.ask(&steps[0], bound) == Some(*on);
                (self.decide(rule, bound), 1 + u64::from(further))
            }
            _ => (self.decide(rule, bound), 0),
        }
    }

    fn run(&self, steps: &[Step], bound: &Bound) -> (Option<Answer>, u64) {
        let mut at = 0;
        let mut asked = 0;
        // Linked from code that was checked: targets lie ahead and the last step is an end.
        while let Some(step) = steps.get(at) {
            match step.ask {
                Ask::Answer => return (Answer::ALL.get(step.arg as usize).copied(), asked),
                Ask::Leave => return (None, asked),
                Ask::Jump => {
                    at = usize::from(step.target);
                    continue;
                }
                _ => {}
            }
            asked += 1;
            match self.ask(step, bound) {
                None => return (None, asked),
                Some(holds) if holds != step.inverted => at = usize::from(step.target),
                Some(_) => at += 1,
            }
        }
        (None, asked)
    }

    #[inline(always)]
    fn ask(&self, step: &Step, bound: &Bound) -> Option<bool> {
        let cell = bound.cells.get(usize::from(step.subject))?;
        if step.ask == Ask::Meets {
            return self.meets(step, cell, bound);
        }
        match step.kinds.of(cell.kind) {
            Act::No => return Some(false),
            Act::Yes => return Some(true),
            Act::Leave => return None,
            Act::Test => {}
        }
        Some(match step.ask {
            Ask::Bit => (cell.bits >> step.arg) & 1 == 1,
            Ask::Mask => cell.bits & self.mask(step) != 0,
            Ask::AllMask => cell.bits & self.mask(step) == self.mask(step),
            Ask::Truth => cell.truth,
            Ask::Nets => return self.in_nets(step, cell),
            Ask::Order => compares(
                f64::from_bits(cell.number),
                RELATIONS[usize::from(step.other) % RELATIONS.len()],
                self.numbers[step.arg as usize],
            ),
            Ask::SameStrict => return self.same(cell, step, bound, Equality::Strict),
            Ask::SameLoose => return self.same(cell, step, bound, Equality::Loose),
            Ask::SameRuby => return self.same(cell, step, bound, Equality::Ruby),
            Ask::WideBit => {
                let (word, bit) = (step.arg as usize / 64, step.arg % 64);
                (bound.word(cell, word) >> bit) & 1 == 1
            }
            Ask::Wide => self.wide(step).any(|(word, mask)| bound.word(cell, word) & mask != 0),
            Ask::AllWide => self
                .wide(step)
                .all(|(word, mask)| bound.word(cell, word) & mask == mask),
            Ask::Meets | Ask::Kind | Ask::Jump | Ask::Answer | Ask::Leave => return None,
        })
    }

    #[inline]
    fn mask(&self, step: &Step) -> u64 {
        self.masks[step.arg as usize]
    }

    fn wide(&self, step: &Step) -> impl Iterator<Item = (usize, u64)> {
        let start = step.arg as usize;
        let mask = self.masks[start..start + usize::from(step.other)].iter();
        mask.copied().enumerate()
    }

    #[inline]
    fn meets(&self, step: &Step, cell: &Cell, bound: &Bound) -> Option<bool> {
        let other = bound.cells.get(usize::from(step.other))?;
        match step.others.of(other.kind) {
            Act::Leave => return None,
            Act::No => return Some(false),
            Act::Yes | Act::Test => {}
        }
        match step.kinds.of(cell.kind) {
            Act::No => Some(false),
            Act::Yes => Some(true),
            Act::Leave => None,
            Act::Test => {
                let width = usize::from(cell.width.min(other.width));
                if step.arg != NO_PIECES {
                    return Some(
                        (0..width).any(|word| {
                            bound.word(cell, word) & bound.word(other, word) & !self.piece(step, word) != 0
                        }),
                    );
                }
                if cell.bits & other.bits != 0 {
                    return Some(true);
                }
                Some((1..width).any(|word| bound.word(cell, word) & bound.word(other, word) != 0))
            }
        }
    }

    /// The bits of a word that stand for pieces of texts, which two subjects may share without sharing a text.
    fn piece(&self, step: &Step, word: usize) -> u64 {
        let start = step.arg as usize;
        if word < self.masks[start] as usize {
            self.masks[start + 1 + word]
        } else {
            0
        }
    }

    #[inline]
    fn same(&self, cell: &Cell, step: &Step, bound: &Bound, equality: Equality) -> Option<bool> {
        let other = bound.cells.get(usize::from(step.other))?;
        if cell.kind == Kind::Text && other.kind == Kind::Text {
            return Some(cell.id == other.id);
        }
        same_kinds(cell.kind, other.kind, equality).unwrap_or_else(|| match cell.kind {
            Kind::Number => same_numbers(f64::from_bits(cell.number), f64::from_bits(other.number), equality),
            _ => Some(cell.truth == other.truth),
        })
    }

    #[inline]
    fn in_nets(&self, step: &Step, cell: &Cell) -> Option<bool> {
        // Other forms than the plain dotted one are left to the general code.
        let address = u32::try_from(cell.number).ok().filter(|_| cell.v4)?;
        Some(self.nets[step.arg as usize].contain_v4(address))
    }
}

const RELATIONS: [Relation; 5] = [
    Relation::Equal,
    Relation::Less,
    Relation::AtMost,
    Relation::Greater,
    Relation::AtLeast,
];
