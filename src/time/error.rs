//! The one error type of the time layer: an exception of the language, or an honest refusal.

use std::fmt;

/// Why an operation on times gave no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimeError {
    /// The real language raises this exception here.
    Raised {
        /// The class as the language names it, `RangeError` or `Date::Error`.
        class: &'static str,
        /// The exact message.
        message: String,
    },
    /// The real language gives an answer that this module cannot promise to reproduce; the program must fault.
    Unsupported(&'static str),
}

impl TimeError {
    /// An exception of `class` with `message`.
    pub(crate) fn raised(class: &'static str, message: impl Into<String>) -> Self {
        Self::Raised {
            class,
            message: message.into(),
        }
    }

    /// Ruby's `ArgumentError`.
    pub(crate) fn argument(message: impl Into<String>) -> Self {
        Self::raised("ArgumentError", message)
    }
}

impl fmt::Display for TimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Raised { class, message } => write!(f, "{class}: {message}"),
            Self::Unsupported(what) => write!(f, "unsupported: {what}"),
        }
    }
}

impl std::error::Error for TimeError {}
