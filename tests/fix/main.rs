//! Fixes: applied until nothing is left, dropped where they would change a decision, written into exports without
//! touching anything else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rulec::diag::{Applicability, Code, Diagnostic, Edit, Fix};
use rulec::fix::{Proof, Wanted, alike, fix};
use rulec::{Dialect, Limits, Schema, Source, Span};

fn source(text: &str) -> Source {
    Source::javascript("rule", text)
}

/// Finds each place of a word, with a fix that puts another there.
fn replacing(word: &str, other: &str, applicability: Applicability) -> impl Fn(&Source) -> Vec<Diagnostic> {
    let (word, other) = (word.to_owned(), other.to_owned());
    move |source: &Source| {
        let places = source.text.match_indices(&word).map(|(at, _)| at as u32);
        places
            .map(|at| {
                let span = Span::new(at, at + word.len() as u32);
                let edits = [Edit::replace(span, other.clone())];
                let change = match applicability {
                    Applicability::Safe => Fix::safe("replace it", edits),
                    Applicability::Unsafe => Fix::risky("replace it", edits),
                };
                Diagnostic::new(Code::W1032, span, "found").fix(change)
            })
            .collect()
    }
}

fn run(text: &str, wanted: Wanted, find: &dyn Fn(&Source) -> Vec<Diagnostic>) -> rulec::fix::Fixed {
    fix(&source(text), &Schema::batch(), &Limits::default(), wanted, find)
}

#[test]
fn safe_fixes_that_change_nothing_are_applied() {
    let rule = "identity('spaceAdmin') === (true) || values('A') === (true)";
    let fixed = run(rule, Wanted::Safe, &replacing("(true)", "true", Applicability::Safe));
    assert_eq!(fixed.text, "identity('spaceAdmin') === true || values('A') === true");
    assert_eq!((fixed.applied.len(), fixed.dropped.len()), (2, 0));
}

#[test]
fn safe_fixes_that_change_a_decision_are_dropped() {
    let rule = "identity('username') == 'ann'";
    for (word, other) in [
        ("==", "!="),
        ("'ann'", "'bob'"),
        ("==", "==="),
        ("identity", "values"),
        ("==", "= ="),
    ] {
        let fixed = run(rule, Wanted::Safe, &replacing(word, other, Applicability::Safe));
        assert_eq!(fixed.text, rule, "{word} -> {other}");
        assert_eq!(fixed.dropped.len(), 1);
    }
}

#[test]
fn one_fix_that_changes_a_decision_keeps_no_other_from_being_applied() {
    let rule =
        "values('A') === (true) || identity('username') == 'ann' || values('B') === (true) || values('C') === (true)";
    let good = replacing("(true)", "true", Applicability::Safe);
    let bad = replacing("'ann'", "'bob'", Applicability::Safe);
    let both = |source: &Source| {
        let renamed = bad(source).into_iter().map(|mut found| {
            found.code = Code::W1031;
            found
        });
        good(source).into_iter().chain(renamed).collect()
    };
    let fixed = run(rule, Wanted::Safe, &both);
    assert_eq!(fixed.text, rule.replace("(true)", "true"));
    assert_eq!((fixed.applied.len(), fixed.dropped.len()), (3, 1));
    assert_eq!(fixed.dropped[0].code, Code::W1031);
}

#[test]
fn unsafe_fixes_wait_until_they_are_asked_for() {
    let rule = "identity('username') == 'ann'";
    let find = replacing("==", "===", Applicability::Unsafe);
    // The second round finds `==` inside `===`; the bound on the rounds ends it.
    assert_eq!(run(rule, Wanted::Safe, &find).text, rule);
    let find = replacing("'ann'", "'bob'", Applicability::Unsafe);
    assert_eq!(run(rule, Wanted::All, &find).text, "identity('username') == 'bob'");
}

#[test]
fn fixes_that_overlap_are_applied_one_after_the_other() {
    let rule = "((((true))))";
    let fixed = run(rule, Wanted::Safe, &replacing("(true)", "true", Applicability::Safe));
    assert_eq!(fixed.text, "true");
    let both = |source: &Source| {
        let whole = Span::new(0, source.text.len() as u32);
        let twice = ["!!true", "true"].map(|text| {
            Diagnostic::new(Code::W1032, whole, "found").fix(Fix::safe(text, [Edit::replace(whole, text)]))
        });
        if source.text == "(true)" {
            twice.to_vec()
        } else {
            Vec::new()
        }
    };
    assert_eq!(run("(true)", Wanted::Safe, &both).applied.len(), 1);
}

#[test]
fn fixes_that_touch_are_applied_in_one_round() {
    let unused: String = (0..2_000)
        .map(|number| format!("const unused{number} = 1;\n"))
        .collect();
    let rule = format!("{unused}true\n");
    let unused = |source: &Source| {
        let mut start = 0;
        let mut found = Vec::new();
        for line in source.text.split_inclusive('\n') {
            let span = Span::new(start, start + line.len() as u32);
            start = span.end;
            if line.starts_with("const") {
                let change = Fix::safe(format!("take away {line}"), [Edit::replace(span, String::new())]);
                found.push(Diagnostic::new(Code::W1043, span, "found").fix(change));
            }
        }
        found
    };
    let fixed = run(&rule, Wanted::Safe, &unused);
    assert_eq!(fixed.text, "true\n");
    assert_eq!(fixed.applied.len(), 2_000);
}

