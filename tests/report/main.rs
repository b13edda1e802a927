//! What programs read: the JSON document, SARIF and the annotations that commands print, and that the three agree.

mod schema;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rulec::report::{Document, Level};
use serde_json::{Value as Json, json};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read_json(path: &str) -> Json {
    let text = fs::read_to_string(root().join(path)).expect("the file can be read");
    serde_json::from_str(&text).expect("it is JSON")
}

/// A folder with a rule that is fine, two that are not, and an export whose rule has a slip behind escapes.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("report-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    let export = folder.join("export/core/space/kapps");
    fs::create_dir_all(&export).expect("a folder for the test");
    fs::create_dir_all(folder.join("rules")).expect("a folder for the rules");
    fs::write(folder.join("rules/good.js"), "identity('teams').includes('HR')").expect("a rule");
    fs::write(folder.join("rules/bad rule.js"), "identity('teams').includes('HR'\n").expect("a rule");
    fs::write(folder.join("rules/name.rb"), "# é\nx = nill").expect("a rule");
    let space =
        json!({"name": "Acme", "slug": "acme", "securityPolicies": [{"endpoint": "Display", "name": "Is \"HR\""}]});
    fs::write(folder.join("export/core/space.json"), space.to_string()).expect("an export");
    let rule = "// \"HR\"\nidentity('teams') AND true";
    let definitions = json!([{"name": "Is \"HR\"", "type": "Space", "message": "no", "rule": rule}]);
    let text = serde_json::to_string_pretty(&definitions).expect("it can be printed");
    fs::write(folder.join("export/core/space/securityPolicyDefinitions.json"), text).expect("definitions");
    folder
}

fn check(folder: &Path, paths: &[&str], format: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rulec"))
        .current_dir(folder)
        .arg("check")
        .args(paths)
        .args(["--format", format])
        .output()
        .expect("the command runs")
}

fn text(output: &Output) -> String {
    assert_eq!(
        output.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.stderr.is_empty(), "a pipe gets no progress");
    String::from_utf8(output.stdout.clone()).expect("it prints UTF-8")
}

#[test]
fn the_json_document_is_as_its_schema_says() {
    let folder = folder("json");
    let printed = text(&check(&folder, &["rules", "export"], "json"));
    let value: Json = serde_json::from_str(&printed).expect("one document");
    let schema = read_json("docs/schemas/report.json");
    assert_eq!(schema::errors(&schema, &value), [""; 0]);
    let document: Document = serde_json::from_value(value).expect("the published type reads it");
    let codes: Vec<&str> = document.findings.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(
        codes,
        ["E0201", "E0202", "W1001"],
        "an export names the compiler's code, not that it does not compile"
    );
    assert_eq!(
        (
            document.summary.rules,
            document.summary.errors,
            document.summary.warnings
        ),
        (4, 2, 1)
    );
    let _ = fs::remove_dir_all(folder);
}

#[test]
fn a_place_in_an_export_is_that_of_the_characters_and_that_in_the_rule() {
    let folder = folder("place");
    let printed = text(&check(&folder, &["export"], "json"));
    let document: Document = serde_json::from_str(&printed).expect("one document");
    let finding = &document.findings[0];
    let file = fs::read_to_string(folder.join(&finding.file)).expect("the place names a file");
    let place = finding.place.expect("it has a place");
    let bytes = place.start.byte.expect("known") as usize..place.end.byte.expect("known") as usize;
    assert_eq!(&file[bytes], "AND");
    let line = file
        .lines()
        .nth(place.start.line as usize - 1)
        .expect("the line is there");
    let from = line.chars().skip(place.start.column as usize - 1).collect::<String>();
    assert!(from.starts_with("AND true"), "{from}");
    let rule = finding.rule.as_ref().expect("it is in a rule");
    assert_eq!(rule.name, "Is \"HR\"");
    assert_eq!((rule.place.start.line, rule.place.start.column), (2, 19));
    assert_eq!(finding.path, "[0].rule");
    let human = text(&check(&folder, &["export"], "human"));
    let place = format!(
        "{}:{}:{}, {}",
        finding.file, place.start.line, place.start.column, finding.path
    );
    assert!(human.contains(&place), "{human}");
    assert!(human.contains(" 2 | identity('teams') AND true\n"), "{human}");
    let _ = fs::remove_dir_all(folder);
}

#[test]
fn sarif_has_what_the_official_schema_requires() {
    let folder = folder("sarif");
    let printed = text(&check(&folder, &["rules", "export"], "sarif"));
    let log: Json = serde_json::from_str(&printed).expect("one document");
    // An excerpt of the official schema (OASIS): the objects that are written here, without descriptions.
    let schema = read_json("tests/report/sarif-2.1.0.json");
    assert_eq!(schema::errors(&schema, &log), [""; 0]);
    let run = &log["runs"][0];
    for result in run["results"].as_array().expect("there are results") {
        let index = result["ruleIndex"].as_u64().expect("it is a number") as usize;
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
    let _ = fs::remove_dir_all(folder);
}

#[test]
fn all_formats_tell_the_same() {
    let folder = folder("same");
    let document: Document = serde_json::from_str(&text(&check(&folder, &["rules", "export"], "json"))).expect("JSON");
    let log: Json = serde_json::from_str(&text(&check(&folder, &["rules", "export"], "sarif"))).expect("SARIF");
    let annotations = text(&check(&folder, &["rules", "export"], "github"));
    let results = log["runs"][0]["results"].as_array().expect("there are results");
    assert_eq!(results.len(), document.findings.len());
    assert_eq!(annotations.lines().count(), document.findings.len());
    for ((finding, result), line) in document.findings.iter().zip(results).zip(annotations.lines()) {
        let place = finding.place.expect("it has a place");
        assert_eq!(result["ruleId"], finding.code.as_str());
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert_eq!(region["startLine"], place.start.line);
        assert_eq!(region["startColumn"], place.start.column);
        let command = if finding.severity == Level::Error {
            "::error "
        } else {
            "::warning "
        };
        assert!(line.starts_with(command), "{line}");
        assert!(line.contains(&format!(",line={},", place.start.line)), "{line}");
        assert!(line.contains(&finding.message.replace('%', "%25")), "{line}");
    }
    let _ = fs::remove_dir_all(folder);
}

#[test]
fn nothing_found_is_a_document_too() {
    let folder = folder("nothing");
    for (format, expected) in [
        (
            "json",
            "{\"version\":1,\"findings\":[],\"summary\":{\"rules\":1,\"errors\":0,\"warnings\":0}}\n",
        ),
        ("github", ""),
        ("human", "1 rule checked: 0 errors, 0 warnings\n"),
    ] {
        let output = check(&folder, &["rules/good.js"], format);
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
    }
    let output = check(&folder, &["rules/good.js"], "sarif");
    let log: Json = serde_json::from_slice(&output.stdout).expect("one document");
    assert_eq!(log["runs"][0]["results"], json!([]));
    let _ = fs::remove_dir_all(folder);
}
