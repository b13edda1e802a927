//! What is wrong with a policy set: findings about its files, with the place in the file and, for a rule, in the rule.
//!
//! A *fatal* problem means that nothing of the set is used. Any other error means that the endpoint or element concerned
//! denies; a warning changes nothing.

use std::fmt;

use serde::Serialize;

use crate::diag::{Code, Diagnostic, Severity};
use crate::source::Source;

/// A finding about a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Which kind of finding it is.
    #[serde(serialize_with = "number")]
    pub code: Code,
    /// Whether nothing of the set is used because of it.
    pub fatal: bool,
    /// The file, as people named it.
    pub file: String,
    /// The path inside the file: `securityPolicies[2].endpoint`; may be empty.
    pub path: String,
    /// Line and column in the file, from 1, where they are known.
    pub place: Option<(u32, u32)>,
    /// What is wrong and what helps.
    pub message: String,
    /// Where it is about a rule that does not compile: what the compiler says.
    #[serde(skip)]
    pub in_rule: Option<Box<InRule>>,
}

/// A finding inside a rule of a file, which is where [`Problem::place`] begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InRule {
    /// The rule.
    pub source: Source,
    /// What is wrong in it.
    pub diagnostic: Diagnostic,
    /// First byte in the file and the byte after the last.
    pub span: [u32; 2],
    /// Line and column of the end in the file, from 1.
    pub until: (u32, u32),
}

fn number<S: serde::Serializer>(code: &Code, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(code.number())
}

impl Problem {
    /// A problem that leaves the rest of the set usable.
    pub fn new(code: Code, file: impl Into<String>, path: impl Into<String>, message: impl Into<String>) -> Self {
        Problem {
            code,
            fatal: false,
            file: file.into(),
            path: path.into(),
            place: None,
            message: message.into(),
            in_rule: None,
        }
    }

    /// A problem because of which nothing of the set is used.
    pub fn fatal(code: Code, file: impl Into<String>, path: impl Into<String>, message: impl Into<String>) -> Self {
        Problem {
            fatal: true,
            ..Problem::new(code, file, path, message)
        }
    }

    /// Adds line and column.
    #[must_use]
    pub fn at(mut self, place: Option<(u32, u32)>) -> Self {
        self.place = place;
        self
    }

    /// Whether it is an error and no warning.
    pub fn is_error(&self) -> bool {
        self.code.severity() == Severity::Error
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.is_error() { "error" } else { "warning" };
        write!(f, "{kind} {} {}", self.code, self.file)?;
        if let Some((line, column)) = self.place {
            write!(f, ":{line}:{column}")?;
        }
        if !self.path.is_empty() {
            write!(f, " ({})", self.path)?;
        }
        write!(f, ": {}", self.message)
    }
}

/// Why a set could not be made: at least one fatal problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError {
    /// Everything that was found.
    pub problems: Vec<Problem>,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fatal = self.problems.iter().filter(|problem| problem.fatal).peekable();
        while let Some(problem) = fatal.next() {
            write!(f, "{problem}")?;
            if fatal.peek().is_some() {
                writeln!(f)?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for LoadError {}
