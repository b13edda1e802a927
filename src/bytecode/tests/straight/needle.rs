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

/// One text or a few that others are compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct Needles {
    first: Needle,
    others: Box<[Needle]>,
    /// The lengths that they have, a bit each: a text of another length is not read.
    lengths: u32,
}

impl Needles {
    /// Takes texts; none where there are none.
    pub fn new<'t>(texts: impl IntoIterator<Item = &'t str>) -> Option<Self> {
        let mut needles = texts.into_iter().map(|text| Needle::new(text.into()));
        let first = needles.next()?;
        let others: Box<[Needle]> = needles.collect();
        let lengths = others
            .iter()
            .fold(length(&first.text), |all, needle| all | length(&needle.text));
        Some(Needles { first, others, lengths })
    }

    /// Whether each of them is short.
    pub fn are_short(&self) -> bool {
        self.first.is_short() && self.others.iter().all(|needle| needle.is_short())
    }

    /// Whether a text is one of these.
    #[inline(always)]
    pub fn have(&self, text: &str) -> bool {
        if self.others.is_empty() {
            return self.first.is(text);
        }
        self.have_its_length(text) && self.one_is(text)
    }

    /// The text, where it is a single one.
    #[inline(always)]
    pub fn single(&self) -> Option<&Needle> {
        self.others.is_empty().then_some(&self.first)
    }

    /// As [`Needles::have`], where each of them is short.
    #[inline(always)]
    pub fn short_have(&self, text: &str) -> bool {
        if !self.have_its_length(text) {
            return false;
        }
        let words = words(text.as_bytes());
        let first = self.first.is_alike(words, text);
        self.others
            .iter()
            .fold(first, |found, needle| found | needle.is_alike(words, text))
    }

    /// Whether one of some texts is one of these.
    #[inline(always)]
    pub fn have_any(&self, texts: &[String]) -> bool {
        if self.others.is_empty() {
            return texts.iter().any(|text| self.first.is(text));
        }
        self.all_have_any(texts)
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
    fn one_is(&self, text: &str) -> bool {
        let words = words(text.as_bytes());
        let first = self.first.is_with(words, text);
        self.others
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
}
