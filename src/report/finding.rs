//! The published form of what was found.

use serde::{Deserialize, Serialize};

use super::Site;
use crate::diag::{Applicability, Diagnostic, Fix};
use crate::policy::Problem;
use crate::policy::load::place::Index;
use crate::source::{Dialect, Source, Span};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// No program is made, the run stopped, or settings say so.
    Error,
    /// The rule runs, and probably not as its author meant.
    Warning,
}

/// A place in a text: where it begins, and where what follows begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The first character.
    pub start: Position,
    /// The character after the last.
    pub end: Position,
}

/// A position in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The line, from 1; lines end at `\n`.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
    /// The byte, from 0, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byte: Option<u32>,
}

/// The place inside a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InRule {
    /// What the rule is called: its file, or its name in the export.
    pub name: String,
    /// Its language.
    pub lang: Dialect,
    /// The place in its text.
    pub place: Place,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The number, for example `E0301`.
    pub code: String,
    /// The kebab-case name.
    pub name: String,
    /// How bad it is.
    pub severity: Level,
    /// What is wrong.
    pub message: String,
    /// What is said at the place itself; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// Why it is so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What to write instead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub help: Vec<String>,
    /// The file, as the command was given it.
    pub file: String,
    /// The path inside the file, for data: `securityPolicyDefinitions[2].rule`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub path: String,
    /// The place in the file, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The place in the rule, where the finding is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<InRule>,
    /// What takes the finding away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<Change>,
}

/// A fix, in terms of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What it does.
    pub title: String,
    /// Whether it may be applied without a look at it.
    pub applicability: Applicability,
    /// The edits, in the order of their places; they do not overlap.
    pub edits: Vec<Replacement>,
}

/// A part of the file and what stands there afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replacement {
    /// What is taken away; empty to insert.
    pub place: Place,
    /// What is put there, escaped as the file needs it.
    pub text: String,
}

impl Position {
    /// Where a text begins, in a place that is not known better.
    pub(super) const START: Position = Position {
        line: 1,
        column: 1,
        byte: None,
    };
}

impl Finding {
    /// A finding inside a rule; `site` says where the rule stands, where it has no file of its own.
    pub fn of_rule(source: &Source, site: Option<&Site<'_>>, diagnostic: &Diagnostic) -> Self {
        Finding::within(source, &Index::new(&source.text), site, diagnostic)
    }

    /// As [`Finding::of_rule`], with the places of the source's lines, so that many findings cost one pass.
    pub(super) fn within(source: &Source, lines: &Index, site: Option<&Site<'_>>, diagnostic: &Diagnostic) -> Self {
        let inner = place_in(source, lines, diagnostic.span);
        Finding {
            code: diagnostic.code.number().to_owned(),
            name: diagnostic.code.name().to_owned(),
            severity: level(diagnostic.is_error()),
            message: diagnostic.message.clone(),
            label: diagnostic.label.clone(),
            notes: diagnostic.notes.clone(),
            help: diagnostic.help.clone(),
            file: site.map_or_else(|| source.name.clone(), |site| site.file.to_owned()),
            path: site.map_or_else(String::new, |site| site.path.clone()),
            place: Some(site.map_or(inner, |site| site.place(diagnostic.span))),
            rule: Some(InRule {
                name: source.name.clone(),
                lang: source.dialect,
                place: inner,
            }),
            fix: diagnostic.fix.as_ref().map(|fix| change(source, lines, site, fix)),
        }
    }

    /// A finding about the files of a policy set, as bad as settings say; where a rule does not compile, what the compiler says.
    pub fn of_problem(problem: &Problem, severity: Level) -> Self {
        let at = |(line, column), byte| Position { line, column, byte };
        if let (Some(inner), Some(start)) = (problem.in_rule.as_deref(), problem.place) {
            let [first, last] = inner.span;
            return Finding {
                file: problem.file.clone(),
                path: problem.path.clone(),
                place: Some(Place {
                    start: at(start, Some(first)),
                    end: at(inner.until, Some(last)),
                }),
                ..Finding::of_rule(&inner.source, None, &inner.diagnostic)
            };
        }
        Finding {
            code: problem.code.number().to_owned(),
            name: problem.code.name().to_owned(),
            severity,
            message: problem.message.clone(),
            label: String::new(),
            notes: Vec::new(),
            help: Vec::new(),
            file: problem.file.clone(),
            path: problem.path.clone(),
            place: problem
                .place
                .map(|place| at(place, None))
                .map(|at| Place { start: at, end: at }),
            rule: None,
            fix: None,
        }
    }

    /// Message, reasons and remedies as one text, a line each.
    pub fn text(&self) -> String {
        let mut lines = vec![self.message.clone()];
        lines.extend(self.notes.iter().cloned());
        lines.extend(self.help.iter().cloned());
        lines.join("\n")
    }
}

fn level(error: bool) -> Level {
    if error { Level::Error } else { Level::Warning }
}

fn change(source: &Source, lines: &Index, site: Option<&Site<'_>>, fix: &Fix) -> Change {
    let edits = fix.edits.iter().map(|edit| match site {
        None => Replacement {
            place: place_in(source, lines, edit.span),
            text: edit.text.clone(),
        },
        Some(site) => Replacement {
            place: site.place(edit.span),
            text: escaped(&edit.text),
        },
    });
    Change {
        title: fix.title.clone(),
        applicability: fix.applicability,
        edits: edits.collect(),
    }
}

/// A text as it stands between the quotes of a JSON text.
fn escaped(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

fn place_in(source: &Source, lines: &Index, span: Span) -> Place {
    let position = |byte: u32| {
        let mut at = (byte as usize).min(source.text.len());
        while !source.text.is_char_boundary(at) {
            at -= 1;
        }
        let (line, column) = lines.line_column(&source.text, at);
        Position {
            line,
            column,
            byte: Some(byte),
        }
    };
    Place {
        start: position(span.start),
        end: position(span.end.max(span.start)),
    }
}
