//! Requests: what is asked of a policy set, in the same shape for all models.

use std::cmp::Ordering;
use std::fmt;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use smallvec::SmallVec;

use super::load::files::Format;
use super::load::tree::{self, Keep, Tree};
use crate::vm::World;

/// Which product's policies decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Model {
    /// Forms, kapps and the space: rules in JavaScript.
    KineticCore,
    /// Consoles, categories and sources of workflows: rules in Ruby.
    KineticTask,
    /// Workflows: lists in YAML.
    Keep,
    /// Flows: a grid of grants and denials.
    Flowrunner,
}

impl Model {
    /// Every model.
    pub const ALL: &'static [Model] = &[Model::KineticCore, Model::KineticTask, Model::Keep, Model::Flowrunner];

    /// Its name in requests and settings.
    pub fn name(self) -> &'static str {
        match self {
            Model::KineticCore => "kinetic-core",
            Model::KineticTask => "kinetic-task",
            Model::Keep => "keep",
            Model::Flowrunner => "flowrunner",
        }
    }
}

/// What is asked for: kinds and names, such as kapp `services`, form `onboarding`; empty for the space itself.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Element {
    /// Kind and name, kind and name, in the order of the kinds' names and without anything between: one text, since each
    /// element that a request names is compared with one of a set.
    text: Box<str>,
    /// Where each kind and each name ends.
    ends: SmallVec<[usize; 4]>,
}

impl Element {
    /// An element of these kinds and names.
    pub fn new<'a>(parts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut parts: SmallVec<[(&str, &str); 4]> = parts.into_iter().collect();
        parts.sort_unstable();
        let pieces = || parts.iter().flat_map(|&(kind, name)| [kind, name]);
        let mut text = String::with_capacity(pieces().map(str::len).sum());
        let mut ends = SmallVec::new();
        for piece in pieces() {
            text.push_str(piece);
            ends.push(text.len());
        }
        Element {
            text: text.into(),
            ends,
        }
    }

    /// The name of a kind: `get("form")`.
    pub fn get(&self, kind: &str) -> Option<&str> {
        self.parts().find(|(known, _)| *known == kind).map(|(_, name)| name)
    }

    /// The kinds that it names.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.parts().map(|(kind, _)| kind)
    }

    fn parts(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        let mut start = 0;
        let mut piece = move |end: usize| {
            let piece = self.text.get(start..end).unwrap_or_default();
            start = end;
            piece
        };
        self.ends
            .chunks_exact(2)
            .map(move |ends| (piece(ends[0]), piece(ends[1])))
    }
}

impl Ord for Element {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts().cmp(other.parts())
    }
}

impl PartialOrd for Element {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.parts()).finish()
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ends.is_empty() {
            return f.write_str("the space");
        }
        // A kapp is named before what it holds.
        let is_kapp = |(kind, _): &(&str, &str)| *kind == "kapp";
        let others = self.parts().filter(|part| !is_kapp(part));
        let mut comma = "";
        for (kind, name) in self.parts().filter(is_kapp).chain(others) {
            for piece in [comma, kind, " ", name] {
                f.write_str(piece)?;
            }
            comma = ", ";
        }
        Ok(())
    }
}

/// A question to a policy set.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The model; none where the set holds one only.
    pub model: Option<Model>,
    /// The element.
    pub element: Element,
    /// The endpoint, where the element has several: an API name or a console's label.
    pub endpoint: Option<String>,
    /// Sections of bindings: `identity`, `submission`, `values`, `team`, `user`, `file`, `request`, `auth`, `caller`.
    pub sections: Map<String, Json>,
    /// Keep: what starts the run; `manual` where absent.
    pub trigger: Option<String>,
    /// FlowRunner: `call-flow-api` or `call-flow-block`.
    pub via: Option<String>,
    /// The time and the zone; 1970 in UTC where the request does not say, since nothing here reads a clock.
    pub world: World,
}

/// What is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestError {
    /// The path of the field: `element.form`.
    pub path: String,
    /// What is wrong with it and what it should be.
    pub message: String,
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.path, self.message)
    }
}

impl std::error::Error for RequestError {}

/// Sections that hold bindings; each must be an object.
const SECTIONS: &[&str] = &[
    "identity",
    "submission",
    "values",
    "team",
    "user",
    "file",
    "request",
    "auth",
    "caller",
];

/// Reads JSON in which no key is there twice: readers disagree about which of two counts, and a request that two readers
/// understand differently is how people get in.
///
/// # Errors
/// What is wrong with the text, for people.
pub fn read_json(text: &str) -> Result<Json, String> {
    let Tree { value, repeated } = tree::read(text, Format::Json, Keep::All)?;
    match repeated.first() {
        None => Ok(value),
        Some(path) => Err(format!("the key `{path}` is there twice")),
    }
}

/// The latest and the earliest time that a date can have, in milliseconds around 1970 (ECMA-262, 21.4.1.1).
const FARTHEST: f64 = 8.64e15;

impl Request {
    /// Reads a request from a text in JSON; a key must not be there twice.
    ///
    /// # Errors
    /// [`RequestError`] names the field.
    pub fn from_text(text: &str) -> Result<Request, RequestError> {
        let json = read_json(text).map_err(|error| RequestError {
            path: "request".to_owned(),
            message: format!("must be JSON: {error}"),
        })?;
        Request::from_json(json)
    }

