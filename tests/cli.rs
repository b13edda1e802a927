//! The command as a user meets it: arguments, files, pipes, exit status.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// A folder of this test alone, removed with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder for the test");
        Folder(path)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder for the file");
        fs::write(&path, bytes).expect("a file for the test");
        path.display().to_string()
    }

    fn path(&self) -> String {
        self.0.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left behind lies in the folder of the build.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn rulec(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rulec"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // A command that does not read its input closes it.
    let _ = child.stdin.take().expect("standard input is a pipe").write_all(input);
    child.wait_with_output().expect("the command ends")
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("it was not killed")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("it prints UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("it prints UTF-8")
}

#[test]
fn check_tells_what_is_wrong_with_a_file() {
    let folder = Folder::new("check-file");
    let good = folder.file("good.js", "identity('teams').includes('HR')");
    let bad = folder.file("bad.rb", "@identity.teams.include?('HR'");
    let output = rulec(&["check", &good], b"");
    assert_eq!(
        (status(&output), out(&output).as_str()),
        (0, "1 rule checked: 0 errors, 0 warnings\n")
    );
    let output = rulec(&["check", &good, &bad], b"");
    assert_eq!(status(&output), 1);
    assert!(out(&output).contains("[E0202] Error: `(` is never closed (unclosed-bracket)"));
    assert!(out(&output).ends_with("2 rules checked: 1 error, 0 warnings\n"));
    assert!(out(&output).is_ascii(), "a pipe gets plain text");
}

#[test]
fn check_searches_folders_and_goes_on_behind_unreadable_files() {
    let folder = Folder::new("check-folder");
    folder.file("a/one.js", "identity('authenticated')");
    folder.file("a/b/two.rb", "@identity.is_member_of('HR')");
    folder.file("a/other.txt", "(");
    let output = rulec(&["check", &folder.path()], b"");
    assert_eq!(
        (status(&output), out(&output).as_str()),
        (0, "2 rules checked: 0 errors, 0 warnings\n")
    );
    folder.file("a/latin.js", b"'caf\xE9'");
    let output = rulec(&["check", &folder.path(), "no/such/file.js"], b"");
    assert_eq!(status(&output), 2);
    assert!(out(&output).contains("2 rules checked"));
    assert!(err(&output).contains("latin.js is not UTF-8: byte 4, in line 1, starts no character"));
    assert!(err(&output).contains("cannot read no/such/file.js: "));
}

#[test]
fn check_of_nothing_is_no_success() {
    let folder = Folder::new("check-nothing");
    let output = rulec(&["check", &folder.path()], b"");
    assert_eq!(status(&output), 2);
    assert!(err(&output).contains("there are no rules in "));
    folder.file("readme.md", "# no rule");
    assert_eq!(status(&rulec(&["check", &folder.path()], b"")), 2);
}

#[test]
fn check_of_an_export_without_rules_says_so() {
    let folder = Folder::new("check-no-rules");
    folder.file("core/space.json", r#"{"slug": "acme", "name": "Acme"}"#);
    let output = rulec(&["check", &folder.path()], b"");
    assert_eq!(
        (status(&output), out(&output).as_str()),
        (0, "0 rules checked: 0 errors, 0 warnings\n")
    );
}

#[test]
fn check_reads_standard_input() {
    let output = rulec(&["check", "-", "--lang", "js"], b"identity('a'");
    assert_eq!(status(&output), 1);
    assert!(out(&output).contains(",-[ <stdin>:1:9 ]"));
    let output = rulec(&["check", "-"], b"1");
    assert_eq!(status(&output), 2);
    assert!(err(&output).contains("cannot tell the language of <stdin>; name it with --lang js or --lang ruby"));
}

#[test]
fn standard_input_is_fixed_to_standard_output() {
    let rule = b"var limit = 5;\nidentity('teams').contains('HR')";
    let output = rulec(&["check", "-", "--lang", "js", "--fix"], rule);
    assert_eq!(
        (status(&output), out(&output).as_str()),
        (1, "identity('teams').contains('HR')")
    );
    assert!(err(&output).starts_with("rulec: <stdin>: fixed W1041: remove the variable\n"));
    assert!(err(&output).contains("[W1206] Warning: "), "what is left is told");
    let output = rulec(&["check", "-", "--lang", "js", "--unsafe-fixes"], rule);
    assert_eq!(
        (status(&output), out(&output).as_str()),
        (0, "identity('teams').includes('HR')")
    );
    let output = rulec(&["check", "-", "--lang", "js", "--fix", "--diff"], rule);
    assert_eq!(status(&output), 1);
    assert!(out(&output).contains("\n-var limit = 5;\n"));
    let output = rulec(&["check", "-", "other.js", "--lang", "js", "--fix"], rule);
    assert_eq!(status(&output), 2);
    assert!(err(&output).contains("standard input is fixed alone"));
}

#[test]
fn a_folder_is_not_one_rule() {
    let folder = Folder::new("folder-as-rule");
    for command in ["eval", "disasm"] {
        let output = rulec(&[command, &folder.path()], b"");
        assert_eq!(status(&output), 2);
        assert!(
            err(&output).contains(" is a folder; name the file of one rule"),
            "{}",
            err(&output)
        );
    }
    // A folder is compiled as a policy set, which this is not.
    let output = rulec(&["compile", &folder.path()], b"");
    assert_eq!(status(&output), 2);
    assert!(err(&output).contains(" holds no policies"), "{}", err(&output));
    let output = rulec(&["fmt", &folder.path()], b"");
    assert_eq!((status(&output), out(&output).as_str()), (2, ""));
}

#[test]
fn quiet_leaves_the_findings() {
    let folder = Folder::new("quiet");
    let good = folder.file("good.js", "identity( 'authenticated' )");
    let bad = folder.file("bad.js", "identity('teams'");
    for command in ["check", "fmt"] {
        let output = rulec(&[command, "-q", &good], b"");
        assert_eq!(
            (status(&output), out(&output).as_str(), err(&output).as_str()),
            (0, "", ""),
            "{command}"
        );
    }
    let output = rulec(&["check", "--quiet", &good, &bad], b"");
    assert_eq!(status(&output), 1);
    assert!(out(&output).contains("[E0202]") && !out(&output).contains("checked"));
}

#[test]
fn messages_do_not_command_the_terminal() {
    let output = rulec(&["check", "no\u{1b}]0;title\u{7}.js"], b"");
    assert_eq!(status(&output), 2);
    assert!(err(&output).contains("no\\u{1b}]0;title\\u{7}.js"), "{}", err(&output));
}

#[test]
fn every_command_that_reports_has_the_formats() {
    let folder = Folder::new("formats");
    let bad = folder.file("bad.js", "identity('teams'");
    let wide = folder.file("wide.js", "identity( 'authenticated' )\n");
    let json = |output: &Output| -> serde_json::Value { serde_json::from_str(&out(output)).expect("it is JSON") };
    for command in [
        &["check", &bad][..],
        &["compile", &bad],
        &["disasm", &bad],
        &["fmt", "--check", &bad],
        &["fmt", &bad],
    ] {
        let with = |format: &str| rulec(&[command, &["--format", format]].concat(), b"");
        let report = json(&with("json"));
        assert_eq!(report["findings"][0]["code"], "E0202", "{command:?}");
        assert_eq!(json(&with("sarif"))["runs"][0]["results"][0]["ruleId"], "E0202");
        assert!(out(&with("github")).starts_with("::error "), "{command:?}");
    }
    let output = rulec(&["fmt", "--check", &wide, "--format", "json"], b"");
    assert_eq!(status(&output), 1);
    assert_eq!(json(&output)["findings"][0]["code"], "W1305");
    let output = rulec(&["disasm", &wide, "--format", "json"], b"");
    assert!(json(&output)["listing"].is_array());
    let output = rulec(&["fmt", &wide, "--format", "json"], b"");
    assert_eq!(
        (status(&output), json(&output)["findings"].as_array().map(Vec::len)),
        (0, Some(0))
    );
    assert_eq!(
        fs::read_to_string(&wide).expect("it is there"),
        "identity('authenticated')\n"
    );
}

#[test]
fn check_prints_a_json_document() {
    let folder = Folder::new("check-json");
    let bad = folder.file("bad.js", "1;\n  identity('a'");
    let output = rulec(&["check", "--format", "json", &bad], b"");
    assert_eq!(status(&output), 1);
    let document: serde_json::Value = serde_json::from_str(&out(&output)).expect("one JSON document");
    let finding = &document["findings"][0];
    assert_eq!(finding["file"], bad.as_str());
    let start = &finding["place"]["start"];
    assert_eq!((&start["line"], &start["column"]), (&2.into(), &11.into()));
    assert_eq!(finding["code"], "E0202");
}

#[test]
fn a_huge_file_is_not_read_to_its_end() {
    let folder = Folder::new("check-huge");
    for (name, bytes) in [
        ("huge.js", vec![b' '; 3 << 20]),
        ("huge.rb", "é".repeat(1 << 20).into_bytes()),
    ] {
        let huge = folder.file(name, bytes);
        let output = rulec(&["check", &huge], b"");
        assert_eq!(status(&output), 1, "{}", err(&output));
        assert!(out(&output).contains("[E0601] Error: "));
        assert!(out(&output).len() < 2_000, "the report stays short");
    }
}

#[test]
fn reports_do_not_command_the_terminal() {
    let output = rulec(
        &["check", "-", "--lang", "js"],
        "x = '\u{1B}[31m\u{202E}' + (1 ]".as_bytes(),
    );
    assert_eq!(status(&output), 1);
    assert!(!out(&output).contains('\u{1B}') && !out(&output).contains('\u{202E}'));
    let output = rulec(&["eval", "--lang", "js", "-e", "throw new Error('a\\x1b[2J\\nb')"], b"");
    assert!(!out(&output).contains('\u{1B}'));
}

#[test]
fn eval_prints_value_and_truth() {
    let output = rulec(&["eval", "--lang", "js", "-e", "-1"], b"");
    assert_eq!(status(&output), 0);
    assert!(out(&output).starts_with("value   -1\ntruth   true: allows\nfuel    "));
    let output = rulec(&["eval", "--lang", "ruby", "-e", "nil"], b"");
    assert!(out(&output).starts_with("value   null\ntruth   false: denies\n"));
    let output = rulec(&["eval", "--lang", "ruby", "--format", "json", "-e", "1.5"], b"");
    assert_eq!(
        out(&output),
        "{\"value\":{\"$t\":\"Float\",\"v\":\"1.5\"},\"truthy\":true}\n"
    );
}

#[test]
fn eval_reads_bindings_time_and_zone() {
    let folder = Folder::new("eval-env");
    let env = folder.file("env.json", r#"{"identity": {"teams": ["HR"]}}"#);
    let rule = folder.file(
        "rule.js",
        "identity('teams')[0] + new Date().toISOString() + new Date().getHours()",
    );
    let output = rulec(
        &[
            "eval",
            &rule,
            "--env",
            &env,
            "--now",
            "2026-11-22T10:00:00Z",
            "--tz",
            "Europe/Berlin",
        ],
        b"",
    );
    assert!(
        out(&output).starts_with("value   \"HR2026-11-22T10:00:00.000Z11\"\n"),
        "{}",
        err(&output)
    );
    let output = rulec(&["eval", "--lang", "js", "-e", "Date.now()", "--now", "-5"], b"");
    assert!(out(&output).starts_with("value   -5\n"));
    let output = rulec(&["eval", "-", "--lang", "ruby"], b"1 + 1");
    assert!(out(&output).starts_with("value   2\n"));
}

#[test]
fn eval_names_what_is_wrong_with_its_arguments() {
    let folder = Folder::new("eval-wrong");
    let broken = folder.file("broken.json", "{");
    let list = folder.file("list.json", "[]");
    let deep = folder.file("deep.json", format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)));
    let cases: [(&[&str], &str); 10] = [
        (&["--env", &broken], "broken.json is not JSON: EOF"),
        (&["--env", &list], "the environment must be a JSON object"),
        (&["--env", &deep], "deep.json is not JSON: recursion limit"),
        (&["--env", "no/such.json"], "cannot read no/such.json: "),
        (
            &["--now", "tomorrow"],
            "--now `tomorrow` is neither milliseconds nor a time such as",
        ),
        (&["--now", "NaN"], "--now `NaN` is neither"),
        (&["--now", "1e999"], "--now `1e999` is neither"),
        (
            &["--tz", "Mars/Olympus"],
            "`tz` is `Mars/Olympus`, which the IANA database does not know",
        ),
        (&["--format", "yaml"], "invalid value 'yaml'"),
        (&["--jsonl"], "cannot be used with"),
    ];
    for (more, expected) in cases {
        let arguments = [&["eval", "--lang", "js", "-e", "1"], more].concat();
        let output = rulec(&arguments, b"");
        assert_eq!(status(&output), 2, "{more:?}");
        assert!(err(&output).contains(expected), "{more:?}: {}", err(&output));
        assert_eq!(out(&output), "", "{more:?}");
    }
    let output = rulec(&["eval", "-e", "1"], b"");
    assert_eq!(status(&output), 2, "the language is missing");
    let output = rulec(&["eval", "-", "--lang", "js", "--env", "-"], b"1");
    assert!(err(&output).contains("standard input can hold the rule or the bindings, not both"));
}

#[test]
fn eval_reports_refusals_throws_and_faults() {
    let cases = [
        ("js", "class A {}", "[E0301] Error: "),
        (
            "js",
            "null.x",
            "[F0906] Error: the rule threw TypeError: Cannot read properties of null",
        ),
        ("ruby", "nil.x", "[F0906] Error: the rule threw NoMethodError: "),
        ("js", "while (1);", "[F0901] Error: "),
    ];
    for (lang, text, expected) in cases {
        let output = rulec(&["eval", "--lang", lang, "-e", text], b"");
        assert_eq!(status(&output), 1, "{text}");
        assert!(out(&output).starts_with(expected), "{}", out(&output));
        let output = rulec(&["eval", "--lang", lang, "--format", "json", "-e", text], b"");
        assert_eq!((status(&output), out(&output).lines().count()), (1, 1), "{text}");
    }
}

#[test]
fn eval_names_the_nearest_name() {
    let output = rulec(&["eval", "--lang", "js", "-e", "identty('teams')"], b"");
    assert!(
        out(&output).contains("Help: Did you mean `identity`?"),
        "{}",
        out(&output)
    );
}

#[test]
fn jsonl_answers_every_line_in_order() {
    let mut input = Vec::new();
    input.extend_from_slice(b"{\"id\": 1, \"lang\": \"js\", \"source\": \"1 + 1\", \"env\": {}}\n");
    input.extend_from_slice(b"no json\n");
    input.extend_from_slice(b"[1]\n\n");
    input.extend_from_slice(b"{\"id\": 2, \"lang\": \"js\", \"source\": \"'caf\xE9'\"}\n");
    input.extend_from_slice(b"{\"id\": 3, \"lang\": \"cobol\", \"source\": \"1\"}\n");
    input.extend_from_slice(b"{\"id\": 4, \"lang\": \"ruby\"}\n");
    input.extend_from_slice(b"{\"id\": 5, \"lang\": \"ruby\", \"source\": \"1\", \"env\": 7}\n");
    input.extend_from_slice("[".repeat(100_000).as_bytes());
    input.extend_from_slice(b"\n");
    input.extend_from_slice(&vec![b'x'; 9 << 20]);
    input.extend_from_slice(b"\n{\"id\": {\"a\": [6]}, \"lang\": \"ruby\", \"source\": \"'last'\"}");
    let output = rulec(&["eval", "--jsonl"], &input);
    assert_eq!(status(&output), 0, "{}", err(&output));
    let text = out(&output);
    let answers: Vec<&str> = text.lines().collect();
    let expected = [
        r#"{"id":1,"value":2,"truthy":true}"#,
        r#"{"error":"bad request: expected ident"#,
        r#"{"error":"bad request: a line must be a JSON object"}"#,
        r#"{"error":"bad request: byte 39 starts no UTF-8 character"}"#,
        r#"{"id":3,"error":"bad request: `lang` must be \"js\" or \"ruby\""}"#,
        r#"{"id":4,"error":"bad request: `source` must be a text"}"#,
        r#"{"id":5,"error":"bad request: the environment must be a JSON object"}"#,
        r#"{"error":"bad request: recursion limit exceeded"#,
        r#"{"error":"bad request: the line is longer than 8388608 bytes"}"#,
        r#"{"id":{"a":[6]},"value":"last","truthy":true}"#,
    ];
    assert_eq!(answers.len(), expected.len(), "{text}");
    for (answer, expected) in answers.iter().zip(expected) {
        assert!(answer.starts_with(expected), "{answer} is to start with {expected}");
    }
}

#[test]
fn jsonl_answers_before_the_next_line_comes() {
    use std::io::{BufRead, BufReader};
    let mut child = Command::new(env!("CARGO_BIN_EXE_rulec"))
        .args(["eval", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut input = child.stdin.take().expect("standard input is a pipe");
    let mut answers = BufReader::new(child.stdout.take().expect("standard output is a pipe"));
    for id in 0..3 {
        writeln!(input, r#"{{"id": {id}, "lang": "js", "source": "{id}"}}"#).expect("it reads");
        let mut answer = String::new();
        answers.read_line(&mut answer).expect("it answers");
        assert!(answer.contains(&format!("\"value\":{id}")));
    }
    drop(input);
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn a_closed_pipe_ends_the_command_quietly() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rulec"))
        .args(["eval", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    drop(child.stdout.take());
    let mut input = child.stdin.take().expect("standard input is a pipe");
    for _ in 0..10_000 {
        if writeln!(input, r#"{{"lang": "js", "source": "'{}'"}}"#, "x".repeat(100)).is_err() {
            break;
        }
    }
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((status(&output), err(&output).as_str()), (0, ""));
}

#[test]
fn compile_disasm_and_explain_print() {
    let output = rulec(
        &["compile", "--lang", "js", "-e", "identity('teams').includes('HR')"],
        b"",
    );
    assert_eq!(status(&output), 0, "{}", err(&output));
    assert!(out(&output).contains("identity teams"), "{}", out(&output));
    let output = rulec(&["compile", "--lang", "js", "--format", "json", "-e", "(1"], b"");
    assert_eq!(status(&output), 1);
    assert!(out(&output).contains("E0202"));
    let output = rulec(&["disasm", "--lang", "ruby", "-e", "@identity.username"], b"");
    assert_eq!(status(&output), 0);
    let output = rulec(&["explain", "e0301"], b"");
    assert!(out(&output).starts_with("# E0301 `unsupported-construct`\n"));
    let output = rulec(&["explain", "out-of-fuel"], b"");
    assert!(out(&output).starts_with("# F0901 "));
    let output = rulec(&["explain", "E9999"], b"");
    assert_eq!(status(&output), 2);
    assert!(err(&output).contains("there is no code `E9999`"));
}

#[test]
fn the_mark_that_editors_write_before_data_is_no_error() {
    let folder = Folder::new("cli-mark");
    let mark = "\u{FEFF}";
    let env = folder.file(
        "env.json",
        format!("{mark}{{\"identity\": {{\"username\": \"ann\"}}}}\r\n"),
    );
    let output = rulec(
        &[
            "eval",
            "--lang",
            "js",
            "-e",
            "identity('username') === 'ann'",
            "--env",
            &env,
        ],
        b"",
    );
    assert_eq!(status(&output), 0, "{}", err(&output));
    let line = format!("{mark}{{\"id\": 1, \"lang\": \"js\", \"source\": \"1\"}}\r\n");
    let output = rulec(&["eval", "--jsonl"], line.as_bytes());
    assert_eq!(out(&output), "{\"id\":1,\"value\":1,\"truthy\":true}\n");
}

#[test]
fn check_of_a_set_that_cannot_be_read_has_the_status_of_what_cannot_be_read() {
    let folder = Folder::new("cli-unreadable-set");
    folder.file("core/space.json", b"{\"name\": \"caf\xE9\"}");
    let output = rulec(&["check", &folder.path()], b"");
    assert_eq!(status(&output), 2);
    assert!(out(&output).contains("E0801"), "{}", out(&output));
    folder.file("core/space.json", b"{\"name\": ");
    assert_eq!(status(&rulec(&["check", &folder.path()], b"")), 1);
}

#[test]
fn ls_counts_one_thing_as_one() {
    let folder = Folder::new("cli-one");
    folder.file("w.yml", "workflow:\n  id: a\n  permissions: [noc]\n");
    let output = rulec(&["ls", &folder.path()], b"");
    let text = out(&output);
    assert!(text.starts_with("Keep: 1 workflow\n"), "{text}");
    assert!(
        text.ends_with("1 distinct rule; 0 errors and 0 warnings (see `rulec check`)\n"),
        "{text}"
    );
}

/// A long rule is looked at in time that grows as its length does: each of these took minutes while clauses were compared
/// each with each, comments asked all comments, and messages read operands to their ends.
#[test]
fn long_rules_are_checked_soon() {
    let folder = Folder::new("cli-long");
    let clauses: Vec<_> = (0..4_000)
        .map(|at| format!("identity('teams').includes('T{at}')"))
        .collect();
    let cases = [
        ("clauses", clauses.join(" && ")),
        (
            "comments",
            format!("{}true", "// rulec: allow(W1032) x\n".repeat(20_000)),
        ),
        ("comparisons", vec!["1"; 8_000].join(" == ")),
    ];
    for (name, text) in cases {
        let file = folder.file(&format!("{name}.js"), text);
        let start = std::time::Instant::now();
        let output = rulec(&["check", &file, "--format", "json"], b"");
        assert!(matches!(status(&output), 0 | 1));
        // Far beyond what a build without optimisations needs on a busy machine.
        assert!(start.elapsed().as_secs() < 40, "{name}: {:?}", start.elapsed());
    }
}

#[test]
fn every_command_has_help_with_examples() {
    let top = out(&rulec(&["--help"], b""));
    let commands = "check fmt eval compile disasm decide explain-decision ls matrix search explain completions man";
    for command in commands.split(' ') {
        assert!(top.contains(&format!("  {command} ")), "{command} is listed");
        let output = rulec(&[command, "--help"], b"");
        assert_eq!(status(&output), 0);
        assert!(out(&output).contains("Examples:\n  rulec "), "{command}");
    }
    assert_eq!(status(&rulec(&[], b"")), 2);
    assert_eq!(status(&rulec(&["frobnicate"], b"")), 2);
    assert_eq!(status(&rulec(&["--version"], b"")), 0);
}
