//! `rulec man`: manual pages, made from the same definition as the command line.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;

use super::{Cli, Failed, Found};

const EXAMPLES: &str = "\
Examples:
  rulec man | man -l -               read it
  rulec man ~/.local/share/man/man1  write rulec.1, rulec-check.1 and the others";

/// Arguments of `rulec man`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ManArgs {
    /// The folder for the pages; without it the page of `rulec` itself is printed.
    folder: Option<PathBuf>,
}

pub(super) fn run(args: &ManArgs, out: &mut dyn Write) -> Result<Found, Failed> {
    let mut command = Cli::command();
    command.build();
    let Some(folder) = &args.folder else {
        out.write_all(&page("rulec", command)?)?;
        return Ok(Found::Nothing);
    };
    fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
    let inner = command.get_subcommands().filter(|inner| inner.get_name() != "help");
    let pages = inner.map(|inner| (format!("rulec-{}", inner.get_name()), inner.clone()));
    let pages: Vec<(String, Command)> = pages.collect();
    for (name, command) in pages.into_iter().chain([("rulec".to_owned(), command)]) {
        let path = folder.join(format!("{name}.1"));
        fs::write(&path, page(&name, command)?).map_err(|error| unwritable(&path, &error))?;
        writeln!(out, "{}", path.display())?;
    }
    Ok(Found::Nothing)
}

fn page(name: &str, command: Command) -> Result<Vec<u8>, Failed> {
    let mut page = Vec::new();
    Man::new(command).title(name).render(&mut page)?;
    Ok(page)
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failed {
    Failed::Usage(format!("cannot write {}: {error}", path.display()))
}
