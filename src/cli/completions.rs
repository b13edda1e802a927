//! `rulec completions`: what shells need to complete arguments.

use std::io::Write;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Cli, Failed, Found};

const EXAMPLES: &str = "\
Examples:
  rulec completions bash > ~/.local/share/bash-completion/completions/rulec
  rulec completions zsh > ~/.zfunc/_rulec
  rulec completions fish > ~/.config/fish/completions/rulec.fish";

/// Arguments of `rulec completions`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct CompletionsArgs {
    /// The shell.
    shell: Shell,
}

pub(super) fn run(args: &CompletionsArgs, out: &mut dyn Write) -> Result<Found, Failed> {
    // The generator panics where its writer fails, so it writes into memory.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "rulec", &mut script);
    out.write_all(&script)?;
    Ok(Found::Nothing)
}
