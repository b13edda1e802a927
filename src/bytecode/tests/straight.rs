//! Decision code for one decision straight from the host's values: what each question needs stands beside it.
//!
//! Input: decision code and the texts that it names; output: [`Straight`], in which a question knows both places where it
//! goes on, and carries the text that it compares with. It is made anew when a program is made or read, and never stored.
//! Invariant: places lie ahead or are ends.

use super::{TestInstr, Tests};
use crate::bytecode::Program;
use crate::ir::graph::{Act, Answer, Equality, Kinds};

/// Places from this one on are ends: the answers in their order, then the general code.
const ENDS: u16 = u16::MAX - 7;

/// The end at which the general code goes on.
const LEAVE: u16 = ENDS + Answer::ALL.len() as u16;

/// With more texts than this a set is searched instead of gone through.
const FEW: usize = 4;

/// Decision code with what it needs in place.
#[derive(Clone, Debug, PartialEq)]
pub struct Straight {
    /// Subjects that must be absent, else nothing is said.
    pub absent: Box<[u16]>,
    /// The questions.
    pub steps: Box<[Step]>,
    /// Where it starts.
    pub start: u16,
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
    pub ways: [u16; 2],
}

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// It is this text, or a list with it.
    Text(Needle),
    /// It is one of these texts, or a list with one of them.
    Texts(Box<[Needle]>),
    /// It equals another subject.
    Same(u16, Equality),
    /// What the instruction of this number asks.
    Other(u32),
}

/// A text that others are compared with, most of which differ from it in their length or in one of two words.
#[derive(Clone, Debug, PartialEq)]
pub struct Needle {
    head: u64,
    tail: u64,
    text: Box<str>,
}

impl Needle {
    fn new(text: &str) -> Self {
        let (head, tail) = words(text.as_bytes());
        Needle {
            head,
            tail,
            text: text.into(),
        }
    }

    /// Whether another text is this one; looks at the text in any case, where `is_among` is for many texts.
    #[inline(always)]
    pub fn is(&self, text: &str) -> bool {
        let (head, tail) = words(text.as_bytes());
        let same = (text.len() == self.text.len()) & (head == self.head) & (tail == self.tail);
        same && (text.len() <= 16 || *text == *self.text)
    }

    /// As [`Needle::is`], for texts of which most have another length.
    #[inline(always)]
    pub fn is_among(&self, text: &str) -> bool {
        if text.len() != self.text.len() {
            return false;
        }
        // Texts of up to sixteen bytes are their words.
        words(text.as_bytes()) == (self.head, self.tail) && (text.len() <= 16 || *text == *self.text)
    }
}

/// Whether two texts are equal, most of which differ in their length or in one of two words.
#[inline(always)]
pub fn equal(a: &str, b: &str) -> bool {
    a.len() == b.len() && words(a.as_bytes()) == words(b.as_bytes()) && (a.len() <= 16 || a == b)
}

/// The first and the last eight bytes, which overlap in a text of less than sixteen; of a text of less than eight the
/// bytes that it has.
#[inline(always)]
fn words(bytes: &[u8]) -> (u64, u64) {
    if let (Some(head), Some(tail)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        return (u64::from_le_bytes(*head), u64::from_le_bytes(*tail));
    }
    if let (Some(head), Some(tail)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        return (u32::from_le_bytes(*head).into(), u32::from_le_bytes(*tail).into());
    }
    (bytes.iter().fold(0, |word, &byte| word << 8 | u64::from(byte)), 0)
}

