//! Unicode tables as the real languages know them, recorded by `tests/regex/unicode.js` and `tests/regex/unicode.rb`.
//!
//! The versions differ: Node follows its ICU, Ruby 3.1 has Unicode 13. The tables are text, so that a change of version
//! shows in a review; a line is decoded when a pattern asks for it. Numbers are base 36: for ranges the gap since the end
//! of the last range and the length less one.

use super::set::CodeSet;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The characters that JavaScript's `i` holds equal: `units` without `u`, `points` with it.
pub(super) const JAVASCRIPT_FOLDS: &str = include_str!("javascript_folds.txt");

/// The characters whose full case folding differs from them, with the folding, as Ruby has it.
pub(super) const RUBY_FOLDS: &str = include_str!("ruby_folds.txt");

/// Properties by kind and name, with their encoded ranges.
type Properties = BTreeMap<(&'static str, &'static str), &'static str>;

static JAVASCRIPT_PROPERTIES: LazyLock<Properties> = LazyLock::new(|| index(include_str!("javascript_properties.txt")));
static RUBY_PROPERTIES: LazyLock<Properties> = LazyLock::new(|| index(include_str!("ruby_properties.txt")));

/// Reads the lines `kind;name,name;ranges`.
fn index(table: &'static str) -> Properties {
    let mut properties = Properties::new();
    for line in table.lines() {
        let mut fields = line.split(';');
        if let (Some(kind), Some(names), Some(ranges)) = (fields.next(), fields.next(), fields.next()) {
            properties.extend(names.split(',').map(|name| ((kind, name), ranges)));
        }
    }
    properties
}

/// A property of JavaScript's `\p{…}` by its exact name; the kinds are `gc`, `sc`, `scx` and `bin`.
pub(super) fn javascript_property(kind: &str, name: &str) -> Option<CodeSet> {
    JAVASCRIPT_PROPERTIES.get(&(kind, name)).map(|text| ranges(text))
}

/// A property of Ruby's `\p{…}` by its name in lower case without separators.
pub(super) fn ruby_property(name: &str) -> Option<CodeSet> {
    RUBY_PROPERTIES.get(&("p", name)).map(|text| ranges(text))
}

/// Ruby's digits, as ranges in ascending order that do not touch.
pub(crate) fn ruby_digits() -> &'static [(u32, u32)] {
    static DIGITS: LazyLock<CodeSet> = LazyLock::new(|| ruby_property("digit").unwrap_or_default());
    DIGITS.ranges()
}

/// Ruby's letters, as ranges in ascending order that do not touch.
pub(crate) fn ruby_letters() -> &'static [(u32, u32)] {
    static LETTERS: LazyLock<CodeSet> = LazyLock::new(|| ruby_property("alpha").unwrap_or_default());
    LETTERS.ranges()
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
