//! Kinetic Core: security policies of a space, its kapps, forms, WebAPIs and file resources (K01–K26).
//!
//! `build.rs` flattens what an export says into one entry for each element and endpoint; this file holds the result and
//! `decide.rs` answers requests with it, once `element.rs` and `grounds.rs` have said what they are about.

mod bound;
mod build;
mod decide;
mod element;
mod everyone;
mod grounds;
mod link;
mod rows;

use rustc_hash::FxHashMap;

use serde_json::{Map, Value as Json};

use crate::policy::Element;
use crate::policy::endpoint::{Endpoints, Place, Scope};
use crate::policy::explain::{Step, StepOutcome};
use crate::policy::programs::RuleId;
use crate::policy::template::Message;

pub use bound::{Identity, Linked, Verdict};
pub use decide::Asked;
pub use everyone::Everyone;
pub use grounds::Grounds;

/// Names an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct EntryId(u32);

/// What decides about an endpoint: a definition at a level, compiled over the endpoint's bindings.
#[derive(Debug)]
pub struct Entry {
    /// The rule; or why there is none, and the endpoint denies.
    pub rule: Result<RuleId, String>,
    /// The place whose assignment this is.
    pub level: Place,
    /// The definition's name.
    pub definition: Box<str>,
    /// What a refused caller is told.
    pub message: Message,
    /// Whether the rule may look at the form.
    pub reads_form: bool,
}

/// An element with its endpoints.
#[derive(Debug)]
pub struct Item {
    /// What it is.
    pub place: Place,
    /// How requests name it.
    pub element: Element,
    /// The item of its kapp.
    pub kapp: Option<usize>,
    /// Name, slug and attributes.
    pub facts: Map<String, Json>,
    /// Whether a form takes anonymous submissions (K09).
    pub anonymous: bool,
    /// What decides about each endpoint of its place, inheritance included.
    cells: Box<[Option<EntryId>]>,
    /// What the element itself assigns: endpoint and definition.
    pub assigned: Vec<(String, String)>,
}

/// A definition, for listings.
#[derive(Debug)]
pub struct Listed {
    /// The kapp that holds it; none for the space.
    pub kapp: Option<String>,
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: String,
    /// Its rule.
    pub rule: String,
    /// Who assigns it: element and endpoint.
    pub used: Vec<(Element, String)>,
}

/// The Kinetic Core part of a set.
#[derive(Debug)]
pub struct Core {
    /// The endpoints that it knows.
    pub endpoints: Endpoints,
    /// The elements; the space is the first.
    pub items: Vec<Item>,
    /// The definitions.
    pub definitions: Vec<Listed>,
    entries: Vec<Entry>,
    index: FxHashMap<Element, usize>,
    /// The forms of each kapp that say whether it is shown (K06).
    forms: FxHashMap<usize, Vec<usize>>,
    /// Attributes that users, teams and the space may have; and profile attributes.
    declared: Declared,
    strict_boolean: bool,
}

/// Attributes that may have values.
#[derive(Debug, Default)]
struct Declared {
    space: Vec<String>,
    user: Vec<String>,
    profile: Vec<String>,
    team: Vec<String>,
    datastore: Vec<String>,
    /// By item of the kapp: its own, and those of its forms.
    kapps: FxHashMap<usize, (Vec<String>, Vec<String>)>,
}

impl Core {
    /// The number of an element of the export.
    pub fn item(&self, element: &Element) -> Option<usize> {
        self.index.get(element).copied()
    }

    /// Whether a rule that gives something else than true or false is a fault.
    pub fn strict_boolean(&self) -> bool {
        self.strict_boolean
    }

    /// What decides about an endpoint of an element.
    pub fn entry(&self, item: usize, endpoint: usize) -> Option<&Entry> {
        let id = (*self.items.get(item)?.cells.get(endpoint)?)?;
        self.entries.get(id.0 as usize)
    }

    /// The bindings of an endpoint; a default has those of what it stands in for and is never asked itself.
    pub fn scope(&self, place: Place, endpoint: usize) -> Option<Scope> {
        self.endpoints.list(place).get(endpoint)?.scope
    }

    /// The levels that may define an endpoint of an item, nearest first, with what each assigns.
    pub fn chain(&self, item: usize, endpoint: usize) -> Vec<Step> {
        let Some(start) = self.items.get(item) else {
            return Vec::new();
        };
        let levels = [Some(item), start.kapp, Some(0)];
        let mut row = self.endpoints.list(start.place).get(endpoint);
        let mut steps = Vec::new();
        for level in levels.into_iter().flatten() {
            let Some(found) = row else { break };
            let item = &self.items[level];
            if found.place != item.place {
                continue;
            }
            let number = self.endpoints.find(found.place, &found.name);
            let assigned = item
                .assigned
                .iter()
                .find(|(name, _)| self.endpoints.find(item.place, name) == number);
            steps.push(Step {
                level: item.place.level().to_owned(),
                element: item.element.to_string(),
                endpoint: found.name.clone(),
                outcome: if assigned.is_some() {
                    StepOutcome::NotAsked
                } else {
                    StepOutcome::Skipped
                },
                definition: assigned.map(|(_, definition)| definition.clone()),
                decided: false,
                implies: false,
            });
            let above = if item.place == Place::Form {
                Place::Kapp
            } else {
                Place::Space
            };
            row = found
                .parent
                .and_then(|parent| self.endpoints.find(above, parent))
                .and_then(|number| self.endpoints.list(above).get(number));
        }
        steps
    }
}
