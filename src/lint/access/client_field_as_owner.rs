//! The owner of a submission taken from a field of the form, which whoever submits it fills in.

use super::subject::Subject;
use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{BinaryOp, Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1124, check);

/// Names of fields that say whose a submission is, in small letters.
const FIELDS: &[&str] = &["owner", "created by", "submitted by", "submitter", "creator", "author"];

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Kind::Binary(BinaryOp::Eq | BinaryOp::EqEqEq, left, right) = *cx.kind(node) else {
        return;
    };
    for (field, caller) in [(left, right), (right, left)] {
        let Some(bound) = cx.binding(field) else { continue };
        let Some(key) = bound.key.as_deref() else { continue };
        let owner = bound.section == "values" && FIELDS.contains(&key.to_lowercase().as_str());
        if !owner || cx.subject(caller) != Some(Subject::User) {
            continue;
        }
        found.push(
            Diagnostic::new(
                Code::W1124,
                cx.span(field),
                format!("the field `{key}` says whatever was typed into it"),
            )
            .label("whoever submits the form fills it in")
            .note("the product itself keeps who made a submission, and nobody can change that")
            .help("ask `submission('createdBy')` or `submission('submittedBy')`"),
        );
    }
}
