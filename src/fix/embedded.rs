//! Edits of a rule inside the JSON file that holds it: nothing else of the file changes.
//!
//! Input: the text of the file, where the rule's text starts, and the rule's new text. Output: the file. What both texts
//! of the rule have in common at their starts and ends is not touched, so escapes stay as they are; a character that is
//! put in is spelled as the text spells it elsewhere, or else as JSON needs it.

use std::collections::HashMap;

/// A rule's text in a file, taken apart into characters and their spellings.
struct Spelled<'a> {
    /// Each character with its spelling.
    characters: Vec<(char, &'a str)>,
    /// The byte of the file after the opening quote.
    start: usize,
    /// The byte of the closing quote.
    end: usize,
}

/// The file with another text of the rule whose opening quote is at byte `quote`; none where no text starts there.
pub fn replace(file: &str, quote: usize, text: &str) -> Option<String> {
    let spelled = read(file, quote)?;
    let new: Vec<char> = text.chars().collect();
    let old = &spelled.characters;
    let front = old
        .iter()
        .zip(&new)
        .take_while(|((one, _), other)| one == *other)
        .count();
    let most = old.len().min(new.len()) - front;
    let back = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take(most)
        .take_while(|((one, _), other)| one == *other)
        .count();
    let length = |range: &[(char, &str)]| range.iter().map(|(_, spelling)| spelling.len()).sum::<usize>();
    let from = spelled.start + length(&old[..front]);
    let to = spelled.end - length(&old[old.len() - back..]);
    let style = Style::of(old);
    let put: String = new[front..new.len() - back].iter().map(|&c| style.spell(c)).collect();
    Some(format!("{}{put}{}", file.get(..from)?, file.get(to..)?))
}

fn read(file: &str, quote: usize) -> Option<Spelled<'_>> {
    let start = quote + 1;
    if file.as_bytes().get(quote) != Some(&b'"') {
        return None;
    }
    let mut characters = Vec::new();
    let mut at = start;
    loop {
        let rest = file.get(at..)?;
        let first = rest.chars().next()?;
        if first == '"' {
            return Some(Spelled {
                characters,
                start,
                end: at,
            });
        }
        let length = if first == '\\' {
            escape_length(rest)?
        } else {
            first.len_utf8()
        };
        let spelling = rest.get(..length)?;
        let decoded: String = serde_json::from_str(&format!("\"{spelling}\"")).ok()?;
        characters.push((decoded.chars().next()?, spelling));
        at += length;
    }
}

/// How many bytes an escape takes; two of surrogates are one character.
fn escape_length(rest: &str) -> Option<usize> {
    if rest.as_bytes().get(1) != Some(&b'u') {
        return Some(2);
    }
    let unit = u16::from_str_radix(rest.get(2..6)?, 16).ok()?;
    Some(if (0xd800..0xdc00).contains(&unit) { 12 } else { 6 })
}

/// How a text spells characters.
struct Style<'a> {
    known: HashMap<char, &'a str>,
    /// Whether characters beyond ASCII are escaped, and with which digits.
    ascii: bool,
    upper: bool,
}

impl<'a> Style<'a> {
    fn of(characters: &[(char, &'a str)]) -> Self {
        let unicode = || characters.iter().filter(|(_, spelling)| spelling.starts_with("\\u"));
        Style {
            known: characters.iter().copied().collect(),
            ascii: unicode().any(|(c, _)| !c.is_ascii())
                && !characters
                    .iter()
                    .any(|(c, spelling)| !c.is_ascii() && !spelling.starts_with('\\')),
            upper: unicode().any(|(_, spelling)| spelling[2..].contains(|c: char| c.is_ascii_uppercase())),
        }
    }

    fn spell(&self, c: char) -> String {
        if let Some(known) = self.known.get(&c) {
            return (*known).to_owned();
        }
        match c {
            '"' => String::from("\\\""),
            '\\' => String::from("\\\\"),
            '\n' => String::from("\\n"),
            '\r' => String::from("\\r"),
            '\t' => String::from("\\t"),
            _ if u32::from(c) < 0x20 || (self.ascii && !c.is_ascii()) => {
                let mut units = [0; 2];
                let escapes = c.encode_utf16(&mut units).iter();
                escapes
                    .map(|unit| {
                        if self.upper {
                            format!("\\u{unit:04X}")
                        } else {
                            format!("\\u{unit:04x}")
                        }
                    })
                    .collect()
            }
            _ => c.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_touched_and_spelled_as_elsewhere() {
        let file = r#"{"a" : 1,"rule":"x \u003c 1 \u0026\u0026\ty\/z"}"#;
        let quote = file.find("\"x").unwrap();
        let new = replace(file, quote, "x < 2 && \"é\" && y/z").unwrap();
        assert_eq!(
            new,
            r#"{"a" : 1,"rule":"x \u003c 2 \u0026\u0026 \"é\" \u0026\u0026 y\/z"}"#
        );
        assert_eq!(replace(file, quote, "x < 1 &&\ty/z").as_deref(), Some(file));
        assert_eq!(replace(file, 0, "x"), None);
    }

    #[test]
    fn characters_beyond_ascii_follow_the_text() {
        let file = r#"["\u00e9 \ud83d\ude00"]"#;
        assert_eq!(
            replace(file, 1, "ß é 😀").as_deref(),
            Some(r#"["\u00df \u00e9 \ud83d\ude00"]"#)
        );
    }
}
