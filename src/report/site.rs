//! Where a rule that is part of a file stands: a text of a JSON document, with escapes.

use super::{Place, Position};
use crate::policy::load::files::File;
use crate::policy::load::place::{Step, inside, line_column, shown, start_of};
use crate::source::Span;

/// A rule's text inside a JSON document, with the way from the bytes of the rule to those of the document.
#[derive(Clone, Debug)]
pub struct Site<'a> {
    /// The file's name.
    pub file: &'a str,
    /// The path of the text in the document, as messages print it.
    pub path: String,
    /// The document.
    text: &'a str,
    /// The file that holds the document, which knows where its lines are.
    lines: Option<&'a File>,
    /// The byte of the quote that opens the text.
    start: usize,
}

impl<'a> Site<'a> {
    /// The text at a path of a JSON document.
    pub fn new(file: &'a str, text: &'a str, path: &[Step]) -> Self {
        Site {
            file,
            path: shown(path),
            text,
            lines: None,
            start: start_of(text, path),
        }
    }

    /// The text that starts with the quote at a byte of a file of a set; `path` leads to it.
    pub fn at(file: &'a File, path: &[Step], start: usize) -> Self {
        Site {
            file: &file.name,
            path: shown(path),
            text: &file.text,
            lines: Some(file),
            start,
        }
    }

    /// The byte of the document at which a byte of the rule stands.
    pub fn byte(&self, offset: u32) -> usize {
        inside(self.text, self.start, offset as usize)
    }

    /// The position in the document of a byte of the rule.
    pub fn position(&self, offset: u32) -> Position {
        let byte = self.byte(offset);
        let (line, column) = match self.lines {
            Some(file) => file.line_column(byte),
            None => line_column(self.text, byte),
        };
        Position {
            line,
            column,
            byte: u32::try_from(byte).ok(),
        }
    }

    /// The place in the document of a place in the rule.
    pub fn place(&self, span: Span) -> Place {
        Place {
            start: self.position(span.start),
            end: self.position(span.end.max(span.start)),
        }
    }
}
