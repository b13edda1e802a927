//! Lints over the rules of a policy set.
//!
//! Input: what the loaders read, and the levels of the lints. Output: findings with the place in the rule and in the file
//! that holds it. A rule that several definitions have is looked at once, and reported for each of them.

mod known;
mod same_meaning;

use std::sync::atomic::{AtomicUsize, Ordering};

use rustc_hash::FxHashMap;

use self::known::Names;
use super::load::Reading;
use super::load::core::{Origin, Space};
use super::load::files::File;
use super::load::place::{Step, inside, shown};
use super::load::task::Task;
use super::model::task;
use super::problem::Problem;
use super::settings::Settings;
use crate::diag::{Code, Diagnostic, Severity};
use crate::limits::Limits;
use crate::lint::{self, Known, Level, Levels, Setting, Suppressions};
use crate::schema::Schema;
use crate::source::Source;

/// A rule of a set, with its place.
#[derive(Clone, Debug)]
pub struct SetRule {
    /// Its text; the name is the definition's.
    pub source: Source,
    /// The file that holds it, by its number in the reading.
    pub file: usize,
    /// The path of its text in the file.
    pub path: Vec<Step>,
    /// The byte of the file at which its text starts, the quote included.
    pub start: usize,
    /// The definition's type.
    kind: String,
    /// What it may name.
    language: Language,
    /// The kapp that defines it, by its slug; none where the space does.
    kapp: Option<String>,
}

/// Which product asks the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Language {
    Core,
    Task,
}

/// A thread is worth its start for so many rules.
const SHARE: usize = 32;

/// What came out of looking at a rule, whichever definitions have it.
struct Looked {
    /// What the lints found.
    found: Vec<Diagnostic>,
    /// What it does, where that was asked for and it compiles.
    meaning: Option<String>,
}

/// A finding in a rule of a set.
#[derive(Clone, Debug)]
pub struct Located {
    /// The rule, by its number.
    pub rule: usize,
    /// Line and column in the file, from 1.
    pub place: (u32, u32),
    /// What was found.
    pub diagnostic: Diagnostic,
}

/// The rules of a set, with what lints need to know besides.
#[derive(Clone, Debug, Default)]
pub struct RulesOfSet {
    /// The files.
    pub files: Vec<File>,
    /// The rules.
    pub rules: Vec<SetRule>,
    /// Names that the export says exist.
    names: Names,
    /// Settings of the set.
    pub settings: Settings,
}

impl RulesOfSet {
    /// The rules of what was read.
    pub fn of(reading: &Reading) -> RulesOfSet {
        let mut set = RulesOfSet {
            files: reading.files.clone(),
            settings: reading.settings.clone(),
            ..RulesOfSet::default()
        };
        if let Some(space) = &reading.space {
            set.core(space);
            set.names = Names::of(space, &set.files);
        }
        if let Some(task) = &reading.task {
            set.task(task);
        }
        set.names.extend(&reading.settings.lint.known);
        set
    }

    fn core(&mut self, space: &Space) {
        let kapps = space.kapps.iter();
        let kapps = kapps.flat_map(|(slug, kapp)| kapp.definitions.iter().map(move |one| (Some(slug), one)));
        for (kapp, definition) in space.definitions.iter().map(|one| (None, one)).chain(kapps) {
            let source = Source::javascript(definition.name.clone(), definition.rule.clone());
            self.add(source, &definition.kind, &definition.origin, Language::Core, kapp);
        }
    }

    fn task(&mut self, task: &Task) {
        for rule in &task.rules {
            let source = Source::ruby(rule.name.clone(), rule.rule.clone());
            self.add(source, &rule.kind, &rule.origin, Language::Task, None);
        }
    }

    fn add(&mut self, source: Source, kind: &str, origin: &Origin, language: Language, kapp: Option<&String>) {
        let mut path = origin.path.clone();
        path.push(Step::Key("rule".to_owned()));
        let start = self.files.get(origin.file).map_or(0, |file| file.start_of(&path));
        self.rules.push(SetRule {
            source,
            file: origin.file,
            path,
            start,
            kind: kind.to_owned(),
            language,
            kapp: kapp.cloned(),
        });
    }

    /// The names that a rule may use.
    fn names_of(&self, rule: &SetRule) -> &Known {
        self.names.for_rules_of(rule.kapp.as_deref())
    }

    /// The rule that does not compile, where that is what a problem of the set is about, with what the compiler says and
    /// what it is probably about.
    pub fn broken(&self, problem: &Problem) -> Option<(&SetRule, Diagnostic)> {
        let inner = problem.in_rule.as_deref()?;
        let rule = self.rules.iter().find(|rule| {
            rule.source.text == inner.source.text
                && self.file_of(rule) == problem.file
                && shown(&rule.path) == problem.path
        })?;
        let mut diagnostic = inner.diagnostic.clone();
        lint::explain(&rule.source, std::slice::from_mut(&mut diagnostic));
        Some((rule, diagnostic))
    }

    /// The name of the file that holds a rule.
    pub fn file_of(&self, rule: &SetRule) -> &str {
        self.files.get(rule.file).map_or("", |file| file.name.as_str())
    }

    /// What a rule of the set may name.
    pub fn schema_of(&self, rule: &SetRule) -> Schema {
        match rule.language {
            Language::Core => core_schema(self.names_of(rule)),
            Language::Task => task::schema(),
        }
    }

    /// What the compiler and the lints say about another text of a rule.
    pub fn check(&self, rule: &SetRule, text: &Source, levels: &Levels) -> Vec<Diagnostic> {
        let setting = Setting {
            schema: &self.schema_of(rule),
            known: self.names_of(rule),
            levels,
            limits: &Limits::default(),
        };
        lint::check(text, &setting)
    }

