//! A text that many others are compared with: its length and two of its words stand beside it.

use std::ops::Deref;

/// Texts of up to so many bytes are their words.
const SHORT: usize = 16;

/// A text that others are compared with, most of which differ from it in their length or in one of two words.
#[derive(Clone, Debug, PartialEq)]
pub struct Needle<T = Box<str>> {
    head: u64,
    tail: u64,
    text: T,
}

impl<T: Deref<Target = str>> Needle<T> {
    /// Takes a text.
    #[inline(always)]
    pub fn new(text: T) -> Self {
        let (head, tail) = words(text.as_bytes());
        Needle { head, tail, text }
    }

    /// Whether another text is this one, which is short.
    #[inline(always)]
    pub fn is_this_short(&self, text: &str) -> bool {
        text.len() == self.text.len() && words(text.as_bytes()) == (self.head, self.tail)
    }

    /// Whether another text is this one.
    #[inline(always)]
    pub fn is(&self, text: &str) -> bool {
        text.len() == self.text.len() && self.is_with(words(text.as_bytes()), text)
    }

    /// Whether another text, which has these words, is this one.
    #[inline(always)]
    fn is_with(&self, words: (u64, u64), text: &str) -> bool {
        let alike = self.is_alike(words, text);
        // The length of this one is known beforehand, the answer is not.
        if self.is_short() {
            return alike;
        }
        alike && is_same(text, &self.text)
    }

    /// Whether another text, which has these words, has those of this one and its length.
    #[inline(always)]
    fn is_alike(&self, (head, tail): (u64, u64), text: &str) -> bool {
        (text.len() == self.text.len()) & (head == self.head) & (tail == self.tail)
    }

    #[inline(always)]
    fn is_short(&self) -> bool {
        self.text.len() <= SHORT
    }
}

/// The most texts that are compared in line.
const FEW: usize = 4;

/// One text or a few that others are compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct Needles {
    first: Needle,
    /// The others, if there are any. The first stands again in the places that are left, so that all are compared in line:
    /// no register is saved for a loop.
    others: Option<Box<[Needle; FEW - 1]>>,
    /// The lengths that they have, a bit each: a text of another length is not read.
    lengths: u32,
}

impl Needles {
    /// Takes texts; none where there are none, or more than a few.
    pub fn new<'t>(texts: impl IntoIterator<Item = &'t str>) -> Option<Self> {
        let needles = texts.into_iter().take(FEW + 1).map(|text| Needle::new(text.into()));
        let needles: Vec<Needle> = needles.collect();
        let (first, others) = needles.split_first()?;
        let other = |at| others.get(at).unwrap_or(first).clone();
        let others = match others.len() {
            0 => None,
            1..FEW => Some(Box::new(std::array::from_fn(other))),
            _ => return None,
        };
        let lengths = needles.iter().fold(0, |all, needle| all | length(&needle.text));
        let first = first.clone();
        Some(Needles { first, others, lengths })
    }

    /// Whether each of them is short.
    pub fn are_short(&self) -> bool {
        self.first.is_short() && self.others.iter().flat_map(|others| &**others).all(Needle::is_short)
    }

    /// Whether a text is one of these.
    #[inline(always)]
    pub fn have(&self, text: &str) -> bool {
        match &self.others {
            None => self.first.is(text),
            Some(others) => self.have_its_length(text) && self.one_is(others, text),
        }
    }

    /// As [`Needles::have`], where each of them is short.
    #[inline(always)]
    pub fn short_have(&self, text: &str) -> bool {
        match &self.others {
            None => self.first.is_this_short(text),
            Some(others) => {
                self.have_its_length(text) && {
                    let words = words(text.as_bytes());
                    let first = self.first.is_alike(words, text);
                    others
                        .iter()
                        .fold(first, |found, needle| found | needle.is_alike(words, text))
                }
            }
        }
    }

    /// Whether one of some texts is one of these.
    #[inline(always)]
    pub fn have_any(&self, texts: &[String]) -> bool {
        match &self.others {
            None => texts.iter().any(|text| self.first.is(text)),
            Some(_) => self.all_have_any(texts),
        }
    }

    #[inline(never)]
    fn all_have_any(&self, texts: &[String]) -> bool {
        texts.iter().any(|text| self.have(text))
    }

    #[inline(always)]
    fn have_its_length(&self, text: &str) -> bool {
        self.lengths & length(text) != 0
    }

    /// Out of the way of a single text. All are compared: which of them it is cannot be foreseen.
    #[inline(never)]
    fn one_is(&self, others: &[Needle; FEW - 1], text: &str) -> bool {
        let words = words(text.as_bytes());
        let first = self.first.is_with(words, text);
        others
            .iter()
            .fold(first, |found, needle| found | needle.is_with(words, text))
    }
}

