//! Sets of code points as sorted ranges.
//!
//! A [`CodeSet`] holds inclusive ranges in ascending order that neither overlap nor touch, so that two equal sets have
//! one representation. Its members are code points `0..=0x10FFFF`, surrogates included, because JavaScript patterns can
//! name lone surrogates.

/// The greatest code point.
pub(super) const LAST: u32 = 0x10_FFFF;

/// A set of code points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CodeSet {
    ranges: Vec<(u32, u32)>,
}

impl CodeSet {
    /// The set without members.
    pub(super) fn empty() -> CodeSet {
        CodeSet::default()
    }

    /// The set of every code point.
    pub(super) fn all() -> CodeSet {
        CodeSet::range(0, LAST)
    }

    /// The set of one code point.
    pub(super) fn of(code: u32) -> CodeSet {
        CodeSet::range(code, code)
    }

    /// The set of the code points from `first` to `last`, both included; empty when they are out of order.
    pub(super) fn range(first: u32, last: u32) -> CodeSet {
        if first > last {
            return CodeSet::empty();
        }
        CodeSet {
            ranges: vec![(first, last)],
        }
    }

    /// The union of the given inclusive ranges, in any order.
    pub(super) fn of_ranges(ranges: impl IntoIterator<Item = (u32, u32)>) -> CodeSet {
        let mut ranges: Vec<(u32, u32)> = ranges.into_iter().filter(|(first, last)| first <= last).collect();
        ranges.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (first, last) in ranges {
            match merged.last_mut() {
                Some(previous) if first <= previous.1.saturating_add(1) => previous.1 = previous.1.max(last),
                _ => merged.push((first, last)),
            }
        }
        CodeSet { ranges: merged }
    }

    /// The ranges in ascending order.
    pub(super) fn ranges(&self) -> &[(u32, u32)] {
        &self.ranges
    }

    /// Whether the set has no member.
    pub(super) fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Whether the set has `code`.
    pub(super) fn contains(&self, code: u32) -> bool {
        let after = self.ranges.partition_point(|&(first, _)| first <= code);
        after > 0 && self.ranges[after - 1].1 >= code
    }

    /// The only member, if there is exactly one.
    pub(super) fn single(&self) -> Option<u32> {
        match self.ranges[..] {
            [(first, last)] if first == last => Some(first),
            _ => None,
        }
    }

    /// The number of members.
    pub(super) fn count(&self) -> u32 {
        self.ranges.iter().map(|(first, last)| last - first + 1).sum()
    }

    /// The members in ascending order.
    pub(super) fn members(&self) -> impl Iterator<Item = u32> + '_ {
        self.ranges.iter().flat_map(|&(first, last)| first..=last)
    }

    /// Every code point that is not a member.
    pub(super) fn complement(&self) -> CodeSet {
        let mut ranges = Vec::with_capacity(self.ranges.len() + 1);
        let mut next = 0;
        for &(first, last) in &self.ranges {
            if first > next {
                ranges.push((next, first - 1));
            }
            next = last + 1;
        }
        if next <= LAST {
            ranges.push((next, LAST));
        }
        CodeSet { ranges }
    }

    /// The members of either set.
    pub(super) fn union(&self, other: &CodeSet) -> CodeSet {
        CodeSet::of_ranges(self.ranges.iter().chain(&other.ranges).copied())
    }

    /// The members of both sets.
    pub(super) fn intersection(&self, other: &CodeSet) -> CodeSet {
        let (mut mine, mut theirs) = (0, 0);
        let mut ranges = Vec::new();
        while let (Some(&a), Some(&b)) = (self.ranges.get(mine), other.ranges.get(theirs)) {
            let (first, last) = (a.0.max(b.0), a.1.min(b.1));
            if first <= last {
                ranges.push((first, last));
            }
            if a.1 < b.1 {
                mine += 1;
            } else {
                theirs += 1;
            }
        }
        CodeSet { ranges }
    }
}

#[cfg(test)]
mod tests {
    use super::{CodeSet, LAST};

    #[test]
    fn touching_ranges_become_one() {
        let set = CodeSet::of_ranges([(5, 9), (0, 2), (3, 3), (9, 12), (20, 10)]);
        assert_eq!(set.ranges(), [(0, 3), (5, 12)]);
        assert_eq!(set.count(), 12);
    }

    #[test]
    fn membership_looks_at_both_ends() {
        let set = CodeSet::of_ranges([(5, 9), (12, 12)]);
        let members: Vec<u32> = (0..20).filter(|&code| set.contains(code)).collect();
        assert_eq!(members, [5, 6, 7, 8, 9, 12]);
    }

    #[test]
    fn complement_of_complement_is_the_set() {
        for set in [
            CodeSet::empty(),
            CodeSet::all(),
            CodeSet::of_ranges([(0, 4), (9, LAST)]),
            CodeSet::of(7),
        ] {
            assert_eq!(set.complement().complement(), set);
            assert!(set.intersection(&set.complement()).is_empty());
            assert_eq!(set.union(&set.complement()), CodeSet::all());
        }
    }
}
