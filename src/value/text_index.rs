//! Finds the places of texts in a list that holds each of them once.
//!
//! Input: the list, and a text; output: its place, where it is added if it is new. The index holds places alone, so that
//! no text is stored twice; it is right only for the list that it has always been used with.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

use super::Text;

/// How many texts there is room for at first; short rules have fewer.
const ROOM: usize = 14;

/// The places of the texts of one list.
#[derive(Clone, Debug, Default)]
pub struct TextIndex {
    places: HashTable<u32>,
}

impl TextIndex {
    /// The place of a text.
    pub fn text(&mut self, texts: &mut Vec<Text>, text: &Text) -> u32 {
        self.place(texts, hash(text), |known| known == text, || text.clone())
    }

    /// The place of a well-formed text.
    pub fn str(&mut self, texts: &mut Vec<Text>, text: &str) -> u32 {
        self.place(
            texts,
            hash_str(text),
            |known| matches!(known, Text::Utf8(known) if **known == *text),
            || Text::Utf8(text.into()),
        )
    }

    fn place(
        &mut self,
        texts: &mut Vec<Text>,
        hash_of_text: u64,
        is: impl Fn(&Text) -> bool,
        make: impl FnOnce() -> Text,
    ) -> u32 {
        if self.places.capacity() == 0 {
            self.places = HashTable::with_capacity(ROOM);
            texts.reserve(ROOM);
        }
        if let Some(&place) = self.places.find(hash_of_text, |&place| is(&texts[place as usize])) {
            return place;
        }
        let place = u32::try_from(texts.len()).unwrap_or(u32::MAX);
        texts.push(make());
        self.places
            .insert_unique(hash_of_text, place, |&place| hash(&texts[place as usize]));
        place
    }
}

fn hash(text: &Text) -> u64 {
    match text {
        Text::Utf8(text) => hash_str(text),
        Text::Utf16(units) => FxBuildHasher.hash_one(units),
    }
}

fn hash_str(text: &str) -> u64 {
    FxBuildHasher.hash_one(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_one_place_and_others_their_own() {
        let (mut index, mut texts) = (TextIndex::default(), Vec::new());
        for number in 0..100_u32 {
            assert_eq!(index.str(&mut texts, &format!("text {number}")), number);
        }
        let surrogate = Text::from_units(&[0xD800]);
        assert_eq!(index.text(&mut texts, &surrogate), 100);
        assert_eq!(index.text(&mut texts, &surrogate), 100);
        assert_eq!(index.text(&mut texts, &Text::Utf8("text 7".into())), 7);
        assert_eq!(index.str(&mut texts, "\u{FFFD}"), 101);
        assert_eq!(texts.len(), 102);
    }
}
