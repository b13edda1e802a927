//! Whether two texts of a rule decide alike.
//!
//! Input: both texts. Output: a [`Proof`]: the same program; or the same answers over every environment that the program
//! can tell apart from another by the values that it names; or that they differ.

use super::environments;
use crate::bytecode::Program;
use crate::compile::compile;
use crate::format;
use crate::limits::Limits;
use crate::schema::Schema;
use crate::source::Source;
use crate::vm::{Environment, Failure, evaluate};

/// How much is known of two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// They compile to the same program.
    Same,
    /// They answered alike in every environment that was tried.
    Alike,
    /// They answer differently somewhere, or one of them does not compile.
    Differs,
}

/// How one text decides: true, false, the class of what it throws, the code of its fault.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    Truth(bool),
    Throws(String),
    Faults(&'static str),
}

/// Whether two texts of a rule decide alike.
pub fn alike(before: &Source, after: &Source, schema: &Schema, limits: &Limits) -> Proof {
    let (Ok(one), Ok(other)) = (compile(before, schema), compile(after, schema)) else {
        return Proof::Differs;
    };
    if format::shape(before, schema).is_ok_and(|shape| Ok(shape) == format::shape(after, schema)) {
        return Proof::Same;
    }
    for environment in environments::of(&[(before, &one), (after, &other)], schema) {
        if answer(&one, &environment, limits) != answer(&other, &environment, limits) {
            return Proof::Differs;
        }
    }
    Proof::Alike
}

fn answer(program: &Program, environment: &Environment, limits: &Limits) -> Answer {
    match evaluate(program, environment, environment.world, limits).0 {
        Ok((_, truthy)) => Answer::Truth(truthy),
        Err(Failure::Thrown(thrown)) => Answer::Throws(thrown.class),
        Err(Failure::Fault(fault)) => Answer::Faults(fault.code.number()),
    }
}
