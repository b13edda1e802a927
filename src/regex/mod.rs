//! Regular expressions of both dialects, matched in time linear in the length of the text.
//!
//! Input: the source of a pattern and its flags or options. Output: a [`Regex`] that finds what Node 20 (`RegExp`) or
//! Ruby 3.1 (`Regexp`) finds, groups included, or an [`Error`] that tells a pattern the real language refuses from one
//! that is only not accepted here. Look-around and back-references are not accepted, because they cannot be matched in
//! linear time or not by this engine.
//!
//! A search visits each state of the compiled pattern at most once at each position, so it takes at most
//! states × length steps; [`Limits`] bound the states and [`Steps`] the work. Matching is deterministic and allocates
//! nothing once a [`Scratch`] is warm.
//!
//! The module depends on no other. What stands around matching is left to the callers: `lastIndex`,
//! replacement texts, splitting.

mod ast;
mod backtrack;
mod compile;
mod error;
mod javascript;
mod pike;
mod program;
mod ruby;
mod scratch;
mod set;
mod shape;
#[cfg(test)]
mod tests;
mod text;
mod unicode;

pub use error::{Construct, Error, ErrorKind, Limits};
pub use javascript::{Flags, escape_source};
pub use ruby::Options;
pub(crate) use ruby::{Reader, expression, inspected, joined_parts, letters};
pub use scratch::{Scratch, StepLimit, Steps};
pub use shape::{Anchors, LiteralShape};
pub use text::Text;
pub(crate) use unicode::{ruby_digits, ruby_letters};

use compile::{TooLarge, compile};
use program::Program;
use text::{Bytes, Input, Points, Scalars, Units};

/// A compiled pattern.
#[derive(Clone, Debug)]
pub struct Regex {
    program: Program,
    /// Names and the groups that have them, in the order of the source.
    names: Vec<(String, u32)>,
    /// Whether UTF-16 is read by code points.
    by_point: bool,
    shape: Option<LiteralShape>,
}

impl Regex {
    /// Compiles a JavaScript pattern, given as the code units of its source.
    pub fn javascript(pattern: &[u16], flags: Flags, limits: &Limits) -> Result<Regex, Error> {
        let parsed = javascript::parse(pattern, flags, limits)?;
        let program =
            compile(&parsed.node, parsed.groups, limits.program).map_err(|TooLarge| Error::too_large(pattern.len()))?;
        let shape = if flags.sticky { None } else { shape::of(&parsed.node) };
        Ok(Regex {
            program,
            names: parsed.names,
            by_point: flags.unicode,
            shape,
        })
    }

    /// Compiles a Ruby pattern, given as its source in UTF-8.
    pub fn ruby(pattern: &str, options: Options, limits: &Limits) -> Result<Regex, Error> {
        let parsed = ruby::parse(pattern, options, limits)?;
        let mut program =
            compile(&parsed.node, parsed.groups, limits.program).map_err(|TooLarge| Error::too_large(pattern.len()))?;
        program.first_start_only = parsed.first_start_only;
        if program.asks_for_ruby_words() {
            program.words = ruby::words();
        }
        let shape = shape::of(&parsed.node);
        Ok(Regex {
            program,
            names: parsed.names,
            by_point: true,
            shape,
        })
    }

    /// How many instructions it has.
    pub fn size(&self) -> usize {
        self.program.insts.len()
    }

    /// Finds the first match that begins at `start` or, unless `anchored`, behind it; its groups are in the scratch.
    ///
    /// In UTF-16 read by code points a `start` between the halves of a surrogate pair means the pair (ECMA-262
    /// RegExpBuiltinExec). A `start` behind the end finds nothing. The steps are charged even when the limit is reached.
    pub fn find_at(
        &self,
        text: Text<'_>,
        start: usize,
        anchored: bool,
        scratch: &mut Scratch,
        steps: &mut Steps,
    ) -> Result<bool, StepLimit> {
        // Positions are kept in 32 bits.
        if u32::try_from(text.len()).is_err() {
            return Err(StepLimit);
        }
        match text {
            Text::Ascii(bytes) => self.find(Bytes(bytes), start, anchored, scratch, steps),
            Text::Utf16(units) if self.by_point => {
                let halved = start > 0 && start < units.len() && text::pair(units[start - 1], units[start]).is_some();
                self.find(Points(units), start - usize::from(halved), anchored, scratch, steps)
            }
            Text::Utf16(units) => self.find(Units(units), start, anchored, scratch, steps),
            Text::Utf8(text) => self.find(Scalars(text), start, anchored, scratch, steps),
        }
    }

    fn find<I: Input>(
        &self,
        input: I,
        start: usize,
        anchored: bool,
        scratch: &mut Scratch,
        steps: &mut Steps,
    ) -> Result<bool, StepLimit> {
        if start > input.len() || self.program.at_start && start > 0 {
            return Ok(false);
        }
        let anchored = anchored || self.program.at_start || self.program.first_start_only;
        if backtrack::takes(&self.program, input.len() - start) {
            backtrack::find(&self.program, input, start, anchored, scratch, steps)
        } else {
            pike::find(&self.program, input, start, anchored, scratch, steps)
        }
    }

    /// The number of groups, the whole match included.
    pub fn group_count(&self) -> usize {
        self.program.slot_count / 2
    }

    /// The names of groups with their indices, in the order of the source. In Ruby a name may have several groups.
    pub fn group_names(&self) -> &[(String, u32)] {
        &self.names
    }

    /// What the pattern is when a plain comparison can test whether it is found in a text, searched from the start; says
    /// nothing about groups.
    pub fn literal_shape(&self) -> Option<&LiteralShape> {
        self.shape.as_ref()
    }
}
