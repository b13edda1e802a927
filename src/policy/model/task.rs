//! Kinetic Task: policy rules in Ruby over consoles, categories and sources (T01–T13).
//!
//! Every rule of an element must pass, or one of them where the setting says so (T07); an element without a rule of its
//! own takes the System Default, which ships as "allow all" (T08). Nobody bypasses (T09).

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde_json::Value as Json;

use super::{problem_at, report_rule};
use crate::diag::{Code, JsonFault};
use crate::limits::Limits;
use crate::policy::bindings::{Lent, Scoped};
use crate::policy::caller::{Caller, caller, section};
use crate::policy::load::files::File;
use crate::policy::load::task::{Guarded, PolicyRule, Task as Exported};
use crate::policy::problem::Problem;
use crate::policy::programs::{Outcome, Programs, RuleId};
use crate::policy::settings::Combine;
use crate::policy::template::Message;
use crate::policy::{Decision, Effect, Element, Reason, Request};
use crate::schema::Schema;
use crate::source::{Dialect, Source};
use crate::vm::{Bindings, World};

/// The consoles of the product (T10).
pub const CONSOLES: &[&str] = &[
    "Categories",
    "Dashboard",
    "Engine",
    "Environment",
    "Errors",
    "Handlers",
    "Logs",
    "Routines",
    "Runs",
    "Staged",
    "System Errors",
    "Trees",
    "Access Keys",
    "ApiV2",
    "Console Access",
    "Groups",
    "Policy Rules",
    "Setup",
    "Sources",
    "Users",
];

/// The bindings of a rule (T04).
pub fn schema() -> Schema {
    Schema::kinetic_task()
}

/// A rule, compiled.
#[derive(Debug)]
pub struct Rule {
    /// Its type.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its program; or why there is none, and the element denies.
    pub rule: Result<RuleId, String>,
    /// What a refused caller is told.
    pub message: Message,
    /// How many elements use it.
    pub uses: usize,
}

/// An element with its rules, by number, in the order of their names.
#[derive(Debug)]
pub struct Item {
    /// How requests name it.
    pub element: Element,
    /// The type of rules that it takes: its endpoint.
    pub kind: &'static str,
    /// Its own rules.
    pub rules: Vec<usize>,
}

/// The Kinetic Task part of a set.
#[derive(Debug)]
pub struct Task {
    /// The elements.
    pub items: Vec<Item>,
    /// Every rule.
    pub rules: Vec<Rule>,
    /// The rules of the type System Default.
    pub defaults: Vec<usize>,
    index: FxHashMap<Element, usize>,
    combine: Combine,
}

/// What rules run with.
struct Machine<'a> {
    programs: &'a Programs,
    bindings: &'a dyn Bindings,
    world: World,
    limits: &'a Limits,
}

impl Task {
    /// Builds the part of a set.
    pub fn build(
        exported: &Exported,
        files: &[File],
        combine: Combine,
        programs: &mut Programs,
        problems: &mut Vec<Problem>,
    ) -> Task {
        let mut task = Task {
            items: Vec::new(),
            rules: Vec::new(),
            defaults: Vec::new(),
            index: FxHashMap::default(),
            combine,
        };
        let mut known: BTreeMap<(&str, &str), (usize, &PolicyRule)> = BTreeMap::new();
        for rule in &exported.rules {
            let key = (rule.kind.as_str(), rule.name.as_str());
            match known.get(&key) {
                // A source carries its rules with it, so that the same rule is often there several times.
                Some((_, first)) if first.rule == rule.rule && first.message == rule.message => {}
                Some((number, _)) => {
                    let why = format!(
                        "there are two different rules of type {:?} named {:?}",
                        rule.kind, rule.name
                    );
                    let message = format!("{why}; every element that uses the name denies");
                    problems.push(problem_at(files, &rule.origin, Code::E0804, message));
                    task.rules[*number].rule = Err(why);
                }
                None => {
                    known.insert(key, (task.rules.len(), rule));
                    let compiled = compile(rule, files, programs, problems);
                    task.rules.push(compiled);
                }
            }
        }
        let numbers: BTreeMap<(String, String), usize> = known
            .into_iter()
            .map(|((kind, name), (number, _))| ((kind.to_owned(), name.to_owned()), number))
            .collect();
        let defaults = numbers.iter().filter(|((kind, _), _)| kind == "System Default");
        task.defaults = defaults.map(|(_, number)| *number).collect();
        // Without a rule of the type everybody passes (T08), so that one whose type is a slip for it must deny.
        let slips = numbers.iter().filter(|((kind, _), _)| is_slip(kind, "System Default"));
        for ((kind, _), &number) in slips {
            let why = format!("there is no type {kind:?}; \"System Default\" is meant, and denies");
            task.rules[number].rule = Err(why);
            task.defaults.push(number);
        }
        let mut consoles = exported.consoles.clone();
        for console in CONSOLES {
            consoles.entry((*console).to_owned()).or_default();
        }
        let sides = [
            ("console", "Console Access", &consoles),
            ("category", "Category Access", &exported.categories),
            ("source", "API Access", &exported.sources),
        ];
        for (part, kind, elements) in sides {
            for (name, guarded) in elements {
                let rules = task.uses(kind, guarded, &numbers, files, problems);
                let element = Element::new([(part, name.as_str())]);
                task.index.insert(element.clone(), task.items.len());
                task.items.push(Item { element, kind, rules });
            }
        }
        for (name, guarded) in &exported.consoles {
            if let Some(meant) = CONSOLES.iter().find(|known| is_slip(name, known)) {
                task.meant(name, meant, guarded, files, problems);
            }
        }
        for &number in &task.defaults {
            task.rules[number].uses += 1;
        }
        task
    }

