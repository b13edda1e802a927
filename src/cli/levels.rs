//! Which lints count: options of the command line over `rulec.toml`.

use std::path::Path;

use clap::Args;

use super::Failed;
use crate::lint::{Config, Known, Levels, Selector};
use crate::policy::load::settings;
use crate::policy::{Problem, Settings};

/// Options that choose lints: codes, names, groups (`correctness`, `access-safety`, `dialect-traps`, `style`) or `all`.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Lints")]
pub(super) struct LintArgs {
    /// Report these lints only.
    #[arg(long, value_name = "LINT", value_delimiter = ',')]
    select: Option<Vec<Selector>>,
    /// Report these, too: `--warn style`.
    #[arg(long, value_name = "LINT", value_delimiter = ',')]
    warn: Vec<Selector>,
    /// Do not report these.
    #[arg(long, value_name = "LINT", value_delimiter = ',')]
    ignore: Vec<Selector>,
    /// Report these as errors.
    #[arg(long, value_name = "LINT", value_delimiter = ',')]
    deny: Vec<Selector>,
}

impl LintArgs {
    /// The levels over those of a file's settings.
    pub(super) fn levels(&self, file: &Config) -> Levels {
        let own = Config {
            select: self.select.clone(),
            warn: self.warn.clone(),
            ignore: self.ignore.clone(),
            deny: self.deny.clone(),
            known: Known::default(),
        };
        Levels::new([file, &own])
    }
}

/// The settings nearest to a path.
pub(super) fn settings_of(path: &Path) -> Result<Settings, Failed> {
    let (settings, problems) = settings::nearest(path);
    match problems.iter().find(|problem| problem.fatal) {
        Some(problem) => Err(unusable(problem)),
        None => Ok(settings),
    }
}

fn unusable(problem: &Problem) -> Failed {
    Failed::Usage(problem.to_string())
}
