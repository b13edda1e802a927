//! Fixes: edits of a rule's text that take a finding away.
//!
//! A fix is *safe* where the text after it decides exactly as before, for every caller; any other fix is *unsafe* and waits
//! until somebody asks for it.

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// Whether a fix may be applied without a look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// No decision changes.
    Safe,
    /// It is probably what the author meant, and decides differently for some caller.
    Unsafe,
}

/// A piece of the text and what stands there afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is taken away; empty to insert.
    pub span: Span,
    /// What is put there; empty to delete.
    pub text: String,
}

impl Edit {
    /// Puts `text` in the place of `span`.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Edit {
            span,
            text: text.into(),
        }
    }

    /// Puts `text` before the byte `at`.
    pub fn insert(at: u32, text: impl Into<String>) -> Self {
        Edit::replace(Span::new(at, at), text)
    }

    /// Takes `span` away.
    pub fn delete(span: Span) -> Self {
        Edit::replace(span, "")
    }
}

/// Edits that belong together; they do not overlap, and are in the order of their places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a command: ``compare with `includes` ``.
    pub title: String,
    /// Whether it changes decisions.
    pub applicability: Applicability,
    /// The edits.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix that changes no decision.
    pub fn safe(title: impl Into<String>, edits: impl IntoIterator<Item = Edit>) -> Self {
        Fix::new(title, Applicability::Safe, edits)
    }

    /// A fix that somebody has to agree to.
    pub fn risky(title: impl Into<String>, edits: impl IntoIterator<Item = Edit>) -> Self {
        Fix::new(title, Applicability::Unsafe, edits)
    }

    fn new(title: impl Into<String>, applicability: Applicability, edits: impl IntoIterator<Item = Edit>) -> Self {
        let mut edits: Vec<Edit> = edits.into_iter().collect();
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        Fix {
            title: title.into(),
            applicability,
            edits,
        }
    }
}
