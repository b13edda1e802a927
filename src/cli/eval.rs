//! `rulec eval`: runs one rule, or one rule for each line of standard input.

use std::io::{BufReader, Write};
use std::path::PathBuf;

use clap::Args;
use serde_json::Value as Json;

use super::input::{self, Line};
use super::rule::RuleArgs;
use super::{Failed, Found, style};
use crate::batch::{Batch, published};
use crate::compile::{self, Options};
use crate::diag::{Code, Diagnostic};
use crate::limits::Limits;
use crate::report::{Format, Reporter};
use crate::schema::Schema;
use crate::source::Source;
use crate::vm::{Environment, Failure, evaluate};

const EXAMPLES: &str = "\
Examples:
  rulec eval --lang js -e \"identity('teams').includes('HR')\" --env env.json
  rulec eval rule.rb --now 2026-11-22T10:00:00Z --tz Europe/Berlin
  rulec eval --jsonl < requests.jsonl > answers.jsonl

env.json holds the bindings by section: {\"identity\": {\"teams\": [\"HR\"]}}.
A line of --jsonl is {\"id\": 1, \"lang\": \"js\", \"source\": \"1 + 1\", \"env\": {}}; LANGUAGE.md describes the answers.
Without --now it is 2025-06-15T15:06:40Z, without --tz UTC: a run reads no clock.
Exit status: 0 a value, 1 refused, thrown or faulted, 2 wrong usage or something could not be read.";

/// Arguments of `rulec eval`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct EvalArgs {
    #[command(flatten)]
    rule: RuleArgs,
    /// A JSON file with the bindings, by section: `{"identity": {"teams": ["HR"]}}`.
    #[arg(long, value_name = "FILE")]
    env: Option<PathBuf>,
    /// The current time: milliseconds since 1970, or text such as `2026-11-22T10:00:00Z`.
    #[arg(long, value_name = "TIME", allow_negative_numbers = true)]
    now: Option<String>,
    /// The zone that local time means: a name such as `Europe/Berlin`.
    #[arg(long, value_name = "ZONE")]
    tz: Option<String>,
    /// Read requests from standard input, one JSON object a line, and answer each with one.
    #[arg(long, conflicts_with_all = ["file", "expression", "lang", "env", "now", "tz"])]
    jsonl: bool,
    /// How to print.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

pub(super) fn run(args: &EvalArgs, out: &mut dyn Write) -> Result<Found, Failed> {
    if args.jsonl {
        return lines(out);
    }
    let source = args.rule.read()?;
    let environment = environment(args)?;
    if args.format == Format::Json {
        let answer = Batch::default().evaluate(&source, &environment);
        writeln!(out, "{answer}")?;
        return Ok(if answer.get("value").is_some() {
            Found::Nothing
        } else {
            Found::Something
        });
    }
    let mut reporter = |diagnostics: &[Diagnostic]| -> Result<Found, Failed> {
        let mut reporter = Reporter::new(args.format, style(), out);
        reporter.rule(&source, diagnostics)?;
        reporter.finish(None)?;
        Ok(Found::any(!diagnostics.is_empty()))
    };
    let program = match compile::compile(&source, &Schema::batch()) {
        Ok(program) => program,
        Err(report) => return reporter(&report.diagnostics),
    };
    let (result, fuel) = evaluate(&program, &environment, environment.world, &Limits::default());
    match result {
        Ok(_) if args.format != Format::Human => reporter(&[]),
        Ok((value, truthy)) => {
            writeln!(out, "value   {value}")?;
            writeln!(out, "truth   {}", if truthy { "true: allows" } else { "false: denies" })?;
            writeln!(out, "fuel    {fuel}")?;
            Ok(Found::Nothing)
        }
        Err(failure) => reporter(&[stopped(&source, failure)]),
    }
}

/// What to say of a run that gave no value.
fn stopped(source: &Source, failure: Failure) -> Diagnostic {
    match failure {
        Failure::Thrown(thrown) => {
            let message = thrown.message.as_deref().unwrap_or("(its text is not reproduced)");
            let message = format!("the rule threw {}: {message}", thrown.class);
            let mut diagnostic = Diagnostic::new(Code::F0906, thrown.span, message)
                .label("thrown here")
                .note("a rule that throws gives no answer; in a policy it denies");
            // Where the slip is a name, its nearest name is known.
            let warned = compile::check(source, &Schema::batch()).diagnostics;
            for warning in warned.into_iter().filter(|warning| warning.span == thrown.span) {
                diagnostic.help.extend(warning.help);
            }
            diagnostic
        }
        Failure::Fault(fault) => {
            let shown = published(&fault);
            Diagnostic::new(fault.code, fault.span.unwrap_or_default(), shown.message)
                .label("stopped here")
                .note("a rule that faults gives no answer; in a policy it denies")
        }
    }
}

fn environment(args: &EvalArgs) -> Result<Environment, Failed> {
    let mut json = match &args.env {
        Some(path) if input::is_stdin(path) && args.rule.is_stdin() => {
            return Err(Failed::Usage(
                "standard input can hold the rule or the bindings, not both".to_owned(),
            ));
        }
        Some(path) => {
            let text = input::read_text(path)?;
            serde_json::from_str(&text)
                .map_err(|error| Failed::Usage(format!("{} is not JSON: {error}", path.display())))?
        }
        None => Json::Object(serde_json::Map::new()),
    };
    if let Json::Object(fields) = &mut json {
        if let Some(now) = &args.now {
            fields.insert("now".to_owned(), Json::from(instant(now)?));
        }
        if let Some(zone) = &args.tz {
            fields.insert("tz".to_owned(), Json::from(zone.as_str()));
        }
    }
    Environment::from_json(&Schema::batch(), json).map_err(|error| Failed::Usage(error.to_string()))
}

/// Milliseconds since 1970 of `--now`.
fn instant(text: &str) -> Result<f64, Failed> {
    if let Some(number) = text.parse::<f64>().ok().filter(|number| number.is_finite()) {
        return Ok(number);
    }
    chrono::DateTime::parse_from_rfc3339(text)
        .map(|time| time.timestamp_millis() as f64)
        .map_err(|_| {
            Failed::Usage(format!(
                "--now `{text}` is neither milliseconds nor a time such as 2026-11-22T10:00:00Z"
            ))
        })
}

fn lines(out: &mut dyn Write) -> Result<Found, Failed> {
    // Each line runs its rule once.
    let batch = Batch::new(Options {
        decide: false,
        ..Options::default()
    });
    let most = Limits::default().line_bytes;
    let mut input = BufReader::with_capacity(1 << 16, std::io::stdin().lock());
    let mut line = Vec::new();
    loop {
        // Whoever waits for an answer before the next request gets it; a stream of requests is not slowed down.
        if input.buffer().is_empty() {
            out.flush()?;
        }
        match input::next_line(&mut input, &mut line, most).map_err(Failed::Input)? {
            Line::End => return Ok(Found::Nothing),
            Line::TooLong => out.write_all(batch.too_long().as_bytes())?,
            Line::Whole if line.trim_ascii().is_empty() => continue,
            Line::Whole => out.write_all(batch.answer_bytes(&line).as_bytes())?,
        }
        out.write_all(b"\n")?;
    }
}
