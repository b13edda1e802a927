//! Names that an export says exist: its teams, the attributes that are declared, the fields of its forms.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::lint::Known;
use crate::policy::load::core::Space;
use crate::policy::load::files::File;

/// Notes the names that a space and its files say.
pub(super) fn of_space(space: &Space, files: &[File], known: &mut Known) {
    for (kind, names) in &space.attributes {
        for section in sections_of(kind) {
            known
                .attributes
                .entry((*section).to_owned())
                .or_default()
                .extend(names.iter().cloned());
        }
    }
    let mut add = |section: &str, names: &[String]| {
        known
            .attributes
            .entry(section.to_owned())
            .or_default()
            .extend(names.iter().cloned());
    };
    for kapp in space.kapps.values() {
        add("kapp", &kapp.attributes);
        add("form", &kapp.form_attributes);
    }
    // A kapp or a form may carry an attribute whose declaration the export lacks.
    let own = space.own.iter().map(|part| ("space", part));
    let kapps = space.kapps.values().flat_map(|kapp| {
        let forms = kapp.forms.iter().map(|part| ("form", part));
        kapp.own.iter().map(|part| ("kapp", part)).chain(forms)
    });
    let forms = space.forms.iter().map(|part| ("form", part));
    for (section, part) in own.chain(kapps).chain(forms) {
        if let Some(attributes) = part.facts.get("attributes").and_then(|value| value.as_object()) {
            let names: Vec<String> = attributes.keys().cloned().collect();
            add(section, &names);
        }
    }
    for file in files {
        let parts: Vec<&str> = file.parts.iter().map(String::as_str).collect();
        match parts.as_slice() {
            [.., "core", "space", "teams", _] => {
                known
                    .teams
                    .extend(serde_json::from_str::<Team>(&file.text).ok().map(|team| team.name));
            }
            [.., "forms", _] => {
                if let Ok(form) = serde_json::from_str::<Form>(&file.text) {
                    form.pages.iter().for_each(|page| fields(page, &mut known.fields, 0));
                }
            }
            _ => {}
        }
    }
}

/// The sections whose attributes a list of definitions declares.
fn sections_of(kind: &str) -> &'static [&'static str] {
    match kind {
        "space" => &["space"],
        "user" => &["identity", "user"],
        "profile" => &["profile"],
        "team" => &["team"],
        "datastore" => &["form"],
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
