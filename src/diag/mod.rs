//! What the compiler says to people: codes, diagnostics, reports.
//!
//! Every message has a [`Code`] from the one registry in `codes.rs`, a span and a remedy.
//! `render.rs` prints a report for people through ariadne; `json.rs` holds the published form, a type of its own, so
//! that the inner one can change and the published one cannot.

mod codes;
mod fix;
mod json;
mod nearest;
mod render;

pub use codes::{Code, Severity};
pub use fix::{Applicability, Edit, Fix};
pub use json::{JsonDiagnostic, JsonEdit, JsonFault, JsonFix, JsonPlace};
pub use nearest::nearest;
pub(crate) use render::is_harmless;
pub use render::{Style, render};

use crate::source::Span;

/// One finding about one place of a source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of finding it is.
    pub code: Code,
    /// How bad it is: as bad as its code says, until settings say otherwise.
    pub severity: Severity,
    /// What is wrong: lower case, names in backticks, no full stop.
    pub message: String,
    /// Where it is.
    pub span: Span,
    /// What the caret says; completes the headline, may be empty.
    pub label: String,
    /// Other places that led here, and what happened there.
    pub related: Vec<(Span, String)>,
    /// Why it is so: one sentence each.
    pub notes: Vec<String>,
    /// What to write instead: one sentence each.
    pub help: Vec<String>,
    /// What takes it away.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A diagnostic without label, notes, help or fix; the methods below add them.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity: code.severity(),
            message: message.into(),
            span,
            label: String::new(),
            related: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
            fix: None,
        }
    }

    /// Sets what the caret says.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds a place that led here, and what happened there.
    #[must_use]
    pub fn related(mut self, span: Span, what: impl Into<String>) -> Self {
        self.related.push((span, what.into()));
        self
    }

    /// Adds a reason.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(sentence(&note.into()));
        self
    }

    /// Adds a remedy.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(sentence(&help.into()));
        self
    }

    /// Adds what takes it away.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Whether it is an error: of the compiler, then no program is made; or of a lint that settings call an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// A text as a sentence: its first letter large, a full stop at its end.
fn sentence(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    let mut chars = text.trim().chars();
    if let Some(first) = chars.next() {
        out.extend(first.to_uppercase());
        out.push_str(chars.as_str());
        if !out.ends_with(['.', '!', '?']) {
            out.push('.');
        }
    }
    out
}

/// The findings of one compilation, in the order of their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The findings.
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// Whether the real language, too, refuses the text: every error is one of its own syntax errors.
    pub fn is_syntax_error(&self) -> bool {
        let mut errors = self
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.is_error())
            .peekable();
        errors.peek().is_some() && errors.all(|diagnostic| diagnostic.code.is_language_syntax_error())
    }
}
