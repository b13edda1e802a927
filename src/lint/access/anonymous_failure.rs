//! A rule that throws for an anonymous caller, and not for one who signed in.

use serde_json::{Map, Value as Json, json};

use crate::compile::{Options, compile_lowered};
use crate::diag::{Code, Diagnostic};
use crate::limits::Limits;
use crate::lint::{Context, Lint};
use crate::source::Span;
use crate::syntax::ast::Kind;
use crate::vm::{Environment, Failure, World, evaluate};

/// The lint.
pub const LINT: Lint = Lint::rule(Code::W1131, check);

/// Bounds of the two runs, small enough for a lint.
const FUEL: u64 = 200_000;

fn check(cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(hir) = cx.hir else { return };
    // Two or three runs are worth no optimisation.
    let options = Options {
        optimise: false,
        prove: false,
        ..Options::default()
    };
    let Ok(program) = compile_lowered(hir, cx.source, cx.schema, &options) else {
        return;
    };
    let limits = Limits {
        fuel: FUEL,
        ..Limits::default()
    };
    let run = |caller: Caller| {
        let environment = environment(cx, caller);
        evaluate(&program, &environment, World::default(), &limits).0
    };
    // Hosts may give null or nothing at all for what nobody is; a rule that allows for one of them is not reported.
    let (Err(Failure::Thrown(thrown)), Err(_)) = (run(Caller::Null), run(Caller::Absent)) else {
        return;
    };
    if run(Caller::SignedIn).is_err() {
        return;
    }
    let end = u32::try_from(cx.source.text.len()).unwrap_or(u32::MAX);
    let span = Span::new(thrown.span.start.min(end), thrown.span.end.min(end));
    let missing = if cx.is_ruby() {
        "`&.`"
    } else {
        "`?.`, or a default: `identity('email', '')`"
    };
    found.push(
        Diagnostic::new(Code::W1131, span, format!("throws a {} for an anonymous caller", thrown.class))
            .label("there is nothing here where nobody signed in")
            .note("an anonymous caller has no user name, no mail address and no attributes; a rule that throws denies, and is reported as a fault")
            .help(format!("ask for a signed-in caller first, or allow for nothing with {missing}")),
    );
}

/// Who calls.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Caller {
    SignedIn,
    /// Nobody; what is the caller's own is null.
    Null,
    /// Nobody; what is the caller's own is not there.
    Absent,
}

/// What a rule sees of a caller: every key that it names, the caller's own empty where nobody signed in.
fn environment(cx: &Context<'_>, caller: Caller) -> Environment {
    let mut sections: Map<String, Json> = Map::new();
    for node in cx.nodes() {
        if !matches!(cx.kind(node), Kind::Call { .. } | Kind::Send { .. }) {
            continue;
        }
        let Some(bound) = cx.binding(node) else { continue };
        let Some(key) = bound.key.as_deref() else { continue };
        let section = sections.entry(bound.section.to_string()).or_insert_with(|| json!({}));
        if let Json::Object(fields) = section {
            fields.extend(value(&bound.section, key, caller).map(|value| (key.to_owned(), value)));
        }
    }
    let given = sections.iter().filter_map(|(name, fields)| match fields {
        Json::Object(fields) => Some((name.as_str(), fields.clone())),
        _ => None,
    });
    Environment::from_sections(cx.schema, given, World::default())
}

fn value(section: &str, key: &str, caller: Caller) -> Option<Json> {
    let anonymous = caller != Caller::SignedIn;
    Some(match (section, key) {
        ("identity", "anonymous") => json!(anonymous),
        ("identity", "authenticated") => json!(!anonymous),
        ("identity", "spaceAdmin" | "space_admin") => json!(false),
        ("identity", "teams" | "groups") => json!([]),
        ("identity", "attributes" | "profileAttributes") => json!({}),
        (_, key) if key.starts_with("attribute:") || key.starts_with("profileAttribute:") => json!([]),
        ("identity", _) if caller == Caller::Null => Json::Null,
        ("identity", _) if caller == Caller::Absent => return None,
        _ => json!("x"),
    })
}
