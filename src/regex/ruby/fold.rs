//! Case folding as Onigmo does it: full folding, so that `ß` equals `ss`.
//!
//! A string under `i` matches the texts with the same folding, a character of the text at a time ([`string`]); a class
//! gains the equals of its members and, for members that fold to several characters, alternatives with those
//! ([`fold_class`]).

use super::super::ast::{Node, RunStep};
use super::super::set::CodeSet;
use super::super::unicode::{RUBY_FOLDS, folds};
use super::class::Class;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The folding of each character and the characters of each folding.
struct Folds {
    to: BTreeMap<u32, Vec<u32>>,
    from: BTreeMap<Vec<u32>, Vec<u32>>,
}

static FOLDS: LazyLock<Folds> = LazyLock::new(|| {
    let mut tables = Folds {
        to: BTreeMap::new(),
        from: BTreeMap::new(),
    };
    for codes in folds(RUBY_FOLDS, "fold") {
        if let Some((&code, folded)) = codes.split_first() {
            tables.to.insert(code, folded.to_vec());
            tables.from.entry(folded.to_vec()).or_default().push(code);
        }
    }
    tables
});

/// The folding of a string.
pub(super) fn folded(chars: &[char]) -> Vec<u32> {
    let mut codes = Vec::with_capacity(chars.len());
    for &char in chars {
        match FOLDS.to.get(&u32::from(char)) {
            Some(folded) => codes.extend(folded),
            None => codes.push(u32::from(char)),
        }
    }
    codes
}

/// The characters that fold to exactly these.
fn unfolded(codes: &[u32]) -> &'static [u32] {
    FOLDS.from.get(codes).map_or(&[], Vec::as_slice)
}

/// What matches the texts of a folding.
pub(super) fn string(folding: &[u32]) -> Node {
    let set = |codes: &[u32]| CodeSet::of_ranges(codes.iter().map(|&code| (code, code)));
    let steps: Vec<RunStep> = (0..folding.len())
        .map(|at| {
            let one = set(&[folding[at]]).union(&set(unfolded(&folding[at..=at])));
            let several = |length: usize| folding.get(at..at + length).map(|codes| set(unfolded(codes)));
            RunStep {
                one,
                two: several(2).unwrap_or_default(),
                three: several(3).unwrap_or_default(),
            }
        })
        .collect();
    if steps.iter().any(|step| !step.two.is_empty() || !step.three.is_empty()) {
        return Node::Run(steps);
    }
    let mut sets: Vec<Node> = steps.into_iter().map(|step| Node::Set(step.one)).collect();
    match sets.len() {
        0 => Node::Empty,
        1 => sets.remove(0),
        _ => Node::Concat(sets),
    }
}

/// Whether Onigmo leaves a string one string when it prepares it for `i`, rather than split it into alternatives.
pub(super) fn stays_string(chars: &[char]) -> bool {
    /// Alternatives up to which Onigmo splits.
    const ALTERNATIVES: usize = 8;
    chars.iter().enumerate().all(|(at, _)| !is_split(chars, at))
        || !chars.is_empty() && is_split(chars, 0) && variants(chars, 0) + 1 > ALTERNATIVES
}

/// Whether the character at an index has equals of another length.
fn is_split(chars: &[char], at: usize) -> bool {
    let own = folded(&chars[at..=at]);
    own.len() > 1 || !longer(chars, at).is_empty()
}

/// The single characters that the string from an index on equals in its first two or three.
fn longer(chars: &[char], at: usize) -> Vec<u32> {
    let simple = |char: &char| {
        let folding = folded(std::slice::from_ref(char));
        if folding.len() == 1 {
            folding[0]
        } else {
            u32::from(*char)
        }
    };
    let codes: Vec<u32> = chars[at..].iter().take(3).map(simple).collect();
    (2..=codes.len())
        .flat_map(|length| unfolded(&codes[..length]))
        .copied()
        .collect()
}

/// The number of equals of the string from an index on.
fn variants(chars: &[char], at: usize) -> usize {
    let own = folded(&chars[at..=at]);
    if own.len() == 1 {
        return unfolded(&own).len() + longer(chars, at).len();
    }
    let spellings: usize = own.iter().map(|&code| unfolded(&[code]).len() + 1).product();
    spellings + unfolded(&own).len() - 1
}

/// What a class matches under `i`.
pub(super) fn fold_class(class: &Class) -> Node {
    let ascii = |code: u32| code < 128;
    let mut added = Vec::new();
    // One round over the equivalences, each in the order of Onigmo's table: the folding first, then its origins.
    for (folding, origins) in &FOLDS.from {
        let first = added.len();
        let mut pair = |from: u32, to: u32| {
            let has = |code: u32| class.set.contains(code) || added[first..].contains(&code);
            // Onigmo loses a character of Latin-1 beyond ASCII that it would add: `/[É-]/i` does not match `é`.
            let lost = (0x80..0x100).contains(&to);
            if !lost && has(from) && !has(to) && (ascii(from) == ascii(to) || class.asc.contains(from)) {
                added.push(to);
            }
        };
        for (index, &origin) in origins.iter().enumerate() {
            if let [folded] = folding[..] {
                pair(origin, folded);
                pair(folded, origin);
                for &other in &origins[..index] {
                    pair(origin, other);
                    pair(other, origin);
                }
            } else {
                origins
                    .iter()
                    .filter(|&&other| other != origin)
                    .for_each(|&other| pair(origin, other));
            }
        }
    }
    let set = class
        .set
        .union(&CodeSet::of_ranges(added.into_iter().map(|code| (code, code))));
    if class.negated {
        return Node::Set(set.complement());
    }
    let several = FOLDS.from.iter().filter(|(folding, _)| folding.len() > 1);
    let mut strings: Vec<(usize, Node)> = several
        .filter(|(_, origins)| origins.iter().any(|&origin| set.contains(origin)))
        .map(|(folding, _)| (folding.len(), string(folding)))
        .collect();
    if strings.is_empty() {
        return Node::Set(set);
    }
    // Onigmo lists the strings of two characters before those of three.
    strings.sort_by_key(|&(length, _)| length);
    let mut alternatives = vec![Node::Set(set)];
    alternatives.extend(strings.into_iter().map(|(_, node)| node));
    Node::Alternate(alternatives)
}
