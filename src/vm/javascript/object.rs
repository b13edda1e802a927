//! The objects of a JavaScript rule.

use crate::value::Value;

/// An object of a JavaScript rule.
#[derive(Clone, Debug)]
pub enum Object {
    /// An array; `Value::Empty` is a hole.
    Array(Vec<Value>),
}
