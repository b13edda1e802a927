//! `rulec compile`: a rule as bytes that a host loads without a compiler.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{Failed, Format, Found, Lang, input, style};
use crate::compile::compile;
use crate::diag::render;
use crate::schema::Schema;

/// Arguments of `rulec compile`.
#[derive(Debug, Args)]
pub(super) struct CompileArgs {
    /// The file with the rule; `-` is standard input.
    file: PathBuf,
    /// Where the program goes; without it the rule is compiled and described, and nothing is written.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The language, where the file's ending does not say it.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// How to print what is known of the rule.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

pub(super) fn run(args: &CompileArgs, out: &mut dyn Write) -> Result<Found, Failed> {
    let source = input::read_rule(&args.file, args.lang)?;
    let program = match compile(&source, &Schema::batch()) {
        Ok(program) => program,
        Err(report) => {
            write!(out, "{}", render(&source, &report.diagnostics, style()))?;
            return Ok(Found::Something);
        }
    };
    let bytes = program.to_bytes();
    if let Some(path) = &args.output {
        fs::write(path, &bytes).map_err(|error| Failed::Usage(format!("cannot write {}: {error}", path.display())))?;
    }
    let facts = program.facts();
    if args.format == Format::Json {
        writeln!(out, "{}", json!({"bytes": bytes.len(), "facts": facts}))?;
        return Ok(Found::Nothing);
    }
    writeln!(
        out,
        "{}: {} bytes, {} instructions",
        source.name,
        bytes.len(),
        program.code.len()
    )?;
    for binding in &facts.bindings {
        writeln!(out, "  reads     {} {}", binding.section, binding.key)?;
    }
    for section in &facts.open_sections {
        writeln!(out, "  reads     {section}, any key")?;
    }
    if !facts.members.is_empty() {
        writeln!(out, "  uses      {}", facts.members.join(", "))?;
    }
    writeln!(
        out,
        "  can fail  {}",
        if facts.can_fail { "yes, for some bindings" } else { "no" }
    )?;
    if let Some(cost) = facts.cost {
        writeln!(out, "  cost      at most {cost} instructions")?;
    }
    if let Some(constant) = facts.constant {
        writeln!(out, "  result    always {constant}")?;
    }
    Ok(Found::Nothing)
}