    /// What the lints find in the rules; what the compiler says is a problem of the set already.
    pub fn findings(&self, levels: &Levels) -> Vec<Located> {
        // Rules with one text in one kapp are looked at once.
        let mut known: FxHashMap<(&str, Language, Option<&str>), usize> = FxHashMap::default();
        let mut distinct: Vec<&SetRule> = Vec::new();
        let texts: Vec<usize> = (self.rules.iter())
            .map(|rule| {
                let key = (rule.source.text.as_str(), rule.language, rule.kapp.as_deref());
                *known.entry(key).or_insert_with(|| {
                    distinct.push(rule);
                    distinct.len() - 1
                })
            })
            .collect();
        let looked = self.look_at_all(&distinct, levels);
        let mut found = Vec::new();
        for (number, &text) in texts.iter().enumerate() {
            let here = looked[text].found.iter();
            found.extend(here.map(|diagnostic| self.located(number, diagnostic.clone())));
        }
        let meanings = texts.iter().map(|&text| looked[text].meaning.as_deref());
        let mut same = same_meaning::findings(&self.rules, meanings);
        if levels.of(Code::W1072) == Level::Deny {
            same.iter_mut()
                .for_each(|(_, diagnostic)| diagnostic.severity = Severity::Error);
        }
        found.extend(
            same.into_iter()
                .map(|(rule, diagnostic)| self.located(rule, diagnostic)),
        );
        found.sort_by_key(|located| (located.rule, located.diagnostic.span.start));
        found
    }

    /// What comes out of looking at each of these rules; threads share them, since no rule needs another.
    fn look_at_all(&self, rules: &[&SetRule], levels: &Levels) -> Vec<Looked> {
        let task = task::schema();
        let mut schemas: FxHashMap<Option<&str>, Schema> = FxHashMap::default();
        for rule in rules.iter().filter(|rule| rule.language == Language::Core) {
            schemas
                .entry(rule.kapp.as_deref())
                .or_insert_with(|| core_schema(self.names_of(rule)));
        }
        let next = AtomicUsize::new(0);
        let look = || {
            let mut looked = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(rule) = rules.get(at) else { return looked };
                let schema = match rule.language {
                    Language::Core => schemas.get(&rule.kapp.as_deref()).unwrap_or(&task),
                    Language::Task => &task,
                };
                looked.push((at, self.look_at(rule, schema, levels)));
            }
        };
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let others = threads.min(rules.len().div_ceil(SHARE)).saturating_sub(1);
        let mut looked = std::thread::scope(|scope| {
            let others: Vec<_> = (0..others).map(|_| scope.spawn(look)).collect();
            let mut looked = look();
            for other in others {
                looked.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
            looked
        });
        looked.sort_unstable_by_key(|(at, _)| *at);
        looked.into_iter().map(|(_, looked)| looked).collect()
    }

    fn look_at(&self, rule: &SetRule, schema: &Schema, levels: &Levels) -> Looked {
        let wants_same = levels.of(Code::W1072) != Level::Allow;
        let setting = Setting {
            schema,
            known: self.names_of(rule),
            levels,
            limits: &Limits::default(),
        };
        let (mut found, meaning) = lint::check_and(&rule.source, &setting, |hir| {
            wants_same.then(|| same_meaning::of(hir, &rule.source, schema))
        });
        found.retain(|diagnostic| lint::is_lint(diagnostic.code));
        Looked {
            found,
            meaning: meaning.flatten().flatten(),
        }
    }

    /// A finding with its place in the file.
    fn located(&self, number: usize, diagnostic: Diagnostic) -> Located {
        let rule = &self.rules[number];
        let place = self.files.get(rule.file).map_or((1, 1), |file| {
            file.line_column(inside(&file.text, rule.start, diagnostic.span.start as usize))
        });
        Located {
            rule: number,
            place,
            diagnostic,
        }
    }

    /// Drops those problems of a set that are allowed, or that the rule which they are about suppresses.
    pub fn keep_problems(&self, problems: &mut Vec<Problem>, levels: &Levels) {
        let mut suppressing: FxHashMap<(String, String), Suppressions> = FxHashMap::default();
        for rule in self.rules.iter().filter(|rule| rule.source.text.contains("rulec:")) {
            let above = &rule.path[..rule.path.len().saturating_sub(1)];
            let key = (self.file_of(rule).to_owned(), shown(above));
            suppressing.insert(key, Suppressions::read(&rule.source, None));
        }
        problems.retain(|problem| {
            if !lint::is_lint(problem.code) {
                return true;
            }
            let key = (problem.file.clone(), problem.path.clone());
            let suppressed = suppressing
                .get(&key)
                .is_some_and(|known| known.covers_rule(problem.code));
            !suppressed && levels.of(problem.code) != Level::Allow
        });
    }
}

/// What the rules of Kinetic Core may name, whatever their endpoint: where an endpoint lacks a binding, the set says so.
fn core_schema(known: &Known) -> Schema {
    let sections = [
        "identity",
        "space",
        "kapp",
        "form",
        "submission",
        "values",
        "team",
        "user",
        "file",
    ];
    let declared = known.attributes.iter().flat_map(|(section, names)| {
        let (section, prefix) = match section.as_str() {
            "profile" => ("identity", "profileAttribute"),
            section => (section, "attribute"),
        };
        names
            .iter()
            .map(move |name| (section.to_owned(), format!("{prefix}:{name}")))
    });
    Schema::kinetic_core(&sections).declare(declared)
}
