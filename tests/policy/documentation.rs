//! `docs/policy-models.md`: every line and every statement of the sources names tests that exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rulec::policy::Reason;

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/policy-models.md");
    fs::read_to_string(path).expect("docs/policy-models.md can be read")
}

/// The names of the tests in this folder.
fn tests() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/policy");
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let text = fs::read_to_string(entry.expect("the entry can be read").path()).expect("the file can be read");
        for line in text.lines() {
            if let Some(rest) = line.trim_start().strip_prefix("fn ") {
                names.insert(rest.split('(').next().unwrap_or("").to_owned());
            }
        }
    }
    names
}

/// The cells of the rows of the page's tables.
fn rows(page: &str) -> Vec<Vec<String>> {
    let lines = page
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| ---"));
    lines
        .map(|line| {
            line.trim_matches('|')
                .split(" | ")
                .map(|cell| cell.trim().to_owned())
                .collect()
        })
        .collect()
}

/// The texts in back-ticks of a cell.
fn quoted(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_numbered_line_has_a_row_and_a_test() {
    let (page, tests) = (page(), tests());
    let numbers = (1..=26)
        .map(|number| format!("K{number:02}"))
        .chain((1..=13).map(|number| format!("T{number:02}")))
        .chain((1..=10).map(|number| format!("W{number:02}")))
        .chain((1..=12).map(|number| format!("F{number:02}")));
    let rows = rows(&page);
    for number in numbers {
        let row = rows.iter().find(|row| row[0] == number);
        let row = row.unwrap_or_else(|| panic!("{number} has no row"));
        let named = quoted(&row[2]);
        let prefix = format!("{}_", number.to_lowercase());
        assert!(
            named.iter().any(|name| name.starts_with(&prefix)),
            "{number} names no test of its own"
        );
        for name in named {
            assert!(
                tests.contains(&name),
                "{number} names the test {name}, which does not exist"
            );
        }
    }
}

#[test]
fn every_statement_of_the_sources_leads_to_a_line_or_a_test() {
    let (page, tests) = (page(), tests());
    let rows = rows(&page);
    let lines: BTreeSet<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    let (_, sources) = page
        .split_once("## Where the lines come from")
        .expect("the page traces its sources");
    let (sources, _) = sources.split_once("\n## ").unwrap_or((sources, ""));
    let traced = self::rows(sources);
    assert!(traced.len() > 60, "{}", traced.len());
    for row in traced.iter().skip(1) {
        let named: Vec<&str> = row[1].split(", ").collect();
        for name in named {
            let name = name.trim_matches('`');
            assert!(
                lines.contains(name) || tests.contains(name),
                "{:?} leads to {name}, which does not exist",
                row[0]
            );
        }
    }
}

#[test]
fn every_reason_has_a_row_with_its_meaning() {
    let page = page();
    let rows = rows(&page);
    for reason in Reason::ALL {
        let name = format!("`{}`", reason.text());
        let row = rows.iter().find(|row| row[0] == name);
        let row = row.unwrap_or_else(|| panic!("{name} has no row"));
        assert_eq!(row[1], reason.meaning().trim(), "{name}");
        assert!(row.len() > 2 && !row[2].is_empty(), "{name} has no example");
    }
}
