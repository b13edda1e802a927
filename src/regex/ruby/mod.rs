//! The Ruby dialect: from the source of a pattern to the tree.
//!
//! [`source`] resolves the escapes that name bytes and code points, [`parser`] reads the grammar of Onigmo's Ruby syntax
//! into a tree of its own, and [`lower`] turns that into the common tree with Onigmo's treatment of repeated strings,
//! case folding and loops over empty matches. [`shown`] writes patterns as Ruby shows them.

mod class;
mod escape;
mod fold;
mod group;
mod leading;
mod lower;
mod parser;
mod quantifier;
mod shown;
mod size;
mod source;
mod watch;

pub(super) use escape::words;
pub use shown::{Reader, expression, inspected, letters};
pub use source::joined_parts;

use super::ast::Node;
use super::error::{Construct, Error, ErrorKind, Limits};

/// Options of a Ruby regular expression.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// `i`: case is ignored.
    pub ignore_case: bool,
    /// `x`: white space and comments are skipped.
    pub extended: bool,
    /// `m`: `.` matches a newline.
    pub multiline: bool,
}

impl Options {
    /// The options that the letters behind a literal stand for.
    pub fn of_literal(letters: &str) -> Options {
        Options {
            ignore_case: letters.contains('i'),
            extended: letters.contains('x'),
            multiline: letters.contains('m'),
        }
    }
}

/// What a pattern says.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) node: Node,
    /// The number of capturing groups.
    pub(super) groups: u32,
    /// The names of groups in the order of the source.
    pub(super) names: Vec<(String, u32)>,
    /// Whether Ruby tries no later start than the first.
    pub(super) first_start_only: bool,
}

/// Parses a pattern.
pub(super) fn parse(pattern: &str, options: Options, limits: &Limits) -> Result<Parsed, Error> {
    parse_pattern(pattern, options, limits).map_err(|mut error| {
        if error.kind == ErrorKind::Syntax {
            error.message = format!("{}: {}", error.message, inspected(pattern, options));
        }
        error
    })
}

fn parse_pattern(pattern: &str, options: Options, limits: &Limits) -> Result<Parsed, Error> {
    let source = source::unescape(pattern)?;
    let mut read = parser::read(pattern, &source, options, limits, false)?;
    if read.names.len() != read.groups as usize && !read.names.is_empty() {
        // Where some group has a name, plain groups do not capture.
        read = parser::read(pattern, &source, options, limits, true)?;
    }
    let node = lower::lower(&read.tree)
        .and_then(watch::mark)
        .map_err(|lower::EmptyLoop| Error::unsupported(Construct::EmptyLoop, 0..pattern.len()))?;
    let first_start_only = match leading::starts(&read.tree) {
        leading::Starts::All => false,
        leading::Starts::First => true,
        leading::Starts::Some => return Err(Error::unsupported(Construct::StarAfterAssertion, 0..pattern.len())),
    };
    Ok(Parsed {
        node,
        groups: read.groups,
        names: read.names,
        first_start_only,
    })
}
