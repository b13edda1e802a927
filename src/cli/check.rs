//! `rulec check`: what is wrong with rules.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{Failed, Format, Found, Lang, input, style};
use crate::compile;
use crate::diag::{JsonDiagnostic, render};
use crate::schema::Schema;

/// Arguments of `rulec check`.
#[derive(Debug, Args)]
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
    let (stdin, paths): (Vec<PathBuf>, Vec<PathBuf>) =
        args.paths.iter().cloned().partition(|path| path.as_os_str() == "-");
    let mut files = input::rule_files(&paths)?;
    files.extend(stdin.into_iter().take(1));
    let (mut rules, mut errors, mut warnings) = (0_usize, 0_usize, 0_usize);
    for path in &files {
        let source = input::read_rule(path, args.lang)?;
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
    if args.format == Format::Human {
        if rules == 0 {
            writeln!(out, "no rules found: there is no `.js` or `.rb` file")?;
        } else {
            writeln!(
                out,
                "{rules} rule{} checked: {errors} errors, {warnings} warnings",
                if rules == 1 { "" } else { "s" }
            )?;
        }
    }
    Ok(if errors + warnings == 0 {
        Found::Nothing
    } else {
        Found::Something
    })
}
