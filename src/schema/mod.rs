//! What a rule may name: the binding sections that a host offers, with their keys, and what each can be.
//!
//! One schema drives name resolution, slots, types, lints, completion and documentation. The batch interface's schema
//! ([`Schema::batch`]) knows the sections and any key with any value; the policy models declare theirs with types.
//! What is proved with the types of a schema holds for bindings that fit it, as the policy models check when a request
//! arrives.

pub(crate) mod javascript;
mod kinetic;
mod shape;

pub use kinetic::Keys;
pub use shape::{Absence, Binding, Shape};

use crate::value::Section;

/// The bindings that a host offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    sections: Vec<String>,
    /// What is known of the sections' keys; empty where nothing is.
    types: &'static [Keys],
    /// Attributes that the loaded set declares, by section, so that they are never absent.
    declared: Vec<(String, String)>,
    /// Whether the caller is not signed in.
    anonymous: bool,
    /// Whether `hasIntersection` is a global function.
    pub has_intersection: bool,
}

/// The sections that a rule may name where nothing says at which endpoint it is asked.
pub const SECTIONS: &[&str] = &[
    "identity",
    "submission",
    "values",
    "form",
    "kapp",
    "space",
    "team",
    "user",
    "file",
    "request",
    "auth",
];

impl Schema {
    /// A schema with these sections, in this order.
    pub fn new(sections: &[&str]) -> Self {
        Schema {
            sections: sections.iter().map(|&name| name.to_owned()).collect(),
            types: &[],
            declared: Vec::new(),
            anonymous: false,
            has_intersection: false,
        }
    }

    /// The sections of the batch interface, any key in each.
    pub fn batch() -> Self {
        Schema::new(SECTIONS)
    }

    /// Sections of Kinetic Core with their types, and `hasIntersection` (K18).
    pub fn kinetic_core(sections: &[&str]) -> Self {
        Schema {
            types: kinetic::CORE,
            has_intersection: true,
            ..Schema::new(sections)
        }
    }

    /// The names of the sections of Kinetic Task.
    pub const KINETIC_TASK: &'static [&'static str] = &["identity", "request", "auth"];

    /// The sections of Kinetic Task with their types.
    pub fn kinetic_task() -> Self {
        Schema {
            types: kinetic::TASK,
            ..Schema::new(Self::KINETIC_TASK)
        }
    }

    /// The schema without its types: what is proved with it holds whatever the host binds.
    #[must_use]
    pub fn untyped(&self) -> Self {
        Schema {
            types: &[],
            declared: Vec::new(),
            ..self.clone()
        }
    }

    /// The schema where these attributes (section, `attribute:NAME`) are declared, and so never absent.
    #[must_use]
    pub fn declare(mut self, attributes: impl IntoIterator<Item = (String, String)>) -> Self {
        self.declared.extend(attributes);
        self.declared.sort();
        self.declared.dedup();
        self
    }

    /// The schema for callers who are not signed in.
    #[must_use]
    pub fn anonymous(mut self) -> Self {
        self.anonymous = true;
        self
    }

    /// Whether it knows what its bindings can be.
    pub fn is_typed(&self) -> bool {
        !self.types.is_empty()
    }

    /// What is known of a section's keys.
    pub fn keys(&self, section: Section) -> Option<&'static Keys> {
        let name = self.name(section);
        self.types.iter().find(|keys| keys.section == name)
    }

    /// What a binding can be; a key that its section does not have is absent.
    pub fn binding(&self, section: Section, key: &str) -> Binding {
        let Some(keys) = self.keys(section) else {
            return Binding::any();
        };
        if let Some((_, known)) = keys.known.iter().find(|(name, _)| *name == key) {
            return match self.anonymous && keys.section == "identity" {
                true => of_nobody(key, *known),
                false => *known,
            };
        }
        if let Some((_, known)) = keys.prefixes.iter().find(|(prefix, _)| key.starts_with(prefix)) {
            let own = self.name(section);
            let declared = self.declared.iter().any(|(name, known)| name == own && known == key);
            return match declared {
                true => Binding::always(Shape::TEXTS),
                false => *known,
            };
        }
        keys.other.unwrap_or(Binding {
            absence: Absence::Unknown,
            ..Binding::any()
        })
    }

    /// The section with this name.
    pub fn section(&self, name: &str) -> Option<Section> {
        // Schemas are built by code and name far fewer than 256 sections; a further one is not reachable by rules.
        self.sections
            .iter()
            .position(|section| section == name)
            .and_then(|at| u8::try_from(at).ok())
            .map(Section)
    }

    /// The name of a section.
    pub fn name(&self, section: Section) -> &str {
        self.sections.get(usize::from(section.0)).map_or("", String::as_str)
    }

    /// The names of the sections.
    pub fn sections(&self) -> &[String] {
        &self.sections
    }
}

/// What a binding of `identity` is for a caller who is not signed in.
fn of_nobody(key: &str, known: Binding) -> Binding {
    let shape = match key {
        "anonymous" => Shape::TRUE,
        "authenticated" | "spaceAdmin" => Shape::FALSE,
        _ if known.absence == Absence::Anonymous => known.shape.missing(),
        _ => known.shape,
    };
    Binding { shape, ..known }
}
