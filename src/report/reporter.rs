//! Prints findings while they are made, or all of them at the end, as the format wants it.

use std::io::{self, Write};

use super::{Document, Finding, Format, Level, Site, Summary, VERSION, github, sarif};
use crate::diag::{Diagnostic, Style, render};
use crate::policy::Problem;
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
            write!(self.out, "{}", render(source, diagnostics, self.style))?;
        }
        diagnostics
            .iter()
            .try_for_each(|diagnostic| self.note(Finding::of_rule(source, None, diagnostic)))
    }

    /// Findings inside a rule that is part of a JSON document.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn embedded(&mut self, source: &Source, site: &Site<'_>, diagnostics: &[Diagnostic]) -> io::Result<()> {
        diagnostics.iter().try_for_each(|diagnostic| {
            let finding = Finding::of_rule(source, Some(site), diagnostic);
            self.inside(finding, source, diagnostic)
        })
    }

    /// A finding about the files of a policy set, as bad as settings say.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn problem(&mut self, problem: &Problem, level: Level) -> io::Result<()> {
        let finding = Finding::of_problem(problem, level);
        if let Some(inner) = problem.in_rule.as_deref() {
            return self.inside(finding, &inner.source, &inner.diagnostic);
        }
        if self.format == Format::Human {
            writeln!(self.out, "{problem}")?;
        }
        self.note(finding)
    }

    /// A finding inside a rule of an export: people see the place in the file, and then the rule.
    fn inside(&mut self, finding: Finding, source: &Source, diagnostic: &Diagnostic) -> io::Result<()> {
        if self.format == Format::Human {
            let at = finding
                .place
                .map_or((1, 1), |place| (place.start.line, place.start.column));
            let name = format!(
                "{}:{}:{}, {} ({:?})",
                finding.file, at.0, at.1, finding.path, source.name
            );
            let shown = Source { name, ..source.clone() };
            write!(
                self.out,
                "{}",
                render(&shown, std::slice::from_ref(diagnostic), self.style)
            )?;
        }
        self.note(finding)
    }

    fn note(&mut self, finding: Finding) -> io::Result<()> {
        match finding.severity {
            Level::Error => self.counts.errors += 1,
            Level::Warning => self.counts.warnings += 1,
        }
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

    /// Prints what stands at the end: the document, or for people a line of summary where anything was looked at.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn finish(self, rules: usize) -> io::Result<Counts> {
        let Counts { errors, warnings } = self.counts;
        match self.format {
            Format::Human if rules > 0 => writeln!(
                self.out,
                "{} checked: {}, {}",
                count(rules, "rule"),
                count(errors, "error"),
                count(warnings, "warning")
            )?,
            Format::Human | Format::Github => {}
            Format::Json => {
                let document = Document {
                    version: VERSION,
                    findings: self.findings,
                    summary: Summary {
                        rules,
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
fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}
