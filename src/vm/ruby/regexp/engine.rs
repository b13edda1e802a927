//! The door to the pattern compiler.

use crate::regex::{Error, Limits, Regex};

pub(in crate::vm::ruby) use crate::regex::Options;

/// Compiles a pattern.
pub(super) fn ruby(pattern: &str, options: Options, limits: &Limits) -> Result<Regex, Error> {
    Regex::ruby(pattern, options, limits)
}
