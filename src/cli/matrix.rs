//! `rulec matrix`: who may do what, as a table.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::{Value as Json, json};

use super::{Failed, Found, input, set, style};
use crate::diag::Style;
use crate::policy::matrix::{Table, page};
use crate::policy::{Request, read_json, words};

const EXAMPLES: &str = "\
Examples:
  rulec matrix exports --identity caller.json              what one caller may do
  rulec matrix workflows --identities callers.jsonl --endpoint run
  rulec matrix flows --format csv > flows.csv";

/// Arguments of `rulec matrix`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct MatrixArgs {
    /// The set: a folder or a file with exports, workflows or flows, or a bundle of `rulec compile`.
    set: PathBuf,
    /// Refuse a set that has errors, instead of denying where they are.
    #[arg(long)]
    strict: bool,
    /// A JSON file with the caller: sections such as `identity` and `caller`, or the identity alone.
    #[arg(long, value_name = "FILE", conflicts_with = "identities")]
    identity: Option<PathBuf>,
    /// A file with one caller a line, for a table of callers and elements.
    #[arg(long, value_name = "FILE", requires = "endpoint")]
    identities: Option<PathBuf>,
    /// The endpoint of that table.
    #[arg(long, requires = "identities")]
    endpoint: Option<String>,
    /// How to print.
    #[arg(long, value_enum, default_value = "table")]
    format: Form,
}

/// How a table is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people.
    Table,
    /// Comma-separated values; a name that begins like a formula has an apostrophe before it.
    Csv,
    /// JSON.
    Json,
    /// A page.
    Html,
}

pub(super) fn run(args: &MatrixArgs, out: &mut dyn Write) -> Result<Found, Failed> {
    let set = set::load(&args.set, args.strict)?;
    let tables = match (&args.identity, &args.identities, &args.endpoint) {
        (Some(path), _, _) => set.matrix(&caller(&input::read_text(path)?)?),
        (_, Some(path), Some(endpoint)) => {
            let text = input::read_text(path)?;
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            let callers = lines.map(|line| caller(line).map(|caller| (words::who(&caller), caller)));
            vec![set.matrix_of(&callers.collect::<Result<Vec<_>, _>>()?, endpoint)]
        }
        _ if !set.flows.is_empty() => vec![set.grid()],
        _ => {
            return Err(Failed::Usage(
                "say who: --identity FILE, or --identities FILE with --endpoint NAME".to_owned(),
            ));
        }
    };
    let colour = style() == Style::Colour && std::io::stdout().is_terminal();
    let each = |print: &dyn Fn(&Table) -> String| tables.iter().map(print).collect::<Vec<_>>().join("\n\n");
    match args.format {
        Form::Table => writeln!(out, "{}", each(&|table| table.text(colour)))?,
        Form::Csv => writeln!(out, "{}", each(&Table::csv))?,
        Form::Json => writeln!(out, "{}", json!(tables.iter().map(Table::json).collect::<Vec<_>>()))?,
        Form::Html => writeln!(out, "{}", page(&tables))?,
    }
    Ok(Found::Nothing)
}

/// A caller: a request without element, or the identity alone.
fn caller(text: &str) -> Result<Request, Failed> {
    let json: Json =
        read_json(text).map_err(|error| Failed::Usage(format!("the caller is not JSON that can be used: {error}")))?;
    let whole = json.get("identity").is_some() || json.get("caller").is_some();
    let fields = if whole { json } else { json!({"identity": json}) };
    set::request(fields).map_err(Failed::Usage)
}
