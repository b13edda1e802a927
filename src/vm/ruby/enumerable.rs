//! Enumerable.

use super::dispatch::Method;

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[];
