//! Answers requests about a Kinetic Core element.
//!
//! Order: the element and the endpoint must exist, the caller must be said; a Space Admin passes (K03); the level that
//! defines the policy decides (K01), and its fault is final (K12); where it denies, or no level has a policy, a right that
//! implies this one may grant (K06, K07).

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::{Map, Value as Json};

use super::element::Found;
use super::{Core, Entry, Item};
use crate::diag::{Code, JsonFault};
use crate::limits::Limits;
use crate::policy::bindings::{Lent, Scoped};
use crate::policy::caller::{Caller, caller, section};
use crate::policy::endpoint::{Place, Scope};
use crate::policy::programs::{Outcome, Programs};
use crate::policy::{Decision, Effect, Reason, Request};

/// The number of an endpoint in the tables of its place, as `endpoint.rs` lists them.
mod number {
    /// Kapp: Display.
    pub const KAPP_DISPLAY: usize = 0;
    /// Kapp: Modification.
    pub const KAPP_MODIFICATION: usize = 1;
    /// Kapp: Submission Support, the last that Kapp Modification implies.
    pub const KAPP_IMPLIED: usize = 3;
    /// Form: Modification.
    pub const FORM_MODIFICATION: usize = 1;
    /// Form: Submission Access, the first that Form Modification implies.
    pub const SUBMISSION_ACCESS: usize = 2;
    /// Form: Submission Modification, the last that is implied.
    pub const FORM_IMPLIED: usize = 3;
}

/// What a policy says.
#[derive(Clone, Debug, PartialEq)]
enum Verdict {
    Allow,
    Deny,
    Fault(JsonFault),
    Broken(String),
}

/// What a decision about an item rests on, resolved from the request: for explanations.
pub struct Grounds<'a> {
    /// The item.
    pub item: usize,
    /// The endpoint's number.
    pub endpoint: usize,
    sections: Sections<'a>,
}

/// The sections that bindings come from.
struct Sections<'a> {
    caller: Caller<'a>,
    team: Option<Cow<'a, Map<String, Json>>>,
    user: Option<Cow<'a, Map<String, Json>>>,
    file: Option<Cow<'a, Map<String, Json>>>,
    submission: Option<Cow<'a, Map<String, Json>>>,
    form: Option<usize>,
    request: &'a Request,
}

/// A decision in the making.
struct Run<'a> {
    core: &'a Core,
    programs: &'a Programs,
    limits: &'a Limits,
    grounds: &'a Grounds<'a>,
    fuel: u64,
}

impl Core {
    /// Decides about a request.
    pub fn decide(&self, programs: &Programs, request: &Request, limits: &Limits) -> Decision {
        match self.grounds(request) {
            Err(decision) => *decision,
            Ok(grounds) => {
                let mut run = Run {
                    core: self,
                    programs,
                    limits,
                    grounds: &grounds,
                    fuel: 0,
                };
                let mut decision = run.decide();
                decision.fuel = run.fuel;
                decision
            }
        }
    }

