//! What a request to Kinetic Core is about: the item, the endpoint, and what rules see of them.
//!
//! Input: a request; output: its [`Grounds`], or the denial of a request that cannot be used; and the bindings of a scope
//! around an item. Space, kapp and form are what the export says, everything else is what the request says.

use std::borrow::Cow;

use serde_json::{Map, Value as Json};

use super::Core;
use super::element::Found;
use crate::policy::bindings::{Lent, Scoped};
use crate::policy::caller::{Caller, caller, section};
use crate::policy::endpoint::{Place, Scope};
use crate::policy::{Decision, Effect, Reason, Request};
use crate::vm::Bindings;

/// What a decision about an item rests on, resolved from the request: for explanations.
pub struct Grounds<'a> {
    /// The item.
    pub item: usize,
    /// The endpoint's number.
    pub endpoint: usize,
    pub(super) sections: Sections<'a>,
}

/// The sections that bindings come from.
pub(super) struct Sections<'a> {
    pub caller: Caller<'a>,
    team: Option<Cow<'a, Map<String, Json>>>,
    user: Option<Cow<'a, Map<String, Json>>>,
    file: Option<Cow<'a, Map<String, Json>>>,
    submission: Option<Cow<'a, Map<String, Json>>>,
    form: Option<usize>,
    pub request: &'a Request,
}

