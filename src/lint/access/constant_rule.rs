//! A rule that is true for everybody, or for nobody, whatever the caller is.

use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::source::Span;
use crate::syntax::ast::Kind;

/// The lint about rules that let everybody in.
pub const ALWAYS: Lint = Lint::rule(Code::W1101, always);

/// The lint about rules that let nobody in.
pub const NEVER: Lint = Lint::rule(Code::W1102, never);

fn always(cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
    if constant(cx) == Some(true) {
        found.push(
            Diagnostic::new(Code::W1101, whole(cx), "the rule is true for every caller")
                .label("nothing in it depends on who asks")
                .note("what this rule guards is open to everybody, anonymous callers among them")
                .help("ask for something of the caller, or write `true` alone where everybody is meant"),
        );
    }
}

fn never(cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
    if constant(cx) == Some(false) {
        found.push(
            Diagnostic::new(Code::W1102, whole(cx), "the rule is true for no caller")
                .label("nothing in it depends on who asks")
                .note("only space administrators pass, since no rule is evaluated for them")
                .help("look for the clause that cannot hold, or write `false` alone where nobody is meant"),
        );
    }
}

/// What the rule always is. A rule that is a literal alone says what it means.
fn constant(cx: &Context<'_>) -> Option<bool> {
    let root = cx.ast.root?;
    let bare = match cx.kind(root) {
        Kind::Block(list) => match cx.list(*list) {
            &[only] => cx.bare_kind(only),
            _ => cx.kind(root),
        },
        kind => kind,
    };
    let literal = matches!(
        bare,
        Kind::Bool(_) | Kind::Nil | Kind::Float(_) | Kind::Integer(_) | Kind::Str(_)
    );
    if literal {
        return None;
    }
    let proof = cx.types?.proof();
    if proof.always_fails { None } else { proof.constant }
}

/// The last statement, which gives the rule's value.
fn whole(cx: &Context<'_>) -> Span {
    let last = cx.ast.root.and_then(|root| match cx.kind(root) {
        Kind::Block(list) => cx.list(*list).last().copied(),
        _ => None,
    });
    last.map_or(Span::default(), |last| cx.span(last))
}
