//! What one run creates: strings, symbols and objects, named by index.
//!
//! Nothing is freed before the run ends, so an index stays valid, cycles need no care and dropping does not recurse; the
//! memory limit counts everything that was ever created. Charge growth of an object that exists with [`Heap::charge`].

use std::collections::HashMap;

use crate::value::{JsString, ObjId, StrId, SymbolId, Value};

use super::{javascript, ruby};

/// A function value of the rule.
#[derive(Clone, Debug)]
pub struct Closure {
    /// Which function.
    pub func: u32,
    /// The cells of the variables that it uses from around it.
    pub captures: Box<[ObjId]>,
    /// JavaScript arrows: the `this` around it, else the marker.
    pub this: Value,
    /// The activation that made it, for Ruby's `break` and `return` in blocks.
    pub home: u64,
    /// Ruby: the block of the method around it, for `yield` inside a block; nil elsewhere.
    pub block: Value,
    /// Ruby: whether it is a lambda.
    pub lambda: bool,
}

/// An object of the heap.
#[derive(Clone, Debug)]
pub enum Object {
    /// A variable that more than one function uses.
    Cell(Value),
    /// A function of the rule.
    Closure(Closure),
    /// An object of a JavaScript rule.
    Js(javascript::Object),
    /// An object of a Ruby rule.
    Rb(ruby::Object),
}

/// The store of one run.
#[derive(Debug, Default)]
pub struct Heap {
    strings: Vec<JsString>,
    symbols: Vec<Box<str>>,
    /// Where each symbol is; never walked over, so its order shows nowhere.
    symbol_ids: HashMap<Box<str>, SymbolId>,
    objects: Vec<Object>,
    used: usize,
}

impl Heap {
    /// Bytes that were charged so far.
    pub fn used(&self) -> usize {
        self.used
    }

    /// Counts bytes that an object grew by; the caller compares [`Heap::used`] with the limit.
    pub fn charge(&mut self, bytes: usize) {
        self.used = self.used.saturating_add(bytes);
    }

    /// Forgets everything, keeps the room.
    pub fn clear(&mut self) {
        self.strings.clear();
        self.symbols.clear();
        self.symbol_ids.clear();
        self.objects.clear();
        self.used = 0;
    }

    pub(super) fn add_string(&mut self, string: JsString) -> StrId {
        let id = StrId(index(self.strings.len()));
        self.strings.push(string);
        id
    }

    pub(super) fn string(&self, id: StrId) -> &JsString {
        &self.strings[id.0 as usize]
    }

    pub(super) fn add_symbol(&mut self, name: &str) -> SymbolId {
        if let Some(&found) = self.symbol_ids.get(name) {
            return found;
        }
        let id = SymbolId(index(self.symbols.len()));
        self.symbols.push(name.into());
        self.symbol_ids.insert(name.into(), id);
        id
    }

    pub(super) fn symbol(&self, id: SymbolId) -> &str {
        &self.symbols[id.0 as usize]
    }

    pub(super) fn add_object(&mut self, object: Object) -> ObjId {
        let id = ObjId(index(self.objects.len()));
        self.objects.push(object);
        id
    }

    /// The object with this id.
    pub fn object(&self, id: ObjId) -> &Object {
        &self.objects[id.0 as usize]
    }

    /// The object with this id, to be changed.
    pub fn object_mut(&mut self, id: ObjId) -> &mut Object {
        &mut self.objects[id.0 as usize]
    }
}

/// The memory limit keeps counts far below 2³¹: every entry is charged at least 16 bytes.
fn index(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