impl Core {
    /// What a request is about; a denial where it cannot be said.
    ///
    /// # Errors
    /// The denial.
    pub fn grounds<'a>(&self, request: &'a Request) -> Result<Grounds<'a>, Box<Decision>> {
        let text = || request.element.to_string();
        let Some(found) = self.find(&request.element, request.endpoint.as_deref()) else {
            let decision = Decision {
                endpoint: request.endpoint.clone(),
                message: Some(format!("This set knows nothing called {}", text())),
                ..Decision::new(Effect::Deny, Reason::UnknownElement, text())
            };
            return Err(Box::new(decision));
        };
        let place = self.items[found.item].place;
        let endpoints = self.endpoints.list(place);
        let endpoint = match request.endpoint.as_deref() {
            Some(name) => self.endpoints.find(place, name),
            None if endpoints.len() == 1 => Some(0),
            None => {
                let names: Vec<&str> = endpoints.iter().map(|row| row.name.as_str()).collect();
                let message = format!("The request must name an `endpoint`: {}", names.join(", "));
                return Err(Box::new(Decision::invalid(text(), message)));
            }
        };
        // An element that is a team or a user has the endpoints over teams or users, and no others of the space.
        let asked = match found.named {
            None => None,
            Some(("team", ..)) => Some(Scope::Team),
            Some(_) => Some(Scope::User),
        };
        let endpoint = endpoint.filter(|&at| match (endpoints[at].scope, asked) {
            (None, _) => false,
            (Some(_), None) => true,
            (scope, asked) => scope == asked,
        });
        let Some(endpoint) = endpoint else {
            let name = request.endpoint.clone().unwrap_or_default();
            let message = if name.starts_with("Default ") {
                "This endpoint only stands in for that of a form; ask about a form".to_owned()
            } else {
                let kind = found.named.map_or(place.level(), |(kind, ..)| kind);
                format!("A {kind} has no endpoint {name:?}")
            };
            let decision = Decision {
                endpoint: Some(name),
                message: Some(message),
                ..Decision::new(Effect::Deny, Reason::UnknownEndpoint, text())
            };
            return Err(Box::new(decision));
        };
        let sections = self.sections(request, found).map_err(|(item, message)| {
            Box::new(Decision {
                endpoint: Some(endpoints[endpoint].name.clone()),
                level: Some(self.items[item].place.level().to_owned()),
                status: 401,
                ..Decision::invalid(text(), message)
            })
        });
        let (item, sections) = sections?;
        Ok(Grounds {
            item,
            endpoint,
            sections,
        })
    }

    fn sections<'a>(&self, request: &'a Request, found: Found<'a>) -> Result<(usize, Sections<'a>), (usize, String)> {
        let item = found.item;
        let wrong = |message| (item, message);
        let mut sections = Sections {
            caller: caller(request).map_err(wrong)?,
            team: section(request, "team").map_err(wrong)?,
            user: section(request, "user").map_err(wrong)?,
            file: section(request, "file").map_err(wrong)?,
            submission: section(request, "submission").map_err(wrong)?,
            form: found.form,
            request,
        };
        if let Some((kind, key, name)) = found.named {
            let section = if kind == "team" {
                &mut sections.team
            } else {
                &mut sections.user
            };
            let section = section.get_or_insert_with(|| Cow::Owned(Map::new()));
            match section.get(key).and_then(Json::as_str) {
                None => {
                    section.to_mut().insert(key.to_owned(), Json::from(name));
                }
                Some(known) if known == name => {}
                Some(known) => {
                    return Err(wrong(format!(
                        "`element.{kind}` is {name:?}, and `{kind}.{key}` is {known:?}"
                    )));
                }
            }
        }
        Ok((item, sections))
    }

    /// What the set knows of an item, by section: lent where the section says something about an element. `form` is that
    /// of the request, where the item is none.
    pub(super) fn facts(&self, item: usize, form: Option<usize>, section: &str) -> Option<Lent<'_>> {
        let item = &self.items[item];
        let declared = &self.declared;
        let kapp = || match item.place {
            Place::Kapp => self.index.get(&item.element).copied(),
            _ => item.kapp,
        };
        let of_kapp = |kapp: Option<usize>| kapp.and_then(|kapp| declared.kapps.get(&kapp));
        Some(match section {
            "space" => lent(Some(&self.items[0].facts), &declared.space),
            "kapp" => {
                let kapp = kapp();
                let attributes = of_kapp(kapp).map_or::<&[String], _>(&[], |(own, _)| own);
                lent(kapp.map(|kapp| &self.items[kapp].facts), attributes)
            }
            "form" => {
                let form = match item.place {
                    Place::Form | Place::DatastoreForm => Some(item),
                    _ => form.and_then(|form| self.items.get(form)),
                };
                let attributes: &[String] = match form {
                    Some(form) if form.place == Place::DatastoreForm => &declared.datastore,
                    _ => of_kapp(kapp()).map_or(&[], |(_, forms)| forms),
                };
                lent(form.map(|form| &form.facts), attributes)
            }
            _ => return None,
        })
    }

    /// The bindings of `identity`.
    pub(super) fn identity<'a>(&'a self, caller: &'a Caller<'_>) -> Lent<'a> {
        Lent {
            profile: &self.declared.profile,
            flags: Some(caller.flags),
            ..lent(Some(&caller.identity), &self.declared.user)
        }
    }

    /// The bindings of a scope around an item.
    pub fn bindings<'a>(&'a self, grounds: &'a Grounds<'a>, item: usize, scope: Scope) -> impl Bindings + use<'a> {
        let sections = &grounds.sections;
        let declared = &self.declared;
        let plain = |map| Lent { map, ..Lent::default() };
        Scoped::new(scope.sections(), move |name| {
            if let Some(known) = self.facts(item, sections.form, name) {
                return known;
            }
            match name {
                "identity" => self.identity(&sections.caller),
                "team" => lent(sections.team.as_deref(), &declared.team),
                "user" => lent(sections.user.as_deref(), &declared.user),
                "file" => plain(sections.file.as_deref()),
                "submission" => plain(sections.submission.as_deref()),
                other => plain(sections.request.sections.get(other).and_then(Json::as_object)),
            }
        })
    }
}

/// A section whose `attribute:` keys have their meaning.
fn lent<'a>(map: Option<&'a Map<String, Json>>, attributes: &'a [String]) -> Lent<'a> {
    Lent {
        map,
        attributes,
        prefixed: true,
        ..Lent::default()
    }
}