    /// Reads a request from JSON. Fields that no model knows are ignored; those that are known must be of the right type.
    ///
    /// # Errors
    /// [`RequestError`] names the field.
    ///
    /// ```
    /// use rulec::policy::Request;
    ///
    /// let json = serde_json::json!({"model": "keep", "element": {"workflow": "deploy"}, "caller": {"role": "noc"}});
    /// let request = Request::from_json(json).unwrap();
    /// assert_eq!(request.element.get("workflow"), Some("deploy"));
    /// ```
    pub fn from_json(json: Json) -> Result<Request, RequestError> {
        let error = |path: &str, message: &str| RequestError {
            path: path.to_owned(),
            message: message.to_owned(),
        };
        let Json::Object(mut fields) = json else {
            return Err(error("request", "must be a JSON object"));
        };
        let model = match fields.remove("model") {
            None | Some(Json::Null) => None,
            Some(model) => Some(serde_json::from_value(model).map_err(|_| {
                error(
                    "model",
                    "must be \"kinetic-core\", \"kinetic-task\", \"keep\" or \"flowrunner\"",
                )
            })?),
        };
        let mut parts = Vec::new();
        match fields.remove("element") {
            None | Some(Json::Null) => {}
            Some(Json::Object(element)) => {
                for (kind, name) in element {
                    match name {
                        Json::String(name) => parts.push((kind, name)),
                        Json::Null => {}
                        _ => return Err(error(&format!("element.{kind}"), "must be a text: the element's name")),
                    }
                }
            }
            Some(_) => return Err(error("element", "must be an object such as {\"kapp\": \"services\"}")),
        }
        let element = Element::new(parts.iter().map(|(kind, name)| (kind.as_str(), name.as_str())));
        let mut text = |name: &str| match fields.remove(name) {
            None | Some(Json::Null) => Ok(None),
            Some(Json::String(text)) => Ok(Some(text)),
            Some(_) => Err(error(name, "must be a text")),
        };
        let (endpoint, trigger, via, zone) = (text("endpoint")?, text("trigger")?, text("via")?, text("tz")?);
        let mut world = World::default();
        if let Some(zone) = zone {
            world.zone = zone
                .parse::<Tz>()
                .map_err(|_| error("tz", "must be a zone of the IANA database, such as \"Europe/Berlin\""))?;
        }
        match fields.remove("now") {
            None | Some(Json::Null) => {}
            Some(now) => {
                world.now = instant(&now).ok_or_else(|| {
                    error(
                        "now",
                        "must be milliseconds since 1970 or a time such as \"2026-11-22T10:00:00Z\"",
                    )
                })?
            }
        }
        let mut sections = Map::new();
        for &name in SECTIONS {
            match fields.remove(name) {
                None | Some(Json::Null) => {}
                Some(section @ Json::Object(_)) => {
                    sections.insert(name.to_owned(), section);
                }
                Some(_) => return Err(error(name, "must be an object")),
            }
        }
        Ok(Request {
            model,
            element,
            endpoint,
            sections,
            trigger,
            via,
            world,
        })
    }
}

/// Milliseconds since 1970.
fn instant(now: &Json) -> Option<f64> {
    let now = match now {
        Json::Number(number) => number.as_f64(),
        Json::String(text) => chrono::DateTime::parse_from_rfc3339(text)
            .ok()
            .map(|time| time.timestamp_millis() as f64),
        _ => None,
    };
    now.filter(|now| now.abs() <= FARTHEST)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::Element;

    fn element(parts: &[(String, String)]) -> Element {
        Element::new(parts.iter().map(|(kind, name)| (kind.as_str(), name.as_str())))
    }

    proptest! {
        /// Elements are what the sorted pairs of their kinds and names are, however these run into each other as one text.
        #[test]
        fn elements_are_compared_by_kinds_and_names(
            one in vec(("[ab]{0,2}", "[ab\0é]{0,2}"), 0..4),
            other in vec(("[ab]{0,2}", "[ab\0é]{0,2}"), 0..4),
        ) {
            let sorted = |parts: &[(String, String)]| {
                let mut parts = parts.to_vec();
                parts.sort();
                parts
            };
            let (first, second) = (element(&one), element(&other));
            let (one, other) = (sorted(&one), sorted(&other));
            prop_assert_eq!(first.cmp(&second), one.cmp(&other));
            prop_assert_eq!(first == second, one == other);
            prop_assert!(first.kinds().eq(one.iter().map(|(kind, _)| kind)));
            for (kind, _) in &one {
                let name = one.iter().find(|(known, _)| known == kind).map(|(_, name)| name.as_str());
                prop_assert_eq!(first.get(kind), name);
            }
        }
    }

    #[test]
    fn a_kapp_is_named_before_what_it_holds() {
        let form = Element::new([("form", "onboarding"), ("kapp", "services")]);
        assert_eq!(form.to_string(), "kapp services, form onboarding");
        assert_eq!(format!("{form:?}"), r#"{"form": "onboarding", "kapp": "services"}"#);
        assert_eq!(Element::default().to_string(), "the space");
    }
}
