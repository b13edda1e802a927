//! Flattens an export: each element and endpoint gets the one entry that decides, inheritance included (K01, K02).
//!
//! Input: the [`Space`] as written; output: a [`Core`] and what is wrong. An assignment that cannot be used gives an entry
//! that denies, never the next level's.

use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::hash_map::Entry as MapEntry;
use std::ops::Range;

use super::decide::number::FORM_MODIFICATION;
use super::{Core, Declared, Entry, EntryId, Item, Listed};
use crate::diag::Code;
use crate::policy::Element;
use crate::policy::endpoint::{Endpoints, Place, Scope};
use crate::policy::load::core::{Assignment, Definition, Kapp, Part, Space};
use crate::policy::load::files::File;
use crate::policy::model::{problem_at, report_rule};
use crate::policy::problem::Problem;
use crate::policy::programs::{Names, Programs, RuleId};
use crate::policy::settings::KineticCore;
use crate::policy::template::Message;
use crate::source::{Dialect, Source};

/// Bindings that some endpoints of a kapp have and others do not. A `team` is no such binding: where no team is asked
/// about, it is a slip (K23).
const SUBMISSION_BINDINGS: &[&str] = &["kapp", "form", "submission", "values", "user", "file"];

/// What an assignment comes to: a definition by its number, or why there is none.
type Assigned = Result<usize, String>;

/// Assignments of an element by endpoint number, with what is assigned.
type Assignments = FxHashMap<usize, Assigned>;

struct Builder<'a> {
    files: &'a [File],
    endpoints: Endpoints,
    programs: &'a mut Programs,
    problems: &'a mut Vec<Problem>,
    /// Definitions with the rule text and message that they have.
    definitions: Vec<&'a Definition>,
    listed: Vec<Listed>,
    entries: Vec<Entry>,
    known: FxHashMap<(usize, Scope, Place), EntryId>,
    /// What is to be said of the names in each rule.
    names: FxHashMap<RuleId, Names>,
    items: Vec<Item>,
    index: FxHashMap<Element, usize>,
}

/// Definitions of a space or a kapp by name; a name that is there twice cannot be used.
type Definitions = FxHashMap<String, Assigned>;

impl Core {
    /// Builds the part of a set.
    pub fn build(
        space: &Space,
        files: &[File],
        settings: &KineticCore,
        endpoints: Endpoints,
        programs: &mut Programs,
        problems: &mut Vec<Problem>,
    ) -> Core {
        let mut builder = Builder {
            files,
            endpoints,
            programs,
            problems,
            definitions: Vec::new(),
            listed: Vec::new(),
            entries: Vec::new(),
            known: FxHashMap::default(),
            names: FxHashMap::default(),
            items: Vec::new(),
            index: FxHashMap::default(),
        };
        let empty = Part::default();
        let names = builder.definitions(&space.definitions, None);
        let own = space.own.as_ref().unwrap_or(&empty);
        if space.own.is_none() {
            let forms = space.kapps.values().flat_map(|kapp| kapp.own.iter().chain(&kapp.forms));
            let parts = space.forms.iter().chain(&space.web_apis).chain(forms);
            builder.missing("core/space.json", parts, &space.definitions);
        }
        let defaults = builder.item(Place::Space, Element::default(), None, own, &names, &[]);
        let with = |kind: &str, name: &str| Element::new([(kind, name)]);
        for form in &space.forms {
            let element = with("form", &form.slug);
            builder.item(
                Place::DatastoreForm,
                element,
                None,
                form,
                &names,
                &[(Place::Space, &defaults)],
            );
        }
        for api in &space.web_apis {
            builder.item(Place::WebApi, with("webApi", &api.slug), None, api, &names, &[]);
        }
        for file in &space.files {
            builder.item(Place::File, with("file", &file.slug), None, file, &names, &[]);
        }
        let mut declared = Declared::of(space);
        let mut forms = FxHashMap::default();
        for (stem, kapp) in &space.kapps {
            let at = builder.items.len();
            let end = builder.kapp(stem, kapp, &defaults);
            forms.insert(at, builder.modifiable(at + 1..end));
            declared
                .kapps
                .insert(at, (kapp.attributes.clone(), kapp.form_attributes.clone()));
        }
        builder.unused();
        Core {
            endpoints: builder.endpoints,
            items: builder.items,
            definitions: builder.listed,
            entries: builder.entries,
            index: builder.index,
            forms,
            declared,
            strict_boolean: settings.strict_boolean,
        }
    }
}

