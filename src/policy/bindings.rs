//! What rules see: the sections of a request, and what the set knows about the element, lent without copying.
//!
//! `attribute:NAME` and `profileAttribute:NAME` read the maps `attributes` and `profileAttributes`; an attribute that is
//! declared and has no value is an empty list, one that nobody declared is absent (K16, K17).

use std::sync::LazyLock;

use serde_json::{Map, Value as Json};

use crate::schema::Schema;
use crate::value::Section;
use crate::vm::{Bindings, Datum};

/// A section, lent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lent<'a> {
    /// Its keys; none where neither the request nor the set says anything.
    pub map: Option<&'a Map<String, Json>>,
    /// Attributes that it may have.
    pub attributes: &'a [String],
    /// Profile attributes that it may have.
    pub profile: &'a [String],
    /// Whether `attribute:` has its meaning; a field of a form may be called anything.
    pub prefixed: bool,
}

/// The sections of one evaluation, in the order of its schema.
#[derive(Clone, Debug)]
pub struct Scoped<'a> {
    sections: Vec<Lent<'a>>,
}

static NO_VALUES: LazyLock<Json> = LazyLock::new(|| Json::Array(Vec::new()));

impl<'a> Scoped<'a> {
    /// The sections of a schema, each looked up by its name.
    pub fn new(names: &[&str], lent: impl FnMut(&str) -> Lent<'a>) -> Self {
        Scoped {
            sections: names.iter().copied().map(lent).collect(),
        }
    }

    /// The sections of a schema.
    pub fn of(schema: &Schema, mut lent: impl FnMut(&str) -> Lent<'a>) -> Self {
        Scoped {
            sections: schema.sections().iter().map(|name| lent(name)).collect(),
        }
    }
}

impl Lent<'_> {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Datum<'_> {
        if let Some(value) = self.map.and_then(|map| map.get(key)) {
            return Datum::from(value);
        }
        if !self.prefixed {
            return Datum::Absent;
        }
        let (field, name, declared) = if let Some(name) = key.strip_prefix("attribute:") {
            ("attributes", name, self.attributes)
        } else if let Some(name) = key.strip_prefix("profileAttribute:") {
            ("profileAttributes", name, self.profile)
        } else {
            return Datum::Absent;
        };
        let value = self.map.and_then(|map| map.get(field)?.get(name));
        match value {
            Some(value) => Datum::from(value),
            None if declared.iter().any(|known| known == name) => Datum::from(&*NO_VALUES),
            None => Datum::Absent,
        }
    }
}

impl Bindings for Scoped<'_> {
    fn get(&self, section: Section, key: &str) -> Datum<'_> {
        self.sections
            .get(usize::from(section.0))
            .map_or(Datum::Absent, |lent| lent.get(key))
    }

    fn keys(&self, section: Section) -> Vec<&str> {
        let map = self.sections.get(usize::from(section.0)).and_then(|lent| lent.map);
        map.map_or_else(Vec::new, |map| map.keys().map(String::as_str).collect())
    }
}
