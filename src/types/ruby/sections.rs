//! `@identity`, `@request`, `@auth` (T04): readers and methods.

use super::super::analysis::Analysis;
use super::super::expr::Passed;
use super::super::kinds::Kinds;
use super::super::slots::Reading;
use super::super::ty::Type;
use super::PLAIN;
use crate::hir::ExprId;
use crate::schema::Shape;
use crate::value::Section;

impl Analysis<'_> {
    pub(super) fn send_section(
        &mut self,
        id: ExprId,
        section: Section,
        name: &str,
        passed: &Passed,
        block: Option<ExprId>,
    ) -> Type {
        if block.is_some() || passed.open {
            return self.unknown(id);
        }
        if let Some((slot, mut ty)) = self.reader(id) {
            let slot = self.slots.get(slot);
            let present = match slot.reading {
                // Without types a section may have readers of any name, and a reader of the method's name hides it.
                Reading::Key(_) => self.schema.is_typed() && !slot.binding.shape.has(Shape::ABSENT),
                Reading::Header(_) | Reading::Property(_) => self.schema.is_typed(),
            };
            if !present {
                self.throw(id);
                self.fault(id);
                return self.unhidden(ty);
            }
            if let Reading::Key(_) = slot.reading {
                ty.slot = self.reader(id).and_then(|(slot, _)| u32::try_from(slot).ok());
            }
            if ty.meets(Kinds::NULL) && slot.binding.shape != Shape::ANY {
                ty.absent = Some(id);
            }
            if self.changes_items && !matches!(slot.reading, Reading::Key(_)) {
                return self.slots.get(self.reader(id).map_or(0, |(slot, _)| slot)).ty;
            }
            return ty;
        }
        if !self.schema.is_typed() {
            return self.unknown(id);
        }
        match (self.schema.name(section), name, passed.types.as_slice()) {
            ("identity", "is_member_of" | "is_member_of?", [team]) => {
                if !team.within(PLAIN) || self.changes_items {
                    self.fault(id);
                    self.throw(id);
                }
                Type::BOOLEAN
            }
            ("identity", "get_property", [key]) => {
                self.quiet(id, *key);
                Type::of(Kinds::NULL | Kinds::TEXT)
            }
            ("request", "get_header", [key]) => {
                self.quiet(id, *key);
                if self.changes_items {
                    self.throw(id);
                    self.fault(id);
                    return Type::ANY;
                }
                Type::of(Kinds::NULL | Kinds::TEXT)
            }
            ("request", "get_remote_addr", []) => Type::of(Kinds::TEXT),
            ("auth", "validate_signature", _) => Type::BOOLEAN,
            _ => self.unknown(id),
        }
    }

    /// The type of a reader that may be hidden by a binding of the host.
    fn unhidden(&self, ty: Type) -> Type {
        if self.schema.is_typed() { ty } else { Type::ANY }
    }

    /// A key is made a text.
    fn quiet(&mut self, id: ExprId, key: Type) {
        if !key.within(PLAIN) {
            self.throw(id);
            self.fault(id);
        }
    }
}
