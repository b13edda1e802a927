//! Fixes, applied to the cases of their lints, take the finding away; safe ones change no answer.

use rulec::batch::Batch;
use rulec::diag::{Applicability, Fix};
use rulec::{Diagnostic, Dialect};
use serde_json::{Value as Json, json};

use super::cases::{files, found, read};

/// The text after a fix.
fn applied(text: &str, fix: &Fix) -> String {
    let mut out = text.to_owned();
    for edit in fix.edits.iter().rev() {
        out.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    out
}

#[test]
fn fixes_take_their_finding_away() {
    // While the cases are written anew they cannot be read.
    if std::env::var_os("RULEC_RECORD").is_some() {
        return;
    }
    let mut wrong = Vec::new();
    for path in files() {
        let (code, cases) = read(&path);
        for case in cases.iter().filter(|case| case.bad) {
            let before = found(&code, case);
            for fix in before.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()) {
                let text = applied(&case.text, fix);
                let after = super::lint(case.dialect, &text, &case.config);
                let left = after
                    .iter()
                    .filter(|diagnostic| diagnostic.code.number() == code)
                    .count();
                if left >= before.len() {
                    wrong.push(format!("{code}: `{}` leaves the finding in\n{text}", fix.title));
                }
                if errors(&after) > errors(&super::lint(case.dialect, &case.text, &case.config)) {
                    wrong.push(format!("{code}: `{}` breaks the rule\n{text}", fix.title));
                }
                if fix.applicability == Applicability::Safe {
                    for environment in environments() {
                        let (one, other) = (
                            truth(case.dialect, &case.text, &environment),
                            truth(case.dialect, &text, &environment),
                        );
                        if one != other {
                            wrong.push(format!(
                                "{code}: `{}` is not safe: {one} and {other} with {environment} for\n{text}",
                                fix.title
                            ));
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// How much the compiler has against a rule.
fn errors(found: &[Diagnostic]) -> usize {
    found.iter().filter(|one| !rulec::lint::is_lint(one.code)).count()
}

/// Whether a rule holds, throws or faults.
fn truth(dialect: Dialect, text: &str, environment: &Json) -> String {
    let lang = if dialect == Dialect::JavaScript { "js" } else { "ruby" };
    let line = json!({"id": 0, "lang": lang, "source": text, "env": environment}).to_string();
    let answer: Json = serde_json::from_str(&Batch::default().answer(&line)).expect("answers are JSON");
    match answer.get("truthy") {
        Some(truth) => truth.to_string(),
        None => answer
            .get("throws")
            .map_or_else(|| "no answer".to_owned(), Json::to_string),
    }
}

/// Callers and submissions of every kind: nobody, somebody, the owner, an administrator.
fn environments() -> Vec<Json> {
    let text = include_str!("../agreement/environments.jsonl");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("an environment is JSON"))
        .collect()
}