    /// Makes the console deny whose name has a slip in it where rules are given to it: it must not be left to the default.
    fn meant(&mut self, name: &str, meant: &str, guarded: &Guarded, files: &[File], problems: &mut Vec<Problem>) {
        let why = format!("there is no console {name:?}; {meant:?} is meant, and denies");
        if let Some(used) = guarded.rules.first() {
            problems.push(problem_at(files, &used.origin, Code::E0807, why.clone()));
        }
        let number = self.broken("Console Access", name, why);
        self.rules[number].uses += 1;
        if let Some(&item) = self.index.get(&Element::new([("console", meant)])) {
            self.items[item].rules.push(number);
        }
    }

    /// Adds a rule that denies, with the reason why.
    fn broken(&mut self, kind: &str, name: &str, why: String) -> usize {
        self.rules.push(Rule {
            kind: kind.to_owned(),
            name: name.to_owned(),
            rule: Err(why),
            message: Message {
                text: "".into(),
                rule: None,
            },
            uses: 0,
        });
        self.rules.len() - 1
    }

    /// The numbers of an element's rules; a name without a rule becomes a rule that denies.
    fn uses(
        &mut self,
        kind: &str,
        guarded: &Guarded,
        numbers: &BTreeMap<(String, String), usize>,
        files: &[File],
        problems: &mut Vec<Problem>,
    ) -> Vec<usize> {
        let mut rules: Vec<(String, usize)> = Vec::new();
        for used in &guarded.rules {
            let number = match numbers.get(&(kind.to_owned(), used.rule.clone())) {
                Some(&number) => number,
                None => {
                    let why = format!("there is no rule of type {kind:?} named {:?}", used.rule);
                    problems.push(problem_at(
                        files,
                        &used.origin,
                        Code::E0805,
                        format!("{why}; the element denies"),
                    ));
                    self.broken(kind, &used.rule, why)
                }
            };
            self.rules[number].uses += 1;
            rules.push((used.rule.clone(), number));
        }
        // By name, so that the order in the files does not decide which denial is told.
        rules.sort();
        rules.dedup();
        rules.into_iter().map(|(_, number)| number).collect()
    }

    /// Decides about a request.
    pub fn decide(&self, programs: &Programs, request: &Request, limits: &Limits) -> Decision {
        let text = request.element.to_string();
        let Some(item) = self.index.get(&request.element).and_then(|&item| self.items.get(item)) else {
            return Decision {
                endpoint: request.endpoint.clone(),
                message: Some(format!("This set knows nothing called {text}")),
                ..Decision::new(Effect::Deny, Reason::UnknownElement, text)
            };
        };
        if let Some(endpoint) = request.endpoint.as_deref().filter(|endpoint| *endpoint != item.kind) {
            let message = format!("There is no endpoint {endpoint:?} here; it is {:?}", item.kind);
            return Decision {
                endpoint: request.endpoint.clone(),
                message: Some(message),
                ..Decision::new(Effect::Deny, Reason::UnknownEndpoint, text)
            };
        }
        let endpoint = Some(item.kind.to_owned());
        let caller = match self.caller(request) {
            Ok(caller) => caller,
            Err(message) => {
                return Decision {
                    endpoint,
                    ..Decision::invalid(text, message)
                };
            }
        };
        let decision = Decision {
            endpoint,
            ..Decision::new(Effect::Allow, Reason::Default, text)
        };
        let (rules, level) = match item.element.kinds().next() {
            Some(kind) if !item.rules.is_empty() => (&item.rules, kind),
            _ => (&self.defaults, "system-default"),
        };
        let decision = Decision {
            level: Some(level.to_owned()),
            ..decision
        };
        if rules.is_empty() {
            // Without an exported default the product's own holds: allow all.
            return decision;
        }
        let reason = if level == "system-default" {
            Reason::Default
        } else {
            Reason::Rule
        };
        let bindings = Given { caller, request };
        let bindings = bindings.scoped();
        let machine = Machine {
            programs,
            bindings: &bindings,
            world: request.world,
            limits,
        };
        self.combine(rules, &machine, Decision { reason, ..decision })
    }

