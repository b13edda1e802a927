//! The bindings of Kinetic Core and Kinetic Task with their types (K15 to K17, T04 of the policy models).

use super::shape::{Absence, Binding, Shape};

/// The bindings of one section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keys {
    /// The section's name.
    pub section: &'static str,
    /// Keys that are documented.
    pub known: &'static [(&'static str, Binding)],
    /// Keys that start with these words: `attribute:`.
    pub prefixes: &'static [(&'static str, Binding)],
    /// Any other key; none where another key is surely a slip.
    pub other: Option<Binding>,
}

const TEXT: Binding = Binding::always(Shape::TEXT);
const FLAG: Binding = Binding::always(Shape::FLAG);
const TEXTS: Binding = Binding::always(Shape::TEXTS);
const LISTS: Binding = Binding::always(Shape::LISTS);
const CALLER: Binding = Binding::perhaps(Shape::TEXT, Absence::Anonymous);
const SESSION: Binding = Binding::perhaps(Shape::TEXT, Absence::SignedIn);
const LATER: Binding = Binding::perhaps(Shape::TIME, Absence::NotYet);
const BY: Binding = Binding::perhaps(Shape::TEXT, Absence::AnonymousSubmission);
const AUTHOR: Binding = Binding::perhaps(Shape::TEXT, Absence::AnonymousAuthor);
const OPTIONAL: Binding = Binding::perhaps(Shape::TEXT, Absence::Optional);
/// A reader is always there in Ruby, and gives nil.
const READER: Binding = Binding {
    shape: Shape::NULL.or(Shape::TEXT),
    absence: Absence::Anonymous,
    words: &[],
};
const MAPS: Binding = Binding {
    shape: Shape::NULL.or(Shape::MAP),
    absence: Absence::Optional,
    words: &[],
};
/// K17: a declared attribute without a value is `[]`, an undeclared one `undefined`.
const ATTRIBUTE: Binding = Binding {
    shape: Shape::ABSENT.or(Shape::TEXTS),
    absence: Absence::Undeclared,
    words: &[],
};
const ATTRIBUTES: &[(&str, Binding)] = &[("attribute:", ATTRIBUTE)];
/// K17: a text, a list for fields of several values, or nothing.
const FIELD: Binding = Binding::perhaps(Shape::TEXT.or(Shape::TEXTS), Absence::Unfilled);
const ANY: Binding = Binding::any();

const fn words(words: &'static [&'static str]) -> Binding {
    Binding {
        shape: Shape::TEXT,
        absence: Absence::Optional,
        words,
    }
}

/// `name`, `slug`, `attributes`, `attribute:NAME`; products give further keys in later versions.
const fn named(section: &'static str) -> Keys {
    Keys {
        section,
        known: &[("attributes", LISTS), ("name", TEXT), ("slug", TEXT)],
        prefixes: ATTRIBUTES,
        other: None,
    }
}

/// Kinetic Core.
pub const CORE: &[Keys] = &[
    Keys {
        section: "identity",
        known: &[
            ("anonymous", FLAG),
            ("attributes", LISTS),
            ("authenticated", FLAG),
            ("displayName", CALLER),
            ("email", CALLER),
            ("groups", TEXTS),
            ("profileAttributes", LISTS),
            ("sessionToken", SESSION),
            ("spaceAdmin", FLAG),
            ("teams", TEXTS),
            ("username", CALLER),
        ],
        prefixes: &[("attribute:", ATTRIBUTE), ("profileAttribute:", ATTRIBUTE)],
        other: None,
    },
    Keys {
        section: "submission",
        known: &[
            ("anonymous", FLAG),
            ("closedAt", LATER),
            ("closedBy", OPTIONAL),
            ("coreState", words(&["Draft", "Submitted", "Closed"])),
            ("createdAt", Binding::always(Shape::TIME)),
            ("createdBy", BY),
            ("currentPage", OPTIONAL),
            ("id", TEXT),
            ("sessionToken", SESSION),
            ("submittedAt", LATER),
            ("submittedBy", OPTIONAL),
            ("type", TEXT),
            ("updatedAt", Binding::always(Shape::TIME)),
            ("updatedBy", AUTHOR),
        ],
        prefixes: &[],
        other: None,
    },
    Keys {
        section: "values",
        known: &[],
        prefixes: &[],
        other: Some(FIELD),
    },
    named("form"),
    named("kapp"),
    named("space"),
    named("team"),
    Keys {
        section: "user",
        known: &[
            ("attributes", LISTS),
            ("displayName", OPTIONAL),
            ("email", OPTIONAL),
            ("invitedBy", OPTIONAL),
            ("profileAttributes", LISTS),
            ("spaceAdmin", FLAG),
            ("username", TEXT),
        ],
        prefixes: &[("attribute:", ATTRIBUTE), ("profileAttribute:", ATTRIBUTE)],
        other: None,
    },
    Keys {
        section: "file",
        known: &[("folder", OPTIONAL), ("name", TEXT), ("path", TEXT)],
        prefixes: &[],
        other: None,
    },
];

/// Kinetic Task; readers that are not documented may be there.
pub const TASK: &[Keys] = &[
    Keys {
        section: "identity",
        known: &[("teams", TEXTS), ("username", READER)],
        prefixes: &[],
        other: Some(ANY),
    },
    Keys {
        section: "request",
        known: &[("headers", MAPS), ("params", MAPS), ("remote_addr", TEXT)],
        prefixes: &[],
        other: Some(ANY),
    },
    Keys {
        section: "auth",
        known: &[("signature", ANY)],
        prefixes: &[],
        other: Some(ANY),
    },
];
