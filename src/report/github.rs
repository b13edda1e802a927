//! Annotations of GitHub Actions: a workflow command for each finding.
//!
//! The form is that of `@actions/core`: properties and message with `%`, line ends and separators escaped.

use std::fmt::Write;

use super::{Finding, Level};

/// The line of a finding, without its end.
pub(super) fn line(finding: &Finding) -> String {
    let command = match finding.severity {
        Level::Error => "error",
        Level::Warning => "warning",
    };
    let mut out = format!("::{command} file={}", property(&finding.file));
    if let Some(place) = finding.place {
        let (start, end) = (place.start, place.end);
        // Writing into a text cannot fail.
        let _ = write!(out, ",line={},endLine={}", start.line, end.line);
        // Columns mean something within one line only; the last is part of the place.
        if start.line == end.line {
            let last = end.column.saturating_sub(1).max(start.column);
            let _ = write!(out, ",col={},endColumn={last}", start.column);
        }
    }
    let title = format!("{} {}", finding.code, finding.name);
    let mut text = finding.text();
    if let (Some(rule), false) = (&finding.rule, finding.path.is_empty()) {
        let start = rule.place.start;
        let _ = write!(
            text,
            "\nIn the rule {:?}: line {}, column {}.",
            rule.name, start.line, start.column
        );
    }
    let _ = write!(out, ",title={}::{}", property(&title), message(&text));
    out
}

fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
