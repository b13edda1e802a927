//! The two sides of the comparison: this project, and the servers under `tests/oracle/` that run the real languages.

pub mod compare;

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

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

/// How long a server may be silent: it ends programs after half a second itself, but not where the language does not look
/// at its clock, as within one long operation.
const SILENCE: Duration = Duration::from_secs(30);

/// A running server.
pub struct Oracle {
    language: Language,
    child: Child,
    input: Option<ChildStdin>,
    /// Its answers, whole lines.
    output: Receiver<String>,
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
        let mut lines = BufReader::new(child.stdout.take()?);
        let (sender, output) = channel();
        std::thread::spawn(move || {
            loop {
                let mut line = String::new();
                // An answer that is cut off, or that nobody waits for any more, is the last.
                let read = lines.read_line(&mut line);
                if read.is_err() || !line.ends_with('\n') || sender.send(line).is_err() {
                    break;
                }
            }
        });
        Some(Oracle {
            language,
            child,
            input,
            output,
        })
    }

    /// The real language's answers, in order. A program that brings the server down (V8 ends the process where it runs out
    /// of stack while it compiles a regular expression) or keeps it busy has the answer `$Crash`.
    pub fn ask(&mut self, cases: &[Case]) -> Vec<Json> {
        let mut answers = self.ask_until_it_ends(cases);
        while answers.len() < cases.len() {
            *self = Oracle::start(self.language).expect("the server starts again");
            answers.push(json!({"throws": "$Crash"}));
            let rest = self.ask_until_it_ends(&cases[answers.len()..]);
            answers.extend(rest);
        }
        answers
    }

    /// Answers, fewer than cases where the server ended.
    fn ask_until_it_ends(&mut self, cases: &[Case]) -> Vec<Json> {
        let lines: String = cases
            .iter()
            .enumerate()
            .map(|(id, case)| format!("{}\n", json!({"id": id, "source": case.source, "env": case.env})))
            .collect();
        let mut input = self.input.take().expect("the server is running");
        // The server answers while it is written to, so writing and reading must not wait for each other.
        let writer = std::thread::spawn(move || {
            // Where the server has ended, its missing answers tell.
            let _ = input.write_all(lines.as_bytes()).and_then(|()| input.flush());
            input
        });
        let mut answers = Vec::with_capacity(cases.len());
        for _ in cases {
            let Ok(line) = self.output.recv_timeout(SILENCE) else {
                // What has ended already cannot be ended.
                let _ = self.child.kill();
                break;
            };
            // An answer that is nested too deeply to be read says nothing.
            answers.push(serde_json::from_str(&line).unwrap_or_else(|_| json!({"throws": "$Unread"})));
        }
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
