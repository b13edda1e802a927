//! Reports: what was found, in the forms that people and programs read.
//!
//! Input: diagnostics of rules and problems of policy sets. Output: text for people (ariadne), one JSON document, SARIF
//! 2.1.0, or annotations of GitHub Actions. The last three are made from one published type, [`Finding`], so that the
//! inner diagnostic can change and what programs read cannot.
//! Invariants: a finding inside an export names two places, the one in the file and the one in the rule; nothing of a text
//! reaches the output unescaped. Not here: which commands print what, and exit status.

mod finding;
mod github;
mod json;
mod reporter;
mod sarif;
mod site;

use clap::ValueEnum;

pub use finding::{Change, Finding, InRule, Level, Place, Position, Replacement};
pub use json::{Document, Summary, VERSION};
pub(crate) use reporter::count;
pub use reporter::{Counts, Reporter};
pub use site::Site;

/// How a report is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Human,
    /// One JSON document: docs/schemas/report.json.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
}

#[cfg(test)]
mod tests;
