//! The objects of a Ruby rule, as the heap holds them.
//!
//! Strings are always valid UTF-8; integers that fit in 64 bits are never objects; every `frozen` flag is what `frozen?`
//! answers. Objects of immutable classes have none.

use std::rc::Rc;

use num_bigint::BigInt;

use crate::number::ruby::Rational;
use crate::value::{Global, SymbolId, Value};

use super::date::Date;
use super::ipaddr::Address;
use super::match_data::Matched;
use super::regexp::Regexp;
use super::table::Table;
use super::time::Time;

/// An object of a Ruby rule.
#[derive(Clone, Debug)]
pub enum Object {
    /// A String.
    String(Str),
    /// An Array.
    Array(Array),
    /// A Hash.
    Hash(Hash),
    /// A Range, always frozen.
    Range(Range),
    /// An Integer outside 64 bits.
    BigInt(Rc<BigInt>),
    /// A Rational.
    Rational(Rc<Rational>),
    /// A Set.
    Set(Set),
    /// An Enumerator: a method call that waits for its block.
    Enumerator(Enumerator),
    /// A Regexp.
    Regexp(Regexp),
    /// A MatchData.
    MatchData(Rc<Matched>),
    /// A block that passes a number or an object along.
    WrappedBlock(WrappedBlock),
    /// A Time.
    Time(Box<Time>),
    /// A Date.
    Date(Date),
    /// An IPAddr.
    IpAddr(Box<Address>),
    /// An exception.
    Exception(Box<Exception>),
    /// The proc of a symbol.
    SymbolProc(SymbolId),
    /// A plain `Object.new`.
    Plain,
}

/// A String.
#[derive(Clone, Debug, Default)]
pub struct Str {
    /// The characters.
    pub text: String,
    /// Whether it can change no more.
    pub frozen: bool,
    /// Whether Ruby may have one object where two stand here, of which this is one (`String#unicode_normalize`): it faults
    /// where it would change or be told from the other.
    pub twin: bool,
}

impl Str {
    /// A string of its own.
    pub fn new(text: String, frozen: bool) -> Str {
        Str {
            text,
            frozen,
            twin: false,
        }
    }
}

/// An Array.
#[derive(Clone, Debug, Default)]
pub struct Array {
    /// The elements.
    pub items: Vec<Value>,
    /// Whether it can change no more.
    pub frozen: bool,
}

/// A Hash.
#[derive(Clone, Debug)]
pub struct Hash {
    /// The entries in order of insertion.
    pub table: Table,
    /// What a missing key gives, `Nil` by default.
    pub default: Value,
    /// The block that makes what a missing key gives, or `Nil`.
    pub default_proc: Value,
    /// How many iterations are under way: adding a key then raises.
    pub iterating: u32,
    /// Whether it can change no more.
    pub frozen: bool,
}

impl Default for Hash {
    fn default() -> Self {
        Hash {
            table: Table::default(),
            default: Value::Nil,
            default_proc: Value::Nil,
            iterating: 0,
            frozen: false,
        }
    }
}

/// A Set.
#[derive(Clone, Debug, Default)]
pub struct Set {
    /// The elements as keys, in order of insertion; the values mean nothing.
    pub table: Table,
    /// How many iterations are under way: adding an element then raises.
    pub iterating: u32,
    /// Whether it can change no more.
    pub frozen: bool,
}

/// A Range.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    /// The first value, or nil.
    pub begin: Value,
    /// The last value, or nil.
    pub end: Value,
    /// Whether the end is left out (`...`).
    pub exclusive: bool,
}

/// An Enumerator.
#[derive(Clone, Debug)]
pub struct Enumerator {
    /// Whose method it calls.
    pub receiver: Value,
    /// Which method.
    pub method: &'static str,
    /// With which arguments.
    pub args: Vec<Value>,
    /// Whether it is an arithmetic sequence: steps between numbers.
    pub sequence: bool,
}

/// What `with_index` and `with_object` pass to the waiting method as its block.
#[derive(Clone, Copy, Debug)]
pub struct WrappedBlock {
    /// The block of the rule.
    pub block: Value,
    /// The number that was passed last, if it is numbers that are passed.
    pub next: Option<i64>,
    /// What is passed next.
    pub held: Value,
}

/// An exception.
#[derive(Clone, Debug)]
pub struct Exception {
    /// Its class.
    pub class: Global,
    /// What was given as its message.
    pub message: Message,
    /// What `raise` was given as `cause:`; the marker where it was not given.
    pub cause: Value,
    /// Whether it was raised, which gives it a backtrace.
    pub raised: bool,
}

/// The message of an exception.
#[derive(Clone, Debug)]
pub enum Message {
    /// A text that the machine made.
    Text(String),
    /// A text around what `inspect` says of a receiver when the message is read first: `NameError#message` is made late,
    /// and the receiver may have changed since.
    About {
        /// Before the receiver.
        before: String,
        receiver: Value,
        /// After it.
        after: String,
    },
    /// What the rule gave to `new` or `raise`: any value; nil stands for the name of the class.
    Given(Value),
    /// A text that is not reproduced; reading it faults.
    Opaque,
}
