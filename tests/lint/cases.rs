//! Cases of a lint: `tests/lint/CODE.cases`.
//!
//! A section starts with `== ` and what it is: `config` (a `[lint]` table for the sections that follow), `js bad`,
//! `js good`, `ruby bad`, `ruby good`. After a bad rule stands a line `--` and what is printed about it; with
//! `RULEC_RECORD=1` that is written anew. A good rule is one which the lint is silent about.

use std::fs;
use std::path::Path;

use rulec::diag::{Style, render};
use rulec::lint::Config;
use rulec::{Diagnostic, Dialect};

/// A rule of a file of cases.
pub struct Case {
    pub dialect: Dialect,
    pub bad: bool,
    pub text: String,
    pub config: Config,
    expected: String,
}

/// The code that a file of cases is about, and its rules.
pub fn read(path: &Path) -> (String, Vec<Case>) {
    let code = path.file_stem().expect("a name").to_string_lossy().into_owned();
    let text = fs::read_to_string(path).expect("the file can be read");
    let mut config = Config::default();
    let mut cases = Vec::new();
    for section in text.split("\n== ") {
        let section = section.strip_prefix("== ").unwrap_or(section);
        let (head, body) = section.split_once('\n').expect("a section has a body");
        if head == "config" {
            config = toml::from_str(body).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            continue;
        }
        let (language, kind) = head
            .split_once(' ')
            .unwrap_or_else(|| panic!("{}: {head:?}", path.display()));
        let (rule, expected) = body.split_once("\n--\n").unwrap_or((body, ""));
        cases.push(Case {
            dialect: match language {
                "js" => Dialect::JavaScript,
                "ruby" => Dialect::Ruby,
                other => panic!("{}: no language {other:?}", path.display()),
            },
            bad: kind == "bad",
            text: rule.trim_end_matches('\n').to_owned(),
            config: config.clone(),
            expected: expected.trim_end_matches('\n').to_owned(),
        });
    }
    (code, cases)
}

/// Every file of cases.
pub fn files() -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(super::folder()).expect("the folder can be read");
    let mut files: Vec<_> = entries
        .map(|entry| entry.expect("the entry can be read").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "cases"))
        .collect();
    files.sort();
    files
}

/// The findings of a case with the code that the file is about.
pub fn found(code: &str, case: &Case) -> Vec<Diagnostic> {
    let mut found = super::lint(case.dialect, &case.text, &case.config);
    found.retain(|diagnostic| diagnostic.code.number() == code);
    found
}

#[test]
fn bad_rules_raise_their_lint_and_good_ones_do_not() {
    let record = std::env::var_os("RULEC_RECORD").is_some();
    let mut wrong = Vec::new();
    for path in files() {
        let (code, cases) = read(&path);
        let mut texts = Vec::new();
        for case in &cases {
            let found = found(&code, case);
            let source = super::source(case.dialect, &case.text);
            let printed = render(&source, &found, Style::Plain);
            let printed = printed.trim_end();
            if case.bad == found.is_empty() {
                let what = if case.bad { "raises nothing" } else { "raises" };
                wrong.push(format!("{code}: {what}:\n{}\n{printed}", case.text));
            } else if case.bad && printed != case.expected && !record {
                wrong.push(format!(
                    "{code}: another text for:\n{}\n{printed}\n\nand not\n\n{}",
                    case.text, case.expected
                ));
            }
            texts.push(printed.to_owned());
        }
        assert!(
            cases.iter().any(|case| case.bad) && cases.iter().any(|case| !case.bad),
            "{code} needs both"
        );
        if record {
            renew(&path, &texts);
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n\n{}", wrong.len(), wrong.join("\n\n"));
}

/// Writes what is printed about the bad rules into a file of cases.
fn renew(path: &Path, texts: &[String]) {
    let text = fs::read_to_string(path).expect("the file can be read");
    let mut texts = texts.iter();
    let mut out = Vec::new();
    for section in text.split("\n== ") {
        let section = section.strip_prefix("== ").unwrap_or(section);
        let (head, body) = section.split_once('\n').expect("a section has a body");
        if head == "config" {
            out.push(format!("== {head}\n{}\n", body.trim_end()));
            continue;
        }
        let (rule, _) = body.split_once("\n--\n").unwrap_or((body, ""));
        let printed = texts.next().expect("a text for each rule");
        if head.ends_with("bad") {
            out.push(format!("== {head}\n{}\n--\n{printed}\n", rule.trim_end_matches('\n')));
        } else {
            out.push(format!("== {head}\n{}\n", rule.trim_end_matches('\n')));
        }
    }
    fs::write(path, out.join("\n")).expect("the file can be written");
}
