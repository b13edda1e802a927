//! Lints: what a rule that compiles probably does wrong, told while it is written.
//!
//! Input: a rule's text, what it may name, what is known of the names in it, and the levels that settings ask for.
//! Output: diagnostics with codes `W10xx` to `W13xx`, each with a remedy and perhaps a fix, beside those of the compiler.
//! One file a lint, listed in `registry.rs`; a lint looks at the syntax tree through [`Context`], so that it sees what the
//! author wrote. Invariants: a lint never changes what a rule means; the same text and settings give the same findings.
//! Not here: lints about whole policy sets, which are in `policy`, and applying the fixes.

mod access;
mod broken;
mod comments;
pub mod config;
mod context;
mod correctness;
mod dialect;
pub mod known;
mod logic;
pub mod registry;
mod remedies;
mod removal;
mod same;
mod shape;
mod style;
mod suppress;
mod teams;
mod tested;
mod variables;

pub use config::{Config, Level, Levels, Selector};
pub use context::Context;
pub use known::Known;
pub use registry::{Check, Group, LINTS, Lint};
pub use suppress::Suppressions;

use crate::compile::names;
use crate::diag::{Code, Diagnostic, Severity};
use crate::hir::{self, Hir};
use crate::limits::Limits;
use crate::schema::{self, Schema};
use crate::source::{Dialect, Source, Span};
use crate::syntax;
use crate::types;

/// What one rule is looked at with.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// What the rule may name.
    pub schema: &'a Schema,
    /// What is known of the names in it.
    pub known: &'a Known,
    /// Which findings count, and how much.
    pub levels: &'a Levels,
    /// Bounds of the compiler.
    pub limits: &'a Limits,
}

/// What is wrong with a rule: what the compiler says, and what the lints find, in the order of the places.
///
/// ```
/// use rulec::lint::{self, Known, Levels, Setting};
/// use rulec::{Limits, Schema, Source};
///
/// let (schema, known, levels, limits) = (Schema::batch(), Known::default(), Levels::default(), Limits::default());
/// let setting = Setting { schema: &schema, known: &known, levels: &levels, limits: &limits };
/// let rule = Source::javascript("rule", "identity('username') == identity('username')");
/// assert_eq!(lint::check(&rule, &setting)[0].code.name(), "self-comparison");
/// ```
pub fn check(source: &Source, setting: &Setting<'_>) -> Vec<Diagnostic> {
    check_and(source, setting, |_| ()).0
}

/// As [`check`]; and what is made of the lowered tree, where the compiler has nothing against the rule.
pub fn check_and<T>(
    source: &Source,
    setting: &Setting<'_>,
    make: impl FnOnce(&Hir) -> T,
) -> (Vec<Diagnostic>, Option<T>) {
    let (ast, mut found) = syntax::parse(source, setting.limits);
    if found.iter().any(Diagnostic::is_error) {
        broken::check(source, &mut found);
        return (finish(found, setting.levels), None);
    }
    let (hir, wrong) = hir::lower(source, &ast, setting.schema);
    let readable = !wrong.iter().any(Diagnostic::is_error);
    found.extend(wrong);
    let types = readable.then(|| types::check(&hir, setting.schema));
    if let Some(types) = &types {
        found.extend(names::unbound(&hir, setting.schema, setting.limits.diagnostics));
        found.extend(types::findings(&hir, setting.schema, types));
    }
    let cx = Context::new(source, &ast, types.as_ref().map(|types| (&hir, types)), setting);
    for lint in LINTS {
        if setting.levels.of(lint.code) == Level::Allow {
            continue;
        }
        match lint.check {
            Check::Node(check) => cx.nodes().for_each(|node| check(&cx, node, &mut found)),
            Check::Rule(check) => check(&cx, &mut found),
            Check::Elsewhere => {}
        }
    }
    remedies::add(&cx, &mut found);
    drop_general(&mut found);
    let suppressions = Suppressions::read(source, Some(&ast));
    let found = suppressions.apply(found, setting.levels);
    let made = readable.then(|| make(&hir));
    (finish(found, setting.levels), made)
}

/// Tells errors about a text that could not be read what they are probably about, with a remedy and perhaps a fix.
pub fn explain(source: &Source, errors: &mut [Diagnostic]) {
    broken::explain(source, errors);
}

/// Findings that say of a place what another says better.
const GENERAL: &[(Code, &[Code])] = &[
    (Code::W1001, &[Code::W1209]),
    (Code::W1003, &[Code::W1206, Code::W1207]),
    (Code::W1004, &[Code::W1037, Code::W1058, Code::W1214, Code::W1217]),
];

/// Drops what a more exact finding at the same place says already.
fn drop_general(found: &mut Vec<Diagnostic>) {
    let places: Vec<(Code, Span)> = found.iter().map(|one| (one.code, one.span)).collect();
    let better = |one: &Diagnostic| {
        let exact = GENERAL
            .iter()
            .find(|(code, _)| *code == one.code)
            .map(|(_, exact)| *exact);
        exact.is_some_and(|exact| {
            places
                .iter()
                .any(|(code, span)| exact.contains(code) && span.start < one.span.end && one.span.start < span.end)
        })
    };
    found.retain(|one| !better(one));
}

/// Drops what is allowed, raises what is denied, and puts the rest in order.
fn finish(mut found: Vec<Diagnostic>, levels: &Levels) -> Vec<Diagnostic> {
    found.retain(|diagnostic| !is_lint(diagnostic.code) || levels.of(diagnostic.code) != Level::Allow);
    for diagnostic in &mut found {
        if is_lint(diagnostic.code) && levels.of(diagnostic.code) == Level::Deny {
            diagnostic.severity = Severity::Error;
        }
    }
    found.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.span.end, diagnostic.code));
    found.dedup();
    found
}

/// What a rule in a file of its own may name: the sections of the products with their types, since nothing says at which
/// endpoint it is asked.
pub fn schema_of(dialect: Dialect) -> Schema {
    match dialect {
        Dialect::JavaScript => Schema::kinetic_core(schema::SECTIONS),
        Dialect::Ruby => Schema::kinetic_task(),
    }
}

/// Whether settings decide about findings with this code; those of the compiler always count.
pub fn is_lint(code: Code) -> bool {
    Group::of(code).is_some()
}