impl Declared {
    fn of(space: &Space) -> Self {
        let of = |kind: &str| space.attributes.get(kind).cloned().unwrap_or_default();
        Declared {
            space: of("space"),
            user: of("user"),
            profile: of("profile"),
            team: of("team"),
            datastore: of("datastore"),
            kapps: FxHashMap::default(),
        }
    }
}

impl<'a> Builder<'a> {
    fn report(&mut self, code: Code, definition: &Definition, message: String) {
        let origin = &definition.origin;
        let problem = problem_at(self.files, origin, code, message);
        self.problems.push(problem);
    }

    /// Notes the definitions of a space or a kapp.
    fn definitions(&mut self, definitions: &'a [Definition], kapp: Option<&str>) -> Definitions {
        let mut names = Definitions::default();
        for definition in definitions {
            let number = self.definitions.len();
            self.definitions.push(definition);
            self.listed.push(Listed {
                kapp: kapp.map(str::to_owned),
                name: definition.name.clone(),
                kind: definition.kind.clone(),
                rule: definition.rule.clone(),
                used: Vec::new(),
            });
            if names.contains_key(&definition.name) {
                let message = format!(
                    "there are two definitions named {:?}; every endpoint that uses the name denies",
                    definition.name
                );
                self.report(Code::E0804, definition, message);
                let broken = Err(format!("There are two definitions named {:?}", definition.name));
                names.insert(definition.name.clone(), broken);
            } else {
                names.insert(definition.name.clone(), Ok(number));
            }
        }
        names
    }

    /// The forms whose Modification says whether the kapp is shown (K06): of forms that share a policy which does not look at
    /// the form one is enough.
    fn modifiable(&self, items: Range<usize>) -> Vec<usize> {
        let mut known = FxHashSet::default();
        let forms = items.filter(|&item| self.items[item].place == Place::Form);
        forms
            .filter(|&form| {
                let entry = self.items[form].cells.get(FORM_MODIFICATION).copied().flatten();
                entry.is_some_and(|entry| self.entries[entry.0 as usize].reads_form || known.insert(entry))
            })
            .collect()
    }

