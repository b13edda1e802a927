//! The sections of a request, checked: rules are written for the types that the products give, so that another type must
//! not reach them.
//!
//! Input: a request; output: its identity and its other sections, lent where nothing had to be completed. A text where a
//! list belongs would turn `indexOf` into a search for a part of the text, a list where a text belongs equals that text
//! under `==`, and any text counts as true: each would let people in by accident and is refused. An attribute with one
//! value becomes the list that the product gives, and the flags that follow from others are filled in.

use std::borrow::Cow;

use serde_json::{Map, Value as Json};

use super::Request;
use super::bindings::Flags;
use crate::vm::Datum;

/// Who asks.
#[derive(Clone, Debug)]
pub struct Caller<'a> {
    /// The bindings of `identity`, as the request gives them.
    pub identity: Cow<'a, Map<String, Json>>,
    /// What it says of the caller, also where the request leaves it out.
    pub flags: Flags,
}

/// What the value of a key may be; absent and null are always fine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Type {
    Text,
    Flag,
    Texts,
    /// A text or a number: how requests write times and ids.
    Plain,
    /// A map of texts.
    Headers,
}

/// The keys of a section, by their type.
type Typed = &'static [(Type, &'static [&'static str])];

/// The keys of the sections that products give (K16, T04), with their types.
const TYPES: &[(&str, Typed)] = &[
    (
        "identity",
        &[
            (Type::Text, &["username", "displayName", "email", "sessionToken"]),
            (Type::Flag, &["anonymous", "authenticated", "spaceAdmin"]),
            (Type::Texts, &["teams", "groups"]),
        ],
    ),
    (
        "submission",
        &[
            (
                Type::Text,
                &[
                    "closedBy",
                    "coreState",
                    "createdBy",
                    "currentPage",
                    "sessionToken",
                    "submittedBy",
                    "type",
                    "updatedBy",
                ],
            ),
            (
                Type::Plain,
                &["closedAt", "createdAt", "id", "submittedAt", "updatedAt"],
            ),
            (Type::Flag, &["anonymous"]),
        ],
    ),
    ("team", &[(Type::Text, &["name", "slug"])]),
    (
        "user",
        &[
            (Type::Text, &["displayName", "email", "invitedBy", "username"]),
            (Type::Flag, &["spaceAdmin"]),
        ],
    ),
    ("file", &[(Type::Text, &["folder", "name", "path"])]),
    (
        "request",
        &[(Type::Text, &["remote_addr"]), (Type::Headers, &["headers"])],
    ),
    ("auth", &[(Type::Flag, &["signature"])]),
];

/// Maps of attributes, with the prefix under which rules read one of them.
const ATTRIBUTES: &[(&str, &str)] = &[("attributes", "attribute:"), ("profileAttributes", "profileAttribute:")];

/// Reads the identity of a request.
///
/// # Errors
/// What is wrong with it, for people.
pub fn caller(request: &Request) -> Result<Caller<'_>, String> {
    let Some(identity) = section(request, "identity")? else {
        return Err(
            "the request must say who asks: `identity` with `username`, `authenticated`, `teams`, …".to_owned(),
        );
    };
    let (mut anonymous, mut authenticated, mut space_admin, mut named) = (None, None, false, false);
    for (key, value) in identity.as_ref() {
        match key.as_str() {
            "anonymous" => anonymous = value.as_bool(),
            "authenticated" => authenticated = value.as_bool(),
            "spaceAdmin" => space_admin = value == true,
            "username" => named = value.as_str().is_some_and(|name| !name.is_empty()),
            _ => {}
        }
    }
    if anonymous.is_some() && anonymous == authenticated {
        return Err("`identity.anonymous` and `identity.authenticated` contradict each other".to_owned());
    }
    let said = authenticated.or(anonymous.map(|anonymous| !anonymous));
    if space_admin && said == Some(false) {
        return Err("`identity.spaceAdmin` is true for a caller who is not signed in".to_owned());
    }
    let authenticated = said.unwrap_or(space_admin || named);
    Ok(Caller {
        identity,
        flags: Flags {
            authenticated,
            space_admin,
        },
    })
}

