//! Regular expression literals, which are checked when the script is read (ECMA-262 13.2.7.1).

use super::Check;
use crate::diag::{Code, Diagnostic};
use crate::regex::{ErrorKind, Flags, Limits, Regex};
use crate::source::Span;
use crate::syntax::ast::{Kind, NodeId, TextId};

impl Check<'_> {
    pub(super) fn regex(&mut self, parts: &[NodeId], flags: TextId, span: Span) {
        let pattern: Vec<u16> = match parts.first().map(|&part| self.ast.kind(part)) {
            Some(&Kind::Str(text)) => self.ast.get_text(text).to_str().encode_utf16().collect(),
            _ => return,
        };
        let limits = Limits {
            program: self.limits.regex_size,
            ..Limits::default()
        };
        let flags = self.ast.name(flags).into_owned();
        let made = Flags::parse(&flags).and_then(|flags| Regex::javascript(&pattern, flags, &limits));
        let Err(error) = made else { return };
        let diagnostic = match error.kind {
            ErrorKind::Syntax => Diagnostic::new(Code::E0206, span, "the regular expression is not valid")
                .note(format!("Node says: `{}`", error.message)),
            ErrorKind::Unsupported(construct) => Diagnostic::new(
                Code::E0304,
                span,
                format!("{} in a regular expression is not supported", construct.name()),
            )
            .note("Matching is linear in the length of the text, always.")
            .help(construct.instead()),
            ErrorKind::TooLarge => Diagnostic::new(Code::E0304, span, "the regular expression is too large")
                .help("Match in several steps."),
        };
        if self.diagnostics.len() < self.limits.diagnostics.max(1) {
            self.diagnostics.push(diagnostic);
        }
    }
}
