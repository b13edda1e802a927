//! String.

mod inspect;

use super::dispatch::{Method, refused};
use super::kernel;

pub(super) use inspect::write_inspect;

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    kernel::ORDER,
    kernel::EQUAL,
    kernel::CASE_EQUAL,
    refused("=~"),
    kernel::EQL,
    refused("freeze"),
    kernel::INSPECT,
    kernel::TO_S,
];

/// Sorted by name.
pub(super) const CLASS_METHODS: &[Method] = &[];

/// A text as `casecmp?` compares it.
pub(super) fn fold(text: &str) -> String {
    text.to_lowercase()
}
