//! Many decisions about one identity: rules linked once, the identity bound once, elements and endpoints by number.
//!
//! Input: a policy set, and an [`Identity`] bound from a request without an element. Output: a [`Verdict`] for an item and
//! an endpoint, the same effect and reason as [`PolicySet::decide`] gives for the request with that element and endpoint.
//! What needs more than the identity and what the set knows about the element, and every fault, goes through it, too.

use serde_json::{Map, Value as Json};

use super::decide::{denied, number, reason_of};
use super::{Core, Entry};
use crate::bytecode::Program;
use crate::policy::bindings::Lent;
use crate::policy::caller::caller;
use crate::policy::endpoint::Place;
use crate::policy::{Effect, PolicySet, Reason, Request};
use crate::vm::decision::{Answer, Bound, Linker, Rules};
use crate::vm::{Datum, Host};

/// A policy set with its rules linked for many decisions. It is shared by any number of threads.
#[derive(Debug)]
pub struct Linked<'s> {
    set: &'s PolicySet,
    core: &'s Core,
    rules: Rules,
    /// For each rule: what it asks about.
    reads: Vec<Reads>,
}

/// What a rule asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reads {
    /// The identity alone.
    Identity,
    /// The identity and what the set knows about the element.
    Element,
    /// Something that only a request says.
    Request,
}

/// The sections that the identity and the set know.
const ELEMENT: &[&str] = &["identity", "space", "kapp", "form"];

/// Who asks, bound.
#[derive(Clone, Debug)]
pub struct Identity {
    request: Request,
    /// The bindings of `identity`.
    own: Map<String, Json>,
    bound: Bound,
    space_admin: bool,
    authenticated: bool,
}

/// The answer to a decision about a bound identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether the caller may.
    pub effect: Effect,
    /// Why.
    pub reason: Reason,
    /// The HTTP status that fits.
    pub status: u16,
}

impl PolicySet {
    /// Links the rules of the set for many decisions; none where it holds no part of Kinetic Core.
    pub fn link(&self) -> Option<Linked<'_>> {
        let core = self.core.as_ref()?;
        let mut linker = Linker::default();
        let mut logics = Vec::new();
        let mut reads = Vec::new();
        for program in self.programs.compiled() {
            let asks = |sections: &[&str]| {
                program.is_some_and(|program| program.subjects().all(|(section, _)| sections.contains(&section)))
            };
            reads.push(if asks(&["identity"]) {
                Reads::Identity
            } else if asks(ELEMENT) {
                Reads::Element
            } else {
                Reads::Request
            });
            logics.push(linker.logic(program.and_then(Program::decision_code)));
        }
        let rules = linker.finish(logics);
        Some(Linked {
            set: self,
            core,
            rules,
            reads,
        })
    }
}

/// The sections that are known, in the order of [`ELEMENT`].
struct Sections<'a> {
    rules: &'a Rules,
    lent: [Lent<'a>; 4],
}

impl Host for Sections<'_> {
    fn lend(&self, subject: u16) -> Datum<'_> {
        let Some((section, key)) = self.rules.subjects().nth(usize::from(subject)) else {
            return Datum::Absent;
        };
        let at = ELEMENT.iter().position(|name| *name == section);
        at.map_or(Datum::Absent, |at| self.lent[at].get(key))
    }
}

