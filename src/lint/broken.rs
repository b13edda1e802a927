//! Lints for texts that could not be read: they say what another language's sign or word was meant to be.
//!
//! Each looks at the words and signs of the text, comments and quoted texts left out, and speaks only where the parser
//! has an error on the same line, so that a text that is right never meets them.

use crate::diag::Diagnostic;
use crate::source::Source;

/// Adds what the errors are probably about.
pub fn check(source: &Source, found: &mut Vec<Diagnostic>) {
    super::dialect::broken(source, found);
}
