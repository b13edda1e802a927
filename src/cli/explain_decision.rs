//! `rulec explain-decision`: why a decision is what it is.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::{Failed, Format, Found, set};
use crate::policy::explain;

const EXAMPLES: &str = "\
Examples:
  rulec explain-decision exports --request request.json
  rulec explain-decision exports --request - --format json < request.json";

/// Arguments of `rulec explain-decision`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ExplainDecisionArgs {
    /// The set: a folder or a file with exports, workflows or flows, or a bundle of `rulec compile`.
    set: PathBuf,
    /// Refuse a set that has errors, instead of denying where they are.
    #[arg(long)]
    strict: bool,
    /// A file with one request; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    request: PathBuf,
    /// How to print.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

pub(super) fn run(args: &ExplainDecisionArgs, out: &mut dyn Write) -> Result<Found, Failed> {
    let set = set::load(&args.set, args.strict)?;
    let request = set::request_file(&args.request)?;
    let explanation = set.explain(&request);
    match args.format {
        Format::Human => writeln!(out, "{}", explain::text(&explanation, &request))?,
        Format::Json => {
            let json = serde_json::to_string_pretty(&explanation);
            let json = json.map_err(|error| Failed::Usage(format!("the explanation cannot be printed: {error}")))?;
            writeln!(out, "{json}")?;
        }
    }
    Ok(Found::Nothing)
}