    /// Reports that the export lacks a file, at the first file that shows that there should be one. Why one that is there
    /// says nothing was reported when it was read.
    fn missing<'p>(&mut self, path: &str, parts: impl Iterator<Item = &'p Part>, definitions: &[Definition]) {
        let is_it = |file: &File| {
            file.name
                .strip_suffix(path)
                .is_some_and(|above| above.is_empty() || above.ends_with('/'))
        };
        if self.files.iter().any(is_it) {
            return;
        }
        let of_definitions = definitions.iter().map(|definition| definition.origin.file);
        let shown = parts.map(|part| part.file).chain(of_definitions).min();
        let file = shown.and_then(|file| self.files.get(file));
        let name = file.map_or(path, |file| file.name.as_str());
        let message = format!("the export has no {path}; what would be decided there denies");
        self.problems.push(Problem::new(Code::E0812, name, "", message));
    }

    /// Adds a kapp with what it holds; gives the number after its last item.
    fn kapp(&mut self, stem: &str, kapp: &'a Kapp, space: &Assignments) -> usize {
        let unnamed = Part {
            slug: stem.to_owned(),
            ..Part::default()
        };
        let own = kapp.own.as_ref().unwrap_or(&unnamed);
        if kapp.own.is_none() {
            let path = format!("core/space/kapps/{stem}.json");
            self.missing(&path, kapp.forms.iter().chain(&kapp.web_apis), &kapp.definitions);
        }
        let slug = own.slug.as_str();
        let names = self.definitions(&kapp.definitions, Some(slug));
        let at = self.items.len();
        let mut defaults = self.item(Place::Kapp, Element::new([("kapp", slug)]), None, own, &names, &[]);
        if kapp.own.is_none() {
            // What the kapp assigns is unknown, so that the space's defaults must not decide in its place.
            for number in 0..self.endpoints.list(Place::Kapp).len() {
                let why = format!("The export has no file for the kapp {slug:?}, so that its policies are unknown");
                defaults.insert(number, Err(why));
            }
        }
        let levels = [(Place::Kapp, &defaults), (Place::Space, space)];
        for form in &kapp.forms {
            let element = Element::new([("kapp", slug), ("form", &form.slug)]);
            self.item(Place::Form, element, Some(at), form, &names, &levels);
        }
        for api in &kapp.web_apis {
            let element = Element::new([("kapp", slug), ("webApi", &api.slug)]);
            self.item(Place::KappWebApi, element, Some(at), api, &names, &[]);
        }
        self.items.len()
    }

    /// Adds an element; `above` are the levels that stand in for it, nearest first. Gives what it assigns itself.
    fn item(
        &mut self,
        place: Place,
        element: Element,
        kapp: Option<usize>,
        part: &Part,
        names: &Definitions,
        above: &[(Place, &Assignments)],
    ) -> Assignments {
        let assigned = self.assignments(place, &element, part, names);
        let rows = self.endpoints.list(place).iter().map(|row| (row.scope, row.parent));
        let rows: Vec<(Option<Scope>, Option<&str>)> = rows.collect();
        let mut cells = Vec::with_capacity(rows.len());
        for (number, (scope, mut parent)) in rows.into_iter().enumerate() {
            let mut decides = assigned.get(&number).map(|assigned| (place, assigned));
            for (level, assignments) in above {
                if decides.is_some() {
                    break;
                }
                let Some(name) = parent else { break };
                let at = self.endpoints.find(*level, name);
                decides = at.and_then(|at| assignments.get(&at)).map(|found| (*level, found));
                parent = at.and_then(|at| self.endpoints.list(*level)[at].parent);
            }
            let cell = match (scope, decides) {
                (Some(scope), Some((level, assigned))) => Some(self.entry(assigned, scope, level)),
                _ => None,
            };
            cells.push(cell);
        }
        if matches!(place, Place::WebApi | Place::KappWebApi) && assigned.is_empty() {
            let file = self.files.get(part.file).map_or("", |file| file.name.as_str());
            let message = "no policy guards its execution, so the product runs it for everyone; assign one";
            self.problems
                .push(Problem::new(Code::W1180, file, "securityPolicies", message));
        }
        let mut facts = part.facts.clone();
        if facts.is_empty() {
            facts.insert("attributes".to_owned(), serde_json::json!({}));
        }
        let number = self.items.len();
        if self.index.insert(element.clone(), number).is_some() {
            let file = self.files.get(part.file).map_or("", |file| file.name.as_str());
            let message = format!("there are two elements called {element}");
            self.problems.push(Problem::fatal(Code::E0804, file, "slug", message));
        }
        self.items.push(Item {
            place,
            element,
            kapp,
            facts,
            anonymous: part.anonymous,
            cells: cells.into_boxed_slice(),
            assigned: part
                .policies
                .iter()
                .map(|policy| (policy.endpoint.clone(), policy.definition.clone()))
                .collect(),
        });
        assigned
    }

    /// Resolves the assignments of an element.
    fn assignments(&mut self, place: Place, element: &Element, part: &Part, names: &Definitions) -> Assignments {
        let mut found = Assignments::default();
        for policy in &part.policies {
            let Some(number) = self.endpoints.find(place, &policy.endpoint) else {
                let level = place.level();
                // A WebAPI has one endpoint, which runs for everyone where it has no policy: whatever a policy of it is
                // assigned to, it was not to be open.
                let only = matches!(place, Place::WebApi | Place::KappWebApi).then_some(0);
                let near = self.endpoints.near(place, &policy.endpoint).or(only);
                let what = match near {
                    // A slip must not hand the endpoint over to the next level.
                    Some(number) => format!("{:?} is meant, and denies", self.endpoints.list(place)[number].name),
                    None => "it is never asked".to_owned(),
                };
                let message = format!("a {level} has no endpoint {:?}; {what}", policy.endpoint);
                self.assignment_problem(policy, Code::E0807, message.clone());
                if let Some(number) = near {
                    found.insert(number, Err(message));
                }
                continue;
            };
            let assigned = self.resolve(place, number, policy, names);
            if let Ok(definition) = assigned {
                self.listed[definition]
                    .used
                    .push((element.clone(), policy.endpoint.clone()));
            }
            match found.entry(number) {
                MapEntry::Vacant(free) => {
                    free.insert(assigned);
                }
                MapEntry::Occupied(mut twice) => {
                    let message = format!("{:?} is assigned twice; it denies", policy.endpoint);
                    *twice.get_mut() = Err(message.clone());
                    self.assignment_problem(policy, Code::E0807, message);
                }
            }
        }
        found
    }

    fn resolve(&mut self, place: Place, number: usize, policy: &Assignment, names: &Definitions) -> Assigned {
        let row = &self.endpoints.list(place)[number];
        let (endpoint, accepts) = (row.name.clone(), row.accepts);
        match names.get(&policy.definition) {
            None => {
                let why = format!("{endpoint:?} is assigned {:?}, which does not exist", policy.definition);
                self.assignment_problem(policy, Code::E0805, format!("{why}; the endpoint denies"));
                Err(why)
            }
            Some(Err(why)) => Err(why.clone()),
            Some(Ok(definition)) => {
                let kind = &self.definitions[*definition].kind;
                if accepts.is_empty() || accepts.contains(&kind.as_str()) {
                    return Ok(*definition);
                }
                let why = format!(
                    "{endpoint:?} is assigned {:?}, a definition of type {kind}; it takes {}",
                    policy.definition,
                    accepts.join(", ")
                );
                self.assignment_problem(policy, Code::E0806, format!("{why}; the endpoint denies"));
                Err(why)
            }
        }
    }

    fn assignment_problem(&mut self, policy: &Assignment, code: Code, message: String) {
        let problem = problem_at(self.files, &policy.origin, code, message);
        self.problems.push(problem);
    }

    /// The entry of what is assigned, over the bindings of an endpoint.
    fn entry(&mut self, assigned: &Assigned, scope: Scope, level: Place) -> EntryId {
        let id = EntryId(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        match assigned {
            Err(why) => {
                self.entries.push(Entry {
                    rule: Err(why.clone()),
                    level,
                    definition: "".into(),
                    message: Message {
                        text: "".into(),
                        rule: None,
                    },
                    reads_form: false,
                });
                id
            }
            Ok(number) => {
                let key = (*number, scope, level);
                if let Some(&known) = self.known.get(&key) {
                    return known;
                }
                let definition = self.definitions[*number];
                let entry = self.compile(definition, scope, level);
                self.entries.push(entry);
                self.known.insert(key, id);
                id
            }
        }
    }

    fn compile(&mut self, definition: &Definition, scope: Scope, level: Place) -> Entry {
        let schema = scope.schema();
        let source = Source::javascript(definition.name.clone(), definition.rule.clone());
        let rule = self.programs.add(source, &schema);
        let programs = &mut *self.programs;
        let names = self
            .names
            .entry(rule)
            .or_insert_with(|| programs.check_names(rule, SUBMISSION_BINDINGS))
            .clone();
        // A rule that several definitions have is compiled once and reported for each of them.
        if names.profile {
            let message = "the rule trusts a profile attribute, which users edit themselves; use an attribute";
            self.report(Code::W1186, definition, message.to_owned());
        }
        for name in names.missing {
            let message = format!(
                "the rule uses `{name}()`, which one of its endpoints does not have; there it throws, which denies"
            );
            self.report(Code::W1183, definition, message);
        }
        let (name, origin) = (&definition.name, &definition.origin);
        report_rule(self.programs, rule, name, self.files, origin, self.problems);
        let message = Message::new(
            &definition.message,
            Dialect::JavaScript,
            &definition.name,
            &schema,
            self.programs,
        );
        if let Some(rule) = message.rule
            && let Err(report) = &self.programs.rule(rule).program
        {
            let what = report.diagnostics.first().map_or("", |found| found.message.as_str());
            let text = format!("the message is no template that compiles: {what}");
            self.report(Code::W1184, definition, text);
        }
        Entry {
            rule: Ok(rule),
            level,
            definition: definition.name.as_str().into(),
            message,
            // A text without the word cannot call the binding, unless an escape hides it.
            reads_form: definition.rule.contains("form") || definition.rule.contains('\\'),
        }
    }

    /// Notes definitions that nothing uses. They are compiled as well, so that a slip shows before they are assigned.
    fn unused(&mut self) {
        for number in 0..self.definitions.len() {
            if self.listed[number].used.is_empty() {
                let definition = self.definitions[number];
                let message = format!("nothing uses the definition {:?}", definition.name);
                self.report(Code::W1185, definition, message);
                let (scope, level) = widest(&definition.kind);
                self.compile(definition, scope, level);
            }
        }
    }
}

/// The bindings of the endpoint with the most of them that takes a type of definitions, and a level where it is.
fn widest(kind: &str) -> (Scope, Place) {
    match kind {
        "Team" => (Scope::Team, Place::Space),
        "User" => (Scope::User, Place::Space),
        "File Resource" => (Scope::File, Place::File),
        "Datastore Form" | "Datastore Submission" => (Scope::DatastoreSubmission, Place::DatastoreForm),
        "Space" => (Scope::Space, Place::Space),
        _ => (Scope::Submission, Place::Form),
    }
}
