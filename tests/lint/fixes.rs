//! Fixes, applied to the cases of their lints and to the examples of the pages, take the finding away and break nothing;
//! safe ones change no answer. Which lints have fixes, and of which kind, is what the pages say.

use std::collections::{BTreeMap, BTreeSet};

use rulec::batch::Batch;
use rulec::diag::{Applicability, Code, Edit, Fix};
use rulec::lint::Config;
use rulec::source::Span;
use rulec::{Diagnostic, Dialect};
use serde_json::{Value as Json, json};

use super::cases::{files, read};

/// A rule that raises a lint.
struct Bad {
    dialect: Dialect,
    text: String,
    config: Config,
}

/// The bad rules of a lint: its cases, and the examples of its page.
fn bad_rules() -> BTreeMap<String, Vec<Bad>> {
    let mut rules: BTreeMap<String, Vec<Bad>> = BTreeMap::new();
    for path in files() {
        let (code, cases) = read(&path);
        let bad = cases.into_iter().filter(|case| case.bad).map(|case| Bad {
            dialect: case.dialect,
            text: case.text,
            config: case.config,
        });
        rules.entry(code).or_default().extend(bad);
    }
    for lint in rulec::lint::LINTS {
        let examples = rules.entry(lint.code.number().to_owned()).or_default();
        for (dialect, mark) in [(Dialect::JavaScript, "```js bad\n"), (Dialect::Ruby, "```ruby bad\n")] {
            let blocks = lint.code.page().split(mark).skip(1);
            examples.extend(blocks.map(|block| Bad {
                dialect,
                text: block.split("\n```").next().unwrap_or(block).to_owned(),
                config: Config::default(),
            }));
        }
    }
    rules
}

/// The text after a fix.
fn applied(text: &str, fix: &Fix) -> String {
    let mut out = text.to_owned();
    for edit in fix.edits.iter().rev() {
        out.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    out
}

/// What is wrong with a fix of a lint: the finding stays, the rule breaks, or a safe one changes an answer.
fn faults_of(code: &str, rule: &Bad, fix: &Fix) -> Vec<String> {
    let mut wrong = Vec::new();
    let text = applied(&rule.text, fix);
    let before = super::lint(rule.dialect, &rule.text, &rule.config);
    let after = super::lint(rule.dialect, &text, &rule.config);
    if count(code, &after) >= count(code, &before) {
        wrong.push(format!("{code}: `{}` leaves the finding in\n{text}", fix.title));
    }
    if errors(&after) > errors(&before) {
        wrong.push(format!("{code}: `{}` breaks the rule\n{text}", fix.title));
    }
    if fix.applicability == Applicability::Safe {
        for environment in environments() {
            let (one, other) = (
                truth(rule.dialect, &rule.text, &environment),
                truth(rule.dialect, &text, &environment),
            );
            if one != other {
                wrong.push(format!(
                    "{code}: `{}` is not safe: {one} and {other} with {environment} for\n{text}",
                    fix.title
                ));
            }
        }
    }
    wrong
}

fn count(code: &str, found: &[Diagnostic]) -> usize {
    found.iter().filter(|one| one.code.number() == code).count()
}

/// How much the compiler has against a rule.
fn errors(found: &[Diagnostic]) -> usize {
    found.iter().filter(|one| !rulec::lint::is_lint(one.code)).count()
}

/// Which kinds of fixes a page promises: its last paragraph says it.
fn promised(code: Code) -> BTreeSet<&'static str> {
    let page = code.page().trim_end();
    let last = page.rsplit("\n\n").next().unwrap_or(page);
    let mut kinds = BTreeSet::new();
    if last.contains("unsafe") {
        kinds.insert("unsafe");
    }
    if last.contains("is safe") {
        kinds.insert("safe");
    }
    assert!(
        kinds.is_empty() == last.contains("no fix"),
        "{code}: the page does not say whether there is a fix: {last:?}"
    );
    kinds
}