    /// Lets the rules of an element decide together (T07).
    fn combine(&self, rules: &[usize], machine: &Machine<'_>, mut decision: Decision) -> Decision {
        let reason = decision.reason;
        let mut denial: Option<(Reason, &Rule, Option<JsonFault>)> = None;
        let mut passed = None;
        for rule in rules.iter().filter_map(|&number| self.rules.get(number)) {
            let outcome = match &rule.rule {
                Err(_) => Err((Reason::BrokenPolicy, None)),
                Ok(id) => {
                    let (outcome, fuel) = machine
                        .programs
                        .run(*id, machine.bindings, machine.world, machine.limits);
                    decision.fuel = decision.fuel.saturating_add(fuel);
                    match outcome {
                        Outcome::Truth { holds, .. } => Ok(holds),
                        Outcome::Fault(fault) => Err((Reason::Fault, Some(fault))),
                    }
                }
            };
            match outcome {
                // A fault denies, however the others answer (T12).
                Err((reason, fault)) => {
                    denial = Some((reason, rule, fault));
                    passed = None;
                    break;
                }
                Ok(true) => {
                    passed = passed.or(Some(rule));
                    if self.combine == Combine::Any {
                        denial = None;
                        break;
                    }
                }
                Ok(false) => {
                    denial = denial.or(Some((reason, rule, None)));
                    if self.combine == Combine::All {
                        break;
                    }
                }
            }
        }
        match (denial, passed) {
            (None, passed) => decision.definition = passed.map(|rule| rule.name.clone()),
            (Some((reason, rule, fault)), _) => {
                let message = &rule.message;
                let (message, message_fault, fuel) =
                    message.fill(machine.programs, machine.bindings, machine.world, machine.limits);
                let broken = rule.rule.as_ref().err().cloned();
                decision = Decision {
                    effect: Effect::Deny,
                    reason,
                    definition: Some(rule.name.clone()),
                    message: broken.or(message),
                    message_fault,
                    status: 403,
                    fault,
                    fuel: decision.fuel.saturating_add(fuel),
                    ..decision
                };
            }
        }
        decision
    }

    /// Who asks, checked as everywhere.
    fn caller<'a>(&self, request: &'a Request) -> Result<Caller<'a>, String> {
        for name in ["request", "auth"] {
            section(request, name)?;
        }
        caller(request)
    }

    /// The rules that an element's decision rests on, with the level that they belong to, in the order in which they are
    /// asked; a level without rules has one entry without a name.
    pub fn chain(&self, request: &Request) -> Vec<(String, Option<&Rule>)> {
        let Some(item) = self.index.get(&request.element).and_then(|&item| self.items.get(item)) else {
            return Vec::new();
        };
        let named = |level: &str, rules: &[usize]| -> Vec<(String, Option<&Rule>)> {
            let rules = rules.iter().filter_map(|&rule| self.rules.get(rule));
            rules.map(|rule| (level.to_owned(), Some(rule))).collect()
        };
        let own = item.element.kinds().next().unwrap_or("element");
        if !item.rules.is_empty() {
            return named(own, &item.rules);
        }
        let mut chain = vec![(own.to_owned(), None)];
        chain.extend(named("system-default", &self.defaults));
        chain
    }

    /// The bindings of a request.
    pub fn bindings<'a>(&self, request: &'a Request) -> Option<Given<'a>> {
        let caller = self.caller(request).ok()?;
        Some(Given { caller, request })
    }
}

/// A request with its identity checked.
pub struct Given<'a> {
    caller: Caller<'a>,
    request: &'a Request,
}

impl Given<'_> {
    /// The sections that rules read.
    pub fn scoped(&self) -> impl Bindings {
        Scoped::new(Schema::KINETIC_TASK, |name| {
            if name == "identity" {
                return Lent {
                    map: Some(&self.caller.identity),
                    flags: Some(self.caller.flags),
                    ..Lent::default()
                };
            }
            Lent {
                map: self.request.sections.get(name).and_then(Json::as_object),
                ..Lent::default()
            }
        })
    }
}

/// Whether a name is another one in other case or with other blanks.
fn is_slip(name: &str, meant: &str) -> bool {
    let folded = |name: &str| name.split_whitespace().collect::<String>().to_lowercase();
    name != meant && folded(name) == folded(meant)
}

fn compile(rule: &PolicyRule, files: &[File], programs: &mut Programs, problems: &mut Vec<Problem>) -> Rule {
    let schema = schema();
    let id = programs.add(Source::ruby(rule.name.clone(), rule.rule.clone()), &schema);
    report_rule(programs, id, &rule.name, files, &rule.origin, problems);
    let message = Message::new(&rule.message, Dialect::Ruby, &rule.name, &schema, programs);
    if let Some(id) = message.rule
        && let Err(report) = &programs.rule(id).program
    {
        let what = report.diagnostics.first().map_or("", |found| found.message.as_str());
        let text = format!("the message is no template that compiles: {what}");
        problems.push(problem_at(files, &rule.origin, Code::W1184, text));
    }
    Rule {
        kind: rule.kind.clone(),
        name: rule.name.clone(),
        rule: Ok(id),
        message,
        uses: 0,
    }
}
