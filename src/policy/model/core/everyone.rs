//! Everyone and everything: the verdicts of many callers about all elements that have an endpoint.
//!
//! Input: a linked set, callers and the name of an endpoint; output: an [`Everyone`]. Elements of which the same is asked
//! share a rule, and callers for whom all questions have the same answers share a group, so that each rule is decided
//! once for each group. What a request or the general machine decides is asked of the set when it is looked at.

use std::collections::HashMap;

use super::bound::{Identity, Linked, Verdict};
use super::decide::number;
use super::{Core, Entry};
use crate::policy::endpoint::Place;
use crate::policy::{Effect, Reason};

/// The verdicts about an endpoint.
#[derive(Debug)]
pub struct Everyone<'l, 's> {
    linked: &'l Linked<'s>,
    callers: &'l [Identity],
    /// The group of each caller.
    groups: Vec<u32>,
    /// How many callers each group has.
    sizes: Vec<u64>,
    /// The elements that have the endpoint: item, endpoint and the number of its rule among those here.
    elements: Vec<(usize, usize, Option<u32>)>,
    /// For each rule and group the verdict; none where each element is asked about.
    verdicts: Vec<Option<Verdict>>,
}

impl<'s> Linked<'s> {
    /// The verdicts of callers about all elements that have the endpoint with this name.
    pub fn everyone<'l>(&'l self, callers: &'l [Identity], endpoint: &str) -> Everyone<'l, 's> {
        let core = self.core();
        let mut rules: Vec<(usize, usize)> = Vec::new();
        let mut known: HashMap<[u16; 5], u32> = HashMap::new();
        let mut elements = Vec::new();
        for (item, found) in core.items.iter().enumerate() {
            let Some(endpoint) = core.endpoints.find(found.place, endpoint) else {
                continue;
            };
            if core.scope(found.place, endpoint).is_none() {
                continue;
            }
            let rule = self.rule(item, endpoint).map(|rule| {
                *known.entry(rule).or_insert_with(|| {
                    rules.push((item, endpoint));
                    rules.len() as u32 - 1
                })
            });
            elements.push((item, endpoint, rule));
        }
        let mut first: Vec<&Identity> = Vec::new();
        let mut sizes = Vec::new();
        let mut alike = HashMap::new();
        let groups = callers.iter().map(|caller| {
            let group = *alike.entry(caller.alike()).or_insert_with(|| {
                first.push(caller);
                sizes.push(0);
                first.len() as u32 - 1
            });
            sizes[group as usize] += 1;
            group
        });
        let groups = groups.collect();
        let each = rules.iter().flat_map(|&(item, endpoint)| {
            let verdict = move |caller: &&Identity| self.quick(caller, item, endpoint);
            first.iter().map(verdict)
        });
        Everyone {
            verdicts: each.collect(),
            linked: self,
            callers,
            groups,
            sizes,
            elements,
        }
    }
}

impl Everyone<'_, '_> {
    /// The elements, each the number of its item and of its endpoint.
    pub fn elements(&self) -> impl Iterator<Item = (usize, usize)> {
        self.elements.iter().map(|&(item, endpoint, _)| (item, endpoint))
    }

    /// The item and the endpoint at a position.
    pub fn element(&self, element: usize) -> Option<(usize, usize)> {
        self.elements.get(element).map(|&(item, endpoint, _)| (item, endpoint))
    }

    /// How many different callers and rules there are.
    pub fn distinct(&self) -> (usize, usize) {
        let rules = self.verdicts.len().checked_div(self.sizes.len()).unwrap_or(0);
        (self.sizes.len(), rules)
    }

    /// The verdict of a caller about an element, both by their positions; none where there is no such one.
    pub fn verdict(&self, caller: usize, element: usize) -> Option<Verdict> {
        let &(item, endpoint, _) = self.elements.get(element)?;
        let identity = self.callers.get(caller)?;
        let shared = self.shared(caller, element);
        Some(shared.unwrap_or_else(|| self.linked.decide(identity, item, endpoint)))
    }

    /// The verdict that callers of a group share; none where each element is asked about.
    pub fn shared(&self, caller: usize, element: usize) -> Option<Verdict> {
        let rule = self.elements.get(element)?.2? as usize;
        let group = *self.groups.get(caller)? as usize;
        *self.verdicts.get(rule * self.sizes.len() + group)?
    }

    /// For each element how many callers are allowed.
    pub fn allowed(&self) -> Vec<u64> {
        let groups = self.sizes.len();
        // Once for each rule; none where some verdict is not shared.
        let totals: Vec<Option<u64>> = self
            .verdicts
            .chunks(groups.max(1))
            .map(|verdicts| {
                let sizes = verdicts.iter().zip(&self.sizes);
                sizes
                    .map(|(verdict, size)| Some(size * u64::from((*verdict)?.effect == Effect::Allow)))
                    .sum()
            })
            .collect();
        let each = |element: usize| {
            let allowed = |caller: &usize| {
                self.verdict(*caller, element)
                    .is_some_and(|one| one.effect == Effect::Allow)
            };
            (0..self.callers.len()).filter(allowed).count() as u64
        };
        let elements = self.elements.iter().enumerate();
        let total = |rule: Option<u32>| *totals.get(rule? as usize)?;
        elements
            .map(|(element, &(.., rule))| total(rule).unwrap_or_else(|| each(element)))
            .collect()
    }
}

impl Core {
    /// The policy that a verdict rests on, an inner none where it rests on none; none where only the decision tells.
    pub fn rests_on(&self, item: usize, endpoint: usize, verdict: Verdict) -> Option<Option<&Entry>> {
        let found = self.items.get(item)?;
        match verdict.reason {
            Reason::Rule | Reason::Inherited => Some(Some(self.entry(item, endpoint)?)),
            Reason::SpaceAdmin | Reason::NoPolicy | Reason::Default => Some(None),
            Reason::ImpliedByKappModification => {
                let kapp = if found.place == Place::Kapp { item } else { found.kapp? };
                Some(Some(self.entry(kapp, number::KAPP_MODIFICATION)?))
            }
            Reason::ImpliedByFormModification if found.place != Place::Kapp => {
                Some(Some(self.entry(item, number::FORM_MODIFICATION)?))
            }
            _ => None,
        }
    }
}
