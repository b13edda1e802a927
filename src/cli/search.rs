//! `rulec search`: those submissions of standard input that a caller may see.

use std::io::{BufRead, Write};
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value as Json, json};

use super::{Failed, Found, input, set};

/// Arguments of `rulec search`.
#[derive(Debug, Args)]
pub(super) struct SearchArgs {
    /// The set: a folder or a file with a Kinetic Core export.
    set: PathBuf,
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
    let set = set::load(&args.set, false)?;
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
    let identity: Json = serde_json::from_str(&text)
        .map_err(|error| Failed::Usage(format!("{} is not JSON: {error}", args.identity.display())))?;
    let element = json!({"form": args.form, "kapp": args.kapp});
    let fields = json!({"model": "kinetic-core", "identity": identity, "endpoint": args.endpoint, "element": element});
    let request = set::request(fields).map_err(Failed::Usage)?;
    let mut broken = None;
    let rows = Rows {
        input: std::io::stdin().lock(),
        line: String::new(),
        number: 0,
        broken: &mut broken,
    };
    let mut search = set.search(request, rows, limit);
    let mut failed = None;
    for row in &mut search {
        match row {
            Ok(row) => writeln!(out, "{row}")?,
            Err(error) => failed = Some(error),
        }
    }
    let tally = search.tally;
    if let Some(error) = broken {
        return Err(Failed::Usage(error));
    }
    let summary = json!({
        "complete": tally.complete,
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

/// Rows of standard input, one a line; what is no JSON ends them.
struct Rows<'a, R> {
    input: R,
    line: String,
    number: u64,
    broken: &'a mut Option<String>,
}

impl<R: BufRead> Iterator for Rows<'_, R> {
    type Item = Json;

    fn next(&mut self) -> Option<Json> {
        loop {
            self.line.clear();
            self.number += 1;
            match self.input.read_line(&mut self.line) {
                Ok(0) => return None,
                Ok(_) if self.line.trim().is_empty() => {}
                Ok(_) => match serde_json::from_str(&self.line) {
                    Ok(row) => return Some(row),
                    Err(error) => {
                        *self.broken = Some(format!("row {} of standard input is not JSON: {error}", self.number));
                        return None;
                    }
                },
                Err(error) => {
                    *self.broken = Some(format!("cannot read row {} of standard input: {error}", self.number));
                    return None;
                }
            }
        }
    }
}
