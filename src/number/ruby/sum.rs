//! `Array#sum` of numbers.
//!
//! Integers and Rationals add up exactly; from the first Float on the sum is a Float with
//! compensation (Kahan-Babuska), which later Integers and Rationals join as Floats.

use super::{Int, Rational};

/// A number to add.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// An Integer.
    Integer(Int),
    /// A Rational.
    Rational(Rational),
    /// A Float.
    Float(f64),
}

impl Term {
    /// The term as `Float#+` takes it.
    fn to_f64(&self) -> f64 {
        match self {
            Self::Rational(value) => value.to_f64(),
            _ => self.as_f64(),
        }
    }

    /// The term as it joins a compensated sum; CRuby divides the two parts of a Rational as doubles
    /// here, which `Rational#to_f` does not.
    fn as_f64(&self) -> f64 {
        match self {
            Self::Integer(value) => value.to_f64(),
            Self::Rational(value) => value.to_f64_by_parts(),
            Self::Float(value) => *value,
        }
    }
}

/// The running sum.
#[derive(Clone, Debug)]
pub struct Sum {
    phase: Phase,
    empty: bool,
}

#[derive(Clone, Debug)]
enum Phase {
    /// Integers and Rationals only. Small Integers and Rationals are added apart, and join the start
    /// at the end; big Integers join it at once.
    Exact {
        start: Term,
        small: Int,
        rational: Option<Rational>,
    },
    /// From the first Float on.
    Compensated(Compensated),
}

/// A sum of doubles and what rounding has lost so far.
#[derive(Clone, Copy, Debug)]
struct Compensated {
    sum: f64,
    lost: f64,
}

impl Compensated {
    fn add(&mut self, x: f64) {
        if self.sum.is_nan() {
            return;
        }
        if !x.is_finite() {
            let opposite = x.is_infinite() && self.sum == -x;
            self.sum = if opposite { f64::NAN } else { x };
            return;
        }
        if self.sum.is_infinite() {
            return;
        }
        let total = self.sum + x;
        if self.sum.abs() >= x.abs() {
            self.lost += (self.sum - total) + x;
        } else {
            self.lost += (x - total) + self.sum;
        }
        self.sum = total;
    }
}

impl Term {
    /// `self + other`, of which one at most is a Float.
    fn plus(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Float(a), b) | (b, Self::Float(a)) => Self::Float(b.to_f64() + a),
            (Self::Integer(a), Self::Integer(b)) => Self::Integer(a.add(b)),
            (Self::Integer(a), Self::Rational(b)) | (Self::Rational(b), Self::Integer(a)) => {
                Self::Rational(b.add(&a.clone().into()))
            }
            (Self::Rational(a), Self::Rational(b)) => Self::Rational(a.add(b)),
        }
    }
}

impl Sum {
    /// A sum that begins with `start`.
    pub fn new(start: Term) -> Self {
        Self {
            phase: Phase::Exact {
                start,
                small: Int::Small(0),
                rational: None,
            },
            empty: true,
        }
    }

    /// Adds a number.
    pub fn add(&mut self, term: &Term) {
        self.empty = false;
        match (&mut self.phase, term) {
            (Phase::Exact { start, small, .. }, Term::Integer(value)) => {
                if !value.is_fixnum() {
                    *start = term.plus(start);
                    return;
                }
                *small = small.add(value);
                if !small.is_fixnum() {
                    *start = Term::Integer(small.clone()).plus(start);
                    *small = Int::Small(0);
                }
            }
            (Phase::Exact { rational, .. }, Term::Rational(value)) => {
                *rational = Some(match rational {
                    Some(sum) => sum.add(value),
                    None => value.clone(),
                });
            }
            (Phase::Exact { .. }, Term::Float(value)) => {
                let mut sum = Compensated {
                    sum: self.total().as_f64(),
                    lost: 0.0,
                };
                sum.add(*value);
                self.phase = Phase::Compensated(sum);
            }
            (Phase::Compensated(sum), _) => sum.add(term.as_f64()),
        }
    }

    /// The sum so far.
    pub fn total(&self) -> Term {
        match &self.phase {
            Phase::Exact { start, .. } if self.empty => start.clone(),
            Phase::Exact { start, small, rational } => {
                // Even a zero is added, which turns -0.0 into 0.0.
                let sum = Term::Integer(small.clone()).plus(start);
                match rational {
                    Some(rational) => Term::Rational(rational.clone()).plus(&sum),
                    None => sum,
                }
            }
            Phase::Compensated(sum) => Term::Float(sum.sum + sum.lost),
        }
    }
}
