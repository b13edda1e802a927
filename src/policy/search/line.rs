//! A row of JSON lines, read without a tree: texts are lent from the line, and what nobody asks for is checked only.
//!
//! Input: a line and the keys whose lists and maps are asked for; output: a [`Line`]. What it takes is what
//! [`read_json`] takes, and what is wrong with a line is said in its words.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value as Json};

use super::plan::APART;
use super::{Fields, Submission, slug};
use crate::policy::read_json;
use crate::vm::Datum;

/// A row.
#[derive(Debug)]
pub(super) struct Line<'t> {
    text: &'t str,
    row: Value<'t>,
}

/// A value of a row.
#[derive(Debug)]
enum Value<'t> {
    Null,
    Bool(bool),
    Text(Cow<'t, str>),
    /// The row itself, and its `values`.
    Fields(Vec<(Cow<'t, str>, Value<'t>)>),
    /// Numbers, and lists and maps that somebody asks for.
    Json(Json),
    /// A list or map that nobody asks for.
    Skipped,
}

impl<'t> Line<'t> {
    /// Reads a line; of lists and maps only those of `wanted` keys, and what names the form.
    ///
    /// # Errors
    /// What is wrong with it, for people.
    pub fn read(text: &'t str, wanted: &HashSet<String>) -> Result<Line<'t>, String> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let seed = Seed {
            level: Level::Row,
            wanted,
        };
        let row = seed.deserialize(&mut deserializer);
        match row.and_then(|row| deserializer.end().map(|()| row)) {
            Ok(row) => Ok(Line { text, row }),
            // What both refuse is said as it is always said.
            Err(error) => Err(read_json(text).err().unwrap_or_else(|| error.to_string())),
        }
    }

    fn get(&self, key: &str) -> Option<&Value<'t>> {
        self.row.get(key)
    }
}

impl<'t> Value<'t> {
    fn get(&self, key: &str) -> Option<&Value<'t>> {
        match self {
            Value::Fields(fields) => fields.iter().find(|(known, _)| known == key).map(|(_, value)| value),
            _ => None,
        }
    }

    fn slug(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            Value::Json(json) => slug(json),
            _ => None,
        }
    }

    fn lend(&self) -> Datum<'_> {
        match self {
            Value::Null => Datum::Null,
            Value::Bool(flag) => Datum::Bool(*flag),
            Value::Text(text) => Datum::Text(text),
            Value::Json(json) => Datum::from(json),
            // Not asked for; no rule is shown it.
            Value::Fields(_) | Value::Skipped => Datum::Json(&SKIPPED),
        }
    }
}

/// What stands for a map or list that was not read: a map, which has no texts and no type that a product gives.
static SKIPPED: std::sync::LazyLock<Json> = std::sync::LazyLock::new(|| Json::Object(Map::new()));

impl Fields for Line<'_> {
    fn submission(&self, key: &str) -> Datum<'_> {
        let value = self.get(key).filter(|_| !APART.contains(&key));
        value.map_or(Datum::Absent, Value::lend)
    }

    fn value(&self, key: &str) -> Datum<'_> {
        let value = self.get("values").and_then(|values| values.get(key));
        value.map_or(Datum::Absent, Value::lend)
    }
}

impl Submission for Line<'_> {
    fn is_row(&self) -> bool {
        let values = self
            .get("values")
            .is_none_or(|values| matches!(values, Value::Null | Value::Fields(_)));
        values && matches!(self.row, Value::Fields(_))
    }

    fn named(&self, kind: &str) -> Option<Option<&str>> {
        let form = self.get("form");
        if kind != "kapp" {
            return form.map(Value::slug);
        }
        match (self.get("kapp"), form) {
            (Some(kapp), _) => Some(kapp.slug()),
            (None, Some(Value::Json(form))) => form.get("kapp").map(slug),
            (None, _) => None,
        }
    }

    fn json(&self) -> Option<Json> {
        read_json(self.text).ok()
    }
}

/// What is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Row,
    Values,
    /// Read where the flag is set.
    Other(bool),
}

#[derive(Clone, Copy)]
struct Seed<'w> {
    level: Level,
    wanted: &'w HashSet<String>,
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value<'de>, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value<'de>, E> {
        Ok(Value::Json(Json::from(value)))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value<'de>, E> {
        Ok(Value::Json(Json::from(value)))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value<'de>, E> {
        Ok(Value::Json(Json::from(value)))
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Borrowed(value)))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_unit<E: Error>(self) -> Result<Value<'de>, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value<'de>, A::Error> {
        let read = self.level == Level::Other(true);
        let mut items = Vec::new();
        let seed = Seed {
            level: Level::Other(read),
            ..self
        };
        while let Some(item) = seq.next_element_seed(seed)? {
            if read {
                items.push(item.json());
            }
        }
        Ok(if read {
            Value::Json(Json::Array(items))
        } else {
            Value::Skipped
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value<'de>, A::Error> {
        let mut fields: Vec<(Cow<'de, str>, Value<'de>)> = Vec::with_capacity(map.size_hint().unwrap_or(8));
        let mut many: Option<HashSet<Cow<'de, str>>> = None;
        while let Some(key) = map.next_key_seed(Key)? {
            let twice = match &mut many {
                Some(many) => !many.insert(key.clone()),
                None => fields.iter().any(|(known, _)| *known == key),
            };
            if twice {
                return Err(A::Error::custom("a key is there twice"));
            }
            let level = match (self.level, &*key) {
                (Level::Row, "values") => Level::Values,
                (Level::Row, "form" | "kapp") => Level::Other(true),
                (Level::Row | Level::Values, key) => Level::Other(self.wanted.contains(key)),
                (Level::Other(read), _) => Level::Other(read),
            };
            let value = map.next_value_seed(Seed { level, ..self })?;
            fields.push((key, value));
            if fields.len() == FEW && many.is_none() {
                many = Some(fields.iter().map(|(key, _)| key.clone()).collect());
            }
        }
        Ok(match self.level {
            Level::Row | Level::Values => Value::Fields(fields),
            Level::Other(false) => Value::Skipped,
            Level::Other(true) => Value::Fields(fields).into_json(),
        })
    }
}

/// Most keys that are compared one by one, to find one that is there twice.
const FEW: usize = 24;

impl<'t> Value<'t> {
    fn into_json(self) -> Value<'t> {
        Value::Json(self.json())
    }

    fn json(self) -> Json {
        match self {
            Value::Null | Value::Skipped => Json::Null,
            Value::Bool(flag) => Json::Bool(flag),
            Value::Text(text) => Json::String(text.into_owned()),
            Value::Json(json) => json,
            Value::Fields(fields) => {
                let fields = fields.into_iter().map(|(key, value)| (key.into_owned(), value.json()));
                Json::Object(fields.collect())
            }
        }
    }
}

/// A key, lent where it stands as it is.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(key))
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(key.to_owned()))
    }
}
