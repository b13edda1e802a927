//! A regular expression that may match in the middle of what it is tested on.

use super::subject::Subject;
use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::NodeId;

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1107, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Some(tested) = cx.tested_regex(node) else { return };
    let Some(subject) = cx.regex_subject(&tested) else {
        return;
    };
    // The beginning of a team's name is a department, so that only its end may be open.
    let end_matters = matches!(subject, Subject::Email | Subject::Address | Subject::User);
    let (starts, ends) = (tested.starts(), tested.ends());
    let open_end = end_matters && !ends && !tested.pattern.ends_with("\\.") && !tested.pattern.ends_with(':');
    // What stands before the `@` of a mail address is the person.
    let person = subject == Subject::Email && tested.pattern.contains('@');
    let open_start = !(starts || person);
    if !open_start && !open_end || tested.pattern.is_empty() {
        return;
    }
    let anchors = if cx.is_ruby() { "`\\A` and `\\z`" } else { "`^` and `$`" };
    let label = match (open_start, open_end) {
        (true, false) => "anything may stand before",
        (false, _) => "anything may stand after",
        (true, true) => "anything may stand before and after",
    };
    found.push(
        Diagnostic::new(
            Code::W1107,
            cx.span(tested.regex),
            format!("the regular expression matches in the middle of {}", subject.words()),
        )
        .label(label)
        .note("whoever may choose a name, or register a host, can make one that holds the pattern")
        .help(format!("put the pattern between {anchors}")),
    );
}
