//! The layout of rules: over generated programs and the corpora, the new text does the same, is stable and keeps every
//! comment; fixtures show what it looks like.
//!
//! `RULEC_FMT=1` takes every program of the corpora instead of one in a few, `RULEC_FMT=20000` that many generated ones.

#[path = "../conformance/cases.rs"]
#[allow(dead_code, reason = "the corpora's own tests read all of it")]
mod cases;
#[path = "../agreement/grammar.rs"]
#[allow(dead_code, reason = "shrinking is for the live comparison")]
mod grammar;

use std::fs;
use std::path::{Path, PathBuf};

use rulec::format::{Kept, format, shape};
use rulec::{Dialect, Schema, Source};

use grammar::Grammar;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn source(text: &str, dialect: Dialect) -> Source {
    Source {
        name: "rule".to_owned(),
        text: text.to_owned(),
        dialect,
    }
}

/// What is wrong with the layout of a program; nothing where the program does not compile.
fn flaw(text: &str, dialect: Dialect) -> Option<String> {
    let before = source(text, dialect);
    let schema = Schema::batch();
    let after = match format(&before, &schema) {
        Ok(after) => after,
        Err(Kept::Broken(_)) => return None,
        Err(kept) => return Some(format!("{kept}:\n{text}")),
    };
    let again = source(&after, dialect);
    if shape(&again, &schema).ok() != shape(&before, &schema).ok() {
        return Some(format!("other program:\n{text}\n---\n{after}"));
    }
    match format(&again, &schema) {
        Ok(second) if second == after => None,
        Ok(second) => Some(format!("not stable:\n{text}\n---\n{after}\n---\n{second}")),
        Err(kept) => Some(format!("{kept} at the second time:\n{text}\n---\n{after}")),
    }
}

/// The program with a comment at the end of each line and on a line of its own, where that is the same program.
fn commented(text: &str, dialect: Dialect, number: usize) -> Option<String> {
    let sign = if dialect == Dialect::Ruby { "#" } else { "//" };
    let mut out = String::new();
    for (index, line) in text.lines().enumerate() {
        match (index + number) % 3 {
            0 => out.push_str(&format!("{line} {sign} end {index}\n")),
            1 => out.push_str(&format!("  {sign} own {index}\n{line}\n")),
            _ if dialect == Dialect::JavaScript => out.push_str(&format!("{}\n", line.replacen(' ', " /* in */ ", 2))),
            _ => out.push_str(&format!("{line}\n")),
        }
    }
    out.push_str(&format!("{sign} last"));
    same(text, &out, dialect).then_some(out)
}

/// The program with its line breaks between words moved, where that is the same program.
fn broken_up(text: &str, dialect: Dialect, number: usize) -> Option<String> {
    let mut out = String::new();
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            out.push_str(if (index + number).is_multiple_of(4) { "\n" } else { " " });
        }
        out.push_str(word);
    }
    same(text, &out, dialect).then_some(out)
}

fn same(text: &str, other: &str, dialect: Dialect) -> bool {
    let schema = Schema::batch();
    let before = shape(&source(text, dialect), &schema);
    before.is_ok() && shape(&source(other, dialect), &schema).ok() == before.ok()
}

/// Checks each program as it is, with comments, and broken into lines otherwise; panics with what is wrong.
fn check(programs: impl Iterator<Item = String>, dialect: Dialect) {
    let (mut number, mut with_comments) = (0, 0);
    let mut flaws = Vec::new();
    for text in programs {
        number += 1;
        flaws.extend(flaw(&text, dialect));
        for changed in [commented(&text, dialect, number), broken_up(&text, dialect, number)]
            .into_iter()
            .flatten()
        {
            with_comments += 1;
            flaws.extend(flaw(&changed, dialect));
            if let Some(both) = commented(&changed, dialect, number) {
                flaws.extend(flaw(&both, dialect));
            }
        }
    }
    println!("{dialect}: {number} programs, {with_comments} changed ones");
    let shown: Vec<&String> = flaws.iter().take(20).collect();
    assert!(flaws.is_empty(), "{} flaws:\n{shown:#?}", flaws.len());
}

