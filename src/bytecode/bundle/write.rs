//! Writes bundles: each program and each text once, tables before what they are about.

use std::collections::HashMap;

use super::super::Program;
use super::super::artefact::{VERSION, Writer};
use super::sum::checksum;
use super::{COUNTS, HEAD, MAGIC};
use crate::value::JsString;

/// Texts that programs share, while they are written.
#[derive(Debug, Default)]
pub(in crate::bytecode) struct Pool {
    known: HashMap<Vec<u8>, u32>,
    ends: Vec<u8>,
    bytes: Vec<u8>,
}

impl Pool {
    /// The number of a text.
    pub fn add(&mut self, string: &JsString) -> u32 {
        let mut out = Writer(Vec::new(), None);
        out.string(string);
        self.add_bytes(out.0)
    }

    /// The number of something else that many programs have.
    pub fn add_bytes(&mut self, bytes: Vec<u8>) -> u32 {
        let next = number(self.known.len());
        if let Some(&known) = self.known.get(&bytes) {
            return known;
        }
        self.bytes.extend_from_slice(&bytes);
        push(&mut self.ends, self.bytes.len());
        self.known.insert(bytes, next);
        next
    }
}

/// A count as it is written. Sizes are checked before a bundle is given out.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Appends a number to a table.
fn push(table: &mut Vec<u8>, count: usize) {
    table.extend_from_slice(&number(count).to_le_bytes());
}

/// A bundle while it is written.
#[derive(Debug)]
pub struct BundleWriter {
    out: Writer,
    known: HashMap<Vec<u8>, u32>,
    program_ends: Vec<u8>,
    programs: Vec<u8>,
    rules: Vec<(String, u32)>,
}

impl Default for BundleWriter {
    fn default() -> Self {
        BundleWriter {
            out: Writer(Vec::new(), Some(Pool::default())),
            known: HashMap::new(),
            program_ends: Vec::new(),
            programs: Vec::new(),
            rules: Vec::new(),
        }
    }
}

impl BundleWriter {
    /// Adds a program; gives its number, which equal programs share.
    pub fn program(&mut self, program: &Program) -> u32 {
        program.write(&mut self.out);
        let bytes = std::mem::take(&mut self.out.0);
        let next = number(self.known.len());
        *self.known.entry(bytes).or_insert_with_key(|bytes| {
            self.programs.extend_from_slice(bytes);
            push(&mut self.program_ends, self.programs.len());
            next
        })
    }

    /// Adds a name for a program.
    pub fn rule(&mut self, name: impl Into<String>, program: u32) {
        self.rules.push((name.into(), program));
    }

    /// The bundle, with what [`Bundle::attached`](super::Bundle::attached) is to give; none where it would be larger than
    /// 4 GiB.
    pub fn finish(mut self, attached: &[u8]) -> Option<Vec<u8>> {
        self.rules.sort();
        let (mut numbers, mut name_ends, mut names) = (Vec::new(), Vec::new(), Vec::new());
        for (name, program) in &self.rules {
            numbers.extend_from_slice(&program.to_le_bytes());
            names.extend_from_slice(name.as_bytes());
            push(&mut name_ends, names.len());
        }
        let pool = self.out.1.take().unwrap_or_default();
        let mut body = Vec::with_capacity(COUNTS);
        for count in [pool.known.len(), self.known.len(), self.rules.len(), attached.len()] {
            push(&mut body, count);
        }
        let parts = [
            &pool.ends,
            &self.program_ends,
            &numbers,
            &name_ends,
            &pool.bytes,
            &self.programs,
            &names,
        ];
        for part in parts {
            body.extend_from_slice(part);
        }
        body.extend_from_slice(attached);
        u32::try_from(body.len()).ok()?;
        let mut bytes = Vec::with_capacity(HEAD + body.len());
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(&checksum(&body).to_le_bytes());
        bytes.extend_from_slice(&body);
        Some(bytes)
    }
}
