//! Where a rule that is part of a file stands: a text of a JSON document, with escapes.

use super::{Place, Position};
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
    /// The byte of the quote that opens the text.
    start: usize,
}

impl<'a> Site<'a> {
    /// The text at a path of a JSON document.
    pub fn new(file: &'a str, text: &'a str, path: &[Step]) -> Self {
        Site::at(file, text, path, start_of(text, path))
    }

    /// The text that starts with the quote at a byte of a JSON document; `path` leads to it.
    pub fn at(file: &'a str, text: &'a str, path: &[Step], start: usize) -> Self {
        Site {
            file,
            path: shown(path),
            text,
            start,
        }
    }

    /// The byte of the document at which a byte of the rule stands.
    pub fn byte(&self, offset: u32) -> usize {
        inside(self.text, self.start, offset as usize)
    }

    /// The place in the document of a place in the rule.
    pub fn place(&self, span: Span) -> Place {
        let position = |offset: u32| {
            let byte = self.byte(offset);
            let (line, column) = line_column(self.text, byte);
            Position {
                line,
                column,
                byte: u32::try_from(byte).ok(),
            }
        };
        Place {
            start: position(span.start),
            end: position(span.end.max(span.start)),
        }
    }
}
