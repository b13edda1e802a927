//! The identity of a request, checked: rules are written for the types that the product gives, so that another type must
//! not reach them.
//!
//! A text where a list belongs would turn `indexOf` into a search for a part of the text, and let people in by accident:
//! it is refused, or, for an attribute with one value, made the list that the product gives.

use std::borrow::Cow;

use serde_json::{Map, Value as Json};

use super::Request;

/// Who asks.
#[derive(Clone, Debug)]
pub struct Caller<'a> {
    /// The bindings of `identity`.
    pub identity: Cow<'a, Map<String, Json>>,
    /// Whether every policy of Kinetic Core lets the caller pass (K03).
    pub space_admin: bool,
    /// Whether the caller is signed in.
    pub authenticated: bool,
}

/// Reads the identity of a request.
///
/// # Errors
/// What is wrong with it, for people.
pub fn caller(request: &Request) -> Result<Caller<'_>, String> {
    let Some(Json::Object(identity)) = request.sections.get("identity") else {
        return Err(
            "the request must say who asks: `identity` with `username`, `authenticated`, `teams`, …".to_owned(),
        );
    };
    let anonymous = flag(identity, "anonymous")?;
    let authenticated = flag(identity, "authenticated")?;
    let space_admin = flag(identity, "spaceAdmin")?.unwrap_or(false);
    for key in ["teams", "groups"] {
        texts(identity, key)?;
    }
    for key in ["username", "displayName", "email", "sessionToken"] {
        match identity.get(key) {
            None | Some(Json::Null | Json::String(_)) => {}
            Some(_) => return Err(format!("`identity.{key}` must be a text")),
        }
    }
    if anonymous.is_some() && anonymous == authenticated {
        return Err("`identity.anonymous` and `identity.authenticated` contradict each other".to_owned());
    }
    let known = identity.get("username").is_some_and(|name| !name.is_null());
    let signed_in = authenticated.or(anonymous.map(|anonymous| !anonymous)).unwrap_or(known);
    if space_admin && !signed_in {
        return Err("`identity.spaceAdmin` is true for a caller who is not signed in".to_owned());
    }
    Ok(Caller {
        identity: listed("identity", identity)?,
        space_admin,
        authenticated: signed_in,
    })
}

/// A section of a request whose attributes are lists.
///
/// # Errors
/// What is wrong with its attributes.
pub fn section<'a>(request: &'a Request, name: &str) -> Result<Option<Cow<'a, Map<String, Json>>>, String> {
    match request.sections.get(name) {
        Some(Json::Object(section)) => listed(name, section).map(Some),
        _ => Ok(None),
    }
}

fn flag(identity: &Map<String, Json>, key: &str) -> Result<Option<bool>, String> {
    match identity.get(key) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::Bool(flag)) => Ok(Some(*flag)),
        Some(_) => Err(format!("`identity.{key}` must be true or false")),
    }
}

fn texts(identity: &Map<String, Json>, key: &str) -> Result<(), String> {
    match identity.get(key) {
        None | Some(Json::Null) => Ok(()),
        Some(Json::Array(items)) if items.iter().all(Json::is_string) => Ok(()),
        Some(_) => Err(format!("`identity.{key}` must be a list of texts")),
    }
}

/// A section in which every attribute is a list of texts; one text counts as a list of one.
fn listed<'a>(name: &str, section: &'a Map<String, Json>) -> Result<Cow<'a, Map<String, Json>>, String> {
    let mut section = Cow::Borrowed(section);
    for key in ["attributes", "profileAttributes"] {
        let single = match section.get(key) {
            None | Some(Json::Null) => continue,
            Some(Json::Object(attributes)) => {
                let mut single = false;
                for (attribute, values) in attributes {
                    match values {
                        Json::Array(items) if items.iter().all(Json::is_string) => {}
                        Json::String(_) => single = true,
                        _ => return Err(format!("`{name}.{key}.{attribute}` must be a list of texts")),
                    }
                }
                single
            }
            Some(_) => return Err(format!("`{name}.{key}` must be an object: name → list of texts")),
        };
        if single && let Some(Json::Object(attributes)) = section.to_mut().get_mut(key) {
            for values in attributes.values_mut().filter(|values| values.is_string()) {
                *values = Json::Array(vec![values.take()]);
            }
        }
    }
    Ok(section)
}
