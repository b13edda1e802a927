//! Unicode tables as the real languages know them, recorded by `tests/regex/unicode.js` and `tests/regex/unicode.rb`.
//!
//! The versions differ: Node follows its ICU, Ruby 3.1 has Unicode 13. The tables are text, so that a change of version
//! shows in a review; a line is decoded when a pattern asks for it. Numbers are base 36: for ranges the gap since the end
//! of the last range and the length less one.

use super::set::CodeSet;

/// The properties of JavaScript's `\p{…}`: `kind;names;ranges`.
pub(super) const JAVASCRIPT_PROPERTIES: &str = include_str!("javascript_properties.txt");

/// The characters that JavaScript's `i` holds equal: `units` without `u`, `points` with it.
pub(super) const JAVASCRIPT_FOLDS: &str = include_str!("javascript_folds.txt");

/// The ranges of a property of this kind and exact name.
pub(super) fn property(table: &str, kind: &str, name: &str) -> Option<CodeSet> {
    table.lines().find_map(|line| {
        let mut fields = line.split(';');
        let found = fields.next() == Some(kind) && fields.next()?.split(',').any(|known| known == name);
        if found { fields.next().map(ranges) } else { None }
    })
}

/// Decodes base 36; the tables hold nothing else.
fn number(text: &str) -> u32 {
    u32::from_str_radix(text, 36).unwrap_or(0)
}

fn ranges(text: &str) -> CodeSet {
    let mut at = 0;
    let mut numbers = text.split_ascii_whitespace().map(number);
    let mut ranges = Vec::new();
    while let (Some(gap), Some(more)) = (numbers.next(), numbers.next()) {
        let first = at + gap;
        ranges.push((first, first + more));
        at = first + more + 1;
    }
    CodeSet::of_ranges(ranges)
}

/// The sets of equal characters that a table of folds has under a heading.
pub(super) fn folds(table: &str, heading: &str) -> Vec<Vec<u32>> {
    table
        .lines()
        .filter_map(|line| line.strip_prefix(heading)?.strip_prefix(' '))
        .map(|codes| codes.split_ascii_whitespace().map(number).collect())
        .collect()
}
