//! The objects of a JavaScript rule: what they hold, nothing of what they do.
//!
//! Every object has a class with its own data and a table of named properties; the prototype follows from the class,
//! since rules cannot make or change prototypes. An array is a dense vector with holes, so a far index costs memory and
//! ends in the memory fault. Freezing is one flag, because no other attributes can be set.

use crate::value::{Global, StrId, Value};

use super::collections::Table;
use super::iterator::Iteration;
use super::properties::Properties;
use super::regexp::RegExp;

/// An object of a JavaScript rule.
#[derive(Clone, Debug)]
pub struct Object {
    /// What kind of object it is, with the data of the kind.
    pub(super) class: Class,
    /// Own enumerable properties but the elements of an array.
    pub(super) properties: Properties,
    /// Whether `Object.freeze` was applied.
    pub(super) frozen: bool,
}

/// The kinds of objects.
#[derive(Clone, Debug)]
pub(super) enum Class {
    /// `{…}`.
    Plain,
    /// An object without a prototype: the `groups` of a match.
    Bare,
    /// An array; `Value::Empty` is a hole.
    Array(Vec<Value>),
    /// A time value.
    Date(f64),
    /// A regular expression.
    RegExp(Box<RegExp>),
    /// An error.
    Error(Box<ErrorData>),
    /// A `Map`.
    Map(Box<Table>),
    /// A `Set`: a table without values.
    Set(Box<Table>),
    /// `new String(…)`, `new Number(…)`, `new Boolean(…)`: the primitive.
    Boxed(Value),
    /// A function that `bind` made.
    Bound(Box<Bound>),
    /// An iterator.
    Iterator(Box<Iteration>),
}

/// The data of an error.
#[derive(Clone, Debug)]
pub(super) struct ErrorData {
    /// Its constructor.
    pub(super) constructor: Global,
    /// Its own `message`.
    pub(super) message: Message,
    /// Its own `cause`.
    pub(super) cause: Option<Value>,
}

/// The own `message` of an error.
#[derive(Clone, Copy, Debug)]
pub(super) enum Message {
    /// There is none.
    Absent,
    /// A value, a string unless the rule wrote another.
    Known(Value),
    /// A text that V8 takes from the source: reading it faults.
    Opaque,
}

/// A bound function.
#[derive(Clone, Debug)]
pub(super) struct Bound {
    /// What is called.
    pub(super) target: Value,
    /// Its receiver.
    pub(super) this: Value,
    /// Its first arguments.
    pub(super) args: Vec<Value>,
}

impl Object {
    /// An object of a class without further properties.
    pub(super) fn new(class: Class) -> Self {
        Object {
            class,
            properties: Properties::default(),
            frozen: false,
        }
    }
}

/// A property key, ECMA-262 6.1.7: array indices are told apart because they come first in the order of keys.
#[derive(Clone, Copy, Debug)]
pub(super) enum Key {
    /// An array index, 0 to 2³² − 2.
    Index(u32),
    /// Any other name.
    Name(StrId),
}

/// The largest array index.
pub(super) const MAX_INDEX: u32 = u32::MAX - 1;
