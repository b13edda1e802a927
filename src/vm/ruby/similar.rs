//! Whether `did_you_mean` would suggest something: its spell checker (`DidYouMean::SpellChecker#correct`), asked only for
//! whether the list of corrections is empty.

/// Whether any of the words would be suggested for the input.
pub(super) fn any<'a>(input: &str, words: impl Iterator<Item = &'a str>) -> bool {
    let normalized = normalize(input);
    let threshold = if normalized.len() > 3 { 0.834 } else { 0.77 };
    words
        .filter(|word| *word != input)
        .map(normalize)
        .filter(|word| jaro_winkler(word, &normalized) >= threshold)
        .any(|word| {
            // Either list of the checker takes the word: a mistype within a quarter of the length, or a misspelling
            // with fewer edits than the shorter of the two has characters.
            let distance = levenshtein(&word, &normalized);
            distance <= normalized.len().div_ceil(4) || distance < word.len().min(normalized.len())
        })
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
