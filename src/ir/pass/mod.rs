//! Optimisations: each a file, from IR to IR with the same meaning.
//!
//! A pass may not reorder anything that can throw, and may leave out only what neither throws nor changes anything.

mod dead;
mod fold;
mod thread;

use super::Ir;
use crate::hir::Const;
use crate::op::Op;
use crate::source::Dialect;

/// What an operator gives for constants; the compiler lends the machine for it, so that folding and running agree.
pub trait Evaluate {
    /// The value, where it is a constant too; `None` where the operator throws, faults or gives an object. Texts are
    /// looked up in and added to `ir`.
    fn operate(&self, ir: &mut Ir, op: Op, operands: &[Const]) -> Option<Const>;

    /// Whether a constant is true in the sense of the dialect.
    fn truth(&self, ir: &Ir, dialect: Dialect, constant: Const) -> bool;
}

/// An optimisation.
pub type Pass = fn(&mut Ir, &dyn Evaluate);

/// Every optimisation by name, in the order in which they run.
pub const PASSES: &[(&str, Pass)] = &[
    ("thread", thread::run),
    ("fold", fold::run),
    ("dead", dead::run),
    ("thread", thread::run),
];

/// Runs every optimisation.
pub fn optimise(ir: &mut Ir, evaluate: &dyn Evaluate) {
    for (_, pass) in PASSES {
        pass(ir, evaluate);
    }
}
