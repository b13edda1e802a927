//! What values can be, before anything runs: one checker that lints, facts and the optimiser share.
//!
//! Input: a lowered rule and the schema of what it may name. Output: [`Types`]: the type of every expression, and what is
//! proved of the whole rule. The rule is walked as it would be evaluated, with [`Type`]s in the place of values; tests
//! narrow what variables and bindings can be; known functions are walked at each call.
//! Invariants: a type is a superset of the values that an expression has in any run whose bindings fit the schema; work is
//! bounded by the size of the rule, and a rule that needs more gets no types.
//! Not here: which finding matters to whom, levels, suppression; those are lints.

mod analysis;
mod branch;
mod call;
mod expr;
mod find;
mod flow;
mod javascript;
mod kinds;
mod ruby;
mod slots;
mod state;
mod survey;
#[cfg(test)]
mod tests;
mod ty;

pub use find::findings;
pub use kinds::Kinds;
pub use ty::{Known, Type};

use serde::{Deserialize, Serialize};

use crate::hir::{ExprId, Hir};
use crate::schema::Schema;

/// The types of a rule.
#[derive(Clone, Debug)]
pub struct Types {
    types: Vec<Type>,
    reached: Vec<bool>,
    throwing: Vec<bool>,
    faulting: Vec<bool>,
    result: Type,
    complete: bool,
    proof: Proof,
}

/// What is proved of a rule, for all bindings that fit the schema. What is false is not proved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// No run ends with an error that the rule does not catch.
    pub never_throws: bool,
    /// No run ends with a fault, limits of fuel, memory and depth aside.
    pub never_faults: bool,
    /// Nothing repeats but over data, so that only the size of the data decides how long a run takes.
    pub never_loops: bool,
    /// Each run throws or faults.
    pub always_fails: bool,
    /// The result is `true` or `false`.
    pub always_boolean: bool,
    /// The truth of the result where there is one, if it is always the same.
    pub constant: Option<bool>,
}

/// What is proved of a rule for every caller, and for those who are not signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proofs {
    /// For every caller.
    pub all: Proof,
    /// For callers who are not signed in.
    pub anonymous: Proof,
}

/// What is proved of a rule for every caller, and for those who are not signed in.
pub fn prove(hir: &Hir, schema: &Schema) -> Proofs {
    let all = check(hir, schema).proof;
    // Without types nothing tells callers apart.
    let anonymous = if schema.is_typed() {
        check(hir, &schema.clone().anonymous()).proof
    } else {
        all.clone()
    };
    Proofs { all, anonymous }
}

/// Finds the types of a rule.
///
/// ```
/// use rulec::types::{self, Kinds};
/// use rulec::{Limits, Schema, Source, compile};
///
/// let schema = Schema::kinetic_core(&["identity", "space"]);
/// let rule = Source::javascript("rule", "identity('teams').includes('HR')");
/// let (hir, _) = compile::front(&rule, &schema, &Limits::default());
/// let types = types::check(&hir.unwrap(), &schema);
/// assert_eq!(types.result().kinds, Kinds::BOOLEAN);
/// assert!(types.proof().never_throws);
/// ```
pub fn check(hir: &Hir, schema: &Schema) -> Types {
    let mut analysis = analysis::Analysis::new(hir, schema);
    let mut result = analysis.run();
    if analysis.unknown_calls && !(analysis.changes_items && analysis.writes_properties) && !analysis.exhausted {
        // Something unknown may change data that exists.
        analysis = analysis::Analysis::pessimist(hir, schema);
        result = analysis.run();
    }
    let complete = !analysis.exhausted;
    let falsy = analysis.falsy();
    let proof = if complete {
        Proof {
            never_throws: !analysis.throws,
            never_faults: !analysis.faults,
            never_loops: !analysis.repeats,
            always_fails: result.is_never(),
            always_boolean: result.within(Kinds::BOOLEAN),
            constant: match (result.meets(falsy), !result.within(falsy)) {
                (true, false) => Some(false),
                (false, true) => Some(true),
                _ => None,
            },
        }
    } else {
        Proof::default()
    };
    Types {
        types: analysis.types,
        reached: analysis.reached,
        throwing: analysis.throwing,
        faulting: analysis.faulting,
        result: if complete { result } else { Type::ANY },
        complete,
        proof,
    }
}

impl Types {
    /// What an expression can be, over all times that it is evaluated; [`Type::NEVER`] where it never has a value.
    pub fn of(&self, id: ExprId) -> Type {
        if !self.complete {
            return Type::ALL;
        }
        self.types.get(id.0 as usize).copied().unwrap_or(Type::ALL)
    }

    /// What the rule can be.
    pub fn result(&self) -> Type {
        self.result
    }

    /// Whether an expression may be evaluated at all. False is proved.
    pub fn is_reached(&self, id: ExprId) -> bool {
        !self.complete || self.reached.get(id.0 as usize).is_none_or(|reached| *reached)
    }

    /// Whether an expression itself, and not a part of it, may throw. False is proved.
    pub fn may_throw(&self, id: ExprId) -> bool {
        !self.complete || self.throwing.get(id.0 as usize).is_none_or(|throws| *throws)
    }

    /// Whether an expression itself, and not a part of it, may fault. False is proved.
    pub fn may_fault(&self, id: ExprId) -> bool {
        !self.complete || self.faulting.get(id.0 as usize).is_none_or(|faults| *faults)
    }

    /// Whether the rule was small enough for its types to be found.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// What is proved of the whole rule.
    pub fn proof(&self) -> &Proof {
        &self.proof
    }
}
