//! Which findings count, and how much: `[lint]` of `rulec.toml`, and the options of the command line.
//!
//! A code says more than a group, and a group more than `all`; of two that say as much, the later one counts.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::known::Known;
use super::registry::Group;
use crate::diag::{Code, nearest};

/// How much a finding counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It is not told.
    Allow,
    /// It is told.
    Warn,
    /// It is told as an error.
    Deny,
}

/// Names lints: all of them, a group, or one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Selector {
    /// `all`.
    All,
    /// `correctness`.
    Group(Group),
    /// `W1032`, `self-comparison`.
    Code(Code),
}

impl Selector {
    fn matches(self, code: Code) -> bool {
        match self {
            Selector::All => true,
            Selector::Group(group) => Group::of(code) == Some(group),
            Selector::Code(known) => known == code,
        }
    }
}

impl FromStr for Selector {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "all" {
            return Ok(Selector::All);
        }
        if let Some(group) = Group::ALL.iter().find(|group| group.name() == text) {
            return Ok(Selector::Group(*group));
        }
        match Code::find(text) {
            Some(code) if Group::of(code).is_some() => Ok(Selector::Code(code)),
            Some(code) => Err(format!(
                "`{text}` is no lint: what {code} reports cannot be turned off, because the rule does not run"
            )),
            None => {
                let lints = Code::ALL.iter().filter(|code| Group::of(**code).is_some());
                let names = lints.flat_map(|code| [code.number(), code.name()]);
                let names = names.chain(Group::ALL.iter().map(|group| group.name())).chain(["all"]);
                let near = nearest(text, names).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
                Err(format!("there is no lint and no group `{text}`{near}"))
            }
        }
    }
}

impl<'de> Deserialize<'de> for Selector {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl Serialize for Selector {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Selector::All => "all",
            Selector::Group(group) => group.name(),
            Selector::Code(code) => code.number(),
        })
    }
}

/// `[lint]`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The only lints that count; without it, all but those of the group `style`.
    pub select: Option<Vec<Selector>>,
    /// Lints that count besides.
    pub warn: Vec<Selector>,
    /// Lints that do not count.
    pub ignore: Vec<Selector>,
    /// Lints whose findings are errors.
    pub deny: Vec<Selector>,
    /// Names that exist.
    pub known: Known,
}

/// How much the finding of each code counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// Whether only what is asked for counts.
    narrow: bool,
    /// Later ones count more.
    asked: Vec<(Selector, Level)>,
}

impl Levels {
    /// The levels that settings ask for, those of the command line after those of the file.
    pub fn new<'a>(settings: impl IntoIterator<Item = &'a Config>) -> Levels {
        let mut levels = Levels::default();
        for config in settings {
            if let Some(select) = &config.select {
                // Selecting starts anew: what was asked for before holds no more.
                levels.narrow = true;
                levels.asked.clear();
                levels.ask(select, Level::Warn);
            }
            levels.ask(&config.warn, Level::Warn);
            levels.ask(&config.deny, Level::Deny);
            levels.ask(&config.ignore, Level::Allow);
        }
        levels
    }

    fn ask(&mut self, selectors: &[Selector], level: Level) {
        self.asked.extend(selectors.iter().map(|&selector| (selector, level)));
    }

    /// How much findings with this code count.
    pub fn of(&self, code: Code) -> Level {
        let Some(group) = Group::of(code) else {
            return Level::Deny;
        };
        let default = if self.narrow { Level::Allow } else { group.level() };
        // The last of the greatest is the latest of the most exact.
        let matching = self.asked.iter().filter(|(selector, _)| selector.matches(code));
        matching
            .max_by_key(|(selector, _)| match selector {
                Selector::All => 0,
                Selector::Group(_) => 1,
                Selector::Code(_) => 2,
            })
            .map_or(default, |(_, level)| *level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(text: &str) -> Levels {
        Levels::new([&toml::from_str::<Config>(text).unwrap()])
    }

    #[test]
    fn the_more_exact_selector_counts() {
        let levels = levels("ignore = ['correctness']\ndeny = ['self-comparison']");
        assert_eq!(levels.of(Code::W1032), Level::Deny);
        assert_eq!(levels.of(Code::W1078), Level::Allow);
    }

    #[test]
    fn selecting_leaves_the_others_out() {
        let levels = levels("select = ['W1032']");
        assert_eq!(levels.of(Code::W1032), Level::Warn);
        assert_eq!(levels.of(Code::W1078), Level::Allow);
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_nearest() {
        let error = "self-comparsion".parse::<Selector>().unwrap_err();
        assert!(error.ends_with("did you mean `self-comparison`?"), "{error}");
        let error = "E0301".parse::<Selector>().unwrap_err();
        assert!(error.contains("cannot be turned off"), "{error}");
    }
}
