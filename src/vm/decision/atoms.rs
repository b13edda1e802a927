//! Atoms: the distinct questions of linked rules, each with a value once an identity is bound.
//!
//! An atom is a subject, a question and what each kind of value makes of it; rules that ask the same share it. Values are
//! those of `logic.rs`. Questions are answered by the functions of `once.rs`, so that both ways mean the same.

use rustc_hash::FxHashSet;

use super::Code;
use super::fold::Residual;
use super::logic::{LEFT, NO, YES};
use super::once::{answer, any, first, has_affix, in_nets, kind, number, same, truth};
use crate::bytecode::Tests;
use crate::bytecode::operand::Target;
use crate::bytecode::tests::{Ranges, TestInstr};
use crate::ir::graph::{Act, Answer, Equality, Kind, Kinds, Relation, Side};
use crate::vm::data::{Datum, Host, World};

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
    /// What a number computed of these subjects and of the time comes to: code with nothing but this question.
    Compute(Residual, Vec<u16>),
}

/// The subject of a question that asks about nothing but the time.
pub(super) const NO_SUBJECT: u16 = u16::MAX;

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
            TestInstr::Compute { acts, .. } => {
                let (rest, asked) = computation(instr, code, subjects)?;
                let atom = Atom {
                    subject: asked.first().copied().unwrap_or(NO_SUBJECT),
                    kinds: acts.kinds,
                    question: Question::Compute(rest, asked),
                };
                return Some((atom, acts.inverted));
            }
            TestInstr::Jump { .. } | TestInstr::Answer { .. } | TestInstr::Leave {} => return None,
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
        if self.kinds.any(Act::Test) || matches!(self.question, Question::Meets(..)) {
            return self;
        }
        Atom {
            question: Question::Kind,
            ..self
        }
    }

    /// Whether it always has an answer, whatever is bound: where the kind of its subject says it.
    pub fn is_answered(&self) -> bool {
        !self.is_wide() && !self.kinds.any(Act::Test) && !self.kinds.any(Act::Leave)
    }

    /// Whether it asks about anything else than one subject.
    pub fn is_wide(&self) -> bool {
        matches!(
            self.question,
            Question::Same(..) | Question::Meets(..) | Question::Compute(..)
        )
    }

    /// What it asks about.
    pub fn subjects(&self) -> impl Iterator<Item = u16> + '_ {
        let (own, further): (Option<u16>, &[u16]) = match &self.question {
            Question::Compute(_, subjects) => (None, subjects),
            Question::Same(other, _) | Question::Meets(other, _) => (Some(self.subject), std::slice::from_ref(other)),
            _ => (Some(self.subject), &[]),
        };
        own.into_iter().chain(further.iter().copied())
    }

    /// The value for what a host lends, of a question that asks about more than one subject.
    pub fn value<H: Host + ?Sized>(&self, host: &H) -> u8 {
        let other = match &self.question {
            Question::Compute(rest, subjects) => {
                let code = rest.code();
                let asked = code.tests.code.first();
                return said(asked.and_then(|instr| answer(instr, code, &Renumbered { host, subjects })));
            }
            Question::Meets(other, others) => {
                let other = host.lend(*other);
                match others.of(kind(&other, *others)) {
                    Act::Leave => return LEFT,
                    Act::No => return NO,
                    Act::Yes | Act::Test => other,
                }
            }
            Question::Same(other, _) => host.lend(*other),
            _ => Datum::Absent,
        };
        let datum = host.lend(self.subject);
        match self.kinds.of(kind(&datum, self.kinds)) {
            Act::No => NO,
            Act::Yes => YES,
            Act::Leave => LEFT,
            Act::Test => self.question.ask(&datum, &other),
        }
    }
}

/// A host whose subjects have other numbers.
struct Renumbered<'a, H: ?Sized> {
    host: &'a H,
    subjects: &'a [u16],
}

impl<H: Host + ?Sized> Host for Renumbered<'_, H> {
    fn lend(&self, subject: u16) -> Datum<'_> {
        let own = self.subjects.get(usize::from(subject));
        own.map_or(Datum::Absent, |&own| self.host.lend(own))
    }

    fn world(&self) -> Option<World> {
        self.host.world()
    }
}

/// An instruction that computes, as code of its own that answers with `true` or `false`, and what it asks about.
fn computation(instr: &TestInstr, code: Code<'_>, subjects: &[u16]) -> Option<(Residual, Vec<u16>)> {
    let mut instr = *instr;
    if let TestInstr::Compute { acts, target, .. } = &mut instr {
        acts.inverted = false;
        *target = Target(2);
    }
    let answers = [Answer::False, Answer::True].map(|answer| TestInstr::Answer { answer });
    let tests = Tests {
        absent: Vec::new(),
        code: std::iter::once(instr).chain(answers).collect(),
        ..code.tests.clone()
    };
    // What it does not use is left out, so that equal questions of different rules are equal.
    let rest = Code { tests: &tests, ..code }.fold(|_| None);
    let names: Vec<(&str, &str)> = code.subjects().collect();
    let asked = rest.code().subjects().map(|name| {
        let at = names.iter().position(|known| *known == name)?;
        subjects.get(at).copied()
    });
    let asked = asked.collect::<Option<Vec<u16>>>()?;
    Some((rest, asked))
}

impl Question {
    /// The value where the kind leaves it to the question.
    pub fn ask(&self, datum: &Datum<'_>, other: &Datum<'_>) -> u8 {
        said(match self {
            Question::Kind | Question::Compute(..) => None,
            Question::Truth => truth(datum),
            Question::Has(set) => Some(any(datum, |text| set.iter().any(|known| **known == *text))),
            Question::HasAll(set) => Some(set.iter().all(|wanted| any(datum, |text| *text == **wanted))),
            Question::First(set) => Some(first(datum).is_some_and(|text| set.iter().any(|known| **known == *text))),
            Question::Affix(side, piece) => Some(any(datum, |text| has_affix(text, *side, piece))),
            Question::Nets(nets) => in_nets(nets, datum),
            Question::Order(relation, bits) => {
                number(datum).map(|number| relation.holds(number, f64::from_bits(*bits)))
            }
            Question::Same(_, equality) => same(datum, other, *equality),
            Question::Meets(..) => Some(meets(datum, other)),
        })
    }
}

/// The value of an answer.
fn said(answer: Option<bool>) -> u8 {
    match answer {
        Some(false) => NO,
        Some(true) => YES,
        None => LEFT,
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
