//! The JSON document of a report; docs/schemas/report.json describes it.

use serde::{Deserialize, Serialize};

use super::Finding;

/// The version of the document. It grows when a reader of the version before could misread the new one; new fields do
/// not change it.
pub const VERSION: u32 = 1;

/// How much was looked at, and what came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Rules, lists and grids that were looked at.
    pub rules: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
}

/// A whole report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// [`VERSION`].
    pub version: u32,
    /// The findings, in the order in which they were made.
    pub findings: Vec<Finding>,
    /// Their numbers.
    pub summary: Summary,
}
