//! The tour of the README prints what the README shows.
//!
//! Each block ```` ```console ```` is run by a shell in a folder of its own, where `rulec` is this build: lines that start with `$ ` are
//! commands, the others what they print. A last line `…` stands for the rest. `RULEC_RECORD=1` writes the output anew.

#![cfg(unix)]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a command of the tour prints, standard error behind standard output.
fn output(folder: &Path, command: &str) -> String {
    let rulec = Path::new(env!("CARGO_BIN_EXE_rulec"));
    let mut path = vec![rulec.parent().expect("it is in a folder").to_path_buf()];
    path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env("PATH", env::join_paths(path).expect("folders without separators"))
        .output()
        .expect("a shell runs");
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8(text).expect("it prints UTF-8");
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// A line in which numbers that depend on how good the code is, or on how many lints there are, are not compared.
fn comparable(line: &str) -> String {
    let counts = [" instructions", " rules checked: ", " bytes; programs: "];
    if line.starts_with("fuel ") || counts.iter().any(|what| line.contains(what)) {
        return line.chars().filter(|char| !char.is_ascii_digit()).collect();
    }
    line.to_owned()
}

/// The page with the output anew, and what differs.
fn renewed(page: &str, folder: &Path) -> (String, Vec<String>) {
    let (mut out, mut wrong) = (String::new(), Vec::new());
    let mut lines = page.lines().peekable();
    let mut in_block = false;
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        in_block = line == "```console" || in_block && line != "```";
        let Some(command) = line.strip_prefix("$ ").filter(|_| in_block) else {
            continue;
        };
        let mut shown = Vec::new();
        while let Some(line) = lines.next_if(|line| *line != "```" && !line.starts_with("$ ")) {
            shown.push(line);
        }
        // The tests do not run themselves.
        if command == "cargo test" {
            continue;
        }
        let printed = output(folder, &command.replace("cargo run --release --", "rulec"));
        let mut printed: Vec<&str> = printed.lines().collect();
        if shown.last() == Some(&"…") {
            printed.truncate(shown.len() - 1);
            printed.push("…");
        }
        let same =
            printed.len() == shown.len() && printed.iter().zip(&shown).all(|(a, b)| comparable(a) == comparable(b));
        if !same {
            wrong.push(format!("{command}\nprints\n{}", printed.join("\n")));
        }
        printed.iter().for_each(|line| {
            out.push_str(line);
            out.push('\n');
        });
    }
    (out, wrong)
}

#[test]
fn the_tour_prints_what_is_shown() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("tour-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for the tour");
    std::os::unix::fs::symlink(root.join("examples"), folder.join("examples")).expect("a link to the examples");
    let path = root.join("README.md");
    let page = fs::read_to_string(&path).expect("the page can be read");
    let (expected, wrong) = renewed(&page, &folder);
    let _ = fs::remove_dir_all(&folder);
    if env::var_os("RULEC_RECORD").is_some() {
        fs::write(&path, expected).expect("the page can be written");
    } else {
        assert!(
            wrong.is_empty(),
            "{}\nrun `RULEC_RECORD=1 cargo test --test readme`",
            wrong.join("\n\n")
        );
    }
}