impl Straight {
    /// The code with what it needs in place; none where it has too many instructions. It must have passed the check.
    pub fn new(tests: &Tests, texts: &[Box<str>]) -> Option<Straight> {
        let questions = tests.code.iter().filter(|instr| acts(instr).is_some()).count();
        let mut next = u16::try_from(questions).ok().filter(|&count| count < ENDS)?;
        // From the end, since targets lie ahead.
        let mut places = vec![LEAVE; tests.code.len()];
        let mut steps = Vec::with_capacity(questions);
        for (at, instr) in tests.code.iter().enumerate().rev() {
            let mut copy = *instr;
            let target = copy.target_mut().map(|target| target.0 as usize);
            let jump = target.and_then(|target| places.get(target)).copied().unwrap_or(LEAVE);
            let follow = places.get(at + 1).copied().unwrap_or(LEAVE);
            places[at] = match (acts(instr), instr) {
                (Some((kinds, inverted)), _) => {
                    let (yes, no) = if inverted { (follow, jump) } else { (jump, follow) };
                    let (subject, ask) = ask(instr, at, tests, texts);
                    steps.push(Step {
                        ask,
                        kinds,
                        subject,
                        ways: [no, yes],
                    });
                    next -= 1;
                    next
                }
                (None, TestInstr::Jump { .. }) => jump,
                (None, TestInstr::Answer { answer }) => ENDS + *answer as u16,
                (None, _) => LEAVE,
            };
        }
        steps.reverse();
        Some(Straight {
            absent: tests.absent.as_slice().into(),
            steps: steps.into(),
            start: places.first().copied().unwrap_or(LEAVE),
        })
    }

    /// What an end says: the answer, none where the general code goes on.
    #[inline(always)]
    pub fn end(place: u16) -> Option<Answer> {
        Answer::ALL.get(usize::from(place.wrapping_sub(ENDS))).copied()
    }
}

impl Program {
    /// Puts in place what one decision needs of the decision code, which has passed the check.
    pub(in crate::bytecode) fn place_tests(&mut self) {
        let texts = &self.constants.texts;
        self.straight = self.tests.as_ref().and_then(|tests| Straight::new(tests, texts));
    }
}

/// For which kinds an instruction asks, and whether its answer is turned round; none where it asks nothing.
fn acts(instr: &TestInstr) -> Option<(Kinds, bool)> {
    match instr {
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
        | TestInstr::Compute { acts, .. } => Some((acts.kinds, acts.inverted)),
        TestInstr::Jump { .. } | TestInstr::Answer { .. } | TestInstr::Leave {} => None,
    }
}

/// What an instruction asks, and about which subject.
fn ask(instr: &TestInstr, at: usize, tests: &Tests, texts: &[Box<str>]) -> (u16, Ask) {
    match *instr {
        TestInstr::Has { subject, set, .. } => {
            let set = &tests.sets[set.0 as usize];
            let needle = |&text: &u32| Needle::new(&texts[text as usize]);
            let ask = match &**set {
                [only] => Ask::Text(needle(only)),
                set if set.len() <= FEW => Ask::Texts(set.iter().map(needle).collect()),
                _ => Ask::Other(at as u32),
            };
            (subject.0, ask)
        }
        TestInstr::Same {
            subject,
            acts,
            equality,
            other,
            ..
        } if acts.kinds == Kinds::all(Act::Test) => (subject.0, Ask::Same(other.0, equality)),
        _ => (0, Ask::Other(at as u32)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Needle, equal};

    #[test]
    fn a_needle_is_equal_to_its_own_text_alone() {
        let texts = [
            "",
            "a",
            "b",
            "ab",
            "ba",
            "abc",
            "abd",
            "abcd",
            "abce",
            "abcdefg",
            "abcdefgh",
            "abcdefgi",
            "bbcdefgh",
            "abcdefghi",
            "abcdefgh12345678",
            "abcdefgh12345679",
            "abcdefghX12345678",
            "abcdefghY12345678",
            "ÄÖ",
            "ÄÜ",
        ];
        for one in texts {
            for other in texts {
                let needle = Needle::new(one);
                assert_eq!(needle.is(other), one == other, "{one} {other}");
                assert_eq!(needle.is_among(other), one == other, "{one} {other}");
                assert_eq!(equal(one, other), one == other, "{one} {other}");
            }
        }
    }
}
