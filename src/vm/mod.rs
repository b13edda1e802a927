//! The machine: everything that exists while a rule runs.
//!
//! `heap.rs` holds what a run creates, `context.rs` its bounds and its way back into the rule, `javascript/` and `ruby/`
//! the operators and built-in methods of each language. Input: a program and bindings; output: a value, a throw or a
//! fault. No clock, no environment, no randomness: the current time and the zone come with the bindings. Nothing here
//! knows a compiler.

mod context;
mod data;
pub mod decision;
mod environment;
mod heap;
pub mod javascript;
mod machine;
pub mod ruby;

pub use context::{Arity, Cx, Engine, Fault, Run, Stop};
pub use data::{Bindings, Datum, Host, World};
pub use environment::{Environment, EnvironmentError};
pub use heap::{Closure, Heap, Object};
pub use machine::{Answer, Failure, Thrown, bind_arguments, conclude, evaluate, run};
