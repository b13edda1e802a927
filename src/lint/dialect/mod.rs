//! Lints about what one language says and the other means: `W1201` to `W1249`.

pub mod binding_as_object;
pub mod class_comparison;
pub mod foreign_operator;
pub mod in_list;
pub mod javascript_in_ruby;
pub mod javascript_syntax;
pub mod loose_equality;
pub mod plain_interpolation;
pub mod return_line_break;
pub mod ruby_in_javascript;
pub mod ruby_syntax;
pub mod safe_navigation;
pub mod text_order;
pub mod text_plus_number;
pub mod text_with_symbol;
pub mod truthy_attribute;
pub mod truthy_value;
pub mod typeof_object;
pub mod word_operators;
