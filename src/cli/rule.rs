//! The arguments that name one rule: a file, standard input, or the text itself.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Failed, Lang, input};
use crate::policy::load::files::format_of;
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
    /// The policy set that is named instead of a rule: a folder, or a file with a part of one.
    ///
    /// # Errors
    /// A language is named, which the files of a set say themselves.
    pub(super) fn set(&self) -> Result<Option<&Path>, Failed> {
        let Some(path) = self.file.as_deref() else {
            return Ok(None);
        };
        match self.lang {
            None => Ok(Some(path).filter(|path| path.is_dir() || format_of(&path.to_string_lossy()).is_some())),
            Some(_) if path.is_dir() => Err(Failed::Usage(format!(
                "{} is a folder, and so a policy set, in which each rule has its own language; leave --lang out, or \
                 name the file of one rule",
                path.display()
            ))),
            Some(_) => Ok(None),
        }
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
