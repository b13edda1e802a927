//! Partial evaluation of decision code: what is left of it once some of its subjects are known.
//!
//! Input: decision code, and the values of some subjects; output: a [`Residual`] over the other subjects, which owns its
//! texts. A question whose subjects are known is answered; one that compares a known with an unknown subject becomes one
//! about the unknown subject alone; jumps to what is decided are threaded, and what nothing leads to is dropped.
//! Invariants: the residual decides as the code does over the same values, or leaves; and residuals that ask the same are
//! equal, whatever code they came from, so that they can be shared: tables hold what instructions use, in the order of
//! their use, and instructions stand in reverse postorder.

mod layout;
mod pair;

use std::collections::HashMap;

use super::Code;
use super::once::{answer, run};
use crate::bytecode::Tests;
use crate::bytecode::operand::{Subject, Target};
use crate::bytecode::tests::{At, Straight, TestInstr};
use crate::ir::graph::{Act, Answer, CalcId, Kinds};
use crate::vm::data::{Datum, Host};

/// Decision code that stands alone: it owns the tables that it refers to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Residual {
    sections: Vec<Box<str>>,
    texts: Vec<Box<str>>,
    tests: Tests,
}

impl Residual {
    /// The code with its tables.
    pub fn code(&self) -> Code<'_> {
        Code {
            sections: &self.sections,
            texts: &self.texts,
            tests: &self.tests,
        }
    }

    /// What it says without asking anything: an answer, or an inner none where it always leaves; none where it asks.
    pub fn says(&self) -> Option<Option<Answer>> {
        match (&*self.tests.absent, self.tests.code.first()) {
            ([], Some(TestInstr::Answer { answer })) => Some(Some(*answer)),
            ([], Some(TestInstr::Leave {})) => Some(None),
            _ => None,
        }
    }

    /// The code that always leaves.
    pub fn leave() -> Residual {
        Residual::end(TestInstr::Leave {})
    }

    /// The code that always gives this answer.
    pub fn always(answer: Answer) -> Residual {
        Residual::end(TestInstr::Answer { answer })
    }

    fn end(instr: TestInstr) -> Residual {
        Residual {
            sections: Vec::new(),
            texts: Vec::new(),
            tests: Tests {
                code: vec![instr],
                ..Tests::default()
            },
        }
    }
}

/// Decision code that stands alone, with what a decision needs of it in place.
#[derive(Clone, Debug)]
pub struct Prepared {
    residual: Residual,
    straight: Straight,
}

impl From<Residual> for Prepared {
    fn from(residual: Residual) -> Self {
        Prepared {
            straight: Straight::new(&residual.tests, &residual.texts),
            residual,
        }
    }
}

impl Prepared {
    /// The code that it was made of.
    pub fn residual(&self) -> &Residual {
        &self.residual
    }

    /// As [`decide`](super::decide), which does the same for a program.
    #[inline]
    pub fn decide<H: Host + ?Sized>(&self, host: &H) -> (Option<Answer>, u64) {
        run(&self.straight, &|| Some(self.residual.code()), host)
    }
}

impl Code<'_> {
    /// What is left of the code once some subjects are known: `known` gives their values by their numbers, and none for
    /// a subject that stays open.
    ///
    /// ```
    /// use rulec::vm::Datum;
    /// use rulec::vm::decision::Answer;
    /// use rulec::{Schema, Source, compile};
    ///
    /// let rule = Source::javascript("rule", "submission('createdBy') === identity('username')");
    /// let program = compile(&rule, &Schema::batch()).unwrap();
    /// let code = program.decision_code().unwrap();
    /// let names: Vec<_> = code.subjects().collect();
    /// // What the rule asks of submissions, for one caller.
    /// let rest = code.fold(|subject| (names[usize::from(subject)].0 == "identity").then_some(Datum::Text("ada")));
    /// assert_eq!(rest.code().subjects().collect::<Vec<_>>(), [("submission", "createdBy")]);
    /// // Once nothing is open it says what the rule says.
    /// assert_eq!(rest.code().fold(|_| Some(Datum::Text("ada"))).says(), Some(Some(Answer::True)));
    /// ```
    pub fn fold<'h>(self, known: impl Fn(u16) -> Option<Datum<'h>>) -> Residual {
        let count = u16::try_from(self.tests.subjects.len()).unwrap_or(u16::MAX);
        let given = Given((0..count).map(known).collect());
        let mut open = Vec::new();
        for &subject in &self.tests.absent {
            match given.get(subject) {
                None => open.push(subject),
                Some(Datum::Absent) => {}
                Some(_) => return Residual::leave(),
            }
        }
        let mut folder = Folder {
            code: self,
            given,
            sets: Vec::new(),
            nodes: Vec::new(),
            known: HashMap::new(),
        };
        let root = folder.run();
        layout::residual(&folder, &open, root)
    }
}

/// The values that are known, by subject.
struct Given<'h>(Vec<Option<Datum<'h>>>);

impl<'h> Given<'h> {
    fn get(&self, subject: u16) -> Option<Datum<'h>> {
        self.0.get(usize::from(subject)).copied().flatten()
    }
}

impl Host for Given<'_> {
    fn lend(&self, subject: u16) -> Datum<'_> {
        self.get(subject).unwrap_or(Datum::Absent)
    }
}

