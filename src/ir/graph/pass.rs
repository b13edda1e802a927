//! The optimisations of decision graphs, in the order in which they run.

use super::{At, Calc, Cond, Graph, Subject, SubjectId, chains, guards, kinds, pairs, threads};

/// What tests refer to.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// What they are about.
    pub subjects: &'a [Subject],
    /// Computed numbers.
    pub calcs: &'a [Calc],
}

impl Context<'_> {
    /// What a test is about.
    pub fn subject(&self, id: SubjectId) -> Option<Subject> {
        self.subjects.get(usize::from(id.0)).copied()
    }
}

/// An optimisation.
pub type Pass = fn(Cond, &Context<'_>) -> Cond;

/// Every optimisation by name.
pub const PASSES: &[(&str, Pass)] = &[
    ("threads", threads::run),
    ("kinds", kinds::run),
    ("pairs", pairs::run),
    ("chains", chains::run),
    ("kinds", kinds::run),
    ("threads", threads::run),
    ("guards", guards::run),
];

/// Runs every optimisation.
pub(super) fn optimise(cond: Cond, context: &Context<'_>) -> Cond {
    PASSES.iter().fold(cond, |cond, (_, pass)| pass(cond, context))
}

impl Graph {
    /// What its tests refer to.
    pub fn context(&self) -> Context<'_> {
        Context {
            subjects: &self.subjects,
            calcs: &self.calcs,
        }
    }

    /// Runs every optimisation.
    pub fn optimise(&mut self) {
        let cond = std::mem::replace(&mut self.cond, Cond::end(At::Leave));
        self.cond = optimise(cond, &self.context());
    }
}