    /// What a request is about; a denial where it cannot be said.
    ///
    /// # Errors
    /// The denial.
    pub fn grounds<'a>(&self, request: &'a Request) -> Result<Grounds<'a>, Box<Decision>> {
        let text = request.element.to_string();
        let Some(found) = self.find(&request.element, request.endpoint.as_deref()) else {
            let decision = Decision {
                endpoint: request.endpoint.clone(),
                message: Some(format!("This set knows nothing called {text}")),
                ..Decision::new(Effect::Deny, Reason::UnknownElement, text)
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
                return Err(Box::new(Decision::invalid(text, message)));
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
                ..Decision::new(Effect::Deny, Reason::UnknownEndpoint, text)
            };
            return Err(Box::new(decision));
        };
        let sections = self.sections(request, found).map_err(|(item, message)| {
            Box::new(Decision {
                endpoint: Some(endpoints[endpoint].name.clone()),
                level: Some(self.items[item].place.level().to_owned()),
                status: 401,
                ..Decision::invalid(text, message)
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

    /// The bindings of a scope around an item.
    pub fn bindings<'a>(&'a self, grounds: &'a Grounds<'a>, item: usize, scope: Scope) -> Scoped<'a> {
        let sections = &grounds.sections;
        let item = &self.items[item];
        let declared = &self.declared;
        let kapp = match item.place {
            Place::Kapp => self.index.get(&item.element).copied(),
            _ => item.kapp,
        };
        let (kapp_attributes, form_attributes): (&[String], &[String]) = kapp
            .and_then(|kapp| declared.kapps.get(&kapp))
            .map_or((&[], &[]), |(own, forms)| (own, forms));
        let form: Option<&Item> = match item.place {
            Place::Form | Place::DatastoreForm => Some(item),
            _ => sections.form.and_then(|form| self.items.get(form)),
        };
        let raw = |name: &str| match sections.request.sections.get(name) {
            Some(Json::Object(map)) => Some(map),
            _ => None,
        };
        Scoped::new(scope.sections(), |name| {
            let lent = |map: Option<&'a Map<String, Json>>, attributes: &'a [String]| Lent {
                map,
                attributes,
                profile: &[],
                prefixed: true,
            };
            match name {
                "identity" => Lent {
                    profile: &declared.profile,
                    ..lent(Some(&sections.caller.identity), &declared.user)
                },
                "space" => lent(Some(&self.items[0].facts), &declared.space),
                "kapp" => lent(kapp.map(|kapp| &self.items[kapp].facts), kapp_attributes),
                "form" if form.is_some_and(|form| form.place == Place::DatastoreForm) => {
                    lent(form.map(|form| &form.facts), &declared.datastore)
                }
                "form" => lent(form.map(|form| &form.facts), form_attributes),
                "team" => lent(sections.team.as_deref(), &declared.team),
                "user" => lent(sections.user.as_deref(), &declared.user),
                other => Lent {
                    map: match other {
                        "file" => sections.file.as_deref(),
                        "submission" => sections.submission.as_deref(),
                        other => raw(other),
                    },
                    ..Lent::default()
                },
            }
        })
    }
}

impl<'a> Run<'a> {
    fn decide(&mut self) -> Decision {
        let (core, grounds) = (self.core, self.grounds);
        let item = &core.items[grounds.item];
        let endpoint = &core.endpoints.list(item.place)[grounds.endpoint];
        let request = grounds.sections.request;
        let mut decision = Decision {
            endpoint: Some(endpoint.name.clone()),
            ..Decision::new(Effect::Allow, Reason::SpaceAdmin, request.element.to_string())
        };
        if grounds.sections.caller.space_admin {
            return decision;
        }
        let entry = core.entry(grounds.item, grounds.endpoint);
        let own = entry.map(|entry| (entry, self.evaluate(entry, grounds.item, endpoint.scope)));
        let deny = |decision: &mut Decision, reason| {
            decision.effect = Effect::Deny;
            decision.reason = reason;
            decision.status = denied(item.place, grounds.sections.caller.authenticated);
        };
        match own {
            None if matches!(item.place, Place::WebApi | Place::KappWebApi) => {
                // The product runs a WebAPI that nobody guards (K04).
                decision.reason = Reason::Default;
                return decision;
            }
            None => {
                deny(&mut decision, Reason::NoPolicy);
                decision.message = Some("No policy grants this to anyone yet".to_owned());
            }
            Some((entry, verdict)) => {
                decision.level = Some(entry.level.level().to_owned());
                decision.definition = Some(entry.definition.to_string());
                match verdict {
                    Verdict::Allow => {
                        decision.reason = reason_of(entry, item);
                        return decision;
                    }
                    Verdict::Deny => deny(&mut decision, reason_of(entry, item)),
                    Verdict::Fault(fault) => {
                        deny(&mut decision, Reason::Fault);
                        decision.fault = Some(fault);
                        self.message(entry, endpoint.scope, &mut decision);
                        return decision;
                    }
                    Verdict::Broken(why) => {
                        deny(&mut decision, Reason::BrokenPolicy);
                        decision.message = Some(why);
                        return decision;
                    }
                }
            }
        }
        let mut fault = None;
        if let Some((reason, by)) = self.implied(&mut fault) {
            return Decision {
                effect: Effect::Allow,
                reason,
                level: Some(by.level.level().to_owned()),
                definition: Some(by.definition.to_string()),
                message: None,
                status: 200,
                ..decision
            };
        }
        // A right that would imply this one could not be decided; the denial stands and the fault is not hidden.
        decision.fault = fault;
        if let Some(entry) = entry {
            self.message(entry, endpoint.scope, &mut decision);
        }
        decision
    }

    /// A right that the caller has and that implies what is asked.
    fn implied(&mut self, fault: &mut Option<JsonFault>) -> Option<(Reason, &'a Entry)> {
        let (core, item, endpoint) = (self.core, self.grounds.item, self.grounds.endpoint);
        let place = core.items[item].place;
        let kapp = match place {
            Place::Kapp if endpoint <= number::KAPP_IMPLIED && endpoint != number::KAPP_MODIFICATION => Some(item),
            Place::Form if endpoint <= number::FORM_IMPLIED => core.items[item].kapp,
            _ => None,
        };
        if let Some(kapp) = kapp
            && let Some(entry) = self.holds(kapp, number::KAPP_MODIFICATION, fault)
        {
            return Some((Reason::ImpliedByKappModification, entry));
        }
        let submissions = number::SUBMISSION_ACCESS..=number::FORM_IMPLIED;
        if matches!(place, Place::Form | Place::DatastoreForm) && submissions.contains(&endpoint) {
            let entry = self.holds(item, number::FORM_MODIFICATION, fault)?;
            return Some((Reason::ImpliedByFormModification, entry));
        }
        if place == Place::Kapp && endpoint == number::KAPP_DISPLAY {
            let entry = self.changes_a_form(item, fault)?;
            return Some((Reason::ImpliedByFormModification, entry));
        }
        None
    }

    /// The policy by which the caller may change some form of a kapp (K06).
    fn changes_a_form(&mut self, kapp: usize, fault: &mut Option<JsonFault>) -> Option<&'a Entry> {
        let core = self.core;
        // Forms that share a policy which does not look at the form need one evaluation together.
        let mut known = HashSet::new();
        let forms = core.forms.get(&kapp)?;
        for &form in forms {
            let entry = core.entry(form, number::FORM_MODIFICATION);
            let Some(entry) = entry else { continue };
            if !entry.reads_form && !known.insert(std::ptr::from_ref(entry)) {
                continue;
            }
            if let Some(entry) = self.holds(form, number::FORM_MODIFICATION, fault) {
                return Some(entry);
            }
        }
        None
    }

    /// The policy of an endpoint, where it grants.
    fn holds(&mut self, item: usize, endpoint: usize, fault: &mut Option<JsonFault>) -> Option<&'a Entry> {
        let entry = self.core.entry(item, endpoint)?;
        let scope = self.core.scope(self.core.items[item].place, endpoint);
        match self.evaluate(entry, item, scope) {
            Verdict::Allow => Some(entry),
            Verdict::Fault(found) => {
                fault.get_or_insert(found);
                None
            }
            Verdict::Deny | Verdict::Broken(_) => None,
        }
    }

    fn evaluate(&mut self, entry: &Entry, item: usize, scope: Option<Scope>) -> Verdict {
        let rule = match &entry.rule {
            Ok(rule) => *rule,
            Err(why) => return Verdict::Broken(why.clone()),
        };
        let Some(scope) = scope else {
            return Verdict::Broken("the endpoint only stands in for another".to_owned());
        };
        let bindings = self.core.bindings(self.grounds, item, scope);
        let world = self.grounds.sections.request.world;
        let (outcome, fuel) = self.programs.run(rule, &bindings, world, self.limits);
        self.fuel = self.fuel.saturating_add(fuel);
        match outcome {
            Outcome::Fault(fault) => Verdict::Fault(fault),
            Outcome::Truth { boolean: false, .. } if self.core.strict_boolean => Verdict::Fault(JsonFault {
                code: Code::F0907.number().to_owned(),
                name: Code::F0907.name().to_owned(),
                message: "the rule gave something else than true or false".to_owned(),
                span: [0, 0],
            }),
            Outcome::Truth { holds: true, .. } => Verdict::Allow,
            Outcome::Truth { holds: false, .. } => Verdict::Deny,
        }
    }

    /// Gives a denial the message of the definition that decided (K11).
    fn message(&mut self, entry: &Entry, scope: Option<Scope>, decision: &mut Decision) {
        let Some(scope) = scope else { return };
        let bindings = self.core.bindings(self.grounds, self.grounds.item, scope);
        let world = self.grounds.sections.request.world;
        let (message, fault, fuel) = entry.message.fill(self.programs, &bindings, world, self.limits);
        self.fuel = self.fuel.saturating_add(fuel);
        decision.message = message;
        decision.message_fault = fault;
    }
}

/// Whether the element's own policy decided, or that of a higher level.
fn reason_of(entry: &Entry, item: &Item) -> Reason {
    if entry.level == item.place {
        Reason::Rule
    } else {
        Reason::Inherited
    }
}

/// The status of a denial (K11).
fn denied(place: Place, authenticated: bool) -> u16 {
    if authenticated && !matches!(place, Place::WebApi | Place::KappWebApi) {
        403
    } else {
        401
    }
}
