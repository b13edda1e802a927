//! Making strings within the bounds of a run.
//!
//! A [`Builder`] collects pieces and checks each against V8's longest string and the memory limit before it grows, so
//! that `'x'.repeat(1e9)` stops at once.

use crate::diag::Code;
use crate::value::{Global, JsString, StrId, Value};
use crate::vm::context::{Cx, Run, Stop};

/// The longest string of V8, in code units.
pub(super) const MAX_LENGTH: u64 = 536_870_888;

/// Pays for a string of this many code units that is about to be made: RangeError beyond V8's longest string, faults
/// beyond the bounds of the run.
pub(super) fn reserve(cx: &mut Cx<'_>, units: u64) -> Run<()> {
    if units > MAX_LENGTH {
        return Err(cx.throw(Global::JsRangeError, "Invalid string length"));
    }
    cx.charge(units / 8)?;
    headroom(cx, units)
}

fn headroom(cx: &Cx<'_>, bytes: u64) -> Run<()> {
    let left = cx.limits.memory.saturating_sub(cx.heap.used());
    if usize::try_from(bytes).is_ok_and(|bytes| bytes <= left) {
        Ok(())
    } else {
        Err(cx.fault(Code::F0902, "the rule used more memory than it may"))
    }
}

/// A string in the making.
#[derive(Debug, Default)]
pub(super) struct Builder {
    /// The text, while all of it is ASCII.
    ascii: String,
    /// The text, once it is not.
    wide: Option<Vec<u16>>,
}

impl Builder {
    /// The empty text.
    pub(super) fn new() -> Self {
        Builder::default()
    }

    /// How many code units there are.
    pub(super) fn len(&self) -> usize {
        self.wide.as_ref().map_or(self.ascii.len(), Vec::len)
    }

    fn grow(&self, cx: &mut Cx<'_>, units: usize) -> Run<()> {
        let total = (self.len() as u64).saturating_add(units as u64);
        if total > MAX_LENGTH {
            return Err(cx.throw(Global::JsRangeError, "Invalid string length"));
        }
        cx.charge(units as u64 / 8)?;
        headroom(cx, total)
    }

    fn widen(&mut self) -> &mut Vec<u16> {
        let ascii = &self.ascii;
        self.wide.get_or_insert_with(|| ascii.bytes().map(u16::from).collect())
    }

    /// Appends a string of the run.
    pub(super) fn push(&mut self, cx: &mut Cx<'_>, id: StrId) -> Run<()> {
        self.grow(cx, cx.string(id).len())?;
        self.append(cx.string(id));
        Ok(())
    }

    /// Appends a part of a string of the run; the bounds must be within it and in order.
    pub(super) fn push_range(&mut self, cx: &mut Cx<'_>, id: StrId, start: usize, end: usize) -> Run<()> {
        self.grow(cx, end - start)?;
        match cx.string(id) {
            JsString::Ascii(text) => self.append_ascii(&text[start..end]),
            JsString::Wide(units) => self.append_units(&units[start..end]),
        }
        Ok(())
    }

    /// Appends a text.
    pub(super) fn push_text(&mut self, cx: &mut Cx<'_>, text: &str) -> Run<()> {
        self.grow(cx, text.len())?;
        self.append_text(text);
        Ok(())
    }

    /// Appends one code unit.
    pub(super) fn push_unit(&mut self, cx: &mut Cx<'_>, unit: u16) -> Run<()> {
        self.push_units(cx, &[unit])
    }

    /// Appends code units.
    pub(super) fn push_units(&mut self, cx: &mut Cx<'_>, units: &[u16]) -> Run<()> {
        self.grow(cx, units.len())?;
        self.append_units(units);
        Ok(())
    }

    fn append(&mut self, string: &JsString) {
        match string {
            JsString::Ascii(text) => self.append_ascii(text),
            JsString::Wide(units) => self.widen().extend_from_slice(units),
        }
    }

    fn append_ascii(&mut self, text: &str) {
        match &mut self.wide {
            None => self.ascii.push_str(text),
            Some(units) => units.extend(text.bytes().map(u16::from)),
        }
    }

    fn append_text(&mut self, text: &str) {
        if text.is_ascii() {
            self.append_ascii(text);
        } else {
            self.widen().extend(text.encode_utf16());
        }
    }

    fn append_units(&mut self, units: &[u16]) {
        if self.wide.is_none() && units.iter().all(|&unit| unit < 128) {
            // Each unit is below 128, so it is a character of one byte.
            self.ascii.extend(units.iter().map(|&unit| char::from(unit as u8)));
        } else {
            self.widen().extend_from_slice(units);
        }
    }

    /// The string.
    pub(super) fn into_string(self) -> JsString {
        match self.wide {
            None => JsString::Ascii(self.ascii.into()),
            Some(units) => JsString::from_units(&units),
        }
    }

    /// The string as a value.
    pub(super) fn finish(self, cx: &mut Cx<'_>) -> Run<Value> {
        cx.new_string(self.into_string())
    }
}

/// Throws an error whose text is made of texts of the rule: the pieces stand between the words, one less than these. A
/// text with a lone surrogate is not reproduced.
pub(super) fn throw_with(cx: &mut Cx<'_>, constructor: Global, words: &[&str], pieces: &[StrId]) -> Stop {
    let mut message = String::new();
    for (at, word) in words.iter().enumerate() {
        message.push_str(word);
        if let Some(&piece) = pieces.get(at) {
            match cx.string(piece).to_utf8() {
                Some(text) => message.push_str(&text),
                None => return cx.throw_opaque(constructor),
            }
        }
    }
    cx.throw(constructor, message)
}

/// The string of a text that the machine itself gives, made once in a run.
pub(super) fn fixed(cx: &mut Cx<'_>, text: &'static str) -> Run<StrId> {
    if let Some(&known) = cx.javascript.fixed.get(text) {
        return Ok(known);
    }
    let id = new_string_id(cx, text)?;
    cx.javascript.fixed.insert(text, id);
    Ok(id)
}

/// The string of one code unit; those of ASCII are made once in a run.
pub(super) fn character(cx: &mut Cx<'_>, unit: u16) -> Run<StrId> {
    if let Some(&known) = cx.javascript.characters.get(&unit) {
        return Ok(known);
    }
    let id = new_string_id(cx, JsString::from_units(&[unit]))?;
    if unit < 128 {
        cx.javascript.characters.insert(unit, id);
    }
    Ok(id)
}

/// A new string, by id.
pub(super) fn new_string_id(cx: &mut Cx<'_>, string: impl Into<JsString>) -> Run<StrId> {
    match cx.new_string(string)? {
        Value::Str(id) => Ok(id),
        other => Err(cx.unsupported(format!("a string that is {other:?}"))),
    }
}
