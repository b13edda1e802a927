//! Reads JSON and YAML into one kind of tree, keeping only what is asked for.
//!
//! Input: a text and the keys of interest; output: a [`Json`] in which the value of any other key is null, and the paths
//! of keys that are there twice. Bounds: nesting by the parsers, aliases of YAML by the budget of its parser.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value as Json};

use super::files::Format;

/// What a text says.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    /// The value.
    pub value: Json,
    /// Paths of keys that occur twice in their map.
    pub repeated: Vec<String>,
}

/// Which keys are kept.
#[derive(Clone, Copy, Debug)]
pub enum Keep<'a> {
    /// All of them.
    All,
    /// These, on the outermost map; everything in them.
    Outermost(&'a [&'a str]),
    /// These, in every map.
    Everywhere(&'a [&'a str]),
}

/// Reads a text.
///
/// # Errors
/// What the parser says, with the place.
pub fn read(text: &str, format: Format, keep: Keep<'_>) -> Result<Tree, String> {
    let repeated = RefCell::new(Vec::new());
    let node = Node {
        keep,
        path: &Path::Root,
        repeated: &repeated,
    };
    let value = match format {
        Format::Json => {
            let mut deserializer = serde_json::Deserializer::from_str(text);
            let value = node.deserialize(&mut deserializer).map_err(|error| error.to_string())?;
            deserializer.end().map_err(|error| error.to_string())?;
            value
        }
        Format::Yaml => yaml(text, node)?,
    };
    Ok(Tree {
        value,
        repeated: repeated.into_inner(),
    })
}

fn yaml(text: &str, node: Node<'_>) -> Result<Json, String> {
    // The visitor below notes repeated keys and drops what is not asked for, so the parser need not refuse them: parts
    // of a workflow that have nothing to do with permissions may be written in any way that the product reads.
    let options = serde_saphyr::options! {
        duplicate_keys: serde_saphyr::DuplicateKeyPolicy::PassThrough,
        non_finite_float_policy: serde_saphyr::NonFiniteFloatPolicy::PassThrough,
        with_snippet: false,
    };
    let read = serde_saphyr::with_deserializer_from_str_with_options(text, options, |deserializer| {
        node.deserialize(deserializer)
    });
    read.map_err(|error| plainly(&error.to_string()))
}

/// What the parser of YAML says to those who call it, as it is said to those who write files.
const PLAINLY: &[(&str, &str)] = &[
    (
        "multiple YAML documents detected",
        "it holds several documents; write what stands behind `---` into a file of its own",
    ),
    (
        "recursive references",
        "an alias stands inside of what it is an alias of",
    ),
    ("budget breached: Depth", "it is nested too deeply"),
    ("budget breached", "it is too large once its aliases are written out"),
];

/// A message of the parser in plain words, with its place.
fn plainly(message: &str) -> String {
    match PLAINLY.iter().find(|(start, _)| message.starts_with(start)) {
        Some((_, words)) => {
            let place = message.find(" at line ").map_or("", |at| &message[at..]);
            format!("{words}{place}")
        }
        None => message.to_owned(),
    }
}

struct Node<'a> {
    keep: Keep<'a>,
    path: &'a Path<'a>,
    repeated: &'a RefCell<Vec<String>>,
}

/// Where a value stands; written down only where something is to be said about it.
enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Item(&'a Path<'a>, usize),
}

impl Path<'_> {
    fn text(&self) -> String {
        let mut steps = Vec::new();
        let mut here = self;
        loop {
            let above = match here {
                Path::Root => break,
                Path::Key(above, _) | Path::Item(above, _) => above,
            };
            steps.push(here);
            here = above;
        }
        steps.iter().rev().fold(String::new(), |path, step| match step {
            Path::Root => path,
            Path::Key(_, key) => joined(&path, key),
            Path::Item(_, index) => format!("{path}[{index}]"),
        })
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Json, E> {
        Ok(Json::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Json, E> {
        Ok(Json::from(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Json, E> {
        Ok(Json::from(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Json, E> {
        Ok(Json::from(value))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Json, E> {
        Ok(Json::String(value))
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        loop {
            let node = Node {
                keep: self.keep,
                path: &Path::Item(self.path, items.len()),
                repeated: self.repeated,
            };
            match seq.next_element_seed(node)? {
                Some(item) => items.push(item),
                None => return Ok(Json::Array(items)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut fields = Map::new();
        loop {
            let key = Node {
                keep: Keep::All,
                path: self.path,
                repeated: self.repeated,
            };
            let Some(key) = map.next_key_seed(key)? else { break };
            // YAML takes anything as a key; what is no text is none of ours, and is known by how JSON writes it.
            let key = match key {
                Json::String(key) => key,
                other => other.to_string(),
            };
            let (kept, below) = match self.keep {
                Keep::All => (true, Keep::All),
                Keep::Outermost(keys) => (keys.contains(&key.as_str()), Keep::All),
                Keep::Everywhere(keys) => (keys.contains(&key.as_str()), self.keep),
            };
            let value = if kept {
                let path = Path::Key(self.path, &key);
                if fields.contains_key(&key) {
                    self.repeated.borrow_mut().push(path.text());
                }
                map.next_value_seed(Node {
                    keep: below,
                    path: &path,
                    repeated: self.repeated,
                })?
            } else {
                map.next_value::<IgnoredAny>()?;
                Json::Null
            };
            fields.insert(key, value);
        }
        Ok(Json::Object(fields))
    }
}

/// A path with a further key.
pub fn joined(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}
