//! What rules see: the sections of a request, and what the set knows about the element, lent without copying.
//!
//! `attribute:NAME` and `profileAttribute:NAME` read the maps `attributes` and `profileAttributes`; an attribute that is
//! declared and has no value is an empty list, one that nobody declared is absent (K16, K17).

use std::marker::PhantomData;
use std::sync::LazyLock;

use serde_json::{Map, Value as Json};

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
    /// What an identity says of its caller where the request leaves it out.
    pub flags: Option<Flags>,
}

/// What the product tells every rule of a caller (K16): one that a request leaves out must not read as its opposite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flags {
    /// Whether the caller is signed in; `anonymous` is the opposite.
    pub authenticated: bool,
    /// Whether every policy of Kinetic Core lets the caller pass (K03).
    pub space_admin: bool,
}

impl Flags {
    /// The flags by the keys of an identity.
    fn all(self) -> [(&'static str, bool); 3] {
        [
            ("anonymous", !self.authenticated),
            ("authenticated", self.authenticated),
            ("spaceAdmin", self.space_admin),
        ]
    }
}

/// The sections of one evaluation, each looked up when a rule asks for it.
#[derive(Clone, Copy, Debug)]
pub struct Scoped<'a, F> {
    names: &'static [&'static str],
    lend: F,
    lent: PhantomData<Lent<'a>>,
}

static NO_VALUES: LazyLock<Json> = LazyLock::new(|| Json::Array(Vec::new()));

impl<'a, F: Fn(&str) -> Lent<'a>> Scoped<'a, F> {
    /// The sections with these names, in the order of the schema.
    pub fn new(names: &'static [&'static str], lend: F) -> Self {
        Scoped {
            names,
            lend,
            lent: PhantomData,
        }
    }

    fn section(&self, section: Section) -> Lent<'a> {
        let name = self.names.get(usize::from(section.0));
        name.map_or_else(Lent::default, |name| (self.lend)(name))
    }
}

impl<'a> Lent<'a> {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Datum<'a> {
        let value = self.map.and_then(|map| map.get(key));
        if value.is_none_or(Json::is_null)
            && let Some(flag) = self.flag(key)
        {
            return Datum::Bool(flag);
        }
        if let Some(value) = value {
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

    fn flag(&self, key: &str) -> Option<bool> {
        let flags = self.flags?.all();
        flags.iter().find(|(known, _)| *known == key).map(|&(_, flag)| flag)
    }

    /// Its keys, in order; flags that the request leaves out come last.
    fn keys(&self) -> Vec<&'a str> {
        let Some(map) = self.map else { return Vec::new() };
        let flags = self.flags.map(Flags::all);
        let left_out = flags
            .iter()
            .flatten()
            .map(|&(key, _)| key)
            .filter(|key| !map.contains_key(*key));
        map.keys().map(String::as_str).chain(left_out).collect()
    }
}

impl<'a, F: Fn(&str) -> Lent<'a>> Bindings for Scoped<'a, F> {
    fn get(&self, section: Section, key: &str) -> Datum<'_> {
        self.section(section).get(key)
    }

    fn keys(&self, section: Section) -> Vec<&str> {
        self.section(section).keys()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Flags, Lent};
    use crate::vm::Datum;

    #[test]
    fn flags_that_a_request_leaves_out_are_there_for_rules() {
        let identity = json!({"spaceAdmin": null, "username": "ana", "authenticated": true});
        let lent = Lent {
            map: identity.as_object(),
            flags: Some(Flags {
                authenticated: true,
                space_admin: false,
            }),
            ..Lent::default()
        };
        assert_eq!(lent.keys(), ["spaceAdmin", "username", "authenticated", "anonymous"]);
        for (key, flag) in [("spaceAdmin", false), ("authenticated", true), ("anonymous", false)] {
            assert!(matches!(lent.get(key), Datum::Bool(value) if value == flag), "{key}");
        }
        assert!(matches!(lent.get("username"), Datum::Text("ana")));
        assert!(matches!(lent.get("email"), Datum::Absent));
        let plain = Lent { flags: None, ..lent };
        assert_eq!(plain.keys(), ["spaceAdmin", "username", "authenticated"]);
        assert!(matches!(plain.get("spaceAdmin"), Datum::Null));
        assert!(matches!(plain.get("anonymous"), Datum::Absent));
    }
}
