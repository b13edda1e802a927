//! Lints about rules that do not do what they say: `W1030` to `W1079`.

pub mod self_comparison;
