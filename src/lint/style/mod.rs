//! Lints about how rules read: `W1301` to `W1329`; off unless asked for.

pub mod else_after_return;
pub mod nested_ternary;
pub mod redundant_parentheses;
pub mod yoda_condition;
