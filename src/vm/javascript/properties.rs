//! The named properties of an object, in the order of ECMA-262 10.1.11.1: array indices ascending, then names in the
//! order of their creation.
//!
//! Few names are searched one after the other; many get a hash index over their texts. The hash has a fixed key and
//! never decides an order. Names are compared by text, since equal strings can have different ids. The caller charges
//! memory before an insertion and fuel for the length of what it walks.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use hashbrown::HashTable;

use crate::value::{JsString, StrId, Value};
use crate::vm::context::Cx;

use super::object::Key;

/// From this many names on they are found through the hash index.
const INDEXED_FROM: usize = 9;

/// Bytes that a further property may take.
pub(super) const PROPERTY_BYTES: usize = 48;

/// The properties of an object.
#[derive(Clone, Debug, Default)]
pub(super) struct Properties {
    names: Vec<Entry>,
    lookup: Option<Box<HashTable<u32>>>,
    indices: BTreeMap<u32, Value>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    name: StrId,
    hash: u32,
    value: Value,
}

/// The hash of a text, the same in every run.
pub(super) fn hash_text(text: &JsString) -> u32 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    // The low half is as good as the whole.
    hasher.finish() as u32
}

/// Spreads a stored hash over the bits that the table looks at.
pub(super) fn spread_hash(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Whether two strings have the same text.
pub(super) fn same_text(cx: &Cx<'_>, a: StrId, b: StrId) -> bool {
    a == b || cx.string(a) == cx.string(b)
}

impl Properties {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.names.len() + self.indices.len()
    }

    fn find(&self, cx: &Cx<'_>, name: StrId) -> Option<usize> {
        match &self.lookup {
            None => {
                let text = cx.string(name);
                self.names
                    .iter()
                    .position(|entry| entry.name == name || cx.string(entry.name) == text)
            }
            Some(lookup) => {
                let hash = hash_text(cx.string(name));
                let found = lookup.find(spread_hash(hash), |&at| {
                    let entry = &self.names[at as usize];
                    entry.hash == hash && same_text(cx, entry.name, name)
                });
                found.map(|&at| at as usize)
            }
        }
    }

    /// The value of a key.
    pub(super) fn get(&self, cx: &Cx<'_>, key: Key) -> Option<Value> {
        match key {
            Key::Index(index) => self.indices.get(&index).copied(),
            Key::Name(name) => self.find(cx, name).map(|at| self.names[at].value),
        }
    }

    /// The value of a name that is known by its text.
    pub(super) fn get_text(&self, cx: &Cx<'_>, text: &str) -> Option<Value> {
        let at = match &self.lookup {
            None => self.names.iter().position(|entry| cx.string(entry.name).is(text)),
            Some(lookup) => {
                let hash = hash_text(&JsString::from(text));
                let is_it = |&at: &u32| cx.string(self.names[at as usize].name).is(text);
                lookup.find(spread_hash(hash), is_it).map(|&at| at as usize)
            }
        };
        at.map(|at| self.names[at].value)
    }

    /// Where a key stands, for [`Properties::put`].
    pub(super) fn locate(&self, cx: &Cx<'_>, key: Key) -> Slot {
        match key {
            Key::Index(index) => Slot::Index(index, self.indices.contains_key(&index)),
            Key::Name(name) => match self.find(cx, name) {
                Some(at) => Slot::Found(at),
                None => Slot::New(name, hash_text(cx.string(name))),
            },
        }
    }

    /// Writes to a slot that was just located.
    pub(super) fn put(&mut self, slot: Slot, value: Value) {
        match slot {
            Slot::Index(index, _) => {
                self.indices.insert(index, value);
            }
            Slot::Found(at) => self.names[at].value = value,
            Slot::New(name, hash) => {
                // The memory limit keeps the number of properties far below 2³².
                let at = self.names.len() as u32;
                self.names.push(Entry { name, hash, value });
                match &mut self.lookup {
                    Some(lookup) => {
                        let names = &self.names;
                        lookup.insert_unique(spread_hash(hash), at, |&at| spread_hash(names[at as usize].hash));
                    }
                    None if self.names.len() >= INDEXED_FROM => self.rebuild(),
                    None => {}
                }
            }
        }
    }

    fn rebuild(&mut self) {
        if self.names.len() < INDEXED_FROM {
            self.lookup = None;
            return;
        }
        let mut lookup = HashTable::with_capacity(self.names.len());
        for (at, entry) in self.names.iter().enumerate() {
            let names = &self.names;
            lookup.insert_unique(spread_hash(entry.hash), at as u32, |&at: &u32| {
                spread_hash(names[at as usize].hash)
            });
        }
        self.lookup = Some(Box::new(lookup));
    }

    /// Removes the property of a slot that was just located; whether there was one.
    pub(super) fn remove(&mut self, slot: Slot) -> bool {
        match slot {
            Slot::Index(index, _) => self.indices.remove(&index).is_some(),
            Slot::Found(at) => {
                self.names.remove(at);
                self.rebuild();
                true
            }
            Slot::New(..) => false,
        }
    }

    /// The properties in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Key, Value)> + '_ {
        let indices = self.indices.iter();
        let names = self.names.iter();
        indices
            .map(|(&index, &value)| (Key::Index(index), value))
            .chain(names.map(|entry| (Key::Name(entry.name), entry.value)))
    }
}

/// Where a key stands among properties.
#[derive(Clone, Copy, Debug)]
pub(super) enum Slot {
    /// An array index, and whether it is there.
    Index(u32, bool),
    /// A name that is there, by position.
    Found(usize),
    /// A name that is not there, with its hash.
    New(StrId, u32),
}

impl Slot {
    /// Whether the property is there.
    pub(super) fn is_found(self) -> bool {
        matches!(self, Slot::Found(_) | Slot::Index(_, true))
    }
}
