//! Reads a Kinetic Task export (T11): policy rules, and the consoles, categories and sources that use them.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::Reading;
use super::core::{Origin, stem};
use super::fields::{Fields, at};
use super::files::{File, Format};
use super::place::Step;
use super::tree::Keep;
use crate::diag::Code;
use crate::policy::problem::Problem;

/// A policy rule in Ruby; its key is its type and its name (T01).
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyRule {
    /// `Console Access`, `Category Access`, `API Access` or `System Default`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// The rule.
    pub rule: String,
    /// What a refused caller is told: ERB (T06).
    pub message: String,
    /// Where it stands.
    pub origin: Origin,
}

/// A use of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    /// The rule's name.
    pub rule: String,
    /// Where it stands.
    pub origin: Origin,
}

/// A category, a console or a source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guarded {
    /// Its rules.
    pub rules: Vec<Use>,
}

/// An exported task engine.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Task {
    /// Every rule of the export, also those that sources carry with them.
    pub rules: Vec<PolicyRule>,
    /// By name.
    pub consoles: BTreeMap<String, Guarded>,
    /// By name.
    pub categories: BTreeMap<String, Guarded>,
    /// By name.
    pub sources: BTreeMap<String, Guarded>,
}

/// The types of rules (T01).
pub const KINDS: &[&str] = &["Console Access", "Category Access", "API Access", "System Default"];

/// The fields that matter; a category also holds whole trees.
const FIELDS: &[&str] = &["name", "type", "rule", "message", "consolePolicyRules", "policyRules"];

/// Reads a file of `task/`; `rest` is its path below `task`.
pub fn read(task: &mut Task, rest: &[&str], number: usize, file: &File, reading: &mut Reading) {
    let [folder @ ("policyRules" | "categories" | "sources"), name] = rest else {
        return;
    };
    let Some(value) = reading.tree(file, Format::Json, Keep::Outermost(FIELDS)) else {
        return;
    };
    let problems = &mut reading.problems;
    let Some(fields) = Fields::of(file, Vec::new(), &value, problems) else {
        return;
    };
    if *folder == "policyRules" {
        task.rules.extend(rule(&fields, number, problems));
        for entry in fields.maps("consolePolicyRules", problems) {
            let console = entry.required("name", problems);
            let rule = entry.required("policyRule", problems);
            if let (Some(console), Some(rule)) = (console, rule) {
                let origin = Origin {
                    file: number,
                    path: entry.path.clone(),
                };
                task.consoles.entry(console.to_owned()).or_default().rules.push(Use {
                    rule: rule.to_owned(),
                    origin,
                });
            }
        }
        return;
    }
    let name = fields.text("name", problems).unwrap_or_else(|| stem(name)).to_owned();
    let (kind, elements) = match *folder {
        "sources" => ("API Access", &mut task.sources),
        _ => ("Category Access", &mut task.categories),
    };
    let mut guarded = Guarded::default();
    for (index, item) in fields.list("policyRules", problems).iter().enumerate() {
        let mut path = fields.below("policyRules");
        path.push(Step::Item(index));
        match item {
            Json::String(rule) => guarded.rules.push(Use {
                rule: rule.clone(),
                origin: Origin { file: number, path },
            }),
            other => {
                if let Some(entry) = Fields::of(file, path.clone(), other, problems)
                    && let Some(found) = rule(&entry, number, problems)
                {
                    if found.kind != kind {
                        let message = format!("the rule is of type {:?}; here {kind:?} is expected", found.kind);
                        problems.push(at(file, &path, Code::E0806, message));
                    }
                    guarded.rules.push(Use {
                        rule: found.name.clone(),
                        origin: Origin { file: number, path },
                    });
                    task.rules.push(found);
                }
            }
        }
    }
    if elements.insert(name.clone(), guarded).is_some() {
        let message = format!("there are two elements named {name:?}");
        problems.push(Problem::fatal(Code::E0804, &file.name, "name", message));
    }
}

fn rule(fields: &Fields<'_>, number: usize, problems: &mut Vec<Problem>) -> Option<PolicyRule> {
    let read = (
        fields.required("name", problems),
        fields.required("type", problems),
        fields.required("rule", problems),
    );
    let message = fields.text("message", problems).unwrap_or_default().to_owned();
    let (Some(name), Some(kind), Some(rule)) = read else {
        return None;
    };
    if !KINDS.contains(&kind) {
        let message = format!("there is no type {kind:?}; the types are {}", KINDS.join(", "));
        problems.push(fields.problem(Code::E0806, Some("type"), message));
    }
    Some(PolicyRule {
        kind: kind.to_owned(),
        name: name.to_owned(),
        rule: rule.to_owned(),
        message,
        origin: Origin {
            file: number,
            path: fields.path.clone(),
        },
    })
}
