//! `rulec disasm`: the bytecode of a rule.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::{Failed, Found, Lang, input, style};
use crate::bytecode::listing;
use crate::compile::{Options, compile_with};
use crate::diag::render;
use crate::schema::Schema;

const EXAMPLES: &str = "\
Examples:
  rulec disasm rule.js
  rulec disasm --lang ruby -e '1 + 1' --unoptimised

What the instructions do: docs/bytecode.md.";

/// Arguments of `rulec disasm`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct DisasmArgs {
    /// The file; `-` is standard input.
    #[arg(required_unless_present = "expression")]
    file: Option<PathBuf>,
    /// The rule itself, instead of a file.
    #[arg(
        short,
        long = "expression",
        value_name = "TEXT",
        requires = "lang",
        conflicts_with = "file",
        allow_hyphen_values = true
    )]
    expression: Option<String>,
    /// The language, where the file's ending does not say it.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// Without optimisations.
    #[arg(long)]
    unoptimised: bool,
}

pub(super) fn run(args: &DisasmArgs, out: &mut dyn Write) -> Result<Found, Failed> {
    let source = input::rule(args.expression.as_deref(), args.file.as_deref(), args.lang)?;
    let options = Options {
        optimise: !args.unoptimised,
        ..Options::default()
    };
    match compile_with(&source, &Schema::batch(), &options) {
        Ok(program) => {
            write!(out, "{}", listing(&program, &source))?;
            Ok(Found::Nothing)
        }
        Err(report) => {
            write!(out, "{}", render(&source, &report.diagnostics, style()))?;
            Ok(Found::Something)
        }
    }
}
