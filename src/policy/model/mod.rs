//! One file for each model: its levels, its defaults, its messages. All of them run programs of the same machine.

pub mod flowrunner;
pub mod keep;
