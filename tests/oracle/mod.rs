//! The two sides of the comparison: this project, and the servers under `tests/oracle/` that run the real languages.

pub mod compare;

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value as Json, json};

/// Which language is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    JavaScript,
    Ruby,
}

/// A program and its bindings.
#[derive(Clone, Debug)]
pub struct Case {
    pub source: String,
    pub env: Json,
}

/// A running server.
pub struct Oracle {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Oracle {
    /// Starts the server of a language; `None` where the language is not on this machine.
    pub fn start(language: Language) -> Option<Oracle> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle");
        let (program, script) = match language {
            Language::JavaScript => ("node", format!("{folder}/node.js")),
            Language::Ruby => ("ruby", format!("{folder}/ruby.rb")),
        };
        let mut child = Command::new(program)
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take()?);
        Some(Oracle { child, input, output })
    }

    /// The real language's answers, in order.
    pub fn ask(&mut self, cases: &[Case]) -> Vec<Json> {
        let lines: String = cases
            .iter()
            .enumerate()
            .map(|(id, case)| format!("{}\n", json!({"id": id, "source": case.source, "env": case.env})))
            .collect();
        let mut input = self.input.take().expect("the server is running");
        // The server answers while it is written to, so writing and reading must not wait for each other.
        let writer = std::thread::spawn(move || {
            input
                .write_all(lines.as_bytes())
                .and_then(|()| input.flush())
                .expect("the server reads");
            input
        });
        let answers = cases
            .iter()
            .map(|case| {
                let mut line = String::new();
                self.output.read_line(&mut line).expect("the server answers");
                serde_json::from_str(&line)
                    .unwrap_or_else(|error| panic!("answer {line:?} to {:?}: {error}", case.source))
            })
            .collect();
        self.input = Some(writer.join().expect("the writer ends"));
        answers
    }
}

impl Drop for Oracle {
    fn drop(&mut self) {
        self.input = None;
        let _ = self.child.wait();
    }
}
