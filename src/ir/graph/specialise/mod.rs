//! From IR to a decision graph: runs the rule with unknown bindings.
//!
//! Input: the IR of a rule; output: its [`Graph`], where it has one worth having. Functions of the rule are entered
//! instead of called, loops over known lists are unrolled, a search over a bound list becomes a question about the list
//! (`search.rs`), and at each question about a binding both answers are followed (`explore.rs`). States that are equal
//! are followed once. What is not understood is left to the general code, so nothing here can change an answer; bounds
//! keep the work proportional to the size of the rule.

mod calls;
mod clock;
mod equal;
mod explore;
mod live;
mod pattern;
mod ruby;
mod search;
mod state;
mod step;

use std::rc::Rc;

use super::calc::Calc;
use super::cond::Cond;
use super::{Answer, At, Graph, Subject, SubjectId};
use crate::hir::TextId;
use crate::ir::pass::Evaluate;
use crate::ir::{Func, Ir, Reg};
use crate::value::{Section, Text};
use explore::Stop;
use state::{Code, Frame, State, Sym};

/// Most instructions that are followed.
const MOST_STEPS: u32 = 20_000;

/// Most tests of a graph.
const MOST_NODES: usize = 4_000;

/// Largest rule that is looked at: blocks times registers, summed over its functions. What is known of a state takes as much.
const MOST_CELLS: usize = 1 << 18;

/// Most subjects of a graph.
const MOST_SUBJECTS: usize = 1_000;

/// Deepest nesting of searches.
const DEEPEST: usize = 3;

/// Deepest nesting of calls that are followed.
const MOST_FRAMES: usize = 32;

/// Makes the decision graph of a rule, not yet optimised; none where it would leave everything to the general code.
pub fn specialise(ir: &mut Ir, sections: &[String], evaluate: &dyn Evaluate) -> Option<Graph> {
    let cells = |func: &Func| func.blocks.len().saturating_mul(func.regs as usize);
    if ir.funcs.iter().map(cells).fold(0, usize::saturating_add) > MOST_CELLS {
        return None;
    }
    let funcs = std::mem::take(&mut ir.funcs);
    let mut maker = Specialiser {
        live: (0..funcs.len()).map(|_| None).collect(),
        funcs: &funcs,
        ir,
        sections,
        evaluate,
        subjects: Vec::new(),
        absent: Vec::new(),
        calcs: Vec::new(),
        steps: MOST_STEPS,
        searched: Vec::new(),
    };
    let graph = maker.run();
    ir.funcs = funcs;
    graph
}

/// A specialisation in the making.
struct Specialiser<'a> {
    ir: &'a mut Ir,
    funcs: &'a [Func],
    sections: &'a [String],
    evaluate: &'a dyn Evaluate,
    live: Vec<Option<Rc<live::Live>>>,
    subjects: Vec<Subject>,
    absent: Vec<SubjectId>,
    calcs: Vec<Calc>,
    steps: u32,
    /// The lists of the searches that are followed, outermost first.
    searched: Vec<SubjectId>,
}

impl Specialiser<'_> {
    fn run(&mut self) -> Option<Graph> {
        let script = self.funcs.first()?;
        if !script.params.is_empty() {
            return None;
        }
        let start = State {
            frames: vec![Frame::Code(self.enter(0, Rc::from([]), None))],
            cells: Vec::new(),
        };
        let region = self.explore(start, &Stop::Script)?;
        if self.steps == 0 {
            return None;
        }
        let mut answers = Vec::new();
        for end in &region.ends {
            answers.push(self.answer(end.value.as_ref()?)?);
        }
        let cond = region.cond.graft(&answers);
        let answers = cond.nodes.iter().any(|node| is_answer(node.yes) || is_answer(node.no));
        (answers || is_answer(cond.root)).then(|| Graph {
            subjects: std::mem::take(&mut self.subjects),
            absent: std::mem::take(&mut self.absent),
            calcs: std::mem::take(&mut self.calcs),
            cond,
        })
    }

    /// The tests that say what a result means as an answer.
    fn answer(&mut self, value: &Sym) -> Option<Cond> {
        use super::{Act, Kind, Kinds, Pred};
        let end = |answer: Answer| Cond::end(At::End(answer as u32));
        Some(match value {
            Sym::Subject(subject) => {
                let flags = Kinds::all(Act::No).with(&[Kind::Bool], Act::Yes);
                let flag = Cond::test(
                    *subject,
                    Pred::Truth,
                    Kinds::all(Act::Leave).with(&[Kind::Bool], Act::Test),
                );
                let other = self.truth(value)?.then(&end(Answer::Truthy), &end(Answer::Falsy));
                Cond::test(*subject, Pred::Kind, flags).then(&flag, &other)
            }
            Sym::Const(exact) => match exact.0 {
                crate::hir::Const::Bool(true) => end(Answer::True),
                crate::hir::Const::Bool(false) => end(Answer::False),
                _ => self.truth(value)?.then(&end(Answer::Truthy), &end(Answer::Falsy)),
            },
            _ => match self.truth(value) {
                Some(truth) => truth.then(&end(Answer::Truthy), &end(Answer::Falsy)),
                None => Cond::end(At::Leave),
            },
        })
    }

    /// An activation at its start.
    fn enter(&self, func: u32, captures: Rc<[u32]>, dst: Option<Reg>) -> Code {
        Code {
            func,
            block: 0,
            at: 0,
            regs: vec![Sym::constant(crate::hir::Const::Empty); self.funcs[func as usize].regs as usize],
            captures,
            dst,
        }
    }

    /// The number of a subject, which is added where it is new; none where there are too many.
    fn subject(&mut self, subject: Subject) -> Option<SubjectId> {
        let found = self.subjects.iter().position(|known| *known == subject);
        let index = match found {
            Some(index) => index,
            None if self.subjects.len() >= MOST_SUBJECTS => return None,
            None => {
                self.subjects.push(subject);
                self.subjects.len() - 1
            }
        };
        u16::try_from(index).ok().map(SubjectId)
    }

    fn binding(&mut self, section: Section, key: TextId) -> Option<SubjectId> {
        self.subject(Subject::Binding(section, key))
    }

    fn is_element(&self, subject: SubjectId) -> bool {
        matches!(self.subjects[usize::from(subject.0)], Subject::Element(_))
    }

    /// A text of the rule, where it is well formed: no bound text equals one that is not.
    fn text(&self, id: TextId) -> Option<&str> {
        match &self.ir.texts[id.0 as usize] {
            Text::Utf8(text) => Some(text),
            Text::Utf16(_) => None,
        }
    }
}

fn is_answer(at: At) -> bool {
    matches!(at, At::End(_))
}
