//! The published JSON form of diagnostics and faults.

use serde::{Deserialize, Serialize};

use super::{Applicability, Diagnostic, Fix};

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
    /// Other places that led here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<JsonPlace>,
    /// Why it is so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What to write instead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub help: Vec<String>,
    /// What takes it away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<JsonFix>,
}

/// A place of the rule and what happened there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JsonPlace {
    /// First byte and the byte after the last.
    pub span: [u32; 2],
    /// What happened.
    pub message: String,
}

impl From<&Diagnostic> for JsonDiagnostic {
    fn from(diagnostic: &Diagnostic) -> Self {
        JsonDiagnostic {
            code: diagnostic.code.number().to_owned(),
            name: diagnostic.code.name().to_owned(),
            message: diagnostic.message.clone(),
            span: [diagnostic.span.start, diagnostic.span.end],
            related: (diagnostic.related.iter())
                .map(|(span, message)| JsonPlace {
                    span: [span.start, span.end],
                    message: message.clone(),
                })
                .collect(),
            notes: diagnostic.notes.clone(),
            help: diagnostic.help.clone(),
            fix: diagnostic.fix.as_ref().map(JsonFix::from),
        }
    }
}

/// A fix as `--format json` prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JsonFix {
    /// What it does.
    pub title: String,
    /// `safe` or `unsafe`.
    pub applicability: Applicability,
    /// The edits, in the order of their places.
    pub edits: Vec<JsonEdit>,
}

/// An edit of a fix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JsonEdit {
    /// First byte and the byte after the last of what is replaced.
    pub span: [u32; 2],
    /// What stands there afterwards.
    pub text: String,
}

impl From<&Fix> for JsonFix {
    fn from(fix: &Fix) -> Self {
        let edit = |edit: &super::Edit| JsonEdit {
            span: [edit.span.start, edit.span.end],
            text: edit.text.clone(),
        };
        JsonFix {
            title: fix.title.clone(),
            applicability: fix.applicability,
            edits: fix.edits.iter().map(edit).collect(),
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
