//! Things with numbers, each of them once.
//!
//! Almost all lists are short, and comparing with a few things takes less than hashing one: only longer lists are indexed.

use std::hash::{BuildHasher, Hash};

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// Up to how many things are compared one by one.
const FEW: usize = 8;

/// A list of distinct things.
#[derive(Clone, Debug)]
pub(super) struct Distinct<T> {
    items: Vec<T>,
    /// The numbers of all items by hash, once there are more than a few.
    index: HashTable<u32>,
}

impl<T> Default for Distinct<T> {
    fn default() -> Self {
        Distinct {
            items: Vec::new(),
            index: HashTable::new(),
        }
    }
}

impl<T: Eq + Hash> Distinct<T> {
    /// The number of an equal thing.
    pub fn find(&self, item: &T) -> Option<u32> {
        if self.index.is_empty() {
            return self.items.iter().position(|known| known == item).map(|at| at as u32);
        }
        let found = self.index.find(hash(item), |&at| self.items[at as usize] == *item);
        found.copied()
    }

    /// Adds a thing that is not in the list, and gives its number. There are fewer than 2³²: the graphs that are made of them
    /// are bounded far below.
    pub fn add(&mut self, item: T) -> u32 {
        let number = self.items.len() as u32;
        self.items.push(item);
        let items = &self.items;
        if items.len() > FEW {
            let first = if self.index.is_empty() { 0 } else { number };
            for at in first..=number {
                self.index
                    .insert_unique(hash(&items[at as usize]), at, |&at| hash(&items[at as usize]));
            }
        }
        number
    }

    /// The thing with a number.
    pub fn get(&self, number: u32) -> Option<&T> {
        self.items.get(number as usize)
    }

    /// The list.
    pub fn into_items(self) -> Vec<T> {
        self.items
    }
}

fn hash(item: &impl Hash) -> u64 {
    FxBuildHasher.hash_one(item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_keep_their_numbers_when_the_list_grows() {
        let mut list = Distinct::default();
        for number in 0..100_u32 {
            assert_eq!(list.find(&(number * 7)), None);
            assert_eq!(list.add(number * 7), number);
            for known in 0..=number {
                assert_eq!(list.find(&(known * 7)), Some(known));
            }
        }
        assert_eq!(list.get(99), Some(&693));
        assert_eq!(list.into_items().len(), 100);
    }
}
