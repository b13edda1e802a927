//! Methods that a value cannot have.

use super::Look;
use crate::diag::{Code, Diagnostic};
use crate::hir::{ExprId, Kind};
use crate::types::{Kinds, javascript, ruby};

impl Look<'_> {
    pub(super) fn method(&mut self, id: ExprId) {
        let hir = self.hir;
        let Kind::CallMethod { receiver, name, .. } = hir.kind(id) else {
            return;
        };
        if !self.types.may_throw(id) {
            return;
        }
        let ty = self.of(*receiver);
        let kinds = ty.kinds.without(Kinds::NULLISH | Kinds::EMPTY);
        let name = hir.text(*name).to_str();
        let missing = |kind: Kinds| {
            let known = if self.ruby() {
                ruby::names::has(kind, &name)
            } else {
                javascript::names::has(kind, &name)
            };
            known == Some(false)
        };
        if kinds.is_none() || !kinds.each().all(missing) {
            return;
        }
        let what = kinds.to_string();
        let error = if self.ruby() { "NoMethodError" } else { "TypeError" };
        let span = hir.expr(id).span;
        let mut diagnostic = Diagnostic::new(Code::W1003, span, format!("{what} has no method `{name}`"))
            .label(format!("throws {error} whenever it is reached"));
        if let Some(binding) = self.binding_name(*receiver) {
            diagnostic = diagnostic.related(hir.expr(*receiver).span, format!("`{binding}` is {what}"));
        }
        let instead = kinds.each().find_map(|kind| {
            if self.ruby() {
                ruby::names::instead(kind, &name)
            } else {
                javascript::names::instead(kind, &name)
            }
        });
        diagnostic = diagnostic.note("A rule that throws denies.");
        diagnostic = match instead {
            Some(instead) => diagnostic.help(format!("Write `{instead}`.")),
            None if kinds.within(Kinds::LIST) && kinds_have(self.ruby(), Kinds::TEXT, &name) => {
                diagnostic.help("Call it on an element: a list has texts in it, even where it holds only one.")
            }
            None => diagnostic.help("Look for the method's name in the page of the language."),
        };
        self.found.push(diagnostic);
    }
}

fn kinds_have(ruby: bool, kind: Kinds, name: &str) -> bool {
    let known = if ruby {
        ruby::names::has(kind, name)
    } else {
        javascript::names::has(kind, name)
    };
    known == Some(true)
}
