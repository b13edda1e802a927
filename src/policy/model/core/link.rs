//! Writes every decision of a set as one rule over the identity: what the set knows about the element is folded in, and the
//! rights that imply another follow it.
//!
//! Input: the [`Core`] and its programs; output: for each item and endpoint the number of a rule, whose ends are [`Verdict`]s.
//! Elements for which the same is asked share a rule. What only a request says stays open; what the general machine or a
//! fault decides leaves, as does a kapp's Display with too many forms.

use std::collections::{HashMap, HashSet};

use super::bound::Verdict;
use super::decide::{number, reason_of};
use super::{Core, Entry};
use crate::policy::bindings::Lent;
use crate::policy::endpoint::Place;
use crate::policy::programs::{Programs, RuleId};
use crate::policy::{Effect, Reason};
use crate::vm::decision::{Answer, LEAVE, Linker, Logic, Rules};

/// The end of a rule that does not grant, until it is known what follows; no verdict has this number.
const NEXT: u8 = 13;

/// More questions than this are not written as one rule.
const MOST_NODES: usize = 2_000;

/// The ends of rules: effect, reason, and whether a denial is one of a WebAPI, which has its own status.
const ENDS: [(Effect, Reason, bool); 9] = [
    (Effect::Allow, Reason::Rule, false),
    (Effect::Allow, Reason::Inherited, false),
    (Effect::Allow, Reason::ImpliedByKappModification, false),
    (Effect::Allow, Reason::ImpliedByFormModification, false),
    (Effect::Allow, Reason::Default, true),
    (Effect::Deny, Reason::Rule, false),
    (Effect::Deny, Reason::Inherited, false),
    (Effect::Deny, Reason::NoPolicy, false),
    (Effect::Deny, Reason::Rule, true),
];

/// The verdict of an end for a caller who is signed in, or who is not.
pub(super) const fn verdict(end: u8, authenticated: bool) -> Option<Verdict> {
    if end as usize >= ENDS.len() {
        return None;
    }
    let (effect, reason, api) = ENDS[end as usize];
    let status = match effect {
        Effect::Allow => 200,
        // As `decide.rs` has it (K11).
        Effect::Deny if authenticated && !api => 403,
        Effect::Deny => 401,
    };
    Some(Verdict { effect, reason, status })
}

fn end(effect: Effect, reason: Reason, place: Place) -> u8 {
    let api = matches!(place, Place::WebApi | Place::KappWebApi);
    let own = |&(known, why, of_api): &(Effect, Reason, bool)| {
        known == effect && why == reason && (of_api == api || effect == Effect::Allow)
    };
    ENDS.iter().position(own).map_or(LEAVE, |end| end as u8)
}

/// Every decision of a set.
#[derive(Debug)]
pub(super) struct Table {
    /// The rules.
    pub rules: Rules,
    /// For each item the place of its first endpoint in `cells`; and the number of all.
    pub starts: Vec<u32>,
    /// For each endpoint its rule; none where it is never asked itself.
    pub cells: Vec<Option<u32>>,
}

impl Table {
    /// Links a set.
    pub fn new(core: &Core, programs: &Programs) -> Table {
        let mut writer = Writer {
            core,
            programs,
            linker: Linker::default(),
            known: HashMap::new(),
        };
        let mut rules: Vec<Logic> = Vec::new();
        let mut numbers: HashMap<Logic, u32> = HashMap::new();
        let (mut starts, mut cells) = (vec![0], Vec::new());
        for (item, found) in core.items.iter().enumerate() {
            for endpoint in 0..core.endpoints.list(found.place).len() {
                let cell = core.scope(found.place, endpoint).map(|_| {
                    let logic = writer.decision(item, endpoint);
                    *numbers.entry(logic).or_insert_with_key(|logic| {
                        rules.push(logic.clone());
                        rules.len() as u32 - 1
                    })
                });
                cells.push(cell);
            }
            starts.push(cells.len() as u32);
        }
        Table {
            rules: writer.linker.finish(rules),
            starts,
            cells,
        }
    }
}

struct Writer<'s> {
    core: &'s Core,
    programs: &'s Programs,
    linker: Linker,
    /// Rules over what they know of an item; one that knows nothing of it has none.
    known: HashMap<(RuleId, Option<usize>), Logic>,
}

