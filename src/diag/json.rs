//! The published JSON form of diagnostics and faults.

use serde::{Deserialize, Serialize};

use super::Diagnostic;

/// A diagnostic as `--jsonl` and `--format json` print it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JsonDiagnostic {
    /// The number, for example `E0301`.
    pub code: String,
    /// The kebab-case name.
    pub name: String,
    /// What is wrong.
    pub message: String,
    /// First byte and the byte after the last.
    pub span: [u32; 2],
    /// Why it is so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What to write instead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub help: Vec<String>,
}

impl From<&Diagnostic> for JsonDiagnostic {
    fn from(diagnostic: &Diagnostic) -> Self {
        JsonDiagnostic {
            code: diagnostic.code.number().to_owned(),
            name: diagnostic.code.name().to_owned(),
            message: diagnostic.message.clone(),
            span: [diagnostic.span.start, diagnostic.span.end],
            notes: diagnostic.notes.clone(),
            help: diagnostic.help.clone(),
        }
    }
}

/// A fault as `--jsonl` and decisions print it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JsonFault {
    /// The number, for example `F0901`.
    pub code: String,
    /// The kebab-case name.
    pub name: String,
    /// What happened.
    pub message: String,
    /// First byte and the byte after the last.
    pub span: [u32; 2],
}
