//! The door to the pattern compiler.

use crate::regex::{Construct, Error, ErrorKind, Limits, Regex};

/// Options of a pattern.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::vm::ruby) struct Options {
    /// `i`.
    pub ignore_case: bool,
    /// `x`.
    pub extended: bool,
    /// `m`.
    pub multiline: bool,
}

/// Compiles a pattern.
pub(super) fn ruby(pattern: &str, options: Options, limits: &Limits) -> Result<Regex, Error> {
    let _ = (options, limits);
    Err(Error {
        kind: ErrorKind::Unsupported(Construct::Encoding),
        span: 0..pattern.len(),
        message: "Ruby patterns are not supported".to_owned(),
    })
}
