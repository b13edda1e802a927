//! Links decision code: numbers what is asked, and says how it is bound.
//!
//! Input: decision code; output: [`Logic`] over numbered atoms, and the [`Binder`] of these. Every distinct question of all
//! code is an atom. Those of a subject stand one after another, so that binding it starts with a copy of what its kind
//! alone says, and turns those to yes that its texts name.

use rustc_hash::FxHashMap;

use super::Code;
use super::atoms::{Atom, Question};
use super::derive::{DERIVED, Derived};
use super::heads::Heads;
use super::logic::{LEAVE, LEFT, Logic, NO, Node, Way, YES};
use crate::bytecode::tests::TestInstr;
use crate::ir::graph::{Act, Kind, Kinds};

/// Binds the subjects of linked rules.
#[derive(Debug, Default)]
pub(crate) struct Binder {
    pub(super) subjects: Vec<Subject>,
    /// How many atoms there are: one that has no meaning, those of single subjects, wide ones, derived ones.
    pub(super) atoms: usize,
    /// Atoms about anything else than one subject, with their numbers.
    pub(super) wide: Vec<(u32, Atom)>,
    /// What derived atoms stand for.
    pub(super) derived: Heads,
}

/// A binding that rules ask about.
#[derive(Debug)]
pub(super) struct Subject {
    pub section: Box<str>,
    pub key: Box<str>,
    /// The first of its atoms, which stand one after another.
    pub first: usize,
    /// How many atoms it has.
    pub count: usize,
    /// For each kind in order: what it makes of each atom, as far as it does.
    pub rows: Box<[u8]>,
    /// Atoms that a text turns to yes.
    pub texts: FxHashMap<Box<str>, Vec<Named>>,
    /// The lengths that these texts have: a bit each, the last for all that are longer.
    pub lengths: u64,
    /// Atoms that are asked one by one.
    pub rest: Vec<(u32, Atom)>,
}

/// An atom that a text turns to yes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    pub atom: u32,
    /// The kinds of value, a bit each, that are asked for their texts.
    pub kinds: u8,
}

/// The bit of a text's length.
#[inline]
pub(super) fn length(text: &str) -> u64 {
    1 << text.len().min(63)
}

/// Numbers the subjects and atoms of programs.
#[derive(Debug, Default)]
pub(crate) struct Linker {
    subjects: Vec<(Box<str>, Box<str>)>,
    numbers: FxHashMap<(Box<str>, Box<str>), u16>,
    atoms: Vec<Atom>,
    known: FxHashMap<Atom, u32>,
}

impl Linker {
    /// The rule of decision code, over the linker's atoms; it leaves where there is none, or too much of it.
    pub fn logic(&mut self, code: Option<Code<'_>>) -> Logic {
        let logic = code.and_then(|code| {
            let subjects: Option<Vec<u16>> = code
                .subjects()
                .map(|(section, key)| self.subject(section, key))
                .collect();
            self.graph(code, &subjects?)
        });
        logic.unwrap_or_else(|| Logic::end(LEAVE))
    }

    fn subject(&mut self, section: &str, key: &str) -> Option<u16> {
        let name = (Box::from(section), Box::from(key));
        if let Some(&known) = self.numbers.get(&name) {
            return Some(known);
        }
        let number = u16::try_from(self.subjects.len()).ok()?;
        self.subjects.push(name.clone());
        self.numbers.insert(name, number);
        Some(number)
    }

    fn atom(&mut self, atom: Atom) -> Option<u32> {
        let next = u32::try_from(self.atoms.len()).ok()?;
        let number = *self.known.entry(atom.clone()).or_insert(next);
        if number == next {
            self.atoms.push(atom);
        }
        Some(number)
    }

    fn graph(&mut self, code: Code<'_>, subjects: &[u16]) -> Option<Logic> {
        let tests = code.tests;
        let mut nodes = Vec::new();
        // Code that was checked asks about what it lists; its targets lie ahead.
        for &subject in &tests.absent {
            let atom = self.atom(Atom {
                subject: subjects[usize::from(subject)],
                kinds: Kinds::all(Act::Leave).with(&[Kind::Absent], Act::No),
                question: Question::Kind,
            })?;
            nodes.push(Node {
                atom,
                yes: Way::End(LEAVE),
                no: Way::End(LEAVE),
            });
        }
        let guards = nodes.len();
        let asks = |instr: &TestInstr| {
            !matches!(
                instr,
                TestInstr::Jump { .. } | TestInstr::Answer { .. } | TestInstr::Leave {}
            )
        };
        // The node of each instruction, or where it goes on at once; later ones first, since that is where jumps lead.
        let mut number = u32::try_from(guards + tests.code.iter().filter(|instr| asks(instr)).count()).ok()?;
        let mut places = vec![Way::End(LEAVE); tests.code.len()];
        for (at, instr) in tests.code.iter().enumerate().rev() {
            places[at] = match instr {
                TestInstr::Answer { answer } => Way::End(*answer as u8),
                TestInstr::Leave {} => Way::End(LEAVE),
                TestInstr::Jump { target } => places.get(target.0 as usize).copied().unwrap_or(Way::End(LEAVE)),
                _ => {
                    number -= 1;
                    Way::Node(number)
                }
            };
        }
        let root = places.first().copied().unwrap_or(Way::End(LEAVE));
        for (at, node) in nodes.iter_mut().enumerate() {
            node.no = if at + 1 < guards {
                Way::Node(at as u32 + 1)
            } else {
                root
            };
        }
        for (at, instr) in tests.code.iter().enumerate() {
            if !asks(instr) {
                continue;
            }
            let (atom, inverted) = Atom::of(instr, code, subjects)?;
            let next = places.get(at + 1).copied().unwrap_or(Way::End(LEAVE));
            let mut instr = *instr;
            let jump = instr.target_mut().map_or(next, |target| places[target.0 as usize]);
            let (yes, no) = if inverted { (next, jump) } else { (jump, next) };
            let atom = self.atom(atom)?;
            nodes.push(Node { atom, yes, no });
        }
        let root = if guards > 0 { Way::Node(0) } else { root };
        Some(Logic { nodes, root })
    }

