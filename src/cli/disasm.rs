//! `rulec disasm`: the bytecode of a rule.

use std::io::Write;

use clap::Args;
use serde_json::json;

use super::rule::RuleArgs;
use super::{Failed, Found, style};
use crate::bytecode::listing;
use crate::compile::{Options, compile_with};
use crate::report::{Format, Reporter, VERSION};
use crate::schema::Schema;

const EXAMPLES: &str = "\
Examples:
  rulec disasm rule.js
  rulec disasm --lang ruby -e '1 + 1' --unoptimised

What the instructions do: docs/bytecode.md.
Exit status: 0 listed, 1 refused, 2 wrong usage or something could not be read.";

/// Arguments of `rulec disasm`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct DisasmArgs {
    #[command(flatten)]
    rule: RuleArgs,
    /// Without optimisations.
    #[arg(long)]
    unoptimised: bool,
    /// How to print the listing, or what is wrong with the rule.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

pub(super) fn run(args: &DisasmArgs, out: &mut dyn Write) -> Result<Found, Failed> {
    let source = args.rule.read()?;
    let options = Options {
        optimise: !args.unoptimised,
        ..Options::default()
    };
    match compile_with(&source, &Schema::batch(), &options) {
        Ok(program) => {
            let listing = listing(&program, &source);
            match args.format {
                Format::Human => write!(out, "{listing}")?,
                Format::Json => {
                    let lines: Vec<&str> = listing.lines().collect();
                    writeln!(out, "{}", json!({"version": VERSION, "listing": lines}))?;
                }
                Format::Sarif | Format::Github => {
                    Reporter::new(args.format, style(), out).finish(Some(1))?;
                }
            }
            Ok(Found::Nothing)
        }
        Err(report) => {
            let mut reporter = Reporter::new(args.format, style(), out);
            reporter.rule(&source, &report.diagnostics)?;
            reporter.finish(None)?;
            Ok(Found::Something)
        }
    }
}
