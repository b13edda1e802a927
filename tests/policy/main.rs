//! The policy models line by line: each numbered line of `docs/policy-models.md` has a test whose name starts with it.

mod bad_input;
mod bound;
mod bundle;
mod command;
mod company;
mod documentation;
mod everyone;
mod explain;
mod flowrunner;
mod keep;
mod kinetic_core;
mod kinetic_rules;
mod kinetic_task;
mod properties;
mod reach;
mod rows;
mod scale;
mod sets;
mod slips;
mod tricks;
mod ways;
