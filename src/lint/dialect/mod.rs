//! Lints about what one language says and the other means: `W1201` to `W1249`.

pub mod binding_as_object;
pub mod class_comparison;
pub mod flag_as_text;
pub mod in_list;
pub mod javascript_in_ruby;
pub mod loose_equality;
pub mod plain_interpolation;
pub mod return_line_break;
pub mod ruby_in_javascript;
pub mod safe_navigation;
pub mod text_order;
pub mod text_plus_number;
pub mod text_with_symbol;
pub mod truthy_list;
pub mod truthy_value;
pub mod typeof_object;
pub mod word_operators;

use crate::diag::Diagnostic;
use crate::source::Source;

/// What a text that could not be read has from another language.
pub fn broken(_source: &Source, _found: &mut Vec<Diagnostic>) {}
