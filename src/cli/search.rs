//! `rulec search`: those submissions of standard input that a caller may see.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::input::Line;
use super::{Failed, Found, input, set};
use crate::policy::read_json;

const EXAMPLES: &str = "\
Examples:
  rulec search exports --identity caller.json --kapp services --form laptop < rows.jsonl
  rulec search exports --identity caller.json --search-limit none < rows.jsonl";

/// Arguments of `rulec search`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct SearchArgs {
    /// The set: a folder or a file with a Kinetic Core export, or a bundle of `rulec compile`.
    set: PathBuf,
    /// Refuse a set that has errors, instead of denying where they are.
    #[arg(long)]
    strict: bool,
    /// A JSON file with the identity of the caller.
    #[arg(long, value_name = "FILE")]
    identity: PathBuf,
    /// The endpoint that each row must pass.
    #[arg(long, default_value = "Submission Access")]
    endpoint: String,
    /// The form of the rows, where they do not say it.
    #[arg(long)]
    form: Option<String>,
    /// The kapp of the rows, where they do not say it.
    #[arg(long)]
    kapp: Option<String>,
    /// Fail once more than so many rows are inaccessible; `none` for the exact answer.
    #[arg(long, value_name = "ROWS")]
    search_limit: Option<String>,
}

pub(super) fn run(args: &SearchArgs, out: &mut dyn Write) -> Result<Found, Failed> {
    let set = set::load(&args.set, args.strict)?;
    let limit = match args.search_limit.as_deref() {
        None => set.settings.kinetic_core.search_limit,
        Some("none") => None,
        Some(text) => Some(text.parse().map_err(|_| {
            Failed::Usage(format!(
                "--search-limit {text:?} is neither a number of rows nor `none`"
            ))
        })?),
    };
    let text = input::read_text(&args.identity)?;
    let identity = read_json(&text).map_err(|error| {
        Failed::Usage(format!(
            "{} is not JSON that can be used: {error}",
            args.identity.display()
        ))
    })?;
    let identity = match identity.get("identity") {
        Some(inner) if inner.is_object() => inner.clone(),
        _ => identity,
    };
    let element = json!({"form": args.form, "kapp": args.kapp});
    let fields = json!({"model": "kinetic-core", "identity": identity, "endpoint": args.endpoint, "element": element});
    let request = set::request(fields).map_err(Failed::Usage)?;
    let mut checker = set.checker(request);
    let mut failed = None;
    let (mut input, mut line, mut number) = (std::io::stdin().lock(), Vec::new(), 0_u64);
    let complete = loop {
        number += 1;
        let broken = |why: String| Failed::Usage(format!("row {number} of standard input cannot be used: {why}"));
        let text = match input::next_line(&mut input, &mut line, ROW).map_err(|error| broken(error.to_string()))? {
            Line::End => break true,
            Line::TooLong => return Err(broken(format!("it is longer than {ROW} bytes"))),
            Line::Whole => std::str::from_utf8(&line).map_err(|_| broken("it is not UTF-8".to_owned()))?,
        };
        if text.trim().is_empty() {
            continue;
        }
        if checker.line(text).map_err(broken)? {
            writeln!(out, "{}", read_json(text).map_err(broken)?)?;
        } else if let Some(error) = checker.tally.beyond(limit) {
            failed = Some(error);
            break false;
        }
    };
    let tally = checker.tally;
    let summary = json!({
        "complete": complete,
        "examined": tally.examined,
        "accessible": tally.accessible,
        "inaccessible": tally.inaccessible,
        "faults": tally.faults,
        "error": failed.map(|error| error.to_string()),
    });
    writeln!(out, "{summary}")?;
    Ok(if failed.is_some() {
        Found::Something
    } else {
        Found::Nothing
    })
}

/// Longest row that is read, in bytes.
const ROW: usize = 16 << 20;
