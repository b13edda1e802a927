//! What is said of bytes that are no program: to hosts, and to people.

use std::fmt;

use super::Flaw;
use super::artefact::VERSION;

/// Why bytes are no program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// They do not start as a program does.
    Magic,
    /// They were written by another version.
    Version(u16),
    /// They end early, or hold something that no program has.
    Broken,
    /// There are bytes after the program.
    Trailing,
    /// The program does not pass the check.
    Flaw(Flaw),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LoadError::Magic => f.write_str("this is no compiled rule"),
            LoadError::Version(version) => {
                write!(
                    f,
                    "the rule was compiled for format {version}, this is format {VERSION}; compile it again"
                )
            }
            LoadError::Broken => f.write_str("the compiled rule is cut off or damaged; compile it again"),
            LoadError::Trailing => f.write_str("there are bytes after the compiled rule; compile it again"),
            LoadError::Flaw(flaw) => write!(
                f,
                "the compiled rule does not pass the check ({flaw:?}); compile it again"
            ),
        }
    }
}

impl std::error::Error for LoadError {}
