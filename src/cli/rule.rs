//! The arguments that name one rule: a file, standard input, or the text itself.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Failed, Lang, input};
use crate::source::Source;

/// Which rule a command is about.
#[derive(Debug, Args)]
pub(super) struct RuleArgs {
    /// The file with the rule; `-` is standard input.
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
}

impl RuleArgs {
    /// The folder that is named instead of a file.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.file.as_deref().filter(|file| file.is_dir())
    }

    /// The rule.
    pub(super) fn read(&self) -> Result<Source, Failed> {
        match (&self.expression, &self.file, self.lang) {
            (Some(text), _, Some(lang)) => Ok(Source {
                name: "<rule>".to_owned(),
                text: text.clone(),
                dialect: lang.into(),
            }),
            (None, Some(file), lang) => input::read_rule(file, lang),
            _ => Err(Failed::Usage(
                "name a file, or a rule with -e and its language with --lang".to_owned(),
            )),
        }
    }

    /// Whether the rule comes from standard input.
    pub(super) fn is_stdin(&self) -> bool {
        self.file.as_deref().is_some_and(|file: &Path| input::is_stdin(file))
    }
}
