//! `rulec explain`: what a diagnostic code means.

use std::io::Write;

use clap::Args;

use super::{Failed, Found};
use crate::diag::Code;

const EXAMPLES: &str = "\
Examples:
  rulec explain E0301
  rulec explain out-of-fuel
  rulec explain              every code with its name";

/// Arguments of `rulec explain`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ExplainArgs {
    /// A code or its name: `E0301`, `unsupported-construct`. Without one, all codes are listed.
    code: Option<String>,
}

pub(super) fn run(args: &ExplainArgs, out: &mut dyn Write) -> Result<Found, Failed> {
    match &args.code {
        None => {
            for code in Code::ALL {
                writeln!(out, "{}  {}", code.number(), code.name())?;
            }
            Ok(Found::Nothing)
        }
        Some(text) => match Code::find(text) {
            Some(code) => {
                writeln!(out, "{}", code.page().trim_end())?;
                Ok(Found::Nothing)
            }
            None => Err(Failed::Usage(format!(
                "there is no code `{text}`; `rulec explain` lists all of them"
            ))),
        },
    }
}
