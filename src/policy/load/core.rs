//! Reads a Kinetic Core export (K21): the space, its kapps, their forms, datastore forms, WebAPIs, file resources.
//!
//! Input: the files of `core/`; output: [`Space`] as written, names not yet resolved.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::Reading;
use super::fields::{Fields, maps};
use super::files::{File, Format};
use super::place::Step;
use super::tree::Keep;
use crate::diag::Code;
use crate::policy::problem::Problem;

/// A definition: a named, typed rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// Its name.
    pub name: String,
    /// Its type: `Space`, `Kapp`, `Form`, …
    pub kind: String,
    /// What a refused caller is told: a template.
    pub message: String,
    /// The rule.
    pub rule: String,
    /// Where it stands.
    pub origin: Origin,
}

/// A place in a file of the set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file's number in the reading.
    pub file: usize,
    /// The path inside it.
    pub path: Vec<Step>,
}

/// An assignment of a definition to an endpoint.
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    /// The endpoint's name.
    pub endpoint: String,
    /// The definition's name.
    pub definition: String,
    /// Where it stands.
    pub origin: Origin,
}

/// Something that policies are assigned to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// Its slug, by which requests name it.
    pub slug: String,
    /// What rules can read of it: name, slug, attributes.
    pub facts: Map<String, Json>,
    /// Its assignments.
    pub policies: Vec<Assignment>,
    /// Whether a form takes anonymous submissions (K09).
    pub anonymous: bool,
    /// The file that describes it.
    pub file: usize,
}

/// A kapp with what it holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kapp {
    /// Itself; absent where the export has no file for it.
    pub own: Option<Part>,
    /// Its definitions.
    pub definitions: Vec<Definition>,
    /// Its forms.
    pub forms: Vec<Part>,
    /// Its WebAPIs.
    pub web_apis: Vec<Part>,
    /// Attributes that its forms may have.
    pub form_attributes: Vec<String>,
    /// Attributes that it may have.
    pub attributes: Vec<String>,
}

/// An exported space.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Space {
    /// Itself.
    pub own: Option<Part>,
    /// Its definitions.
    pub definitions: Vec<Definition>,
    /// Its kapps by slug.
    pub kapps: BTreeMap<String, Kapp>,
    /// Its datastore forms.
    pub forms: Vec<Part>,
    /// Its WebAPIs.
    pub web_apis: Vec<Part>,
    /// Its file resources.
    pub files: Vec<Part>,
    /// Attributes that the space, users, teams and datastore forms may have, by kind.
    pub attributes: BTreeMap<&'static str, Vec<String>>,
}

/// Reads a file of `core/`; `rest` is its path below `core`.
pub fn read(space: &mut Space, rest: &[&str], number: usize, file: &File, reading: &mut Reading) {
    match rest {
        ["space.json"] => space.own = part(file, number, "", reading),
        ["space", "securityPolicyDefinitions.json"] => space.definitions = definitions(file, number, reading),
        ["space", "datastore", "forms", name] => space.forms.extend(part(file, number, name, reading)),
        ["space", "webApis", name] => space.web_apis.extend(part(file, number, name, reading)),
        ["space", "fileResources", name] => space.files.extend(part(file, number, name, reading)),
        ["space", name] => {
            if let Some(kind) = attribute_kind(name) {
                space.attributes.insert(kind, declared(file, reading));
            }
        }
        ["space", "kapps", name] => {
            if let Some(own) = part(file, number, name, reading) {
                let kapp = space.kapps.entry(stem(name).to_owned()).or_default();
                // Their names differ in the case of the ending; neither may stand in for the other.
                if kapp.own.replace(own).is_some() {
                    let message = format!("there are two files for the kapp {:?}", stem(name));
                    let problem = Problem::fatal(Code::E0804, &file.name, "", message);
                    reading.problems.push(problem);
                }
            }
        }
        ["space", "kapps", kapp, inner @ ..] => {
            let kapp = space.kapps.entry((*kapp).to_owned()).or_default();
            match inner {
                ["securityPolicyDefinitions.json"] => kapp.definitions = definitions(file, number, reading),
                ["forms", name] => kapp.forms.extend(part(file, number, name, reading)),
                ["webApis", name] => kapp.web_apis.extend(part(file, number, name, reading)),
                ["formAttributeDefinitions.json"] => kapp.form_attributes = declared(file, reading),
                ["kappAttributeDefinitions.json"] => kapp.attributes = declared(file, reading),
                _ => {}
            }
        }
        _ => {}
    }
}

