//! How cases are written.
//!
//! One program a line; `\n` in it is a line break. `«name»` stands for each value of a set in turn, every combination.
//! - `// …` and empty lines are for the reader.
//! - `set name = a ‖ b ‖ c` defines a set, until it is defined anew.
//! - `env {…}` gives the bindings of the programs that follow; `env` alone takes them away.
//! - `refused` starts a section whose programs must be refused or fault, `either` one whose programs may agree, be refused or
//!   fault (some combinations of a template are outside of the subset); `accepted` ends both.

use std::collections::HashMap;

use serde_json::{Value as Json, json};

/// A program with its bindings.
#[derive(Clone, Debug)]
pub struct Program {
    pub source: String,
    pub env: Json,
    pub expect: Expect,
}

/// What must become of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// It gives the recorded answer.
    Agree,
    /// It is refused or faults.
    Refuse,
    /// One or the other, but never another answer.
    Either,
}

/// The programs of a file of cases.
pub fn expand(text: &str) -> Vec<Program> {
    let mut sets: HashMap<String, Vec<String>> = HashMap::new();
    let mut programs = Vec::new();
    let (mut env, mut expect) = (json!({}), Expect::Agree);
    for line in text.lines() {
        if line.trim().is_empty() || line.starts_with("// ") {
            continue;
        }
        if let Some(definition) = line.strip_prefix("set ") {
            let (name, values) = definition
                .split_once(" = ")
                .unwrap_or_else(|| panic!("no ` = ` in {line:?}"));
            sets.insert(name.to_owned(), values.split(" ‖ ").map(str::to_owned).collect());
        } else if line == "env" {
            env = json!({});
        } else if let Some(json) = line.strip_prefix("env ") {
            env = serde_json::from_str(json).unwrap_or_else(|error| panic!("{line:?}: {error}"));
        } else if line == "refused" {
            expect = Expect::Refuse;
        } else if line == "either" {
            expect = Expect::Either;
        } else if line == "accepted" {
            expect = Expect::Agree;
        } else {
            for source in combinations(line, &sets) {
                programs.push(Program {
                    source: source.replace("\\n", "\n"),
                    env: env.clone(),
                    expect,
                });
            }
        }
    }
    programs
}

fn combinations(template: &str, sets: &HashMap<String, Vec<String>>) -> Vec<String> {
    let Some((before, rest)) = template.split_once('«') else {
        return vec![template.to_owned()];
    };
    let (name, after) = rest
        .split_once('»')
        .unwrap_or_else(|| panic!("an open « in {template:?}"));
    let values = sets
        .get(name)
        .unwrap_or_else(|| panic!("no set {name} for {template:?}"));
    let tails = combinations(after, sets);
    values
        .iter()
        .flat_map(|value| tails.iter().map(move |tail| format!("{before}{value}{tail}")))
        .collect()
}
