//! What `did_you_mean` suggests, which CRuby loads by default and which becomes part of messages.
//!
//! Input: a name and a dictionary; output: the lines that `DidYouMean::SpellChecker#correct` adds. Where two suggestions
//! are equally near, their order depends on CRuby's sorting, and the message is not reproduced.

use std::cmp::Ordering;

/// Suggestions are in an order that is not known, or compare by rules of Unicode that are not here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unknown;

/// The words that would be suggested for the input, the best first; numbers of words in the dictionary.
pub(super) fn corrections(input: &str, words: &[&str]) -> Result<Vec<usize>, Unknown> {
    if !input.is_ascii() || words.iter().any(|word| !word.is_ascii()) {
        return Err(Unknown);
    }
    let normalized = normalize(input);
    let threshold = if normalized.len() > 3 { 0.834 } else { 0.77 };
    let mut near: Vec<(usize, Vec<char>, f64)> = words
        .iter()
        .enumerate()
        .filter(|(_, word)| **word != input)
        .map(|(at, word)| (at, normalize(word), word))
        .filter(|(_, word, _)| jaro_winkler(word, &normalized) >= threshold)
        .map(|(at, word, written)| {
            let written: Vec<char> = written.chars().collect();
            (at, word, jaro_winkler(&written, &normalized))
        })
        .collect();
    near.sort_by(|one, other| other.2.partial_cmp(&one.2).unwrap_or(Ordering::Equal));
    let mistyped: Vec<&(usize, Vec<char>, f64)> = near
        .iter()
        .filter(|(_, word, _)| levenshtein(word, &normalized) <= normalized.len().div_ceil(4))
        .collect();
    if !mistyped.is_empty() {
        return in_order(&mistyped, mistyped.len());
    }
    let misspelt: Vec<&(usize, Vec<char>, f64)> = near
        .iter()
        .filter(|(_, word, _)| levenshtein(word, &normalized) < word.len().min(normalized.len()))
        .collect();
    in_order(&misspelt, 1)
}

/// The first words, if no two of those that could stand there are equally near.
fn in_order(words: &[&(usize, Vec<char>, f64)], count: usize) -> Result<Vec<usize>, Unknown> {
    for pair in words.windows(2).take(count) {
        if let [one, other] = pair
            && one.2 == other.2
        {
            return Err(Unknown);
        }
    }
    Ok(words.iter().take(count).map(|(at, _, _)| *at).collect())
}

/// What is added to a message (`DidYouMean::Formatter`).
pub(super) fn suffix(corrections: &[&str]) -> String {
    if corrections.is_empty() {
        return String::new();
    }
    format!("\nDid you mean?  {}", corrections.join("\n               "))
}

/// `SpellChecker#normalize`: lower case, without `@`.
fn normalize(word: &str) -> Vec<char> {
    word.chars()
        .flat_map(char::to_lowercase)
        .filter(|&character| character != '@')
        .collect()
}

/// `DidYouMean::Jaro.distance`.
fn jaro(first: &[char], second: &[char]) -> f64 {
    let (short, long) = if first.len() > second.len() {
        (second, first)
    } else {
        (first, second)
    };
    let range = (long.len() / 2).saturating_sub(1);
    let mut short_matched = vec![false; short.len()];
    let mut long_matched = vec![false; long.len()];
    let mut matches = 0usize;
    for (at, character) in short.iter().enumerate() {
        let end = (at + range).min(long.len().saturating_sub(1));
        for other in at.saturating_sub(range)..=end {
            if other < long.len() && !long_matched[other] && *character == long[other] {
                short_matched[at] = true;
                long_matched[other] = true;
                matches += 1;
                break;
            }
        }
    }
    if matches == 0 {
        return 0.0;
    }
    let in_short = short.iter().zip(&short_matched).filter(|(_, matched)| **matched);
    let in_long = long.iter().zip(&long_matched).filter(|(_, matched)| **matched);
    let transposed = in_short
        .zip(in_long)
        .filter(|((one, _), (other, _))| one != other)
        .count();
    let transpositions = (transposed / 2) as f64;
    let matches = matches as f64;
    (matches / short.len() as f64 + matches / long.len() as f64 + (matches - transpositions) / matches) / 3.0
}

/// `DidYouMean::JaroWinkler.distance`: a common prefix of up to four characters counts more.
fn jaro_winkler(first: &[char], second: &[char]) -> f64 {
    let distance = jaro(first, second);
    if distance <= 0.7 {
        return distance;
    }
    let prefix = first
        .iter()
        .zip(second)
        .take(4)
        .take_while(|(one, other)| one == other)
        .count();
    distance + prefix as f64 * 0.1 * (1.0 - distance)
}

/// The number of insertions, deletions and replacements between two words.
fn levenshtein(first: &[char], second: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=second.len()).collect();
    for (at, character) in first.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (column, other) in second.iter().enumerate() {
            let above = row[column + 1];
            row[column + 1] = (above + 1)
                .min(row[column] + 1)
                .min(diagonal + usize::from(character != other));
            diagonal = above;
        }
    }
    row[second.len()]
}
