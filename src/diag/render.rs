//! Prints diagnostics for people, through ariadne.

use std::ops::Range;

use ariadne::{CharSet, Color, Config, IndexType, Label, ReportKind};

use super::{Diagnostic, Severity};
use crate::source::Source;

/// How a report is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// With colours, for a terminal.
    Colour,
    /// Without, for a pipe or a file.
    Plain,
}

/// The diagnostics as people read them: headline, place with a caret, reasons, remedies.
pub fn render(source: &Source, diagnostics: &[Diagnostic], style: Style) -> String {
    let mut out = Vec::new();
    let mut cache = (source.name.clone(), ariadne::Source::from(source.text.clone()));
    for diagnostic in diagnostics {
        // Writing into a vector cannot fail; a failure would only shorten the text.
        let _ = report(source, diagnostic, style).write(&mut cache, &mut out);
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn report(source: &Source, diagnostic: &Diagnostic, style: Style) -> ariadne::Report<'static, (String, Range<usize>)> {
    let (kind, colour) = match diagnostic.code.severity() {
        Severity::Error => (ReportKind::Error, Color::Red),
        Severity::Warning => (ReportKind::Warning, Color::Yellow),
    };
    let end = source.text.len();
    let start = (diagnostic.span.start as usize).min(end);
    let range = start..(diagnostic.span.end as usize).clamp(start, end);
    let label = Label::new((source.name.clone(), range.clone())).with_color(colour);
    let label = if diagnostic.label.is_empty() {
        label
    } else {
        label.with_message(&diagnostic.label)
    };
    let config = Config::default()
        .with_color(style == Style::Colour)
        .with_char_set(if style == Style::Colour {
            CharSet::Unicode
        } else {
            CharSet::Ascii
        })
        .with_index_type(IndexType::Byte);
    let mut report = ariadne::Report::build(kind, (source.name.clone(), range))
        .with_config(config)
        .with_code(diagnostic.code)
        .with_message(format!("{} ({})", diagnostic.message, diagnostic.code.name()))
        .with_label(label);
    for note in &diagnostic.notes {
        report = report.with_note(note);
    }
    for help in &diagnostic.help {
        report = report.with_help(help);
    }
    report.finish()
}
