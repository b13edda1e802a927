//! Definitions of one list that mean the same: their programs are the same, whatever their texts look like.

use std::collections::HashMap;

use super::{Language, RulesOfSet};
use crate::bytecode::listing;
use crate::compile::{Options, compile_with};
use crate::diag::{Code, Diagnostic};
use crate::lint::{Level, Levels, Suppressions};
use crate::schema::Schema;
use crate::source::{Source, Span};

/// What makes two definitions interchangeable: the file that lists them, their type, and what they do.
type Meaning = (usize, String, String);

/// The definitions that mean what an earlier one of their list means.
pub(super) fn findings(
    set: &RulesOfSet,
    schema_of: impl Fn(Language) -> Schema,
    levels: &Levels,
) -> Vec<(usize, Diagnostic)> {
    if levels.of(Code::W1072) == Level::Allow {
        return Vec::new();
    }
    let (core, task) = (schema_of(Language::Core), schema_of(Language::Task));
    let mut compiled: HashMap<(&str, Language), Option<String>> = HashMap::new();
    let mut first: HashMap<Meaning, usize> = HashMap::new();
    let mut found = Vec::new();
    for (number, rule) in set.rules.iter().enumerate() {
        let key = (rule.source.text.as_str(), rule.language);
        let meaning = compiled.entry(key).or_insert_with(|| {
            let schema = match rule.language {
                Language::Core => &core,
                Language::Task => &task,
            };
            // Without the text the listing has the instructions alone.
            let blank = Source {
                text: String::new(),
                ..rule.source.clone()
            };
            // What the optimiser makes of a program costs more than the comparison is worth.
            let options = Options {
                optimise: false,
                ..Options::default()
            };
            let program = compile_with(&rule.source, schema, &options).ok()?;
            Some(listing(&program, &blank))
        });
        let Some(meaning) = meaning.clone() else { continue };
        let earlier = *first.entry((rule.file, rule.kind.clone(), meaning)).or_insert(number);
        if earlier == number || Suppressions::read(&rule.source, None).covers_rule(Code::W1072) {
            continue;
        }
        let same_text = rule.source.text == set.rules[earlier].source.text;
        let message = format!(
            "{:?} means the same as {:?}",
            rule.source.name, set.rules[earlier].source.name
        );
        let line = rule.source.text.find('\n').unwrap_or(rule.source.text.len());
        let diagnostic = Diagnostic::new(
            Code::W1072,
            Span::new(0, u32::try_from(line).unwrap_or(u32::MAX)),
            message,
        )
        .label(if same_text {
            "the same text"
        } else {
            "another text, the same program"
        })
        .note("whoever changes one of them must know to change the other")
        .help("assign one of them everywhere, and remove the other");
        found.push((number, diagnostic));
    }
    found
}
