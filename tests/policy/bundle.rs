//! A set that was compiled into one file: it answers as the folder does, or is refused as a whole.
//!
//! That every set of these tests is the same out of its bundle is tested where they are made, in `sets.rs`.

use std::process::Output;

use rulec::bytecode::Bundle;
use rulec::policy::load::{Reading, files::File};
use rulec::policy::{PolicySet, Settings};
use rulec::{Schema, Source, compile};

use crate::command::{COMPANY, Folder, rulec};
use crate::sets::{definitions, element};

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Compiles a set into a file of a folder, which it names.
fn compiled(folder: &Folder, set: &str) -> (Output, String) {
    let path = folder.0.join("set.bundle").display().to_string();
    (rulec(&["compile", set, "-o", &path], ""), path)
}

#[test]
fn every_command_answers_as_with_the_folder() {
    let folder = Folder::new("bundle");
    let (output, bundle) = compiled(&folder, COMPANY);
    assert_eq!((output.status.code(), err(&output).as_str()), (Some(0), ""));
    let requests = std::fs::read_to_string(format!("{COMPANY}/requests.jsonl")).expect("the requests can be read");
    let request = folder.file("request.json", requests.lines().nth(1).expect("there are requests"));
    let ann = "{\"username\": \"ann\", \"authenticated\": true, \"teams\": [\"Department::HR\"]}";
    let identity = folder.file("ann.json", ann);
    let identities = folder.file(
        "all.jsonl",
        &format!("{ann}\n{{\"username\": \"bob\", \"teams\": []}}\n"),
    );
    let rows =
        "{\"id\": 1, \"createdBy\": \"ann\", \"values\": {}}\n{\"id\": 2, \"createdBy\": \"bob\", \"values\": {}}\n";
    let kapp = ["--kapp", "services", "--form", "laptop"];
    let commands: Vec<(Vec<&str>, &str)> = vec![
        (vec!["decide", "--jsonl"], &requests),
        (vec!["decide", "--request", &request], ""),
        (vec!["decide", "--jsonl", "--strict"], &requests),
        (vec!["explain-decision", "--request", &request], ""),
        (vec!["explain-decision", "--request", &request, "--format", "json"], ""),
        (vec!["ls"], ""),
        (vec!["ls", "--format", "json"], ""),
        (vec!["matrix"], ""),
        (vec!["matrix", "--identity", &identity], ""),
        (vec!["matrix", "--identity", &identity, "--format", "html"], ""),
        (vec!["matrix", "--identities", &identities, "--endpoint", "Display"], ""),
        ([&["search", "--identity", &identity], &kapp[..]].concat(), rows),
        (vec!["check"], ""),
        (vec!["check", "--format", "json"], ""),
    ];
    for (arguments, input) in commands {
        let with = |set| rulec(&[&arguments[..1], &[set], &arguments[1..]].concat(), input);
        let (one, other) = (with(COMPANY), with(bundle.as_str()));
        assert!(!one.stdout.is_empty(), "{arguments:?}");
        assert_eq!(one, other, "{arguments:?}");
    }
}

#[test]
fn a_rule_that_does_not_compile_denies_and_is_reported_out_of_the_bundle_too() {
    let folder = Folder::new("bundle-refused");
    let set = folder.0.join("export");
    let file = |name: &str, text: &str| folder.file(&format!("export/core/{name}"), text);
    file(
        "space.json",
        &element("s", &[("Display", "Bad"), ("Team Creation", "Gone")]),
    );
    file(
        "space/securityPolicyDefinitions.json",
        &definitions(&[("Bad", "Space", "identity('teams'"), ("Good", "Space", "true")]),
    );
    let set = set.display().to_string();
    let (output, bundle) = compiled(&folder, &set);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        err(&output).contains("E0808") && err(&output).contains("E0805"),
        "{}",
        err(&output)
    );
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        told.ends_with("programs: 1, names: 1; 1 rule does not compile and denies\n"),
        "{told}"
    );
    let request = "{\"endpoint\": \"Display\", \"identity\": {\"username\": \"ann\"}}";
    for strict in [&[][..], &["--strict"]] {
        let with = |set: &str| rulec(&[&["decide", set, "--jsonl"], strict].concat(), request);
        let (one, other) = (with(&set), with(&bundle));
        assert_eq!(one.stdout, other.stdout);
        assert_eq!(err(&one).replace(&set, &bundle), err(&other).replace(&set, &bundle));
        assert_eq!(one.status, other.status);
        assert!(err(&other).contains("E0808"), "{}", err(&other));
    }
}

#[test]
fn an_assignment_of_nothing_is_an_error_of_the_bundle() {
    let folder = Folder::new("bundle-dangling");
    let set = folder.0.join("export").display().to_string();
    folder.file("export/core/space.json", &element("s", &[("Display", "Gone")]));
    let (output, bundle) = compiled(&folder, &set);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("E0805"), "{}", err(&output));
    let request = "{\"endpoint\": \"Display\", \"identity\": {\"username\": \"ann\"}}";
    let decided = rulec(&["decide", &bundle, "--jsonl"], request);
    let decided = String::from_utf8_lossy(&decided.stdout).into_owned();
    assert!(decided.contains("\"deny\""), "{decided}");
}