fn wanted() -> usize {
    std::env::var("RULEC_FMT")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(0)
}

fn corpus(language: &str, dialect: Dialect) {
    let step = if wanted() > 0 { 1 } else { 61 };
    let mut files: Vec<PathBuf> = fs::read_dir(root().join("conformance").join(language))
        .expect("the corpus can be read")
        .map(|entry| entry.expect("the entry can be read").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "cases"))
        .collect();
    files.sort();
    let programs = files.iter().flat_map(|path| {
        let text = fs::read_to_string(path).expect("cases can be read");
        cases::expand(&text)
    });
    check(programs.step_by(step).map(|program| program.source), dialect);
}

fn generated(name: &str, dialect: Dialect) {
    let text = fs::read_to_string(root().join("agreement").join(name)).expect("the grammar can be read");
    let grammar = Grammar::parse(&text);
    let count = wanted().max(150) as u64;
    check((0..count).map(|seed| grammar.generate(seed).text()), dialect);
}

#[test]
fn fixtures_look_as_recorded() {
    for (name, dialect) in [("rule.js", Dialect::JavaScript), ("rule.rb", Dialect::Ruby)] {
        let path = root().join("fmt/fixtures").join(name);
        let text = fs::read_to_string(&path).expect("the fixture can be read");
        let after = format(&source(&text, dialect), &Schema::batch()).expect("the fixture compiles");
        let recorded = path.with_file_name(format!("formatted_{name}"));
        if std::env::var_os("RULEC_BLESS").is_some() {
            fs::write(&recorded, &after).expect("the fixture can be written");
        }
        let expected = fs::read_to_string(&recorded).expect("the fixture is recorded");
        assert_eq!(
            after, expected,
            "{name}; RULEC_BLESS=1 writes it anew, to be read before it is kept"
        );
        assert_eq!(flaw(&text, dialect), None);
    }
}

#[test]
fn what_does_not_compile_is_not_touched() {
    let broken = source("identity('teams'.includes('HR')", Dialect::JavaScript);
    assert!(matches!(format(&broken, &Schema::batch()), Err(Kept::Broken(_))));
}

#[test]
fn long_runs_are_no_trouble() {
    let clauses: Vec<String> = (0..3000)
        .map(|number| format!("identity('username')  ===  'user{number}'"))
        .collect();
    assert_eq!(flaw(&clauses.join(" || "), Dialect::JavaScript), None);
    let ladder: Vec<String> = (0..1000)
        .map(|number| format!("if (team('name') === 'T{number}')  {{ {number} }}"))
        .collect();
    assert_eq!(flaw(&ladder.join(" else "), Dialect::JavaScript), None);
    let clauses: Vec<String> = (0..200)
        .map(|number| format!("@identity.username  ==  'user{number}'"))
        .collect();
    assert_eq!(flaw(&clauses.join(" || "), Dialect::Ruby), None);
}

#[test]
fn line_ends_stay_as_they_are() {
    let rule = source("var a = 1;\r\n  a === 1;\r\n", Dialect::JavaScript);
    assert_eq!(
        format(&rule, &Schema::batch()).as_deref(),
        Ok("var a = 1;\r\na === 1;\r\n")
    );
}

#[test]
fn javascript_of_the_corpus() {
    corpus("javascript", Dialect::JavaScript);
}

#[test]
fn ruby_of_the_corpus() {
    corpus("ruby", Dialect::Ruby);
}

#[test]
fn generated_javascript() {
    generated("javascript.grammar", Dialect::JavaScript);
}

#[test]
fn generated_ruby() {
    generated("ruby.grammar", Dialect::Ruby);
}
