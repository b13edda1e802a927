//! What a host gives a run: bindings, the current time and the zone.

use chrono_tz::Tz;

use crate::value::Section;

/// A value of the host's, lent for one run.
#[derive(Clone, Copy, Debug)]
pub enum Datum<'a> {
    /// There is no such key.
    Absent,
    /// Null.
    Null,
    /// A flag.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// A text.
    Text(&'a str),
    /// A list of texts.
    Texts(&'a [&'a str]),
    /// A list of texts that the host owns.
    Strings(&'a [String]),
    /// Anything that JSON can say: lists and maps among them.
    Json(&'a serde_json::Value),
}

impl<'a> From<&'a serde_json::Value> for Datum<'a> {
    fn from(value: &'a serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Datum::Null,
            serde_json::Value::Bool(flag) => Datum::Bool(*flag),
            serde_json::Value::String(text) => Datum::Text(text),
            other => Datum::Json(other),
        }
    }
}

/// The bindings of a run, asked lazily and only for what the rule reads. Equal questions must get equal answers.
pub trait Bindings {
    /// The value of a key of a section.
    fn get(&self, section: Section, key: &str) -> Datum<'_>;

    /// The keys of a section, in order, for rules that ask which readers exist.
    fn keys(&self, section: Section) -> Vec<&str>;
}

/// What a host lends to one decision, asked lazily and only for what the decision code asks about: see
/// [`Program::subjects`](crate::Program::subjects). Equal questions must get equal answers.
pub trait Host {
    /// The value of the subject with this number.
    fn lend(&self, subject: u16) -> Datum<'_>;

    /// The time and place of the decision; without them, what asks for the time is left to the general code.
    #[inline]
    fn world(&self) -> Option<World> {
        None
    }
}

/// The time and place of a run: data, never read from the machine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct World {
    /// Now, in milliseconds since 1970-01-01T00:00:00Z.
    pub now: f64,
    /// The zone that local time means.
    pub zone: Tz,
}

impl Default for World {
    /// 2025-06-15T15:06:40Z in UTC.
    #[inline]
    fn default() -> Self {
        World {
            now: 1_750_000_000_000.0,
            zone: Tz::UTC,
        }
    }
}