    /// Numbers the atoms of rules for good; makes those short that can be made so with at most so many atoms.
    pub fn finish(self, rules: &mut [Logic], most: usize) -> Binder {
        // Atom 0 has no meaning; the others stand by subject, wide ones last.
        let mut order: Vec<u32> = (0..self.atoms.len() as u32).collect();
        let group = |&atom: &u32| {
            let atom = &self.atoms[atom as usize];
            (atom.is_wide(), atom.subject)
        };
        order.sort_by_key(group);
        let mut places = vec![0_u32; self.atoms.len()];
        for (place, &atom) in (1..).zip(&order) {
            places[atom as usize] = place;
        }
        let mut derived = Derived::default();
        for rule in &mut *rules {
            rule.skip(|atom| self.atoms.get(atom as usize).is_some_and(Atom::is_answered));
            if let Some(short) = derived.shorten(rule, &self.atoms, most) {
                *rule = short;
            }
        }
        let place = |atom: u32| match atom.checked_sub(DERIVED) {
            Some(derived) => 1 + places.len() as u32 + derived,
            None => places.get(atom as usize).copied().unwrap_or(0),
        };
        for rule in rules.iter_mut().chain(&mut derived.logics) {
            rule.nodes.iter_mut().for_each(|node| node.atom = place(node.atom));
        }
        let derived = Heads::new(&derived.logics);
        let mut atoms: Vec<Option<Atom>> = self.atoms.into_iter().map(Some).collect();
        let sorted: Vec<(u32, Atom)> = (1..)
            .zip(order)
            .filter_map(|(place, atom)| Some((place, atoms[atom as usize].take()?)))
            .collect();
        let (wide, single): (Vec<_>, Vec<_>) = sorted.into_iter().partition(|(_, atom)| atom.is_wide());
        let mut subjects: Vec<Subject> = self.subjects.into_iter().map(Subject::new).collect();
        for atoms in single.chunk_by(|(_, a), (_, b)| a.subject == b.subject) {
            subjects[usize::from(atoms[0].1.subject)].fill(atoms);
        }
        Binder {
            subjects,
            atoms: 1 + places.len() + derived.len(),
            wide,
            derived,
        }
    }
}

impl Binder {
    /// Section and key of each subject.
    pub fn subjects(&self) -> impl Iterator<Item = (&str, &str)> {
        self.subjects.iter().map(|subject| (&*subject.section, &*subject.key))
    }
}

impl Subject {
    fn new((section, key): (Box<str>, Box<str>)) -> Self {
        Subject {
            section,
            key,
            first: 0,
            count: 0,
            rows: Box::default(),
            texts: FxHashMap::default(),
            lengths: 0,
            rest: Vec::new(),
        }
    }

    /// Takes its atoms, which are not empty.
    fn fill(&mut self, atoms: &[(u32, Atom)]) {
        self.first = atoms[0].0 as usize;
        self.count = atoms.len();
        let rows = Kind::ALL.iter().flat_map(|&kind| {
            atoms.iter().map(move |(_, atom)| match atom.kinds.of(kind) {
                Act::No => NO,
                Act::Yes => YES,
                Act::Leave => LEFT,
                // What texts turn to yes; the rest is asked.
                Act::Test => NO,
            })
        });
        self.rows = rows.collect();
        for (number, atom) in atoms {
            match &atom.question {
                Question::Has(set) => {
                    let tests = Kind::ALL.iter().filter(|&&kind| atom.kinds.of(kind) == Act::Test);
                    let kinds = tests.fold(0, |kinds, &kind| kinds | 1 << kind as u8);
                    for text in set {
                        self.lengths |= length(text);
                        let named = Named { atom: *number, kinds };
                        self.texts.entry(text.clone()).or_default().push(named);
                    }
                }
                _ if atom.kinds.any(Act::Test) => self.rest.push((*number, atom.clone())),
                _ => {}
            }
        }
    }
}
