//! What a rule may name: the binding sections that a host offers, with their keys.
//!
//! One schema drives name resolution, slots, lints, completion and documentation. The batch interface's schema
//! ([`Schema::batch`]) knows the sections and any key; the policy models declare theirs with types.

use crate::value::Section;

/// The bindings that a host offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    sections: Vec<String>,
    /// Whether `hasIntersection` is a global function.
    pub has_intersection: bool,
}

impl Schema {
    /// A schema with these sections, in this order.
    pub fn new(sections: &[&str]) -> Self {
        Schema {
            sections: sections.iter().map(|&name| name.to_owned()).collect(),
            has_intersection: false,
        }
    }

    /// The sections of the batch interface, any key in each.
    pub fn batch() -> Self {
        Schema::new(&[
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
        ])
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