/// A section of a request with its types checked, and with attributes that are lists.
///
/// # Errors
/// What is wrong with it.
pub fn section<'a>(request: &'a Request, name: &str) -> Result<Option<Cow<'a, Map<String, Json>>>, String> {
    let Some(Json::Object(section)) = request.sections.get(name) else {
        return Ok(None);
    };
    let types = types(name);
    let kind = |key: &str| {
        types
            .iter()
            .find(|(_, keys)| keys.contains(&key))
            .map(|&(kind, _)| kind)
    };
    let wrong = |(key, value): (&String, &Json)| kind(key).is_some_and(|kind| !kind.fits(&Datum::from(value)));
    if section.iter().any(wrong) {
        // Which of several wrong values is told does not depend on their order.
        fits(name, |key| section.get(key).map_or(Datum::Absent, Datum::from))?;
    }
    if matches!(name, "identity" | "team" | "user") {
        return listed(name, section).map(Some);
    }
    Ok(Some(Cow::Borrowed(section)))
}

/// Whether the values of a section have the types that the products give.
///
/// # Errors
/// What is wrong with one of them.
pub fn fits<'d>(name: &str, get: impl Fn(&str) -> Datum<'d>) -> Result<(), String> {
    for (kind, keys) in types(name) {
        for key in *keys {
            if !kind.fits(&get(key)) {
                return Err(format!("`{name}.{key}` must be {}", kind.words()));
            }
        }
    }
    Ok(())
}

/// The typed keys of a section.
fn types(name: &str) -> Typed {
    let types = TYPES.iter().find(|(known, _)| *known == name);
    types.map_or(&[], |(_, types)| types)
}

impl Type {
    fn fits(self, value: &Datum<'_>) -> bool {
        matches!(value, Datum::Absent | Datum::Null) || self.takes(value)
    }

    fn takes(self, value: &Datum<'_>) -> bool {
        match self {
            Type::Text => matches!(value, Datum::Text(_)),
            Type::Flag => matches!(value, Datum::Bool(_)),
            Type::Texts => match value {
                Datum::Texts(_) | Datum::Strings(_) => true,
                Datum::Json(value) => is_texts(value),
                _ => false,
            },
            Type::Plain => matches!(
                value,
                Datum::Text(_) | Datum::Int(_) | Datum::Float(_) | Datum::Json(Json::Number(_))
            ),
            Type::Headers => match value {
                Datum::Json(Json::Object(headers)) => {
                    headers.values().all(|value| value.is_string() || value.is_null())
                }
                _ => false,
            },
        }
    }

    fn words(self) -> &'static str {
        match self {
            Type::Text => "a text",
            Type::Flag => "true or false",
            Type::Texts => "a list of texts",
            Type::Plain => "a text or a number",
            Type::Headers => "an object: name → text",
        }
    }
}

fn is_texts(value: &Json) -> bool {
    value.as_array().is_some_and(|items| items.iter().all(Json::is_string))
}

/// A section in which every attribute is a list of texts; one text counts as a list of one.
fn listed<'a>(name: &str, section: &'a Map<String, Json>) -> Result<Cow<'a, Map<String, Json>>, String> {
    let mut section = Cow::Borrowed(section);
    for (key, prefix) in ATTRIBUTES {
        // An attribute may also be given under the key by which rules read it.
        let given: Vec<String> = section.keys().filter(|key| key.starts_with(prefix)).cloned().collect();
        let mut single = Vec::new();
        match section.get(*key) {
            None | Some(Json::Null) => {}
            Some(Json::Object(attributes)) => {
                for (attribute, values) in attributes {
                    if given.iter().any(|key| key.strip_prefix(prefix) == Some(attribute)) {
                        return Err(format!("`{name}` says the attribute {attribute:?} twice"));
                    }
                    match values {
                        Json::String(_) => single.push(attribute.clone()),
                        values if is_texts(values) => {}
                        _ => return Err(format!("`{name}.{key}.{attribute}` must be a list of texts")),
                    }
                }
            }
            Some(_) => return Err(format!("`{name}.{key}` must be an object: name → list of texts")),
        }
        if !single.is_empty()
            && let Some(Json::Object(attributes)) = section.to_mut().get_mut(*key)
        {
            single.iter().for_each(|attribute| list(attributes, attribute));
        }
        for key in given {
            match section.get(&key) {
                Some(Json::String(_)) => list(section.to_mut(), &key),
                Some(Json::Null) => {}
                Some(values) if is_texts(values) => {}
                _ => return Err(format!("`{name}.{key}` must be a list of texts")),
            }
        }
    }
    Ok(section)
}

/// Makes a text the list of it.
fn list(map: &mut Map<String, Json>, key: &str) {
    if let Some(value) = map.get_mut(key) {
        *value = Json::Array(vec![value.take()]);
    }
}
