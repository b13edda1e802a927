//! Jumps and labels (ECMA-262 14.8.1, 14.9.1, 14.13.1).

use super::Check;
use crate::diag::Code;
use crate::source::Span;
use crate::syntax::ast::{Kind, NodeId, TextId};

/// What jumps of one function can reach.
#[derive(Debug, Default)]
pub struct Function {
    /// Loops around the current place.
    loops: u32,
    /// `switch` statements around it.
    switches: u32,
    /// Labels around it, and whether each names a loop.
    labels: Vec<(TextId, bool)>,
}

impl<'a> Check<'a> {
    fn jumps(&mut self) -> &mut Function {
        let last = self.functions.len() - 1;
        // The script is never removed.
        &mut self.functions[last]
    }

    pub(super) fn loop_body(&mut self, node: NodeId) {
        self.jumps().loops += 1;
        self.children(node);
        self.jumps().loops -= 1;
    }

    pub(super) fn switch_body(&mut self, cases: &'a [NodeId]) {
        self.jumps().switches += 1;
        for &case in cases {
            self.children(case);
        }
        self.jumps().switches -= 1;
    }

    pub(super) fn labelled(&mut self, label: TextId, body: NodeId, span: Span) {
        if self.jumps().labels.iter().any(|&(known, _)| known == label) {
            let name = self.ast.name(label).into_owned();
            self.report(
                Code::E0204,
                span,
                format!("the label `{name}` is already in use"),
                "Rename one of them.",
            );
        }
        let mut inner = body;
        while let Kind::Labelled(_, next) = *self.ast.kind(inner) {
            inner = next;
        }
        let is_loop = matches!(
            self.ast.kind(inner),
            Kind::While { .. } | Kind::For { .. } | Kind::ForEach { .. } | Kind::Error
        );
        self.jumps().labels.push((label, is_loop));
        self.node(body);
        self.jumps().labels.pop();
    }

    fn find_label(&mut self, label: TextId, span: Span) -> Option<bool> {
        let found = self.jumps().labels.iter().find(|&&(known, _)| known == label);
        let found = found.map(|&(_, is_loop)| is_loop);
        if found.is_none() {
            let name = self.ast.name(label).into_owned();
            self.report(
                Code::E0204,
                span,
                format!("no statement around this has the label `{name}`"),
                "Use the label of an enclosing statement, or none.",
            );
        }
        found
    }

    pub(super) fn break_target(&mut self, label: Option<TextId>, span: Span) {
        match label {
            Some(label) => {
                self.find_label(label, span);
            }
            None => {
                let function = self.jumps();
                if function.loops == 0 && function.switches == 0 {
                    self.report(
                        Code::E0204,
                        span,
                        "`break` stands outside a loop or `switch`",
                        "Remove it; use `return` to leave a function.",
                    );
                }
            }
        }
    }

    pub(super) fn continue_target(&mut self, label: Option<TextId>, span: Span) {
        let reaches = match label {
            Some(label) => self.find_label(label, span).unwrap_or(true),
            None => self.jumps().loops > 0,
        };
        if !reaches {
            self.report(
                Code::E0204,
                span,
                "`continue` does not lead to a loop",
                "Use it inside a loop; use `break` to leave a labelled statement.",
            );
        }
    }
}
