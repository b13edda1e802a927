//! `rulec check`: what is wrong with rules, in files of their own and in exports.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{Failed, Format, Found, Lang, count, input, set, style, tell};
use crate::compile;
use crate::diag::{JsonDiagnostic, render};
use crate::schema::Schema;

const EXAMPLES: &str = "\
Examples:
  rulec check rules/                    every .js and .rb file below a folder
  rulec check a.js b.rb --format json   one JSON object for each finding
  echo \"identity('teams'\" | rulec check - --lang js

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
}

pub(super) fn run(args: &CheckArgs, out: &mut dyn Write) -> Result<Found, Failed> {
    let schema = Schema::batch();
    let (mut rules, mut errors, mut warnings) = (0_usize, 0_usize, 0_usize);
    let mut paths = Vec::new();
    for path in &args.paths {
        let found = set::findings(path);
        // Scripts beside an export are no rules.
        if !found.is_set {
            paths.push(path.clone());
            continue;
        }
        rules += found.rules;
        for problem in &found.problems {
            *(if problem.is_error() { &mut errors } else { &mut warnings }) += 1;
            match args.format {
                Format::Human => writeln!(out, "{problem}")?,
                Format::Json => writeln!(out, "{}", json!({"file": problem.file, "problem": problem}))?,
            }
        }
    }
    let mut problems = Vec::new();
    let files = if paths.is_empty() {
        Vec::new()
    } else {
        input::rule_files(&paths, &mut problems)
    };
    for path in &files {
        let source = match input::read_rule(path, args.lang) {
            Ok(source) => source,
            // What one file lacks does not hide what is wrong with the others.
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let report = match compile(&source, &schema) {
            Ok(_) => compile::check(&source, &schema),
            Err(report) => report,
        };
        rules += 1;
        let errors_here = report
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.is_error())
            .count();
        errors += errors_here;
        warnings += report.diagnostics.len() - errors_here;
        match args.format {
            Format::Human => write!(out, "{}", render(&source, &report.diagnostics, style()))?,
            Format::Json => {
                for diagnostic in &report.diagnostics {
                    let (line, column) = source.line_column(diagnostic.span.start);
                    let line = json!({"file": source.name, "line": line, "column": column, "diagnostic": JsonDiagnostic::from(diagnostic)});
                    writeln!(out, "{line}")?;
                }
            }
        }
    }
    if args.format == Format::Human && rules > 0 {
        writeln!(
            out,
            "{} checked: {}, {}",
            count(rules, "rule"),
            count(errors, "error"),
            count(warnings, "warning")
        )?;
    }
    if !problems.is_empty() {
        out.flush()?;
        problems.iter().for_each(tell);
        return Ok(Found::Unreadable);
    }
    Ok(if errors + warnings == 0 {
        Found::Nothing
    } else {
        Found::Something
    })
}