impl Writer<'_> {
    /// The decision about an endpoint of an item, in the order of `decide.rs`.
    fn decision(&mut self, item: usize, endpoint: usize) -> Logic {
        let core = self.core;
        let found = &core.items[item];
        let place = found.place;
        let (own, reason) = match core.entry(item, endpoint) {
            None if matches!(place, Place::WebApi | Place::KappWebApi) => {
                return Logic::end(end(Effect::Allow, Reason::Default, place));
            }
            None => (Logic::end(NEXT), Reason::NoPolicy),
            Some(entry) if entry.rule.is_err() => return Logic::end(LEAVE),
            Some(entry) => {
                let reason = reason_of(entry, found);
                (self.policy(item, entry, end(Effect::Allow, reason, place)), reason)
            }
        };
        let mut all = own;
        for (item, endpoint, reason) in self.implying(item, endpoint) {
            if let Some(entry) = core.entry(item, endpoint) {
                let next = self.policy(item, entry, end(Effect::Allow, reason, place));
                all = all.then(NEXT, &next);
            }
        }
        if place == Place::Kapp && endpoint == number::KAPP_DISPLAY {
            let mut seen = HashSet::new();
            for &form in core.forms.get(&item).into_iter().flatten() {
                let Some(entry) = core.entry(form, number::FORM_MODIFICATION) else {
                    continue;
                };
                let allow = end(Effect::Allow, Reason::ImpliedByFormModification, place);
                let next = self.policy(form, entry, allow);
                if seen.insert(next.clone()) {
                    all = all.then(NEXT, &next);
                }
                if all.nodes.len() > MOST_NODES {
                    return Logic::end(LEAVE);
                }
            }
        }
        let deny = end(Effect::Deny, reason, place);
        all.with_ends(|code| if code == NEXT { deny } else { code })
    }

    /// The rights that imply the one that is asked, of its own item or of its kapp, as `decide.rs` has them.
    fn implying(&self, item: usize, endpoint: usize) -> Vec<(usize, usize, Reason)> {
        let found = &self.core.items[item];
        let place = found.place;
        let mut rights = Vec::new();
        let kapp = match place {
            Place::Kapp if endpoint <= number::KAPP_IMPLIED && endpoint != number::KAPP_MODIFICATION => Some(item),
            Place::Form if endpoint <= number::FORM_IMPLIED => found.kapp,
            _ => None,
        };
        rights.extend(kapp.map(|kapp| (kapp, number::KAPP_MODIFICATION, Reason::ImpliedByKappModification)));
        let submissions = number::SUBMISSION_ACCESS..=number::FORM_IMPLIED;
        if matches!(place, Place::Form | Place::DatastoreForm) && submissions.contains(&endpoint) {
            rights.push((item, number::FORM_MODIFICATION, Reason::ImpliedByFormModification));
        }
        rights
    }

    /// A policy: `allow` where it grants, else [`NEXT`].
    fn policy(&mut self, item: usize, entry: &Entry, allow: u8) -> Logic {
        // A definition that is broken implies nothing.
        let Ok(rule) = &entry.rule else { return Logic::end(NEXT) };
        let strict = self.core.strict_boolean;
        self.rule(item, *rule)
            .with_ends(|code| match Answer::ALL.get(usize::from(code)) {
                Some(Answer::False) => NEXT,
                Some(Answer::True) => allow,
                // Something else than true or false is a fault where the set says so.
                Some(_) if strict => LEAVE,
                Some(Answer::Falsy) => NEXT,
                Some(Answer::Truthy) => allow,
                None => LEAVE,
            })
    }

    /// A rule with what is known of an item folded in; its ends are answers.
    fn rule(&mut self, item: usize, rule: RuleId) -> Logic {
        let code = self.programs.rule(rule).program.as_ref().ok();
        let Some(code) = code.and_then(|program| program.decision_code()) else {
            return Logic::end(LEAVE);
        };
        let core = self.core;
        let lent: Vec<Option<Lent<'_>>> = code
            .subjects()
            .map(|(section, _)| core.facts(item, None, section))
            .collect();
        let key = (rule, lent.iter().any(Option::is_some).then_some(item));
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let logic = if key.1.is_none() {
            self.linker.logic(Some(code))
        } else {
            let keys: Vec<&str> = code.subjects().map(|(_, key)| key).collect();
            let rest = code.fold(|subject| {
                let subject = usize::from(subject);
                Some(lent.get(subject)?.as_ref()?.get(keys.get(subject)?))
            });
            self.linker.logic(Some(rest.code()))
        };
        self.known.insert(key, logic.clone());
        logic
    }
}
