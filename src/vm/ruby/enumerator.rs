//! Enumerator.

use super::dispatch::{Method, refused};

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[refused("inspect")];
