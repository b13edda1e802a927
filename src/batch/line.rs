//! A line of the batch interface as it comes, and its answer as it goes: read and written without a map between.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value as Json, json};

/// The fields of a line; of a field that is repeated the last one counts, as in a map, and others are passed over.
#[derive(Debug, Default)]
pub(super) struct Request {
    pub id: Option<Json>,
    pub lang: Option<Json>,
    pub source: Option<Json>,
    pub env: Option<Json>,
}

impl<'de> Deserialize<'de> for Request {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Request;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Request, A::Error> {
        let mut request = Request::default();
        while let Some(field) = map.next_key::<Field>()? {
            let value = map.next_value()?;
            match field {
                Field::Id => request.id = Some(value),
                Field::Lang => request.lang = Some(value),
                Field::Source => request.source = Some(value),
                Field::Env => request.env = Some(value),
                // It is read like the others, so that what is no JSON is found wherever it stands.
                Field::Other => {}
            }
        }
        Ok(request)
    }
}

enum Field {
    Id,
    Lang,
    Source,
    Env,
    Other,
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(Name)
    }
}

struct Name;

impl Visitor<'_> for Name {
    type Value = Field;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E>(self, name: &str) -> Result<Field, E> {
        Ok(match name {
            "id" => Field::Id,
            "lang" => Field::Lang,
            "source" => Field::Source,
            "env" => Field::Env,
            _ => Field::Other,
        })
    }
}

/// What a line is answered with, apart from its id.
#[derive(Debug)]
pub(super) enum Body {
    /// The value of the rule, and whether it is true in the sense of the language.
    Value(Json, bool),
    /// An object that says why there is none.
    Other(Json),
}

impl Body {
    /// Whether the machine stopped the rule.
    pub fn is_fault(&self) -> bool {
        matches!(self, Body::Other(fields) if fields.get("fault").is_some())
    }
}

impl From<Body> for Json {
    fn from(body: Body) -> Json {
        match body {
            Body::Value(value, truthy) => json!({"value": value, "truthy": truthy}),
            Body::Other(fields) => fields,
        }
    }
}

/// The answer to a line.
#[derive(Debug)]
pub(super) struct Answer {
    pub id: Option<Json>,
    pub body: Body,
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(id) = &self.id {
            map.serialize_entry("id", id)?;
        }
        match &self.body {
            Body::Value(value, truthy) => {
                map.serialize_entry("value", value)?;
                map.serialize_entry("truthy", truthy)?;
            }
            Body::Other(fields) => {
                for (name, value) in fields.as_object().into_iter().flatten() {
                    map.serialize_entry(name, value)?;
                }
            }
        }
        map.end()
    }
}
