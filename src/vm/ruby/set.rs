//! Set.

use super::dispatch::{Method, refused};
use super::kernel;

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    refused("<=>"),
    refused("=="),
    refused("==="),
    refused("eql?"),
    refused("freeze"),
    kernel::INSPECT,
    kernel::TO_S,
];

/// Sorted by name.
pub(super) const CLASS_METHODS: &[Method] = &[];
