//! Range.

use super::dispatch::{Method, refused};
use super::kernel;

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    kernel::EQUAL,
    refused("==="),
    kernel::EQL,
    kernel::INSPECT,
    kernel::TO_S,
];

/// Sorted by name.
pub(super) const CLASS_METHODS: &[Method] = &[];
