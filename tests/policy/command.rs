//! The commands over policy sets: what they print, what they log, and their exit status.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::{Value as Json, json};

/// Runs the command in the folder of the package.
pub fn rulec(args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rulec"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // The command may end before it reads everything.
    let _ = child
        .stdin
        .take()
        .expect("there is standard input")
        .write_all(input.as_bytes());
    child.wait_with_output().expect("the command ends")
}

fn lines(output: &Output) -> Vec<Json> {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect()
}

/// A folder for one test, removed at the end of it.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("rulec-command-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("the folder can be made");
        Folder(path)
    }

    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("it is in a folder")).expect("the folder can be made");
        std::fs::write(&path, text).expect("the file can be written");
        path.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub const COMPANY: &str = "examples/company";

#[test]
fn each_line_gets_a_decision_in_order_also_a_bad_one() {
    let good =
        json!({"model": "keep", "element": {"workflow": "close-incident"}, "caller": {"role": "workflowrunner"}});
    let input = format!("{good}\nnot json\n\n[1]\n{{\"model\": \"x\"}}\n{good}");
    let output = rulec(&["decide", COMPANY, "--jsonl"], &input);
    assert_eq!(output.status.code(), Some(0));
    let told: Vec<(String, String)> = lines(&output)
        .iter()
        .map(|line| {
            (
                line["effect"].as_str().unwrap_or("").to_owned(),
                line["reason"].as_str().unwrap_or("").to_owned(),
            )
        })
        .collect();
    let allow = ("allow".to_owned(), "role".to_owned());
    let deny = ("deny".to_owned(), "invalid-request".to_owned());
    assert_eq!(told, [allow.clone(), deny.clone(), deny.clone(), deny, allow]);
}

#[test]
fn one_request_shows_in_the_status() {
    let folder = Folder::new("one");
    let request = |form: &str| {
        let json = json!({"model": "kinetic-core", "element": {"kapp": "services", "form": form}, "endpoint": "Display",
            "identity": {"username": "bob", "authenticated": true, "teams": []}});
        folder.file(&format!("{form}.json"), &json.to_string())
    };
    let allowed = rulec(&["decide", COMPANY, "--request", &request("laptop")], "");
    assert_eq!(allowed.status.code(), Some(0));
    let denied = rulec(&["decide", COMPANY, "--request", &request("onboarding")], "");
    assert_eq!(denied.status.code(), Some(1));
    let text = String::from_utf8_lossy(&denied.stdout).into_owned();
    assert!(text.contains("Only the HR team submits onboarding forms."), "{text}");
    let explained = rulec(&["explain-decision", COMPANY, "--request", &request("onboarding")], "");
    let text = String::from_utf8_lossy(&explained.stdout).into_owned();
    assert!(
        text.contains("identity('teams') = []") && text.contains("<- decided"),
        "{text}"
    );
}

#[test]
fn decisions_are_logged_without_the_fields_that_are_left_out() {
    let folder = Folder::new("log");
    let log = folder.file("log.jsonl", "");
    let request = json!({"model": "keep", "element": {"workflow": "close-incident"}, "caller": {"role": "noc", "email": "a@b.c"}});
    let args = [
        "decide",
        COMPANY,
        "--jsonl",
        "--log",
        &log,
        "--log-without",
        "caller",
        "--log-without",
        "time",
    ];
    rulec(&args, &request.to_string());
    let text = std::fs::read_to_string(&log).expect("the log can be read");
    let line: Json = serde_json::from_str(text.trim()).expect("the log has one line");
    assert_eq!(
        (line["reason"].as_str(), line["element"].as_str()),
        (Some("not-listed"), Some("workflow close-incident"))
    );
    assert!(line.get("caller").is_none() && line.get("time").is_none() && line.get("status").is_some());
    assert_eq!(
        rulec(
            &["decide", COMPANY, "--jsonl", "--log", &log, "--log-without", "nothing"],
            ""
        )
        .status
        .code(),
        Some(2)
    );
}

