//! Properties and methods of values that can be absent: the rule throws, and denies.

use super::Look;
use crate::diag::{Code, Diagnostic};
use crate::hir::{Const, ExprId, Kind, TextId};
use crate::op::Op;
use crate::schema::Shape;
use crate::types::Kinds;
use crate::value::Section;

impl Look<'_> {
    pub(super) fn absent(&mut self, id: ExprId) {
        let hir = self.hir;
        let (object, name) = match hir.kind(id) {
            Kind::Member(object, name) => (*object, format!("`.{}`", hir.text(*name).to_str())),
            Kind::CallMethod { receiver, name, .. } => {
                let name = hir.text(*name).to_str();
                if self.ruby() && crate::types::ruby::names::has(Kinds::NULL, &name) == Some(true) {
                    return;
                }
                match &*name {
                    "[]" => (*receiver, "`[…]`".to_owned()),
                    _ => (*receiver, format!("`.{name}`")),
                }
            }
            Kind::Op(Op::JsGetIndex, operands) if operands.len() == 2 => (operands[0], "`[…]`".to_owned()),
            Kind::CallIndex { receiver, .. } => (*receiver, "`[…]`".to_owned()),
            _ => return,
        };
        let ty = self.of(object);
        if !ty.meets(Kinds::NULLISH) || !self.types.may_throw(id) {
            return;
        }
        let span = hir.expr(id).span;
        let error = if self.ruby() { "NoMethodError" } else { "TypeError" };
        if ty.within(Kinds::NULLISH) {
            let what = self.kinds_for_people(ty.kinds);
            let diagnostic = Diagnostic::new(Code::W1009, span, format!("{name} of {what} always throws"))
                .label(format!("throws {error} whenever it is reached"))
                .note("A rule that throws denies.");
            let diagnostic = self.with_origin(diagnostic, ty, object);
            let help = "Remove it, or test for the value that was meant.";
            self.found.push(diagnostic.help(help));
            return;
        }
        if ty.absent.is_none() {
            return self.undeclared(id, object, &name, error);
        }
        let diagnostic = Diagnostic::new(Code::W1002, span, format!("{name} of a value that can be absent"))
            .label(format!("throws {error} where it is absent"));
        let diagnostic = self
            .with_origin(diagnostic, ty, object)
            .note("A rule that throws denies.");
        let shown = self.binding_name(object).unwrap_or_else(|| "value".to_owned());
        let help = match (self.ruby(), ty.meets(Kinds::LIST)) {
            (true, _) => format!("Write `{shown}&{}`, or test the value first.", name.trim_matches('`')),
            (false, true) => format!("Write `({shown} || [])`, or test the value first: `{shown} && …`."),
            (false, false) => format!("Write `({shown} || '')`, or test the value first: `{shown} && …`."),
        };
        self.found.push(diagnostic.help(help));
    }
    /// `space('attributes')['Owner'].includes(…)`: an entry that is there only where an attribute of its name is declared.
    /// An entry that the rule reads twice may be tested before.
    fn undeclared(&mut self, id: ExprId, object: ExprId, name: &str, error: &str) {
        let hir = self.hir;
        let Some(entry @ (section, map, key)) = self.entry(object) else {
            return;
        };
        let (map, key) = (hir.text(map).to_str(), hir.text(key).to_str());
        let declared = format!("{}:{key}", map.trim_end_matches('s'));
        if self.schema.binding(section, &map).shape != Shape::LISTS
            || self.schema.binding(section, &declared).shape.is_present()
        {
            return;
        }
        let mut ids = (0..hir.exprs.len()).map(|at| ExprId(u32::try_from(at).unwrap_or(u32::MAX)));
        if ids.any(|other| other != object && self.entry(other) == Some(entry)) {
            return;
        }
        let shown = format!("{}('{map}')['{key}']", self.schema.name(section));
        let diagnostic = Diagnostic::new(
            Code::W1002,
            hir.expr(id).span,
            format!("{name} of a value that can be absent"),
        )
        .label(format!("throws {error} where it is absent"))
        .note(format!(
            "`{shown}` is absent where no attribute of this name is declared"
        ))
        .note("A rule that throws denies.")
        .help(format!(
            "Write `({shown} || [])`, or `{}('{declared}', [])`.",
            self.schema.name(section)
        ));
        self.found.push(diagnostic);
    }

    /// The section, the key of a map in it, and the name that an expression reads there.
    fn entry(&self, id: ExprId) -> Option<(Section, TextId, TextId)> {
        let (map, name) = match self.hir.kind(id) {
            Kind::Member(map, name) => (*map, *name),
            Kind::Op(Op::JsGetIndex, operands) => match operands[..] {
                [map, key] => match *self.hir.kind(key) {
                    Kind::Const(Const::Str(name)) => (map, name),
                    _ => return None,
                },
                _ => return None,
            },
            _ => return None,
        };
        match *self.hir.kind(map) {
            Kind::Binding(section, key) => Some((section, key, name)),
            _ => None,
        }
    }
}
