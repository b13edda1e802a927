//! Case mapping and printability of characters, as CRuby 3.1 (Unicode 13) has them.
//!
//! `case.txt` has sections `upper`, `lower`, and the differences of `title` from `upper`, of `fold` from `lower` and of
//! `swap` from both; a line is `first[-last/step] +distance` or `character =target+target…`, all in hexadecimal but the
//! distance. `unprintable.txt` lists the ranges that `inspect` escapes. ASCII is in neither.

use std::sync::LazyLock;

/// Characters and what they become, sorted.
type Map = Vec<(char, Vec<char>)>;

struct Maps {
    upper: Map,
    lower: Map,
    title: Map,
    fold: Map,
    swap: Map,
}

static MAPS: LazyLock<Maps> = LazyLock::new(|| {
    let text = include_str!("case.txt");
    let section = |name: &str| {
        let lines = text.lines().skip_while(|line| *line != name).skip(1);
        let mut map: Map = lines
            .take_while(|line| !line.starts_with(|first: char| first.is_ascii_lowercase()))
            .flat_map(entries)
            .collect();
        map.sort();
        map
    };
    Maps {
        upper: section("upper"),
        lower: section("lower"),
        title: section("title"),
        fold: section("fold"),
        swap: section("swap"),
    }
});

static UNPRINTABLE: LazyLock<Vec<(u32, u32)>> = LazyLock::new(|| {
    include_str!("unprintable.txt")
        .lines()
        .map(|line| match line.split_once('-') {
            Some((first, last)) => (hexadecimal(first), hexadecimal(last)),
            None => (hexadecimal(line), hexadecimal(line)),
        })
        .collect()
});

/// The tables are part of the program; a line that is no number would read as 0.
fn hexadecimal(text: &str) -> u32 {
    u32::from_str_radix(text, 16).unwrap_or(0)
}

fn entries(line: &'static str) -> Vec<(char, Vec<char>)> {
    let (left, right) = line.split_once(' ').unwrap_or((line, ""));
    if let Some(targets) = right.strip_prefix('=') {
        let targets = targets.split('+').map(hexadecimal).filter_map(char::from_u32).collect();
        return char::from_u32(hexadecimal(left))
            .map(|source| (source, targets))
            .into_iter()
            .collect();
    }
    let distance: i64 = right.parse().unwrap_or(0);
    let (range, step) = left.split_once('/').unwrap_or((left, "1"));
    let (first, last) = range.split_once('-').unwrap_or((range, range));
    let step = step.parse().unwrap_or(1);
    (hexadecimal(first)..=hexadecimal(last))
        .step_by(step)
        .filter_map(|source| {
            let target = u32::try_from(i64::from(source) + distance).ok()?;
            Some((char::from_u32(source)?, vec![char::from_u32(target)?]))
        })
        .collect()
}

fn find(map: &'static Map, character: char) -> Option<&'static [char]> {
    let at = map.binary_search_by(|(source, _)| source.cmp(&character)).ok()?;
    map.get(at).map(|(_, targets)| targets.as_slice())
}

/// A way to change the case of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// `upcase`.
    Upper,
    /// `downcase`; a final sigma is no special case.
    Lower,
    /// The first character of `capitalize`.
    Title,
    /// Case folding, by which `casecmp?` compares.
    Fold,
    /// `swapcase`.
    Swap,
}

/// Appends what a character becomes.
pub(super) fn map(character: char, case: Case, out: &mut String) {
    if character.is_ascii() {
        out.push(match case {
            Case::Upper | Case::Title => character.to_ascii_uppercase(),
            Case::Lower | Case::Fold => character.to_ascii_lowercase(),
            Case::Swap if character.is_ascii_lowercase() => character.to_ascii_uppercase(),
            Case::Swap => character.to_ascii_lowercase(),
        });
        return;
    }
    let maps = &*MAPS;
    let targets = match case {
        Case::Upper => find(&maps.upper, character),
        Case::Lower => find(&maps.lower, character),
        Case::Title => find(&maps.title, character).or_else(|| find(&maps.upper, character)),
        Case::Fold => find(&maps.fold, character).or_else(|| find(&maps.lower, character)),
        Case::Swap => find(&maps.swap, character)
            .or_else(|| find(&maps.upper, character))
            .or_else(|| find(&maps.lower, character)),
    };
    match targets {
        Some(targets) => out.extend(targets),
        None => out.push(character),
    }
}

/// Whether `inspect` shows a character as it is.
pub(in crate::vm::ruby) fn is_printable(character: char) -> bool {
    if character.is_ascii() {
        return !character.is_ascii_control();
    }
    let code = u32::from(character);
    let table = &*UNPRINTABLE;
    let at = table.partition_point(|&(_, last)| last < code);
    table.get(at).is_none_or(|&(first, _)| code < first)
}