impl Linked<'_> {
    /// Binds the identity of a request; its element and endpoint say nothing here.
    ///
    /// # Errors
    /// What is wrong with the identity, for people.
    pub fn bind(&self, request: Request) -> Result<Identity, String> {
        let caller = caller(&request)?;
        let own = caller.identity.into_owned();
        let mut bound = self.rules.unbound();
        let host = Sections {
            rules: &self.rules,
            lent: [self.identity(&own), Lent::default(), Lent::default(), Lent::default()],
        };
        self.rules.rebind(&mut bound, &host, |section, _| section == "identity");
        let (space_admin, authenticated) = (caller.space_admin, caller.authenticated);
        Ok(Identity {
            request,
            own,
            bound,
            space_admin,
            authenticated,
        })
    }

    fn identity<'a>(&'a self, own: &'a Map<String, Json>) -> Lent<'a> {
        let declared = &self.core.declared;
        lend(Some(own), &declared.user, &declared.profile)
    }

    /// Decides about an item and the number of an endpoint among those of its place.
    #[inline]
    pub fn decide(&self, identity: &Identity, item: usize, endpoint: usize) -> Verdict {
        match self.quick(identity, item, endpoint) {
            Some((effect, reason)) => Verdict {
                effect,
                reason,
                status: match effect {
                    Effect::Allow => 200,
                    Effect::Deny => denied(self.core.items[item].place, identity.authenticated),
                },
            },
            None => self.whole(identity, item, endpoint),
        }
    }

    /// The decision without the general machine, where that is all it takes.
    #[inline]
    fn quick(&self, identity: &Identity, item: usize, endpoint: usize) -> Option<(Effect, Reason)> {
        let found = self.core.items.get(item)?;
        self.core.scope(found.place, endpoint)?;
        if identity.space_admin {
            return Some((Effect::Allow, Reason::SpaceAdmin));
        }
        let entry = self.core.entry(item, endpoint)?;
        let reason = reason_of(entry, found);
        if self.holds(identity, item, entry)? {
            return Some((Effect::Allow, reason));
        }
        // Rights that imply this one, as `decide.rs` has them.
        match found.place {
            Place::Kapp if endpoint <= number::KAPP_IMPLIED && endpoint != number::KAPP_MODIFICATION => return None,
            Place::Form if endpoint <= number::FORM_IMPLIED => {
                if let Some(kapp) = found.kapp
                    && let Some(entry) = self.core.entry(kapp, number::KAPP_MODIFICATION)
                    && self.holds(identity, kapp, entry)?
                {
                    return Some((Effect::Allow, Reason::ImpliedByKappModification));
                }
            }
            _ => {}
        }
        let submissions = number::SUBMISSION_ACCESS..=number::FORM_IMPLIED;
        if matches!(found.place, Place::Form | Place::DatastoreForm)
            && submissions.contains(&endpoint)
            && let Some(entry) = self.core.entry(item, number::FORM_MODIFICATION)
            && self.holds(identity, item, entry)?
        {
            return Some((Effect::Allow, Reason::ImpliedByFormModification));
        }
        Some((Effect::Deny, reason))
    }

    /// Whether a policy grants; none where that is not for the decision code to say.
    #[inline]
    fn holds(&self, identity: &Identity, item: usize, entry: &Entry) -> Option<bool> {
        let rule = entry.rule.as_ref().ok()?.index();
        let answer = match self.reads.get(rule)? {
            Reads::Identity => self.rules.decide(rule, &identity.bound),
            Reads::Element => self.about(identity, item, rule),
            Reads::Request => None,
        }?;
        let flag = matches!(answer, Answer::True | Answer::False);
        (flag || !self.core.strict_boolean).then(|| answer.holds())
    }

    /// The answer of a rule that asks about the element, too.
    fn about(&self, identity: &Identity, item: usize, rule: usize) -> Option<Answer> {
        let (core, item) = (self.core, &self.core.items[item]);
        let (space, declared) = (&core.items[0], &core.declared);
        let kapp = match item.place {
            Place::Kapp => core.index.get(&item.element).copied(),
            Place::Form => item.kapp,
            _ => return None,
        };
        let none: &[String] = &[];
        let (own, forms) = kapp
            .and_then(|kapp| declared.kapps.get(&kapp))
            .map_or((none, none), |(own, forms)| (own, forms));
        let facts = kapp.map(|kapp| &core.items[kapp].facts);
        let form = (item.place == Place::Form).then_some(&item.facts);
        let host = Sections {
            rules: &self.rules,
            lent: [
                self.identity(&identity.own),
                lend(Some(&space.facts), &declared.space, none),
                lend(facts, own, none),
                lend(form, forms, none),
            ],
        };
        let mut bound = identity.bound.clone();
        self.rules
            .rebind(&mut bound, &host, |section, _| ELEMENT.contains(&section));
        self.rules.decide(rule, &bound)
    }

    /// The decision by the whole set.
    fn whole(&self, identity: &Identity, item: usize, endpoint: usize) -> Verdict {
        let invalid = Verdict {
            effect: Effect::Deny,
            reason: Reason::UnknownElement,
            status: 403,
        };
        let Some(found) = self.core.items.get(item) else {
            return invalid;
        };
        let Some(row) = self.core.endpoints.list(found.place).get(endpoint) else {
            return Verdict {
                reason: Reason::UnknownEndpoint,
                ..invalid
            };
        };
        let request = Request {
            element: found.element.clone(),
            endpoint: Some(row.name.clone()),
            ..identity.request.clone()
        };
        let decision = self.set.decide(&request);
        Verdict {
            effect: decision.effect,
            reason: decision.reason,
            status: decision.status,
        }
    }
}

fn lend<'a>(map: Option<&'a Map<String, Json>>, attributes: &'a [String], profile: &'a [String]) -> Lent<'a> {
    Lent {
        map,
        attributes,
        profile,
        prefixed: true,
    }
}
