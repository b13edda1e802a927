//! Bindings from JSON: the environment of the batch interface, of tests and of the command line.

use std::fmt;

use chrono_tz::Tz;
use serde_json::{Map, Value as Json};

use super::data::{Bindings, Datum, World};
use crate::schema::Schema;
use crate::value::Section;

/// Bindings, the current time and the zone, from a JSON object such as
/// `{"identity": {"teams": ["HR"]}, "now": 1750000000000, "tz": "Europe/Berlin"}`.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    sections: Vec<Option<Map<String, Json>>>,
    /// The time and the zone.
    pub world: World,
}

/// What is wrong with the JSON of an environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnvironmentError {
    /// It is no object.
    NoObject,
    /// `now` is no number of milliseconds.
    Now,
    /// `tz` names no zone of the IANA database.
    Zone(String),
}

impl fmt::Display for EnvironmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EnvironmentError::NoObject => f.write_str("the environment must be a JSON object"),
            EnvironmentError::Now => f.write_str("`now` must be a number: milliseconds since 1970"),
            EnvironmentError::Zone(name) => {
                write!(
                    f,
                    "`tz` is `{name}`, which the IANA database does not know; write for example `Europe/Berlin`"
                )
            }
        }
    }
}

impl std::error::Error for EnvironmentError {}

impl Environment {
    /// Reads an environment; keys that are neither a section of the schema nor `now` and `tz` are ignored, and a section
    /// that is no object has no keys.
    ///
    /// # Errors
    /// [`EnvironmentError`] where the time or the zone cannot be used.
    pub fn from_json(schema: &Schema, json: Json) -> Result<Self, EnvironmentError> {
        let mut fields = match json {
            Json::Object(fields) => fields,
            Json::Null => Map::new(),
            _ => return Err(EnvironmentError::NoObject),
        };
        let mut world = World::default();
        match fields.get("now") {
            None | Some(Json::Null) => {}
            Some(now) => world.now = now.as_f64().ok_or(EnvironmentError::Now)?,
        }
        match fields.get("tz") {
            None | Some(Json::Null) => {}
            Some(Json::String(name)) => {
                world.zone = name.parse::<Tz>().map_err(|_| EnvironmentError::Zone(name.clone()))?;
            }
            Some(other) => return Err(EnvironmentError::Zone(other.to_string())),
        }
        let sections = schema
            .sections()
            .iter()
            .map(|name| match fields.remove(name) {
                Some(Json::Object(section)) => Some(section),
                _ => None,
            })
            .collect();
        Ok(Environment { sections, world })
    }

    /// An environment of these sections; sections that the schema does not have are left out.
    pub fn from_sections<'a>(
        schema: &Schema,
        given: impl IntoIterator<Item = (&'a str, Map<String, Json>)>,
        world: World,
    ) -> Self {
        let mut sections: Vec<Option<Map<String, Json>>> = vec![None; schema.sections().len()];
        for (name, section) in given {
            if let Some(place) = schema
                .section(name)
                .and_then(|found| sections.get_mut(usize::from(found.0)))
            {
                *place = Some(section);
            }
        }
        Environment { sections, world }
    }

    fn section(&self, section: Section) -> Option<&Map<String, Json>> {
        self.sections.get(usize::from(section.0))?.as_ref()
    }
}

impl Bindings for Environment {
    fn get(&self, section: Section, key: &str) -> Datum<'_> {
        self.section(section)
            .and_then(|section| section.get(key))
            .map_or(Datum::Absent, Datum::from)
    }

    fn keys(&self, section: Section) -> Vec<&str> {
        self.section(section)
            .map_or_else(Vec::new, |section| section.keys().map(String::as_str).collect())
    }
}
