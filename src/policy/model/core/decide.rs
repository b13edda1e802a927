//! Answers requests about a Kinetic Core element.
//!
//! Order: the element and the endpoint must exist, the caller must be said; a Space Admin passes (K03); the level that
//! defines the policy decides (K01), and its fault is final (K12); where it denies, or no level has a policy, a right that
//! implies this one may grant (K06, K07).

use super::{Core, Entry, Grounds, Item};
use crate::diag::{Code, JsonFault};
use crate::limits::Limits;
use crate::policy::endpoint::{Place, Scope};
use crate::policy::explain::StepOutcome;
use crate::policy::programs::{Outcome, Programs, RuleId};
use crate::policy::{Decision, Effect, Reason, Request};

/// The number of an endpoint in the tables of its place, as `endpoint.rs` lists them.
pub(super) mod number {
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

/// A decision in the making.
struct Run<'a> {
    core: &'a Core,
    programs: &'a Programs,
    limits: &'a Limits,
    grounds: &'a Grounds<'a>,
    fuel: u64,
    /// What was asked, in order, where somebody wants to know.
    asked: Option<Vec<Asked>>,
}

/// A policy that was asked on the way to a decision.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The item whose endpoint it is.
    pub item: usize,
    /// The endpoint's number.
    pub endpoint: usize,
    /// The level that assigns it.
    pub level: Place,
    /// The definition's name.
    pub definition: String,
    /// Its rule, where there is one.
    pub rule: Option<RuleId>,
    /// What it said.
    pub outcome: StepOutcome,
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
                    asked: None,
                };
                let mut decision = run.decide();
                decision.fuel = run.fuel;
                decision
            }
        }
    }

    /// What was asked to decide about a request, in order: the policy of the endpoint, then those of rights that imply it.
    pub fn asked(&self, programs: &Programs, grounds: &Grounds<'_>, limits: &Limits) -> Vec<Asked> {
        let mut run = Run {
            core: self,
            programs,
            limits,
            grounds,
            fuel: 0,
            asked: Some(Vec::new()),
        };
        run.decide();
        run.asked.unwrap_or_default()
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
        if grounds.sections.caller.flags.space_admin {
            return decision;
        }
        let entry = core.entry(grounds.item, grounds.endpoint);
        let own = entry.map(|entry| {
            (
                entry,
                self.evaluate(entry, grounds.item, grounds.endpoint, endpoint.scope),
            )
        });
        let deny = |decision: &mut Decision, reason| {
            decision.effect = Effect::Deny;
            decision.reason = reason;
            decision.status = denied(item.place, grounds.sections.caller.flags.authenticated);
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
        let forms = core.forms.get(&kapp)?;
        forms
            .iter()
            .find_map(|&form| self.holds(form, number::FORM_MODIFICATION, fault))
    }

    /// The policy of an endpoint, where it grants.
    fn holds(&mut self, item: usize, endpoint: usize, fault: &mut Option<JsonFault>) -> Option<&'a Entry> {
        let entry = self.core.entry(item, endpoint)?;
        let scope = self.core.scope(self.core.items[item].place, endpoint);
        match self.evaluate(entry, item, endpoint, scope) {
            Verdict::Allow => Some(entry),
            Verdict::Fault(found) => {
                fault.get_or_insert(found);
                None
            }
            Verdict::Deny | Verdict::Broken(_) => None,
        }
    }

    fn evaluate(&mut self, entry: &Entry, item: usize, endpoint: usize, scope: Option<Scope>) -> Verdict {
        let verdict = self.run(entry, item, scope);
        if let Some(asked) = &mut self.asked {
            asked.push(Asked {
                item,
                endpoint,
                level: entry.level,
                definition: entry.definition.to_string(),
                rule: entry.rule.as_ref().ok().copied(),
                outcome: match verdict {
                    Verdict::Allow => StepOutcome::Allows,
                    Verdict::Deny => StepOutcome::Denies,
                    Verdict::Fault(_) => StepOutcome::Faults,
                    Verdict::Broken(_) => StepOutcome::Broken,
                },
            });
        }
        verdict
    }

    fn run(&mut self, entry: &Entry, item: usize, scope: Option<Scope>) -> Verdict {
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
pub(super) fn reason_of(entry: &Entry, item: &Item) -> Reason {
    if entry.level == item.place {
        Reason::Rule
    } else {
        Reason::Inherited
    }
}

/// The status of a denial (K11).
pub(super) fn denied(place: Place, authenticated: bool) -> u16 {
    if authenticated && !matches!(place, Place::WebApi | Place::KappWebApi) {
        403
    } else {
        401
    }
}
