//! Taking statements away: what can go, and whether anything is lost with it.

use super::context::Context;
use super::variables::Variable;
use crate::diag::{Edit, Fix};
use crate::source::Span;
use crate::syntax::ast::{BinaryOp, Kind, NodeId, UnaryOp};

impl Context<'_> {
    /// The fix that takes away a variable that is set once and never read; none where it is not alone in its statement.
    /// It is safe where its value can be left out.
    pub fn without_variable(&self, variable: &Variable, title: &str) -> Option<Fix> {
        let inner = self.parent(variable.declared)?;
        let statement = if self.is_ruby() {
            self.is_dropped(inner).then_some(inner)?
        } else {
            let statement = self.parent(inner)?;
            let alone = matches!(self.kind(statement), Kind::Declaration(_, list) if list.len() == 1);
            alone.then_some(statement)?
        };
        self.without(statement, variable.init, title)
    }

    /// The fix that takes away an expression whose value is dropped; none where something would take its place. It is safe
    /// where the expression can be left out.
    pub fn without_value(&self, node: NodeId, title: &str) -> Option<Fix> {
        let shell = self.shell(node);
        let statement = match self.parent(shell) {
            Some(above) if matches!(self.kind(above), Kind::Expression(_)) => above,
            _ => shell,
        };
        self.without(statement, Some(node), title)
    }

    fn without(&self, statement: NodeId, value: Option<NodeId>, title: &str) -> Option<Fix> {
        // Behind `if (x)` without braces the next statement would take its place.
        let listed = matches!(self.kind(self.parent(statement)?), Kind::Block(_));
        let edits = [self.remove_statement(statement)];
        listed.then(|| {
            if value.is_none_or(|value| self.is_quiet(value)) {
                Fix::safe(title, edits)
            } else {
                Fix::risky(title, edits)
            }
        })
    }

    /// The edit that takes a statement away, with its line where it is alone there.
    pub fn remove_statement(&self, node: NodeId) -> Edit {
        let text = self.source.text.as_str();
        let span = self.span(node);
        let (mut start, mut end) = (span.start as usize, span.end as usize);
        if text[end..].starts_with(';') {
            end += 1;
        }
        let line = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let rest = text[end..].find('\n').map_or(text.len(), |newline| end + newline);
        if text[line..start].trim().is_empty() && text[end..rest].trim().is_empty() {
            start = line;
            end = (rest + 1).min(text.len());
        }
        // The text is within the limit on sources, which fits.
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Edit::delete(Span::new(narrow(start), narrow(end)))
    }

    /// Whether leaving an expression out changes nothing, whatever the bindings are: it cannot throw, and only gives its
    /// value.
    fn is_quiet(&self, node: NodeId) -> bool {
        let node = self.bare(node);
        let parts = || self.children(node).into_iter().all(|part| self.is_quiet(part));
        match self.kind(node) {
            Kind::Array(_) | Kind::Logical(..) | Kind::Conditional(..) | Kind::Unary(UnaryOp::Not, _) => parts(),
            Kind::Binary(BinaryOp::EqEqEq | BinaryOp::NeEqEq, ..) => self.is_js() && parts(),
            Kind::Call { arguments, .. } if self.binding(node).is_some() => {
                let mut arguments = self.list(*arguments).iter();
                arguments.all(|&argument| self.is_quiet(argument))
            }
            _ => self.literal(node).is_some() || self.is_text_of_text(node),
        }
    }

    /// Whether a node is another text made of a literal one: `'HR'.trim()`.
    fn is_text_of_text(&self, node: NodeId) -> bool {
        self.method_call(node).is_some_and(|call| {
            let known = ["toLowerCase", "toUpperCase", "trim", "downcase", "upcase", "strip"];
            known.contains(&call.name) && call.arguments.is_empty() && self.str(call.receiver).is_some()
        })
    }
}
