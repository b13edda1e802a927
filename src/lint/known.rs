//! Names that exist: teams, attributes, fields. Lists in `rulec.toml`, and what an export says.
//!
//! An empty list means that nothing is known, never that nothing exists.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// Names that exist.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Known {
    /// Full names of teams: `Department::HR`.
    pub teams: BTreeSet<String>,
    /// Names of attributes by the section that has them (`form`, `identity`); `profile` for `profileAttribute:`, and
    /// `any` for a name that is not told apart.
    pub attributes: BTreeMap<String, BTreeSet<String>>,
    /// Names of fields of forms.
    pub fields: BTreeSet<String>,
}

impl Known {
    /// Adds what another list knows.
    pub fn extend(&mut self, other: &Known) {
        self.teams.extend(other.teams.iter().cloned());
        self.fields.extend(other.fields.iter().cloned());
        for (section, names) in &other.attributes {
            let known = self.attributes.entry(section.clone()).or_default();
            known.extend(names.iter().cloned());
        }
    }

    /// The attributes that a section may have; empty where nothing is known.
    pub fn attributes_of(&self, section: &str) -> BTreeSet<&str> {
        let own = self.attributes.get(section).into_iter().flatten();
        let any = self.attributes.get("any").into_iter().flatten();
        own.chain(any).map(String::as_str).collect()
    }
}