/// Whether two texts are equal, most of which differ in their length or in one of two words.
#[inline(always)]
pub fn equal(a: &str, b: &str) -> bool {
    a.len() == b.len() && words(a.as_bytes()) == words(b.as_bytes()) && (a.len() <= SHORT || is_same(a, b))
}

/// Whether two texts of the same length are equal, whose last words are.
// No function of the library, which would have to be called: what is compared here is short.
#[inline(always)]
fn is_same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes().as_chunks::<8>().0, b.as_bytes().as_chunks::<8>().0);
    a.iter().zip(b).all(|(a, b)| a == b)
}

/// The bit of a text's length; long ones share the last.
#[inline(always)]
fn length(text: &str) -> u32 {
    1 << text.len().min(31)
}

/// The first and the last eight bytes, which overlap in a text of less than sixteen; of a text of less than eight the
/// bytes that it has.
#[inline(always)]
fn words(bytes: &[u8]) -> (u64, u64) {
    match *bytes {
        [a, b, c, d, e, f, g, h, ..] => {
            let [.., i, j, k, l, m, n, o, p] = *bytes else {
                return (0, 0);
            };
            let word = u64::from_le_bytes;
            (word([a, b, c, d, e, f, g, h]), word([i, j, k, l, m, n, o, p]))
        }
        [a, b, c, d, ..] => {
            let [.., e, f, g, h] = *bytes else { return (0, 0) };
            let word = |bytes| u64::from(u32::from_le_bytes(bytes));
            (word([a, b, c, d]), word([e, f, g, h]))
        }
        [a, .., c] => (a.into(), u64::from(bytes[bytes.len() / 2]) << 8 | u64::from(c)),
        [a] => (a.into(), 0),
        [] => (0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::{Needle, Needles, equal};

    #[test]
    fn a_needle_is_equal_to_its_own_text_alone() {
        let texts = [
            "",
            "a",
            "b",
            "ab",
            "ba",
            "abc",
            "abd",
            "abcd",
            "abce",
            "abcdefg",
            "abcdefgh",
            "abcdefgi",
            "bbcdefgh",
            "abcdefghi",
            "abcdefgh12345678",
            "abcdefgh12345679",
            "abcdefghX12345678",
            "abcdefghY12345678",
            "ÄÖ",
            "ÄÜ",
            "Employees of the eastern region",
            "Employees of the western region!",
            "Employees of the eastern regions in the north",
        ];
        for one in texts {
            for other in texts {
                let needle = Needle::new(one);
                assert_eq!(needle.is(other), one == other, "{one} {other}");
                let alone = Needles::new([one]).expect("a text");
                assert_eq!(alone.have(other), one == other, "{one} {other}");
                if alone.are_short() {
                    assert_eq!(alone.short_have(other), one == other, "{one} {other}");
                }
                assert_eq!(equal(one, other), one == other, "{one} {other}");
                let three = Needles::new(["abcd", one, "abcdefgh12345679"]).expect("texts");
                let expected = [one, "abcd", "abcdefgh12345679"].contains(&other);
                assert_eq!(three.have(other), expected, "{one} {other}");
                if three.are_short() {
                    assert_eq!(three.short_have(other), expected, "{one} {other}");
                }
                let list = ["".to_owned(), other.to_owned()];
                assert_eq!(three.have_any(&list), expected || one.is_empty(), "{one} {other}");
                assert_eq!(alone.have_any(&list[1..]), one == other, "{one} {other}");
            }
        }
        assert_eq!(Needles::new([]), None);
    }

    #[test]
    fn a_few_needles_are_equal_to_their_texts_alone() {
        let texts = ["Berlin", "Boston", "Employees of the eastern region", "Lisbon", "Osaka"];
        for count in 1..=texts.len() {
            let Some(few) = Needles::new(texts[..count].iter().copied()) else {
                assert_eq!(count, 5);
                continue;
            };
            assert_eq!(few.are_short(), count < 3);
            for (at, text) in texts.into_iter().enumerate() {
                assert_eq!(few.have(text), at < count, "{count} {text}");
                assert_eq!(few.have_any(&[text.to_owned()]), at < count, "{count} {text}");
            }
        }
    }
}
