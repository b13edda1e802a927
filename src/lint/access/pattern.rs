//! Regular expressions as lints look at them: where the anchors are, and what stands between.

use super::subject::Subject;
use crate::lint::Context;
use crate::syntax::ast::{BinaryOp, Kind, NodeId};

/// A regular expression that something is tested with.
#[derive(Clone, Debug)]
pub struct Tested {
    /// The literal.
    pub regex: NodeId,
    /// What is tested.
    pub subject: NodeId,
    /// The pattern as written.
    pub pattern: String,
    /// The byte of the rule at which the pattern starts.
    pub start: u32,
    /// The flags.
    pub flags: String,
}

impl Tested {
    /// Whether the match must begin where the text does.
    pub fn starts(&self) -> bool {
        self.pattern.starts_with('^') || self.pattern.starts_with("\\A")
    }

    /// Whether the match must end where the text does.
    pub fn ends(&self) -> bool {
        let escaped = self.pattern.ends_with("\\$");
        (self.pattern.ends_with('$') && !escaped) || self.pattern.ends_with("\\z") || self.pattern.ends_with("\\Z")
    }

    /// The places of signs outside of escapes and classes, with the depth of groups around them.
    pub fn signs(&self) -> Vec<(usize, char, usize)> {
        let mut found = Vec::new();
        let (mut escaped, mut class, mut depth) = (false, false, 0_usize);
        for (at, c) in self.pattern.char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                ']' => class = false,
                _ if class => {}
                '[' => class = true,
                '(' => {
                    depth += 1;
                    found.push((at, c, depth));
                }
                ')' => depth = depth.saturating_sub(1),
                _ => found.push((at, c, depth)),
            }
        }
        found
    }
}

impl Context<'_> {
    /// The regular expression that a node tests something with: `=~`, `match?`, `match`, `test`, `search`.
    pub fn tested_regex(&self, node: NodeId) -> Option<Tested> {
        let (one, other) = match *self.kind(node) {
            Kind::Binary(BinaryOp::Match | BinaryOp::NotMatch, left, right) => (left, right),
            Kind::Call { .. } | Kind::Send { .. } => {
                let call = self.method_call(node)?;
                let &[argument] = call.arguments else { return None };
                matches!(call.name, "test" | "match" | "match?" | "search" | "exec" | "=~").then_some(())?;
                (call.receiver, argument)
            }
            _ => return None,
        };
        let (regex, subject) = match (self.regex(one), self.regex(other)) {
            (Some(regex), _) => (regex, other),
            (None, Some(regex)) => (regex, one),
            (None, None) => return None,
        };
        let Kind::Regex { parts, flags } = *self.kind(regex) else {
            return None;
        };
        let &[part] = self.list(parts) else { return None };
        let pattern = match self.kind(part) {
            Kind::Str(text) => self.name(*text).into_owned(),
            _ => return None,
        };
        let at = self.text(regex).find(pattern.as_str())?;
        Some(Tested {
            regex,
            subject,
            start: self.span(regex).start + u32::try_from(at).ok()?,
            pattern,
            flags: self.name(flags).into_owned(),
        })
    }

    fn regex(&self, node: NodeId) -> Option<NodeId> {
        let mut node = self.bare(node);
        if let Some(variable) = self.variables.at(node)
            && variable.writes.is_empty()
            && let Some(init) = variable.init
        {
            node = self.bare(init);
        }
        matches!(self.kind(node), Kind::Regex { .. }).then_some(node)
    }

    /// What a regular expression is tested on, where it is something of the caller.
    pub fn regex_subject(&self, tested: &Tested) -> Option<Subject> {
        self.subject(tested.subject)
    }
}