fn attribute_kind(name: &str) -> Option<&'static str> {
    Some(match name {
        "spaceAttributeDefinitions.json" => "space",
        "userAttributeDefinitions.json" => "user",
        "userProfileAttributeDefinitions.json" => "profile",
        "teamAttributeDefinitions.json" => "team",
        "datastoreFormAttributeDefinitions.json" => "datastore",
        _ => return None,
    })
}

/// A file's name without its ending.
pub fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The fields of an element that matter; the rest of its file is not kept.
const PART: &[&str] = &["name", "slug", "attributes", "securityPolicies", "anonymous"];

fn part(file: &File, number: usize, name: &str, reading: &mut Reading) -> Option<Part> {
    let value = reading.tree(file, Format::Json, Keep::Outermost(PART))?;
    let problems = &mut reading.problems;
    let fields = Fields::of(file, Vec::new(), &value, problems)?;
    let slug = fields.text("slug", problems).unwrap_or_else(|| stem(name)).to_owned();
    let mut facts = Map::new();
    facts.insert("slug".to_owned(), Json::from(slug.as_str()));
    if let Some(name) = fields.text("name", problems) {
        facts.insert("name".to_owned(), Json::from(name));
    }
    let mut attributes = Map::new();
    for attribute in fields.maps("attributes", problems) {
        if let Some(name) = attribute.required("name", problems) {
            attributes.insert(name.to_owned(), Json::from(attribute.texts("values", problems)));
        }
    }
    facts.insert("attributes".to_owned(), Json::Object(attributes));
    Some(Part {
        slug,
        facts,
        policies: assignments(&fields, number, problems),
        anonymous: fields.flag("anonymous", problems),
        file: number,
    })
}

fn assignments(fields: &Fields<'_>, number: usize, problems: &mut Vec<Problem>) -> Vec<Assignment> {
    let mut found = Vec::new();
    for entry in fields.maps("securityPolicies", problems) {
        let endpoint = entry.required("endpoint", problems);
        let definition = entry.required("name", problems);
        if let (Some(endpoint), Some(definition)) = (endpoint, definition) {
            found.push(Assignment {
                endpoint: endpoint.to_owned(),
                definition: definition.to_owned(),
                origin: Origin {
                    file: number,
                    path: entry.path.clone(),
                },
            });
        }
    }
    found
}

fn definitions(file: &File, number: usize, reading: &mut Reading) -> Vec<Definition> {
    let mut found = Vec::new();
    for entry in list(file, reading).iter() {
        let problems = &mut reading.problems;
        let Some(entry) = Fields::of(file, entry.0.clone(), &entry.1, problems) else {
            continue;
        };
        let read = (
            entry.required("name", problems),
            entry.required("type", problems),
            entry.required("rule", problems),
        );
        if let (Some(name), Some(kind), Some(rule)) = read {
            found.push(Definition {
                name: name.to_owned(),
                kind: kind.to_owned(),
                message: entry.text("message", problems).unwrap_or_default().to_owned(),
                rule: rule.to_owned(),
                origin: Origin {
                    file: number,
                    path: entry.path.clone(),
                },
            });
        }
    }
    found
}

/// The names in a file of attribute definitions.
fn declared(file: &File, reading: &mut Reading) -> Vec<String> {
    let mut names = Vec::new();
    for (path, value) in list(file, reading) {
        let problems = &mut reading.problems;
        if let Some(entry) = Fields::of(file, path, &value, problems) {
            names.extend(entry.required("name", problems).map(str::to_owned));
        }
    }
    names
}

/// The items of a file that is a list.
fn list(file: &File, reading: &mut Reading) -> Vec<(Vec<Step>, Json)> {
    match reading.tree(file, Format::Json, Keep::All) {
        None => Vec::new(),
        Some(Json::Array(items)) => {
            let found = maps(file, &[], &items, &mut reading.problems);
            let paths: Vec<_> = found.into_iter().map(|fields| fields.path).collect();
            // Items that are no maps were reported just now and are left out.
            let maps = items.into_iter().filter(Json::is_object);
            paths.into_iter().zip(maps).collect()
        }
        Some(other) => {
            reading.wrong(file, &other, "a list");
            Vec::new()
        }
    }
}
