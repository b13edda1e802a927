//! What the built-in methods of one run keep between calls: room to work in, and values that are made once.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::regex::{Regex, Scratch};
use crate::value::{ObjId, StrId};

/// The state of the built-in methods in one run; it lives as long as the heap whose entries it names.
#[derive(Debug, Default)]
pub struct State {
    /// The arrays that are being joined, for cycles.
    pub(super) joining: Vec<ObjId>,
    /// The strings of fixed texts.
    pub(super) fixed: BTreeMap<&'static str, StrId>,
    /// The strings of single ASCII characters.
    pub(super) characters: BTreeMap<u16, StrId>,
    /// Room for matching.
    pub(super) scratch: Scratch,
    /// What the regular expression literals compiled to, by the constants of pattern and flags.
    pub(super) compiled: BTreeMap<(u32, u32), Arc<Regex>>,
}
