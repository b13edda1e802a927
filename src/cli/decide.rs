//! `rulec decide`: answers requests with a policy set.

use std::fs::OpenOptions;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::input::Line;
use super::{Failed, Format, Found, input, set, style};
use crate::diag::Style;
use crate::limits::Limits;
use crate::policy::{Decision, Effect, PolicySet, Request, words};

const EXAMPLES: &str = "\
Examples:
  rulec decide exports --request request.json      who may, and why
  rulec decide exports --requests requests.jsonl --log decisions.jsonl
  rulec decide exports.bundle --jsonl < requests.jsonl > decisions.jsonl

Exit status: 0 every request was answered, 1 the answer to --request is a denial, 2 wrong usage or something could not be read.";

/// Arguments of `rulec decide`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct DecideArgs {
    /// The set: a folder or a file with exports, workflows or flows, or a bundle of `rulec compile`.
    set: PathBuf,
    /// A file with one request; `-` is standard input.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["requests", "jsonl"])]
    request: Option<PathBuf>,
    /// A file with one request a line.
    #[arg(long, value_name = "FILE", conflicts_with = "jsonl")]
    requests: Option<PathBuf>,
    /// Read one request a line from standard input and write one decision a line.
    #[arg(long)]
    jsonl: bool,
    /// Refuse a set that has errors, instead of denying where they are.
    #[arg(long)]
    strict: bool,
    /// Append each decision to this file, as one JSON line.
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    /// Leave a field out of the log; may be given several times.
    #[arg(long, value_name = "FIELD", requires = "log", value_parser = clap::builder::PossibleValuesParser::new(words::LOG_FIELDS))]
    log_without: Vec<String>,
    /// How to print.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

/// Where decisions go besides the output.
struct Log<'a> {
    file: Option<BufWriter<std::fs::File>>,
    without: &'a [String],
}

impl Log<'_> {
    fn write(&mut self, request: Option<&Request>, decision: &Decision) -> Result<(), Failed> {
        if let Some(file) = &mut self.file {
            writeln!(file, "{}", words::log_line(request, decision, self.without))?;
        }
        Ok(())
    }
}

pub(super) fn run(args: &DecideArgs, out: &mut dyn Write) -> Result<Found, Failed> {
    let set = set::load(&args.set, args.strict)?;
    let file = match &args.log {
        None => None,
        Some(path) => {
            let file = OpenOptions::new().create(true).append(true).open(path);
            let file = file.map_err(|error| Failed::Usage(format!("cannot write {}: {error}", path.display())))?;
            Some(BufWriter::new(file))
        }
    };
    let mut log = Log {
        file,
        without: &args.log_without,
    };
    let found = if let Some(path) = &args.request {
        one(&set, path, args.format, &mut log, out)?
    } else if let Some(path) = &args.requests {
        let file = std::fs::File::open(path).map_err(|error| input::unreadable(path, &error))?;
        lines(&set, &mut BufReader::new(file), args.format, &mut log, out)?
    } else if args.jsonl {
        lines(&set, &mut std::io::stdin().lock(), Format::Json, &mut log, out)?
    } else {
        return Err(Failed::Usage(
            "say what to decide: --request FILE, --requests FILE, or --jsonl for standard input".to_owned(),
        ));
    };
    if let Some(file) = &mut log.file {
        file.flush()?;
    }
    Ok(found)
}

/// Decides one request; a denial shows in the status of the command.
fn one(set: &PolicySet, path: &Path, format: Format, log: &mut Log<'_>, out: &mut dyn Write) -> Result<Found, Failed> {
    let request = set::request_file(path)?;
    let decision = set.decide(&request);
    log.write(Some(&request), &decision)?;
    match format {
        Format::Human => writeln!(out, "{}", human(Some(&request), &decision))?,
        Format::Json => writeln!(out, "{}", json(&decision))?,
    }
    Ok(if decision.is_allowed() {
        Found::Nothing
    } else {
        Found::Something
    })
}

/// Decides one request a line, in order. A line that is no request gets a denial.
fn lines(
    set: &PolicySet,
    input: &mut dyn BufRead,
    format: Format,
    log: &mut Log<'_>,
    out: &mut dyn Write,
) -> Result<Found, Failed> {
    let most = Limits::default().source_bytes;
    let mut line = Vec::new();
    loop {
        let request = match input::next_line(input, &mut line, most)? {
            Line::End => return Ok(Found::Nothing),
            Line::TooLong => Err(format!("The request is longer than {most} bytes")),
            Line::Whole => match std::str::from_utf8(&line) {
                Err(_) => Err("The request is not UTF-8".to_owned()),
                Ok(text) if text.trim().is_empty() => continue,
                Ok(text) => set::request_text(text),
            },
        };
        let decision = match &request {
            Ok(request) => set.decide(request),
            Err(message) => Decision::invalid("", message.as_str()),
        };
        log.write(request.as_ref().ok(), &decision)?;
        match format {
            Format::Human => writeln!(out, "{}", human(request.as_ref().ok(), &decision))?,
            Format::Json => writeln!(out, "{}", json(&decision))?,
        }
    }
}

/// The published form of a decision.
fn json(decision: &Decision) -> String {
    // A decision holds nothing that JSON cannot say.
    serde_json::to_string(decision).unwrap_or_default()
}

/// A decision in one line: whether, who, what, why, and what the user is told.
pub(super) fn human(request: Option<&Request>, decision: &Decision) -> String {
    let colour = style() == Style::Colour;
    let (mark, word) = match (decision.effect, colour) {
        (Effect::Allow, true) => ("\u{1b}[32m", "allowed"),
        (Effect::Deny, true) => ("\u{1b}[31m", "denied "),
        (Effect::Allow, false) => ("", "allowed"),
        (Effect::Deny, false) => ("", "denied "),
    };
    let end = if colour { "\u{1b}[0m" } else { "" };
    let who = request.map_or_else(|| "(no request)".to_owned(), words::who);
    let what = match &decision.endpoint {
        Some(endpoint) => format!("{endpoint} of {}", decision.element),
        None => decision.element.clone(),
    };
    let told = match &decision.message {
        Some(message) if decision.effect == Effect::Deny => format!(" \u{201c}{message}\u{201d}"),
        _ => String::new(),
    };
    format!(
        "{mark}{word}{end}  {who:<10}  {what:<54}  {}.{told}",
        words::why(decision)
    )
}
