//! What is known of the value of an expression.

use super::kinds::Kinds;
use crate::hir::{ExprId, FuncId, TextId};
use crate::value::{Global, Section};

/// The one value that a type can have of one of its kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Known {
    /// Nothing is known.
    #[default]
    Nothing,
    /// The text, of kind [`Kinds::TEXT`]; JavaScript only, since Ruby's texts can change.
    Text(TextId),
    /// The number, as bits, of kind [`Kinds::NUMBER`].
    Number(u64),
    /// The function of the rule, of kind [`Kinds::FUNCTION`].
    Function(FuncId),
    /// The built-in, of kind [`Kinds::BUILTIN`].
    Global(Global),
    /// The section of bindings, of kind [`Kinds::BUILTIN`].
    Section(Section),
}

impl Known {
    /// The kind of the value.
    fn kind(self) -> Kinds {
        match self {
            Known::Nothing => Kinds::NONE,
            Known::Text(_) => Kinds::TEXT,
            Known::Number(_) => Kinds::NUMBER,
            Known::Function(_) => Kinds::FUNCTION,
            Known::Global(_) | Known::Section(_) => Kinds::BUILTIN,
        }
    }
}

/// What is known of the value of an expression: a superset of what it can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Type {
    /// The kinds that it can be.
    pub kinds: Kinds,
    /// The kinds of the elements of a list or set, and of the values of a map; nothing is known of what is in those.
    pub items: Kinds,
    /// If it is of the kind of this value, it is this value.
    pub known: Known,
    /// The reading of a binding that can be absent, because of which the value can be null or undefined.
    pub absent: Option<ExprId>,
    /// The binding, by slot, whose value it is: a binding has one value for a whole run.
    pub(super) slot: Option<u32>,
}

impl Type {
    /// No value gets here.
    pub const NEVER: Type = Type::of(Kinds::NONE);
    /// Nothing is known.
    pub const ANY: Type = Type::of(Kinds::ANY);
    /// Nothing is known; it may be the hidden marker.
    pub const ALL: Type = Type::of(Kinds::ALL);
    /// A boolean.
    pub const BOOLEAN: Type = Type::of(Kinds::BOOLEAN);
    /// `undefined`.
    pub const UNDEFINED: Type = Type::of(Kinds::UNDEFINED);
    /// A text.
    pub const TEXT: Type = Type::of(Kinds::TEXTS);
    /// A JavaScript number.
    pub const NUMBER: Type = Type::of(Kinds::NUMBERS);

    /// A value of these kinds, of which nothing else is known.
    pub const fn of(kinds: Kinds) -> Type {
        let open = kinds.meets(Kinds::LIST.or(Kinds::MAP).or(Kinds::SET));
        Type {
            kinds,
            items: if open { Kinds::ALL } else { Kinds::NONE },
            known: Known::Nothing,
            absent: None,
            slot: None,
        }
    }

    /// A list of such elements.
    pub const fn list(items: Kinds) -> Type {
        Type {
            items,
            ..Type::of(Kinds::LIST)
        }
    }

    /// This very value.
    pub fn known(known: Known) -> Type {
        Type {
            known,
            ..Type::of(known.kind())
        }
    }

    /// What both can be.
    #[must_use]
    pub fn join(self, other: Type) -> Type {
        let known = match (self.known, other.known) {
            (a, b) if a == b => a,
            (a, _) if a != Known::Nothing && !other.kinds.meets(a.kind()) => a,
            (_, b) if b != Known::Nothing && !self.kinds.meets(b.kind()) => b,
            _ => Known::Nothing,
        };
        Type {
            kinds: self.kinds | other.kinds,
            items: self.items | other.items,
            known,
            absent: self.absent.or(other.absent),
            slot: self.slot.filter(|slot| other.slot == Some(*slot)),
        }
    }

    /// What is left where the value is of one of these kinds.
    #[must_use]
    pub fn only(self, kinds: Kinds) -> Type {
        let kinds = self.kinds & kinds;
        let open = kinds.meets(Kinds::LIST | Kinds::MAP | Kinds::SET);
        Type {
            kinds,
            items: if open { self.items } else { Kinds::NONE },
            known: if kinds.meets(self.known.kind()) {
                self.known
            } else {
                Known::Nothing
            },
            absent: self.absent.filter(|_| kinds.meets(Kinds::NULLISH)),
            slot: self.slot,
        }
    }

    /// What is left where the value is of none of these kinds.
    #[must_use]
    pub fn without(self, kinds: Kinds) -> Type {
        self.only(!kinds)
    }

    /// Whether no value gets here.
    pub fn is_never(self) -> bool {
        self.kinds.is_none()
    }

    /// Whether every value is of one of these kinds.
    pub fn within(self, kinds: Kinds) -> bool {
        self.kinds.within(kinds)
    }

    /// Whether some value is of one of these kinds.
    pub fn meets(self, kinds: Kinds) -> bool {
        self.kinds.meets(kinds)
    }

    /// Whether the value is always this one.
    pub fn is_single(self) -> bool {
        let one = self.kinds.each().count() == 1;
        let single = Kinds::NULLISH | Kinds::BOOLEAN | Kinds::BLANK;
        one && (self.kinds.within(single) || self.kinds.meets(self.known.kind()))
    }
}
