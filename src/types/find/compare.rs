//! Comparisons that cannot mean what they say.

use super::{Equality, Look};
use crate::diag::{Code, Diagnostic};
use crate::hir::{Const, ExprId, Kind};
use crate::schema::Binding;
use crate::types::{Kinds, Type};

impl Look<'_> {
    pub(super) fn compare(&mut self, id: ExprId) {
        let Some(equality) = self.equality(id) else { return };
        if self.is_general(equality.left) || self.is_general(equality.right) {
            return;
        }
        let (left, right) = (self.of(equality.left), self.of(equality.right));
        if left.is_never() || right.is_never() {
            return;
        }
        if self.list_and_text(id, &equality, left, right) || self.words(id, &equality) {
            return;
        }
        self.impossible(id, &equality, left, right);
        self.both_absent(id, &equality, left, right);
    }

    /// A list compared with a text.
    fn list_and_text(&mut self, id: ExprId, equality: &Equality, left: Type, right: Type) -> bool {
        let text = |ty: Type| ty.meets(Kinds::TEXTS) && ty.within(Kinds::TEXTS | Kinds::NULLISH);
        let list = |ty: Type| ty.meets(Kinds::LIST) && ty.within(Kinds::LIST | Kinds::NULLISH);
        let at = match (list(left) && text(right), text(left) && list(right)) {
            (true, _) => equality.left,
            (_, true) => equality.right,
            _ => return false,
        };
        let hir = self.hir;
        let answer = if equality.negated { "true" } else { "false" };
        let name = self.binding_name(at).unwrap_or_else(|| "it".to_owned());
        let mut diagnostic = Diagnostic::new(Code::W1005, hir.expr(id).span, "a list is compared with a text")
            .related(hir.expr(at).span, format!("`{name}` is a list, even with one value"));
        diagnostic = if equality.strict {
            diagnostic.label(format!("is always {answer}"))
        } else {
            diagnostic
                .label("compares the list's elements, joined by commas")
                .note("`['a'] == 'a'` holds and `['a', 'b'] == 'a'` does not.")
        };
        let help = match self.ruby() {
            true => format!("Write `{name}.include?(…)`."),
            false => format!("Write `{name}.includes(…)`, after a test where the list can be absent."),
        };
        self.found.push(diagnostic.help(help));
        true
    }

    /// A text that a binding never is.
    fn words(&mut self, id: ExprId, equality: &Equality) -> bool {
        for (binding, text) in [(equality.left, equality.right), (equality.right, equality.left)] {
            let Kind::Binding(section, key) = *self.hir.kind(binding) else {
                continue;
            };
            let Kind::Const(Const::Str(text)) = *self.hir.kind(text) else {
                continue;
            };
            let Binding { words, .. } = self.schema.binding(section, &self.hir.text(key).to_str());
            let text = self.hir.text(text).to_str();
            if words.is_empty() || words.iter().any(|word| **word == *text) {
                continue;
            }
            let name = self.binding_name(binding).unwrap_or_default();
            let answer = if equality.negated { "true" } else { "false" };
            let nearest = words.iter().find(|word| word.eq_ignore_ascii_case(&text));
            let span = self.hir.expr(id).span;
            let mut diagnostic = Diagnostic::new(Code::W1010, span, format!("`{name}` is never `{text}`"))
                .label(format!("is always {answer}"))
                .note(format!("It is one of `{}`.", words.join("`, `")));
            diagnostic = match nearest {
                Some(word) => diagnostic.help(format!("Write `'{word}'`.")),
                None => diagnostic.help("Compare with one of these, or remove the comparison."),
            };
            self.found.push(diagnostic);
            return true;
        }
        false
    }

    /// Values of kinds that are never equal.
    fn impossible(&mut self, id: ExprId, equality: &Equality, left: Type, right: Type) {
        let ty = self.of(id);
        let always = if ty.within(Kinds::TRUE) {
            "true"
        } else if ty.within(Kinds::FALSE) {
            "false"
        } else {
            return;
        };
        let constants = self.is_constant(equality.left) && self.is_constant(equality.right);
        // A test for a value that is surely there does no harm.
        if constants || left.within(Kinds::NULLISH) || right.within(Kinds::NULLISH) || ty.is_never() {
            return;
        }
        let span = self.hir.expr(id).span;
        let (one, other) = (self.kinds_for_people(left.kinds), self.kinds_for_people(right.kinds));
        let message = if one == other {
            format!("this comparison is always {always}")
        } else {
            format!("{one} is compared with {other}")
        };
        let mut diagnostic = Diagnostic::new(Code::W1004, span, message).label(format!("is always {always}"));
        for operand in [equality.left, equality.right] {
            if let Some(name) = self.binding_name(operand) {
                let what = self.kinds_for_people(self.of(operand).kinds);
                diagnostic = diagnostic.related(self.hir.expr(operand).span, format!("`{name}` is {what}"));
            }
        }
        let flag = left.within(Kinds::BOOLEAN) || right.within(Kinds::BOOLEAN);
        diagnostic = if flag {
            diagnostic.help("Write `true` or `false` without quotes, or use the value as it is.")
        } else {
            diagnostic.help("Compare values of one kind.")
        };
        self.found.push(diagnostic);
    }

    /// Two values that are equal where both are absent.
    fn both_absent(&mut self, id: ExprId, equality: &Equality, left: Type, right: Type) {
        let (Some(one), Some(other)) = (left.absent, right.absent) else {
            return;
        };
        let loose = !equality.strict && left.meets(Kinds::NULLISH) && right.meets(Kinds::NULLISH);
        let shared = (left.kinds & right.kinds).meets(Kinds::NULLISH);
        if !(loose || shared) || equality.negated {
            return;
        }
        let same = self.binding_name(one).is_some() && self.binding_name(one) == self.binding_name(other);
        if same {
            return;
        }
        let span = self.hir.expr(id).span;
        let mut diagnostic = Diagnostic::new(Code::W1006, span, "two absent values are equal")
            .label("holds where both are absent, and so may let anybody in");
        for (origin, at) in [(one, equality.left), (other, equality.right)] {
            let Some(why) = self.why(origin) else { continue };
            let place = if self.binding_name(at).is_some() { at } else { origin };
            diagnostic = diagnostic.related(self.hir.expr(place).span, why);
        }
        let name = self.binding_name(equality.left).unwrap_or_else(|| "value".to_owned());
        let help = match self.ruby() {
            true => format!("Test that there is a value first: `!{name}.nil? && …`."),
            false => format!("Test that there is a value first: `{name} && …`."),
        };
        self.found.push(diagnostic.help(help));
    }
}