#[test]
fn fixes_that_undo_each_other_end() {
    let turn = |source: &Source| {
        let other = if source.text == "true" { "(true)" } else { "true" };
        let whole = Span::new(0, source.text.len() as u32);
        vec![Diagnostic::new(Code::W1032, whole, "found").fix(Fix::safe("turn", [Edit::replace(whole, other)]))]
    };
    assert_eq!(run("true", Wanted::Safe, &turn).applied.len(), 10);
}

#[test]
fn what_decides_alike_is_told_from_what_does_not() {
    let schema = Schema::batch();
    let limits = Limits::default();
    let proof = |one: &str, other: &str, dialect| {
        let source = |text: &str| Source {
            name: "rule".to_owned(),
            text: text.to_owned(),
            dialect,
        };
        alike(&source(one), &source(other), &schema, &limits)
    };
    let js = Dialect::JavaScript;
    assert_eq!(proof("(1)", "1", js), Proof::Same);
    let (indexed, included) = ("values('A').indexOf('x') !== -1", "values('A').includes('x')");
    assert_eq!(proof(indexed, included, js), Proof::Alike);
    assert_eq!(
        proof("identity('a') == null", "identity('a') === null", js),
        Proof::Differs
    );
    assert_eq!(proof("identity('teams')[0]", "identity('teams')", js), Proof::Differs);
    let ruby = Dialect::Ruby;
    assert_eq!(
        proof(
            "@identity.a =~ /^x$/ ? 1 : nil",
            "@identity.a =~ /\\Ax\\z/ ? 1 : nil",
            ruby
        ),
        Proof::Differs
    );
    assert_ne!(
        proof("!(@identity.a == 'x')", "@identity.a != 'x'", ruby),
        Proof::Differs
    );
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder can be made");
        Folder(path)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(&path, text).expect("the file can be written");
        path
    }

    fn rulec(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_rulec"))
            .current_dir(&self.0)
            .args(arguments)
            .output()
            .expect("the command runs")
    }
}

const SPACE: &str = r#"{"name": "Acme", "slug": "acme"}"#;

/// A file of definitions with odd layout and escapes, and what it is afterwards.
const DEFINITIONS: &str = "[ {\"name\" :\"A\\u0026B\",  \"type\":\"Space\",\"message\":\"no\\/way\",\n\t\"rule\":\"identity('email')  .endsWith('acme.com') \\u0026\\u0026  identity('authenticated')\\r\\n\" } ]\n";
const FORMATTED: &str = "[ {\"name\" :\"A\\u0026B\",  \"type\":\"Space\",\"message\":\"no\\/way\",\n\t\"rule\":\"identity('email').endsWith('acme.com') \\u0026\\u0026 identity('authenticated')\\r\\n\" } ]\n";

#[test]
fn rules_inside_an_export_are_formatted_and_nothing_else_is_touched() {
    let folder = Folder::new("fmt_export");
    folder.write("core/space.json", SPACE);
    let file = folder.write("core/space/securityPolicyDefinitions.json", DEFINITIONS);
    let looked = folder.rulec(&["fmt", ".", "--check"]);
    assert_eq!(looked.status.code(), Some(1), "{looked:?}");
    assert_eq!(fs::read_to_string(&file).expect("it is there"), DEFINITIONS);
    let done = folder.rulec(&["fmt", "."]);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    assert_eq!(fs::read_to_string(&file).expect("it is there"), FORMATTED);
    assert_eq!(folder.rulec(&["fmt", ".", "--check"]).status.code(), Some(0));
    assert_eq!(
        fs::read_to_string(folder.0.join("core/space.json")).expect("it is there"),
        SPACE
    );
}

#[test]
fn rules_inside_an_export_are_fixed_and_nothing_else_is_touched() {
    let folder = Folder::new("fix_export");
    folder.write("core/space.json", SPACE);
    let file = folder.write("core/space/securityPolicyDefinitions.json", FORMATTED);
    let arguments = ["check", ".", "--select", "W1112", "--unsafe-fixes"];
    let shown = folder.rulec(&[&arguments[..], &["--diff"]].concat());
    assert_eq!(shown.status.code(), Some(1), "{shown:?}");
    assert!(
        String::from_utf8_lossy(&shown.stdout).contains("+\t\"rule\":"),
        "{shown:?}"
    );
    assert_eq!(fs::read_to_string(&file).expect("it is there"), FORMATTED);
    folder.rulec(&["check", ".", "--select", "W1112", "--fix"]);
    assert_eq!(fs::read_to_string(&file).expect("it is there"), FORMATTED);
    folder.rulec(&arguments);
    let expected = FORMATTED.replace("'acme.com'", "'@acme.com'");
    assert_eq!(fs::read_to_string(&file).expect("it is there"), expected);
}

#[test]
fn files_are_fixed_in_place_and_links_are_not_followed() {
    let folder = Folder::new("fix_files");
    let outside = folder.write("outside.js", "identity('email').endsWith('acme.com')\n");
    let rule = folder.write("rules/a.js", "identity('email').endsWith('acme.com')\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&outside, folder.0.join("rules/b.js")).expect("a link can be made");
    folder.rulec(&["check", "rules", "--unsafe-fixes"]);
    let text = |path: &Path| fs::read_to_string(path).expect("it is there");
    assert!(text(&rule).contains("'@acme.com'"));
    assert!(text(&outside).contains("('acme.com')"));
    let left: Vec<_> = fs::read_dir(folder.0.join("rules")).expect("it is there").collect();
    assert_eq!(left.len(), 2, "no file is left beside");
}
