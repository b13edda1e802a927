//! A text given to `new RegExp` or `Regexp.new` that is no regular expression.

use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::regex::{ErrorKind, Flags, Limits, Options, Regex};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1065, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let arguments = match *cx.kind(node) {
        Kind::New { callee, arguments } | Kind::Call { callee, arguments, .. } if cx.is_global(callee, "RegExp") => {
            cx.list(arguments)
        }
        Kind::Send { .. } => match cx.method_call(node) {
            Some(call) if matches!(call.name, "new" | "compile") && cx.is_global(call.receiver, "Regexp") => {
                call.arguments
            }
            _ => return,
        },
        _ => return,
    };
    let Some(&first) = arguments.first() else { return };
    let Some(pattern) = cx.str(first) else { return };
    let limits = Limits::default();
    let made = if cx.is_js() {
        let flags = match arguments.get(1) {
            None => Some(String::new()),
            Some(&flags) => cx.str(flags).map(|flags| flags.into_owned()),
        };
        let Some(flags) = flags else { return };
        let units: Vec<u16> = pattern.encode_utf16().collect();
        Flags::parse(&flags).and_then(|flags| Regex::javascript(&units, flags, &limits))
    } else {
        Regex::ruby(&pattern, Options::default(), &limits)
    };
    let Err(error) = made else { return };
    if error.kind != ErrorKind::Syntax {
        return;
    }
    let class = if cx.is_js() { "SyntaxError" } else { "RegexpError" };
    found.push(
        Diagnostic::new(
            Code::W1065,
            cx.span(first),
            format!("`{pattern}` is no regular expression: {}", error.message),
        )
        .label(format!("throws {class} when it is reached"))
        .note("the text is read as a regular expression only when the rule runs")
        .help("write a literal, `/.../`, whose slips are told when the rule is compiled, or escape signs with `\\\\`"),
    );
}