#[test]
fn strict_refuses_what_otherwise_denies() {
    let folder = Folder::new("strict");
    folder.file(
        "core/space.json",
        "{\"slug\": \"s\", \"securityPolicies\": [{\"endpoint\": \"Display\", \"name\": \"Gone\"}]}",
    );
    let set = folder.0.display().to_string();
    let request = json!({"element": {}, "endpoint": "Display", "identity": {"username": "ann"}}).to_string();
    let output = rulec(&["decide", &set, "--jsonl"], &request);
    assert_eq!(lines(&output)[0]["reason"], "broken-policy");
    assert!(String::from_utf8_lossy(&output.stderr).contains("E0805"));
    let output = rulec(&["decide", &set, "--jsonl", "--strict"], &request);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert_eq!(rulec(&["check", &set], "").status.code(), Some(1));
}

#[test]
fn a_search_streams_what_may_be_seen_and_sums_up() {
    let folder = Folder::new("search");
    let identity = folder.file(
        "ann.json",
        "{\"username\": \"ann\", \"authenticated\": true, \"teams\": []}",
    );
    let row = |id: usize, by: &str| json!({"id": id, "createdBy": by, "values": {}}).to_string();
    let rows: Vec<String> = (0..40)
        .map(|id| row(id, if id % 4 == 0 { "ann" } else { "bob" }))
        .collect();
    let base = [
        "search",
        COMPANY,
        "--identity",
        &identity,
        "--kapp",
        "services",
        "--form",
        "laptop",
    ];
    let output = rulec(&base, &rows.join("\n"));
    let found = lines(&output);
    assert_eq!(found.len(), 11);
    assert_eq!(
        found[10],
        json!({"complete": true, "examined": 40, "accessible": 10, "inaccessible": 30, "faults": 0, "error": null})
    );
    let limited = rulec(&[&base[..], &["--search-limit", "25"]].concat(), &rows.join("\n"));
    assert_eq!(limited.status.code(), Some(1));
    let last = lines(&limited).pop().expect("there is a sum");
    assert_eq!(
        (last["complete"].as_bool(), last["inaccessible"].as_u64()),
        (Some(false), Some(26))
    );
}

#[test]
fn tables_and_listings_are_printed_in_each_format() {
    let folder = Folder::new("matrix");
    let identity = folder.file(
        "ann.json",
        "{\"username\": \"ann\", \"authenticated\": true, \"teams\": [\"Department::HR\"]}",
    );
    let identities = folder.file(
        "all.jsonl",
        "{\"username\": \"ann\", \"teams\": [\"Department::HR\"]}\n{\"username\": \"bob\", \"teams\": []}\n",
    );
    let csv = rulec(
        &[
            "matrix",
            COMPANY,
            "--identities",
            &identities,
            "--endpoint",
            "User Creation",
            "--format",
            "csv",
        ],
        "",
    );
    assert_eq!(
        String::from_utf8_lossy(&csv.stdout),
        "caller,the space\nann,allow\nbob,deny\n"
    );
    let hostile = folder.file(
        "hostile.jsonl",
        "{\"username\": \"=cmd(),1\", \"teams\": []}\n{\"username\": \"@sum\", \"teams\": []}\n",
    );
    let arguments = [
        "matrix",
        COMPANY,
        "--identities",
        &hostile,
        "--endpoint",
        "User Creation",
    ];
    let csv = rulec(&[&arguments[..], &["--format", "csv"]].concat(), "");
    assert_eq!(
        String::from_utf8_lossy(&csv.stdout),
        "caller,the space\n\"'=cmd(),1\",deny\n'@sum,deny\n",
        "no cell is a formula"
    );
    for format in ["table", "csv", "json", "html"] {
        let output = rulec(&["matrix", COMPANY, "--identity", &identity, "--format", format], "");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success() && text.contains("kapp services, form onboarding"),
            "{format}: {text}"
        );
    }
    let listing = rulec(&["ls", COMPANY, "--format", "json"], "");
    let listing: Json = serde_json::from_slice(&listing.stdout).expect("the listing is JSON");
    assert_eq!(listing["elements"].as_array().map(Vec::len), Some(53));
    assert!(rulec(&["ls", COMPANY], "").status.success());
}