#[test]
fn fixes_take_their_finding_away_and_are_what_the_pages_say() {
    // While the cases are written anew they cannot be read.
    if std::env::var_os("RULEC_RECORD").is_some() {
        return;
    }
    let (mut wrong, rules) = (Vec::new(), bad_rules());
    let lints = rulec::lint::LINTS.iter().map(|lint| lint.code);
    for code in lints.filter(|code| !code.page().contains("\nNo example:")) {
        let mut tried = BTreeSet::new();
        for rule in &rules[code.number()] {
            let found = super::lint(rule.dialect, &rule.text, &rule.config);
            let own = found.iter().filter(|one| one.code == code);
            for fix in own.filter_map(|one| one.fix.as_ref()) {
                tried.insert(match fix.applicability {
                    Applicability::Safe => "safe",
                    Applicability::Unsafe => "unsafe",
                });
                wrong.extend(faults_of(code.number(), rule, fix));
            }
        }
        if tried != promised(code) {
            wrong.push(format!(
                "{code}: the page promises {:?}, the cases have {tried:?}",
                promised(code)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn fixes_that_do_harm_are_noticed() {
    let rule = Bad {
        dialect: Dialect::JavaScript,
        text: "identity('username') == identity('username') && identity('authenticated')".to_owned(),
        config: Config::default(),
    };
    let whole = Span::new(0, u32::try_from(rule.text.len()).expect("it is short"));
    let noticed = |fix: Fix| {
        let wrong = faults_of("W1032", &rule, &fix);
        wrong.join("\n")
    };
    assert!(noticed(Fix::risky("add a blank", [Edit::insert(0, " ")])).contains("leaves the finding"));
    assert!(noticed(Fix::risky("cut", [Edit::replace(whole, "identity(")])).contains("breaks the rule"));
    assert!(noticed(Fix::safe("let everybody in", [Edit::replace(whole, "true")])).contains("is not safe"));
    assert_eq!(
        noticed(Fix::safe(
            "say it once",
            [Edit::replace(whole, "identity('authenticated')")]
        )),
        ""
    );
}

/// What the parser cannot read is told once: the error carries the remedy and the fix.
#[test]
fn one_slip_is_one_message() {
    let slips = [
        (
            Dialect::JavaScript,
            "identity('authenticated') AND identity('spaceAdmin')",
            true,
        ),
        (
            Dialect::JavaScript,
            "identity('authenticated') and identity('spaceAdmin')",
            true,
        ),
        (Dialect::JavaScript, "identity('username') <> 'ann'", true),
        (Dialect::JavaScript, "identity('username') = 'ann'", true),
        (Dialect::JavaScript, "identity('teams').include?('HR')", false),
        (Dialect::JavaScript, "@identity.username == 'ann'", false),
        (
            Dialect::JavaScript,
            "if (identity('spaceAdmin')) { true } elsif (identity('authenticated')) { true }",
            true,
        ),
        (
            Dialect::Ruby,
            "@identity.is_member_of('HR') OR @identity.is_member_of('IT')",
            true,
        ),
        (Dialect::Ruby, "@identity.username !== 'ann'", true),
        (
            Dialect::Ruby,
            "@identity.get_property('roles')?.include?('admin')",
            true,
        ),
        (Dialect::Ruby, "// only Ann\n@identity.username == 'ann'", false),
    ];
    for (dialect, text, fixable) in slips {
        let found = super::lint(dialect, text, &Config::default());
        let [only] = &found[..] else {
            panic!("not one message about {text}: {found:#?}");
        };
        assert!(only.is_error() && !only.help.is_empty(), "{text}: {only:#?}");
        assert_eq!(only.fix.is_some(), fixable, "{text}: {only:#?}");
        if let Some(fix) = &only.fix {
            let after = super::lint(dialect, &applied(text, fix), &Config::default());
            assert!(!after.iter().any(Diagnostic::is_error), "{text}: {after:#?}");
        }
    }
}

/// A text of slips is looked at in time that grows with its length, and not all of them are told.
#[test]
fn slips_beyond_number_are_bounded() {
    let text = format!("identity('teams' {}", "a AND b ".repeat(50_000));
    let found = super::lint(Dialect::JavaScript, &text, &Config::default());
    assert!((50..200).contains(&found.len()), "{}", found.len());
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
