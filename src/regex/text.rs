//! The texts that patterns are matched against, and how each is read.
//!
//! A [`Text`] is borrowed from a value of the rule. The engines read it through [`Input`], which gives characters: code
//! units for JavaScript without `u`, code points with it and in Ruby. Positions are always indices of the borrowed
//! storage: bytes for [`Text::Ascii`] and [`Text::Utf8`], code units for [`Text::Utf16`].

/// A text to match against.
#[derive(Clone, Copy, Debug)]
pub enum Text<'a> {
    /// Bytes below 128 only. A greater byte counts as the character of its value.
    Ascii(&'a [u8]),
    /// UTF-16 code units, well formed or not.
    Utf16(&'a [u16]),
    /// UTF-8.
    Utf8(&'a str),
}

impl Text<'_> {
    /// The length in units of its storage.
    pub fn len(&self) -> usize {
        match self {
            Text::Ascii(bytes) => bytes.len(),
            Text::Utf16(units) => units.len(),
            Text::Utf8(text) => text.len(),
        }
    }

    /// Whether the text has no character.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Access to the characters of a text by position.
pub(super) trait Input: Copy {
    /// The position behind the last character.
    fn len(self) -> usize;
    /// The character at a position and the position behind it; `None` at the end.
    fn after(self, at: usize) -> Option<(u32, usize)>;
    /// The character that ends at a position; `None` at the start.
    fn before(self, at: usize) -> Option<u32>;
    /// The position behind this one at which a search tries next; `None` at the end.
    fn next_start(self, at: usize) -> Option<usize> {
        self.after(at).map(|(_, behind)| behind)
    }
}

/// Every byte is a character.
#[derive(Clone, Copy)]
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

/// Every UTF-16 code unit is a character.
#[derive(Clone, Copy)]
pub(super) struct Units<'a>(pub(super) &'a [u16]);

/// Every surrogate pair and every other UTF-16 code unit is a character.
///
/// Node searches from unit to unit all the same, and so finds an empty match between the halves of a pair
/// (`/\B/u.exec('a😀').index` is 2). No character begins there.
#[derive(Clone, Copy)]
pub(super) struct Points<'a>(pub(super) &'a [u16]);

/// Every code point of the UTF-8 text is a character.
#[derive(Clone, Copy)]
pub(super) struct Scalars<'a>(pub(super) &'a str);

impl Input for Bytes<'_> {
    fn len(self) -> usize {
        self.0.len()
    }

    fn after(self, at: usize) -> Option<(u32, usize)> {
        self.0.get(at).map(|&byte| (u32::from(byte), at + 1))
    }

    fn before(self, at: usize) -> Option<u32> {
        self.0.get(at.checked_sub(1)?).map(|&byte| u32::from(byte))
    }
}

impl Input for Units<'_> {
    fn len(self) -> usize {
        self.0.len()
    }

    fn after(self, at: usize) -> Option<(u32, usize)> {
        self.0.get(at).map(|&unit| (u32::from(unit), at + 1))
    }

    fn before(self, at: usize) -> Option<u32> {
        self.0.get(at.checked_sub(1)?).map(|&unit| u32::from(unit))
    }
}

/// The code point of a surrogate pair, if the two units are one.
pub(super) fn pair(lead: u16, trail: u16) -> Option<u32> {
    let (high, low) = (lead.wrapping_sub(0xD800), trail.wrapping_sub(0xDC00));
    (high < 0x400 && low < 0x400).then(|| 0x1_0000 + (u32::from(high) << 10) + u32::from(low))
}

impl Input for Points<'_> {
    fn len(self) -> usize {
        self.0.len()
    }

    fn after(self, at: usize) -> Option<(u32, usize)> {
        let &lead = self.0.get(at)?;
        let previous = at.checked_sub(1).and_then(|index| self.0.get(index));
        if previous.is_some_and(|&previous| pair(previous, lead).is_some()) {
            return None;
        }
        match self.0.get(at + 1).and_then(|&trail| pair(lead, trail)) {
            Some(code) => Some((code, at + 2)),
            None => Some((u32::from(lead), at + 1)),
        }
    }

    fn before(self, at: usize) -> Option<u32> {
        let &trail = self.0.get(at.checked_sub(1)?)?;
        let lead = at.checked_sub(2).and_then(|index| self.0.get(index));
        Some(lead.and_then(|&lead| pair(lead, trail)).unwrap_or(u32::from(trail)))
    }

    fn next_start(self, at: usize) -> Option<usize> {
        (at < self.0.len()).then_some(at + 1)
    }
}

impl Input for Scalars<'_> {
    fn len(self) -> usize {
        self.0.len()
    }

    fn after(self, at: usize) -> Option<(u32, usize)> {
        let next = self.0.get(at..)?.chars().next()?;
        Some((u32::from(next), at + next.len_utf8()))
    }

    fn before(self, at: usize) -> Option<u32> {
        self.0.get(..at)?.chars().next_back().map(u32::from)
    }
}

#[cfg(test)]
mod tests {
    use super::{Input, Points, Scalars, Units};

    #[test]
    fn code_points_join_only_surrogate_pairs() {
        let units = [0xD83D, 0xDE00, 0xDE00, 0xD83D];
        let points = Points(&units);
        assert_eq!(points.after(0), Some((0x1F600, 2)));
        assert_eq!(points.after(1), None);
        assert_eq!(points.next_start(0), Some(1));
        assert_eq!(points.after(2), Some((0xDE00, 3)));
        assert_eq!(points.after(3), Some((0xD83D, 4)));
        assert_eq!(points.after(4), None);
        assert_eq!(points.before(2), Some(0x1F600));
        assert_eq!(points.before(3), Some(0xDE00));
        assert_eq!(points.before(0), None);
        assert_eq!(Units(&units).after(0), Some((0xD83D, 1)));
    }

    #[test]
    fn utf8_positions_are_bytes() {
        let text = Scalars("aé😀");
        assert_eq!(text.after(1), Some((0xE9, 3)));
        assert_eq!(text.after(3), Some((0x1F600, 7)));
        assert_eq!(text.before(7), Some(0x1F600));
        assert_eq!(text.before(3), Some(0xE9));
    }
}
