//! Properties and methods of values that can be absent: the rule throws, and denies.

use super::Look;
use crate::diag::{Code, Diagnostic};
use crate::hir::{ExprId, Kind};
use crate::op::Op;
use crate::types::Kinds;

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
            return;
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
}
