//! Time.

use super::dispatch::{Method, refused};

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[refused("<=>"), refused("eql?"), refused("inspect"), refused("to_s")];

/// Sorted by name.
pub(super) const CLASS_METHODS: &[Method] = &[];
