//! Lints about rules that do not do what they say: `W1030` to `W1079`.

pub mod assignment_in_condition;
pub mod constant_clause;
pub mod dead_filter;
pub mod duplicate_clause;
pub mod includes_on_absent;
pub mod index_as_truth;
pub mod list_compared_with_text;
pub mod list_equality;
pub mod literal_alternative;
pub mod missing_return;
pub mod self_comparison;
pub mod suspicious_name;
pub mod unknown_attribute;
pub mod unknown_field;
pub mod unknown_key;
pub mod unknown_team;
pub mod unreachable_clause;
pub mod unused_helper;
pub mod unused_parameter;
pub mod unused_value;
pub mod unused_variable;
