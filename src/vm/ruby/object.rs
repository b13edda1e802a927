//! The objects of a Ruby rule.

use crate::value::Value;

/// An object of a Ruby rule.
#[derive(Clone, Debug)]
pub enum Object {
    /// An array.
    Array(Vec<Value>),
}
