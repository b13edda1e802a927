//! The optimisations of decision graphs, in the order in which they run.

use super::{Cond, Graph, chains, kinds, threads};

/// An optimisation.
pub type Pass = fn(&Cond) -> Cond;

/// Every optimisation by name.
pub const PASSES: &[(&str, Pass)] = &[
    ("threads", threads::run),
    ("kinds", kinds::run),
    ("chains", chains::run),
    ("kinds", kinds::run),
    ("threads", threads::run),
];

/// Runs every optimisation.
pub(super) fn optimise(cond: &Cond) -> Cond {
    PASSES.iter().fold(cond.clone(), |cond, (_, pass)| pass(&cond))
}

impl Graph {
    /// Runs every optimisation.
    pub fn optimise(&mut self) {
        self.cond = optimise(&self.cond);
    }
}
