//! Policy sets: who may do what to which element, in four products, decided by one engine.
//!
//! Input: exports, workflow files and permission files (`load`), settings (`settings`). Output: a [`PolicySet`] whose
//! [`PolicySet::decide`] answers every [`Request`] with a [`Decision`].
//! Invariants: `decide` is total; a fault denies and is reported; nothing lets anyone in by accident; the order of files,
//! keys and rules never matters. Every rule, list and grid of grants is a program that the same machine runs; identical
//! rules are one program; inheritance is flattened when the set is built.
//! Each model has a file of its own under `model/`.

pub mod bindings;
pub mod bundle;
pub mod caller;
pub mod decision;
pub mod endpoint;
pub mod explain;
pub mod lint;
pub mod load;
pub mod matrix;
pub mod model;
pub mod problem;
pub mod programs;
pub mod reach;
pub mod request;
pub mod rules;
pub mod search;
pub mod set;
pub mod settings;
pub mod template;
pub mod trace;
pub mod words;

pub use decision::{Decision, Effect, Reason};
pub use explain::Explanation;
pub use problem::{InRule, LoadError, Problem};
pub use request::{Element, Model, Request, RequestError, read_json};
pub use set::PolicySet;
pub use settings::Settings;
