//! Whole reports, as a pipe gets them.
//!
//! Each file of this folder that ends in `.txt` holds cases: a line `=== js` or `=== ruby` with a title behind it, the text of the rule, a line
//! `---`, and the report. `RULEC_RECORD=1` writes the reports anew; read what changed before it is committed.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use rulec::batch::Batch;
use rulec::diag::{Style, render};
use rulec::{Diagnostic, Environment, Schema, Source, Span, check};
use serde_json::Value as Json;

/// One case of a file.
struct Case {
    heading: String,
    text: String,
    report: String,
}

fn cases(file: &str) -> Vec<Case> {
    let mut found: Vec<Case> = Vec::new();
    let mut in_report = false;
    for line in file.lines() {
        if let Some(heading) = line.strip_prefix("=== ") {
            in_report = false;
            found.push(Case {
                heading: heading.to_owned(),
                text: String::new(),
                report: String::new(),
            });
        } else if line == "---" {
            in_report = true;
        } else if let Some(case) = found.last_mut() {
            let part = if in_report { &mut case.report } else { &mut case.text };
            part.push_str(line);
            part.push('\n');
        }
    }
    found
}

/// What `rulec check`, and then `rulec eval` without bindings, say about a rule.
fn report(case: &Case) -> String {
    let text = case.text.trim_end_matches('\n').to_owned();
    let source = match case.heading.split(' ').next() {
        Some("js") => Source::javascript("rule.js", text),
        _ => Source::ruby("rule.rb", text),
    };
    let found = check(&source, &Schema::batch()).diagnostics;
    let mut out = render(&source, &found, Style::Plain);
    if found.is_empty() {
        let answer = Batch::default().evaluate(&source, &Environment::default());
        if let Some(fault) = answer.get("fault") {
            out += &render(&source, &[diagnostic(fault)], Style::Plain);
        } else {
            let _ = writeln!(out, "{answer}");
        }
    }
    // Lines of a file have no blanks at their ends.
    out.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn diagnostic(fault: &Json) -> Diagnostic {
    let text = |key: &str| fault.get(key).and_then(Json::as_str).unwrap_or("");
    let place = |at: usize| {
        fault
            .pointer(&format!("/span/{at}"))
            .and_then(Json::as_u64)
            .unwrap_or(0) as u32
    };
    let code = rulec::diag::Code::find(text("code")).expect("a fault has a code");
    Diagnostic::new(code, Span::new(place(0), place(1)), text("message")).label("stopped here")
}

#[test]
fn reports_read_as_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it is readable").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    assert!(files.len() >= 2, "there are files with cases");
    for path in files {
        let file = fs::read_to_string(&path).expect("it is readable");
        let cases = cases(&file);
        if std::env::var_os("RULEC_RECORD").is_some() {
            let mut out = String::new();
            for case in &cases {
                let text = case.text.trim_end_matches('\n');
                let _ = write!(out, "=== {}\n{text}\n---\n{}\n", case.heading, report(case));
            }
            fs::write(&path, out.trim_end().to_owned() + "\n").expect("it is writable");
            continue;
        }
        for case in &cases {
            assert_eq!(
                report(case).trim_end(),
                case.report.trim_end(),
                "{}: {}",
                path.display(),
                case.heading
            );
        }
    }
}