/// A question that is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Node {
    /// Neither turned round nor with a target. Its tables are those of the code; sets behind them are [`Folder::sets`].
    instr: TestInstr,
    yes: At,
    no: At,
}

struct Folder<'c, 'h> {
    code: Code<'c>,
    given: Given<'h>,
    /// Sets of known texts, each in the order of sets.
    sets: Vec<Vec<&'h str>>,
    /// What a node leads to stands before it.
    nodes: Vec<Node>,
    known: HashMap<Node, usize>,
}

/// What became of a question.
enum Rest {
    /// Its answer is known; none where the general code must decide.
    Known(Option<bool>),
    /// It is still asked; its answer is the opposite where the flag is set.
    Asked(TestInstr, bool),
}

impl<'h> Folder<'_, 'h> {
    /// Folds the code from its end, since targets lie ahead; gives where it starts.
    fn run(&mut self) -> At {
        let instrs = &self.code.tests.code;
        let mut places = vec![At::Leave; instrs.len()];
        for (at, instr) in instrs.iter().enumerate().rev() {
            let place = |at: usize| places.get(at).copied().unwrap_or(At::Leave);
            let to = |target: Target| place(target.0 as usize);
            let mut instr = *instr;
            places[at] = match instr {
                TestInstr::Answer { answer } => At::Answer(answer),
                TestInstr::Leave {} => At::Leave,
                TestInstr::Jump { target } => to(target),
                _ => {
                    let target = instr.target_mut().map(|target| std::mem::replace(target, Target(0)));
                    let mut ways = (target.map_or(At::Leave, to), place(at + 1));
                    if instr.acts_mut().is_some_and(|acts| std::mem::take(&mut acts.inverted)) {
                        ways = (ways.1, ways.0);
                    }
                    let (yes, no) = ways;
                    match self.rest(instr) {
                        Rest::Known(Some(true)) => yes,
                        Rest::Known(Some(false)) => no,
                        Rest::Known(None) => At::Leave,
                        Rest::Asked(instr, false) => self.node(instr, yes, no),
                        Rest::Asked(instr, true) => self.node(instr, no, yes),
                    }
                }
            };
        }
        places.first().copied().unwrap_or(At::Leave)
    }

    /// What is left of a question that is not turned round.
    fn rest(&mut self, instr: TestInstr) -> Rest {
        if let TestInstr::Compute { value, .. } = instr {
            // A number is computed with the time of the decision, and what it is computed of has no place in a residual.
            let known = self.computes_known(CalcId(value.0));
            return if known {
                Rest::Known(None)
            } else {
                Rest::Asked(instr, false)
            };
        }
        let (subject, other) = subjects(&instr);
        let own = self.given.get(subject.0);
        let Some(other) = other else {
            return self.single(instr, own.is_some());
        };
        match (own, self.given.get(other.0)) {
            (None, None) => Rest::Asked(instr, false),
            (Some(_), Some(_)) => self.single(instr, true),
            (Some(own), None) => self.own_known(&instr, own),
            (None, Some(other)) => self.other_known(&instr, other),
        }
    }

    /// Whether a number is computed of a subject that is known. Operands stand before it, and there are few.
    fn computes_known(&self, id: CalcId) -> bool {
        let Some(calc) = self.code.tests.calcs.get(usize::from(id.0)) else {
            return false;
        };
        let own = calc
            .subject()
            .is_some_and(|subject| self.given.get(subject.0).is_some());
        own || calc.operands().any(|operand| self.computes_known(operand))
    }

    fn single(&self, instr: TestInstr, known: bool) -> Rest {
        if !known {
            return Rest::Asked(instr, false);
        }
        Rest::Known(answer(&instr, self.code, &self.given))
    }

    /// A question with its two ways, once for all equal ones.
    fn node(&mut self, mut instr: TestInstr, yes: At, no: At) -> At {
        let Some(&mut acts) = instr.acts_mut() else {
            return At::Leave;
        };
        if !acts.kinds.any(Act::Test) {
            let (subject, target) = (subjects(&instr).0, Target(0));
            // Another subject that makes it leave was asked first.
            if !matches!(instr, TestInstr::Meets { .. }) {
                instr = TestInstr::Kind { subject, acts, target };
                for (act, at) in [(Act::Yes, yes), (Act::No, no), (Act::Leave, At::Leave)] {
                    if acts.kinds == Kinds::all(act) {
                        return at;
                    }
                }
            }
        }
        let certain = matches!(
            instr,
            TestInstr::Kind { .. } | TestInstr::Has { .. } | TestInstr::HasAll { .. } | TestInstr::Affix { .. }
        );
        if yes == no && (yes == At::Leave || certain && !acts.kinds.any(Act::Leave)) {
            return yes;
        }
        let node = Node { instr, yes, no };
        let nodes = &mut self.nodes;
        At::Node(*self.known.entry(node).or_insert_with(|| {
            nodes.push(node);
            nodes.len() - 1
        }))
    }
}

/// What a question asks about, and what it compares it with.
fn subjects(instr: &TestInstr) -> (Subject, Option<Subject>) {
    let other = match *instr {
        TestInstr::Same { other, .. } | TestInstr::Meets { other, .. } => Some(other),
        _ => None,
    };
    // One that asks about no subject is not looked at any further.
    (instr.subject().unwrap_or(Subject(0)), other)
}
