//! Sets of kinds of values: the first half of a type.
//!
//! The kinds are cut so that truth and the absence of a value can be told from them alone.

use std::fmt;
use std::ops::{BitAnd, BitOr, BitOrAssign, Not};

/// A set of kinds of values.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Kinds(u32);

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $name:ident $bit:literal $text:literal;)*) => {
        impl Kinds {
            $($(#[doc = $doc])+ pub const $name: Kinds = Kinds(1 << $bit);)*

            /// Every single kind and how people call it.
            const NAMES: &'static [(Kinds, &'static str)] = &[$((Kinds::$name, $text)),*];
        }
    };
}

kinds! {
    /// The hidden marker; only the compiler sees it.
    EMPTY 0 "nothing";
    /// JavaScript `undefined`.
    UNDEFINED 1 "undefined";
    /// JavaScript `null`, Ruby `nil`.
    NULL 2 "null";
    /// `false`.
    FALSE 3 "a boolean";
    /// `true`.
    TRUE 4 "a boolean";
    /// A JavaScript number that counts as false: 0, -0, NaN.
    ZERO 5 "a number";
    /// Any other JavaScript number; every Ruby Float.
    NUMBER 6 "a number";
    /// A Ruby Integer.
    INTEGER 7 "an integer";
    /// The JavaScript text without characters.
    BLANK 8 "a text";
    /// Any other JavaScript text; every Ruby String.
    TEXT 9 "a text";
    /// A Ruby symbol.
    SYMBOL 10 "a symbol";
    /// An array.
    LIST 11 "a list";
    /// A plain JavaScript object, a Ruby Hash.
    MAP 12 "a map";
    /// A function of the rule; a Ruby Proc.
    FUNCTION 13 "a function";
    /// A built-in function, class or object, or a section of bindings.
    BUILTIN 14 "a built-in";
    /// A JavaScript Date, a Ruby Time.
    TIME 15 "a time";
    /// A Ruby Date.
    DATE 16 "a date";
    /// A regular expression.
    REGEX 17 "a regular expression";
    /// An error or exception.
    ERROR 18 "an error";
    /// A Ruby Range.
    RANGE 19 "a range";
    /// A Set.
    SET 20 "a set";
    /// The match of a Ruby regular expression.
    MATCH 21 "a match";
    /// A Ruby address.
    ADDRESS 22 "an address";
    /// Any other object.
    OTHER 23 "an object";
}

impl Kinds {
    /// No kind: no value gets here.
    pub const NONE: Kinds = Kinds(0);
    /// Every kind, the marker included.
    pub const ALL: Kinds = Kinds((1 << 24) - 1);
    /// Every kind that a rule can see.
    pub const ANY: Kinds = Kinds(Kinds::ALL.0 & !1);
    /// Null or undefined.
    pub const NULLISH: Kinds = Kinds(Kinds::UNDEFINED.0 | Kinds::NULL.0);
    /// A boolean.
    pub const BOOLEAN: Kinds = Kinds(Kinds::FALSE.0 | Kinds::TRUE.0);
    /// A JavaScript number; a Ruby Float where `ZERO` does not occur.
    pub const NUMBERS: Kinds = Kinds(Kinds::ZERO.0 | Kinds::NUMBER.0);
    /// A text.
    pub const TEXTS: Kinds = Kinds(Kinds::BLANK.0 | Kinds::TEXT.0);
    /// What JavaScript calls primitive.
    pub const PRIMITIVE: Kinds = Kinds(
        Kinds::NULLISH.0 | Kinds::BOOLEAN.0 | Kinds::NUMBERS.0 | Kinds::INTEGER.0 | Kinds::TEXTS.0 | Kinds::SYMBOL.0,
    );
    /// What JavaScript can call.
    pub const CALLABLE: Kinds = Kinds(Kinds::FUNCTION.0 | Kinds::BUILTIN.0);
    /// What counts as false in JavaScript, the marker included.
    pub const FALSY: Kinds = Kinds(Kinds::EMPTY.0 | Kinds::NULLISH.0 | Kinds::FALSE.0 | Kinds::ZERO.0 | Kinds::BLANK.0);
    /// What counts as false in Ruby; the marker is never tested.
    pub const RUBY_FALSY: Kinds = Kinds(Kinds::EMPTY.0 | Kinds::UNDEFINED.0 | Kinds::NULL.0 | Kinds::FALSE.0);

    /// The kinds of both.
    pub const fn or(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// Whether it has all kinds of `other`.
    pub const fn has(self, other: Kinds) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether it has any kind of `other`.
    pub const fn meets(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is a value and each is of one of these kinds.
    pub const fn within(self, other: Kinds) -> bool {
        self.0 & !other.0 == 0
    }

    /// Whether no value gets here.
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// The kinds that `other` does not have.
    pub const fn without(self, other: Kinds) -> Kinds {
        Kinds(self.0 & !other.0)
    }

    /// The single kinds of the set.
    pub fn each(self) -> impl Iterator<Item = Kinds> {
        Kinds::NAMES
            .iter()
            .map(|(kind, _)| *kind)
            .filter(move |kind| self.meets(*kind))
    }
}

impl BitOr for Kinds {
    type Output = Kinds;

    fn bitor(self, other: Kinds) -> Kinds {
        self.or(other)
    }
}

impl BitOrAssign for Kinds {
    fn bitor_assign(&mut self, other: Kinds) {
        *self = self.or(other);
    }
}

impl BitAnd for Kinds {
    type Output = Kinds;

    fn bitand(self, other: Kinds) -> Kinds {
        Kinds(self.0 & other.0)
    }
}

impl Not for Kinds {
    type Output = Kinds;

    fn not(self) -> Kinds {
        Kinds(Kinds::ALL.0 & !self.0)
    }
}

impl fmt::Display for Kinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.has(Kinds::ANY) {
            return f.write_str("anything");
        }
        let mut names: Vec<&str> = Vec::new();
        for (kind, name) in Kinds::NAMES {
            if self.meets(*kind) && !names.contains(name) {
                names.push(name);
            }
        }
        match &names[..] {
            [] => f.write_str("nothing"),
            [only] => f.write_str(only),
            [first @ .., last] => write!(f, "{} or {last}", first.join(", ")),
        }
    }
}

impl fmt::Debug for Kinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
