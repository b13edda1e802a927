//! Names that an export says exist: its teams, the attributes that are declared, the fields of its forms.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::lint::Known;
use crate::policy::load::core::{Part, Space};
use crate::policy::load::files::File;

/// The names that the rules of a space may use, and those that the rules of each kapp may use.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// For rules that the space defines: names of any kapp, since they may be meant.
    pub(super) space: Known,
    /// For rules that a kapp defines, by its slug: its own attributes and fields, and nobody else's.
    pub(super) kapps: BTreeMap<String, Known>,
}

impl Names {
    /// The names that a space and its files say.
    pub(super) fn of(space: &Space, files: &[File]) -> Names {
        let shared = shared(space, files);
        let mut all = shared.clone();
        add(
            &mut all,
            "form",
            space.attributes.get("datastore").map_or(&[][..], Vec::as_slice),
        );
        let mut kapps: BTreeMap<String, Known> = BTreeMap::new();
        for (slug, kapp) in &space.kapps {
            let mut known = Known::default();
            add(&mut known, "kapp", &kapp.attributes);
            add(&mut known, "form", &kapp.form_attributes);
            kapp.own.iter().for_each(|part| carried(&mut known, "kapp", part));
            kapp.forms.iter().for_each(|part| carried(&mut known, "form", part));
            kapps.insert(slug.clone(), known);
        }
        for part in &space.forms {
            carried(&mut all, "form", part);
        }
        for file in files {
            let parts: Vec<&str> = file.parts.iter().map(String::as_str).collect();
            match parts.as_slice() {
                [.., "kapps", slug, "forms", _] => {
                    if let Some(known) = kapps.get_mut(*slug) {
                        form_fields(file, &mut known.fields);
                    }
                }
                [.., "forms", _] => form_fields(file, &mut all.fields),
                _ => {}
            }
        }
        for known in kapps.values_mut() {
            all.extend(known);
            known.extend(&shared);
        }
        Names { space: all, kapps }
    }

    /// Adds names that exist besides.
    pub(super) fn extend(&mut self, other: &Known) {
        self.space.extend(other);
        self.kapps.values_mut().for_each(|known| known.extend(other));
    }

    /// The names for the rules of a kapp, or of the space.
    pub(super) fn for_rules_of(&self, kapp: Option<&str>) -> &Known {
        kapp.and_then(|slug| self.kapps.get(slug)).unwrap_or(&self.space)
    }
}

/// Names that every rule of a space may use: of teams, users and the space itself.
fn shared(space: &Space, files: &[File]) -> Known {
    let mut known = Known::default();
    for (kind, names) in &space.attributes {
        for section in sections_of(kind) {
            add(&mut known, section, names);
        }
    }
    space.own.iter().for_each(|part| carried(&mut known, "space", part));
    for file in files {
        let parts: Vec<&str> = file.parts.iter().map(String::as_str).collect();
        if let [.., "core", "space", "teams", _] = parts.as_slice()
            && let Ok(team) = serde_json::from_str::<Team>(&file.text)
        {
            known.teams.insert(team.name);
        }
    }
    known
}

fn add(known: &mut Known, section: &str, names: &[String]) {
    let own = known.attributes.entry(section.to_owned()).or_default();
    own.extend(names.iter().cloned());
}

/// A kapp or a form may carry an attribute whose declaration the export lacks.
fn carried(known: &mut Known, section: &str, part: &Part) {
    let attributes = part.facts.get("attributes").and_then(|value| value.as_object());
    let names: Vec<String> = attributes.into_iter().flatten().map(|(name, _)| name.clone()).collect();
    add(known, section, &names);
}

fn form_fields(file: &File, names: &mut BTreeSet<String>) {
    if let Ok(form) = serde_json::from_str::<Form>(&file.text) {
        form.pages.iter().for_each(|page| fields(page, names, 0));
    }
}

/// The sections whose attributes a list of definitions declares; those of datastore forms are for rules of the space
/// alone.
fn sections_of(kind: &str) -> &'static [&'static str] {
    match kind {
        "space" => &["space"],
        "user" => &["identity", "user"],
        "profile" => &["profile"],
        "team" => &["team"],
        _ => &[],
    }
}

#[derive(Deserialize)]
struct Team {
    name: String,
}

#[derive(Deserialize)]
struct Form {
    #[serde(default)]
    pages: Vec<Element>,
}

#[derive(Deserialize)]
struct Element {
    #[serde(default, rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    elements: Vec<Element>,
}

/// Notes the fields of a page; sections nest, and the parser bounds how deeply.
fn fields(element: &Element, names: &mut BTreeSet<String>, depth: usize) {
    if element.kind.as_deref() == Some("field") {
        names.extend(element.name.clone());
    }
    if depth < 64 {
        element
            .elements
            .iter()
            .for_each(|inner| fields(inner, names, depth + 1));
    }
}
