//! Order of Integers, and exact comparison with Floats.

use super::Int;
use std::cmp::Ordering;

impl Ord for Int {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Small(a), Self::Small(b)) => a.cmp(b),
            (Self::Small(_), Self::Big(_)) => other.signum().cmp(&0).reverse(),
            (Self::Big(_), Self::Small(_)) => self.signum().cmp(&0),
            (Self::Big(a), Self::Big(b)) => a.cmp(b),
        }
    }
}

impl PartialOrd for Int {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Int {
    /// `Integer#<=>` with a Float: exact, nothing is rounded; none for NaN.
    pub fn cmp_f64(&self, x: f64) -> Option<Ordering> {
        if x.is_nan() {
            return None;
        }
        let Ok(whole) = Self::from_f64(x) else {
            // An infinity.
            return Some(if x > 0.0 { Ordering::Less } else { Ordering::Greater });
        };
        let fraction = x - x.trunc();
        let by_fraction = 0.0_f64.partial_cmp(&fraction)?;
        Some(self.cmp(&whole).then(by_fraction))
    }
}
