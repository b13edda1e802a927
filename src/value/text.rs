//! Texts: [`Text`] of a source, and [`JsString`], the strings of a running JavaScript rule: sequences of UTF-16 code
//! units, held as bytes where all of them are ASCII.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

/// A text: JavaScript literals can hold lone surrogates, which UTF-8 has no room for. Every form of a rule names the same
/// texts, so that they share them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Text {
    /// A well-formed text.
    Utf8(Arc<str>),
    /// Code units with at least one lone surrogate.
    Utf16(Arc<[u16]>),
}

impl Text {
    /// The text of these code units, as UTF-8 where it is well formed.
    pub fn from_units(units: &[u16]) -> Text {
        match String::from_utf16(units) {
            Ok(text) => Text::Utf8(text.into()),
            Err(_) => Text::Utf16(units.into()),
        }
    }

    /// The text as UTF-8; a lone surrogate becomes U+FFFD (identifiers never hold one).
    pub fn to_str(&self) -> Cow<'_, str> {
        match self {
            Text::Utf8(text) => Cow::Borrowed(text),
            Text::Utf16(units) => Cow::Owned(String::from_utf16_lossy(units)),
        }
    }
}

/// An immutable JavaScript string. The form is canonical: a text that is all ASCII is always `Ascii`, so equal strings
/// have equal forms.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum JsString {
    /// Every code unit is below 128.
    Ascii(Box<str>),
    /// At least one code unit is 128 or above; lone surrogates are allowed.
    Wide(Box<[u16]>),
}

impl JsString {
    /// The string without code units.
    pub fn empty() -> Self {
        JsString::Ascii("".into())
    }

    /// The string of these code units.
    pub fn from_units(units: &[u16]) -> Self {
        if units.iter().all(|&unit| unit < 128) {
            // Each unit is below 128, so it is a character of one byte.
            JsString::Ascii(units.iter().map(|&unit| char::from(unit as u8)).collect())
        } else {
            JsString::Wide(units.into())
        }
    }

    /// How many code units there are.
    pub fn len(&self) -> usize {
        match self {
            JsString::Ascii(text) => text.len(),
            JsString::Wide(units) => units.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The code unit at an index.
    pub fn unit(&self, index: usize) -> Option<u16> {
        match self {
            JsString::Ascii(text) => text.as_bytes().get(index).map(|&byte| u16::from(byte)),
            JsString::Wide(units) => units.get(index).copied(),
        }
    }

    /// The code units in order.
    pub fn units(&self) -> Units<'_> {
        match self {
            JsString::Ascii(text) => Units::Ascii(text.as_bytes().iter()),
            JsString::Wide(units) => Units::Wide(units.iter()),
        }
    }

    /// The code units as a vector.
    pub fn to_units(&self) -> Vec<u16> {
        self.units().collect()
    }

    /// The code units from `start` up to `end`; both must be within the length and in order.
    pub fn slice(&self, start: usize, end: usize) -> JsString {
        match self {
            JsString::Ascii(text) => JsString::Ascii(text[start..end].into()),
            JsString::Wide(units) => JsString::from_units(&units[start..end]),
        }
    }

    /// The string as UTF-8; `None` where a surrogate stands alone.
    pub fn to_utf8(&self) -> Option<String> {
        match self {
            JsString::Ascii(text) => Some(text.to_string()),
            JsString::Wide(units) => String::from_utf16(units).ok(),
        }
    }

    /// The string as UTF-8 for messages: a lone surrogate becomes U+FFFD.
    pub fn to_lossy(&self) -> String {
        match self {
            JsString::Ascii(text) => text.to_string(),
            JsString::Wide(units) => String::from_utf16_lossy(units),
        }
    }

    /// Whether the string is this ASCII text.
    pub fn is(&self, ascii: &str) -> bool {
        matches!(self, JsString::Ascii(text) if &**text == ascii)
    }

    /// Bytes that the string takes on the heap, for the memory limit.
    pub fn footprint(&self) -> usize {
        match self {
            JsString::Ascii(text) => text.len(),
            JsString::Wide(units) => units.len() * 2,
        }
    }
}

impl From<&str> for JsString {
    fn from(text: &str) -> Self {
        if text.is_ascii() {
            JsString::Ascii(text.into())
        } else {
            JsString::Wide(text.encode_utf16().collect())
        }
    }
}

impl From<&Text> for JsString {
    fn from(text: &Text) -> Self {
        match text {
            Text::Utf8(text) => JsString::from(&**text),
            Text::Utf16(units) => JsString::from_units(units),
        }
    }
}

impl PartialOrd for JsString {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By code unit, as ECMA-262 IsLessThan orders strings.
impl Ord for JsString {
    fn cmp(&self, other: &Self) -> Ordering {
        self.units().cmp(other.units())
    }
}

/// The code units of a [`JsString`] in order.
#[derive(Clone, Debug)]
pub enum Units<'a> {
    /// Of an ASCII string.
    Ascii(std::slice::Iter<'a, u8>),
    /// Of a wide string.
    Wide(std::slice::Iter<'a, u16>),
}

impl Iterator for Units<'_> {
    type Item = u16;

    fn next(&mut self) -> Option<u16> {
        match self {
            Units::Ascii(bytes) => bytes.next().map(|&byte| u16::from(byte)),
            Units::Wide(units) => units.next().copied(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Units::Ascii(bytes) => bytes.size_hint(),
            Units::Wide(units) => units.size_hint(),
        }
    }
}
