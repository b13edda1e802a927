//! Source texts and places in them.
//!
//! A [`Source`] is a named text in one [`Dialect`]; a [`Span`] is a half-open range of UTF-8 bytes in it.
//! Spans are byte offsets everywhere inside the crate; lines and columns are computed only where a report is printed.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The language in which a rule is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Dialect {
    /// JavaScript as Node 20 runs it: a sloppy-mode script.
    #[serde(rename = "js")]
    JavaScript,
    /// Ruby as CRuby 3.1 runs it.
    #[serde(rename = "ruby")]
    Ruby,
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Dialect::JavaScript => "JavaScript",
            Dialect::Ruby => "Ruby",
        })
    }
}

/// A half-open range of UTF-8 byte offsets in a [`Source`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to `end`, in bytes.
    pub const fn new(start: u32, end: u32) -> Self {
        Span { start, end }
    }

    /// The smallest range that holds both.
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// A rule's text with its name and language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What reports call it: a path, or a name such as `<rule>`.
    pub name: String,
    /// The text as the author wrote it.
    pub text: String,
    /// The language of the text.
    pub dialect: Dialect,
}

impl Source {
    /// A JavaScript rule.
    pub fn javascript(name: impl Into<String>, text: impl Into<String>) -> Self {
        Source {
            name: name.into(),
            text: text.into(),
            dialect: Dialect::JavaScript,
        }
    }

    /// A Ruby rule.
    pub fn ruby(name: impl Into<String>, text: impl Into<String>) -> Self {
        Source {
            name: name.into(),
            text: text.into(),
            dialect: Dialect::Ruby,
        }
    }

    /// The line (from 1) and the column (from 1, in characters) of a byte offset; an offset outside counts as the end.
    pub fn line_column(&self, offset: u32) -> (u32, u32) {
        let mut end = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &self.text[..end];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
        let column = before[line_start..].chars().count() + 1;
        (
            u32::try_from(line).unwrap_or(u32::MAX),
            u32::try_from(column).unwrap_or(u32::MAX),
        )
    }
}
