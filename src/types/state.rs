//! What is known at one point of the evaluation: the types of variables and of bindings.

use super::ty::Type;
use crate::hir::VarId;

/// What is known at one point of the evaluation.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct State {
    /// The variables, by number.
    pub vars: Vec<Type>,
    /// The bindings that the rule reads with constant keys, by slot.
    pub slots: Vec<Type>,
    /// Whether the point is never reached.
    pub dead: bool,
}

/// Something whose type a test can narrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A variable.
    Var(VarId),
    /// A binding, by slot.
    Slot(usize),
}

impl State {
    /// The state of a point that nothing reaches.
    pub fn unreachable(&self) -> State {
        State {
            vars: Vec::new(),
            slots: Vec::new(),
            dead: true,
        }
    }

    /// What is known where either of two ways led here.
    #[must_use]
    pub fn join(mut self, other: &State) -> State {
        if self.dead {
            return other.clone();
        }
        if other.dead {
            return self;
        }
        for (own, other) in self.vars.iter_mut().zip(&other.vars) {
            if own != other {
                *own = own.join(*other);
            }
        }
        for (own, other) in self.slots.iter_mut().zip(&other.slots) {
            if own != other {
                *own = own.join(*other);
            }
        }
        self
    }

    /// The type of a place.
    pub fn get(&self, place: Place) -> Type {
        let found = match place {
            Place::Var(var) => self.vars.get(var.0 as usize),
            Place::Slot(slot) => self.slots.get(slot),
        };
        found.copied().unwrap_or(Type::ALL)
    }

    /// Sets the type of a place.
    pub fn set(&mut self, place: Place, ty: Type) {
        let found = match place {
            Place::Var(var) => self.vars.get_mut(var.0 as usize),
            Place::Slot(slot) => self.slots.get_mut(slot),
        };
        if let Some(found) = found {
            *found = ty;
        }
    }
}
