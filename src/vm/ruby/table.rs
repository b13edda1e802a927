//! An insertion-ordered table from keys to values, as Hash and Set need it.
//!
//! Input: keys with the hash that [`super::hashing`] gives them; which keys are equal is the caller's to decide, since
//! comparing may look into the heap. Removed entries leave gaps, so that positions stay valid while somebody iterates.

use crate::value::Value;

/// One entry.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The hash of the key when it was added.
    pub hash: u64,
    /// The key.
    pub key: Value,
    /// The value.
    pub value: Value,
}

/// The table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    entries: Vec<Option<Entry>>,
    /// Open addressing over positions, a power of two long, at most half full; empty while the table is small.
    index: Vec<u32>,
    live: usize,
    /// No entry stands before this position, so that taking the first again and again does not walk over the gaps.
    first: usize,
}

/// Up to this many positions are searched one by one.
const SMALL: usize = 8;

/// A free place of the index.
const FREE: u32 = u32::MAX;

/// Where a search for a hash stands.
#[derive(Clone, Copy, Debug)]
pub struct Probe {
    hash: u64,
    at: usize,
    steps: usize,
}

impl Table {
    /// Bytes of one entry, for the memory limit.
    pub const ENTRY_BYTES: usize = 64;

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.live
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.live == 0
    }

    /// One above the highest position.
    pub fn positions(&self) -> usize {
        self.entries.len()
    }

    /// The entry at a position; none where it was removed or never was.
    pub fn entry(&self, position: usize) -> Option<&Entry> {
        self.entries.get(position)?.as_ref()
    }

    /// The first entry at or after a position, with its position.
    pub fn next_from(&self, position: usize) -> Option<(usize, Entry)> {
        let position = position.max(self.first);
        let rest = self.entries.get(position..)?;
        let (offset, entry) = rest
            .iter()
            .enumerate()
            .find_map(|(at, entry)| entry.map(|entry| (at, entry)))?;
        Some((position + offset, entry))
    }

    /// The entries in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().flatten()
    }

    /// Starts a search for entries with a hash.
    pub fn probe(&self, hash: u64) -> Probe {
        Probe {
            hash,
            at: self.home(hash),
            steps: 0,
        }
    }

    /// The position and key of the next entry with the searched hash.
    pub fn next_candidate(&self, probe: &mut Probe) -> Option<(usize, Value)> {
        if self.index.is_empty() {
            while probe.steps < self.entries.len() {
                let position = probe.steps;
                probe.steps += 1;
                if let Some(entry) = self.entries[position]
                    && entry.hash == probe.hash
                {
                    return Some((position, entry.key));
                }
            }
            return None;
        }
        while self.index[probe.at] != FREE {
            let position = self.index[probe.at] as usize;
            probe.at = (probe.at + 1) & (self.index.len() - 1);
            probe.steps += 1;
            if probe.steps > self.index.len() {
                return None;
            }
            if let Some(entry) = self.entries[position]
                && entry.hash == probe.hash
            {
                return Some((position, entry.key));
            }
        }
        None
    }

    /// Adds an entry whose key is not there yet.
    pub fn push(&mut self, hash: u64, key: Value, value: Value) {
        if self.entries.len() >= 32 && self.live * 2 < self.entries.len() {
            self.entries.retain(Option::is_some);
            self.first = 0;
            self.rebuild();
        }
        self.entries.push(Some(Entry { hash, key, value }));
        self.live += 1;
        if self.entries.len() > SMALL && self.entries.len() * 2 > self.index.len() {
            self.rebuild();
        } else if !self.index.is_empty() {
            self.enter(self.entries.len() - 1, hash);
        }
    }

    /// Replaces the value at a position.
    pub fn set_value(&mut self, position: usize, value: Value) {
        if let Some(Some(entry)) = self.entries.get_mut(position) {
            entry.value = value;
        }
    }

    /// Removes and gives the entry at a position.
    pub fn remove(&mut self, position: usize) -> Option<Entry> {
        let entry = self.entries.get_mut(position)?.take()?;
        self.live -= 1;
        if self.live == 0 {
            self.clear_places();
        } else if position == self.first {
            self.first = self.next_from(position).map_or(0, |(next, _)| next);
        }
        Some(entry)
    }

    /// Removes all entries.
    pub fn clear(&mut self) {
        self.live = 0;
        self.clear_places();
    }

    fn clear_places(&mut self) {
        // Positions must stay valid while somebody iterates: an iteration over an empty table ends at once.
        self.entries.clear();
        self.index.clear();
        self.first = 0;
    }

    fn home(&self, hash: u64) -> usize {
        // The index is a power of two long; an empty one is never read.
        (hash as usize) & self.index.len().saturating_sub(1)
    }

    fn enter(&mut self, position: usize, hash: u64) {
        let mut at = self.home(hash);
        while self.index[at] != FREE {
            at = (at + 1) & (self.index.len() - 1);
        }
        // The memory limit keeps tables far below 2³² entries.
        self.index[at] = position as u32;
    }

    fn rebuild(&mut self) {
        self.index.clear();
        if self.entries.len() <= SMALL {
            return;
        }
        self.index.resize((self.entries.len() * 4).next_power_of_two(), FREE);
        for position in 0..self.entries.len() {
            if let Some(entry) = self.entries[position] {
                self.enter(position, entry.hash);
            }
        }
    }
}
