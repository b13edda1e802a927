//! The shape of the project: which stage may use which, and documents that are made from tables.

use std::fs;
use std::path::{Path, PathBuf};

/// The stages from left to right; a stage uses only what stands to its left. `regex`, `number` and `time` are
/// vocabulary that any stage may use.
const STAGES: &[&str] = &[
    "source",
    "limits",
    "regex",
    "number",
    "time",
    "diag",
    "value",
    "op",
    "schema",
    "syntax",
    "hir",
    "types",
    "ir",
    "bytecode",
    "vm",
    "reference",
    "compile",
    "format",
    "fix",
    "batch",
    "lint",
    "policy",
    "report",
    "cli",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn stage_of(path: &Path) -> Option<String> {
    let inner = path.strip_prefix(root().join("src")).ok()?;
    let first = inner.components().next()?.as_os_str().to_str()?;
    Some(first.trim_end_matches(".rs").to_owned())
}

#[test]
fn stages_use_only_what_stands_to_their_left() {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    let mut wrong = Vec::new();
    for path in files {
        let stage = stage_of(&path).expect("a source file is in src");
        if stage == "lib" || stage == "main" {
            continue;
        }
        let own = STAGES.iter().position(|known| *known == stage);
        let own = own.unwrap_or_else(|| panic!("{stage} is not in the list of stages"));
        let text = fs::read_to_string(&path).expect("the file can be read");
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or("");
            for (at, _) in code.match_indices("crate::") {
                let used: String = code[at + 7..]
                    .chars()
                    .take_while(|char| char.is_alphanumeric() || *char == '_')
                    .collect();
                let used_at = STAGES.iter().position(|known| *known == used);
                if used_at.is_some_and(|used_at| used_at > own) {
                    wrong.push(format!("{}:{}: {stage} uses {used}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_page_of_opcodes_is_made_from_the_table() {
    let path = root().join("docs/bytecode.md");
    let page = fs::read_to_string(&path).expect("docs/bytecode.md can be read");
    let (head, _) = page
        .split_once("<!-- table -->")
        .expect("the page marks where the table starts");
    let expected = format!("{head}<!-- table -->\n\n{}", rulec::bytecode::table());
    if std::env::var_os("RULEC_RECORD").is_some() {
        fs::write(&path, expected).expect("the page can be written");
    } else {
        assert_eq!(page, expected, "run `RULEC_RECORD=1 cargo test --test architecture`");
    }
}

#[test]
fn every_code_has_a_page_that_starts_with_its_name() {
    for code in rulec::diag::Code::ALL {
        let head = format!("# {} `{}`", code.number(), code.name());
        assert!(
            code.page().starts_with(&head),
            "docs/diagnostics/{}.md must start with {head:?}",
            code.number()
        );
    }
}

#[test]
fn codes_are_in_order_and_unique() {
    for pair in rulec::diag::Code::ALL.windows(2) {
        assert!(
            pair[0].number() < pair[1].number(),
            "{} stands before {}",
            pair[0].number(),
            pair[1].number()
        );
    }
}
