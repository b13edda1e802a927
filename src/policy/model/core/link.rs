//! Writes every decision of a set as one rule over the identity: what the set knows about the element is folded in, and the
//! rights that imply another follow it.
//!
//! Input: the [`Core`] and its programs; output: for each item and endpoint the number of a rule, whose ends are [`Verdict`]s.
//! Elements for which the same is asked share a rule. What only a request says stays open; what the general machine or a
//! fault decides leaves, as does a kapp's Display with too many forms.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::bound::{Asking, Verdict};
use super::decide::{number, reason_of};
use super::{Core, Entry};
use crate::policy::bindings::Lent;
use crate::policy::endpoint::Place;
use crate::policy::programs::{Programs, RuleId};
use crate::policy::{Effect, Reason};
use crate::vm::decision::{Answer, Binder, Bound, Cells, LEAVE, Linker, Logic, Near, Values};

/// The end where nothing is ever asked: the endpoint only stands in for others.
const NOWHERE: u8 = 12;

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

/// Who asks, as far as it makes a difference to an end; as a number, where their verdicts start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asker {
    Anonymous = 0,
    SignedIn = CODES as isize,
    SpaceAdmin = 2 * CODES as isize,
}

const ASKERS: [Asker; 3] = [Asker::Anonymous, Asker::SignedIn, Asker::SpaceAdmin];

/// How many ends four bits can name.
const CODES: usize = 16;

/// The verdict of each asker by the ends of rules, one asker after another; none where the whole set decides.
const VERDICTS: [Option<Verdict>; ASKERS.len() * CODES] = {
    let mut all = [None; ASKERS.len() * CODES];
    let mut end = 0;
    while end < CODES {
        let mut asker = 0;
        while asker < ASKERS.len() {
            all[ASKERS[asker] as usize + end] = verdict(end, ASKERS[asker]);
            asker += 1;
        }
        end += 1;
    }
    all
};

const fn verdict(end: usize, asker: Asker) -> Option<Verdict> {
    if matches!(asker, Asker::SpaceAdmin) && end != NOWHERE as usize {
        // Whatever a policy says (K03).
        return Some(Verdict {
            effect: Effect::Allow,
            reason: Reason::SpaceAdmin,
            status: 200,
        });
    }
    if end >= ENDS.len() {
        return None;
    }
    let (effect, reason, api) = ENDS[end];
    let status = match (effect, asker) {
        (Effect::Allow, _) => 200,
        // As `decide.rs` has it (K11).
        (Effect::Deny, Asker::SignedIn) if !api => 403,
        (Effect::Deny, _) => 401,
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

/// Most atoms of a decision that is not looked for elsewhere.
const SHORT: usize = 4;

/// Every decision of a set.
#[derive(Debug)]
pub(super) struct Table {
    /// What identities are bound with.
    pub binder: Binder,
    /// A row for each item, a column for each endpoint.
    cells: Cells,
    /// The same for the first endpoints, where bytes do for all that they ask.
    near: Option<Near>,
}

impl Table {
    /// Links a set.
    pub fn new(core: &Core, programs: &Programs) -> Table {
        let mut writer = Writer {
            core,
            programs,
            linker: Linker::default(),
            known: HashMap::default(),
            rules: Vec::new(),
            numbers: HashMap::default(),
        };
        let nowhere = writer.number(Logic::end(NOWHERE));
        let mut rows = Vec::with_capacity(core.items.len());
        for (item, found) in core.items.iter().enumerate() {
            let mut number = |endpoint| {
                let decision = writer.decision(item, endpoint);
                writer.number(decision)
            };
            let count = core.endpoints.list(found.place).len();
            rows.push((0..count).map(&mut number).collect());
        }
        let binder = writer.linker.finish(&mut writer.rules, SHORT);
        let cells = Cells::new(&writer.rules, nowhere, rows);
        Table {
            binder,
            near: Near::new(&cells),
            cells,
        }
    }

    /// What all cells of one rule have.
    pub fn rule(&self, item: usize, endpoint: usize) -> Option<[u16; 5]> {
        self.cells.rule(item, endpoint)
    }

    /// What [`Table::quick`] looks at of an identity, where bytes do.
    pub fn values(&self, bound: &Bound) -> Values {
        self.near.as_ref().map_or([0; _], |near| near.values(bound))
    }

    /// The verdict about an endpoint of an item, where it takes a few look-ups, as most do.
    #[inline]
    pub fn quick(&self, asking: &Asking, item: usize, endpoint: usize) -> Option<Verdict> {
        let end = match &self.near {
            Some(near) => near.end(item, endpoint, &asking.values),
            None => self.cells.short(item, endpoint, &asking.bound),
        };
        verdict_of(end?, asking.asker)
    }

    /// The verdict about an endpoint of an item; none where the whole set decides.
    pub fn decide(&self, asking: &Asking, item: usize, endpoint: usize) -> Option<Verdict> {
        verdict_of(self.cells.decide(item, endpoint, &asking.bound)?, asking.asker)
    }
}

#[inline]
fn verdict_of(end: u8, asker: Asker) -> Option<Verdict> {
    // Whatever the end, the verdict is one of this asker.
    VERDICTS[asker as usize + usize::from(end) % CODES]
}

struct Writer<'s> {
    core: &'s Core,
    programs: &'s Programs,
    linker: Linker,
    /// Rules over what they know of an item; one that knows nothing of it has none.
    known: HashMap<(RuleId, Option<usize>), Logic>,
    /// The rules, each once.
    rules: Vec<Logic>,
    numbers: HashMap<Logic, usize>,
}

impl Writer<'_> {
    fn number(&mut self, rule: Logic) -> usize {
        let rules = &mut self.rules;
        *self.numbers.entry(rule).or_insert_with_key(|rule| {
            rules.push(rule.clone());
            rules.len() - 1
        })
    }

    /// The decision about an endpoint of an item, in the order of `decide.rs`.
    fn decision(&mut self, item: usize, endpoint: usize) -> Logic {
        let core = self.core;
        let found = &core.items[item];
        let place = found.place;
        if core.scope(place, endpoint).is_none() {
            return Logic::end(NOWHERE);
        }
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
            let mut seen = HashSet::default();
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
