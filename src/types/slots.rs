//! The bindings that a rule reads with constant keys. A binding has one value for a whole run, so that a test of it holds
//! from there on.

use rustc_hash::FxHashMap;

use super::kinds::Kinds;
use super::ty::Type;
use crate::hir::{Arg, Const, ExprId, Hir, Kind, TextId};
use crate::schema::{Absence, Binding, Schema, Shape};
use crate::source::Dialect;
use crate::value::Section;

/// How a rule reads a binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Reading {
    /// By its key.
    Key(TextId),
    /// Ruby `@request.get_header(name)`.
    Header(TextId),
    /// Ruby `@identity.get_property(name)`.
    Property(TextId),
}

/// A binding that a rule reads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub section: Section,
    pub reading: Reading,
    /// What the schema says of it.
    pub binding: Binding,
    /// What it can be.
    pub ty: Type,
}

/// The bindings of a rule.
#[derive(Debug, Default)]
pub(super) struct Slots {
    slots: Vec<Slot>,
    known: FxHashMap<(Section, Reading), usize>,
}

impl Slots {
    /// The bindings of a rule.
    pub fn of(hir: &Hir, schema: &Schema) -> Self {
        let mut slots = Slots::default();
        for expr in &hir.exprs {
            let Some((section, reading)) = reading(hir, schema, &expr.kind) else {
                continue;
            };
            if slots.known.contains_key(&(section, reading)) {
                continue;
            }
            let text = |name: TextId| hir.text(name).to_str();
            let binding = match reading {
                Reading::Key(name) => schema.binding(section, &text(name)),
                _ if !schema.is_typed() => Binding::any(),
                Reading::Header(_) | Reading::Property(_) => Binding::perhaps(Shape::TEXT, Absence::Optional),
            };
            let ty = match reading {
                Reading::Key(_) => type_of(binding.shape, hir.dialect),
                // Headers come as the host gives them.
                Reading::Header(_) if !schema.is_typed() => type_of(Shape::ANY, hir.dialect),
                Reading::Header(_) | Reading::Property(_) => Type::of(Kinds::NULL | Kinds::TEXT),
            };
            slots.known.insert((section, reading), slots.slots.len());
            slots.slots.push(Slot {
                section,
                reading,
                binding,
                ty,
            });
        }
        slots
    }

    /// The types of all bindings before anything was tested.
    pub fn types(&self, changes_items: bool) -> Vec<Type> {
        let open = |ty: Type| Type {
            items: if changes_items && !ty.items.is_none() {
                Kinds::ALL
            } else {
                ty.items
            },
            ..ty
        };
        self.slots.iter().map(|slot| open(slot.ty)).collect()
    }

    /// The slot that an expression reads.
    pub fn find(&self, hir: &Hir, schema: &Schema, id: ExprId) -> Option<usize> {
        let (section, reading) = reading(hir, schema, hir.kind(id))?;
        self.known.get(&(section, reading)).copied()
    }

    /// The binding of a slot.
    pub fn get(&self, slot: usize) -> Slot {
        self.slots[slot]
    }

    /// The slots in order.
    pub fn iter(&self) -> impl Iterator<Item = (usize, Slot)> + '_ {
        self.slots.iter().copied().enumerate()
    }
}

/// What binding an expression reads.
fn reading(hir: &Hir, schema: &Schema, kind: &Kind) -> Option<(Section, Reading)> {
    match kind {
        Kind::Binding(section, key) => Some((*section, Reading::Key(*key))),
        Kind::CallMethod {
            receiver,
            name,
            args,
            block: None,
        } if hir.dialect == Dialect::Ruby => {
            let Kind::Const(Const::Section(section)) = *hir.kind(*receiver) else {
                return None;
            };
            let text = hir.text(*name).to_str();
            match (&args[..], schema.name(section), &*text) {
                ([], _, _) => is_reader(&text).then_some((section, Reading::Key(*name))),
                ([Arg::One(argument)], "identity" | "request", "get_header" | "get_property") => {
                    let Kind::Const(Const::Str(name)) = *hir.kind(*argument) else {
                        return None;
                    };
                    match (schema.name(section), &*text) {
                        ("request", "get_header") => Some((section, Reading::Header(name))),
                        ("identity", "get_property") => Some((section, Reading::Property(name))),
                        _ => None,
                    }
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether a method name can be the reader of a binding and nothing else.
fn is_reader(name: &str) -> bool {
    let words = name
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    words && !super::ruby::names::is_of_every_object(name) && !matches!(name, "get_remote_addr" | "validate_signature")
}

/// The type of a binding.
pub(super) fn type_of(shape: Shape, dialect: Dialect) -> Type {
    let ruby = dialect == Dialect::Ruby;
    if shape == Shape::ANY {
        let kinds = Kinds::NULL | Kinds::BOOLEAN | Kinds::NUMBER | Kinds::TEXT | Kinds::LIST | Kinds::MAP;
        return Type::of(if ruby {
            kinds | Kinds::INTEGER | Kinds::OTHER
        } else {
            kinds | Kinds::UNDEFINED | Kinds::ZERO | Kinds::BLANK
        });
    }
    let texts = if ruby { Kinds::TEXT } else { Kinds::TEXTS };
    let mut kinds = Kinds::NONE;
    let mut items = Kinds::NONE;
    let forms = [
        (
            Shape::ABSENT,
            if ruby { Kinds::NULL } else { Kinds::UNDEFINED },
            Kinds::NONE,
        ),
        (Shape::NULL, Kinds::NULL, Kinds::NONE),
        (Shape::TEXT, texts, Kinds::NONE),
        (Shape::TIME, texts, Kinds::NONE),
        (Shape::TEXTS, Kinds::LIST, texts),
        (Shape::TRUE, Kinds::TRUE, Kinds::NONE),
        (Shape::FALSE, Kinds::FALSE, Kinds::NONE),
        (
            Shape::NUMBER,
            if ruby {
                Kinds::NUMBER | Kinds::INTEGER
            } else {
                Kinds::NUMBERS
            },
            Kinds::NONE,
        ),
        (Shape::LISTS, Kinds::MAP, Kinds::LIST),
        (Shape::MAP, Kinds::MAP, texts),
    ];
    for (form, kind, item) in forms {
        if shape.has(form) {
            kinds |= kind;
            items |= item;
        }
    }
    Type {
        items,
        ..Type::of(kinds)
    }
}
