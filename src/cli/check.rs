//! `rulec check`: what is wrong with rules, in files of their own and in exports.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::levels::{LintArgs, settings_of};
use super::{Failed, Format, Found, Lang, count, input, set, style, tell};
use crate::compile;
use crate::diag::{Diagnostic, JsonDiagnostic, render};
use crate::limits::Limits;
use crate::lint::{self, Level, Levels, Setting};
use crate::policy::Problem;
use crate::policy::rules::{Located, RulesOfSet};
use crate::schema::Schema;
use crate::source::Source;

const EXAMPLES: &str = "\
Examples:
  rulec check rules/                       every .js and .rb file below a folder
  rulec check export/                      the policies and rules of an export
  rulec check a.js b.rb --format json      one JSON object for each finding
  rulec check rules/ --deny correctness --ignore W1044 --warn style
  echo \"identity('teams'\" | rulec check - --lang js

A comment `// rulec: allow(W1032) why it is right here` takes a finding away; `rulec.toml` chooses lints for a folder.

Exit status: 0 nothing found, 1 findings, 2 wrong usage or something could not be read.";

/// Arguments of `rulec check`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct CheckArgs {
    /// Files and folders; `-` is standard input.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The language, where a file's ending does not say it.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// How to print.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    #[command(flatten)]
    lints: LintArgs,
}

/// What was counted while findings were printed.
struct Report<'a> {
    out: &'a mut dyn Write,
    format: Format,
    rules: usize,
    errors: usize,
    warnings: usize,
}

pub(super) fn run(args: &CheckArgs, out: &mut dyn Write) -> Result<Found, Failed> {
    let mut report = Report {
        out,
        format: args.format,
        rules: 0,
        errors: 0,
        warnings: 0,
    };
    let mut paths = Vec::new();
    for path in &args.paths {
        let Some(found) = set::findings(path) else {
            paths.push(path.clone());
            continue;
        };
        // Scripts beside an export are no rules.
        report.set(found, &args.lints)?;
    }
    let mut problems = Vec::new();
    let files = if paths.is_empty() {
        Vec::new()
    } else {
        input::rule_files(&paths, &mut problems)
    };
    for path in &files {
        match input::read_rule(path, args.lang) {
            Ok(source) => report.rule(path, &source, &args.lints)?,
            // What one file lacks does not hide what is wrong with the others.
            Err(problem) => problems.push(problem),
        }
    }
    report.summary()?;
    if !problems.is_empty() {
        report.out.flush()?;
        problems.iter().for_each(tell);
        return Ok(Found::Unreadable);
    }
    Ok(if report.errors + report.warnings == 0 {
        Found::Nothing
    } else {
        Found::Something
    })
}

/// What the compiler and the lints say about a rule in a file of its own.
pub(super) fn diagnostics(source: &Source, settings: &lint::Config, levels: &Levels) -> Vec<Diagnostic> {
    let mut schema = Schema::batch();
    // Rules of exports call it bare; the batch interface alone has no such function.
    schema.has_intersection = source.dialect == crate::Dialect::JavaScript;
    let limits = Limits::default();
    let setting = Setting {
        schema: &schema,
        known: &settings.known,
        levels,
        limits: &limits,
    };
    let mut found = lint::check(source, &setting);
    if !found.iter().any(|diagnostic| !lint::is_lint(diagnostic.code))
        && let Err(report) = compile(source, &schema)
    {
        found.extend(report.diagnostics);
    }
    found
}

impl Report<'_> {
    fn rule(&mut self, path: &Path, source: &Source, lints: &LintArgs) -> Result<(), Failed> {
        let settings = settings_of(path)?;
        let found = diagnostics(source, &settings.lint, &lints.levels(&settings.lint));
        self.rules += 1;
        found.iter().for_each(|diagnostic| self.count(diagnostic.is_error()));
        if self.format == Format::Human {
            write!(self.out, "{}", render(source, &found, style()))?;
            return Ok(());
        }
        for diagnostic in &found {
            let (line, column) = source.line_column(diagnostic.span.start);
            let line = json!({
                "file": source.name,
                "line": line,
                "column": column,
                "severity": severity(diagnostic.is_error()),
                "diagnostic": JsonDiagnostic::from(diagnostic),
            });
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }

    fn set(&mut self, mut found: set::Findings, lints: &LintArgs) -> Result<(), Failed> {
        let levels = lints.levels(&found.rules.settings.lint);
        self.rules += found.programs;
        found.rules.keep_problems(&mut found.problems, &levels);
        for problem in &found.problems {
            self.problem(problem, &levels)?;
        }
        for located in found.rules.findings(&levels) {
            self.located(&found.rules, &located)?;
        }
        Ok(())
    }

    fn problem(&mut self, problem: &Problem, levels: &Levels) -> Result<(), Failed> {
        let error = problem.is_error() || levels.of(problem.code) == Level::Deny;
        self.count(error);
        match self.format {
            Format::Human => writeln!(self.out, "{problem}")?,
            Format::Json => {
                let line = json!({"file": problem.file, "severity": severity(error), "problem": problem});
                writeln!(self.out, "{line}")?;
            }
        }
        Ok(())
    }

    fn located(&mut self, set: &RulesOfSet, located: &Located) -> Result<(), Failed> {
        let rule = &set.rules[located.rule];
        let (line, column) = located.place;
        let file = set.file_of(rule);
        self.count(located.diagnostic.is_error());
        match self.format {
            Format::Human => {
                // The place in the rule says what to change, the one in the file where it is.
                let source = Source {
                    name: format!("{file}:{line}:{column} ({}) line", rule.source.name),
                    ..rule.source.clone()
                };
                write!(
                    self.out,
                    "{}",
                    render(&source, std::slice::from_ref(&located.diagnostic), style())
                )?;
            }
            Format::Json => {
                let (in_rule, column_in_rule) = rule.source.line_column(located.diagnostic.span.start);
                let line = json!({
                    "file": file,
                    "line": line,
                    "column": column,
                    "path": crate::policy::load::place::shown(&rule.path),
                    "rule": {"name": rule.source.name, "line": in_rule, "column": column_in_rule},
                    "severity": severity(located.diagnostic.is_error()),
                    "diagnostic": JsonDiagnostic::from(&located.diagnostic),
                });
                writeln!(self.out, "{line}")?;
            }
        }
        Ok(())
    }

    fn count(&mut self, error: bool) {
        *(if error { &mut self.errors } else { &mut self.warnings }) += 1;
    }

    fn summary(&mut self) -> Result<(), Failed> {
        if self.format == Format::Human && self.rules > 0 {
            writeln!(
                self.out,
                "{} checked: {}, {}",
                count(self.rules, "rule"),
                count(self.errors, "error"),
                count(self.warnings, "warning")
            )?;
        }
        Ok(())
    }
}

fn severity(error: bool) -> &'static str {
    if error { "error" } else { "warning" }
}
