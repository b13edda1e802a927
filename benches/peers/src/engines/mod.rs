//! The engines of the field, each behind one door: prepare a rule and all requests, then lend the evaluation.
//!
//! Each gets what is best for it: the rule compiled once, every request turned into its own values beforehand.

mod boa;
mod casbin;
pub mod cedar;
mod cel;
mod lua;
mod quickjs;
mod regorus;
mod rhai;
mod script;
mod starlark;

use std::error::Error;

use crate::request::Request;
use crate::rules::Rule;

/// What evaluates the prepared rule for the request of a number.
pub type Evaluate<'a> = &'a mut dyn FnMut(usize) -> bool;
/// What is done with an evaluation.
pub type Body<'a> = &'a mut dyn FnMut(Evaluate<'_>);
/// Whether the engine has words for the rule; if it has, the body was called.
pub type Lent = Result<bool, Box<dyn Error>>;

/// One engine.
pub struct Engine {
    /// As the table calls it.
    pub name: &'static str,
    /// Its package, whose version the table states.
    pub package: &'static str,
    /// Prepares and lends.
    pub lend: fn(Rule, &[Request], Body<'_>) -> Lent,
}

/// All of them.
pub const ENGINES: [Engine; 9] = [
    Engine {
        name: "LuaJIT",
        package: "mlua",
        lend: lua::lend,
    },
    Engine {
        name: "Starlark",
        package: "starlark",
        lend: starlark::lend,
    },
    Engine {
        name: "Rhai",
        package: "rhai",
        lend: rhai::lend,
    },
    Engine {
        name: "QuickJS",
        package: "rquickjs",
        lend: quickjs::lend,
    },
    Engine {
        name: "CEL",
        package: "cel",
        lend: cel::lend,
    },
    Engine {
        name: "Regorus",
        package: "regorus",
        lend: regorus::lend,
    },
    Engine {
        name: "Cedar",
        package: "cedar-policy",
        lend: cedar::lend,
    },
    Engine {
        name: "Boa",
        package: "boa_engine",
        lend: boa::lend,
    },
    Engine {
        name: "Casbin",
        package: "casbin",
        lend: casbin::lend,
    },
];
