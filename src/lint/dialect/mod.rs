//! Lints about what one language says and the other means: `W1201` to `W1249`.

use crate::diag::Diagnostic;
use crate::source::Source;

/// What a text that could not be read has from another language.
pub fn broken(_source: &Source, _found: &mut Vec<Diagnostic>) {}
