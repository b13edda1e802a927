//! The regular expression literals of a program, compiled once when the program is made or loaded.
//!
//! Input: instructions and constants. Output: what the machine takes instead of compiling in each run.
//! Invariants: what is not here (refused by the engine, or beyond the room for all of them) is compiled, or refused, when a
//! run reaches it, with the same answer.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Constants, Instr};
use crate::limits::Limits;
use crate::regex::{self, Flags, Options, Regex};

/// Compiled literals by the numbers of pattern and flags.
#[derive(Clone, Debug, Default)]
pub struct Patterns(BTreeMap<(u32, u32), Arc<Regex>>);

/// How many patterns of the largest size fit; a program with more compiles the rest when it needs them.
const ROOM: usize = 4;

impl Patterns {
    /// The literals of checked instructions.
    pub fn compile(code: &[Instr], constants: &Constants) -> Patterns {
        let limits = regex::Limits {
            program: Limits::default().regex_size,
            ..regex::Limits::default()
        };
        let mut room = ROOM * limits.program;
        let mut found = BTreeMap::new();
        for instr in code {
            let (ruby, pattern, flags) = match *instr {
                Instr::JsRegex { pattern, flags, .. } => (false, pattern.0, flags.0),
                Instr::RbRegex { pattern, flags, .. } => (true, pattern.0, flags.0),
                _ => continue,
            };
            let key = (pattern, flags);
            if found.contains_key(&key) {
                continue;
            }
            // The check has proved that both exist.
            let (at, flags) = (pattern as usize, &constants.texts[flags as usize]);
            let made = if ruby {
                Regex::ruby(&constants.texts[at], Options::of_literal(flags), &limits)
            } else {
                Flags::parse(flags)
                    .and_then(|flags| Regex::javascript(&constants.strings[at].to_units(), flags, &limits))
            };
            let size = made.as_ref().map_or(limits.program, Regex::size);
            let Some(left) = room.checked_sub(size) else { break };
            room = left;
            if let Ok(regex) = made {
                found.insert(key, Arc::new(regex));
            }
        }
        Patterns(found)
    }

    /// The literal of these constants, if it was compiled and is no larger than `most` instructions.
    pub fn get(&self, pattern: u32, flags: u32, most: usize) -> Option<&Arc<Regex>> {
        self.0.get(&(pattern, flags)).filter(|regex| regex.size() <= most)
    }
}
