//! Atoms: the distinct questions of linked rules, each with a value once an identity is bound.
//!
//! An atom is a subject, a question and what each kind of value makes of it; rules that ask the same share it. Values are
//! those of `logic.rs`. Questions are answered by the functions of `once.rs`, so that both ways mean the same.

use rustc_hash::FxHashSet;

use super::Code;
use super::logic::{LEFT, NO, YES};
use super::once::{any, compares, first, has_affix, in_nets, kind, number, same, truth};
use crate::bytecode::tests::{Ranges, TestInstr};
use crate::ir::graph::{Act, Equality, Kind, Kinds, Relation, Side};
use crate::vm::data::Datum;

/// What is asked about a value; texts of sets are in the order of the rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Question {
    /// Nothing but the kind.
    Kind,
    Truth,
    Has(Vec<Box<str>>),
    HasAll(Vec<Box<str>>),
    /// Its first text.
    First(Vec<Box<str>>),
    Affix(Side, Box<str>),
    Nets(Ranges),
    Order(Relation, u64),
    /// Equal to another subject.
    Same(u16, Equality),
    /// A text in common with another subject, after what is done for the other's kind.
    Meets(u16, Kinds),
}

/// A question about a subject.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Atom {
    pub subject: u16,
    pub kinds: Kinds,
    pub question: Question,
}

/// Lists of texts are told from others.
pub(super) const EXACT: Kinds = Kinds((Act::Yes as u16) << (2 * Kind::List as u16));

/// With more pairs of texts than this two lists are compared by hashing one of them.
const MANY_PAIRS: usize = 64;

impl Atom {
    /// The atom of an instruction and whether it turns the answer round; none where it asks nothing. `subjects` are the
    /// numbers that the code's subjects have here.
    pub fn of(instr: &TestInstr, code: Code<'_>, subjects: &[u16]) -> Option<(Atom, bool)> {
        let texts = |set: u32| -> Vec<Box<str>> {
            let set = &code.tests.sets[set as usize];
            set.iter().map(|&text| code.texts[text as usize].clone()).collect()
        };
        let (subject, acts, question) = match *instr {
            TestInstr::Kind { subject, acts, .. } => (subject, acts, Question::Kind),
            TestInstr::Truth { subject, acts, .. } => (subject, acts, Question::Truth),
            TestInstr::Has { subject, acts, set, .. } => (subject, acts, Question::Has(texts(set.0))),
            TestInstr::HasAll { subject, acts, set, .. } => (subject, acts, Question::HasAll(texts(set.0))),
            TestInstr::First { subject, acts, set, .. } => (subject, acts, Question::First(texts(set.0))),
            TestInstr::Same {
                subject,
                acts,
                equality,
                other,
                ..
            } => (subject, acts, Question::Same(subjects[usize::from(other.0)], equality)),
            TestInstr::Meets {
                subject,
                acts,
                other,
                others,
                ..
            } => {
                let other = subjects[usize::from(other.0)];
                (subject, acts, Question::Meets(other, others.kinds))
            }
            TestInstr::Affix {
                subject,
                acts,
                side,
                text,
                ..
            } => {
                let piece = code.texts[text.0 as usize].clone();
                (subject, acts, Question::Affix(side, piece))
            }
            TestInstr::Nets {
                subject, acts, nets, ..
            } => (subject, acts, Question::Nets(code.tests.nets[nets.0 as usize].clone())),
            TestInstr::Order {
                subject,
                acts,
                relation,
                number,
                ..
            } => (subject, acts, Question::Order(relation, number.0)),
            // What is bound knows no time.
            TestInstr::Compute { .. } | TestInstr::Jump { .. } | TestInstr::Answer { .. } | TestInstr::Leave {} => {
                return None;
            }
        };
        let atom = Atom {
            subject: subjects[usize::from(subject.0)],
            kinds: acts.kinds,
            question,
        };
        Some((atom.plain(), acts.inverted))
    }

    /// An atom that asks for the kind alone, where nothing else makes a difference.
    fn plain(self) -> Self {
        let other = matches!(self.question, Question::Meets(..));
        if self.kinds.any(Act::Test) || other {
            return self;
        }
        Atom {
            question: Question::Kind,
            ..self
        }
    }

    /// The other subject, where two are compared.
    pub fn other(&self) -> Option<u16> {
        match self.question {
            Question::Same(other, _) | Question::Meets(other, _) => Some(other),
            _ => None,
        }
    }

    /// The value for a subject's value; `other` is that of the other subject.
    pub fn value(&self, datum: &Datum<'_>, other: &Datum<'_>) -> u8 {
        if let Question::Meets(_, others) = self.question {
            match others.of(kind(other, others)) {
                Act::Leave => return LEFT,
                Act::No => return NO,
                Act::Yes | Act::Test => {}
            }
        }
        match self.kinds.of(kind(datum, self.kinds)) {
            Act::No => NO,
            Act::Yes => YES,
            Act::Leave => LEFT,
            Act::Test => self.question.ask(datum, other),
        }
    }
}

impl Question {
    /// The value where the kind leaves it to the question.
    pub fn ask(&self, datum: &Datum<'_>, other: &Datum<'_>) -> u8 {
        let answer = match self {
            Question::Kind => None,
            Question::Truth => truth(datum),
            Question::Has(set) => Some(any(datum, |text| set.iter().any(|known| **known == *text))),
            Question::HasAll(set) => Some(set.iter().all(|wanted| any(datum, |text| *text == **wanted))),
            Question::First(set) => Some(first(datum).is_some_and(|text| set.iter().any(|known| **known == *text))),
            Question::Affix(side, piece) => Some(any(datum, |text| has_affix(text, *side, piece))),
            Question::Nets(nets) => in_nets(nets, datum),
            Question::Order(relation, bits) => {
                number(datum).map(|number| compares(number, *relation, f64::from_bits(*bits)))
            }
            Question::Same(_, equality) => same(datum, other, *equality),
            Question::Meets(..) => Some(meets(datum, other)),
        };
        match answer {
            Some(false) => NO,
            Some(true) => YES,
            None => LEFT,
        }
    }
}

/// Whether two values have a text in common.
fn meets(one: &Datum<'_>, other: &Datum<'_>) -> bool {
    let (mut ones, mut others) = (0_usize, 0_usize);
    each_text(one, |_| ones += 1);
    each_text(other, |_| others += 1);
    if ones.saturating_mul(others) <= MANY_PAIRS {
        return any(one, |text| any(other, |known| known == text));
    }
    let mut texts: FxHashSet<&str> = FxHashSet::default();
    each_text(other, |text| {
        texts.insert(text);
    });
    any(one, |text| texts.contains(text))
}

/// Gives the text, or every text of a list.
#[inline]
pub(super) fn each_text<'a>(datum: &Datum<'a>, mut with: impl FnMut(&'a str)) {
    match datum {
        Datum::Text(text) => with(text),
        Datum::Texts(texts) => texts.iter().for_each(|text| with(text)),
        Datum::Strings(texts) => texts.iter().for_each(|text| with(text)),
        Datum::Json(serde_json::Value::String(text)) => with(text),
        Datum::Json(serde_json::Value::Array(items)) => items.iter().filter_map(|item| item.as_str()).for_each(with),
        _ => {}
    }
}
