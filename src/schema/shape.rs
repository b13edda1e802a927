//! What the value of a binding can be, in the words of the policy models and not of a language.

use std::ops::BitOr;

/// A set of forms that the value of a binding can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Shape(u16);

impl Shape {
    /// There is no value: JavaScript reads `undefined`, Ruby `nil`.
    pub const ABSENT: Shape = Shape(1);
    /// JSON `null`.
    pub const NULL: Shape = Shape(1 << 1);
    /// A text, perhaps an empty one.
    pub const TEXT: Shape = Shape(1 << 2);
    /// A list of texts, perhaps an empty one.
    pub const TEXTS: Shape = Shape(1 << 3);
    /// `true`.
    pub const TRUE: Shape = Shape(1 << 4);
    /// `false`.
    pub const FALSE: Shape = Shape(1 << 9);
    /// `true` or `false`.
    pub const FLAG: Shape = Shape(Shape::TRUE.0 | Shape::FALSE.0);
    /// A number.
    pub const NUMBER: Shape = Shape(1 << 5);
    /// A point in time, as ISO 8601 text: `2026-11-22T10:00:00.000Z`.
    pub const TIME: Shape = Shape(1 << 6);
    /// A map of names to lists of texts.
    pub const LISTS: Shape = Shape(1 << 7);
    /// A map of names to texts.
    pub const MAP: Shape = Shape(1 << 8);
    /// Anything that JSON can say, or nothing.
    pub const ANY: Shape = Shape((1 << 10) - 1);

    /// Whether every form of `other` is among these.
    pub const fn has(self, other: Shape) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether a value is surely there.
    pub const fn is_present(self) -> bool {
        self.0 & (Shape::ABSENT.0 | Shape::NULL.0) == 0
    }

    /// The forms in which there is no value.
    pub const fn missing(self) -> Shape {
        Shape(self.0 & (Shape::ABSENT.0 | Shape::NULL.0))
    }

    /// The forms of both.
    pub const fn or(self, other: Shape) -> Shape {
        Shape(self.0 | other.0)
    }

    /// Whether the value is surely a list.
    pub fn is_list(self) -> bool {
        self == Shape::TEXTS
    }
}

impl BitOr for Shape {
    type Output = Shape;

    fn bitor(self, other: Shape) -> Shape {
        self.or(other)
    }
}

/// Why a binding may have no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Absence {
    /// Its caller is not signed in.
    Anonymous,
    /// The submission was made by somebody who was not signed in.
    AnonymousSubmission,
    /// What it tells was done by somebody who was not signed in.
    AnonymousAuthor,
    /// Nobody declared an attribute of this name.
    Undeclared,
    /// The field of the form is empty or not there.
    Unfilled,
    /// What it tells has not happened yet: `closedAt`.
    NotYet,
    /// The submission or the caller is signed in, and has no session of an anonymous visitor.
    SignedIn,
    /// The request does not carry it.
    Optional,
    /// The schema does not know the key.
    Unknown,
}

impl Absence {
    /// When the value is missing: "when the caller is anonymous".
    pub fn when(self) -> &'static str {
        match self {
            Absence::Anonymous => "when the caller is anonymous",
            Absence::AnonymousSubmission => "when the submission is anonymous",
            Absence::AnonymousAuthor => "where somebody did it who was not signed in",
            Absence::Undeclared => "where no attribute of this name is declared",
            Absence::Unfilled => "where the field has no value",
            Absence::NotYet => "until it has happened",
            Absence::SignedIn => "where there is no session of an anonymous visitor",
            Absence::Optional => "where the request does not carry it",
            Absence::Unknown => "always, since no such key is documented",
        }
    }
}

/// What a schema says of one binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Binding {
    /// What its value can be.
    pub shape: Shape,
    /// Why it may be missing; meaningless where it is always there.
    pub absence: Absence,
    /// The only texts that it can be; empty where it can be any.
    pub words: &'static [&'static str],
}

impl Binding {
    /// A binding that is always there.
    pub const fn always(shape: Shape) -> Binding {
        Binding {
            shape,
            absence: Absence::Optional,
            words: &[],
        }
    }

    /// A binding that may be null or absent.
    pub const fn perhaps(shape: Shape, absence: Absence) -> Binding {
        Binding {
            shape: Shape::ABSENT.or(Shape::NULL).or(shape),
            absence,
            words: &[],
        }
    }

    /// A binding of which nothing is known.
    pub const fn any() -> Binding {
        Binding {
            shape: Shape::ANY,
            absence: Absence::Optional,
            words: &[],
        }
    }
}
