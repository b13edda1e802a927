//! Prints findings while they are made, or all of them at the end, as the format wants it.

use std::io::{self, Write};

use super::{Document, Finding, Format, Level, Position, Site, Summary, VERSION, github, sarif};
use crate::diag::{Diagnostic, Style, render};
use crate::policy::Problem;
use crate::policy::load::place::Index;
use crate::source::Source;

/// How many findings there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
}

impl Counts {
    /// Whether there was none.
    pub fn is_empty(self) -> bool {
        self.errors + self.warnings == 0
    }
}

/// Takes findings and prints them.
pub struct Reporter<'w> {
    format: Format,
    style: Style,
    out: &'w mut dyn Write,
    /// Those that a document prints at its end.
    findings: Vec<Finding>,
    counts: Counts,
}

impl<'w> Reporter<'w> {
    /// A report on `out`.
    pub fn new(format: Format, style: Style, out: &'w mut dyn Write) -> Self {
        Reporter {
            format,
            style,
            out,
            findings: Vec::new(),
            counts: Counts::default(),
        }
    }

    /// Findings inside a rule that has a file of its own, or none.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn rule(&mut self, source: &Source, diagnostics: &[Diagnostic]) -> io::Result<()> {
        if self.format == Format::Human {
            diagnostics
                .iter()
                .for_each(|diagnostic| self.count(diagnostic.is_error()));
            return write!(self.out, "{}", render(source, diagnostics, self.style));
        }
        let lines = Index::new(&source.text);
        diagnostics
            .iter()
            .try_for_each(|diagnostic| self.note(Finding::within(source, &lines, None, diagnostic)))
    }

    /// Findings inside a rule that is part of a JSON document.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn embedded(&mut self, source: &Source, site: &Site<'_>, diagnostics: &[Diagnostic]) -> io::Result<()> {
        let lines = Index::new(&source.text);
        diagnostics.iter().try_for_each(|diagnostic| {
            if self.format == Format::Human {
                let at = site.position(diagnostic.span.start);
                self.count(diagnostic.is_error());
                return self.inside((site.file, at, &site.path), source, diagnostic);
            }
            self.note(Finding::within(source, &lines, Some(site), diagnostic))
        })
    }

    /// A finding about the files of a policy set, as bad as settings say.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn problem(&mut self, problem: &Problem, level: Level) -> io::Result<()> {
        let finding = Finding::of_problem(problem, level);
        if self.format == Format::Human {
            match problem.in_rule.as_deref() {
                Some(inner) => {
                    let at = finding.place.map(|place| place.start);
                    let place = (finding.file.as_str(), at.unwrap_or(Position::START), &*finding.path);
                    self.inside(place, &inner.source, &inner.diagnostic)?;
                }
                None => writeln!(self.out, "{problem}")?,
            }
        }
        self.note(finding)
    }

    /// A finding inside a rule of an export, as people see it: the place in the file with its path, and then the rule.
    fn inside(
        &mut self,
        (file, at, path): (&str, Position, &str),
        source: &Source,
        diagnostic: &Diagnostic,
    ) -> io::Result<()> {
        let shown = Source {
            name: format!("{file}:{}:{}, {path} ({:?})", at.line, at.column, source.name),
            ..source.clone()
        };
        let report = render(&shown, std::slice::from_ref(diagnostic), self.style);
        self.out.write_all(report.as_bytes())
    }

    fn count(&mut self, error: bool) {
        if error {
            self.counts.errors += 1;
        } else {
            self.counts.warnings += 1;
        }
    }

    fn note(&mut self, finding: Finding) -> io::Result<()> {
        self.count(finding.severity == Level::Error);
        match self.format {
            Format::Human => {}
            Format::Github => writeln!(self.out, "{}", github::line(&finding))?,
            Format::Json | Format::Sarif => self.findings.push(finding),
        }
        Ok(())
    }

    /// How many findings there are so far.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Prints what stands at the end: the document, or for people a line of summary where it is said how many rules were
    /// looked at.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn finish(self, rules: Option<usize>) -> io::Result<Counts> {
        let Counts { errors, warnings } = self.counts;
        match self.format {
            Format::Human => {
                if let Some(rules) = rules {
                    let (rules, errors) = (count(rules, "rule"), count(errors, "error"));
                    writeln!(self.out, "{rules} checked: {errors}, {}", count(warnings, "warning"))?;
                }
            }
            Format::Github => {}
            Format::Json => {
                let document = Document {
                    version: VERSION,
                    findings: self.findings,
                    summary: Summary {
                        rules: rules.unwrap_or(0),
                        errors,
                        warnings,
                    },
                };
                serde_json::to_writer(&mut *self.out, &document)?;
                writeln!(self.out)?;
            }
            Format::Sarif => {
                serde_json::to_writer(&mut *self.out, &sarif::log(&self.findings))?;
                writeln!(self.out)?;
            }
        }
        Ok(self.counts)
    }
}

/// A number of things: `1 rule`, `2 rules`.
pub(crate) fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}
