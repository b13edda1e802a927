//! Array.

use super::dispatch::Method;
use super::kernel;

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[kernel::ORDER, kernel::EQUAL, kernel::EQL, kernel::INSPECT, kernel::TO_S];

/// Sorted by name.
pub(super) const CLASS_METHODS: &[Method] = &[];