#[test]
fn what_cannot_be_used_is_not_compiled() {
    let folder = Folder::new("bundle-none");
    folder.file("export/core/space.json", "{\"slug\": 1}");
    folder.file("empty/readme.txt", "");
    folder.file("settings/rulec.toml", "[keep]\ngate = 'none'\n");
    folder.file("settings/deploy.yaml", "workflow:\n  id: deploy\n");
    folder.file("linked/core/space.json", &element("s", &[]));
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.0.join("empty"), folder.0.join("linked/core/space")).expect("the link is made");
    let cases = [
        ("export", "E0803"),
        ("empty", " holds no policies"),
        ("settings", "E0810"),
        #[cfg(unix)]
        ("linked", "it is a link to a folder"),
    ];
    for (name, told) in cases {
        let (output, bundle) = compiled(&folder, &folder.0.join(name).display().to_string());
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(err(&output).contains(told), "{name}: {}", err(&output));
        assert!(!std::path::Path::new(&bundle).exists(), "{name}: nothing is written");
    }
    let output = rulec(&["compile", "--lang", "js", COMPANY], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("leave --lang out"), "{}", err(&output));
}

#[test]
fn a_file_that_is_no_usable_bundle_is_refused_with_a_remedy() {
    let folder = Folder::new("bundle-broken");
    let (_, path) = compiled(&folder, COMPANY);
    let whole = std::fs::read(&path).expect("the bundle is there");
    let version = |version: u16| {
        let mut bytes = whole.clone();
        bytes[6..8].copy_from_slice(&version.to_le_bytes());
        bytes
    };
    let mut changed = whole.clone();
    *changed.last_mut().expect("it has bytes") ^= 1;
    let rule = compile(&Source::javascript("rule", "true"), &Schema::batch()).expect("the rule compiles");
    let cases = [
        (
            whole[..whole.len() / 2].to_vec(),
            "it is cut off or damaged; copy it again",
        ),
        (whole[..6].to_vec(), "it is cut off or damaged; copy it again"),
        ([&whole[..], b"\n"].concat(), "it is cut off or damaged; copy it again"),
        (changed, "it is cut off or damaged; copy it again"),
        (version(Bundle::VERSION - 1), "an older `rulec`"),
        (version(Bundle::VERSION + 1), "a newer `rulec`"),
        (
            rule.to_bytes(),
            "it is no compiled policy set; `rulec compile` with a folder",
        ),
        (
            Bundle::write([("rule", &rule)]).expect("it is small"),
            "it holds programs and no policies",
        ),
    ];
    for (bytes, told) in cases {
        std::fs::write(&path, &bytes).expect("the file can be written");
        let error = PolicySet::load(path.as_ref()).expect_err(told).to_string();
        assert!(
            error.starts_with(&format!("error E0813 {path}: ")) && error.contains(told),
            "{error}"
        );
        for arguments in [&["ls", &path][..], &["decide", &path, "--jsonl"], &["matrix", &path]] {
            let output = rulec(arguments, "");
            assert_eq!(
                (output.status.code(), output.stdout.len()),
                (Some(2), 0),
                "{arguments:?}"
            );
            assert!(err(&output).contains(told), "{}", err(&output));
        }
        assert_eq!(rulec(&["check", &path], "").status.code(), Some(1));
    }
    std::fs::write(&path, &whole).expect("the file can be written");
    for arguments in [
        &["disasm", &path][..],
        &["fmt", &path],
        &["eval", &path],
        &["check", "--fix", &path],
    ] {
        let output = rulec(arguments, "");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            err(&output).contains("is compiled; name what it was compiled from"),
            "{}",
            err(&output)
        );
    }
    assert_eq!(
        std::fs::read(&path).expect("the bundle is there"),
        whole,
        "nothing changes a bundle"
    );
}

#[test]
#[cfg(unix)]
fn a_bundle_comes_through_a_pipe() {
    let folder = Folder::new("bundle-pipe");
    let (_, path) = compiled(&folder, COMPANY);
    let command = format!("cat '{path}' | {} ls /dev/stdin", env!("CARGO_BIN_EXE_rulec"));
    let output = std::process::Command::new("sh")
        .args(["-c", &command])
        .output()
        .expect("a shell runs");
    assert_eq!(output.stdout, rulec(&["ls", COMPANY], "").stdout);
}

#[test]
fn a_bundle_holds_what_the_set_needs_and_nothing_of_the_machine() {
    let workflow = "workflow:\n  id: deploy\n  permissions: [noc]\n  steps: []\n";
    let files = |above: &str| {
        let at = |name: &str, text: &str| {
            let parts = format!("{above}/{name}").split('/').map(str::to_owned).collect();
            File::at(name, parts, text)
        };
        let space = element("s", &[]);
        vec![
            at("core/space.json", &space),
            at("deploy.yaml", workflow),
            at("secrets.yaml", "password: geheim\n"),
            at("package.json", "{\"name\": \"geheim\"}"),
        ]
    };
    let bundle = |above: &str| {
        let made = PolicySet::bundle(Reading::files(files(above), Settings::default()));
        made.expect("the set loads").1.expect("it is small")
    };
    let bytes = bundle("home/ann");
    assert_eq!(bytes, bundle("srv"), "where the export stood does not matter");
    let text = String::from_utf8_lossy(&bytes);
    assert!(
        text.contains("deploy") && !text.contains("geheim") && !text.contains("home"),
        "{text}"
    );
    let models = PolicySet::from_bundle(bytes)
        .expect("the bundle is read")
        .models()
        .len();
    assert_eq!(models, 2);
}
