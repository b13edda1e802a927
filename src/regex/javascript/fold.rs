//! Which characters JavaScript's `i` holds equal (ECMA-262 Canonicalize).
//!
//! Without `u` that is equality of the upper-case letter where it is one code unit, with `u` equality under simple case
//! folding. Both are equivalences, so a set matches without regard to case what its closure matches with it.

use super::super::set::CodeSet;
use super::super::unicode::{JAVASCRIPT_FOLDS, folds};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// For each character that has equals, all of them, itself included.
type Orbits = BTreeMap<u32, Vec<u32>>;

static UNITS: LazyLock<Orbits> = LazyLock::new(|| orbits("units"));
static POINTS: LazyLock<Orbits> = LazyLock::new(|| orbits("points"));

fn orbits(heading: &str) -> Orbits {
    let mut orbits = Orbits::new();
    for codes in folds(JAVASCRIPT_FOLDS, heading) {
        for &code in &codes {
            orbits.insert(code, codes.clone());
        }
    }
    orbits
}

/// The characters that equal a member of the set without regard to case.
pub(super) fn close(set: &CodeSet, unicode: bool) -> CodeSet {
    let orbits: &Orbits = if unicode { &POINTS } else { &UNITS };
    let equals = set
        .ranges()
        .iter()
        .flat_map(|&(first, last)| orbits.range(first..=last))
        .flat_map(|(_, codes)| codes);
    CodeSet::of_ranges(set.ranges().iter().copied().chain(equals.map(|&code| (code, code))))
}
