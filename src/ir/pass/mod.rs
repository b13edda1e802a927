//! Optimisations: each a file, from IR to IR with the same meaning.

mod thread;

use super::Ir;

/// An optimisation.
pub type Pass = fn(&mut Ir);

/// Every optimisation by name, in the order in which they run.
pub const PASSES: &[(&str, Pass)] = &[("thread", thread::run)];

/// Runs every optimisation.
pub fn optimise(ir: &mut Ir) {
    for (_, pass) in PASSES {
        pass(ir);
    }
}
