//! Prints diagnostics for people, through ariadne.
//!
//! Input: a source and what was found in it. Output: headline, place with a caret, reasons, remedies.
//! A text may come from anybody, so nothing of it reaches the terminal as a command: control characters and those that
//! change the direction of writing are shown as signs. Very long lines and messages are shortened around the place.
//! Lines are counted by `\n` alone, as [`Source::line_column`] does.

use std::ops::Range;

use ariadne::{CharSet, Color, Config, IndexType, Label, ReportKind};

use super::{Diagnostic, Severity};
use crate::source::{Source, Span};

/// How a report is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// With colours and box drawing, for a terminal.
    Colour,
    /// In ASCII, for a pipe or a file; only what is quoted from the source may be something else.
    Plain,
}

/// Longest line that is shown whole, in bytes.
const LONGEST_LINE: usize = 240;

/// How much of a longer line is shown on each side of the place, in bytes.
const AROUND: usize = 60;

/// Longest message, in characters.
const LONGEST_MESSAGE: usize = 400;

/// The diagnostics as people read them.
pub fn render(source: &Source, diagnostics: &[Diagnostic], style: Style) -> String {
    let mut out = String::new();
    if diagnostics.is_empty() {
        return out;
    }
    let name = shown(&source.name);
    let text = harmless(&source.text);
    let long = text.lines().any(|line| line.len() > LONGEST_LINE);
    let mut whole = (name.clone(), ariadne::Source::from(text.clone()));
    for diagnostic in diagnostics {
        let end = text.len();
        let start = (diagnostic.span.start as usize).min(end);
        let range = start..(diagnostic.span.end as usize).clamp(start, end);
        let mut bytes = Vec::new();
        // Writing into a vector cannot fail; a failure would only shorten the text.
        if long {
            let excerpt = Excerpt::new(&text, range);
            let mut cache = (name.clone(), ariadne::Source::from(excerpt.text.clone()));
            // An excerpt holds one place only.
            let _ = report(&name, excerpt.range.clone(), diagnostic, style, |_| None).write(&mut cache, &mut bytes);
            let report = String::from_utf8_lossy(&bytes);
            let (line, column) = source.line_column(diagnostic.span.start);
            out += &report.replacen(
                &format!("{name}:{line}:{}", excerpt.column),
                &format!("{name}:{line}:{column}"),
                1,
            );
        } else {
            let place = |span: Span| {
                let range = span.start as usize..span.end as usize;
                text.get(range.clone())
                    .is_some_and(|part| !part.is_empty())
                    .then_some(range)
            };
            let _ = report(&name, range, diagnostic, style, place).write(&mut whole, &mut bytes);
            out += &String::from_utf8_lossy(&bytes);
        }
    }
    out
}

fn report(
    name: &str,
    range: Range<usize>,
    diagnostic: &Diagnostic,
    style: Style,
    place: impl Fn(Span) -> Option<Range<usize>>,
) -> ariadne::Report<'static, (String, Range<usize>)> {
    let (kind, colour) = match diagnostic.severity {
        Severity::Error => (ReportKind::Error, Color::Red),
        Severity::Warning => (ReportKind::Warning, Color::Yellow),
    };
    // Without a message a label is not drawn, and a place of one character has no caret.
    let label = match diagnostic.label.as_str() {
        "" => "here",
        label => label,
    };
    let label = Label::new((name.to_owned(), range.clone()))
        .with_color(colour)
        .with_message(shown(label));
    let config = Config::default()
        .with_color(style == Style::Colour)
        .with_char_set(if style == Style::Colour {
            CharSet::Unicode
        } else {
            CharSet::Ascii
        })
        .with_index_type(IndexType::Byte);
    let mut report = ariadne::Report::build(kind, (name.to_owned(), range))
        .with_config(config)
        .with_code(diagnostic.code)
        .with_message(format!("{} ({})", shown(&diagnostic.message), diagnostic.code.name()))
        .with_label(label);
    for (span, what) in &diagnostic.related {
        let Some(range) = place(*span) else {
            continue;
        };
        let label = Label::new((name.to_owned(), range)).with_message(shown(what));
        report = report.with_label(label);
    }
    for note in &diagnostic.notes {
        report = report.with_note(shown(note));
    }
    for help in &diagnostic.help {
        report = report.with_help(shown(help));
    }
    report.finish()
}

/// A text in which no character commands the terminal or starts a line, byte for byte as long as before: places stay.
fn harmless(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => c,
            '\r' | '\u{B}' | '\u{C}' => ' ',
            _ if is_harmless(c) => c,
            _ => match c.len_utf8() {
                1 => '?',
                2 => '\u{BF}',
                _ => char::REPLACEMENT_CHARACTER,
            },
        })
        .collect()
}

/// Whether a character is only shown, and does nothing to a terminal or to the direction of writing.
pub(crate) fn is_harmless(c: char) -> bool {
    !c.is_control() && !turns_writing(c)
}

/// Separators of lines and paragraphs, and what makes text run from right to left or hides it (Unicode TR 36).
fn turns_writing(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// A text of a message: of bounded length, control characters written as escapes.
fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(LONGEST_MESSAGE));
    for (at, c) in text.chars().enumerate() {
        if at == LONGEST_MESSAGE {
            out.push_str("...");
            break;
        }
        if is_harmless(c) {
            out.push(c);
        } else {
            out.extend(c.escape_debug());
        }
    }
    out
}

/// A text with the same lines, of which long ones are shortened, and only those around the place are there.
struct Excerpt {
    text: String,
    range: Range<usize>,
    /// The column of the place in the shortened line, from 1.
    column: usize,
}

impl Excerpt {
    fn new(text: &str, range: Range<usize>) -> Self {
        let line_of = |at: usize| {
            let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
            start..text[at..].find('\n').map_or(text.len(), |newline| at + newline)
        };
        let start = boundary(text, range.start);
        let end = boundary(text, range.end.max(start));
        let (first, last) = (line_of(start), line_of(end));
        let mut out = "\n".repeat(text[..first.start].matches('\n').count());
        let line_start = out.len();
        let (at, until);
        if first.start == last.start {
            let shorter = end.min(start + AROUND);
            let cut = if first.len() > LONGEST_LINE {
                boundary(text, shorter)
            } else {
                end
            };
            at = push_line(&mut out, text, first, start..cut);
            until = at + (cut - start);
        } else {
            at = push_line(&mut out, text, first, start..start);
            out += &"\n".repeat(text[start..end].matches('\n').count());
            until = push_line(&mut out, text, last, end..end);
        }
        let column = out[line_start..at].chars().count() + 1;
        Excerpt {
            text: out,
            range: at..until,
            column,
        }
    }
}

/// Adds a line, shortened around `keep` where it is long; where `keep` starts in what was added.
fn push_line(out: &mut String, text: &str, line: Range<usize>, keep: Range<usize>) -> usize {
    if line.len() <= LONGEST_LINE {
        let at = out.len() + (keep.start - line.start);
        *out += &text[line];
        return at;
    }
    let from = boundary(text, keep.start.saturating_sub(AROUND).max(line.start));
    let to = boundary(text, (keep.end + AROUND).min(line.end));
    if from > line.start {
        *out += "... ";
    }
    let at = out.len() + (keep.start - from);
    *out += &text[from..to];
    if to < line.end {
        *out += " ...";
    }
    at
}

/// The start of the character at a byte.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}
